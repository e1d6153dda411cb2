"""Groups: made, spoken in, turned into supergroups, left without the bot."""

import re

from bot.demo.server.chats import GroupChat
from bot.demo.server.members import member
from bot.demo.server.people.acts import ActError, text_of_person
from bot.demo.server.wire import Json
from bot.demo.server.world import World

SUPERGROUP = -1_000_000_000_000


def create(
    world: World, title: str, members: list[int], *, forum: bool = False, administrator: bool = True
) -> GroupChat:
    """A group of these people and the bot; a forum is a supergroup. The first member owns it."""
    if not title or not members or any(one not in world.users for one in members):
        raise ActError(400, "a group has a title and members who exist")
    number = world.new_group_id()
    info: Json = {"id": SUPERGROUP - number if forum else -number, "title": title}
    info["type"] = "supergroup" if forum else "group"
    if forum:
        info["is_forum"] = True
    chat = GroupChat(info)
    chat.statuses = {members[0]: "creator", **dict.fromkeys(members[1:], "member")}
    world.chats[chat.id] = chat
    set_bot_status(world, chat, "administrator" if administrator else "member", by=members[0])
    return chat


def set_bot_status(
    world: World, chat: GroupChat, status: str, by: int, lacking: frozenset[str] = frozenset()
) -> None:
    """Adds, promotes or removes the bot, as an administrator without some rights; it hears of it."""
    bot = world.profile.user
    before = member(bot, chat.statuses.get(world.profile.id, "left"), chat.lacking)
    chat.statuses[world.profile.id], chat.lacking = status, lacking
    change = {
        "chat": chat.info,
        "from": world.users[by],
        "date": world.date(),
        "old_chat_member": before,
        "new_chat_member": member(bot, status, lacking),
    }
    world.updates.add("my_chat_member", change)
    world.changes.notify()


def say(
    world: World,
    chat: GroupChat,
    user_id: int,
    text: str,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Json:
    """A member writes; the bot gets it if it is an administrator, is spoken to, or is replied to."""
    if chat.migrated_to is not None or chat.statuses.get(user_id) in (None, "left", "kicked"):
        raise ActError(409, "only members write in a group")
    content = text_of_person(text)
    if thread is not None:
        if thread not in chat.topics:
            raise ActError(404, "no such topic")
        # Telegram's clients answer the message that began the topic where nothing else is answered.
        begun = {"reply_to_message": chat.messages[thread].wire} if reply_to is None else {}
        content = {"message_thread_id": thread, "is_topic_message": True, **begun, **content}
    replied = None
    if reply_to is not None:
        replied = chat.messages.get(reply_to)
        if replied is None:
            raise ActError(404, "no such message to reply to")
        shown = {name: value for name, value in replied.wire.items() if name != "reply_to_message"}
        content = {"reply_to_message": shown, **content}
    message = world.put(chat, content, sender=world.users[user_id], by_bot=False)
    to_bot = replied is not None and replied.by_bot
    if _meant_for_bot(world, chat, message["text"], replied=to_bot):
        world.updates.add("message", message)
    return message


def _meant_for_bot(world: World, chat: GroupChat, text: str, *, replied: bool) -> bool:
    status = chat.statuses.get(world.profile.id)
    if status not in ("member", "administrator"):
        return False
    name = re.escape(world.profile.user["username"])
    command = re.match(rf"/\w+(?:@{name})?(?=\s|$)", text, re.IGNORECASE)
    mentioned = re.search(rf"@{name}\b", text, re.IGNORECASE)
    return status == "administrator" or replied or command is not None or mentioned is not None


def press(world: World, chat: GroupChat, user_id: int, message_id: int, data: str) -> str:
    """A member presses a key under a message of the bot's; the id of the callback query. The data may be forged."""
    if chat.migrated_to is not None or chat.statuses.get(user_id) in (None, "left", "kicked"):
        raise ActError(409, "only members press keys in a group")
    kept = chat.messages.get(message_id)
    if kept is None:
        raise ActError(404, "no such message")
    pressed = world.queries.press(chat.id)
    query = {
        "id": pressed.query_id,
        "from": world.users[user_id],
        "message": kept.wire,
        "chat_instance": str(-chat.id * 7919),
        "data": data,
    }
    world.updates.add("callback_query", query)
    return pressed.query_id


def delete_topic(world: World, chat: GroupChat, thread: int) -> None:
    """An administrator deletes a topic and all that stands in it; the bot does not hear of it."""
    if chat.topics.pop(thread, None) is None:
        raise ActError(404, "no such topic")
    inside = [
        number for number, kept in chat.messages.items() if kept.wire.get("message_thread_id") == thread
    ]
    for message_id in (thread, *inside):
        world.remove(chat, message_id)


def set_forum(world: World, chat: GroupChat, *, forum: bool) -> None:
    """The owner switches topics on or off; with them off there is no thread to write to. The bot does not hear."""
    if not chat.is_supergroup:
        raise ActError(409, "only supergroups have topics")
    chat.info = {name: value for name, value in chat.info.items() if name != "is_forum"}
    if forum:
        chat.info["is_forum"] = True
    else:
        chat.topics.clear()
    world.changes.notify()


def delete(world: World, chat: GroupChat) -> None:
    """The owner deletes the group; the bot does not hear of it."""
    chat.deleted = True
    world.changes.notify()


def migrate(world: World, chat: GroupChat) -> GroupChat:
    """Turns a group into a supergroup with another id; both chats say so."""
    if chat.is_supergroup or chat.migrated_to is not None:
        raise ActError(409, "this is no ordinary group any more")
    owner = next(iter(chat.statuses))
    info = {"id": SUPERGROUP + chat.id, "title": chat.info["title"], "type": "supergroup"}
    successor = GroupChat(info, statuses=dict(chat.statuses))
    world.chats[successor.id] = successor
    sender = world.users[owner]
    last = world.put(chat, {"migrate_to_chat_id": successor.id}, sender=sender, by_bot=False)
    chat.migrated_to = successor.id
    first = world.put(successor, {"migrate_from_chat_id": chat.id}, sender=sender, by_bot=False)
    world.updates.add("message", last)
    world.updates.add("message", first)
    return successor
