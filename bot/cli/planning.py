"""`plan`."""

from __future__ import annotations

import json
import os
import signal
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli.problem import Problem
from bot.settings import Settings
from forum.planning.answer import Answer, Progress
from forum.planning.problem import Contradictory


def add_to(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Tell the command line about this verb."""
    verb = verbs.add_parser(
        "plan",
        help="plans a problem given as JSON: slots, tables, interpreters",
        description=carry_out.__doc__,
    )
    verb.add_argument("--problem", type=Path, required=True, metavar="FILE", help="the problem, as JSON")
    verb.add_argument(
        "--output", type=Path, required=True, metavar="FILE", help="where the plan is written, as JSON"
    )
    verb.set_defaults(carry_out=carry_out)


def carry_out(arguments: Namespace, _settings: Settings) -> int:
    """Plans a problem given as JSON. Progress goes to standard error; Ctrl-C ends it with the best plan so far."""
    plan_file(arguments.problem, arguments.output)
    return 0


def plan_file(problem: Path, output: Path) -> None:
    """Read a problem, plan it, write its answer. Raises Problem with every fault; then nothing is written."""
    from forum.planning.json_text import MOST_BYTES
    from forum.planning.reading import read

    try:
        with problem.open("rb") as file:
            read_in = read(file.read(MOST_BYTES + 1))
        _writable(output)
        from forum.planning.planning import plan

        with _stopped_by_hand() as stop:
            answer = plan(read_in, progress=_say, stop=stop)
    except Contradictory as error:
        raise Problem("\n".join(f"{problem}: {fault}" for fault in error.faults)) from error
    except OSError as error:
        raise Problem(f"{error.filename or problem}: {error.strerror}.") from error
    _write(output, json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
    sys.stderr.write(_summary(answer))


def _summary(answer: Answer) -> str:
    gap = (
        ""
        if answer.status == "optimal"
        else f" (at best {answer.bound}, {answer.breaks - answer.bound} fewer)"
    )
    return (
        f"{answer.status}: placed {answer.placed}, unplaced {len(answer.unplaced)}, breaks {answer.breaks}{gap}, "
        f"most of one {answer.most_breaks}, idle slots {answer.idle}, table changes {answer.table_changes}, "
        f"{answer.seconds:.1f} s\n"
    )


def _say(progress: Progress) -> None:
    sys.stderr.write(
        f"{progress.seconds:6.1f} s {progress.stage:<11}  placed {progress.placed} of {progress.total}, "
        f"breaks {progress.breaks} (at best {progress.bound})\n"
    )
    sys.stderr.flush()


def _writable(output: Path) -> None:
    """A minute of planning for nothing helps nobody."""
    if output.is_dir():
        raise Problem(f"{output}: it is a folder. Name a file.")
    if not output.absolute().parent.is_dir():
        raise Problem(f"{output}: there is no folder {output.parent}.")


def _write(output: Path, text: str) -> None:
    """All of it or nothing: under another name first."""
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        draft.write_text(f"{text}\n", encoding="utf-8")
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Problem(f"{output}: {error.strerror}.") from error


@contextmanager
def _stopped_by_hand() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed."""
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
