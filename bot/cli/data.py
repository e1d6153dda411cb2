"""`import`, `export`, `template`, `backup`."""

from __future__ import annotations

import asyncio
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from pathlib import Path

from bot.cli.problem import Problem, needs_database
from bot.clock import Clock
from bot.forum_files import BadWorkbook, load_forum
from bot.settings import Settings
from forum.desk import Desk
from forum.workbook import CannotWrite, describe, export, write_template
from storage.database import Database


def add_to(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Tell the command line about these verbs."""
    loading = _verb(
        verbs,
        "import",
        carry_out_import,
        "loads or updates a forum from an .xlsx workbook or a folder of .csv files",
        "the workbook or the folder",
    )
    loading.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")
    _verb(
        verbs,
        "export",
        carry_out_export,
        "the whole forum as it stands, as a workbook that import reads back unchanged",
        "an .xlsx file, or else a folder of .csv files",
    )
    _verb(
        verbs,
        "template",
        carry_out_template,
        "an empty workbook with every sheet, column and an explanation of each",
        "an .xlsx file, or else a folder of .csv files",
    )
    _verb(
        verbs, "backup", carry_out_backup, "a consistent copy of the database while the bot runs", "the copy"
    )


def _verb(
    verbs: _SubParsersAction[ArgumentParser],
    name: str,
    carry_out: Callable[[Namespace, Settings], int],
    help_text: str,
    path: str,
) -> ArgumentParser:
    verb = verbs.add_parser(name, help=help_text, description=carry_out.__doc__)
    verb.add_argument("path", type=Path, metavar="PATH", help=path)
    verb.set_defaults(carry_out=carry_out)
    return verb


def carry_out_import(arguments: Namespace, settings: Settings) -> int:
    """Loads or updates a forum. Every problem is listed with sheet, row and column; with one, nothing is written."""
    clock = Clock(settings.clock_start, settings.clock_speed)
    try:
        loading = load_forum(
            settings.database,
            arguments.path,
            clock,
            dry_run=arguments.dry_run,
            organisers=settings.organisers,
        )
        changes = asyncio.run(loading)
    except BadWorkbook as error:
        raise Problem(f"{error}\nNothing was changed.") from error
    sys.stdout.write("".join(f"{line}\n" for line in describe(changes, dry_run=arguments.dry_run)))
    return 0


def carry_out_export(arguments: Namespace, settings: Settings) -> int:
    """Writes the whole forum as it stands now."""
    needs_database(settings)
    try:
        asyncio.run(_export(settings.database, arguments.path))
    except CannotWrite as error:
        raise Problem(str(error)) from error
    return 0


async def _export(database: Path, path: Path) -> None:
    async with Database.open(database, readers=1) as opened:
        await export(Desk(opened, Clock().now), path)


def carry_out_template(arguments: Namespace, _settings: Settings) -> int:
    """Writes an empty workbook with every sheet, column and an explanation of each."""
    try:
        write_template(arguments.path)
    except CannotWrite as error:
        raise Problem(str(error)) from error
    return 0


def carry_out_backup(arguments: Namespace, settings: Settings) -> int:
    """Writes a consistent copy of the database while the bot runs."""
    needs_database(settings)
    asyncio.run(_backup(settings.database, arguments.path))
    return 0


async def _backup(database: Path, copy: Path) -> None:
    async with Database.open(database, readers=1) as opened:
        await opened.backup(copy)
