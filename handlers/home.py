"""The menu, help, and what is done with words nobody asked for."""

from __future__ import annotations

from forum import agenda
from handlers.buttons import Need, ShowHelp
from handlers.screens import personal
from handlers.screens.screen import Screen
from handlers.visit import Visit, open_visit
from storage import sessions


async def menu(visit: Visit) -> Screen:
    """The menu, with one's next meeting, what is on and what comes next."""
    own = visit.visitor.delegate_id
    async with visit.desk.look() as view:
        now, following = await sessions.now_and_next(view, visit.now, visit.audience)
        meetings = await agenda.soon(view, own, visit.now) if own is not None else agenda.NO_MEETING
    return personal.menu(visit.words, visit.visitor, now, following, meetings, organiser=visit.organiser)


async def show_help(visit: Visit, button: ShowHelp) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What the bot can do."""
    member, asks = visit.may(Need.MEMBER), visit.may(Need.DELEGATE)
    return personal.help_screen(visit.words, member=member, asks=asks, organiser=visit.organiser)


async def again(visit: Visit) -> Visit:
    """The same visit after something about the visitor has changed."""
    found = await open_visit(visit.desk, visit.user_id, visit.guessed)
    return found or visit


async def only_text(visit: Visit) -> Screen:
    """The menu under a word of help: for a picture or the like, which nobody asked for."""
    return (await menu(visit)).below(visit.words("help.only_text"))
