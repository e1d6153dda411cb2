"""May the bot do this in that chat? Telegram's checks, in Telegram's order."""

from bot.demo.server.chats import Chat, GroupChat, Kept, PrivateChat
from bot.demo.server.errors import bad_request, forbidden, migrated
from bot.demo.server.members import is_inside
from bot.demo.server.parameters import Call
from bot.demo.server.world import World


def find_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat a parameter names, by id or by a public group's @name; ApiError 400 where the bot knows none."""
    said = call.text(name).strip()
    if not said:
        raise bad_request(f"{name} is empty")
    if said.startswith("@"):
        return _public(world, said.removeprefix("@").lower())
    if not said.removeprefix("-").isdecimal() or not said.isascii():
        raise bad_request("chat not found")
    return chat_by_id(world, int(said))


def chat_by_id(world: World, chat_id: int) -> Chat:
    """The chat of this id; ApiError 400 where the bot knows none."""
    if chat_id == world.profile.id:
        raise forbidden("bot can't send messages to bots")
    chat = world.chats.get(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat(world: World, call: Call) -> Chat:
    """The chat a call writes to; ApiError 400 or 403 where it may not."""
    chat = find_chat(world, call)
    check_writable(world, chat)
    return chat


def check_writable(world: World, chat: Chat) -> None:
    """ApiError 400 or 403 where the bot may not write."""
    if isinstance(chat, PrivateChat):
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
    elif isinstance(chat, GroupChat):
        check_inside(world, chat)


def check_inside(world: World, chat: GroupChat) -> None:
    """ApiError where the bot is not in the group any more."""
    if chat.migrated_to is not None:
        raise migrated(chat.migrated_to)
    if chat.deleted:
        raise forbidden("the group chat was deleted")
    kind = "supergroup" if chat.is_supergroup else "group"
    status = chat.statuses.get(world.profile.id)
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if not is_inside(status):
        raise forbidden(f"bot is not a member of the {kind} chat")


def is_administrator(world: World, chat: Chat, right: str = "") -> bool:
    """Whether the bot has an administrator's rights, or one of them; in a private chat it needs none."""
    return isinstance(chat, PrivateChat) or (
        isinstance(chat, GroupChat)
        and chat.statuses.get(world.profile.id) == "administrator"
        and right not in chat.lacking
    )


def find_message(chat: Chat, message_id: int, what: str) -> Kept:
    """A message of the chat; ApiError 400 "`what` not found"."""
    kept = chat.messages.get(message_id)
    if kept is None:
        raise bad_request(f"{what} not found")
    return kept


def _public(world: World, username: str) -> Chat:
    for chat in world.chats.values():
        if isinstance(chat, GroupChat) and str(chat.info.get("username", "")).lower() == username:
            return chat
    raise bad_request("chat not found")
