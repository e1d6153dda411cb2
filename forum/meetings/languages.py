"""Which languages two people share, and who can interpret between them."""

from __future__ import annotations

from collections.abc import Iterable

from storage.meeting_records import Speaker


def understand(one: Speaker, other: Speaker) -> bool:
    """Whether the two have a common language and need no interpreter."""
    return bool(one.speaks & other.speaks)


def able(interpreters: Iterable[Speaker], one: Speaker, other: Speaker) -> list[Speaker]:
    """Those who speak a language of each of the two, and are neither of them."""
    return [
        interpreter
        for interpreter in interpreters
        if interpreter.speaks & one.speaks
        and interpreter.speaks & other.speaks
        and interpreter.id not in {one.id, other.id}
    ]
