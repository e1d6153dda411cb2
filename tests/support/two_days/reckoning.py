"""What came held against what had to come."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from tests.support.two_days.ledger import MINUTE, Day, Due, Snapshot, ahead, days_due, held_at, reminders_due
from tests.support.two_days.mailbox import Told, ToldDay

GRACE = timedelta(minutes=15)
"""What nobody should hear any more when its turn comes need not be told: it ended so soon after it was due."""

GAP = timedelta(minutes=8)
"""So long may pass between two ticks at this speed."""

UNDER_WAY = timedelta(minutes=1)
"""What is on its way to Telegram cannot be called back."""


@dataclass
class Report:
    """The reckoning: the lists, but for `waits`, should be empty."""

    due: int = 0
    told: int = 0
    ended: int = 0
    just: int = 0
    days: int = 0
    waits: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When each reminder was due, and when it came."""
    missing: list[Due] = field(default_factory=list)
    unexpected: list[Told] = field(default_factory=list)
    no_longer_true: list[Told] = field(default_factory=list)
    days_missing: list[Day] = field(default_factory=list)
    days_unexpected: list[ToldDay] = field(default_factory=list)

    @property
    def wrong(self) -> dict[str, int]:
        """How much of each was wrong."""
        return {
            name: len(getattr(self, name))
            for name in ("missing", "unexpected", "no_longer_true", "days_missing", "days_unexpected")
        }

    def lines(self, pulse: Sequence[tuple[datetime, float]]) -> str:
        """For the reader of a benchmark; `pulse` says what time it was by the forum's clock and by a real one."""
        late = [(came - due).total_seconds() for due, came in self.waits] or [0.0]
        real = [_real(pulse, came) - _real(pulse, due) for due, came in self.waits] or [0.0]
        wrong = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in self.wrong.items())
        return (
            f"{self.due} reminders due, {self.told} told; {self.ended} ended before their turn came, "
            f"{self.just} were due just before the change that brought them about; {self.days} digests due\n{wrong}\n"
            f"late by the forum's clock: median {median(late):.0f} s, at most {max(late):.0f} s; "
            f"in real time: median {median(real):.2f} s, at most {max(real):.2f} s\n"
        )


def _real(pulse: Sequence[tuple[datetime, float]], instant: datetime) -> float:
    """The real time at an instant of the forum's clock, as near as the pulse was felt."""
    place = min(max(bisect(pulse, (instant, 0.0)), 1), len(pulse) - 1)
    (before, since), (after, until) = pulse[place - 1 : place + 1]
    share = (instant - before) / (after - before) if after > before else 0.0
    return since + (until - since) * min(max(share, 0.0), 1.0)


def reckon(history: Sequence[Snapshot], came: Iterable[Told | ToldDay], end: datetime) -> Report:
    """Hold what came by `end` against what was due."""
    report = Report()
    came = list(came)
    _reminders(report, history, [one for one in came if isinstance(one, Told)], end)
    _days(report, history, [one for one in came if isinstance(one, ToldDay)], end)
    return report


def _reminders(report: Report, history: Sequence[Snapshot], came: Sequence[Told], end: datetime) -> None:
    open_dues: defaultdict[tuple[object, ...], list[Due]] = defaultdict(list)
    for due in reminders_due(history, end):
        open_dues[due.person, due.thing, due.begins].append(due)
        report.due += 1
    for told in sorted(came, key=lambda one: one.at, reverse=True):
        report.told += 1
        # The last one first: of what came, each belongs to the latest that was due by then.
        waiting = [due for due in open_dues[told.person, told.thing, told.begins] if due.at <= told.at]
        if not waiting or told.at >= told.begins:
            if told.at < told.begins and _came_in_time(history, told):
                report.just += 1
            else:
                report.unexpected.append(told)
            continue
        due = max(waiting, key=lambda one: one.at)
        open_dues[told.person, told.thing, told.begins].remove(due)
        report.waits.append((due.at, told.at))
        if not _held(history, told):
            report.no_longer_true.append(told)
    for due in (one for left in open_dues.values() for one in left):
        if _ended(history, due):
            report.ended += 1
        else:
            report.missing.append(due)


def _came_in_time(history: Sequence[Snapshot], told: Told) -> bool:
    """Whether it came due so shortly before a change that brought it about that it was looked at after it."""
    return any(
        one.since - GAP <= told.begins - lead * MINUTE <= one.since <= told.at
        for one in history
        if one.holds(told.person, told.thing, told.begins)
        for lead in one.leads[told.person]
    )


def _held(history: Sequence[Snapshot], told: Told) -> bool:
    return any(
        held_at(history, instant).holds(told.person, told.thing, told.begins)
        for instant in (told.at, told.at - UNDER_WAY)
    )


def _ended(history: Sequence[Snapshot], due: Due) -> bool:
    return any(
        not one.holds(due.person, due.thing, due.begins)
        for one in history
        if due.at <= one.since <= due.at + GRACE
    )


def _days(report: Report, history: Sequence[Snapshot], came: Sequence[ToldDay], end: datetime) -> None:
    left = {(one.person, one.day, one.evening): one for one in days_due(history, end)}
    report.days = len(left)
    for told in came:
        due = left.pop((told.person, told.day, told.evening), None)
        # It is made when it is sent: somebody may have changed their day since it was due.
        now = ahead(held_at(history, told.at), told.person, told.day, told.at)
        if due is None or told.entries not in {due.entries, now}:
            report.days_unexpected.append(told)
    report.days_missing += left.values()
