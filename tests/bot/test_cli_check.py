"""`check`: what is wrong and how to mend it."""

import os
import re
import shutil
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
ORGANISERS = "organisers  ok: 2 by the workbook, 0 by ORGANISERS\n"
NOBODY = "organisers  ok: 0 by the workbook, 0 by ORGANISERS\n"
PRIVACY = "privacy     ok: 2018-12-31 is past: a bot that runs deletes all personal data\n"
NOTHING = "privacy     ok: no forum yet\n"
FORUM = "Task Force italo-russa sui distretti e le PMI, XXVII sessione"
ROOT = Path(__file__).resolve().parents[2]


def sound(bot: CommandLine) -> str:
    return f"database    ok: {bot.database}, sound; {FORUM}; delegates: 47\n"


def lines(said: Said) -> str:
    """What was found to be well, without the disk of this computer."""
    return "".join(line for line in said.out.splitlines(keepends=True) if not line.startswith("room "))


def without_disk(said: Said) -> Said:
    return Said(said.status, lines(said), said.error)


def changed(database: Path, sql: str) -> None:
    with closing(sqlite3.connect(database)) as opened:
        opened.executescript(sql)


def test_all_is_well(loaded: CommandLine) -> None:
    said = loaded("check")
    assert without_disk(said) == Said(
        0, SETTINGS + sound(loaded) + ORGANISERS + PRIVACY + CATALOGUES + NO_TOKEN, ""
    )
    assert re.search(
        r"^room        ok: \d+ MB free; database \d+ KB, log 0 KB"
        r"(; other users of this computer may read it, unless: chmod 600)?$",
        said.out,
        re.MULTILINE,
    )


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
    assert without_disk(bot("check")) == Said(
        1, SETTINGS + NOBODY + NOTHING + CATALOGUES + NO_TOKEN, sentence
    )
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
    said = loaded("check")
    assert (said.status, said.error) == (1, complaint)
    assert sound(loaded) not in said.out


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
    assert (said.status, lines(said)) == (1, SETTINGS + sound(loaded) + ORGANISERS + PRIVACY + CATALOGUES)
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
    said = Said(ended.returncode, ended.stdout, "")
    assert without_disk(said) == Said(1, SETTINGS + NOBODY + NOTHING + CATALOGUES + NO_TOKEN, "")


def test_a_full_disk_is_said(loaded: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(loaded.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=7 * 2**20))
    said = loaded("check")
    assert (said.status, said.error) == (
        1,
        f"room        only 7 MB are free in {loaded.folder}: backups and upgrades need twice the database.\n",
    )


def test_a_log_that_grows_without_an_end_is_said(
    loaded: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.surroundings._LARGEST_LOG", 0)
    log = loaded.database.with_name("forum.sqlite3-wal")
    with log.open("wb") as file:
        file.truncate(5 * loaded.database.stat().st_size)
    said = loaded("check")
    assert said.status == 1
    assert f"the write-ahead log beside {loaded.database} has grown to" in said.error


def test_a_folder_that_cannot_be_written_is_said(
    loaded: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write everything, whatever the folder's rights are.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != loaded.folder)
    said = loaded("check")
    assert (said.status, said.error) == (
        1,
        f"room        {loaded.database} or its folder cannot be written: give both to the user that runs the bot.\n",
    )


def test_a_forum_that_nobody_runs_is_said(loaded: CommandLine) -> None:
    changed(loaded.database, "UPDATE delegates SET role = 'delegate' WHERE role = 'organiser'")
    said = loaded("check")
    assert (said.status, said.error) == (
        1,
        "organisers  nobody runs the forum: give somebody the role organiser in the workbook, or set ORGANISERS.\n",
    )
    assert "organisers  ok: 0 by the workbook, 2 by ORGANISERS\n" in loaded("check", ORGANISERS="5,6").out


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("", "purge_after is empty, so personal data stay until somebody deletes the database"),
        ("2018-12-31", "personal data are deleted after 2018-12-31"),
    ],
)
def test_when_personal_data_go_is_said(loaded: CommandLine, day: str, line: str) -> None:
    changed(loaded.database, f"UPDATE forum SET purge_after = '{day}'")  # noqa: S608 -- a test's own word
    said = loaded("check", CLOCK_START="2018-11-29T08:30+01:00")
    assert f"privacy     ok: {line}\n" in said.out


HOOK = {"WEBHOOK_URL": "https://forum.example/telegram", "WEBHOOK_SECRET": "hush"}


async def _hooked(bot: CommandLine, *, url: str, error: str = "", **environ: str) -> Said:
    """The check against a server that has this webhook, and this last error."""
    import asyncio

    async with RehearsalServer(bot={"first_name": "Forum", "username": "forum_demo_bot"}) as server:
        hook = server.webhook
        hook.url = url
        if error:
            hook.last_error = (1_543_476_000, error)
        return await asyncio.to_thread(bot, "check", BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url, **environ)


async def test_a_webhook_that_works_is_said(loaded: CommandLine) -> None:
    said = await _hooked(loaded, url=HOOK["WEBHOOK_URL"], **HOOK)
    assert said.out.splitlines()[-1] == (
        "token       ok: it is @forum_demo_bot; the webhook works, 0 updates wait"
    )


async def test_a_webhook_that_fails_is_said(loaded: CommandLine) -> None:
    said = await _hooked(loaded, url=HOOK["WEBHOOK_URL"], error="SSL error {certificate expired}", **HOOK)
    assert said.status == 1
    assert said.error == (
        "token       Telegram cannot deliver to https://forum.example/telegram: SSL error {certificate expired}. "
        "0 updates wait. Look at the certificate, the reverse proxy and WEBHOOK_PORT.\n"
    )


@pytest.mark.parametrize(
    ("url", "environ", "line"),
    [
        ("", HOOK, "Telegram does not know the webhook yet: the next start announces it"),
        (
            "https://old.example/x",
            HOOK,
            "Telegram does not know the webhook yet: the next start announces it",
        ),
        ("https://old.example/x", {}, "Telegram still has a webhook, which the next start withdraws"),
    ],
)
async def test_another_webhook_than_the_one_wanted(
    loaded: CommandLine, url: str, environ: dict[str, str], line: str
) -> None:
    said = await _hooked(loaded, url=url, **environ)
    assert (said.status, said.out.splitlines()[-1]) == (0, f"token       ok: it is @forum_demo_bot; {line}")
