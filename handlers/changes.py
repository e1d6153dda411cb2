"""Changes of the programme, as those who run the forum see them."""

from __future__ import annotations

from forum import changes as rules
from handlers.buttons import ShowChanges
from handlers.screens import changes as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit


async def waiting(visit: Visit, button: ShowChanges) -> Screen:
    """What waits to be told."""
    async with visit.desk.look() as view:
        found = await rules.preview(view)
    return screens.waiting(visit.words, found, button.page)
