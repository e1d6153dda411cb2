"""What holds of suggestions in any forum."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.suggestions import Suggestion, refresh, suggest
from forum.suggestions.recognition import recognised
from forum.suggestions.vocabulary import vocabulary
from storage.connection import Connection
from tests.forum.suggestions.forums import change, present, seat, settle
from tests.support.forums import copied

PHRASES = [
    "torni e tornitura", "токарные станки", "macchine utensili", "станки с ЧПУ", "valvole a sfera", "клапаны",
    "pellet", "биомасса", "вино", "vini toscani", "dottorati congiunti", "совместное производство",
    "camere di commercio",
    "технопарки", "лизинг", "catalizzatori", "катализаторы", "esportazione", "кожа для обуви", "chissà", "",
]  # fmt: skip
KINDS = ["", "company", "chamber", "university", "technology_park"]


@dataclass(frozen=True, slots=True)
class Person:
    """A delegate as made up for one forum."""

    offers: str
    seeks: str
    kind: str
    delegation: str
    languages: str
    role: str
    visibility: str
    removed: bool
    tables: frozenset[int]
    presents: int


texts = st.lists(st.sampled_from(PHRASES), max_size=3).map(", ".join)
people = st.lists(
    st.builds(
        Person,
        offers=texts,
        seeks=texts,
        kind=st.sampled_from(KINDS),
        delegation=st.sampled_from(["it", "ru"]),
        languages=st.sampled_from(["", "it", "ru", "it,ru", "en"]),
        role=st.sampled_from(["delegate", "delegate", "delegate", "organiser"]),
        visibility=st.sampled_from(["all", "all", "tables", "nobody"]),
        removed=st.sampled_from([False, False, False, True]),
        tables=st.frozensets(st.sampled_from([1, 2]), max_size=2),
        presents=st.sampled_from([0, 0, 0, 1, 2]),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(people, st.integers(0, 7), st.integers(0, 7), st.sets(st.integers(1, 7), max_size=2))
def test_suggestions(empty: Path, forum: list[Person], known: int, piece: int, without: set[int]) -> None:
    asyncio.run(_look(empty, forum, known, piece, without))


async def _look(empty: Path, forum: Sequence[Person], known: int, piece: int, without: set[int]) -> None:
    async with copied(empty) as database:
        async with database.write() as tx:
            await settle(tx, len(forum))
            await refresh(tx)
            for number, person in enumerate(forum, start=1):
                await _settle(tx, number, person)
            await refresh(tx, known)
            behind = [await suggest(tx, number) for number in range(1, len(forum) + 1)]
            await refresh(tx)
            current = [await suggest(tx, number) for number in range(1, len(forum) + 1)]
        assert behind == current
        for asker, found in enumerate(current, start=1):
            _is_right(forum, asker, found)
            async with database.read() as view:
                again = [
                    *await suggest(view, asker, most=piece),
                    *await suggest(view, asker, offset=piece),
                ]
                fewer = await suggest(view, asker, without=without)
            assert again == found
            assert fewer == [one for one in found if one.delegate_id not in without]


async def _settle(tx: Connection, number: int, person: Person) -> None:
    await change(
        tx, number,
        offers=person.offers, seeks=person.seeks, kind=person.kind, delegation=person.delegation,
        languages=person.languages, role=person.role, visibility=person.visibility,
        removed_at="2018-11-01T00:00:00.000+00:00" if person.removed else None,
    )  # fmt: skip
    for session in person.tables:
        await seat(tx, session, number)
    if person.presents:
        await present(tx, number, person.presents, number)


def _is_right(forum: Sequence[Person], asker: int, found: Sequence[Suggestion]) -> None:
    me = forum[asker - 1]
    assert not (me.removed and found)
    for one in found:
        person = forum[one.delegate_id - 1]
        assert one.delegate_id != asker
        assert person.role == "delegate"
        assert not person.removed
        assert person.visibility != "nobody"
        assert person.visibility == "all" or person.tables & me.tables
        assert one.reasons
        for reason in one.reasons:
            assert reason.things
            assert {thing.it for thing in reason.things} <= _true(
                me, person, reason.what, one.delegate_id, asker
            )


def _true(me: Person, person: Person, what: str, number: int, asker: int) -> set[str]:
    """What a reason may name."""
    return {
        "table": {f"Sessione {table}" for table in me.tables & person.tables},
        "their_project": {f"Progetto {number}"} if person.presents in me.tables else set(),
        "own_project": {f"Progetto {asker}"} if me.presents in person.tables else set(),
        "profile": {vocabulary()[person.kind].label_it} if person.kind in vocabulary() else set(),
        "shared": _labels(me.offers, me.seeks) & _labels(person.offers, person.seeks),
        "offers": _labels(person.offers) | _words(me.seeks),
        "seeks": _labels(person.seeks) | _words(me.offers),
    }[what]


def _labels(*said: str) -> set[str]:
    return {vocabulary()[concept].label_it for text in said for concept in recognised(text).concepts}


def _words(said: str) -> set[str]:
    return set(recognised(said).others)
