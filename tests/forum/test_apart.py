"""Work in a process of its own: what comes back, what goes wrong, and that the bot's own process stays as it is."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from importlib import import_module

import pytest

from forum import apart as module
from forum.apart import AT_ONCE, MOST, NotDone, apart, busy


def process() -> bytes:
    return str(os.getpid()).encode()


def settings() -> bytes:
    return "\n".join(os.environ).encode()


def goes_wrong() -> bytes:
    raise ValueError("Giulia Bardazzi")


def dies() -> bytes:
    os._exit(3)


def stands_still() -> bytes:
    time.sleep(60)
    return b""


def doubled(text: str, *, times: int) -> bytes:
    return (text * times).encode()


async def test_what_it_is_given_and_what_comes_back() -> None:
    assert await apart(doubled, "да", times=3) == "дадада".encode()


async def test_it_is_another_process() -> None:
    assert int(await apart(process)) != os.getpid()


async def test_no_secret_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.setenv("WEBHOOK_SECRET", "secret")
    names = set((await apart(settings)).decode().split())
    assert "PATH" in names
    assert not {"BOT_TOKEN", "WEBHOOK_SECRET"} & names


async def test_an_error_is_named_by_its_kind_alone() -> None:
    with pytest.raises(NotDone) as raised:
        await apart(goes_wrong)
    assert str(raised.value) == "ValueError"


async def test_a_process_that_dies_is_no_answer() -> None:
    with pytest.raises(NotDone, match="exit status 3"):
        await apart(dies)


async def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.2)
    with pytest.raises(NotDone, match="longer"):
        await apart(stands_still)
    assert not busy()


async def test_there_is_room_for_so_many_and_no_more() -> None:
    tasks = [asyncio.create_task(apart(stands_still)) for _ in range(MOST)]
    await asyncio.sleep(0)
    assert busy()
    with pytest.raises(NotDone, match="too much"):
        await apart(process)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert not busy()
    assert await apart(process)
    assert AT_ONCE < MOST


def loaded() -> bytes:
    for name in ("handlers.figures", "handlers.paper"):
        import_module(name)
    heavy = ("fpdf", "matplotlib", "numpy", "openpyxl", "segno")
    return " ".join(name for name in heavy if name in sys.modules).encode()


async def test_the_bot_names_what_draws_without_loading_its_libraries() -> None:
    assert await apart(loaded) == b""
