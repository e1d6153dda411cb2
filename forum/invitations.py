"""Invitations: how one is recognised without being kept in a button, and what guessing costs."""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

FREE_GUESSES = 3
"""Wrong invitations in a row that cost nothing: people mistype."""

FORGOTTEN_AFTER = timedelta(days=1)
"""So long after the wait is over nothing is known any more of somebody who has guessed."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_SHAPE = re.compile(r"[A-Za-z0-9_-]{1,64}")


def digest(invitation: str) -> str:
    """22 characters that stand for an invitation (132 bits of its SHA-256): short enough for a button.

    Whoever does not know the invitation cannot make it.
    """
    return urlsafe_b64encode(hashlib.sha256(invitation.encode(errors="replace")).digest()).decode()[:22]


def looks_like_one(text: str) -> bool:
    """Whether a text could be an invitation at all: what Telegram lets a start link carry."""
    return _SHAPE.fullmatch(text) is not None


def wait_after(wrong: int) -> timedelta:
    """How long nothing more is looked at after so many wrong invitations: doubling from 30 s to an hour."""
    if wrong < FREE_GUESSES:
        return timedelta(0)
    doublings = min(wrong - FREE_GUESSES, 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def minutes_left(until: datetime, now: datetime) -> int:
    """Whole minutes until then, rounded up, at least 1."""
    return max(1, -int(-(until - now).total_seconds() // 60))
