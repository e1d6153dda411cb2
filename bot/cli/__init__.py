"""The command line: exit status 0 for done, 1 for a problem in what was given, 2 for wrong usage."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence

from bot.cli import checking, data, live, planning
from bot.cli.problem import Problem
from bot.settings import Settings, SettingsError
from storage.errors import StorageError


def parser() -> ArgumentParser:
    """Every verb with its options."""
    top = ArgumentParser(
        prog="python -m bot",
        description="A Telegram bot for a bilateral business forum, in Italian and Russian.",
        epilog="Exit status: 0 done; 1 a problem in what was given, nothing changed; 2 wrong usage. "
        "The README lists the environment.",
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    live.add_to(verbs)
    data.add_to(verbs)
    planning.add_to(verbs)
    checking.add_to(verbs)
    return top


def main(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Carry out one verb; the exit status."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.carry_out(chosen, Settings.read(environ)))
    except (Problem, SettingsError, StorageError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
