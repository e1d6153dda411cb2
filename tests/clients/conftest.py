"""A server with rates small enough to be met, every call held against the Bot API."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.server.limits import Limits, Rate
from tests.support.bot_api import CallRecorder
from tests.support.people import Person, Rehearsal


@pytest.fixture
async def server() -> AsyncIterator[Rehearsal]:
    recorder = CallRecorder()
    async with Rehearsal(limits=Limits(private=Rate(3, 3))) as server:
        server.calls.attach(recorder)
        yield server
    recorder.check()


@pytest.fixture
async def anna(server: Rehearsal) -> Person:
    return server.person("Anna")
