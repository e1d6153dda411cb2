"""Files and pictures that take seconds to make."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from forum.apart import busy
from handlers.screens.screen import File, Later, Picture, Screen
from handlers.visit import Visit


def later(visit: Visit, make: Callable[[str], Awaitable[File | Picture]]) -> Screen:
    """What comes when it is made; `make` is given the bot's user name. Not when too much is being made already."""
    if busy():
        return Screen(toast=visit.words.plain("said.paper_busy"))
    return Screen(extra=Later(make), toast=visit.words.plain("said.paper_under_way"))
