"""Keyboards under messages: what Telegram takes and what it refuses."""

from bot.demo.server.entities.links import checked_link
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.wire import Json

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_BYTES = 10_000
LONGEST_DATA = 64
LONGEST_COPIED = 256
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_OTHERS = ("keyboard", "remove_keyboard", "force_reply")
_STYLES = ("danger", "success", "primary")


def read_markup(call: Call) -> tuple[Json | None, Json | None]:
    """The inline keyboard, and any other reply markup, of a call; ApiError 400 in Telegram's words."""
    if call.values.get("reply_markup", ...) is None:
        raise bad_request("object expected as reply markup")
    return split_markup(call.json("reply_markup", "reply keyboard markup"))


def split_markup(value: object) -> tuple[Json | None, Json | None]:
    """As `read_markup`, from the object itself."""
    if value is None:
        return None, None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return _inline_keyboard(value), None
    if value.get("keyboard") is not None:
        _check_reply_keyboard(value)
    return None, value if any(value.get(name) for name in _OTHERS) else None


def inline_only(call: Call) -> Json | None:
    """The inline keyboard of an edit, which takes no other."""
    inline, other = read_markup(call)
    if other is not None:
        raise bad_request("inline keyboard expected")
    return inline


def _inline_keyboard(value: Json) -> Json | None:
    rows = _rows(
        value,
        "inline_keyboard",
        'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    )
    keyboard = [[_button(button) for button in row] for row in rows]
    keyboard = [row for row in keyboard if row]
    buttons = [button for row in keyboard for button in row]
    too_wide = any(len(row) > MOST_IN_A_ROW for row in keyboard)
    size = sum(len(text.encode()) for button in buttons for text in button.values() if isinstance(text, str))
    if too_wide or len(buttons) > MOST_BUTTONS or size > MOST_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": keyboard} if keyboard else None


def _rows(value: Json, name: str, complaint: str) -> list[list[object]]:
    rows = field_of(value, name, list) or []
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    return list(rows)


def _button(button: object) -> Json:
    try:
        return _read_button(button)
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        if reason.isupper() or reason.startswith("inline keyboard button"):
            raise
        raise bad_request(f"can't parse inline keyboard button: {reason[:1].upper()}{reason[1:]}") from None


def _read_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("expected an Object")
    text = field_of(button, "text", str, required=True)
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    chosen = [name for name in _ACTIONS if button.get(name) is not None]
    if not chosen:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    read: Json = {"text": text, chosen[0]: _action(chosen[0], button)}
    if button.get("style") is not None:
        if button["style"] not in _STYLES:
            raise bad_request("Invalid button style specified")
        read["style"] = button["style"]
    if button.get("icon_custom_emoji_id") is not None:
        read["icon_custom_emoji_id"] = field_of(button, "icon_custom_emoji_id", str)
    return read


def _action(name: str, button: Json) -> object:
    if name == "callback_data":
        data = field_of(button, name, str)
        if not 1 <= len(data.encode("utf-8", "surrogatepass")) <= LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return data
    if name == "url":
        return _url(field_of(button, name, str))
    if name in ("switch_inline_query", "switch_inline_query_current_chat"):
        return field_of(button, name, str)
    if name == "copy_text":
        copied = field_of(field_of(button, name, dict), "text", str, required=True)
        if not 1 <= len(copied) <= LONGEST_COPIED:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"text": copied}
    if name == "pay":
        raise bad_request("BUTTON_TYPE_INVALID")
    return field_of(button, name, dict)


def _url(url: str) -> str:
    link = checked_link(url)
    if link is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return link


def _check_reply_keyboard(value: Json) -> None:
    for row in _rows(value, "keyboard", 'Field "keyboard" must be an Array of Arrays'):
        for button in row:
            text = button if isinstance(button, str) else isinstance(button, dict) and button.get("text")
            if not isinstance(text, str) or not text:
                raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
