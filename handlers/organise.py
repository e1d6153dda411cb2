"""`/organise`: what waits for those who run the forum, each a tap away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from forum import changes
from handlers.buttons import (
    Button,
    Organise,
    Programme,
    ShowAnnouncements,
    ShowDelays,
    ShowDelegates,
    ShowFigures,
    ShowPlanning,
    ShowPrinting,
    ShowRecord,
    ShowWorkbook,
)
from handlers.screens import announcements as announcement_screens
from handlers.screens import changes as change_screens
from handlers.screens import delegates as delegate_screens
from handlers.screens import desk as desk_screens
from handlers.screens import organise as screens
from handlers.screens import questions as question_screens
from handlers.screens import reach as reach_screens
from handlers.screens.organise import Matter
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import delivery_report, desk, questions, session_edits
from storage.connection import Connection
from storage.desk import Open

_BOARDING, _AHEAD, _MOST_DEPARTURES = timedelta(minutes=30), timedelta(hours=12), 3
"""A departure stands on the desk from so long before it until so long after: a bus waits for the last."""


async def _changes(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001 -- alike
    number = await changes.waiting(view)
    return change_screens.matter(visit.words, number) if number else None


async def _cancelled(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001
    number = len(await session_edits.cancelled(view, visit.now))
    return change_screens.matter_cancelled(visit.words, number) if number else None


async def _questions(visit: Visit, view: Connection, found: Open) -> Matter:  # noqa: ARG001
    return question_screens.matter(visit.words, await questions.number_unanswered(view))


async def _reach(visit: Visit, view: Connection, found: Open) -> Matter:  # noqa: ARG001
    unreached = await delivery_report.number_unreached(view)
    return reach_screens.matter(visit.words, unreached, await delivery_report.number_failed(view))


async def _registrations(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001
    return desk_screens.matter_registrations(visit.words, found)


async def _crowded(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001
    return desk_screens.matter_crowded(visit.words, found)


async def _uninterpreted(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001
    return desk_screens.matter_uninterpreted(visit.words, found)


async def _unplaced(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001
    return desk_screens.matter_unplaced(visit.words, found)


async def _announcements(visit: Visit, view: Connection, found: Open) -> Matter | None:  # noqa: ARG001
    return announcement_screens.matter(visit.words, found.announcements) if found.announcements else None


MATTERS: tuple[Callable[[Visit, Connection, Open], Awaitable[Matter | None]], ...] = (
    _questions,
    _registrations,
    _crowded,
    _uninterpreted,
    _unplaced,
    _changes,
    _cancelled,
    _announcements,
    _reach,
)
"""Everything that may wait, in the order in which it is shown: each a line and a key, or None where nothing waits.

`Open` holds what is counted for all of them in one statement; together they make do with ten.
"""


TOOLS: tuple[tuple[str, Button], ...] = (
    ("announcement.key", ShowAnnouncements()),
    ("delays.key", ShowDelays()),
    ("menu.programme", Programme()),
    ("planning.key", ShowPlanning()),
    ("delegates.key", ShowDelegates()),
    ("figures.key", ShowFigures()),
    ("paper.key", ShowPrinting()),
    ("workbook.key", ShowWorkbook()),
    ("record.key", ShowRecord()),
)
"""What an organiser works with, two in a row below what waits: the label's key in the catalogue, and the button."""


async def organise(visit: Visit, button: Organise) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What waits for a decision."""
    async with visit.desk.look() as view:
        counted = await desk.counts(view, visit.now)
        found = [await look(visit, view, counted) for look in MATTERS]
        departures = await desk.departures(
            view, since=visit.now - _BOARDING, until=visit.now + _AHEAD, now=visit.now, most=_MOST_DEPARTURES
        )
    matters = [matter for matter in found if matter is not None]
    arrived = delegate_screens.arrived(visit.words, counted.arrived, counted.delegates)
    return screens.organise(visit.words, matters, departures, TOOLS, arrived)
