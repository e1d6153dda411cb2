"""Chats and their members, pins, reactions."""

from bot.demo.server.access import check_inside, check_writable, find_chat, find_message, is_administrator
from bot.demo.server.chats import Chat, GroupChat, PrivateChat
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.members import member
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.wire import Json

NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
REACTIONS = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾😡"
)


def _readable(context: Context, call: Call) -> Chat:
    chat = find_chat(context.world, call)
    if isinstance(chat, GroupChat):
        check_inside(context.world, chat)
    return chat


def _group(context: Context, call: Call) -> GroupChat:
    chat = _readable(context, call)
    if not isinstance(chat, GroupChat):
        raise bad_request("there are no administrators in the private chat")
    return chat


def get_chat(context: Context, call: Call) -> Json:
    """`getChat`."""
    chat = _readable(context, call)
    if isinstance(chat, PrivateChat) and not chat.started:
        raise bad_request("chat not found")
    info = {**chat.info, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    if chat.pinned:
        info["pinned_message"] = chat.messages[chat.pinned[-1]].wire
    return info


def get_member(context: Context, call: Call) -> Json:
    """`getChatMember`."""
    chat = _readable(context, call)
    user_id = call.integer("user_id")
    if user_id not in context.world.users:
        raise bad_request("invalid user_id specified")
    user = context.world.users[user_id]
    if isinstance(chat, GroupChat):
        return member(user, chat.statuses.get(user_id, "left"), _lacking(context, chat, user_id))
    if user_id not in (chat.id, context.world.profile.id):
        raise bad_request("user not found")
    return member(user, "member")


def _lacking(context: Context, chat: GroupChat, user_id: int) -> frozenset[str]:
    return chat.lacking if user_id == context.world.profile.id else frozenset()


def get_administrators(context: Context, call: Call) -> list[Json]:
    """`getChatAdministrators`: bots other than this one left out."""
    chat = _group(context, call)
    leading = ("creator", "administrator")
    return [
        member(context.world.users[user], status, _lacking(context, chat, user))
        for user, status in chat.statuses.items()
        if status in leading
    ]


def get_member_count(context: Context, call: Call) -> int:
    """`getChatMemberCount`."""
    chat = _readable(context, call)
    return len(context.world.member_ids(chat)) if isinstance(chat, GroupChat) else 2


def leave(context: Context, call: Call) -> bool:
    """`leaveChat`."""
    chat = _readable(context, call)
    if not isinstance(chat, GroupChat):
        raise bad_request("chat not found")
    chat.statuses[context.world.profile.id] = "left"
    return True


def pin(context: Context, call: Call) -> bool:
    """`pinChatMessage`."""
    chat = _may_pin(context, call)
    message_id = call.integer("message_id")
    find_message(chat, message_id, "message to pin")
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)
    context.world.tell(chat, {"event": "pinned", "message_id": message_id})
    return True


def unpin(context: Context, call: Call) -> bool:
    """`unpinChatMessage`: the newest pin where none is named."""
    chat = _may_pin(context, call)
    message_id = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def unpin_all(context: Context, call: Call) -> bool:
    """`unpinAllChatMessages`."""
    _may_pin(context, call).pinned.clear()
    return True


def _may_pin(context: Context, call: Call) -> Chat:
    chat = find_chat(context.world, call)
    check_writable(context.world, chat)
    if not is_administrator(context.world, chat):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def react(context: Context, call: Call) -> bool:
    """`setMessageReaction`: one of Telegram's emoji, or none."""
    reactions = call.array("reaction", "reaction types", "ReactionType") or []
    for reaction in reactions:
        emoji = field_of(reaction, "emoji", str) if isinstance(reaction, dict) else None
        if emoji is None or emoji.replace("\ufe0f", "") not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    chat = find_chat(context.world, call)
    check_writable(context.world, chat)
    message_id = call.integer("message_id")
    find_message(chat, message_id, "message to react")
    context.world.tell(chat, {"event": "reaction", "message_id": message_id, "reaction": reactions})
    return True


METHODS: dict[str, Method] = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
    "setMessageReaction": react,
}
