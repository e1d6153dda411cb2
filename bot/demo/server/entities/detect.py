"""What Telegram finds in a text by itself: commands, mentions, hashtags, addresses, phone numbers."""

import re

from bot.demo.server.entities.finish import text_order
from bot.demo.server.wire import Json, utf16_length

_ZONES = "com|org|net|int|edu|gov|info|biz|name|pro|app|dev|io|me|eu|it|ru|su|by|kz|de|fr|uk|ch|at|es|рф"
_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-zA-Z]{2,}(?![\w-])")),
    (
        "url",
        re.compile(
            rf"(?<![\w@/.-])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:{_ZONES})\b(?:/[^\s<>\"]*)?)",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=[\d_]*[^\W\d_])\w{1,256}")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d ()-]{6,18}\d(?!\d)")),
)
_HINT = re.compile(r"[/@#.+]")
_NOT_INSIDE = ("code", "pre", "text_link", "text_mention")


def detect(text: str, entities: list[Json]) -> list[Json]:
    """The given entities and those found, in Telegram's order."""
    if not _HINT.search(text):
        return entities
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _NOT_INSIDE]
    found = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            piece = match.group().rstrip(".,:;!?()«»'\"") if kind == "url" else match.group()
            begin = utf16_length(text[: match.start()])
            span = (begin, begin + utf16_length(piece))
            if piece and not any(span[0] < end and begin < span[1] for begin, end in taken):
                taken.append(span)
                found.append({"type": kind, "offset": span[0], "length": span[1] - span[0]})
    return sorted(entities + found, key=text_order) if found else entities
