"""The organisers' group."""

import pytest

from bot.demo.server.people import groups
from bot.demo.server.people.acts import ActError
from tests.demo.api import Api
from tests.support.people import Person, Rehearsal


@pytest.fixture
async def boris(server: Rehearsal) -> Person:
    return server.person("Boris", language_code="it")


async def test_a_group_is_written_to_and_heard(
    api: Api, server: Rehearsal, anna: Person, boris: Person
) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id, boris.id], administrator=False)
    (joined,) = await api.ok("getUpdates")
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    sent = await api.ok("sendMessage", chat_id=group.id, text="a")
    assert sent["chat"] == {"id": group.id, "title": "Organizzatori", "type": "group"}
    for text in ("not for the bot", "/help", "/help@other_bot", "ciao @forum_rehearsal_bot"):
        groups.say(server.world, group, boris.id, text)
    updates = await api.ok("getUpdates", offset=joined["update_id"] + 1)
    assert [update["message"]["text"] for update in updates] == ["/help", "ciao @forum_rehearsal_bot"]
    assert await api.ok("getChatMemberCount", chat_id=group.id) == 3
    administrators = await api.ok("getChatAdministrators", chat_id=group.id)
    assert [(one["user"]["id"], one["status"]) for one in administrators] == [(anna.id, "creator")]
    refused = await api.refused("deleteMessage", chat_id=group.id, message_id=list(group.messages)[-1])
    assert refused == (400, "Bad Request: message can't be deleted")
    refused = await api.refused("pinChatMessage", chat_id=group.id, message_id=sent["message_id"])
    assert refused == (400, "Bad Request: not enough rights to manage pinned messages in the chat")
    assert (await api.ok("getChatMember", chat_id=group.id, user_id=boris.id))["status"] == "member"


async def test_a_group_becomes_a_supergroup(api: Api, server: Rehearsal, anna: Person) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id])
    successor = groups.migrate(server.world, group)
    updates = await api.ok("getUpdates")
    assert [update.get("message", {}).get("migrate_to_chat_id") for update in updates][1] == successor.id
    assert updates[2]["message"]["migrate_from_chat_id"] == group.id
    status, body = await api.call("sendMessage", {"chat_id": group.id, "text": "a"})
    assert (status, body) == (
        400,
        {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: group chat was upgraded to a supergroup chat",
            "parameters": {"migrate_to_chat_id": successor.id},
        },
    )
    assert (await api.ok("sendMessage", chat_id=successor.id, text="a"))["chat"]["type"] == "supergroup"


@pytest.mark.parametrize(("forum", "kind"), [(False, "group"), (True, "supergroup")])
async def test_thrown_out(api: Api, server: Rehearsal, anna: Person, forum: bool, kind: str) -> None:  # noqa: FBT001
    group = groups.create(server.world, "Organizzatori", [anna.id], forum=forum)
    groups.set_bot_status(server.world, group, "kicked", by=anna.id)
    for method, values in (("sendMessage", {"text": "a"}), ("getChat", {})):
        refused = await api.refused(method, chat_id=group.id, **values)
        assert refused == (403, f"Forbidden: bot was kicked from the {kind} chat")
    groups.set_bot_status(server.world, group, "member", by=anna.id)
    assert await api.ok("leaveChat", chat_id=group.id) is True
    refused = await api.refused("sendMessage", chat_id=group.id, text="a")
    assert refused == (403, f"Forbidden: bot is not a member of the {kind} chat")


async def test_topics(api: Api, server: Rehearsal, anna: Person) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id], forum=True)
    topic = await api.ok("createForumTopic", chat_id=group.id, name="Tavoli")
    thread = {"chat_id": group.id, "message_thread_id": topic["message_thread_id"]}
    sent = await api.ok("sendMessage", **thread, text="a")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic["message_thread_id"], True)
    await api.ok("editForumTopic", **thread, name="Visite")
    assert await api.refused("editForumTopic", **thread, name="Visite") == (
        400,
        "Bad Request: TOPIC_NOT_MODIFIED",
    )
    await api.ok("closeForumTopic", **thread)
    assert await api.refused("sendMessage", **thread, text="a") == (400, "Bad Request: TOPIC_CLOSED")
    missing = {"chat_id": group.id, "message_thread_id": 99, "name": "x"}
    assert await api.refused("editForumTopic", **missing) == (400, "Bad Request: message thread not found")
    refused = await api.refused("createForumTopic", chat_id=group.id, name="")
    assert refused == (400, "Bad Request: TOPIC_TITLE_EMPTY")


