"""Buttons under messages."""

from typing import Any

import pytest

from tests.demo.api import Api
from tests.support.people import Person

DATA = "x" * 64


def keyboard(*rows: list[Any]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        ({"text": "A", "callback_data": DATA}, {"text": "A", "callback_data": DATA}),
        ({"text": "A", "url": "https://forum.it"}, {"text": "A", "url": "https://forum.it/"}),
        ({"text": "A", "url": "tg://user?id=1"}, {"text": "A", "url": "tg://user?id=1"}),
        ({"text": "A", "switch_inline_query": ""}, {"text": "A", "switch_inline_query": ""}),
        ({"text": "A", "copy_text": {"text": "b"}}, {"text": "A", "copy_text": {"text": "b"}}),
        (
            {"text": "A", "callback_data": "a", "style": "danger"},
            {"text": "A", "callback_data": "a", "style": "danger"},
        ),
    ],
)
async def test_buttons_that_are_taken(
    api: Api, anna: Person, button: dict[str, Any], kept: dict[str, Any]
) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=keyboard([button]))
    assert sent["reply_markup"] == keyboard([kept])


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard([{"text": "A", "callback_data": ""}]), "BUTTON_DATA_INVALID"),
        (keyboard([{"text": "A", "callback_data": "x" * 65}]), "BUTTON_DATA_INVALID"),
        (keyboard([{"text": "A", "callback_data": "я" * 33}]), "BUTTON_DATA_INVALID"),
        (keyboard([{"text": "\ud83d", "callback_data": "a"}]), "can't parse inline keyboard button: Strings must be encoded in UTF-8"),  # noqa: E501
        (keyboard([{"text": "", "callback_data": "a"}]), "BUTTON_TEXT_INVALID"),
        (keyboard([{"text": "A", "url": "http://localhost"}]), "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL"),  # noqa: E501
        (keyboard([{"text": "A"}]), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),  # noqa: E501
        (keyboard([{"callback_data": "a"}]), 'can\'t parse inline keyboard button: Can\'t find field "text"'),
        (keyboard([{"text": [], "callback_data": "a"}]), 'can\'t parse inline keyboard button: Field "text" must be of type String'),  # noqa: E501
        (keyboard(["A"]), "can't parse inline keyboard button: Expected an Object"),
        ({"inline_keyboard": [{"text": "A"}]}, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),  # noqa: E501
        ({"inline_keyboard": "A"}, 'field "inline_keyboard" must be of type Array'),
        (keyboard([{"text": "A", "callback_data": str(n)} for n in range(9)]), "reply markup is too long"),
        (keyboard(*([{"text": "A", "callback_data": str(n)}] for n in range(101))), "reply markup is too long"),
        (keyboard(*([{"text": "A" * 99, "callback_data": f"{n:060}"}] for n in range(80))), "reply markup is too long"),  # noqa: E501
        ("keys", "can't parse reply keyboard markup JSON object"),
        ([], "object expected as reply markup"),
        ({"keyboard": [[{"text": ""}]]}, 'can\'t parse keyboard button: Field "text" must be of type String'),
    ],
)  # fmt: skip
async def test_buttons_that_are_refused(api: Api, anna: Person, markup: object, words: str) -> None:
    refused = await api.refused("sendMessage", chat_id=anna.id, text="a", reply_markup=markup)
    assert refused == (400, f"Bad Request: {words}")


async def test_a_hundred_buttons_eight_in_a_row_are_taken(api: Api, anna: Person) -> None:
    rows = [[{"text": "A", "callback_data": f"{row}:{column}"} for column in range(8)] for row in range(12)]
    rows.append([{"text": "A", "callback_data": str(number)} for number in range(4)])
    await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=keyboard(*rows))
    assert anna.last.labels == ["A"] * 100


async def test_empty_rows_are_no_keyboard(api: Api, anna: Person) -> None:
    assert "reply_markup" not in await api.ok(
        "sendMessage", chat_id=anna.id, text="a", reply_markup=keyboard([], [])
    )


async def test_a_reply_keyboard_is_the_phones_and_not_the_messages(api: Api, anna: Person) -> None:
    keys = {"keyboard": [[{"text": "A", "request_contact": True}]], "resize_keyboard": True}
    assert "reply_markup" not in await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=keys)
    assert anna.chat.keyboard == keys
    await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup={"remove_keyboard": True})
    assert anna.chat.keyboard is None
