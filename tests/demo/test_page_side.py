"""What the chat page asks for."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.demo.server.limits import Limits
from tests.demo.api import Api
from tests.support.people import Person, Rehearsal

Json = dict[str, Any]


class HandClock:
    """A clock that stands still until it is moved."""

    zone = "Europe/Rome"

    def __init__(self) -> None:
        self.speed = 1.0
        self.instant = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def set_speed(self, speed: float) -> None:
        self.speed = speed

    def jump(self, to: datetime) -> None:
        self.instant = to


async def get(api: Api, path: str) -> Json:
    async with api.session.get(f"{api.url}/rehearsal{path}") as response:
        body: Json = await response.json()
        assert response.status == 200, body
        return body


async def post(api: Api, path: str, body: Json | None = None, status: int = 200) -> Any:
    async with api.session.post(f"{api.url}/rehearsal{path}", json=body or {}) as response:
        answer = await response.json()
        assert response.status == status, answer
        return answer


async def test_the_state_speaks_each_ones_language(api: Api, anna: Person) -> None:
    await api.ok("setMyCommands", commands=[{"command": "help", "description": "помощь"}], language_code="ru")
    await api.ok("setMyDescription", description="Ciao", language_code="it")
    state = await get(api, "/state")
    assert state["bot"]["description"] == {"": "", "it": "Ciao"}
    (phone,) = state["phones"]
    assert (phone["user"]["id"], phone["commands"][0]["description"], phone["description"]) == (
        anna.id,
        "помощь",
        "",
    )


async def test_a_person_types_edits_presses_and_blocks(api: Api, anna: Person) -> None:
    path = f"/phones/{anna.id}"
    sent = await post(api, f"{path}/messages", {"text": "/help a.it"})
    assert [one["type"] for one in sent["entities"]] == ["bot_command", "url"]
    edited = await post(api, f"{path}/edits", {"message_id": sent["message_id"], "text": "b"})
    assert (edited["text"], "edit_date" in edited) == ("b", True)
    place = await post(api, f"{path}/messages", {"location": {"latitude": 1, "longitude": 2.5}})
    assert place["location"] == {"latitude": 1.0, "longitude": 2.5}
    contact = await post(api, f"{path}/messages", {"contact": {"phone_number": "+7"}})
    assert contact["contact"] == {"phone_number": "+7", "first_name": "Анна", "user_id": anna.id}
    pressed = await post(api, f"{path}/presses", {"message_id": sent["message_id"], "data": "x"})
    await post(api, f"{path}/block")
    await post(api, f"{path}/messages", {"text": "a"}, 409)
    await post(api, f"{path}/unblock")
    kinds = [next(name for name in update if name != "update_id") for update in await api.ok("getUpdates")]
    assert kinds == [
        "message",
        "edited_message",
        "message",
        "message",
        "callback_query",
        "my_chat_member",
        "my_chat_member",
    ]
    assert pressed["id"] in anna.server.world.queries.presses
    chat = await get(api, f"{path}/chat")
    assert ([one["message_id"] for one in chat["messages"]], chat["blocked"]) == ([1, 2, 3, 4], False)


async def test_a_file_goes_up_and_comes_down(api: Api, anna: Person) -> None:
    form = aiohttp.FormData({"caption": "ecco", "as": "document"}, quote_fields=False)
    form.add_field("file", b"<script>", filename="a.html", content_type="text/html")
    async with api.session.post(f"{api.url}/rehearsal/phones/{anna.id}/messages", data=form) as response:
        message = await response.json()
    assert (message["caption"], message["document"]["file_name"]) == ("ecco", "a.html")
    async with api.session.get(f"{api.url}/rehearsal/files/{message['document']['file_id']}") as response:
        assert (await response.read(), response.headers["Content-Disposition"]) == (
            b"<script>",
            "attachment; filename*=UTF-8''a.html",
        )


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/phones/1/messages", {"text": "a"}, 404),
        ("/phones/x/messages", {"text": "a"}, 404),
        ("/phones/{id}/messages", {}, 400),
        ("/phones/{id}/messages", {"text": " "}, 400),
        ("/phones/{id}/messages", {"text": "a" * 4097}, 400),
        ("/phones/{id}/messages", {"text": "a", "reply_to_message_id": 99}, 404),
        ("/phones/{id}/messages", {"location": {"latitude": "x"}}, 400),
        ("/phones/{id}/edits", {"message_id": 99, "text": "a"}, 404),
        ("/phones/{id}/presses", {"message_id": "1", "data": "a"}, 400),
        ("/phones/{id}/inline", {"query": "a" * 257}, 400),
        ("/phones/{id}/inline/chosen", {"inline_query_id": "1", "result_id": "1"}, 404),
        ("/phones", {"last_name": "Nobody"}, 400),
        ("/phones", {"first_name": 5}, 400),
        ("/clock", {"speed": 60}, 409),
        ("/clock", {"jump_to": "tomorrow"}, 400),
        ("/faults", {"kind": "earthquake"}, 400),
        ("/redeliver", {"update_id": 99}, 404),
        ("/groups", {"title": "x", "members": [5]}, 400),
        ("/groups/-5/kick", {}, 404),
    ],
)
async def test_what_nobody_can_do(api: Api, anna: Person, path: str, body: Json, status: int) -> None:
    answer = await post(api, path.replace("{id}", str(anna.id)), body, status)
    assert isinstance(answer["error"], str)


async def test_somebody_new(api: Api, server: Rehearsal) -> None:
    phone = await post(
        api, "/phones", {"first_name": "Ivan", "last_name": "P", "language_code": "ru", "id": 42}
    )
    assert (phone["user"], phone["title"]) == (
        {"id": 42, "is_bot": False, "first_name": "Ivan", "last_name": "P", "language_code": "ru"},
        "Ivan P",
    )
    await post(api, "/phones", {"first_name": "Ivan", "id": 42}, 409)
    assert server.world.private(42) is not None


async def test_events_tell_what_happens(api: Api, anna: Person) -> None:
    async with api.session.get(f"{api.url}/rehearsal/phones/{anna.id}/events") as stream:
        assert stream.content_type == "text/event-stream"
        await stream.content.readuntil(b"\n\n")
        sent = await api.ok("sendMessage", chat_id=anna.id, text="a")
        await api.ok("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="b")
        await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
        events = [await next_event(stream) for _ in range(3)]
    assert [event["event"] for event in events] == ["message", "edited", "deleted"]
    assert events[0]["message"] == sent
    assert (events[1]["message"]["text"], events[2]["message_id"]) == ("b", sent["message_id"])


async def next_event(stream: aiohttp.ClientResponse) -> Json:
    lines = (await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 10)).decode().splitlines()
    assert lines[0].startswith("id: ")
    event: Json = json.loads(lines[1].removeprefix("data: "))
    return event


async def test_the_clock_is_moved_forward_only(session: aiohttp.ClientSession) -> None:
    clock = HandClock()
    async with Rehearsal(limits=Limits.off(), clock=clock) as server:
        api = Api(session, server.url, server.token)
        assert await get(api, "/clock") == {
            "now": "2018-11-29T08:00:00+00:00",
            "speed": 1.0,
            "zone": "Europe/Rome",
        }
        assert (await post(api, "/clock", {"speed": 60}))["speed"] == 60
        moved = await post(api, "/clock", {"forward_seconds": 600})
        assert moved["now"] == "2018-11-29T08:10:00+00:00"
        await post(api, "/clock", {"jump_to": "2018-11-29T09:00:00+02:00"}, 409)
        await post(api, "/clock", {"jump_to": "2018-11-29T12:00:00"}, 400)
        await post(api, "/clock", {"jump_to": "2018-11-29T12:00:00+01:00"})
        assert clock.instant == datetime(2018, 11, 29, 11, 0, tzinfo=UTC)
        person = server.person()
        message = await person.send("a")
        assert message["date"] == clock.instant.timestamp()
        await post(api, "/clock", {"forward_seconds": 1})
        assert person.chat.effects[-1].event["clock"]["now"] == (clock.instant).isoformat()
        assert clock.instant - timedelta(seconds=1) == datetime(2018, 11, 29, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "application/json"}, 200),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/json", "Origin": "http://evil.it"}, 403),
        ({"Content-Type": "application/json", "Origin": "null"}, 403),
        ({"Content-Type": "application/json", "Host": "evil.it"}, 403),
    ],
)
async def test_only_the_own_page_may_act(
    api: Api, anna: Person, headers: dict[str, str], status: int
) -> None:
    url = f"{api.url}/rehearsal/phones/{anna.id}/messages"
    async with api.session.post(url, data=b'{"text": "a"}', headers=headers) as response:
        assert response.status == status


async def test_the_own_origin_is_taken(api: Api, anna: Person) -> None:
    headers = {"Origin": api.url, "Content-Type": "application/json"}
    async with api.session.post(f"{api.url}/rehearsal/phones/{anna.id}/block", headers=headers) as response:
        assert response.status == 200


async def test_faults_and_updates_by_hand(api: Api, anna: Person) -> None:
    await post(api, "/faults", {"kind": "status", "method": "getMe", "status": 500, "times": 2})
    assert (await api.refused("getMe"))[0] == 500
    async with api.session.delete(f"{api.url}/rehearsal/faults") as response:
        assert await response.json() == {"waiting": 0}
    await api.ok("getMe")
    put = await post(api, "/updates", {"something_new": {"x": 1}})
    (record,) = [update for update in anna.server.world.updates.queue if update.update_id == put["update_id"]]
    assert record.body == {"something_new": {"x": 1}, "update_id": put["update_id"]}


async def test_groups_by_hand(api: Api, anna: Person) -> None:
    group = await post(api, "/groups", {"title": "Organizzatori", "members": [anna.id]})
    path = f"/groups/{group['id']}"
    said = await post(api, f"{path}/messages", {"user_id": anna.id, "text": "ciao"})
    assert said["chat"]["title"] == "Organizzatori"
    successor = await post(api, f"{path}/migrate")
    assert successor["type"] == "supergroup"
    await post(api, f"/groups/{successor['id']}/kick")
    refused = await api.refused("sendMessage", chat_id=successor["id"], text="a")
    assert refused == (403, "Forbidden: bot was kicked from the supergroup chat")


@pytest.mark.parametrize("name", ["..%2Fserver%2Fapp.py", "nothing.js", ".hidden"])
async def test_no_other_files(api: Api, name: str) -> None:
    async with api.session.get(f"{api.url}/page/{name}") as response:
        assert response.status == 404
