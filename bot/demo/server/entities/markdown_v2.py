"""MarkdownV2: nested, and strict about every reserved character."""

import re
from dataclasses import dataclass, field

from bot.demo.server.entities.markdown import link_entity
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.wire import Json, byte_offset, utf16_length

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_SIMPLE = {"*": "bold", "~": "strikethrough", "[": "text_link"}
_ENDS = {
    "bold": "*",
    "italic": "_",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "custom_emoji": "]",
}
# The names an error gives to the kinds.
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}
_LANGUAGE = re.compile(r"[^\s`]+(?=\s)")
_NEWLINE = re.compile(r"\r\n|\n\r|\n|\r")
_EMOJI = re.compile(r"^tg://emoji\?id=([1-9][0-9]*)$")
_LAST_ESCAPABLE = 126


@dataclass(slots=True)
class _Open:
    kind: str
    offset: int
    source_position: int
    begin: int
    extra: Json = field(default_factory=dict)


def parse_markdown_v2(source: str) -> tuple[str, list[Json]]:
    """Text and entities; ApiError 400 for a reserved character that is not escaped and for an entity without end."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.quoting = False

    def parse(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            self.step()
        if self.quoting and self.open[-1].kind in ("blockquote", "spoiler"):
            self.end_quote_at_the_end()
        if self.open:
            raise self.endless()
        return "".join(self.text), self.entities

    def step(self) -> None:
        character = self.source[self.position]
        following = self.source[self.position + 1 : self.position + 2]
        if character == "\\" and following and ord(following) <= _LAST_ESCAPABLE:
            self.add(following)
            self.position += 2
        elif character not in self.reserved():
            self.add(character)
            self.position += 1
        elif self.ends_here():
            self.close()
        else:
            self.start(character)

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.units += utf16_length(piece)

    def reserved(self) -> frozenset[str]:
        in_code = bool(self.open) and self.open[-1].kind in ("code", "pre")
        return frozenset("`") if in_code else _RESERVED

    def at(self, sign: str) -> bool:
        return self.source.startswith(sign, self.position)

    def ends_here(self) -> bool:
        if not self.open:
            return False
        if self.quoting and self.at("\n") and not self.at("\n>"):
            return True
        kind = self.open[-1].kind
        if kind == "italic":
            return self.at("_") and not self.at("__")
        return kind != "blockquote" and self.at(_ENDS[kind])

    def start(self, character: str) -> None:
        begin = self.position
        kind, width = self.opening(character)
        self.position += width
        if kind is None:
            return
        extra: Json = {}
        if kind == "pre":
            extra = self.language()
        self.open.append(_Open(kind, self.units, begin, len(self.text), extra))

    def opening(self, character: str) -> tuple[str | None, int]:
        """What opens here and how many characters its sign takes; None for a plain new line."""
        if (
            self.at("**>")
            and not self.quoting
            and self.source[self.position - 1 : self.position] in ("", "\n")
        ):
            self.quoting = True
            return "blockquote", 3
        if character in _SIMPLE:
            return _SIMPLE[character], 1
        for sign, kind in (
            ("__", "underline"),
            ("_", "italic"),
            ("||", "spoiler"),
            ("```", "pre"),
            ("`", "code"),
        ):
            if self.at(sign):
                return kind, len(sign)
        if self.at("!["):
            return "custom_emoji", 2
        if character in "\n>":
            return self.line_start(character)
        raise _refused(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def line_start(self, character: str) -> tuple[str | None, int]:
        if character == ">" and self.position:
            raise _refused("Character '>' is reserved and must be escaped with the preceding '\\'")
        if character == "\n":
            self.add("\n")
        quoted = character == ">" or self.at("\n>")
        begins = quoted and not self.quoting
        self.quoting = self.quoting or quoted
        return "blockquote" if begins else None, 2 if self.at("\n>") else 1

    def language(self) -> Json:
        found = _LANGUAGE.match(self.source, self.position)
        self.position = found.end() if found else self.position
        newline = _NEWLINE.match(self.source, self.position)
        self.position = newline.end() if newline else self.position
        return {"language": found.group()} if found else {}

    def close(self) -> None:
        opened = self.open[-1]
        if self.at("\n") and opened.kind != "blockquote":
            if opened.kind == "spoiler" and self.quote_is_expandable(opened):
                self.end_expandable()
                return
            raise self.endless()
        entity: Json | None = {"type": opened.kind, **opened.extra}
        if opened.kind == "blockquote":
            self.quoting = False
            self.add("\n")
            self.position += 1
        else:
            self.position += len(_ENDS[opened.kind])
        if opened.kind == "text_link":
            entity = self.link(opened)
        elif opened.kind == "custom_emoji":
            entity = self.emoji()
        self.keep(opened, entity)

    def keep(self, opened: _Open, entity: Json | None) -> None:
        self.open.pop()
        if entity and self.units > opened.offset:
            self.entities.append({**entity, "offset": opened.offset, "length": self.units - opened.offset})

    def quote_is_expandable(self, opened: _Open) -> bool:
        """`||` at the very end of a quotation makes it expandable."""
        return opened.begin == len(self.text) and len(self.open) > 1 and self.open[-2].kind == "blockquote"

    def end_expandable(self) -> None:
        self.open.pop()
        self.quoting = False
        if self.position < len(self.source):
            self.add("\n")
            self.position += 1
        self.keep(self.open[-1], {"type": "expandable_blockquote"})

    def end_quote_at_the_end(self) -> None:
        if self.open[-1].kind == "spoiler":
            if self.quote_is_expandable(self.open[-1]):
                self.end_expandable()
            return
        self.quoting = False
        self.keep(self.open[-1], {"type": "blockquote"})

    def link(self, opened: _Open) -> Json | None:
        url = self.address("a URL") if self.at("(") else "".join(self.text[opened.begin :])
        return link_entity(url)

    def emoji(self) -> Json:
        if not self.at("("):
            raise _refused("Custom emoji entity must contain a tg://emoji URL")
        found = _EMOJI.match(self.address("a custom emoji URL"))
        if not found:
            raise _refused("Custom emoji URL must have scheme tg")
        return {"type": "custom_emoji", "custom_emoji_id": found.group(1)}

    def address(self, what: str) -> str:
        begin = self.position = self.position + 1
        pieces = []
        while self.position < len(self.source) and self.source[self.position] != ")":
            if self.source[self.position] == "\\" and self.position + 1 < len(self.source):
                self.position += 1
            pieces.append(self.source[self.position])
            self.position += 1
        if self.position >= len(self.source):
            raise _refused(f"Can't find end of {what} at byte offset {byte_offset(self.source, begin)}")
        self.position += 1
        return "".join(pieces)

    def endless(self) -> ApiError:
        last = self.open[-1]
        name = "PreCode" if last.extra else _NAMES[last.kind]
        place = byte_offset(self.source, last.source_position)
        return _refused(f"Can't find end of {name} entity at byte offset {place}")


def _refused(text: str) -> ApiError:
    return bad_request("can't parse entities: " + text)
