"""How a screen comes to the phone: one living message that edits itself in place."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import CallbackQuery, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from forum.apart import NotDone
from handlers.buttons import Remove
from handlers.calls import edit_text, send_text
from handlers.codes import picture
from handlers.commands import set_commands
from handlers.copies import send_typed
from handlers.fetching import fetched
from handlers.keyboards import Markup, keyboard
from handlers.links import start_link
from handlers.screens.screen import Code, Contact, Extra, File, Key, Later, Next, Picture, Previews, Screen
from handlers.visit import Visit, open_visit
from locales.markup import escape, join
from storage import accounts, announcements

log = logging.getLogger(__name__)

_UNCHANGED = "message is not modified"
_TOO_LATE = "query is too old"


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a key: the query, the message it stands under (None: out of reach), and whether to overwrite it."""

    query: CallbackQuery
    message_id: int | None
    overwrite: bool


async def present(bot: ExtBot[Any], visit: Visit, screen: Screen, press: Press | None) -> None:
    """Show a screen: in place of what was pressed, otherwise as a new message, the old one going away."""
    # What is decided is decided: nobody's effect waits for this answer's way through the network.
    visit.desk.turn.through()
    _expect(visit, screen)
    if screen.previews is not None:
        await _preview(bot, visit, screen.previews)
    steps = [_show(bot, visit, screen, press)]
    if press is not None:
        steps.append(acknowledge(press.query, screen.toast))
    # Both at once: a person waits for either.
    shown, *_ = await asyncio.gather(*steps)
    if screen.speaks:
        await _renew_commands(bot, visit, visit.user_id)
    if screen.renews is not None:
        await _renew_commands(bot, visit, screen.renews)
    if screen.extra is not None:
        await _send_extra(bot, visit, screen.extra)
    if screen.following is not None:
        await _go_on(bot, visit, screen.following, shown)


async def _go_on(bot: ExtBot[Any], visit: Visit, following: Next, shown: int | None) -> None:
    """Do what the screen in the message `shown` has announced; what comes of it takes its place."""
    screen = await following.make(await fetched(bot, following.fetches) if following.fetches else None)
    visit.desk.afterwards.append(
        partial(accounts.expect, user_id=visit.user_id, expects=screen.expects or "")
    )
    try:
        if shown is not None:
            await edit_text(bot, visit.user_id, shown, screen.text, keyboard(screen.rows))
    except BadRequest:
        shown = None
    if shown is None:
        _remember(visit, await send_text(bot, visit.user_id, screen.text, keyboard(screen.rows)))
    if screen.extra is not None:
        await _send_extra(bot, visit, screen.extra)


def _expect(visit: Visit, screen: Screen) -> None:
    """What is typed next is for the screen that is shown last."""
    before = visit.visitor.expects if visit.awaited is not None else ""
    after = screen.expects or ""
    if screen.text and after != before:
        visit.desk.afterwards.append(partial(accounts.expect, user_id=visit.user_id, expects=after))


async def acknowledge(query: CallbackQuery, toast: str = "") -> None:
    """Answer a press; one that waited too long (the bot was stopped) cannot be answered any more."""
    try:
        await query.answer(toast or None)
    except BadRequest as error:
        if not came_too_late(error):
            raise


def came_too_late(error: BadRequest) -> bool:
    """Whether nobody waits for the answer any more."""
    return _TOO_LATE in str(error).lower()


async def _show(bot: ExtBot[Any], visit: Visit, screen: Screen, press: Press | None) -> int | None:
    """Show a screen; the message in which it stands, None where it has no text."""
    if screen.removes:
        if press is not None and press.message_id is not None:
            await _delete(bot, visit.user_id, press.message_id)
    elif not screen.text:
        if screen.unkeys and press is not None and press.message_id is not None:
            await _unkey(bot, visit.user_id, press.message_id)
    elif press is not None and press.overwrite and press.message_id is not None and not _previewing(screen):
        return await _overwrite(bot, visit, screen, press.message_id)
    else:
        return await _send(bot, visit, screen)
    return None


def _previewing(screen: Screen) -> bool:
    """Whether something is sent before a screen: then it comes below that."""
    return screen.previews is not None and bool(screen.previews.messages)


async def _overwrite(bot: ExtBot[Any], visit: Visit, screen: Screen, message_id: int) -> int:
    try:
        await edit_text(bot, visit.user_id, message_id, screen.text, keyboard(screen.rows))
    except BadRequest as error:
        if _UNCHANGED not in str(error).lower():
            # Too old, deleted, or a message without text: the screen comes anew.
            return await _send(bot, visit, screen)
    before = visit.visitor.screen_id
    if before != message_id:
        _remember(visit, message_id)
        if before is not None:
            await _delete(bot, visit.user_id, before)
    return message_id


async def _send(bot: ExtBot[Any], visit: Visit, screen: Screen) -> int:
    """Send a screen as a new message; the one before it goes meanwhile. Its number."""
    before = visit.visitor.screen_id
    sending = send_text(bot, visit.user_id, screen.text, keyboard(screen.rows))
    if before is None:
        message_id = await sending
    else:
        message_id, _ = await asyncio.gather(sending, _delete(bot, visit.user_id, before))
    _remember(visit, message_id)
    return message_id


