"""What a 429 stops, and for how long."""

import math
from collections.abc import Hashable

SEVERAL = 3
"""Refusals in so many chats ..."""
SHORTLY = 5.0
"""... within so many seconds are no longer about the chats, but about everything."""


class Refusals:
    """Remembers the latest refusals, to tell a chat's own limit from the limit over all chats."""

    def __init__(self) -> None:
        self._recent: dict[Hashable, tuple[float, float]] = {}

    def note(self, chat: Hashable, now: float, until: float) -> float:
        """A chat was refused: until when everything has to stop; minus infinity for "it need not".

        The stop that several chats have in common is the shortest of theirs; what is longer is a chat's own.
        """
        self._recent[chat] = (now, until)
        self._recent = {key: told for key, told in self._recent.items() if told[0] > now - SHORTLY}
        return -math.inf if len(self._recent) < SEVERAL else min(told[1] for told in self._recent.values())
