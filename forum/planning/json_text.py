"""JSON that a stranger wrote: read within bounds, every fault said with its place."""

from __future__ import annotations

import json
from math import inf
from typing import Any

from forum.planning.problem import Contradictory

MOST_BYTES = 8 * 1024 * 1024
"""No problem is so large: ten thousand meetings are one megabyte and a half."""

_LONGEST_NUMBER = 18
"""Digits; Python would spend seconds on a number of a million."""


class Twice(dict[str, Any]):
    """An object with keys that stand in it more than once, in `twice`."""

    twice: tuple[str, ...] = ()


def parsed(content: bytes) -> Any:  # noqa: ANN401 -- what it is, is for the reader to find out
    """The value that stands in a file's content. Numbers beyond all bounds come as infinity. Raises Contradictory."""
    if len(content) > MOST_BYTES:
        raise Contradictory(
            [f"the file has more than {MOST_BYTES // 1024 // 1024} MB: no problem is so large"]
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Contradictory([f"byte {error.start}: the file is no UTF-8 text"]) from error
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise Contradictory([f"line {error.lineno}, column {error.colno}: no JSON: {error.msg}"]) from error
    except RecursionError as error:
        raise Contradictory(["the file is no problem: lists within lists within lists"]) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    keys = [key for key, _ in pairs]
    again = Twice(found)
    again.twice = tuple(key for key in found if keys.count(key) > 1) if len(keys) < 1000 else tuple(found)  # noqa: PLR2004 -- counting each among thousands would take its time
    return again


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else inf


def _constant(name: str) -> Any:  # noqa: ANN401 -- it gives nothing back
    raise Contradictory([f"{name} is no number of JSON"])
