"""What the bot does by itself as time passes, in this order: see `bot.ticks`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ticks import Job
from forum import meetings, questions, reminders, search, suggestions
from forum.visits import gate

DUTIES: Sequence[Job] = (
    search.catch_up,
    suggestions.catch_up,
    meetings.pass_time,
    reminders.remind,
    gate.forget_papers,
    questions.attend,
)