async def test_no_topics_elsewhere(api: Api, server: Rehearsal, anna: Person) -> None:
    plain = groups.create(server.world, "Organizzatori", [anna.id])
    refused = await api.refused("createForumTopic", chat_id=plain.id, name="a")
    assert refused == (400, "Bad Request: the chat is not a forum")
    humble = groups.create(server.world, "Altri", [anna.id], forum=True, administrator=False)
    refused = await api.refused("createForumTopic", chat_id=humble.id, name="a")
    assert refused == (400, "Bad Request: not enough rights to create a topic")


async def test_whatever_is_written_in_a_topic_answers_its_beginning(
    api: Api, server: Rehearsal, anna: Person, boris: Person
) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id, boris.id], forum=True)
    topic = await api.ok("createForumTopic", chat_id=group.id, name="Tavoli")
    thread = topic["message_thread_id"]
    sent = await api.ok("sendMessage", chat_id=group.id, message_thread_id=thread, text="a")
    plain = groups.say(server.world, group, boris.id, "b", thread=thread)
    assert plain["reply_to_message"]["forum_topic_created"]["name"] == "Tavoli"
    reply = groups.say(server.world, group, boris.id, "c", thread=thread, reply_to=sent["message_id"])
    assert reply["reply_to_message"]["text"] == "a"
    assert "reply_to_message" not in groups.say(server.world, group, boris.id, "d")


async def test_a_topic_is_deleted_and_topics_are_switched_off(
    api: Api, server: Rehearsal, anna: Person
) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id], forum=True)
    one, other = [
        (await api.ok("createForumTopic", chat_id=group.id, name=name))["message_thread_id"]
        for name in ("Tavoli", "Visite")
    ]
    sent = await api.ok("sendMessage", chat_id=group.id, message_thread_id=one, text="a")
    groups.delete_topic(server.world, group, one)
    gone = (400, "Bad Request: message thread not found")
    assert await api.refused("sendMessage", chat_id=group.id, message_thread_id=one, text="b") == gone
    edit = {"chat_id": group.id, "message_id": sent["message_id"], "text": "b"}
    assert await api.refused("editMessageText", **edit) == (400, "Bad Request: message to edit not found")
    groups.set_forum(server.world, group, forum=False)
    assert await api.refused("sendMessage", chat_id=group.id, message_thread_id=other, text="b") == gone
    refused = await api.refused("createForumTopic", chat_id=group.id, name="a")
    assert refused == (400, "Bad Request: the chat is not a forum")
    groups.set_forum(server.world, group, forum=True)
    assert (await api.ok("createForumTopic", chat_id=group.id, name="a"))["name"] == "a"


async def test_an_administrator_may_lack_a_right(api: Api, server: Rehearsal, anna: Person) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id], forum=True)
    lacking = frozenset({"can_manage_topics"})
    groups.set_bot_status(server.world, group, "administrator", by=anna.id, lacking=lacking)
    changed = (await api.ok("getUpdates"))[-1]["my_chat_member"]
    rights = [changed[which]["can_manage_topics"] for which in ("old_chat_member", "new_chat_member")]
    assert rights == [True, False]
    refused = await api.refused("createForumTopic", chat_id=group.id, name="a")
    assert refused == (400, "Bad Request: not enough rights to create a topic")
    me = (await api.ok("getMe"))["id"]
    assert (await api.ok("getChatMember", chat_id=group.id, user_id=me))["can_manage_topics"] is False
    sent = await api.ok("sendMessage", chat_id=group.id, text="a")
    assert await api.ok("pinChatMessage", chat_id=group.id, message_id=sent["message_id"]) is True


async def test_a_key_is_pressed_in_a_group(api: Api, server: Rehearsal, anna: Person, boris: Person) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id])
    keys = {"inline_keyboard": [[{"text": "a", "callback_data": "x"}]]}
    sent = await api.ok("sendMessage", chat_id=group.id, text="a", reply_markup=keys)
    query = groups.press(server.world, group, anna.id, sent["message_id"], "x")
    update = (await api.ok("getUpdates"))[-1]["callback_query"]
    assert (update["id"], update["from"]["id"], update["data"]) == (query, anna.id, "x")
    assert update["message"]["chat"]["id"] == group.id
    assert await api.ok("answerCallbackQuery", callback_query_id=query, text="b") is True
    for user, message in ((boris.id, sent["message_id"]), (anna.id, 99)):
        with pytest.raises(ActError):
            groups.press(server.world, group, user, message, "x")


async def test_a_group_is_deleted(api: Api, server: Rehearsal, anna: Person) -> None:
    group = groups.create(server.world, "Organizzatori", [anna.id])
    groups.delete(server.world, group)
    for method, values in (("sendMessage", {"text": "a"}), ("getChat", {})):
        refused = await api.refused(method, chat_id=group.id, **values)
        assert refused == (403, "Forbidden: the group chat was deleted")
