"""`plan`."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from bot.cli import hall_planning
from bot.cli.problem import Problem
from bot.cli.searching import say, stopped_by_hand
from bot.settings import Settings
from forum.planning.answer import Answer
from forum.planning.problem import Contradictory


def add_to(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Tell the command line about this verb."""
    verb = verbs.add_parser(
        "plan",
        help="plans the Meeting Point, or a problem given as JSON",
        description=carry_out.__doc__,
    )
    verb.add_argument(
        "--problem", type=Path, metavar="FILE", help="a problem as JSON, in place of the database"
    )
    verb.add_argument("--output", type=Path, metavar="FILE", help="where the plan of it is written, as JSON")
    hall_planning.add_options(verb)
    verb.set_defaults(carry_out=carry_out, usage_error=verb.error)


def carry_out(arguments: Namespace, settings: Settings) -> int:
    """Plans the Meeting Point of the forum in the database, or a problem given as JSON.

    Progress goes to standard error; Ctrl-C ends the search with the best plan so far.
    """
    if (arguments.problem is None) != (arguments.output is None):
        arguments.usage_error("--problem and --output go together")
    if arguments.problem is None:
        hall_planning.plan_hall(arguments, settings)
    else:
        plan_file(arguments.problem, arguments.output)
    return 0


def plan_file(problem: Path, output: Path) -> None:
    """Read a problem, plan it, write its answer. Raises Problem with every fault; then nothing is written."""
    from forum.planning.json_text import MOST_BYTES
    from forum.planning.reading import read

    try:
        with stopped_by_hand() as stop:
            with problem.open("rb") as file:
                read_in = read(file.read(MOST_BYTES + 1))
            _writable(output)
            from forum.planning.planning import plan

            answer = plan(read_in, progress=say, stop=stop)
            _write(output, json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
    except Contradictory as error:
        raise Problem("\n".join(f"{problem}: {fault}" for fault in error.faults)) from error
    except OSError as error:
        raise Problem(f"{error.filename or problem}: {error.strerror}.") from error
    except KeyboardInterrupt as error:
        raise Problem(f"{output}: stopped before there was a plan; nothing is written.") from error
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


def _writable(output: Path) -> None:
    """A minute of planning for nothing helps nobody."""
    if output.is_dir():
        raise Problem(f"{output}: it is a folder. Name a file.")
    if not output.absolute().parent.is_dir():
        raise Problem(f"{output}: there is no folder {output.parent}.")
    if not os.access(output if _is_device(output) else output.absolute().parent, os.W_OK):
        raise Problem(f"{output}: it may not be written there.")


def _is_device(output: Path) -> bool:
    """Whether it is there and no file, such as /dev/stdout: then nothing may take its place."""
    return output.exists() and not output.is_file()


def _write(output: Path, text: str) -> None:
    """All of it or nothing: under another name first."""
    target = output.resolve()
    draft = target if _is_device(output) else target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(f"{text}\n", encoding="utf-8")
        if draft != target:
            draft.replace(target)
    except OSError as error:
        if draft != target:
            draft.unlink(missing_ok=True)
        raise Problem(f"{output}: {error.strerror}.") from error
