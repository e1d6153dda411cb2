"""What an announcement says in one language: the text as it was typed, with its formatting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST, LONGEST_CAPTION = 4096, 1024
"""Telegram's limits of a message and of the text under a picture or a file, in UTF-16 units."""

PART = 2000
"""Telegram's applications cut a text too long for a message into several, the first of them at least so long."""

TOGETHER = 2
"""The parts come within so many seconds."""

Entity = Mapping[str, Any]
"""Bot API, "MessageEntity"."""

_WITH: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "bold",
            "italic",
            "underline",
            "strikethrough",
            "spoiler",
            "code",
            "blockquote",
            "expandable_blockquote",
        ),
        (),
    ),
    "pre": ("language",),
    "text_link": ("url",),
    "text_mention": ("user",),
}
"""Formatting that is sent on, with what belongs to it.

Links and the like Telegram finds by itself; the custom emoji of people with Premium a bot may not send, so that the
plain one stands there.
"""


@dataclass(frozen=True, slots=True)
class Body:
    """A text and its formatting; `plain_links`: what a link in it leads to is not shown below."""

    text: str
    entities: tuple[Entity, ...] = ()
    plain_links: bool = False

    @property
    def length(self) -> int:
        """How long Telegram finds it."""
        return units(self.text)

    def to_json(self) -> str:
        """Write it for the database."""
        return json.dumps(
            {"text": self.text, "entities": list(self.entities), "plain_links": self.plain_links},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str | None) -> Body | None:
        """Read what `to_json` wrote."""
        if text is None:
            return None
        read = json.loads(text)
        return cls(read["text"], tuple(read["entities"]), read["plain_links"])

    @classmethod
    def typed(cls, text: str, entities: Iterable[Entity] = (), *, plain_links: bool = False) -> Body:
        """What somebody typed, with as much of its formatting as Telegram takes from a bot."""
        whole = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")
        found = entities if whole == text else ()
        return cls(whole, tuple(_sound(found, whole)), plain_links)


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def _sound(entities: Iterable[Entity], text: str) -> Iterable[Entity]:
    """Those that lie within the text, on whole signs, each within or beside the others."""
    edges = _edges(text)
    read = [one for one in map(_read, entities) if one is not None]
    fitting = [one for one in read if one["offset"] in edges and one["offset"] + one["length"] in edges]
    around: list[int] = []
    for one in sorted(fitting, key=lambda one: (one["offset"], -one["length"])):
        while around and around[-1] <= one["offset"]:
            around.pop()
        end = one["offset"] + one["length"]
        if not around or end <= around[-1]:
            around.append(end)
            yield one


def _read(entity: Entity) -> dict[str, Any] | None:
    kind, offset, length = str(entity.get("type")), entity.get("offset"), entity.get("length")
    if kind not in _WITH or type(offset) is not int or type(length) is not int or length <= 0:
        return None
    if any(name not in entity and name != "language" for name in _WITH[kind]):
        return None
    belonging = {name: entity[name] for name in _WITH[kind] if name in entity}
    return {"type": kind, "offset": offset, "length": length, **belonging}


def _edges(text: str) -> set[int]:
    """Where one sign ends and the next begins."""
    edges, here = {0}, 0
    for sign in text:
        here += 2 if sign > "\uffff" else 1
        edges.add(here)
    return edges
