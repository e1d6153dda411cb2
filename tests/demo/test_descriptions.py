"""The check against the Bot API finds what is wrong: a description that accepts everything would be worth nothing."""

import pytest

from bot.demo.server.calls import CallRecord
from tests.support.bot_api import BotApiDescription, CallRecorder
from tests.support.bot_api_json import JsonDescription

CHAT = {"id": 1, "type": "private", "first_name": "A"}
MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT, "text": "a"}
GOOD = {"chat_id": 1, "text": "a"}
KEY = {"text": "A", "callback_data": "a"}


def record(method: str = "sendMessage", values: object = None, result: object = MESSAGE) -> CallRecord:
    return CallRecord(method, values or GOOD, (), 200, {"ok": True, "result": result})  # type: ignore[arg-type]


@pytest.fixture
def description() -> BotApiDescription:
    return BotApiDescription.load()


@pytest.mark.parametrize(
    "values",
    [
        GOOD,
        {**GOOD, "chat_id": "1", "disable_notification": "true"},
        {**GOOD, "reply_markup": {"inline_keyboard": [[KEY]]}},
        {**GOOD, "reply_markup": '{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}'},
        {**GOOD, "entities": [{"type": "bold", "offset": 0, "length": 1}]},
    ],
)
def test_what_is_right(description: BotApiDescription, values: object) -> None:
    assert description.problems(record(values=values)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        record("sendMind"),
        record(values={"chat_id": 1}),
        record(values={**GOOD, "colour": "red"}),
        record(values={**GOOD, "message_thread_id": "x"}),
        record(values={**GOOD, "reply_markup": {"inline_keyboard": [[{**KEY, "colour": "red"}]]}}),
        record(values={**GOOD, "reply_markup": {"inline_keyboard": [["A"]]}}),
        record(values={**GOOD, "entities": "bold"}),
        record(result=True),
        record(result={**MESSAGE, "colour": "red"}),
        record(result={**MESSAGE, "chat": {**CHAT, "colour": "red"}}),
        record(result={name: value for name, value in MESSAGE.items() if name != "date"}),
        record("getUpdates", {"timeout": 1}, [{"message": MESSAGE}]),
    ],
)
def test_what_is_wrong(description: BotApiDescription, wrong: CallRecord) -> None:
    assert description.aiogram.problems(wrong) != []
    if description.page is not None:
        assert description.page.problems(wrong) != []


def test_an_answer_that_is_none(description: BotApiDescription) -> None:
    wrong = CallRecord("getMe", {}, (), 400, {"ok": False, "error_code": "400"})
    assert any("an error shaped" in problem for problem in description.problems(wrong))


def test_a_recorder_names_each_fault_once() -> None:
    recorder = CallRecorder()
    recorder(record("sendMind"))
    recorder(record("sendMind"))
    with pytest.raises(AssertionError, match="aiogram: sendMind: unknown method"):
        recorder.check()
    assert len(recorder.problems()) <= 2


def test_what_is_left_out_is_named(description: BotApiDescription) -> None:
    if description.page is None:
        pytest.skip(str(description.left_out))
    assert description.left_out is None
    assert isinstance(description.page, JsonDescription)
    assert len(description.page.methods) > 150
