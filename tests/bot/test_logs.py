"""Logs: redacted as a whole, lines for machines, nothing of what people typed."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import BadRequest

from bot import logs
from tests.support.meetings import ask
from tests.support.stage import BARDAZZI, SHCHERBAKOV, staged

TOKEN = "123456789:AAHfakefakefakefakefakefakefakefakef"
TYPED = "what Anna typed"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before = list(root.handlers), root.level, sys.excepthook
    yield
    root.handlers[:], level, sys.excepthook = before
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def fail(error: Exception) -> None:
    raise error


def raise_from(text: str) -> None:
    try:
        fail(ValueError(text))
    except ValueError as error:
        raise BadRequest(f"Bad Request: no such {TOKEN}") from error


def record_of_everything() -> None:
    logger = logging.getLogger("bot.test")
    try:
        raise_from(TYPED)
    except BadRequest:
        logger.exception("at %s", TOKEN, extra={"url": f"https://h/bot{quote(TOKEN, safe='')}/x", "n": 5})


def test_a_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text", [TOKEN])
    record_of_everything()
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].split(" ", 1)[1] == "ERROR   bot.test: at [hidden] url=https://h/bot[hidden]/x n=5"
    assert "builtins.ValueError: (text withheld)" in lines
    assert "that led to:" in lines
    assert lines[-1] == "telegram.error.BadRequest: No such [hidden]"


def test_a_line_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json", [TOKEN])
    record_of_everything()
    logging.getLogger("x").info("città «Флоренция»", stack_info=True)
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert first["message"] == "at [hidden]"
    assert (first["level"], first["logger"], first["n"]) == ("ERROR", "bot.test", 5)
    assert first["url"] == "https://h/bot[hidden]/x"
    assert first["error"].endswith("telegram.error.BadRequest: No such [hidden]")
    assert TYPED not in first["error"]
    assert second["message"] == "città «Флоренция»"
    assert "stack_info=True" in second["stack"]
    assert second["time"].endswith("+00:00")


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_shows_the_token(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", form, [TOKEN])
    record_of_everything()
    logging.getLogger("x").warning({"token": TOKEN})
    logging.getLogger("x").warning("x", extra={"thing": [TOKEN]})
    shown = capsys.readouterr().err
    assert "AAHfake" not in shown
    assert shown.count("[hidden]") >= 4


def test_a_token_that_is_not_ours_is_hidden_too() -> None:
    redact = logs.Redactor()
    assert redact(f"/bot{TOKEN}/getMe and {TOKEN.replace(':', '%3a')}") == "/bot[hidden]/getMe and [hidden]"
    assert redact("at 12:30:45, update 123456789: done") == "at 12:30:45, update 123456789: done"


@given(st.text(min_size=1), st.text(), st.text())
def test_a_secret_is_hidden_wherever_it_stands(secret: str, before: str, after: str) -> None:
    hidden = logs.Redactor([secret])(before + secret + after)
    assert secret not in hidden.replace("[hidden]", "") or secret in "[hidden]" or secret in before + after


def test_libraries_that_say_too_much_are_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG")
    for name in ("httpx", "aiohttp.access", "apscheduler.scheduler"):
        logging.getLogger(name).info("GET /bot...")
    for name in ("telegram.Bot", "aiosqlite"):
        logging.getLogger(name).debug("what Anna typed")
    logging.getLogger("bot.inbox").debug("heard")
    assert capsys.readouterr().err.count("\n") == 1


def test_an_error_nobody_caught_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text", [TOKEN])
    try:
        fail(OSError(f"cannot reach {TOKEN}"))
    except OSError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    shown = capsys.readouterr().err
    assert "CRITICAL bot.logs: the process ends with an error" in shown
    assert shown.endswith("builtins.OSError: cannot reach [hidden]\n")


def test_an_interruption_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err == ""


async def test_an_error_in_a_callback_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    loop = asyncio.get_running_loop()
    logs.watch(loop)
    done = asyncio.Event()

    def call_back() -> None:
        loop.call_soon(done.set)
        raise RuntimeError("what Anna typed")

    loop.call_soon(call_back)
    await done.wait()
    shown = capsys.readouterr().err
    assert "ERROR   bot.logs: Exception in callback" in shown
    assert shown.endswith("builtins.RuntimeError: (text withheld)\n")


def test_a_group_of_errors_shows_each(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    group = ExceptionGroup("both", [OSError("disk"), ValueError("what Anna typed")])
    logging.getLogger("x").error("two", exc_info=group)
    lines = capsys.readouterr().err.splitlines()
    assert "builtins.OSError: disk" in lines
    assert lines[-1] == "builtins.ValueError: (text withheld)"


TELEGRAM_QUOTES = 'Bad Request: can\'t parse entities: unexpected end of name in "tiglio argentato"'
STORY = ("Bardazzi", "Бардацци", "Щербаков", "Shcherbakov", "tiglio argentato", "IT-BARDAZZI-4T9C", "+39 30")


@pytest.mark.parametrize("form", ["text", "json"])
async def test_at_the_loudest_nothing_of_a_person_is_logged(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    logs.configure("DEBUG", form, [])
    async with staged(sample, tmp_path) as stage:
        token = str(stage.settings.bot_token)
        giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
        await ask(giulia, "it", "Щербаков", "14:30", subject="Macchine per il tiglio argentato")
        stage.server.faults.add("status", method="sendMessage", status=400, description=TELEGRAM_QUOTES)
        await alexey.block()
        for text in ("tiglio argentato", "/start tiglio_argentato", "/agenda"):
            await giulia.send(text)
            await giulia.screen()
        # What nobody foresaw goes into the log, too.
        update = {"message": {"text": "tiglio argentato", "date": "never"}}
        stage.recorder.updates = False
        stage.server.world.updates.add_raw(update)
        await stage.becomes("SELECT count(*) FROM updates WHERE state = 'set_aside'", 1)
        await stage.at(stage.clock.now() + timedelta(seconds=1))
    shown = capsys.readouterr().err
    assert "notice 1 (meeting_asked) failed" in shown
    assert "is set aside" in shown
    assert [word for word in (*STORY, token, token.partition(":")[2]) if word in shown] == []
