"""Telegram's updates: who acts, what they mean, which screen answers."""

from __future__ import annotations

from functools import partial
from typing import Any

from telegram import CallbackQuery, ChatMember, Message, Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from handlers import arriving, check_in, home, inline, organisers_group, questions
from handlers.buttons import Button, Need, NotAButton, ShowPerson, ShowQuestion, unpack
from handlers.consenting import ask_anew
from handlers.context import ForumContext, note_error
from handlers.links import badge_of, question_of, question_replied_to
from handlers.present import Press, acknowledge, erase, present
from handlers.routes import COMMANDS, complete, follow, receive
from handlers.screens.screen import Screen
from handlers.sent import Sent
from handlers.visit import Visit, open_visit
from locales import escape, guess_language
from locales.words import neutral
from storage import accounts, outbox
from storage.connection import Connection

_PRIVATE = filters.ChatType.PRIVATE
_OUT_OF_REACH = {ChatMember.BANNED, ChatMember.LEFT}


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """The handlers in their order; what none of them takes (edits, news of Telegram's) is let pass."""
    application.add_handlers(
        [
            CallbackQueryHandler(pressed),
            MessageHandler(filters.UpdateType.MESSAGE & _PRIVATE, spoken),
            MessageHandler(filters.UpdateType.MESSAGE & filters.ChatType.GROUPS, organisers_group.written),
            InlineQueryHandler(inline.sought),
            ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )
    application.add_error_handler(note_error)


async def spoken(update: Update, context: ForumContext) -> None:
    """A command, or whatever else somebody sends."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    visit = await open_visit(context.errand.desk, user.id, user.language_code)
    if visit is None:
        await context.bot.send_message(user.id, neutral("no_forum", guess_language(user.language_code)))
        return
    if visit.visitor.known and not visit.visitor.reachable:
        visit.desk.afterwards.append(partial(_reached, user_id=user.id))
    screen = await _answer(visit, message, context.bot)
    await present(context.bot, visit, screen, None)
    if screen.erases:
        await erase(context.bot, message.chat_id, message.message_id)


async def _answer(visit: Visit, message: Message, bot: ExtBot[Any]) -> Screen:
    text = message.text or ""
    if text.startswith("/"):
        return await _command(visit, text)
    if visit.lapsed:
        return await ask_anew(visit)
    question = question_replied_to(message, bot.id)
    if question is not None and (visit.organiser or visit.may(Need.DELEGATE)):
        return _with_word(await questions.replied(visit, question, text))
    person = inline.linked(message, bot.username)
    if person is not None:
        return _with_word(await follow(visit, ShowPerson(person)))
    if not visit.may(Need.MEMBER):
        return await arriving.typed_by_newcomer(visit, text)
    return await _awaited(visit, message, text)


async def _awaited(visit: Visit, message: Message, text: str) -> Screen:
    """What the last screen asked for or, where it asked for nothing, a search."""
    received = await receive(visit, Sent.of(message))
    if received is not None:
        return _with_word(received)
    return _with_word(await complete(visit, text)) if text else await home.only_text(visit)


async def _command(visit: Visit, text: str) -> Screen:
    word, _, rest = text[1:].partition(" ")
    name = word.partition("@")[0].lower()
    if name == "start":
        return await _start(visit, rest.strip())
    button = COMMANDS.get(name)
    if button is None:
        doorstep = await arriving.doorstep(visit)
        return doorstep.below(visit.words("help.no_such_command"))
    return _with_word(await follow(visit, button))


async def _start(visit: Visit, payload: str) -> Screen:
    """`/start`: the menu, an invitation, or a link to a card or a question, or on a badge."""
    person = inline.person_of(payload)
    if person is not None:
        return _with_word(await follow(visit, ShowPerson(person)))
    question = question_of(payload)
    if question is not None:
        return _with_word(await follow(visit, ShowQuestion(question)))
    badge = badge_of(payload)
    if badge is not None:
        return await check_in.scanned(visit, badge)
    return await arriving.start(visit, "" if payload == inline.HERE else payload)


def _with_word(screen: Screen) -> Screen:
    """A passing word reaches nobody who typed: it is put above the screen."""
    return screen.below(escape(screen.toast)) if screen.toast and screen.text else screen


async def pressed(update: Update, context: ForumContext) -> None:
    """A key is pressed: of today, of last week, or forged."""
    query = update.callback_query
    if query is None:
        return
    visit = await open_visit(context.errand.desk, query.from_user.id, query.from_user.language_code)
    if not _in_own_chat(query):
        word = await organisers_group.pressed(query, _read(query)[0], context)
        context.errand.desk.turn.through()
        await acknowledge(query, word)
        return
    if visit is None:
        await acknowledge(query, neutral("no_forum", guess_language(query.from_user.language_code)))
        return
    button, fresh = _read(query)
    overwrite = not fresh or (button is not None and button.in_place)
    press = Press(query, query.message.message_id if query.message else None, overwrite)
    await present(context.bot, visit, await _lead(visit, button), press)


def _read(query: CallbackQuery) -> tuple[Button | None, bool]:
    try:
        return unpack(query.data or "")
    except NotAButton:
        return None, False


def _in_own_chat(query: CallbackQuery) -> bool:
    # A message with keys that was forwarded or sent on keeps none of them; in a group nobody has a screen.
    return query.message is not None and query.message.chat.type == ChatType.PRIVATE


async def _lead(visit: Visit, button: Button | None) -> Screen:
    if button is None:
        return (await arriving.doorstep(visit)).saying(visit.words.plain("said.old_button"))
    return await follow(visit, button)


async def membership(update: Update, context: ForumContext) -> None:
    """Somebody blocks the bot, or lets it speak again; or it is a group."""
    member = update.my_chat_member
    if member is None:
        return
    if member.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP}:
        await organisers_group.membership(member, context)
    if member.chat.type != ChatType.PRIVATE:
        return
    note = _lost if member.new_chat_member.status in _OUT_OF_REACH else _reached
    context.errand.desk.afterwards.append(partial(note, user_id=member.chat.id))


async def _lost(tx: Connection, user_id: int) -> None:
    await outbox.unreachable(tx, user_id)


async def _reached(tx: Connection, user_id: int) -> None:
    await accounts.reach(tx, user_id)
    await outbox.revive_user(tx, user_id)
