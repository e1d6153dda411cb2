"""Being told to wait: how long Telegram asks us to be silent."""

from __future__ import annotations

import os
from datetime import timedelta

from telegram.error import RetryAfter

# Without this the library warns each time it builds the error, and warnings are errors in our tests.
os.environ.setdefault("PTB_TIMEDELTA", "1")


def seconds_of(error: RetryAfter) -> float:
    """The seconds that must pass before the next try."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
