"""Markdown, the Bot API's old and simple one."""

import re

from bot.demo.server.entities.links import checked_link, mentioned_user
from bot.demo.server.errors import bad_request
from bot.demo.server.wire import Json, byte_offset, utf16_length

_SIGNS = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}
_LANGUAGE = re.compile(r"[^\s`]+(?=[^`])")


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Text and entities; ApiError 400 where an entity does not end."""
    text: list[str] = []
    entities: list[Json] = []
    units = position = 0
    while position < len(source):
        sign = source[position]
        if sign == "\\" and source[position + 1 : position + 2] in tuple("_*`["):
            sign, position = source[position + 1], position + 1
        elif sign in _SIGNS:
            inner, position, entity = _entity(source, position)
            if inner and entity:
                entities.append({**entity, "offset": units, "length": utf16_length(inner)})
            text.append(inner)
            units += utf16_length(inner)
            continue
        text.append(sign)
        units += utf16_length(sign)
        position += 1
    return "".join(text), entities


def _entity(source: str, begin: int) -> tuple[str, int, Json | None]:
    """The inner text, the position after the entity, and the entity without its place."""
    if source.startswith("```", begin):
        return _pre(source, begin)
    sign = source[begin]
    end = source.find("]" if sign == "[" else sign, begin + 1)
    if end < 0:
        raise _endless(source, begin)
    inner = source[begin + 1 : end]
    if sign != "[":
        return inner, end + 1, {"type": _SIGNS[sign]}
    return _link(source, inner, end)


def _pre(source: str, begin: int) -> tuple[str, int, Json]:
    start = begin + 3
    entity: Json = {"type": "pre"}
    language = _LANGUAGE.match(source, start)
    if language and source[language.end()].isspace():
        entity["language"] = language.group()
        start = language.end()
    newline = re.compile(r"\r\n|\n\r|\n|\r").match(source, start)
    start = newline.end() if newline else start
    end = source.find("```", start)
    if end < 0:
        raise _endless(source, begin)
    return source[start:end], end + 3, entity


def _link(source: str, inner: str, end: int) -> tuple[str, int, Json | None]:
    url, after = inner, end + 1
    if source.startswith("(", end + 1):
        closing = source.find(")", end + 2)
        closing = len(source) if closing < 0 else closing
        url, after = source[end + 2 : closing], closing + 1
    return inner, after, link_entity(url)


def link_entity(url: str) -> Json | None:
    """A text_link, a text_mention, or None where the address is no link."""
    user = mentioned_user(url)
    if user is not None:
        return {"type": "text_mention", "user": {"id": user}}
    link = checked_link(url)
    return {"type": "text_link", "url": link} if link else None


def _endless(source: str, begin: int) -> Exception:
    place = byte_offset(source, begin)
    return bad_request(f"can't parse entities: Can't find end of the entity starting at byte offset {place}")