def _remember(visit: Visit, message_id: int) -> None:
    """Make a message the living screen."""
    visit.desk.afterwards.append(partial(accounts.show, user_id=visit.user_id, message_id=message_id))


async def _renew_commands(bot: ExtBot[Any], visit: Visit, user_id: int) -> None:
    """Telegram's menu of commands in somebody's chat, in their language whatever the phone speaks."""
    # Whoever has just been recognised was nobody yet when the visit began.
    fresh = await open_visit(visit.desk, user_id, visit.guessed) or visit
    try:
        await set_commands(bot, user_id, fresh.words, organiser=fresh.organiser)
    except TelegramError as error:
        # The screen is there and its keys do the same: a menu in the phone's language is no reason to try again.
        log.warning("the menu of commands could not be set: %s", type(error).__name__)


async def _delete(bot: ExtBot[Any], chat_id: int, message_id: int) -> None:
    """Take a message away as well as can be: the screen is there, and is not shown again because of litter."""
    with suppress(TelegramError):
        try:
            await bot.delete_message(chat_id, message_id)
        except BadRequest:
            # Older than 48 hours: it cannot go, but its keys can. Deleted by the reader: nothing is left to do.
            await bot.edit_message_reply_markup(chat_id, message_id)


async def _unkey(bot: ExtBot[Any], chat_id: int, message_id: int) -> None:
    """Take a message's keys away; where it is gone, or has none any more, that is well, too."""
    with suppress(BadRequest):
        await bot.edit_message_reply_markup(chat_id, message_id)


async def _preview(bot: ExtBot[Any], visit: Visit, previews: Previews) -> None:
    """Show how an announcement will look, in place of an earlier look at it."""
    for number in previews.old:
        await _delete(bot, visit.user_id, number)
    shown = [
        await send_typed(bot, visit.user_id, one, keyboard(one.rows, fresh=True)) for one in previews.messages
    ]
    visit.desk.afterwards.append(
        partial(announcements.previewed, announcement_id=previews.announcement, messages=shown)
    )


async def _send_extra(bot: ExtBot[Any], visit: Visit, extra: Extra) -> None:
    if isinstance(extra, File):
        await bot.send_document(
            visit.user_id,
            InputFile(extra.content, filename=extra.name),
            caption=extra.caption,
            parse_mode=ParseMode.HTML,
            api_kwargs={"reply_markup": _removal(visit.words.plain("button.remove_file"))}
            if extra.private
            else None,
        )
        return
    if isinstance(extra, Later):
        await _send_made(bot, visit, extra)
        return
    if isinstance(extra, Picture):
        picture_file = InputFile(extra.content, filename=extra.name)
        await bot.send_photo(visit.user_id, picture_file, caption=extra.caption, parse_mode=ParseMode.HTML)
        return
    if isinstance(extra, Code):
        await _send_code(bot, visit, extra)
        return
    if isinstance(extra, Contact):
        await bot.send_contact(visit.user_id, extra.phone, extra.name, vcard=vcard(extra))
        return
    await bot.send_venue(
        visit.user_id,
        extra.latitude,
        extra.longitude,
        extra.title,
        extra.address,
        api_kwargs={"reply_markup": _removal(visit.words.plain("button.remove"))},
    )


async def _send_made(bot: ExtBot[Any], visit: Visit, extra: Later) -> None:
    try:
        made = await extra.make(bot.username)
    except NotDone as error:
        log.warning("a file could not be made: %s", error)
        await send_text(bot, visit.user_id, visit.words("file.not_made"), None)
        return
    await _send_extra(bot, visit, made)


async def _send_code(bot: ExtBot[Any], visit: Visit, code: Code) -> None:
    link = start_link(bot.username, code.payload)
    shown = await asyncio.to_thread(picture, link)
    await bot.send_photo(
        visit.user_id,
        InputFile(shown, filename="qr.png"),
        caption=join([code.caption, escape(link)], "\n\n") if code.spelled else code.caption,
        parse_mode=ParseMode.HTML,
        api_kwargs={"reply_markup": _removal(visit.words.plain("button.remove_code"))},
    )


def _removal(label: str) -> Markup | None:
    """The key that takes a message away."""
    return keyboard(((Key(label, Remove()),),))


async def erase(bot: ExtBot[Any], chat_id: int, message_id: int) -> None:
    """Take what somebody typed out of the chat, as well as can be."""
    with suppress(TelegramError):
        await bot.delete_message(chat_id, message_id)


def vcard(contact: Contact) -> str:
    """The card as a vCard, so that organisation and e-mail come into the phone's contacts, too."""
    fields = {"FN": contact.name, "ORG": contact.organisation, "TEL": contact.phone, "EMAIL": contact.email}
    lines = [f"{name}:{_escaped(value)}" for name, value in fields.items() if value]
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"])


def _escaped(value: str) -> str:
    plain = " ".join(value.split())
    return "".join(f"\\{sign}" if sign in "\\,;" else sign for sign in plain)
