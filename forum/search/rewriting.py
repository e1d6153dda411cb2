"""Rules of spelling as an ordered list: at each place of a word the first rule that fits is applied."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

Rule = tuple[str, str]
"""A pattern without groups of its own, and what is written for it."""


def rewriter(rules: Sequence[Rule]) -> Callable[[str], str]:
    """A function that goes through a word once, from left to right; what no rule fits stays."""
    pattern = re.compile("|".join(f"({found})" for found, _ in rules))
    written = [replacement for _, replacement in rules]

    def replace(match: re.Match[str]) -> str:
        return written[(match.lastindex or 1) - 1]

    return lambda word: pattern.sub(replace, word)


def table(letters: str, written: str) -> dict[str, str]:
    """A table of single letters: what is written for each, separated by spaces, in their order."""
    return dict(zip(letters, written.split(" "), strict=True))


def listed(words: str) -> frozenset[str]:
    """A set of words given as text."""
    return frozenset(words.split())


def single_letters(table: Mapping[str, str]) -> list[Rule]:
    """The rules of a plain table."""
    return [(re.escape(letter), written) for letter, written in table.items()]


def in_case_of(word: str, written: str) -> str:
    """What was written for a word, with the word's capitals."""
    if len(word) > 1 and word.isupper():
        return written.upper()
    return written[:1].upper() + written[1:] if word[:1].isupper() else written
