"""`/organise`: what waits for those who run the forum, each a tap away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from forum import changes
from handlers.buttons import Organise
from handlers.screens import changes as change_screens
from handlers.screens import organise as screens
from handlers.screens import questions as question_screens
from handlers.screens import reach as reach_screens
from handlers.screens.organise import Matter
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import delivery_report, questions, session_edits
from storage.connection import Connection


async def _changes(visit: Visit, view: Connection) -> Matter | None:
    number = await changes.waiting(view)
    return change_screens.matter(visit.words, number) if number else None


async def _cancelled(visit: Visit, view: Connection) -> Matter | None:
    number = len(await session_edits.cancelled(view, visit.now))
    return change_screens.matter_cancelled(visit.words, number) if number else None


async def _questions(visit: Visit, view: Connection) -> Matter:
    return question_screens.matter(visit.words, await questions.number_unanswered(view))


async def _reach(visit: Visit, view: Connection) -> Matter:
    unreached = await delivery_report.number_unreached(view)
    return reach_screens.matter(visit.words, unreached, await delivery_report.number_failed(view))


MATTERS: tuple[Callable[[Visit, Connection], Awaitable[Matter | None]], ...] = (
    _questions,
    _changes,
    _cancelled,
    _reach,
)
"""Everything that may wait, in the order in which it is shown: each a line and a key, or None where nothing waits."""


async def organise(visit: Visit, button: Organise) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What waits for a decision."""
    async with visit.desk.look() as view:
        found = [await look(visit, view) for look in MATTERS]
    return screens.organise(visit.words, [matter for matter in found if matter is not None])
