"""The process in which a plan is searched for: `python -m forum.hall.process`.

It reads eight bytes that say how much follows, then a pickled pair (a task of `forum.hall.tasks`, seconds); a line
`stop` afterwards ends the search with the best plan so far, and so does the end of its input. It writes JSON lines:
`{"progress": ...}` while it goes on, `{"plan": ...}` in the end.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from dataclasses import asdict
from threading import Event, Thread
from typing import Any

from forum.hall.problems import planned
from forum.planning import Progress

_NICE = 10
_INPUT = 0

LENGTH = 8
"""Bytes that say how much follows."""

_EVERY = 0.5
"""Seconds between two lines of progress: nobody reads faster."""


def packed(value: object) -> bytes:
    """What the process reads."""
    content = pickle.dumps(value)
    return len(content).to_bytes(LENGTH, "big") + content


def _main() -> None:
    # The bot answers first.
    os.nice(_NICE)
    # Whoever starts this process is this project itself.
    length = int.from_bytes(_read(LENGTH), "big")
    task, seconds = pickle.loads(_read(length))  # noqa: S301
    stopped = Event()
    Thread(target=_listen, args=(stopped,), daemon=True).start()
    from forum.planning.planning import plan

    reporter = _Reporter()
    found = planned(task, plan, seconds, reporter.note, stopped.is_set)
    reporter.end()
    _write({"plan": found.to_json()})


class _Reporter:
    """Writes down how far it is, the newest of it, not more often than it is read."""

    def __init__(self) -> None:
        self._newest: Progress | None = None
        self._over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def note(self, progress: Progress) -> None:
        """Something has become better."""
        self._newest = progress

    def end(self) -> None:
        """Nothing more is written when this has come back."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        written = None
        while not self._over.wait(_EVERY):
            if self._newest is not None and self._newest is not written:
                written = self._newest
                _write({"progress": asdict(written)})


def _read(number: int) -> bytes:
    """So many bytes of the input. Not by `sys.stdin`: a thread that waits there keeps the process from ending."""
    found = bytearray()
    while len(found) < number:
        piece = os.read(_INPUT, number - len(found))
        if not piece:
            raise EOFError("the input has ended")
        found += piece
    return bytes(found)


def _listen(stopped: Event) -> None:
    """A line, or the end of the input: whoever started this process wants no more, or is gone."""
    os.read(_INPUT, 1)
    stopped.set()


def _write(value: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main()
