"""The topics of the organisers' group: each person's questions stand in a topic of their own."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

from forum.desk import Lane
from handlers.calls import send_text
from handlers.inline import link
from handlers.screens import questions as screens
from locales import Words
from storage import question_topics, questions
from storage.database import Database
from storage.question_topics import Topic
from storage.questions import Question
from storage.records import Notice

Send = Callable[..., Awaitable[int]]
"""Sends a message into the topic `thread`, or without it into none; its number."""

_SUPERGROUPS = -1_000_000_000_000
"""Their numbers are below this one; only they can have topics."""
_NO_TOPICS = "the chat is not a forum"
_NO_RIGHT = ("not enough rights", "chat_admin_required")
_GONE = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")

# The library warns of calls by a name for which it has a method. It takes the line away before it calls.
_CREATE = "create_forum_topic_"


async def sent(bot: ExtBot[Any], database: Database, notice: Notice, words: Words, send: Send) -> int:
    """Send a notice where it belongs: a question to the group into the topic of who asks, all else into none.

    A topic that is missing is made; one that somebody has deleted is made anew. Without topics, or without the right
    to make them, the question goes to the group as it is.
    """
    place = _Place.of(bot, database, notice)
    if place is None:
        return await send()
    for _ in range(2):
        topic = await place.topic(words)
        try:
            return await send(thread=topic.thread_id if topic is not None else None)
        except BadRequest as error:
            if topic is None or not _says(error, *_GONE):
                raise
            await place.drop(topic)
    return await send()


class _Place:
    """Where a question to the group belongs."""

    def __init__(self, bot: ExtBot[Any], database: Database, chat_id: int, question_id: int) -> None:
        self._bot = bot
        self._database = database
        self._chat_id = chat_id
        self._question_id = question_id

    @classmethod
    def of(cls, bot: ExtBot[Any], database: Database, notice: Notice) -> _Place | None:
        """The place of a notice; None where it is no question, or the chat cannot have topics."""
        if notice.kind != "question" or notice.user_id is None or notice.user_id > _SUPERGROUPS:
            return None
        return cls(bot, database, notice.user_id, int(json.loads(notice.facts)["question"]))

    async def topic(self, words: Words) -> Topic | None:
        """The topic, made where it is missing, with its first message; None where there are none."""
        async with self._database.read() as view:
            question = await questions.get(view, self._question_id)
            group = await questions.group(view)
            if question is None or group is None:
                return None
            topic = await question_topics.get(view, question.delegate_id, self._chat_id)
        spoken = Words(group.language, words.zone)
        if topic is None:
            topic = await self._made(spoken, question)
        if topic is not None and not topic.introduced:
            await self._introduce(spoken, question, topic)
        return topic

    async def drop(self, topic: Topic) -> None:
        """Somebody has deleted the topic, or there are none any more."""
        async with self._database.write() as tx:
            await question_topics.drop(tx, topic)

    async def _made(self, words: Words, question: Question) -> Topic | None:
        asked = {"chat_id": self._chat_id, "name": screens.topic_name(words, question)}
        try:
            made = await self._bot.do_api_request(_CREATE, asked, rate_limit_args=Lane.NOTICE)
        except BadRequest as error:
            if _says(error, *_NO_RIGHT):
                await self._refused()
            elif not _says(error, _NO_TOPICS):
                raise
            return None
        thread = int(made["message_thread_id"])
        async with self._database.write() as tx:
            await question_topics.keep(tx, question.delegate_id, self._chat_id, thread)
        return Topic(question.delegate_id, self._chat_id, thread, introduced=False)

    async def _refused(self) -> None:
        async with self._database.write() as tx:
            await question_topics.refused(tx, self._chat_id)

    async def _introduce(self, words: Words, question: Question, topic: Topic) -> None:
        card = link(self._bot.username, question.delegate_id)
        text = screens.topic(words, question, card)
        try:
            await send_text(
                self._bot,
                self._chat_id,
                text,
                None,
                Lane.NOTICE,
                previews=False,
                thread=topic.thread_id,
            )
        except BadRequest as error:
            if not _says(error, *_GONE):
                raise
            return  # the question itself will find that out
        async with self._database.write() as tx:
            await question_topics.introduced(tx, topic)


def _says(error: BadRequest, *pieces: str) -> bool:
    return any(piece in str(error).lower() for piece in pieces)
