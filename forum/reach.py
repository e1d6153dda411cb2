"""Delivery as something to be looked after: what notices are about, and what organisers do with refused ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from forum.desk import Outcome, Work, outcome, refusal, use_case
from storage import delivery_report
from storage.delivery_report import Count

TOPICS = ("meetings", "seats", "visits", "programme", "reminders", "questions", "announcements", "desk")
"""What notices are about; 'desk' is for the organisers themselves."""

_ABOUT: Mapping[str, str] = {
    "seat_freed": "seats",
    "bus_leaves": "visits",
    "gate_papers": "visits",
    "programme_news": "programme",
    "reminder": "reminders",
    "digest": "reminders",
    "answer": "questions",
    "question": "questions",
    "question_answered": "questions",
    "question_state": "questions",
    "questions_waiting": "questions",
    "questions_moved": "questions",
    "questions_group_lost": "questions",
    "questions_no_topics": "questions",
    "announcement": "announcements",
    "announcement_corrected": "announcements",
    "announcement_taken_back": "announcements",
}
_MEETINGS = ("meeting_", "interpreter_")

STATES = ("sent", "pending", "sending", "unreachable", "failed", "aside")
"""As in the counts, what went well first."""


def topic_of(kind: str) -> str:
    """What a kind of notice is about."""
    if kind.startswith(_MEETINGS):
        return "meetings"
    return _ABOUT.get(kind, "desk")


def by_topic(counts: Iterable[Count]) -> dict[str, dict[str, int]]:
    """The counts by topic, then by state, without those of nothing."""
    found: dict[str, dict[str, int]] = {topic: {} for topic in TOPICS}
    for one in counts:
        states = found[topic_of(one.kind)]
        states[one.state] = states.get(one.state, 0) + one.number
    return {topic: states for topic, states in found.items() if states}


@use_case
async def retry(work: Work, notice_id: int) -> Outcome:
    """Send a notice again that Telegram has refused. Outcome: notice_retried. Refusal: notice_gone."""
    if not await delivery_report.retry(work.tx, notice_id, work.now):
        return refusal("notice_gone")
    work.told = True
    return outcome("notice_retried")


@use_case
async def put_aside(work: Work, notice_id: int) -> Outcome:
    """Look after it no more. Outcome: notice_put_aside. Refusal: notice_gone."""
    if not await delivery_report.put_aside(work.tx, notice_id):
        return refusal("notice_gone")
    return outcome("notice_put_aside")
