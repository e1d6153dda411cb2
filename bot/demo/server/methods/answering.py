"""Answers to presses of buttons and to inline queries."""

import re

from bot.demo.server.content import caption_content, known_media, text_content
from bot.demo.server.context import Context, Method
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.markup import split_markup
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.wire import Json
from bot.demo.server.world import World

LONGEST_ANSWER = 200
MOST_RESULTS = 50
LONGEST_ID = 64
_START = re.compile(r"^[A-Za-z0-9_-]{1,64}$")
_REQUIRED = {
    "article": ("title", "input_message_content"),
    "contact": ("phone_number", "first_name"),
    "location": ("latitude", "longitude", "title"),
    "venue": ("latitude", "longitude", "title", "address"),
    "photo": (),
    "document": ("title",),
}


def answer_callback(context: Context, call: Call) -> bool:
    """`answerCallbackQuery`: once, in time, at most 200 characters."""
    text = call.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.text("url")
    if url and not _opens_the_bot(context.world, url):
        raise bad_request("URL_INVALID")
    answer = {"text": text, "show_alert": call.boolean("show_alert"), "url": url}
    press = context.world.queries.answer_press(call.text("callback_query_id"), answer)
    chat = context.world.chats[press.user_id]
    context.world.tell(chat, {"event": "callback_answer", "id": press.query_id, **answer})
    return True


def _opens_the_bot(world: World, url: str) -> bool:
    name = world.profile.user["username"].lower()
    return url.lower().startswith(
        (f"https://t.me/{name}?start=", f"t.me/{name}?start=", f"tg://resolve?domain={name}")
    )


def answer_inline(context: Context, call: Call) -> bool:
    """`answerInlineQuery`."""
    results = call.array("results", "inline query results", "InlineQueryResult")
    if results is None:
        raise bad_request("there are no results in the request")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    read = [_result(context.world, result) for result in results]
    if len({result["id"] for result in read}) < len(read):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(call.text("next_offset").encode()) > LONGEST_ID:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = {
        "results": read,
        "button": _button(call.json("button", "inline query results button")),
        "next_offset": call.text("next_offset"),
    }
    question = context.world.queries.answer_inline(call.text("inline_query_id"), answer)
    chat = context.world.chats[question.user_id]
    context.world.tell(chat, {"event": "inline_answer", "inline_query_id": question.query_id, **answer})
    return True


def _button(button: object) -> Json | None:
    if button is None:
        return None
    if not isinstance(button, dict):
        raise bad_request("object expected as inline query results button")
    field_of(button, "text", str, required=True)
    if button.get("web_app") is None and not _START.match(field_of(button, "start_parameter", str) or ""):
        raise bad_request("START_PARAM_INVALID")
    return button


def _result(world: World, result: object) -> Json:
    try:
        return _read_result(world, result)
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        if reason.isupper() or reason.startswith(("message ", "can't parse entities", "reply markup")):
            raise
        raise bad_request(f"can't parse inline query result: {reason[:1].upper()}{reason[1:]}") from None


def _read_result(world: World, result: object) -> Json:
    if not isinstance(result, dict):
        raise bad_request("expected an Object")
    kind = field_of(result, "type", str, required=True)
    if kind not in _REQUIRED:
        raise bad_request(f'type "{kind}" is unsupported for the inline query result')
    number = field_of(result, "id", str, required=True)
    if not 1 <= len(number.encode()) <= LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    for name in _REQUIRED[kind]:
        if result.get(name) in (None, ""):
            raise bad_request(f'can\'t find field "{name}"')
    inline, _ = split_markup(result.get("reply_markup"))
    return {**result, "id": number, "message": _message(world, kind, result), "reply_markup": inline}


def _message(world: World, kind: str, result: Json) -> Json:
    """The message that goes out when somebody chooses the result."""
    content = field_of(result, "input_message_content", dict)
    if content is not None:
        return _input_content(world, content)
    if kind in ("photo", "document"):
        mode, given = result.get("parse_mode") or "", result.get("caption_entities")
        caption = caption_content(world, field_of(result, "caption", str) or "", mode, given)
        return {
            **known_media(world, field_of(result, f"{kind}_file_id", str, required=True), kind),
            **caption,
        }
    return _input_content(world, result)


def _input_content(world: World, content: Json) -> Json:
    if "message_text" in content:
        text = field_of(content, "message_text", str)
        return text_content(world, text, content.get("parse_mode") or "", content.get("entities"))
    if "phone_number" in content:
        names = ("phone_number", "first_name", "last_name", "vcard")
        return {"contact": {name: content[name] for name in names if content.get(name)}}
    location = {"latitude": float(content["latitude"]), "longitude": float(content["longitude"])}
    if "address" in content:
        venue = {"location": location, "title": content["title"], "address": content["address"]}
        return {"venue": venue, "location": location}
    return {"location": location}


METHODS: dict[str, Method] = {"answerCallbackQuery": answer_callback, "answerInlineQuery": answer_inline}
