"""A rehearsal of the two forum days with 400 delegates at high clock speed: every reminder due, and no other.

The limits are raised in the rehearsal server and in the pacer alike. At the end a reckoning that shares no code with
`forum.reminders` holds what had to be sent against what stands on the phones.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.support.two_days.running import SLOW, WHOLE, rehearse

DELEGATES = 400
MEETINGS = 700
CHANGES = 12
SPEED = 1200.0


async def main() -> None:
    """Print what was due and told, and how late the latest was; TWO_DAYS_SPEED is another speed of the clock."""
    # It warns at each beat while a tick takes long; of the bot's own start this is the first thing.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    speed = float(os.environ.get("TWO_DAYS_SPEED", SPEED))
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="forum-two-days-") as folder:
        report, said = await rehearse(
            Path(folder),
            delegates=DELEGATES,
            meetings=MEETINGS,
            speed=speed,
            spans=WHOLE,
            changes=CHANGES,
        )
    sys.stdout.write(
        f"{DELEGATES} delegates, the clock at {speed:g} and at {SLOW:g} while messages are on their way: a tick each "
        f"{max(60, speed / 10):.0f} s of it; {perf_counter() - began:.0f} s of real time\n{said}"
    )
    for name in report.wrong:
        for one in getattr(report, name)[:5]:
            sys.stdout.write(f"{name}: {one}\n")
