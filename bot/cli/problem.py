"""What was given is not right."""

from __future__ import annotations


class Problem(Exception):
    """Something in what was given; the message says what, in plain words, and nothing was changed."""
