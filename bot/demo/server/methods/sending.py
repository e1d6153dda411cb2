"""Sending: texts, pictures, files, albums, places, contacts, and the "typing" sign."""

from bot.demo.server.access import writable_chat
from bot.demo.server.content import (
    caption_content,
    contact_content,
    known_media,
    location_content,
    media_content,
    media_of,
    read_caption,
    read_text,
    venue_content,
)
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.methods.delivery import deliver, put, surroundings
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.wire import Json

SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10
ACTIONS = frozenset(
    (
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    )
)


def send_message(context: Context, call: Call) -> Json:
    """`sendMessage`."""
    content = read_text(context.world, call)
    return deliver(context, call, writable_chat(context.world, call), content)


def _send_media(context: Context, call: Call, kind: str) -> Json:
    caption = read_caption(context.world, call)
    chat = writable_chat(context.world, call)
    content = {**media_content(context.world, call, kind, kind), **caption}
    if kind == "photo" and call.boolean("has_spoiler"):
        content["has_media_spoiler"] = True
    return deliver(context, call, chat, content)


def send_photo(context: Context, call: Call) -> Json:
    """`sendPhoto`."""
    return _send_media(context, call, "photo")


def send_document(context: Context, call: Call) -> Json:
    """`sendDocument`."""
    return _send_media(context, call, "document")


def send_media_group(context: Context, call: Call) -> list[Json]:
    """`sendMediaGroup`: photographs together, or files together."""
    media = call.array("media", "media", "InputMedia") or []
    if len(media) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len(media) < SMALLEST_ALBUM:
        raise bad_request("too few messages to send as an album")
    contents = [input_media(context, call, one) for one in media]
    if len({"photo" in content for content in contents}) > 1:
        raise bad_request("documents can't be mixed with other media types")
    chat = writable_chat(context.world, call)
    around = surroundings(call, chat)
    context.limits.spend(chat.id, context.world.telegram_time.now(), len(contents))
    group = str(13_000_000_000_000_000 + context.world.changes.number)
    return [put(context, chat, {**around, "media_group_id": group, **content}) for content in contents]


def input_media(context: Context, call: Call, one: object) -> Json:
    """A photo or a document of an album or an edit; ApiError 400 for anything else."""
    try:
        if not isinstance(one, dict):
            raise bad_request("expected an Object")
        kind = field_of(one, "type", str, required=True)
        if kind not in ("photo", "document"):
            raise bad_request(f'type "{kind}" is unsupported')
        caption = field_of(one, "caption", str) or ""
        mode = field_of(one, "parse_mode", str) or ""
        content = caption_content(context.world, caption, mode, one.get("caption_entities"))
        return {**_input_file(context, call, field_of(one, "media", str, required=True), kind), **content}
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        if reason.isupper() or "caption is too long" in reason or "can't parse entities" in reason:
            raise
        raise bad_request(f"can't parse InputMedia: {reason[:1].upper()}{reason[1:]}") from None


def _input_file(context: Context, call: Call, media: str, kind: str) -> Json:
    if not media.startswith("attach://"):
        return known_media(context.world, media, kind)
    upload = call.uploads.get(media.removeprefix("attach://"))
    if upload is None:
        raise bad_request("media not found")
    files = context.world.files
    return media_of(files.add_photo(upload) if kind == "photo" else files.add_document(upload), kind)


def send_location(context: Context, call: Call) -> Json:
    """`sendLocation`."""
    content = location_content(call)
    return deliver(context, call, writable_chat(context.world, call), content)


def send_venue(context: Context, call: Call) -> Json:
    """`sendVenue`."""
    content = venue_content(call)
    return deliver(context, call, writable_chat(context.world, call), content)


def send_contact(context: Context, call: Call) -> Json:
    """`sendContact`."""
    content = contact_content(call)
    return deliver(context, call, writable_chat(context.world, call), content)


def send_chat_action(context: Context, call: Call) -> bool:
    """`sendChatAction`."""
    action = call.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(context.world, call)
    context.world.tell(chat, {"event": "action", "action": action})
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
