"""The command line: exit status 0 for done, 1 for a problem in what was given, 2 for wrong usage."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from importlib import import_module

from bot.cli.problem import Problem
from bot.settings import Settings, SettingsError
from storage.errors import StorageError

_MODULES = {
    "live": ("run", "demo"),
    "data": ("import", "export", "template", "backup"),
    "planning": ("plan",),
    "checking": ("check",),
}
"""Which module of this package knows which verbs."""


def parser(verb: str = "") -> ArgumentParser:
    """Every verb with its options; where a verb is known, those of its module alone: the others take time to load."""
    top = ArgumentParser(
        prog="python -m bot",
        description="A Telegram bot for a bilateral business forum, in Italian and Russian.",
        epilog="Exit status: 0 done; 1 a problem in what was given, nothing changed; 2 wrong usage. "
        "The README lists the environment.",
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    asked = [module for module, known in _MODULES.items() if verb in known]
    for module in asked or _MODULES:
        import_module(f"bot.cli.{module}").add_to(verbs)
    return top


def main(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Carry out one verb; the exit status."""
    chosen = parser(*arguments[:1]).parse_args(arguments)
    try:
        return int(chosen.carry_out(chosen, Settings.read(environ)))
    except (Problem, SettingsError, StorageError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 0
