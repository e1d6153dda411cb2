"""Texts, places and contacts, and who may be written to."""

import pytest

from bot.demo.server.limits import Limits
from tests.demo.api import Api
from tests.support.people import Person, Rehearsal


async def test_a_message_arrives_as_it_was_sent(api: Api, anna: Person) -> None:
    message = await api.ok("sendMessage", chat_id=anna.id, text="<b>Benvenuta</b>", parse_mode="HTML")
    assert message == {
        "message_id": 2,
        "from": {"id": 7000000000, "is_bot": True, "first_name": "Forum", "username": "forum_rehearsal_bot"},
        "chat": {"id": anna.id, "first_name": "Анна", "username": "anna_ru", "type": "private"},
        "date": message["date"],
        "text": "Benvenuta",
        "entities": [{"type": "bold", "offset": 0, "length": 9}],
    }
    assert anna.last.message == message
    assert anna.last.html == "<b>Benvenuta</b>"


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", "", "Bad Request: message text is empty"),
        ("  \n ", "", "Bad Request: text must be non-empty"),
        ("\ud83d", "", "Bad Request: strings must be encoded in UTF-8"),
        ("<b> </b>", "HTML", "Bad Request: text must be non-empty"),
        ("a" * 4097, "", "Bad Request: message is too long"),
        ("😀" * 2049, "", "Bad Request: message is too long"),
        ("a" * 40000, "", "Bad Request: text is too long"),
        ("a", "XML", "Bad Request: unsupported parse_mode"),
        (
            "<b>a",
            "HTML",
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
    ],
)
async def test_a_text_that_is_refused(api: Api, anna: Person, text: str, mode: str, words: str) -> None:
    assert await api.refused("sendMessage", chat_id=anna.id, text=text, parse_mode=mode) == (400, words)
    assert anna.from_bot == []


async def test_length_counts_after_parsing_in_utf_16(api: Api, anna: Person) -> None:
    text = "<b>" + "😀" * 2048 + "</b>"
    message = await api.ok("sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


@pytest.mark.parametrize("chat_id", [999, "999", "@nobody", "anna", -5, "1e3"])
async def test_nobody_there(api: Api, chat_id: object) -> None:
    assert await api.refused("sendMessage", chat_id=chat_id, text="a") == (400, "Bad Request: chat not found")


async def test_no_chat_at_all(api: Api) -> None:
    assert await api.refused("sendMessage", text="a") == (400, "Bad Request: chat_id is empty")


async def test_who_never_started_is_not_written_to(api: Api, server: Rehearsal) -> None:
    boris = server.person("Boris")
    words = "Forbidden: bot can't initiate conversation with a user"
    assert await api.refused("sendMessage", chat_id=boris.id, text="a") == (403, words)
    await boris.send("ciao")
    assert (await api.ok("sendMessage", chat_id=boris.id, text="a"))["text"] == "a"


async def test_who_blocked_the_bot_is_not_written_to(api: Api, anna: Person) -> None:
    await anna.block()
    assert await api.refused("sendMessage", chat_id=anna.id, text="a") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    await anna.unblock()
    await api.ok("sendMessage", chat_id=anna.id, text="a")
    changes = await api.ok("getUpdates")
    told = [
        (
            one["my_chat_member"]["old_chat_member"]["status"],
            one["my_chat_member"]["new_chat_member"]["status"],
        )
        for one in changes
    ]
    assert told == [("member", "kicked"), ("kicked", "member")]


async def test_who_is_gone_is_not_written_to(api: Api, anna: Person) -> None:
    anna.chat.deactivated = True
    assert await api.refused("sendMessage", chat_id=anna.id, text="a") == (
        403,
        "Forbidden: user is deactivated",
    )


async def test_the_bot_does_not_write_to_itself(api: Api) -> None:
    words = "Forbidden: bot can't send messages to bots"
    assert await api.refused("sendMessage", chat_id=7000000000, text="a") == (403, words)


async def test_a_reply_names_what_it_answers(api: Api, anna: Person) -> None:
    asked = await anna.send("Dove?")
    sent = await api.ok(
        "sendMessage", chat_id=anna.id, text="Qui", reply_parameters={"message_id": asked["message_id"]}
    )
    assert sent["reply_to_message"]["text"] == "Dove?"
    again = await api.ok(
        "sendMessage", chat_id=anna.id, text="Qui", reply_parameters={"message_id": sent["message_id"]}
    )
    assert "reply_to_message" not in again["reply_to_message"]


async def test_a_reply_to_nothing(api: Api, anna: Person) -> None:
    refused = await api.refused("sendMessage", chat_id=anna.id, text="a", reply_parameters={"message_id": 99})
    assert refused == (400, "Bad Request: message to be replied not found")
    forgiving = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.ok(
        "sendMessage", chat_id=anna.id, text="a", reply_parameters=forgiving
    )


async def test_the_same_call_in_every_form(api: Api, anna: Person) -> None:
    values = {
        "chat_id": str(anna.id),
        "text": "ciò & <b>x</b>",
        "parse_mode": "HTML",
        "disable_notification": "true",
    }
    texts = []
    async with api.session.get(f"{api.base}/sendMessage", params=values) as response:
        texts.append((await response.json())["result"]["text"])
    async with api.session.post(f"{api.base}/SENDMESSAGE", data=values) as response:
        texts.append((await response.json())["result"]["text"])
    _, body = await api.upload("sendMessage", {}, **values)
    texts.append(body["result"]["text"])
    texts.append((await api.ok("sendMessage", **values))["text"])
    assert texts == ["ciò & x"] * 4


async def test_nested_values_as_json_in_a_form(api: Api, anna: Person) -> None:
    values = {
        "chat_id": str(anna.id),
        "text": "a",
        "reply_markup": '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}',
    }
    async with api.session.post(f"{api.base}/sendMessage", data=values) as response:
        body = await response.json()
    assert body["result"]["reply_markup"] == {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ["a"]}, 'Bad Request: parameter "text" must be of type String'),
        ({"text": "a", "disable_notification": "perhaps"}, 'Bad Request: parameter "disable_notification" must be of type Boolean'),  # noqa: E501
        ({"text": "a", "message_thread_id": "x"}, 'Bad Request: parameter "message_thread_id" must be of type Integer'),  # noqa: E501
        ({"text": "a", "entities": "["}, "Bad Request: can't parse entities JSON object"),
        ({"text": "a", "entities": {}}, "Bad Request: expected an Array of MessageEntity"),
        ({"text": "a", "reply_markup": None}, "Bad Request: object expected as reply markup"),
        ({"text": "a", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        ({"text": "a", "link_preview_options": []}, "Bad Request: object expected as link preview options"),
        ({"text": "a", "link_preview_options": {"is_disabled": 1}}, 'Bad Request: field "is_disabled" must be of type Boolean'),  # noqa: E501
        ({"text": "a", "message_thread_id": 5}, "Bad Request: message thread not found"),
    ],
)  # fmt: skip
async def test_parameters_of_the_wrong_type(
    api: Api, anna: Person, values: dict[str, object], words: str
) -> None:
    assert await api.refused("sendMessage", chat_id=anna.id, **values) == (400, words)


