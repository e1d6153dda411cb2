"""Twenty delegates make their meetings, all at once: the day of `tests.benchmarks meetings` in small."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.benchmarks.support_day import SMALL, guests, make_day, wishes
from tests.benchmarks.support_guests import Day
from tests.benchmarks.support_meetings_kept import agreed, faults, interpreted, unplaced
from tests.support.stage import MORNING, staged

EVERYBODY = 1_000


async def test_a_day_of_twenty_delegates(tmp_path: Path) -> None:
    people = guests(SMALL)
    made, kept = tmp_path / "made.sqlite3", tmp_path / "kept.sqlite3"
    await make_day(made, tmp_path / "workbook", SMALL, people)
    wished = wishes(SMALL, people)
    async with staged(made, tmp_path) as stage:
        day = Day(stage.server, people, wished, at_once=8)
        await day.arrive()
        await day.play(EVERYBODY)
        await stage.running.delivery.idle()
        await stage.running.inbox.empty()
        await stage.running.database.backup(kept)
    assert not faults(kept)
    assert not day.refused
    assert not day.left
    assert len(day.tried) == len(wished)
    assert agreed(kept) == len(day.agreed)
    assert 0 < interpreted(kept) < len(day.agreed)
    reasons = await unplaced(kept, wished, MORNING)
    assert len(day.agreed) + reasons.total() == len(wished)
    assert len(day.agreed) > len(wished) * 0.7
    _force_into_one_time(kept)
    assert [fault.partition(":")[0] for fault in faults(kept)] == [
        "somebody is in two meetings at once",
        "a table has two meetings at once",
        "the bookings are not those of the meetings",
        "a meeting needs an interpreter and has none who can help",
    ]


def _force_into_one_time(database: Path) -> None:
    """What the database refuses, so that the look at it afterwards is seen to find it."""
    with closing(sqlite3.connect(database)) as opened, opened:
        for what in ("TRIGGER meetings_booked_when_changed", "INDEX meetings_one_at_a_table"):
            opened.execute(f"DROP {what}")
        opened.execute(
            "UPDATE meetings SET interpreter_id = NULL, table_number = 1, "
            "starts = (SELECT min(starts) FROM meetings), ends = (SELECT min(ends) FROM meetings) "
            "WHERE starts IS NOT NULL"
        )
