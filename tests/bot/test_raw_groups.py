"""What people write to each other in a group does not come into the inbox."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.inbox import raw

GROUP = {"id": -5, "type": "supergroup", "title": "Organizzatori"}
ANNA = {"id": 7, "is_bot": False, "first_name": "Anna"}
BOT = {"id": 9, "is_bot": True, "first_name": "Forum"}


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 3, "date": 1, "chat": GROUP, "from": ANNA, **content}


@pytest.mark.parametrize(
    "content",
    [
        {"text": "Il ministro arriva"},
        {"text": "@forum_bot il ministro"},
        {"caption": "Il ministro", "photo": [{"file_id": "x"}]},
        {"text": "sì", "reply_to_message": message(text="Il ministro?")},
        {"new_chat_members": [ANNA]},
        {"text": 5},
        {"text": "a", "reply_to_message": {"from": None}},
        # Whatever is written in a topic comes as a reply to its beginning, which the bot has made.
        {"text": "Sì", "reply_to_message": message(forum_topic_created={"name": "Anna"}) | {"from": BOT}},
        {"forum_topic_edited": {"name": "Anna"}},
    ],
)
@pytest.mark.parametrize("kind", ["message", "edited_message", "channel_post"])
def test_only_where_it_was_said_is_kept(content: dict[str, Any], kind: str) -> None:
    number, lane, body = raw.read({"update_id": 1, kind: message(**content)})
    assert (number, lane) == (1, -5)
    assert json.loads(body) == {"update_id": 1, kind: {"message_id": 3, "date": 1, "chat": GROUP}}


@pytest.mark.parametrize(
    "content",
    [
        {"text": "/organise"},
        {"text": "Sì", "reply_to_message": message(text="Domanda n. 1") | {"from": BOT}},
        {"migrate_to_chat_id": -100},
        {"migrate_from_chat_id": -5},
    ],
)
def test_what_is_said_to_the_bot_is_kept(content: dict[str, Any]) -> None:
    update = {"update_id": 1, "message": message(**content)}
    assert json.loads(raw.read(update)[2]) == update


def test_private_chats_and_other_updates_stay_whole() -> None:
    private = message(text="Anna") | {"chat": {"id": 7, "type": "private"}}
    for update in (
        {"update_id": 1, "message": private},
        {"update_id": 2, "callback_query": {"id": "1", "from": ANNA, "message": message(text="x")}},
        {"update_id": 3, "message": "nonsense"},
        {"update_id": 4, "message": {"chat": None}},
    ):
        assert json.loads(raw.read(update)[2]) == update
