"""What a network does now and then, on demand."""

import time

import aiohttp
import pytest

from tests.demo.api import Api
from tests.support.people import Person, Rehearsal


async def test_an_error_instead_of_the_effect(api: Api, server: Rehearsal, anna: Person) -> None:
    server.faults.add("status", method="sendMessage", status=429, retry_after=7)
    server.faults.add("status", method="sendMessage", status=500)
    server.faults.add("status", status=403, description="Forbidden: user is deactivated")
    call = {"chat_id": anna.id, "text": "a"}
    status, body = await api.call("sendMessage", call)
    assert (status, body["description"], body["parameters"]) == (
        429,
        "Too Many Requests: retry after 7",
        {"retry_after": 7},
    )
    assert await api.refused("sendMessage", **call) == (500, "Internal Server Error")
    assert await api.refused("sendMessage", **call) == (403, "Forbidden: user is deactivated")
    assert anna.from_bot == []
    await api.ok("sendMessage", **call)


async def test_a_fault_for_one_chat_only(api: Api, server: Rehearsal, anna: Person) -> None:
    boris = server.person("Boris")
    await boris.send("/start")
    server.faults.add("status", chat_id=anna.id, status=502, times=2)
    await api.ok("sendMessage", chat_id=boris.id, text="a")
    for _ in range(2):
        assert (await api.refused("sendMessage", chat_id=str(anna.id), text="a"))[0] == 502
    await api.ok("sendMessage", chat_id=anna.id, text="a")


@pytest.mark.parametrize(("kind", "sent"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_cut_connection(api: Api, server: Rehearsal, anna: Person, kind: str, sent: int) -> None:
    server.faults.add(kind, method="sendMessage")  # type: ignore[arg-type]
    with pytest.raises(aiohttp.ClientError):
        await api.call("sendMessage", {"chat_id": anna.id, "text": "a"})
    assert len(anna.from_bot) == sent


async def test_a_slow_answer(api: Api, server: Rehearsal, anna: Person) -> None:
    server.faults.add("delay", method="sendMessage", seconds=0.2)
    begun = time.monotonic()
    await api.ok("sendMessage", chat_id=anna.id, text="a")
    assert time.monotonic() - begun >= 0.2


async def test_a_star_spares_the_poll(api: Api, server: Rehearsal) -> None:
    server.faults.add("status", status=500)
    await api.ok("getUpdates")
    assert (await api.refused("getMe"))[0] == 500
    server.faults.add("status", method="getUpdates", status=502)
    assert await api.refused("getUpdates") == (502, "Bad Gateway")


def test_an_unknown_kind(server: Rehearsal) -> None:
    with pytest.raises(ValueError, match="unknown kind of fault: earthquake"):
        server.faults.add("earthquake")  # type: ignore[arg-type]
