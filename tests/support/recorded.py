"""Whether all that the organisers' desk has put on record can be told in words."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.screens.record import told
from locales import LANGUAGES, Words

EXPLAINED = (
    "each of these deeds needs its sentence in locales/*/deeds.po; or, where only its author sees what it came to, "
    "its word in forum.deeds.UNRECORDED"
)


def untold(database: Path) -> list[str]:
    """The deeds on record that have no sentence in a language."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        deeds = connection.execute("SELECT DISTINCT act, word, facts FROM deeds").fetchall()
    return [
        f"{language}: {act} {word} {facts}"
        for act, word, facts in deeds
        for language in LANGUAGES
        if not _is_told(Words(language, ZoneInfo("Europe/Rome")), act, word, facts)
    ]


def _is_told(words: Words, act: str, word: str, facts: str) -> bool:
    try:
        return bool(told(words, act, word, json.loads(facts)))
    except KeyError:
        return False
