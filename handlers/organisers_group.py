"""The organisers' group: questions arrive there, replies to them are the answers; the rest is nobody's business."""

from __future__ import annotations

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User

from forum import questions as rules
from handlers import recording
from handlers.buttons import AnswerQuestion, Button, LetGoQuestion, Organise, TakeQuestion
from handlers.calls import send_text
from handlers.context import ForumContext
from handlers.links import question_replied_to
from handlers.screens import questions as screens
from handlers.screens.notices import said
from handlers.visit import Visit, open_visit
from storage import questions as stored

_INSIDE = {ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED}


async def written(update: Update, context: ForumContext) -> None:
    """A reply to a question, `/organise`, or the group's new number; nothing else is looked at."""
    message = update.message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await rules.move(context.errand.desk, message.chat_id, message.migrate_to_chat_id)
        return
    number = question_replied_to(message, context.bot.id)
    if number is not None:
        await _answer(message, context, number)
    elif _is_organise(message.text or "", context.bot.username):
        await _adopt(message, context)


def _is_organise(text: str, bot: str) -> bool:
    command, _, name = text.split(maxsplit=1)[0].partition("@") if text.strip() else ("", "", "")
    return command.lower() == "/organise" and name.lower() in {"", bot.lower()}


async def _visit(user: User | None, context: ForumContext) -> Visit | None:
    """Who writes there; None before a forum was imported."""
    return None if user is None else await open_visit(context.errand.desk, user.id, user.language_code)


async def _answer(message: Message, context: ForumContext, number: int) -> None:
    desk, visit = context.errand.desk, await _visit(message.from_user, context)
    if visit is None:
        return
    async with desk.look() as view:
        group = await stored.group(view)
        question = await stored.get(view, number)
    if group is None or group.chat_id != message.chat_id:
        return
    words = visit.in_language(group.language)
    if not message.text:
        await _say(context, message, words.plain("said.answer_no_text"))
        return
    recording.note_in_group(visit, AnswerQuestion(number))
    came = await rules.answer(desk, number, message.text, user_id=visit.user_id, chat_id=message.chat_id)
    if question is not None and not came.refused:
        await _say(context, message, screens.passed_on(words, question))
    else:
        await _say(context, message, said(words, came))


async def pressed(query: CallbackQuery, button: Button | None, context: ForumContext) -> str:
    """A key under a question is pressed in a group: somebody deals with it, or no more. The word for the press."""
    visit = await _visit(query.from_user, context)
    if visit is None or query.message is None or not isinstance(button, TakeQuestion | LetGoQuestion):
        return ""
    recording.note_in_group(visit, button)
    desk, chat_id = visit.desk, query.message.chat.id
    if isinstance(button, TakeQuestion):
        user, number = query.from_user, button.question
        came = await rules.take(desk, number, user_id=user.id, name=user.full_name, chat_id=chat_id)
    else:
        came = await rules.let_go(desk, button.question, chat_id=chat_id)
    async with desk.look() as view:
        group = await stored.group(view)
    return said(visit.words if group is None else visit.in_language(group.language), came)


async def _adopt(message: Message, context: ForumContext) -> None:
    visit = await _visit(message.from_user, context)
    if visit is not None:
        await _make_ours(visit, context, message)


async def _make_ours(visit: Visit, context: ForumContext, where: Message | int) -> None:
    """Make a group the organisers': somebody has written so there, or has added the bot to it (its number)."""
    if not visit.organiser:
        await _say(context, where, visit.words.plain("said.group_not_yours"))
        return
    asked, chat_id = (False, where) if isinstance(where, int) else (True, where.chat_id)
    recording.note_in_group(visit, Organise())
    came = await rules.adopt(visit.desk, chat_id, visit.words.language, asked=asked)
    async with visit.desk.look() as view:
        group = await stored.group(view)
        number = await stored.number_unanswered(view)
    words = (
        visit.in_language(group.language) if group is not None and group.chat_id == chat_id else visit.words
    )
    await _say(context, where, said(words, came))
    if came.word == "group_confirmed":
        await _say(context, where, screens.number_waiting(words, number))


async def _say(context: ForumContext, where: Message | int, text: str) -> None:
    """Answer a message where it stands, in its topic too, or say something to a group (its number).

    What is said here comes from the catalogue alone, or is markup: nothing in it becomes markup.
    """
    if isinstance(where, int):
        await send_text(context.bot, where, text, None)
        return
    # In a group with topics an answer to what stands in none has a thread, too, which is no topic.
    thread = where.message_thread_id if where.is_topic_message else None
    await send_text(context.bot, where.chat_id, text, None, thread=thread)


async def membership(member: ChatMemberUpdated, context: ForumContext) -> None:
    """The bot is added to a group, or thrown out of it."""
    before, after = member.old_chat_member.status, member.new_chat_member.status
    if after not in _INSIDE:
        await rules.lose(context.errand.desk, member.chat.id)
    elif before not in _INSIDE:
        visit = await _visit(member.from_user, context)
        if visit is not None:
            await _make_ours(visit, context, member.chat.id)
