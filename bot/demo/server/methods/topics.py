"""Topics of a forum group."""

from bot.demo.server.access import check_writable, find_chat, is_administrator
from bot.demo.server.chats import GroupChat
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.methods.delivery import put
from bot.demo.server.parameters import Call
from bot.demo.server.wire import Json

LONGEST_NAME = 128
COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def _forum(context: Context, call: Call) -> GroupChat:
    chat = find_chat(context.world, call)
    check_writable(context.world, chat)
    if not isinstance(chat, GroupChat) or not chat.info.get("is_forum"):
        raise bad_request("the chat is not a forum")
    if not is_administrator(context.world, chat, "can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    return chat


def _topic(context: Context, call: Call) -> tuple[GroupChat, Json]:
    chat = _forum(context, call)
    topic = chat.topics.get(call.integer("message_thread_id"))
    if topic is None:
        raise bad_request("message thread not found")
    return chat, topic


def _name(call: Call) -> str:
    name = call.text("name").strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_INVALID")
    return name


def create(context: Context, call: Call) -> Json:
    """`createForumTopic`."""
    chat, name = _forum(context, call), _name(call)
    colour = call.integer("icon_color", COLOURS[0])
    if colour not in COLOURS:
        raise bad_request("invalid icon color specified")
    message = put(context, chat, {"forum_topic_created": {"name": name, "icon_color": colour}})
    chat.topics[message["message_id"]] = {"name": name, "icon_color": colour, "closed": False}
    return {"message_thread_id": message["message_id"], "name": name, "icon_color": colour}


def edit(context: Context, call: Call) -> bool:
    """`editForumTopic`."""
    _, topic = _topic(context, call)
    if call.has("name"):
        name = _name(call)
        if name == topic["name"]:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic["name"] = name
    return True


def close(context: Context, call: Call) -> bool:
    """`closeForumTopic`."""
    _, topic = _topic(context, call)
    if topic["closed"]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic["closed"] = True
    return True


METHODS: dict[str, Method] = {"createForumTopic": create, "editForumTopic": edit, "closeForumTopic": close}
