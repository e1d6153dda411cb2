"""A server without limits, a person who has started, and raw calls; what succeeded is held against the Bot API."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.demo.server.limits import Limits
from tests.demo.api import Api
from tests.support.bot_api import CallRecorder
from tests.support.people import Person, Rehearsal


@pytest.fixture
async def server() -> AsyncIterator[Rehearsal]:
    recorder = CallRecorder()
    async with Rehearsal(limits=Limits.off(), first_update_id=1) as server:
        server.calls.attach(recorder)
        yield server
    recorder.records = [record for record in recorder.records if record.ok]
    recorder.check()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(server: Rehearsal, session: aiohttp.ClientSession) -> Api:
    return Api(session, server.url, server.token)


@pytest.fixture
async def anna(server: Rehearsal) -> Person:
    """A Russian speaker whose /start has been fetched and confirmed."""
    person = server.person("Анна", language_code="ru", username="anna_ru")
    await person.send("/start")
    server.world.updates.confirm(server.world.updates.next_id)
    return person
