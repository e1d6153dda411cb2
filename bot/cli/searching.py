"""A search at the command line: how far it is, and Ctrl-C."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from forum.planning.answer import Progress


def say(progress: Progress) -> None:
    """A line about it, on standard error."""
    sys.stderr.write(
        f"{progress.seconds:6.1f} s {progress.stage:<11}  placed {progress.placed} of {progress.total}, "
        f"breaks {progress.breaks} (at best {progress.bound})\n"
    )
    sys.stderr.flush()


@contextmanager
def stopped_by_hand() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed, or SIGTERM came; once more is meant otherwise: at once."""
    pressed: list[int] = []

    def press(number: int, _frame: object) -> None:
        pressed.append(number)
        signal.signal(number, signal.default_int_handler)

    before = {number: signal.signal(number, press) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(pressed)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
