"""Presses of buttons and inline queries."""

import asyncio

import pytest

from bot.demo.server.people import inline
from tests.demo.api import Api
from tests.support.people import Person, Rehearsal

KEYS = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
ARTICLE = {
    "type": "article",
    "id": "1",
    "title": "Uno",
    "input_message_content": {"message_text": "<b>uno</b>"},
}


async def test_a_press_brings_the_message_and_takes_one_answer(api: Api, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=KEYS)
    number = await anna.press("A")
    (update,) = await api.ok("getUpdates")
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (number, "a", sent)
    assert query["from"] == anna.chat.user
    assert (
        await api.ok("answerCallbackQuery", callback_query_id=number, text="Fatto", show_alert=True) is True
    )
    answer = await anna.answered()
    assert answer is not None
    assert (answer["text"], answer["show_alert"]) == ("Fatto", True)
    assert (anna.alerts, anna.toasts) == (["Fatto"], [])
    assert await api.refused("answerCallbackQuery", callback_query_id=number) == TOO_OLD


async def test_a_late_answer_is_refused(api: Api, server: Rehearsal, anna: Person) -> None:
    number = await anna.press_data(1, "a")
    server.world.telegram_time.let_pass(150)
    assert await api.refused("answerCallbackQuery", callback_query_id=number) == TOO_OLD
    assert await api.ok("getUpdates") == []


async def test_a_press_on_a_message_that_is_gone(api: Api, anna: Person) -> None:
    sent = await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=KEYS)
    await api.ok("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])
    await anna.press_data(sent, "forged")
    (update,) = await api.ok("getUpdates")
    message = update["callback_query"]["message"]
    assert message == {"chat": anna.chat.info, "message_id": sent["message_id"], "date": 0}
    assert update["callback_query"]["data"] == "forged"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": "x" * 201}, "MESSAGE_TOO_LONG"),
        ({"url": "https://forum.it"}, "URL_INVALID"),
        ({"callback_query_id": "1"}, TOO_OLD[1].removeprefix("Bad Request: ")),
        ({"show_alert": "x"}, 'parameter "show_alert" must be of type Boolean'),
    ],
)
async def test_refused_answers(api: Api, anna: Person, values: dict[str, object], words: str) -> None:
    number = await anna.press_data(1, "a")
    refused = await api.refused("answerCallbackQuery", **{"callback_query_id": number, **values})
    assert refused == (400, f"Bad Request: {words}")


async def test_an_answer_may_open_the_bot(api: Api, anna: Person) -> None:
    number = await anna.press_data(1, "a")
    await api.ok(
        "answerCallbackQuery", callback_query_id=number, url="https://t.me/forum_rehearsal_bot?start=x"
    )


async def test_there_is_no_such_button(anna: Person, api: Api) -> None:
    await api.ok("sendMessage", chat_id=anna.id, text="a", reply_markup=KEYS)
    with pytest.raises(LookupError):
        await anna.press("B")


async def test_inline_from_question_to_message(api: Api, server: Rehearsal, anna: Person) -> None:
    results = [
        {
            **ARTICLE,
            "reply_markup": KEYS,
            "input_message_content": {"message_text": "<b>uno</b>", "parse_mode": "HTML"},
        }
    ]

    def asked() -> bool:
        return bool(server.world.updates.queue)

    waiting = asyncio.create_task(anna.inline("un", ""))
    await server.until(asked)
    (update,) = await api.ok("getUpdates")
    query = update["inline_query"]
    assert (query["query"], query["offset"], query["chat_type"]) == ("un", "", "sender")
    await api.ok("answerInlineQuery", inline_query_id=query["id"], results=results, next_offset="10")
    answer = await waiting
    assert (answer.titles, answer.next_offset) == (["Uno"], "10")
    message = await anna.choose(answer, "1")
    assert (message["text"], message["entities"], message["via_bot"]["id"]) == (
        "uno",
        [{"type": "bold", "offset": 0, "length": 3}],
        7000000000,
    )
    updates = await api.ok("getUpdates", offset=update["update_id"] + 1)
    assert [next(name for name in one if name != "update_id") for one in updates] == [
        "message",
        "chosen_inline_result",
    ]
    chosen = updates[1]["chosen_inline_result"]
    await anna.press_data(message, "a")
    (pressed,) = await api.ok("getUpdates", offset=updates[1]["update_id"] + 1)
    assert pressed["callback_query"]["inline_message_id"] == chosen["inline_message_id"]
    edit = {"inline_message_id": chosen["inline_message_id"], "text": "due"}
    assert await api.ok("editMessageText", **edit) is True
    assert anna.messages[-1]["text"] == "due"


async def test_a_late_inline_answer(api: Api, server: Rehearsal, anna: Person) -> None:
    number = inline.ask(server.world, anna.chat, "x", "")
    server.world.telegram_time.let_pass(30)
    assert await api.refused("answerInlineQuery", inline_query_id=number, results=[]) == TOO_OLD


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "there are no results in the request"),
        ({"results": [{**ARTICLE, "id": str(n)} for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
        ({"results": [{**ARTICLE, "id": ""}]}, "RESULT_ID_INVALID"),
        ({"results": [{**ARTICLE, "id": "x" * 65}]}, "RESULT_ID_INVALID"),
        ({"results": [{**ARTICLE, "title": ""}]}, 'can\'t parse inline query result: Can\'t find field "title"'),
        ({"results": [{"type": "poem", "id": "1"}]}, 'can\'t parse inline query result: Type "poem" is unsupported for the inline query result'),  # noqa: E501
        ({"results": ["x"]}, "can't parse inline query result: Expected an Object"),
        ({"results": [{**ARTICLE, "input_message_content": {"message_text": "x" * 4097}}]}, "message is too long"),
        ({"results": [{**ARTICLE, "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": ""}]]}}]}, "BUTTON_DATA_INVALID"),  # noqa: E501
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "A", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
    ],
)  # fmt: skip
async def test_refused_inline_answers(api: Api, values: dict[str, object], words: str) -> None:
    assert await api.refused("answerInlineQuery", inline_query_id="1", **values) == (
        400,
        f"Bad Request: {words}",
    )
