"""Whom an announcement is for: several traits, all of which must hold, and several values of each."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from storage import announcement_audience as stored
from storage.announcement_records import Announcement, Readers, Share
from storage.connection import Connection

TRAITS = stored.TRAITS
"""delegation, table, visit, role, kind, region, arrived."""

Wanted = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Audience:
    """How many it is for: in all, by the language they read, and how many the bot cannot reach."""

    readers: Mapping[str, int]
    without: int

    @property
    def number(self) -> int:
        """All of them."""
        return sum(self.readers.values())


def wanted(announcement: Announcement) -> Wanted:
    """What is wanted of each trait; nothing: everybody."""
    read = json.loads(announcement.audience)
    return {trait: tuple(read[trait]) for trait in TRAITS if read.get(trait)}


def aimed(now: Wanted, trait: str, value: str, *, on: bool) -> str:
    """The same with a value of a trait added or taken away, as it is stored."""
    values = [one for one in now.get(trait, ()) if one != value]
    chosen = {**now, trait: (*values, value) if on else tuple(values)}
    return json.dumps({one: list(chosen[one]) for one in TRAITS if chosen.get(one)}, ensure_ascii=False)


async def audience(connection: Connection, announcement: Announcement) -> Audience:
    """Whom it would go to now."""
    found: list[Readers] = await stored.readers(connection, wanted(announcement))
    return Audience({one.language: one.number for one in found}, sum(one.without for one in found))


def token(value: str) -> str:
    """What stands for a value in a button: a region's name is too long, and may be in Cyrillic letters."""
    return value if value.isascii() and len(value) <= _LONGEST_TOKEN else f"{zlib.crc32(value.encode()):08x}"


_LONGEST_TOKEN = 16


async def value_of(connection: Connection, trait: str, told: str) -> Share | None:
    """The value that a token stands for, if there is one like that."""
    if trait not in TRAITS:
        return None
    return next((one for one in await stored.shares(connection, trait) if token(one.value) == told), None)
