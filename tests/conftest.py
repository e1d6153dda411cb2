"""What every test may use: the sample forum in a database of one's own, and the bot on stage."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import storage.database
from storage.database import Database
from tests.support.forums import migrated
from tests.support.stage import Stage, prepared, staged


@pytest.fixture(scope="session", autouse=True)
def as_shipped() -> Iterator[str]:
    """How a commit waits for the disk where the bot is at work.

    In the tests' own process it does not: no test cuts the power, and a killed process loses nothing either way.
    """
    shipped = storage.database.SYNCHRONOUS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage.database, "SYNCHRONOUS", "OFF")
        yield shipped


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all its tables and nothing in them, made once; never to be opened, only copied."""
    return migrated(tmp_path_factory.mktemp("empty") / "forum.sqlite3")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample forum in a database, made once; never to be opened, only copied."""
    return prepared(tmp_path_factory.mktemp("sample") / "forum.sqlite3")


@pytest.fixture
async def stage(sample: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot at work on the rehearsal server, with the sample forum."""
    async with staged(sample, tmp_path) as stage:
        yield stage


@pytest.fixture
async def database(empty: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database."""
    async with Database.open(shutil.copy(empty, tmp_path / "empty.sqlite3")) as database:
        yield database


NOT_OURS = "api.json is not there"
"""Why one half of a comparison may be left out everywhere: the description of the Bot API is nobody's to install."""

left_out: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what was left out, and why."""
    if report.skipped and NOT_OURS not in report.longreprtext:
        left_out.append(f"{report.nodeid}: {report.longreprtext}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything must run (`NOTHING_LEFT_OUT`, as .ci/run sets it) a test left out is a failure."""
    if os.environ.get("NOTHING_LEFT_OUT") and left_out and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out where nothing may be."""
    if os.environ.get("NOTHING_LEFT_OUT") and left_out:
        terminalreporter.write_line("left out, which is a failure here:", red=True)
        for line in left_out:
            terminalreporter.write_line(f"  {line}")
