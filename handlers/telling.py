"""How a notice of the outbox comes to the phone."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from telegram.error import BadRequest
from telegram.ext import ExtBot

from forum import announcements, changes, meetings, reminders
from forum.desk import Lane
from forum.hall import deciding, recalling
from forum.notices import still_true
from forum.visits import recalling as visits
from handlers import broadcasting, living, relaying, topics
from handlers.calls import edit_text, send_text
from handlers.keyboards import keyboard
from handlers.screens import announcements as announcement_screens
from handlers.screens import (
    change_notices,
    meeting_notices,
    notices,
    plan_notices,
    reminder_notices,
    visit_notices,
)
from handlers.screens.screen import Screen
from locales import Words
from storage import announcements as stored_announcements
from storage import forums, planning
from storage.connection import Connection
from storage.database import Database
from storage.records import Notice

Facts = Mapping[str, Any]
Maker = Callable[[Connection, Notice, Facts, Words, datetime], Awaitable[Screen | None]]


async def tell(bot: ExtBot[Any], database: Database, notice: Notice, now: datetime) -> int | None:
    """Render a notice in the recipient's language of this moment and send it; Telegram's message id.

    None, and nothing sent, where what it says no longer holds.

    Raises what Telegram answers (telegram.error), and KeyError for a kind or a fact there is not.
    """
    if notice.user_id is None:
        raise LookupError("a notice for somebody without a chat")
    facts = json.loads(notice.facts)
    if notice.kind in broadcasting.KINDS:
        return await broadcasting.carry(bot, database, notice, facts, now)
    async with database.read() as view:
        forum = await forums.get(view)
        zone = ZoneInfo(forum.timezone if forum else "UTC")
        words = Words(notice.language, zone, now.astimezone(zone).date())
        relayed = relaying.MADE.get(notice.kind)
        screen = (
            await MADE.get(notice.kind, _from_facts)(view, notice, facts, words, now)
            if relayed is None
            else await relayed(view, notice, facts, words, bot.username)
        )
        replaced = await relaying.replaced(view, notice, facts)
    if screen is None or replaced == 0:
        return None
    keys, lane = keyboard(screen.rows, fresh=True), Lane(notice.priority)
    if replaced is None:
        send = partial(send_text, bot, notice.user_id, screen.text, keys, lane, previews=relayed is None)
        return await topics.sent(bot, database, notice, words, send)
    # It may be gone, or as it should be already: then there is nothing left to do.
    with suppress(BadRequest):
        await edit_text(bot, notice.user_id, replaced, screen.text, keys, lane, previews=False)
    return replaced


async def _from_facts(
    view: Connection,
    notice: Notice,
    facts: Facts,
    words: Words,
    now: datetime,  # noqa: ARG001 -- every maker is called alike
) -> Screen | None:
    if not await still_true(view, notice, facts):
        return None
    # What was decided yesterday may be told today: the facts' own day is said in full.
    return notices.render(notice.kind, facts, Words(words.language, words.zone))


async def _reminder(
    view: Connection, notice: Notice, facts: Facts, words: Words, now: datetime
) -> Screen | None:
    reminder = await reminders.recall(view, notice.delegate_id or 0, facts, now)
    return None if reminder is None else reminder_notices.reminder(words, reminder, now)


async def _digest(
    view: Connection, notice: Notice, facts: Facts, words: Words, now: datetime
) -> Screen | None:
    digest = await reminders.digest(view, notice.delegate_id or 0, facts, now)
    return None if digest is None else reminder_notices.digest(words, digest)


async def _meeting(
    view: Connection, notice: Notice, facts: Facts, words: Words, now: datetime
) -> Screen | None:
    told = await meetings.recall(view, notice.kind, facts, now)
    # It may be read on another day: its days are said in full.
    return (
        None if told is None else meeting_notices.render(notice.kind, told, Words(words.language, words.zone))
    )


async def _bus_leaves(
    view: Connection, notice: Notice, facts: Facts, words: Words, now: datetime
) -> Screen | None:
    call = await visits.call(view, notice.delegate_id or 0, facts, now)
    return None if call is None else visit_notices.bus_leaves(words, call)


async def _gate_papers(
    view: Connection, notice: Notice, facts: Facts, words: Words, now: datetime
) -> Screen | None:
    session = await visits.question(view, notice.delegate_id or 0, facts, now)
    # It may be read on another day: its day is said in full.
    return None if session is None else visit_notices.gate_papers(words, session)


async def _news(
    view: Connection,
    notice: Notice,
    facts: Facts,  # noqa: ARG001 -- every maker is called alike
    words: Words,
    now: datetime,
) -> Screen | None:
    items = await changes.recall(view, notice.delegate_id or 0, notice.key, words.language, now)
    return change_notices.news(words, items) if items else None


async def _changes_waiting(
    view: Connection,
    notice: Notice,  # noqa: ARG001 -- every maker is called alike
    facts: Facts,  # noqa: ARG001
    words: Words,
    now: datetime,  # noqa: ARG001
) -> Screen | None:
    found = await changes.preview(view)
    return change_notices.waiting(words, found) if found.previews else None


async def _may_move(
    view: Connection, notice: Notice, facts: Facts, words: Words, now: datetime
) -> Screen | None:
    told = await meetings.recall(view, notice.kind, facts, now)
    session = await changes.clashing(view, facts)
    if told is None or session is None:
        return None
    if notice.kind == "meeting_may_move":
        return change_notices.may_move(words, told)
    return change_notices.clash(words, told, session)


async def _live(
    view: Connection,
    notice: Notice,
    facts: Facts,
    words: Words,
    now: datetime,  # noqa: ARG001 -- every maker is called alike
) -> Screen | None:
    shown = await living.LIVE[notice.kind](view, int(facts["subject"]), words, living.Pace())
    return None if shown is None else shown.screen


async def _planned(
    view: Connection,
    notice: Notice,
    facts: Facts,  # noqa: ARG001 -- every maker is called alike
    words: Words,
    now: datetime,
) -> Screen | None:
    told = await recalling.recall(view, notice.delegate_id or 0, notice.key, now)
    # It may be read on another day: its days are said in full.
    return None if told is None else plan_notices.news(Words(words.language, words.zone), told)


async def _plan_ready(
    view: Connection,
    notice: Notice,  # noqa: ARG001 -- every maker is called alike
    facts: Facts,
    words: Words,
    now: datetime,  # noqa: ARG001
) -> Screen | None:
    run = await planning.get(view, int(facts["run"]))
    if run is None or run.state not in {"proposed", "failed"}:
        return None
    return plan_notices.ready(words, failed=run.state == "failed")


async def _announcement_missed(
    view: Connection,
    notice: Notice,  # noqa: ARG001 -- every maker is called alike
    facts: Facts,
    words: Words,
    now: datetime,  # noqa: ARG001
) -> Screen | None:
    found = await stored_announcements.get(view, int(facts["announcement"]))
    if found is None or found.state != "draft":
        return None
    # It may be read on another day: its day is said in full.
    words = Words(words.language, words.zone)
    return announcement_screens.missed_its_time(words, found, datetime.fromisoformat(facts["at"]))


MADE: Mapping[str, Maker] = {
    **dict.fromkeys(living.LIVE, _live),
    announcements.MISSED: _announcement_missed,
    deciding.PLANNED: _planned,
    deciding.READY: _plan_ready,
    **dict.fromkeys(meeting_notices.KINDS, _meeting),
    reminders.REMINDER: _reminder,
    reminders.DIGEST: _digest,
    "bus_leaves": _bus_leaves,
    "gate_papers": _gate_papers,
    "programme_news": _news,
    "changes_waiting": _changes_waiting,
    "meeting_may_move": _may_move,
    "meeting_clash": _may_move,
}
"""What is made of what holds when it is sent, rather than of its facts alone."""
