"""`import`, `export`, `template`, `backup`: a forum into the database and out of it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import openpyxl
import pytest

from bot.demo.rehearsal import SAMPLE
from tests.bot.command_line import CommandLine, Said, files

SHEETS = ["forum", "sessions", "projects", "stops", "delegates", "info"]


def content(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as opened:
        return [line for line in opened.iterdump() if line.startswith("INSERT")]


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_sample_twice_changes_nothing(loaded: CommandLine) -> None:
    before = content(loaded.database)
    assert loaded("import", SAMPLE) == Said(0, "Nothing changed.\n", "")
    assert content(loaded.database) == before


def test_a_dry_run_writes_nothing(bot: CommandLine) -> None:
    dry = bot("import", SAMPLE, "--dry-run")
    assert not bot.database.exists()
    real = bot("import", SAMPLE)
    *lines, last = dry.out.splitlines()
    assert (dry.status, dry.error, lines) == (0, "", real.out.splitlines()[:-1])
    assert last.startswith("Nothing was written (dry run).")


def test_a_changed_file_shows_what_changed(loaded: CommandLine) -> None:
    sample = loaded.sample()
    replaced(sample / "forum.csv", "slot_minutes,20", "slot_minutes,30")
    said = loaded("import", sample)
    assert said == Said(
        0,
        "forum: slot_minutes changed\n    value: 20 -> 30\nDone: 0 added, 1 changed, 0 removed; 0 people to tell.\n",
        "",
    )


def test_every_problem_of_a_workbook_is_listed_and_nothing_is_written(loaded: CommandLine) -> None:
    sample = loaded.sample()
    before = content(loaded.database)
    replaced(sample / "forum.csv", "slot_minutes,20", "slot_minutes,twenty")
    replaced(sample / "forum.csv", "timezone,Europe/Rome", "timezone,Europe/Florence")
    said = loaded("import", sample)
    *problems, last = said.error.splitlines()
    assert (said.status, said.out, last) == (1, "", "Nothing was changed.")
    assert [problem.partition(": ")[0] for problem in problems] == [
        "forum, row 6, column value, key timezone",
        "forum, row 12, column value, key slot_minutes",
    ]
    assert content(loaded.database) == before


def test_a_path_with_nothing_there_is_a_problem(bot: CommandLine) -> None:
    said = bot("import", bot.folder / "none.xlsx")
    sentence = f"There is no file or folder {bot.folder}/none.xlsx.\nNothing was changed.\n"
    assert said == Said(1, "", sentence)


@pytest.mark.parametrize("name", ["workbook.xlsx", "folder"])
def test_what_was_exported_imports_unchanged(loaded: CommandLine, name: str) -> None:
    assert loaded("export", loaded.folder / name) == Said(0, "", "")
    assert loaded("import", loaded.folder / name) == Said(0, "Nothing changed.\n", "")


@pytest.mark.parametrize("name", ["workbook.xlsx", "folder"])
def test_a_forum_moves_to_another_database_whole(loaded: CommandLine, name: str) -> None:
    loaded("export", loaded.folder / name)
    loaded("export", loaded.folder / "before")
    other = {"DATABASE": str(loaded.folder / "other.sqlite3")}
    assert loaded("import", loaded.folder / name, **other).status == 0
    assert loaded("export", loaded.folder / "after", **other) == Said(0, "", "")
    assert files(loaded.folder / "after") == files(loaded.folder / "before")


@pytest.mark.parametrize("verb", ["export", "template", "backup"])
def test_what_cannot_be_written_is_said(loaded: CommandLine, verb: str) -> None:
    (loaded.folder / "file").touch()
    said = loaded(verb, loaded.folder / "file" / "copy")
    assert (said.status, said.out) == (1, "")
    assert f"{loaded.folder}/file/copy cannot be written: " in said.error
    assert len(said.error.splitlines()) == 1


def test_the_template_has_every_sheet(bot: CommandLine) -> None:
    assert bot("template", bot.folder / "new.xlsx") == Said(0, "", "")
    with closing(openpyxl.load_workbook(bot.folder / "new.xlsx", read_only=True)) as workbook:
        assert [name for name in SHEETS if name not in workbook.sheetnames] == []


def test_an_empty_template_is_no_forum(bot: CommandLine) -> None:
    bot("template", bot.folder / "new")
    said = bot("import", bot.folder / "new")
    assert said.status == 1
    assert "forum, row 2, column value, key name_it: This must be filled in.\n" in said.error


@contextmanager
def somebody_writing(database: Path) -> Iterator[None]:
    """Another connection that changes two columns together, again and again, until the block ends."""
    writing, enough = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=10)) as opened:
            number = 0
            while not enough.wait(0.005):
                number += 1
                opened.execute("UPDATE forum SET venue_it = ?, venue_ru = ?", (str(number), str(number)))
                writing.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert writing.wait(10)
        yield
    finally:
        enough.set()
        thread.join()


def test_a_backup_while_somebody_writes_is_consistent(loaded: CommandLine) -> None:
    copy = loaded.folder / "backups" / "copy.sqlite3"
    with somebody_writing(loaded.database):
        assert loaded("backup", copy) == Said(0, "", "")
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("SELECT venue_it = venue_ru, venue_it > '0' FROM forum").fetchall() == [(1, 1)]
    assert [path.name for path in copy.parent.iterdir()] == ["copy.sqlite3"]


def test_a_backup_is_a_database_to_go_on_with(loaded: CommandLine) -> None:
    copy = loaded.folder / "copy.sqlite3"
    loaded("backup", copy)
    assert content(copy) == content(loaded.database)
    assert loaded("import", SAMPLE, DATABASE=str(copy)) == Said(0, "Nothing changed.\n", "")
