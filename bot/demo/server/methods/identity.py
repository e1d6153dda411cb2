"""Who the bot is, and what it says of itself in each language."""

import re

from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.parameters import Call
from bot.demo.server.wire import Json, utf16_length

_LANGUAGE = re.compile(r"^(?:[a-z]{2})?$")
LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_SHORT = 64, 512, 120


def get_me(context: Context, _call: Call) -> Json:
    """`getMe`."""
    user = context.world.profile.user
    return {
        **user,
        "first_name": context.world.profile.name(""),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": user.get("supports_inline_queries", True),
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
    }


def log_out(context: Context, call: Call) -> bool:
    """`logOut` and `close`: nothing is left to do on a server in memory."""
    del context, call
    return True


def language_of(call: Call) -> str:
    """`language_code` of a call; ApiError 400 unless it is empty or two letters."""
    code = call.text("language_code")
    if not _LANGUAGE.match(code):
        raise bad_request("invalid language code specified")
    return code


def _set(texts: dict[str, str], call: Call, name: str, longest: int, refusal: str) -> bool:
    code, text = language_of(call), call.text(name).strip()
    if utf16_length(text) > longest:
        raise bad_request(refusal)
    if text:
        texts[code] = text
    else:
        texts.pop(code, None)
    return True


def set_name(context: Context, call: Call) -> bool:
    """`setMyName`."""
    return _set(context.world.profile.names, call, "name", LONGEST_NAME, "BOT_TITLE_INVALID")


def get_name(context: Context, call: Call) -> Json:
    """`getMyName`."""
    return {"name": context.world.profile.name(language_of(call))}


def set_description(context: Context, call: Call) -> bool:
    """`setMyDescription`."""
    texts = context.world.profile.descriptions
    return _set(texts, call, "description", LONGEST_DESCRIPTION, "BOT_DESCRIPTION_TOO_LONG")


def get_description(context: Context, call: Call) -> Json:
    """`getMyDescription`."""
    return {"description": context.world.profile.description(language_of(call))}


def set_short_description(context: Context, call: Call) -> bool:
    """`setMyShortDescription`."""
    texts = context.world.profile.short_descriptions
    return _set(texts, call, "short_description", LONGEST_SHORT, "BOT_ABOUT_TOO_LONG")


def get_short_description(context: Context, call: Call) -> Json:
    """`getMyShortDescription`."""
    return {"short_description": context.world.profile.short_description(language_of(call))}


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "logOut": log_out,
    "close": log_out,
    "setMyName": set_name,
    "getMyName": get_name,
    "setMyDescription": set_description,
    "getMyDescription": get_description,
    "setMyShortDescription": set_short_description,
    "getMyShortDescription": get_short_description,
}
