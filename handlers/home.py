"""The menu, help, and what is done with words nobody asked for."""

from __future__ import annotations

from handlers.buttons import Need, ShowHelp
from handlers.screens import personal
from handlers.screens.screen import Screen
from handlers.visit import Visit, open_visit
from storage import sessions


async def menu(visit: Visit) -> Screen:
    """The menu, with what is on and what comes next."""
    async with visit.desk.glance() as view:
        now, following = await sessions.now_and_next(view, visit.now, visit.audience)
    return personal.menu(visit.words, visit.visitor, now, following)


async def show_help(visit: Visit, button: ShowHelp) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What the bot can do."""
    return personal.help_screen(visit.words, member=visit.may(Need.MEMBER))


async def again(visit: Visit) -> Visit:
    """The same visit after something about the visitor has changed."""
    found = await open_visit(visit.desk, visit.user_id, visit.guessed)
    return found or visit


async def not_understood(visit: Visit) -> Screen:
    """The menu under a word of help: for what was typed and nobody asked for."""
    return (await menu(visit)).below(visit.words("help.not_understood"))
