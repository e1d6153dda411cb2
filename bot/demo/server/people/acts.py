"""What a person does in the chat with the bot, and the updates the bot gets for it."""

import re

from bot.demo.server.chats import PrivateChat
from bot.demo.server.content import media_of
from bot.demo.server.entities import format_text
from bot.demo.server.errors import ApiError
from bot.demo.server.files import Upload
from bot.demo.server.members import member
from bot.demo.server.parameters import whole
from bot.demo.server.wire import Json, utf16_length
from bot.demo.server.world import World

LONGEST_TEXT = 4096
_START = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


class ActError(Exception):
    """A person cannot do that; `status` as in HTTP."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def meet(world: World, user: Json, *, start: str | None = None, title: str = "") -> PrivateChat:
    """A new person, who has not spoken to the bot yet; `user` is a Bot API User without is_bot, its id optional."""
    user_id = user.get("id") or world.new_user_id()
    if user_id in world.users:
        raise ActError(409, f"there is somebody with the id {user_id} already")
    if start is not None and not _START.match(start):
        raise ActError(400, "a start code is 1 to 64 of A-Z a-z 0-9 _ -")
    user = {"id": user_id, "is_bot": False, **{name: user[name] for name in _NAMES if user.get(name)}}
    if not user.get("first_name"):
        raise ActError(400, "a person has a first name")
    info = {"id": user_id, **{name: user[name] for name in _NAMES[:3] if name in user}, "type": "private"}
    name = title or " ".join(user[name] for name in _NAMES[:2] if name in user)
    chat = PrivateChat(info, user=user, start=start, title=name)
    world.users[user_id] = user
    world.chats[user_id] = chat
    world.changes.notify()
    return chat


_NAMES = ("first_name", "last_name", "username", "language_code")


def text_of_person(text: object, entities: object = None) -> Json:
    """A typed text as a message's content; ActError for what no client sends."""
    if not isinstance(text, str):
        raise ActError(400, "text must be a string")
    try:
        typed, found = format_text(whole(text), "", entities)
    except ApiError as error:
        raise ActError(400, error.description) from None
    if not typed:
        raise ActError(400, "a message is not empty")
    if utf16_length(typed) > LONGEST_TEXT:
        raise ActError(400, f"a message is at most {LONGEST_TEXT} characters long")
    return {"text": typed, "entities": found} if found else {"text": typed}


def say(world: World, chat: PrivateChat, content: Json, reply_to: int | None = None) -> Json:
    """Sends a message; ActError 409 while the bot is blocked."""
    if chat.blocked or chat.deactivated:
        raise ActError(409, "unblock the bot first")
    if reply_to is not None:
        if reply_to not in chat.messages:
            raise ActError(404, "no such message to reply to")
        replied = chat.messages[reply_to].wire
        content = {
            "reply_to_message": {k: v for k, v in replied.items() if k != "reply_to_message"},
            **content,
        }
    chat.started = True
    message = world.put(chat, content, sender=chat.user, by_bot=False)
    world.updates.add("message", message)
    return message


def send_file(world: World, chat: PrivateChat, upload: Upload, caption: str, *, photo: bool) -> Json:
    """Sends a photo or a document."""
    try:
        stored = world.files.add_photo(upload) if photo else world.files.add_document(upload)
    except ApiError as error:
        raise ActError(400, error.description) from None
    content = media_of(stored, "photo" if photo else "document")
    if caption:
        written = text_of_person(caption)
        content["caption"] = written["text"]
        if "entities" in written:
            content["caption_entities"] = written["entities"]
    return say(world, chat, content)


def edit(world: World, chat: PrivateChat, message_id: int, text: str) -> Json:
    """Edits what the person typed."""
    kept = chat.messages.get(message_id)
    if kept is None or kept.by_bot or "text" not in kept.wire:
        raise ActError(404, "only what you typed yourself can be edited")
    wire = {name: value for name, value in kept.wire.items() if name not in ("text", "entities")}
    message = world.replace(chat, {**wire, **text_of_person(text), "edit_date": world.date()})
    world.updates.add("edited_message", message)
    return message


def press(world: World, chat: PrivateChat, message_id: int, data: str) -> str:
    """Presses a button; the id of the callback query. The message may be gone and the data forged."""
    if chat.blocked or chat.deactivated:
        raise ActError(409, "unblock the bot first")
    pressed = world.queries.press(chat.id)
    query: Json = {"id": pressed.query_id, "from": chat.user}
    kept = chat.messages.get(message_id)
    if kept is None:
        query["message"] = {"chat": chat.info, "message_id": message_id, "date": 0}
    elif kept.inline_id:
        query["inline_message_id"] = kept.inline_id
    else:
        query["message"] = kept.wire
    world.updates.add("callback_query", {**query, "chat_instance": str(chat.id * 7919), "data": data})
    return pressed.query_id


def block(world: World, chat: PrivateChat, *, blocked: bool) -> None:
    """Blocks or unblocks the bot; doing it twice changes nothing."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    bot = world.profile.user
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    world.updates.add(
        "my_chat_member",
        {
            "chat": chat.info,
            "from": chat.user,
            "date": world.date(),
            "old_chat_member": member(bot, before),
            "new_chat_member": member(bot, after),
        },
    )
    world.tell(chat, {"event": "blocked", "blocked": blocked})