async def test_places_and_contacts(api: Api, anna: Person) -> None:
    place = await api.ok("sendLocation", chat_id=anna.id, latitude=43.77, longitude=11.25)
    assert place["location"] == {"latitude": 43.77, "longitude": 11.25}
    venue = await api.ok(
        "sendVenue", chat_id=anna.id, latitude="43.77", longitude="11.25", title="Sala", address="Via"
    )
    assert venue["venue"] == {"location": place["location"], "title": "Sala", "address": "Via"}
    contact = await api.ok("sendContact", chat_id=anna.id, phone_number="+39055", first_name="Info")
    assert contact["contact"] == {"phone_number": "+39055", "first_name": "Info"}


@pytest.mark.parametrize(
    ("method", "values", "words"),
    [
        ("sendLocation", {"longitude": 1}, "Bad Request: latitude is empty"),
        (
            "sendLocation",
            {"latitude": "x", "longitude": 1},
            'Bad Request: parameter "latitude" must be of type Float',
        ),
        ("sendLocation", {"latitude": 91, "longitude": 1}, "Bad Request: invalid location specified"),
        ("sendVenue", {"latitude": 1, "longitude": 1, "address": "a"}, "Bad Request: title is empty"),
        ("sendVenue", {"latitude": 1, "longitude": 1, "title": "a"}, "Bad Request: address is empty"),
        ("sendContact", {"first_name": "a"}, "Bad Request: contact phone number is empty"),
        ("sendChatAction", {"action": "dance"}, "Bad Request: wrong parameter action in request"),
    ],
)
async def test_refused(api: Api, anna: Person, method: str, values: dict[str, object], words: str) -> None:
    assert await api.refused(method, chat_id=anna.id, **values) == (400, words)


async def test_typing_is_seen(api: Api, anna: Person) -> None:
    assert await api.ok("sendChatAction", chat_id=anna.id, action="typing") is True
    assert anna.chat.effects[-1].event == {"event": "action", "action": "typing"}


async def test_the_rates_hold_for_messages_and_edits(api: Api, server: Rehearsal, anna: Person) -> None:
    server.context.limits = Limits.real()
    sent = [await api.ok("sendMessage", chat_id=anna.id, text=str(number)) for number in range(4)]
    await api.ok("editMessageText", chat_id=anna.id, message_id=sent[0]["message_id"], text="edited")
    status, body = await api.call("sendMessage", {"chat_id": anna.id, "text": "a"})
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    assert (await api.refused("editMessageText", chat_id=anna.id, message_id=2, text="b"))[0] == 429
    server.world.telegram_time.let_pass(1)
    await api.ok("sendMessage", chat_id=anna.id, text="a")


async def test_a_page_in_a_browser_is_no_bot(api: Api) -> None:
    async with api.session.post(f"{api.base}/getMe", headers={"Origin": "http://evil.it"}) as response:
        assert response.status == 403


async def test_unknown_methods_and_wrong_tokens(api: Api, server: Rehearsal) -> None:
    assert await api.refused("sendMind", chat_id=1) == (404, "Not Found")
    for token, wanted in ((f"{server.token}x", (401, "Unauthorized")), ("nonsense", (404, "Not Found"))):
        stranger = Api(api.session, server.url, token)
        assert await stranger.refused("getMe") == wanted
