"""Work in a process of its own: what takes seconds, and libraries that would stay in the bot's memory.

    content = await apart(badges, sheets)

The function and what it is given are pickled to `python -m forum.apart`, which writes the bytes that came of it and
ends. The process gets no settings: no token stands in its environment.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec
from weakref import WeakKeyDictionary

P = ParamSpec("P")

AT_ONCE = 2
"""So many processes at most: a small machine has two cores, and each takes about 100 MB while it runs."""

MOST = 6
"""So many tasks at most, those that wait included: each holds up one of the inbox's sixteen workers."""

SECONDS = 60.0
"""A task takes no longer, waiting included: less than the inbox is patient."""

ROOT = Path(__file__).resolve().parents[1]
"""Where the packages lie: `python -m` finds them from there."""

_HANDED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TEMP",
    "SYSTEMROOT",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
)


class NotDone(Exception):
    """The work did not come to an end: too much is under way, it took too long, or it went wrong."""


class _Doors:
    """Who is inside and who waits, in one event loop."""

    def __init__(self) -> None:
        self.inside = asyncio.Semaphore(AT_ONCE)
        self.tasks = 0


_doors: WeakKeyDictionary[asyncio.AbstractEventLoop, _Doors] = WeakKeyDictionary()


def _door() -> _Doors:
    return _doors.setdefault(asyncio.get_running_loop(), _Doors())


def busy() -> bool:
    """Whether there is no room for another task now."""
    return _door().tasks >= MOST


async def apart(function: Callable[P, bytes], *args: P.args, **kwargs: P.kwargs) -> bytes:
    """What a function of a module gives, called in a process of its own. Raises NotDone."""
    door = _door()
    if door.tasks >= MOST:
        raise NotDone("too much is under way")
    door.tasks += 1
    try:
        async with asyncio.timeout(SECONDS), door.inside:
            return await _run(pickle.dumps((function, args, kwargs)))
    except TimeoutError as error:
        raise NotDone(f"it took longer than {SECONDS:.0f} seconds") from error
    except OSError as error:
        raise NotDone(f"no process could be started: {type(error).__name__}") from error
    finally:
        door.tasks -= 1


async def _run(task: bytes) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env=environment()
    )
    try:
        content, _ = await process.communicate(task)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        # A traceback would hold names; the kind of error is all that leaves the process.
        raise NotDone(content.decode(errors="replace")[:200] or f"exit status {process.returncode}")
    return content


def environment() -> dict[str, str]:
    """The variables that a process of its own is given: none of the bot's settings is among them."""
    own = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    # matplotlib keeps its list of fonts there; the bot's own user may have no home.
    folder = Path(tempfile.gettempdir()) / f"forum-bot-{os.getuid()}"
    return {**own, "MPLCONFIGDIR": str(folder), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def main() -> int:
    """Do what stands on standard input."""
    logging.disable()
    try:
        function, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 -- written by the bot itself
        content = function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 -- whatever it is, the bot is told its kind
        content, status = type(error).__name__.encode(), 1
    else:
        status = 0
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return status


if __name__ == "__main__":
    sys.exit(main())
