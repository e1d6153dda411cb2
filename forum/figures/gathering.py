"""All figures of an instant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.reach import by_topic
from storage import applications, delivery_report, figures, sessions
from storage.connection import Connection
from storage.figures import Pair, People, Rating, Standing, Subject
from storage.records import Attended

RESULTS = ("protocol", "follow_up", "nothing", "")
"""What may come of a meeting, what binds most first; '' where neither side has said it."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """How all meetings stand that were ever asked for.

    `agreed` are to come, with a time or (`unplaced`) without one yet; `unconfirmed` are past, and neither side has
    said whether they were held. Of all that were agreed on and not cancelled, `interpreted` need an interpreter and
    `helped` have one.
    """

    asked: int
    open: int
    agreed: int
    unplaced: int
    unconfirmed: int
    held: int
    missed: int
    declined: int
    withdrawn: int
    lapsed: int
    cancelled: int
    interpreted: int
    helped: int

    @property
    def concluded(self) -> int:
        """How many were agreed on and not cancelled, whatever became of them."""
        return self.agreed + self.unconfirmed + self.held + self.missed


@dataclass(frozen=True, slots=True)
class Trip:
    """A visit, and how many were seen aboard on its two ways."""

    session: Attended
    out: int
    back: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is to say at an instant; `notices` are those to people, by state, `unreached` people."""

    now: datetime
    people: Sequence[People]
    applications: int
    tables: Sequence[Attended]
    visits: Sequence[Trip]
    meetings: Meetings
    outcomes: Mapping[str, int]
    rating: Rating
    subjects: Sequence[Subject]
    pairs: Sequence[Pair]
    notices: Mapping[str, int]
    unreached: int

    def number(self, what: str, matches: Callable[[People], bool] = lambda _: True) -> int:
        """How many are 'invited', 'arrived', 'reachable' or 'present' of those that match."""
        return sum(int(getattr(one, what)) for one in self.people if matches(one))

    def delegates(self, what: str, delegation: str) -> int:
        """The same of one delegation's delegates, those with another role left out."""
        return self.number(what, lambda one: one.role == "delegate" and one.delegation == delegation)


async def gather(view: Connection, now: datetime) -> Figures:
    """Count everything, in a dozen statements."""
    seen = {one.session_id: one for one in await figures.aboard(view)}
    visits = await sessions.of_kind(view, "visit", None, None)
    notices: Counter[str] = Counter()
    for states in by_topic(await delivery_report.counts(view)).values():
        notices.update(states)
    return Figures(
        now=now,
        people=await figures.people(view),
        applications=(await applications.next_waiting(view))[1],
        tables=await sessions.of_kind(view, "table", None, None),
        visits=[
            Trip(one, *((seen[one.id].out, seen[one.id].back) if one.id in seen else (0, 0)))
            for one in visits
        ],
        meetings=standing(await figures.standings(view, now)),
        outcomes={one.result: one.number for one in await figures.outcomes(view)},
        rating=await figures.rating(view),
        subjects=await figures.subjects(view),
        pairs=await figures.pairs(view),
        notices=dict(notices),
        unreached=await delivery_report.number_unreached(view),
    )


def standing(found: Iterable[Standing]) -> Meetings:
    """The meetings by what became of them."""
    every = list(found)

    def number(matches: Callable[[Standing], bool]) -> int:
        return sum(one.number for one in every if matches(one))

    def of(state: str) -> int:
        return number(lambda one: one.state == state)

    lasting = {"agreed", "held", "missed"}
    unconfirmed = number(lambda one: one.state == "agreed" and one.over)
    return Meetings(
        asked=number(lambda _: True),
        open=of("asked"),
        agreed=of("agreed") - unconfirmed,
        unplaced=number(lambda one: one.state == "agreed" and not one.timed),
        unconfirmed=unconfirmed,
        held=of("held"),
        missed=of("missed"),
        declined=of("declined"),
        withdrawn=of("withdrawn"),
        lapsed=of("lapsed"),
        cancelled=of("cancelled"),
        interpreted=number(lambda one: one.state in lasting and one.interpreted),
        helped=number(lambda one: one.state in lasting and one.interpreted and one.helped),
    )
