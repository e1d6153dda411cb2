"""The process in which a plan is searched for: `python -m forum.hall.process`.

It reads eight bytes that say how much follows, then a pickled pair (a task of `forum.hall.tasks`, seconds); a line
`stop` afterwards ends the search with the best plan so far, and so does the end of its input. It writes JSON lines:
`{"progress": ...}` while it goes on, `{"plan": ...}` in the end.
"""

from __future__ import annotations

import json
import pickle
import sys
from dataclasses import asdict
from threading import Event, Thread
from time import monotonic
from typing import Any

from forum.hall.problems import planned
from forum.planning import Progress

LENGTH = 8
"""Bytes that say how much follows."""

_EVERY = 0.5
"""Seconds between two lines of progress: nobody reads faster."""


def packed(value: object) -> bytes:
    """What the process reads."""
    content = pickle.dumps(value)
    return len(content).to_bytes(LENGTH, "big") + content


def _main() -> None:
    # Whoever starts this process is this project itself.
    length = int.from_bytes(sys.stdin.buffer.read(LENGTH), "big")
    task, seconds = pickle.loads(sys.stdin.buffer.read(length))  # noqa: S301
    stopped = Event()
    Thread(target=_listen, args=(stopped,), daemon=True).start()
    from forum.planning.planning import plan

    last = -_EVERY

    def say(progress: Progress) -> None:
        nonlocal last
        if monotonic() - last >= _EVERY:
            last = monotonic()
            _write({"progress": asdict(progress)})

    _write({"plan": planned(task, plan, seconds, say, stopped.is_set).to_json()})


def _listen(stopped: Event) -> None:
    sys.stdin.buffer.readline()
    stopped.set()


def _write(value: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main()
