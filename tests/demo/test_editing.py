"""Edits and deletions."""

import pytest

from tests.demo.api import Api
from tests.support.people import Person, Rehearsal

KEYS = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
PIXEL = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x08"


async def sent(api: Api, anna: Person, **values: object) -> int:
    message = await api.ok("sendMessage", chat_id=anna.id, **{"text": "a", **values})
    return int(message["message_id"])


async def test_an_edit_changes_the_message_in_its_place(api: Api, anna: Person) -> None:
    number = await sent(api, anna, reply_markup=KEYS)
    edited = await api.ok(
        "editMessageText", chat_id=anna.id, message_id=number, text="<i>b</i>", parse_mode="HTML"
    )
    assert (edited["message_id"], edited["text"], edited["entities"][0]["type"]) == (number, "b", "italic")
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    assert [screen.text for screen in anna.from_bot] == ["b"]


async def test_the_same_again_is_refused(api: Api, anna: Person) -> None:
    number = await sent(api, anna, reply_markup=KEYS)
    same = {"chat_id": anna.id, "message_id": number, "text": " a ", "reply_markup": KEYS}
    assert await api.refused("editMessageText", **same) == (400, SAME)
    keyboard = {"chat_id": anna.id, "message_id": number, "reply_markup": KEYS}
    assert await api.refused("editMessageReplyMarkup", **keyboard) == (400, SAME)
    await api.ok("editMessageText", chat_id=anna.id, message_id=number, text="a")


async def test_a_keyboard_alone(api: Api, anna: Person) -> None:
    number = await sent(api, anna)
    edited = await api.ok("editMessageReplyMarkup", chat_id=anna.id, message_id=number, reply_markup=KEYS)
    assert edited["reply_markup"] == KEYS
    assert "edit_date" not in edited
    assert "reply_markup" not in await api.ok("editMessageReplyMarkup", chat_id=anna.id, message_id=number)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"message_id": 99, "text": "b"}, "message to edit not found"),
        ({"text": "b"}, "message identifier is not specified"),
        ({"message_id": 1, "text": "b"}, "message can't be edited"),
        ({"message_id": 2, "text": ""}, "message text is empty"),
        ({"message_id": 2, "text": "b" * 4097}, "message is too long"),
        ({"message_id": 2, "text": "b", "reply_markup": {"force_reply": True}}, "inline keyboard expected"),
        ({"message_id": "x", "text": "b"}, 'parameter "message_id" must be of type Integer'),
        ({"inline_message_id": "x", "text": "b"}, "MESSAGE_ID_INVALID"),
    ],
)
async def test_refused_edits(api: Api, anna: Person, values: dict[str, object], words: str) -> None:
    assert await sent(api, anna) == 2
    assert await api.refused("editMessageText", chat_id=anna.id, **values) == (400, f"Bad Request: {words}")


async def test_captions_belong_to_media(api: Api, anna: Person) -> None:
    number = await sent(api, anna)
    refused = await api.refused("editMessageCaption", chat_id=anna.id, message_id=number, caption="b")
    assert refused == (400, "Bad Request: there is no caption in the message to edit")
    _, body = await api.upload("sendPhoto", {"photo": ("a.png", PIXEL)}, chat_id=str(anna.id), caption="a")
    photo = body["result"]["message_id"]
    refused = await api.refused("editMessageText", chat_id=anna.id, message_id=photo, text="b")
    assert refused == (400, "Bad Request: there is no text in the message to edit")
    edited = await api.ok(
        "editMessageCaption", chat_id=anna.id, message_id=photo, caption="b", reply_markup=KEYS
    )
    assert (edited["caption"], edited["reply_markup"]) == ("b", KEYS)
    refused = await api.refused("editMessageCaption", chat_id=anna.id, message_id=photo, caption="b" * 1025)
    assert refused == (400, "Bad Request: message caption is too long")


