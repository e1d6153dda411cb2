"""`check`: what is wrong and how to mend it."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo.server.app import TOKEN, RehearsalServer
from tests.bot.command_line import CommandLine, Said

NO_TOKEN = "token       ok: not set, so not asked; `run` needs one from @BotFather, `demo` needs none\n"
SETTINGS = "settings    ok: polling; the real time\n"
CATALOGUES = "catalogues  ok: Italian and Russian are complete\n"
FORUM = "Task Force italo-russa sui distretti e le PMI, XXVII sessione"
ROOT = Path(__file__).resolve().parents[2]


def sound(bot: CommandLine) -> str:
    return f"database    ok: {bot.database}, sound; {FORUM}; delegates: 47\n"


def changed(database: Path, sql: str) -> None:
    with closing(sqlite3.connect(database)) as opened:
        opened.executescript(sql)


def test_all_is_well(loaded: CommandLine) -> None:
    assert loaded("check") == Said(0, SETTINGS + sound(loaded) + CATALOGUES + NO_TOKEN, "")


def test_what_is_set_is_said_without_its_secrets(loaded: CommandLine) -> None:
    said = loaded(
        "check",
        WEBHOOK_URL="https://forum.example/telegram",
        WEBHOOK_SECRET="hush",
        CLOCK_START="2018-11-29T08:30+01:00",
    )
    line, *_ = said.out.splitlines()
    assert line == (
        "settings    ok: webhook https://forum.example/telegram, port 8080; "
        "a rehearsal from 2018-11-29 07:30:00+00:00"
    )
    assert "hush" not in said.out + said.error


def test_a_missing_database_is_said_and_not_made(bot: CommandLine) -> None:
    sentence = (
        f"database    There is no database at {bot.database}: load a forum with python -m bot import PATH, "
        "or set DATABASE.\n"
    )
    assert bot("check") == Said(1, SETTINGS + CATALOGUES + NO_TOKEN, sentence)
    assert list(bot.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("DELETE FROM forum", "There is no forum in {}: load one with python -m bot import PATH."),
        (
            "PRAGMA user_version = 9999",
            "The database {} was written by a newer version of the bot: start that version.",
        ),
        (
            "PRAGMA foreign_keys = OFF; UPDATE projects SET session_id = 12345 WHERE id = 1",
            "The database {} is damaged: projects row 1. Restore a backup.",
        ),
    ],
)
def test_a_database_that_will_not_do_is_said(loaded: CommandLine, sql: str, complaint: str) -> None:
    changed(loaded.database, sql)
    complaint = f"database    {complaint.format(loaded.database)}\n"
    assert loaded("check") == Said(1, SETTINGS + CATALOGUES + NO_TOKEN, complaint)


def test_a_file_that_is_no_database_is_said(bot: CommandLine) -> None:
    bot.database.write_text("This is a letter and no database." * 50)
    said = bot("check")
    complaint = f"database    The database {bot.database} cannot be used: file is not a database.\n"
    assert (said.status, said.error) == (1, complaint)


def test_a_database_of_an_older_version_is_left_as_it_is(loaded: CommandLine) -> None:
    changed(loaded.database, "PRAGMA user_version = 1")
    said = loaded("check")
    assert (said.status, said.error) == (0, "")
    assert said.out.splitlines()[1].endswith("delegates: 47; it is brought up to date at the next start")
    with closing(sqlite3.connect(loaded.database)) as opened:
        assert opened.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_network_that_is_away_is_said_plainly(loaded: CommandLine) -> None:
    said = loaded("check", BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9")
    assert (said.status, said.out) == (1, SETTINGS + sound(loaded) + CATALOGUES)
    assert said.error.startswith("token       Telegram does not answer at http://127.0.0.1:9 (")
    assert TOKEN not in said.error


async def _checked_at(server: RehearsalServer, bot: CommandLine, token: str) -> Said:
    import asyncio

    environ = {"BOT_TOKEN": token, "TELEGRAM_API_URL": server.url}
    return await asyncio.to_thread(bot, "check", **environ)


async def test_a_good_token_names_its_bot(tmp_path: Path) -> None:
    bot = CommandLine(tmp_path)
    async with RehearsalServer(bot={"first_name": "Forum", "username": "forum_demo_bot"}) as server:
        said = await _checked_at(server, bot, TOKEN)
    assert said.out.splitlines()[-1] == "token       ok: it is @forum_demo_bot"


async def test_a_bot_without_inline_mode_is_said(tmp_path: Path) -> None:
    user = {"first_name": "Forum", "username": "forum_demo_bot", "supports_inline_queries": False}
    async with RehearsalServer(bot=user) as server:
        said = await _checked_at(server, CommandLine(tmp_path), TOKEN)
    assert said.status == 1
    assert said.error.splitlines()[-1] == (
        "token       it is @forum_demo_bot, but inline mode is off, so delegates are not found from other chats. "
        "Send /setinline to @BotFather."
    )


async def test_a_refused_token_is_said_and_not_shown(tmp_path: Path) -> None:
    wrong = "7000000000:another"
    async with RehearsalServer() as server:
        said = await _checked_at(server, CommandLine(tmp_path), wrong)
    assert said.error.splitlines()[-1] == (
        "token       Telegram refuses BOT_TOKEN. Ask @BotFather for the right one."
    )
    assert wrong not in said.out + said.error


def test_it_is_a_program_too(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=ROOT,
        env={"DATABASE": str(tmp_path / "forum.sqlite3")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, SETTINGS + CATALOGUES + NO_TOKEN)
