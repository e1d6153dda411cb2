"""The list of a visit's bus: everybody who has a seat, with telephones and boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence

from forum.paper.both import scripts
from forum.paper.facts import Listing, Part
from locales import Words
from storage.paper import Queued
from storage.records import Session, Stop
from storage.visits import Guide, Passenger

_COLUMNS = ("number", "name", "organisation", "phone")


def bus_list(
    words: Words,
    session: Session,
    stops: Sequence[Stop],
    guides: Sequence[Guide],
    people: Sequence[Passenger],
    waiting: Sequence[Queued],
) -> Listing:
    """Passengers by surname, ticked where the roll says so; below, who waits for a seat that becomes free."""
    rows = [_row(words, number, one) for number, one in enumerate(people, start=1)]
    parts = [Part("", rows, [(one.out, one.back) for one in people], none=words.plain("paper.nobody"))]
    if waiting:
        queue = [_row(words, number, one) for number, one in enumerate(waiting, start=1)]
        parts.append(Part(words.plain("paper.waiting_list"), queue))
    return Listing(
        heading=words.pick(session, "title"),
        lines=[
            words.when(session.starts, session.ends),
            *(f"{words.time(stop.at)} {words.pick(stop, 'place')}" for stop in stops),
            *(_guide(words, guide) for guide in guides),
            words.plain("paper.passengers", number=len(people)),
        ],
        columns=[words.plain(f"paper.column.{column}") for column in _COLUMNS],
        widths=(1, 6, 6, 4),
        parts=parts,
        boxes=[words.plain("paper.out"), words.plain("paper.back")],
        height=9,
        bold=1,
    )


def _guide(words: Words, guide: Guide) -> str:
    name = words.name(guide.name, guide.name_other, guide.delegation)
    return (
        words.plain("paper.guide", name=name, phone=guide.phone)
        if guide.phone
        else words.plain("paper.guide_name", name=name)
    )


def _row(words: Words, number: int, one: Passenger | Queued) -> tuple[str, str, str, str]:
    own, other = scripts(one.name, one.name_other, one.delegation)
    first = words.name(one.name, other, one.delegation)
    second = own if first == other else other
    organisation = words.name(one.organisation, one.organisation_other, one.delegation)
    return str(number), "\n".join(filter(None, (first, second))), organisation, one.phone
