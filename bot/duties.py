"""What the bot does by itself as time passes, in this order: see `bot.ticks`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ticks import Job
from forum import announcements, changes, figures, meetings, questions, reminders, search, suggestions
from forum.privacy import purging
from forum.visits import gate
from forum.workbook import sent

DUTIES: Sequence[Job] = (
    search.catch_up,
    suggestions.catch_up,
    meetings.pass_time,
    changes.spread,
    reminders.remind,
    gate.forget_papers,
    questions.attend,
    figures.sample,
    announcements.attend,
    purging.clear_away,
    sent.forget_old,
)
