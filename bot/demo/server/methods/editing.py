"""Edits in place."""

from dataclasses import dataclass

from bot.demo.server.access import find_chat, find_message
from bot.demo.server.chats import Chat, Kept
from bot.demo.server.content import read_caption, read_text
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.markup import inline_only
from bot.demo.server.methods.delivery import readable_source
from bot.demo.server.methods.sending import input_media
from bot.demo.server.parameters import Call
from bot.demo.server.wire import Json

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_TEXT = ("text", "entities", "link_preview_options")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_MEDIA = ("photo", "document", "has_media_spoiler", *_CAPTION)


@dataclass(slots=True)
class _Target:
    chat: Chat
    kept: Kept
    inline: bool


def edit_text(context: Context, call: Call) -> Json | bool:
    """`editMessageText`: without a reply markup the keyboard goes."""
    content = read_text(context.world, call)
    target = _find(context, call)
    if "text" not in target.kept.wire:
        raise bad_request("there is no text in the message to edit")
    return _change(context, call, target, _TEXT, content)


def edit_caption(context: Context, call: Call) -> Json | bool:
    """`editMessageCaption`."""
    content = read_caption(context.world, call)
    target = _find(context, call)
    if "photo" not in target.kept.wire and "document" not in target.kept.wire:
        raise bad_request("there is no caption in the message to edit")
    return _change(context, call, target, _CAPTION, content)


def edit_media(context: Context, call: Call) -> Json | bool:
    """`editMessageMedia`: a text message may become a picture, as Telegram allows."""
    content = input_media(context, call, call.json("media", "media"))
    target = _find(context, call)
    wire = target.kept.wire
    if wire.get("media_group_id") and ("photo" in wire) != ("photo" in content):
        raise bad_request("can't use the media of the specified type in the album")
    return _change(context, call, target, (*_TEXT, *_MEDIA), content)


def edit_markup(context: Context, call: Call) -> Json | bool:
    """`editMessageReplyMarkup`."""
    return _change(context, call, _find(context, call), (), {})


def _find(context: Context, call: Call) -> _Target:
    world = context.world
    if call.has("inline_message_id"):
        place = world.inline_messages.get(call.text("inline_message_id"))
        if place is None or place[1] not in world.chats[place[0]].messages:
            raise bad_request("MESSAGE_ID_INVALID")
        chat = world.chats[place[0]]
        return _Target(chat, chat.messages[place[1]], inline=True)
    chat = readable_source(context, find_chat(world, call))
    message_id = call.integer("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    kept = find_message(chat, message_id, "message to edit")
    if not kept.by_bot or "forward_origin" in kept.wire:
        raise bad_request("message can't be edited")
    return _Target(chat, kept, inline=False)


def _change(
    context: Context, call: Call, target: _Target, names: tuple[str, ...], content: Json
) -> Json | bool:
    """Puts `content` in the place of the fields `names` and the new keyboard in the place of the old."""
    markup = inline_only(call)
    wire = target.kept.wire
    changed = {
        name: value for name, value in wire.items() if name not in (*names, "reply_markup", "edit_date")
    }
    changed.update(content)
    if markup:
        changed["reply_markup"] = markup
    if changed == {name: value for name, value in wire.items() if name != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    context.limits.spend(target.chat.id, context.world.telegram_time.now())
    markup_only = not names
    if not markup_only:
        changed["edit_date"] = context.world.date()
    elif "edit_date" in wire:
        changed["edit_date"] = wire["edit_date"]
    context.world.replace(target.chat, changed)
    return True if target.inline else changed


METHODS: dict[str, Method] = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
}
