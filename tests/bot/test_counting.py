"""Which calls count against Telegram's budget."""

from __future__ import annotations

import pytest

from bot.pacing.counting import messages_in
from forum.desk import Lane


@pytest.mark.parametrize(
    ("endpoint", "lane", "cost"),
    [
        ("sendMessage", Lane.BROADCAST, 1),
        ("editMessageText", Lane.NOTICE, 1),
        ("editMessageCaption", Lane.BROADCAST, 1),
        ("sendChatAction", Lane.ANSWER, 0),
        ("deleteMessage", Lane.ANSWER, 0),
        ("deleteMessage", Lane.NOTICE, 0),
        ("deleteMessage", Lane.BROADCAST, 1),
        ("answerCallbackQuery", Lane.ANSWER, 0),
    ],
)
def test_what_a_call_costs(endpoint: str, lane: Lane, cost: int) -> None:
    assert messages_in(endpoint, {"chat_id": 1}, lane) == cost
