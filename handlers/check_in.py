"""Badges and check-in: one's own badge, and those that staff read with their phones' cameras."""

from __future__ import annotations

from forum import check_in as rules
from handlers import arriving, delegates
from handlers.buttons import Board, CheckIn, ShowBadge, ShowDelegate
from handlers.links import badge_of, badge_payload
from handlers.screens import check_in as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.visit import Visit
from handlers.visits import actor
from locales import Html
from storage import check_ins
from storage import delegates as stored
from storage.connection import Connection


async def show_badge(visit: Visit, button: ShowBadge) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """One's own badge."""
    async with visit.desk.look() as view:
        person = await stored.get(view, visit.delegate_id)
        token = await _token(view, visit.delegate_id)
    if person is None or token is None:
        return Screen(toast=visit.words.plain("said.gone"))
    return screens.own(visit.words, person, badge_payload(token))


async def _token(view: Connection, person_id: int) -> str | None:
    return (await check_ins.badges(view, [person_id])).get(person_id)


async def scanned(visit: Visit, token: str) -> Screen:
    """A badge was read: its card for staff; to all others it says nothing of whose it is."""
    async with visit.desk.look() as view:
        if not await rules.is_staff(view, actor(visit)):
            return await _outside(visit, visit.words("badge.not_staff"))
        person_id = await check_ins.bearer(view, token)
        found = await rules.read(view, actor(visit), person_id, visit.now)
    if found is None:
        return await _outside(visit, visit.words("badge.unknown"))
    return screens.badge(visit.words, found, token, organiser=visit.organiser)


async def _outside(visit: Visit, sentence: Html) -> Screen:
    return (await arriving.doorstep(visit)).below(sentence)


async def check_in(visit: Visit, button: CheckIn) -> Screen:
    """Note an arrival, or take it back."""
    came = await rules.check_in(visit.desk, actor(visit), button.person, present=button.present)
    if not button.scanned or came.refused:
        screen = await delegates.delegate(visit, ShowDelegate(button.person, button.page))
    else:
        async with visit.desk.look() as view:
            token = await _token(view, button.person)
        screen = await scanned(visit, token or "")
    return screen.saying(said(visit.words, came))


async def board(visit: Visit, button: Board) -> Screen:
    """Note that the bearer of a badge is aboard, or take that back."""
    token = badge_of(badge_payload(button.token)) or ""
    came = await rules.board(
        visit.desk, actor(visit), token, button.session, button.leg, aboard=button.aboard
    )
    return (await scanned(visit, token)).saying(said(visit.words, came))
