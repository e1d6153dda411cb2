"""What is written for readers of either language: names in both scripts, words in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forum.search import other_script
from locales import Words

Both = Sequence[Words]
"""The words of each language, the host's first."""


def scripts(name: str, other: str, delegation: str) -> tuple[str, str]:
    """A person's own spelling, and the other script; '' where that is the same or cannot be had."""
    second = other or other_script(name, delegation)
    return name, "" if second == name else second


def together(texts: Iterable[str]) -> str:
    """'Tavolo 17 / Стол 17'; once where both languages say the same."""
    return " / ".join(dict.fromkeys(texts))


def picked(both: Both, of: object, field: str) -> list[str]:
    """A text of the workbook in both languages, once where it is the same."""
    return list(dict.fromkeys(words.pick(of, field) for words in both))