async def test_a_text_becomes_a_picture(api: Api, anna: Person) -> None:
    number = await sent(api, anna)
    media = '{"type": "photo", "media": "attach://new", "caption": "c"}'
    values = {"chat_id": str(anna.id), "message_id": str(number), "media": media}
    _, body = await api.upload("editMessageMedia", {"new": ("a.png", PIXEL)}, **values)
    assert ("text" in body["result"], body["result"]["caption"]) == (False, "c")
    assert (body["result"]["photo"][0]["width"], body["result"]["photo"][0]["height"]) == (16, 8)


async def test_deleting(api: Api, anna: Person) -> None:
    number = await sent(api, anna)
    assert await api.ok("deleteMessage", chat_id=anna.id, message_id=number) is True
    again = await api.refused("deleteMessage", chat_id=anna.id, message_id=number)
    assert again == (400, "Bad Request: message to delete not found")
    # In a private chat the bot may also delete what the person wrote.
    assert await api.ok("deleteMessage", chat_id=anna.id, message_id=1) is True
    assert anna.messages == []


async def test_two_days_later_nothing_can_be_deleted(api: Api, server: Rehearsal, anna: Person) -> None:
    number = await sent(api, anna)
    server.world.telegram_time.let_pass(48 * 3600 + 1)
    for method, values in (
        ("deleteMessage", {"message_id": number}),
        ("deleteMessages", {"message_ids": [number]}),
    ):
        refused = await api.refused(method, chat_id=anna.id, **values)
        assert refused == (400, "Bad Request: message can't be deleted for everyone")
    # But edited it still can be.
    await api.ok("editMessageText", chat_id=anna.id, message_id=number, text="b")


async def test_deleting_many_passes_over_what_is_gone(api: Api, anna: Person) -> None:
    numbers = [await sent(api, anna) for _ in range(3)]
    assert await api.ok("deleteMessages", chat_id=anna.id, message_ids=[*numbers, 99]) is True
    assert anna.from_bot == []


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        (["x"], "message identifier must be a Number"),
        ("1", "expected an Array of Integer"),
    ],
)
async def test_refused_deletions(api: Api, anna: Person, numbers: object, words: str) -> None:
    refused = await api.refused("deleteMessages", chat_id=anna.id, message_ids=numbers)
    assert refused == (400, f"Bad Request: {words}")


async def test_copies_and_forwards(api: Api, server: Rehearsal, anna: Person) -> None:
    boris = server.person("Boris")
    await boris.send("/start")
    number = await sent(api, anna, text="<b>a</b>", parse_mode="HTML", reply_markup=KEYS)
    copied = await api.ok("copyMessage", chat_id=boris.id, from_chat_id=anna.id, message_id=number)
    assert copied == {"message_id": boris.last.id}
    assert (boris.last.html, boris.last.rows) == ("<b>a</b>", [])
    forwarded = await api.ok("forwardMessage", chat_id=boris.id, from_chat_id=anna.id, message_id=1)
    assert (forwarded["text"], forwarded["forward_origin"]["sender_user"]["first_name"]) == ("/start", "Анна")
    many = {"chat_id": boris.id, "from_chat_id": anna.id, "message_ids": [1, number, 99]}
    assert len(await api.ok("copyMessages", **many)) == 2
    assert len(await api.ok("forwardMessages", **many)) == 2
    refused = await api.refused(
        "editMessageText", chat_id=boris.id, message_id=forwarded["message_id"], text="b"
    )
    assert refused == (400, "Bad Request: message can't be edited")


@pytest.mark.parametrize(
    ("method", "values", "words"),
    [
        ("copyMessage", {"message_id": 99}, "message to copy not found"),
        ("forwardMessage", {"message_id": 99}, "message to forward not found"),
        ("copyMessages", {"message_ids": [99]}, "there are no messages to copy"),
        (
            "forwardMessages",
            {"message_ids": [2, 1]},
            "message identifiers must be in a strictly increasing order",
        ),
    ],
)
async def test_refused_copies(
    api: Api, anna: Person, method: str, values: dict[str, object], words: str
) -> None:
    refused = await api.refused(method, chat_id=anna.id, from_chat_id=anna.id, **values)
    assert refused == (400, f"Bad Request: {words}")
