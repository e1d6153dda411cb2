"""Copies and forwards."""

from bot.demo.server.access import find_chat, find_message, writable_chat
from bot.demo.server.chats import Kept
from bot.demo.server.content import read_caption
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.methods.delivery import deliver, put, surroundings
from bot.demo.server.parameters import Call
from bot.demo.server.wire import Json

MOST_AT_ONCE = 100
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document", "has_media_spoiler")
_CONTENT = ("text", "entities", "link_preview_options", "location", "venue", "contact", *_MEDIA, *_CAPTION)
_KINDS = frozenset(("text", "location", "venue", "contact", "photo", "document"))


def copy_message(context: Context, call: Call) -> Json:
    """`copyMessage`."""
    chat = writable_chat(context.world, call)
    content = _copied(_source(context, call, "message to copy"), "message can't be copied")
    if (
        "caption" in call.values
        and not _KINDS.isdisjoint(content)
        and ("photo" in content or "document" in content)
    ):
        content = {name: value for name, value in content.items() if name not in _CAPTION}
        content.update(read_caption(context.world, call))
    return {"message_id": deliver(context, call, chat, content)["message_id"]}


def copy_messages(context: Context, call: Call) -> list[Json]:
    """`copyMessages`: those that cannot be copied are passed over."""
    dropped = _CAPTION if call.boolean("remove_caption") else ()
    contents = []
    for kept in _sources(context, call, "messages to copy"):
        content = {
            name: value for name, value in kept.wire.items() if name in _CONTENT and name not in dropped
        }
        if content:
            contents.append(content)
    return _put_all(context, call, contents)


def forward_message(context: Context, call: Call) -> Json:
    """`forwardMessage`."""
    chat = writable_chat(context.world, call)
    content = _forwarded(_source(context, call, "message to forward"))
    context.limits.spend(chat.id, context.world.telegram_time.now())
    return put(context, chat, {**surroundings(call, chat), **content})


def forward_messages(context: Context, call: Call) -> list[Json]:
    """`forwardMessages`."""
    contents = []
    for kept in _sources(context, call, "messages to forward"):
        try:
            contents.append(_forwarded(kept))
        except ApiError:
            continue
    return _put_all(context, call, contents)


def _put_all(context: Context, call: Call, contents: list[Json]) -> list[Json]:
    chat = writable_chat(context.world, call)
    context.limits.spend(chat.id, context.world.telegram_time.now(), len(contents))
    around = surroundings(call, chat)
    return [{"message_id": put(context, chat, {**around, **content})["message_id"]} for content in contents]


def _source(context: Context, call: Call, what: str) -> Kept:
    source = find_chat(context.world, call, "from_chat_id")
    return find_message(source, call.integer("message_id"), what)


def _sources(context: Context, call: Call, what: str) -> list[Kept]:
    source = find_chat(context.world, call, "from_chat_id")
    found = [source.messages[number] for number in message_ids(call) if number in source.messages]
    if not found:
        raise bad_request(f"there are no {what}")
    return found


def message_ids(call: Call) -> list[int]:
    """`message_ids` of a call, 1 to 100; ApiError 400."""
    numbers = call.array("message_ids", "message identifiers", "Integer")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) and not isinstance(number, bool) for number in numbers):
        raise bad_request("message identifier must be a Number")
    if call.method != "deleteMessages" and numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    return numbers


def _copied(kept: Kept, refusal: str) -> Json:
    if _KINDS.isdisjoint(kept.wire):
        raise bad_request(refusal)
    return {name: value for name, value in kept.wire.items() if name in _CONTENT}


def _forwarded(kept: Kept) -> Json:
    wire = kept.wire
    if wire.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    content = _copied(kept, "message can't be forwarded")
    origin = wire.get("forward_origin") or {"type": "user", "sender_user": wire["from"], "date": wire["date"]}
    return {"forward_origin": origin, **content}


METHODS: dict[str, Method] = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
