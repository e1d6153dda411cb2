"""What is told of questions to the organisers: made when it is sent, of what holds then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from handlers.links import question_link
from handlers.screens import questions as screens
from handlers.screens.screen import Screen
from locales import Words
from storage import questions
from storage.connection import Connection
from storage.records import Notice

Facts = Mapping[str, Any]
Maker = Callable[[Connection, Notice, Facts, Words, str], Awaitable[Screen | None]]
"""Like those of `handlers.telling`, and the bot's user name: what is told has links to the bot in it."""

_SHOWN = 5


def _words(words: Words, language: str) -> Words:
    # It may be read on another day: its days are said in full.
    return Words(language, words.zone)


def _to_group(notice: Notice) -> bool:
    # Telegram's groups have negative numbers.
    return notice.user_id is not None and notice.user_id < 0


async def _group_words(view: Connection, notice: Notice, words: Words) -> Words:
    """The words of whoever reads it: a group has no account to look the language up in."""
    group = await questions.group(view) if _to_group(notice) else None
    return _words(words, words.language if group is None else group.language)


async def _question(view: Connection, notice: Notice, facts: Facts, words: Words, bot: str) -> Screen | None:
    question = await questions.get(view, int(facts["question"]))
    if question is None or question.answer is not None:
        return None
    words = await _group_words(view, notice, words)
    link = question_link(bot, question.id)
    return screens.told(words, question, link, grouped=_to_group(notice))


async def _as_it_is(view: Connection, notice: Notice, facts: Facts, words: Words, bot: str) -> Screen | None:
    question = await questions.get(view, int(facts["question"]))
    if question is None:
        return None
    words = await _group_words(view, notice, words)
    link = question_link(bot, question.id)
    return screens.told(words, question, link, grouped=_to_group(notice))


async def _answer(
    view: Connection,
    notice: Notice,  # noqa: ARG001 -- every maker is called alike
    facts: Facts,
    words: Words,
    bot: str,
) -> Screen | None:
    question = await questions.get(view, int(facts["question"]))
    if question is None or question.answer is None:
        return None
    return screens.answer(words, question, question_link(bot, question.id))


async def _waiting(
    view: Connection,
    notice: Notice,
    facts: Facts,  # noqa: ARG001 -- every maker is called alike
    words: Words,
    bot: str,
) -> Screen | None:
    number = await questions.number_unanswered(view)
    oldest = await questions.unanswered(view, _SHOWN)
    if not oldest:
        return None
    words = await _group_words(view, notice, words)
    linked = [(one, question_link(bot, one.id)) for one in oldest]
    return screens.reminder(words, linked, number, grouped=_to_group(notice))


async def _moved(
    view: Connection,  # noqa: ARG001 -- every maker is called alike
    notice: Notice,  # noqa: ARG001
    facts: Facts,
    words: Words,
    bot: str,  # noqa: ARG001
) -> Screen | None:
    return screens.moved(_words(words, str(facts["language"])))


async def _group_lost(
    view: Connection,
    notice: Notice,  # noqa: ARG001 -- every maker is called alike
    facts: Facts,  # noqa: ARG001
    words: Words,
    bot: str,  # noqa: ARG001
) -> Screen | None:
    # Meanwhile there may be a group again.
    return screens.group_lost(words) if await questions.group(view) is None else None


async def _no_topics(
    view: Connection,
    notice: Notice,  # noqa: ARG001 -- every maker is called alike
    facts: Facts,  # noqa: ARG001
    words: Words,
    bot: str,  # noqa: ARG001
) -> Screen | None:
    # Meanwhile the bot may have got the right, or another group.
    group = await questions.group(view)
    return screens.no_topics(words) if group is not None and group.topics else None


CHANGED = ("question_answered", "question_state")
"""Notices that are shown in the place of the question; the first has been told by earlier versions."""

MADE: Mapping[str, Maker] = {
    "question": _question,
    **dict.fromkeys(CHANGED, _as_it_is),
    "answer": _answer,
    "questions_waiting": _waiting,
    "questions_moved": _moved,
    "questions_group_lost": _group_lost,
    "questions_no_topics": _no_topics,
}


async def replaced(view: Connection, notice: Notice, facts: Facts) -> int | None:
    """The message in whose place a notice is shown; 0: it is not there. None: the notice is a message of its own."""
    if notice.kind not in CHANGED:
        return None
    copy = await questions.copy(view, int(facts["notice"]))
    return (copy.message_id if copy else None) or 0
