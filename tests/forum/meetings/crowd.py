"""A forum in which everything is scarce, and the editions of its workbook: what an organiser may change in it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from forum.desk import Desk
from forum.workbook import check, load, read
from storage.database import Database
from tests.forum.workbook.book import Book, checked, delegate, session

BEGIN = datetime(2018, 11, 29, 7, tzinfo=UTC)
"""Eight in the morning in Florence: the first Meeting Point opens at ten."""

LANGUAGES = {
    "d1": "",
    "d2": "it,en",
    "d3": "it",
    "d4": "it,fr",
    "d5": "",
    "d6": "ru,en",
    "d7": "ru",
    "d8": "ru,de",
    "i1": "it,ru",
    "i2": "it,ru,en",
    "i3": "fr,ru",
    "i4": "",
    "o1": "",
    "o2": "",
}
DELEGATES = [code for code in LANGUAGES if code.startswith("d")]
INTERPRETERS = [code for code in LANGUAGES if code.startswith("i")]
HEADS = {"d1": "d3,d4", "d5": "d7,d8", "d2": "d7", "d6": "d3", "o1": "d8"}
RUSSIANS = {"d5", "d6", "d7", "d8", "i3"}
ACCOUNTS = ("d1", "d2", "d5", "d6", "i1", "i2", "o1")
"""Who has opened the bot; the others have no Telegram, and i3 has never come."""

ORGANISER_USERS = frozenset({1, 900})
"""Named to the process: o1's own account, and somebody who is no delegate."""

DAY = {"m1": "29", "m2": "29", "m3": "30", "t1": "29", "t2": "29", "p1": "29"}
TIMES = {
    "m1": (600, 660),
    "m2": (690, 730),
    "m3": (600, 640),
    "t1": (570, 630),
    "t2": (700, 750),
    "p1": (645, 665),
}
"""Sessions, from which minute of their day until which: two tables and the plenary overlap the Meeting Point."""

Change = tuple[str, ...]
"""What to change, where, into what."""


@dataclass
class Edition:
    """The workbook as its author has it now."""

    keys: dict[str, str] = field(
        default_factory=lambda: {
            "slot_minutes": "20",
            "meeting_tables": "2",
            "scheduling": "both",
            "request_hours": "3",
            "open_requests": "4",
            "timezone": "Europe/Rome",
        }
    )
    times: dict[str, tuple[int, int]] = field(default_factory=lambda: dict(TIMES))
    languages: dict[str, str] = field(default_factory=lambda: dict(LANGUAGES))
    heads: dict[str, str] = field(default_factory=lambda: dict(HEADS))
    roles: dict[str, str] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def changed(self, changes: list[Change]) -> Edition:
        """Another edition."""
        other = copy.deepcopy(self)
        for what, which, into in changes:
            match what:
                case "languages":
                    other.languages[which] = LANGUAGES[which] if into == OWN else into
                case "moved":
                    starts, ends = TIMES[which]
                    other.times[which] = starts + int(into), ends + int(into)
                case "longer":
                    starts, ends = other.times[which]
                    other.times[which] = starts, starts + int(into)
                case "gone":
                    (other.gone.add if into else other.gone.discard)(which)
                case _:
                    getattr(other, what)[which] = into
        return other

    def book(self) -> Book:
        """The sheets."""
        made = Book(
            sessions=[self._session(code) for code in TIMES if code not in self.gone],
            stops=[],
            projects=[],
            info=[],
            delegates=[self._person(code) for code in LANGUAGES if code not in self.gone],
        )
        for key, value in self.keys.items():
            made.put_key(key, value)
        return made

    def _session(self, code: str) -> dict[str, str]:
        kind = {"m": "meeting_point", "t": "table", "p": "plenary"}[code[0]]
        starts, ends = (f"2018-11-{DAY[code]} {one // 60:02d}:{one % 60:02d}" for one in self.times[code])
        return session(code, kind, starts, ends, capacity="3" if kind == "table" else "")

    def _person(self, code: str) -> dict[str, str]:
        role = {"d": "delegate", "i": "interpreter", "o": "organiser"}[code[0]]
        headed = [one for one in self.heads.get(code, "").split(",") if one and one not in self.gone]
        return delegate(
            code,
            "ru" if code in RUSSIANS else "it",
            role=self.roles.get(code, role),
            name_other=f"Имя {code}",
            languages=self.languages[code],
            head_of=",".join(headed),
            unavailable=self.unavailable.get(code, ""),
        )


async def publish(desk: Desk, edition: Edition, folder: Path) -> None:
    """Import an edition from its files."""
    workbook = checked(check(read(edition.book().folder(folder))))
    came = await load(desk, workbook)
    assert not came.problems


async def prepare(path: Path, folder: Path) -> None:
    """A database with the first edition, and the accounts of those who have opened the bot."""
    async with Database.open(path, readers=1) as database:
        await publish(Desk(database, lambda: BEGIN), Edition(), folder)
        async with database.write() as tx:
            for code in ACCOUNTS:
                user = 1 if code == "o1" else 100 + ACCOUNTS.index(code)
                await tx.run(
                    "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
                    "SELECT ?, id, 'it', '', '' FROM delegates WHERE code = ?",
                    (user, code),
                )
        await database.tidy()


OWN = "own"
"""Again as in the first edition."""

ABSENCES = ("", "2018-11-29 10:00/2018-11-29 10:30", "2018-11-29 11:30/2018-11-29 12:30")
EVERYBODY = (*DELEGATES, *INTERPRETERS)
CHANGES: Sequence[tuple[str, Sequence[str], Sequence[str]]] = (
    ("keys", ("slot_minutes",), ("20", "10", "15", "30")),
    ("keys", ("meeting_tables",), ("2", "1", "3", "0")),
    ("keys", ("meeting_tables",), ("3", "2", "1")),
    ("keys", ("scheduling",), ("both", "instant", "planned")),
    ("keys", ("request_hours",), ("3", "1", "")),
    ("keys", ("open_requests",), ("4", "1", "")),
    ("keys", ("timezone",), ("Europe/Rome", "Europe/Athens")),
    ("moved", ("m1", "m2", "p1"), ("0", "20", "-10")),
    ("longer", ("m1", "m2"), ("25", "40", "60")),
    ("gone", ("m1", "m2", "p1", "t1"), ("", "x")),
    ("gone", EVERYBODY, ("", "", "x")),
    ("languages", EVERYBODY, (OWN, OWN, "it,ru", "en", "fr")),
    ("heads", ("d1", "d2", "d6"), ("", "d3,d4", "d7,d8")),
    ("roles", ("d4", "d8"), ("delegate", "interpreter")),
    ("roles", ("i1", "i4"), ("interpreter", "delegate")),
    ("unavailable", ("d1", "d6", "d7", *INTERPRETERS), ABSENCES),
)
"""What an organiser does to the workbook: in which part, where, into what."""


def changes() -> st.SearchStrategy[list[Change]]:
    """The changes of one import."""
    one = st.sampled_from(CHANGES).flatmap(
        lambda change: st.tuples(st.just(change[0]), st.sampled_from(change[1]), st.sampled_from(change[2]))
    )
    return st.lists(one, min_size=1, max_size=8)


def any_changes(chance: Random) -> list[Change]:
    """The same, without hypothesis's liking for edges."""
    drawn = (chance.choice(CHANGES) for _ in range(chance.choice((1, 1, 2, 3, 5, 8))))
    return [(what, chance.choice(which), chance.choice(into)) for what, which, into in drawn]
