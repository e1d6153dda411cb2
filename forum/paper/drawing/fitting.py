"""How a text is made to fit into a box: it shrinks, then breaks, and only then is cut. Pure: widths are handed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

Measure = Callable[[str], float]
"""The width of a text at a size of one point; twice the size, twice the width."""

LEADING = 1.2
"""From line to line, in font sizes."""

MM_PER_POINT = 25.4 / 72
_STEP = 0.5
_AFTER_HYPHEN = re.compile(r"(?<=[-/])(?=\w)")
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines, and the size in points at which each of them is at most as wide as the box and all fit its height."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Millimetres from the first line's top to the last one's bottom."""
        return len(self.lines) * self.size * LEADING * MM_PER_POINT


def fit(text: str, measure: Measure, width: float, height: float, most: float, least: float) -> Fitted:
    """A text in a box of so many millimetres, as large as it can be from `most` down to `least` points.

    Words are broken at `least` only; what does not fit even then ends with an ellipsis.
    """
    words = list(_words(text))
    widths = [measure(word) for word, _ in words]
    space = measure(" ")
    size = most
    while size > least:
        if max(widths, default=0.0) * size <= width:
            lines = _filled(words, widths, space, width / size)
            if len(lines) <= rooms(height, size):
                return Fitted(tuple(lines), size)
        size -= _STEP
    lines = wrap(text, measure, width / least)
    return Fitted(tuple(cut(lines, rooms(height, least), measure, width / least)), least)


def rooms(height: float, size: float) -> int:
    """How many lines of a size fit into so many millimetres; at least one."""
    return max(1, int(height / (size * LEADING * MM_PER_POINT) + 1e-9))


def wrap(text: str, measure: Measure, width: float) -> list[str]:
    """Lines at most so wide (as `measure` measures); a word that is wider is broken."""
    words = [piece for word in _words(text) for piece in _pieces(word, measure, width)]
    return _filled(words, [measure(word) for word, _ in words], measure(" "), width)


def cut(lines: Sequence[str], most: int, measure: Measure, width: float) -> list[str]:
    """At most so many lines; where some are left off, the last one ends with an ellipsis."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    while last and measure(last + _ELLIPSIS) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + _ELLIPSIS]


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words, and whether each stands right after the one before it: a line may break after a hyphen."""
    for word in text.split():
        for number, piece in enumerate(_AFTER_HYPHEN.split(word)):
            yield piece, number > 0


def _pieces(whole: tuple[str, bool], measure: Measure, width: float) -> Iterator[tuple[str, bool]]:
    """A word broken wherever it reaches the width; one letter stands even where it is wider."""
    word, glued = whole
    while len(word) > 1 and measure(word) > width:
        fits = 1
        while measure(word[: fits + 1]) <= width:
            fits += 1
        yield word[:fits], glued
        word, glued = word[fits:], True
    yield word, glued


def _filled(
    words: Sequence[tuple[str, bool]], widths: Sequence[float], space: float, width: float
) -> list[str]:
    lines: list[str] = []
    taken = 0.0
    for (word, glued), own in zip(words, widths, strict=True):
        between = 0.0 if glued else space
        if lines and taken + between + own <= width:
            lines[-1] += word if glued else f" {word}"
            taken += between + own
        else:
            lines.append(word)
            taken = own
    return lines or [""]
