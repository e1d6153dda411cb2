"""Metrics: what Prometheus reads of a bot at work; nobody is named in it."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
import logging
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.metrics import MetricsServer
from bot.settings import Settings, SettingsError
from tests.support.hostile import change
from tests.support.stage import BARDAZZI, LOMBARDI, Stage, staged


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def watched(sample: Path, folder: Path) -> AsyncIterator[tuple[Stage, str]]:
    port = free_port()
    async with staged(sample, folder, metrics_port=port) as stage:
        yield stage, f"http://127.0.0.1:{port}/metrics"


async def read(address: str) -> tuple[str, dict[str, float]]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        text = await answer.text()
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return text, {name: float(value) for name, _, value in lines}


async def test_what_a_bot_at_work_says(sample: Path, tmp_path: Path) -> None:
    async with watched(sample, tmp_path) as (stage, address):
        giulia = await stage.arrive(BARDAZZI, "it")
        await stage.running.inbox.empty()
        await change(
            stage,
            "INSERT INTO outbox (key, kind, facts, user_id, priority, not_before, state) "
            "VALUES ('k', 'registration_declined', '{}', 5, 1, '2018-11-29T07:00:00.000+00:00', 'unreachable')",
        )
        await stage.at(stage.clock.now() + timedelta(seconds=1))
        _, found = await read(address)
        assert found['forum_updates_total{result="done"}'] == 2
        assert found["forum_update_seconds_count"] == 2
        assert found['forum_api_calls_total{code="200",method="sendMessage"}'] >= 1
        assert found['forum_outbox{state="unreachable"}'] == 1
        assert found['forum_outbox{state="pending"}'] == 0
        assert found["forum_outbox_oldest_seconds"] == 0
        assert found["forum_inbox_open"] == 0
        assert found["forum_ticks_total"] == 1
        assert found["forum_jobs_failing"] == 0
        assert found['forum_database_bytes{file="database"}'] == stage.settings.database.stat().st_size
        assert giulia.last.rows


async def test_a_notice_that_waits_and_one_that_is_refused(sample: Path, tmp_path: Path) -> None:
    async with watched(sample, tmp_path) as (stage, address):
        beatrice = await stage.arrive(LOMBARDI, "it")
        await beatrice.block()
        await stage.running.inbox.empty()
        await change(
            stage,
            "INSERT INTO outbox (key, kind, facts, user_id, priority, not_before) "
            f"VALUES ('k', 'registration_declined', '{{}}', {beatrice.id}, 1, '2018-11-29T07:00:00.000+00:00')",
            f"UPDATE accounts SET reachable = 1 WHERE user_id = {beatrice.id}",
        )
        await stage.at(stage.clock.now() + timedelta(seconds=1))
        _, found = await read(address)
        assert found['forum_notices_total{result="Forbidden"}'] == 1
        assert found['forum_api_calls_total{code="403",method="sendMessage"}'] == 1


async def test_nobody_is_named(sample: Path, tmp_path: Path) -> None:
    async with watched(sample, tmp_path) as (stage, address):
        giulia = await stage.arrive(BARDAZZI, "it")
        await giulia.send("Щербаков")
        await giulia.screen()
        text, _ = await read(address)
    token = str(stage.settings.bot_token)
    for word in (token, token.partition(":")[2], str(giulia.id), "Bardazzi", BARDAZZI, "Щербаков"):
        assert word not in text
    labels = set(re.findall(r'(\w+)="', text))
    assert labels <= {"result", "method", "code", "state", "file", "le", "implementation", "major", "minor"}


async def test_a_port_that_is_taken_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def nothing() -> bytes:
        return b""

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = MetricsServer(port, nothing)
        with caplog.at_level(logging.ERROR):
            await server.start()
        await server.stop()
    assert caplog.messages == [f"no metrics: port {port} cannot be used (Address already in use)"]


async def test_without_a_port_nobody_listens() -> None:
    async def nothing() -> bytes:
        return b""

    server = MetricsServer(None, nothing)
    await server.start()
    await asyncio.wait_for(server.stop(), 5)


def test_the_setting() -> None:
    assert Settings.read({}).metrics_port is None
    assert Settings.read({"METRICS_PORT": "9100"}).metrics_port == 9100
    with pytest.raises(SettingsError) as raised:
        Settings.read({"METRICS_PORT": "many"})
    assert str(raised.value) == "METRICS_PORT is 'many': it must be a number from 1 to 65535."
