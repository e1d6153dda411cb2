"""HTML as the Bot API knows it."""

import re
from dataclasses import dataclass

from bot.demo.server.entities.links import checked_link, mentioned_user
from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.wire import Json, byte_offset, utf16_length

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*));?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = re.compile(r"[^<&]+")
_NAME_END = re.compile(r"[\s>]")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_END = re.compile(r"[\s=>/\"']")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_LAST_CODE_POINT = 0x10FFFF
_LONGEST_REFERENCE = 10


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities; ApiError 400 with Telegram's words for what it does not take."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self.position < len(self.source):
            plain = _PLAIN.match(self.source, self.position)
            if plain:
                self.add(plain.group())
                self.position = plain.end()
            elif self.source[self.position] == "&":
                self.reference()
            elif self.source.startswith("</", self.position):
                self.close()
            else:
                self.start()
        if self.open:
            raise _refused(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.text)
        if _SURROGATE.search(text):
            raise _refused(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        return text, [_without_language(entity) for entity in self.entities]

    def add(self, piece: str) -> None:
        self.text.append(piece)
        self.units += utf16_length(piece)

    def reference(self) -> None:
        decoded, self.position = _decode(self.source, self.position)
        self.add(decoded)

    def start(self) -> None:
        begin = self.position
        end = _NAME_END.search(self.source, begin + 1)
        if end is None:
            raise self.wrong("Unclosed start tag", begin)
        tag = self.source[begin + 1 : end.start()].lower()
        if tag not in KINDS:
            raise self.wrong(f'Unsupported start tag "{tag}"', begin)
        self.position = end.start()
        argument = self.attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            raise self.wrong('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, argument, self.units, len(self.text)))

    def attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self.skip_space()
            if self.at_end():
                raise self.wrong("Unclosed start tag", begin)
            if self.source[self.position] == ">":
                self.position += 1
                return argument
            name, value = self.attribute(tag, begin)
            found = _argument(tag, name, value)
            argument = argument if found is None else found

    def attribute(self, tag: str, begin: int) -> tuple[str, str | None]:
        end = _ATTRIBUTE_END.search(self.source, self.position)
        if end is None:
            raise self.wrong("Unclosed start tag", begin)
        name = self.source[self.position : end.start()]
        if not name:
            raise self.wrong(f'Empty attribute name in the tag "{tag}"', begin)
        self.position = end.start()
        self.skip_space()
        if self.at_end():
            raise self.wrong(f'Unclosed start tag "{tag}"', begin)
        if self.source[self.position] != "=":
            return name, None
        self.position += 1
        self.skip_space()
        if self.at_end():
            raise self.wrong(f'Unclosed start tag "{tag}"', begin)
        value = self.quoted() if self.source[self.position] in "\"'" else self.token()
        if self.at_end():
            raise self.wrong("Unclosed start tag", begin)
        return name, value

    def token(self) -> str:
        found = _TOKEN.match(self.source, self.position)
        value = found.group() if found else ""
        begin, self.position = self.position, self.position + len(value)
        if not self.at_end() and self.source[self.position] not in " \t\r\n\v\f>":
            raise self.wrong("Unexpected end of name token", begin)
        return value.lower()

    def quoted(self) -> str:
        quote = self.source[self.position]
        self.position += 1
        pieces = []
        while not self.at_end() and self.source[self.position] != quote:
            if self.source[self.position] == "&":
                decoded, self.position = _decode(self.source, self.position)
                pieces.append(decoded)
            else:
                pieces.append(self.source[self.position])
                self.position += 1
        self.position += 1
        return "".join(pieces)

    def close(self) -> None:
        begin = self.position
        if not self.open:
            raise self.wrong("Unexpected end tag", begin)
        end = _NAME_END.search(self.source, begin + 2)
        name_end = end.start() if end else len(self.source)
        name = self.source[begin + 2 : name_end].lower()
        self.position = name_end
        self.skip_space()
        if self.at_end() or self.source[self.position] != ">":
            raise self.wrong("Unclosed end tag", begin)
        opened = self.open.pop()
        if name and name != opened.tag:
            found = f'Unmatched end tag at byte offset {byte_offset(self.source, begin)}, expected "</{opened.tag}>"'
            raise _refused(f'{found}, found "</{name}>"')
        self.position += 1
        if self.units > opened.offset:
            self.finish(opened)

    def finish(self, opened: _Open) -> None:
        kind = KINDS[opened.tag]
        entity: Json = {"type": kind, "offset": opened.offset, "length": self.units - opened.offset}
        if kind == "text_link":
            if not self.link(entity, opened.argument or "".join(self.text[opened.begin :])):
                return
        elif kind == "custom_emoji":
            if not opened.argument.isdecimal() or not int(opened.argument):
                raise _refused("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif kind == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif kind in ("code", "pre") and self.joins_pre(entity, opened.argument):
            return
        elif kind == "code" and opened.argument:
            entity["language"] = opened.argument
        self.entities.append(entity)

    def link(self, entity: Json, url: str) -> bool:
        user = mentioned_user(url)
        if user is not None:
            entity["type"], entity["user"] = "text_mention", {"id": user}
            return True
        link = checked_link(url)
        if link:
            entity["url"] = link
        return link is not None

    def joins_pre(self, entity: Json, language: str) -> bool:
        """Whether this is the other half of `<pre><code class="language-x">`."""
        last = self.entities[-1] if self.entities else {}
        if (last.get("offset"), last.get("length")) != (entity["offset"], entity["length"]):
            return False
        if entity["type"] == "pre" and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
            return True
        if entity["type"] == "code" and last["type"] == "pre" and language:
            last["language"] = language
            return True
        return False

    def skip_space(self) -> None:
        found = _SPACE.match(self.source, self.position)
        self.position = found.end() if found else self.position

    def at_end(self) -> bool:
        return self.position >= len(self.source)

    def wrong(self, what: str, position: int) -> ApiError:
        return _refused(f"{what} at byte offset {byte_offset(self.source, position)}")


def _argument(tag: str, name: str, value: str | None) -> str | None:
    """What an attribute says about its tag; None for one that says nothing."""
    if tag == "blockquote" and name == "expandable":
        return "1"
    if value is None:
        return None
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    prefix = {("code", "class"): "language-", ("span", "class"): "tg-"}.get((tag, name))
    return value[len(prefix) :] if prefix and value.startswith(prefix) else None


def _decode(source: str, position: int) -> tuple[str, int]:
    """The character a reference stands for and where it ends; an unknown one stands for its own ampersand."""
    found = _REFERENCE.match(source, position)
    if found is None:
        return "&", position + 1
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return (_NAMED[name], found.end()) if name in _NAMED else ("&", position + 1)
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    too_long = len(found.group().rstrip(";")) >= _LONGEST_REFERENCE
    if not code or code >= _LAST_CODE_POINT or too_long:
        return "&", position + 1
    return chr(code), found.end()


def _without_language(entity: Json) -> Json:
    if entity["type"] == "code":
        entity.pop("language", None)
    return entity


def _refused(text: str) -> ApiError:
    return bad_request("can't parse entities: " + text)
