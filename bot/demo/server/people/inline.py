"""Inline mode as a person uses it."""

import secrets

from bot.demo.server.chats import PrivateChat
from bot.demo.server.people.acts import ActError
from bot.demo.server.wire import Json
from bot.demo.server.world import World

LONGEST_QUERY = 256


def ask(world: World, chat: PrivateChat, query: str, offset: str) -> str:
    """Types the bot's name and a query; the id of the inline query."""
    if len(query) > LONGEST_QUERY:
        raise ActError(400, f"a query is at most {LONGEST_QUERY} characters long")
    question = world.queries.ask(chat.id, query)
    body = {
        "id": question.query_id,
        "from": chat.user,
        "query": query,
        "offset": offset,
        "chat_type": "sender",
    }
    world.updates.add("inline_query", body)
    return question.query_id


def choose(world: World, chat: PrivateChat, query_id: str, result_id: str) -> Json:
    """Chooses a result: its message goes into the person's chat, the bot hears of it."""
    question = world.queries.inline.get(query_id)
    if question is None or question.user_id != chat.id or result_id not in question.results:
        raise ActError(404, "no such result")
    if chat.blocked:
        raise ActError(409, "unblock the bot first")
    result = question.results[result_id]
    content: Json = {"via_bot": world.profile.user, **result["message"]}
    chosen: Json = {"result_id": result_id, "from": chat.user, "query": question.query}
    if result["reply_markup"]:
        content["reply_markup"] = result["reply_markup"]
        chosen["inline_message_id"] = secrets.token_urlsafe(20)
    chat.started = True
    message = world.put(chat, content, sender=chat.user, by_bot=False)
    if "inline_message_id" in chosen:
        chat.messages[message["message_id"]].inline_id = chosen["inline_message_id"]
        world.inline_messages[chosen["inline_message_id"]] = (chat.id, message["message_id"])
    world.updates.add("message", message)
    world.updates.add("chosen_inline_result", chosen)
    return message
