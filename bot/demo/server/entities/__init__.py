"""Formatted texts: what Telegram understands, what it refuses and with which words.

The rules follow the public behaviour of TDLib's parser; offsets and lengths are UTF-16 code units, positions
in errors are bytes of UTF-8.
"""

from bot.demo.server.entities.detect import detect
from bot.demo.server.entities.finish import clean, finish
from bot.demo.server.entities.given import read_given
from bot.demo.server.entities.html import parse_html
from bot.demo.server.entities.markdown import parse_markdown
from bot.demo.server.entities.markdown_v2 import parse_markdown_v2
from bot.demo.server.errors import bad_request
from bot.demo.server.wire import Json

PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def format_text(text: str, mode: str = "", given: object = None) -> tuple[str, list[Json]]:
    """The text as people will see it, and its entities in Telegram's order.

    `mode` is a parse_mode (any case) or empty, `given` the entities a bot passed instead. Raises ApiError 400
    for anything Telegram does not understand.
    """
    if mode and mode.lower() != "none":
        if mode.lower() not in PARSERS:
            raise bad_request("unsupported parse_mode")
        text, entities = PARSERS[mode.lower()](text) if text else (text, [])
        text, entities = clean(text, entities)
    else:
        text, entities = clean(text, read_given(given, text))
    text, entities = finish(text, entities)
    return text, detect(text, entities)


__all__ = ["format_text", "parse_html", "parse_markdown", "parse_markdown_v2"]
