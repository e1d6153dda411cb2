"""Lead times: how long before something begins one is reminded of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


def lead_times(minutes: Iterable[str]) -> frozenset[int]:
    """Lead times in minutes as they are written, '60'; what is no number of minutes before is none."""
    return frozenset(int(one) for one in minutes if one.isdecimal() and int(one))


def chosen(own: str | None, forum: Iterable[str]) -> frozenset[int]:
    """The lead times that hold for somebody: their own ('60,15', '' for none) or, for None, the forum's."""
    return lead_times(forum if own is None else own.split(","))


def due(begins: datetime, lead: int) -> datetime:
    """When one is to be reminded of what begins then."""
    return begins - timedelta(minutes=lead)


@dataclass(frozen=True, slots=True)
class Judged:
    """Which of the lead times that came due is told of (None: none), and how many are not."""

    lead: int | None
    dropped: int


def judge(begins: datetime, leads: Iterable[int], since: datetime, now: datetime) -> Judged:
    """What to tell of the lead times that came due after one instant and up to `now`.

    Once, as the one that is nearest to the beginning; nothing any more where it has begun.
    """
    passed = [lead for lead in leads if since < due(begins, lead) <= now]
    if not passed or begins <= now:
        return Judged(None, len(passed))
    return Judged(min(passed), len(passed) - 1)


def overtaken(begins: datetime, lead: int, leads: Collection[int], now: datetime) -> bool:
    """Whether a reminder that waited is of no use: it has begun, a nearer lead time has come, or none is wanted."""
    return begins <= now or not leads or any(one < lead and due(begins, one) <= now for one in leads)
