"""Some hours of the two forum days at high clock speed: the benchmark `two_days` in small."""

from __future__ import annotations

from pathlib import Path

from tests.support.two_days.running import rehearse

HOURS = (
    ("2018-11-29 13:20", "2018-11-29 15:44"),
    ("2018-11-29 19:50", "2018-11-29 20:24"),
    ("2018-11-30 06:20", "2018-11-30 08:34"),
)
"""Meetings, the evening's digest, and a morning that begins with an early bus in the quiet hours."""


async def test_every_reminder_that_is_due_comes_and_no_other(tmp_path: Path) -> None:
    report, _ = await rehearse(tmp_path, delegates=48, meetings=90, speed=1200, spans=HOURS, changes=8)
    assert report.wrong == dict.fromkeys(report.wrong, 0), report
    assert (report.due > 120, report.days > 80) == (True, True)
    assert report.ended <= report.due // 20
