"""One's own data: nothing that the database holds of a person is missing in their file, and all of it has a name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from forum.privacy.consenting import VERSIONS
from forum.privacy.mine import Entry, Mine, mine
from handlers.screens.my_data import sheet
from handlers.screens.my_data_names import COLUMNS, TABLES
from locales import LANGUAGES, Words
from storage.database import Database
from storage.person_data import OF_OTHERS
from tests.support.sentinels import CYRILLIC, LATIN, USER, Filled, owners, tables

ZONE = ZoneInfo("Europe/Rome")


async def test_every_text_of_a_person_is_in_their_file(filled: tuple[Path, Filled]) -> None:
    path, found = filled
    async with Database.open(path, readers=1) as database, database.read() as view:
        entries = (await mine(view, 1, USER, "it")).entries
    shown = {f"{one.table}.{one.column}" for one in entries if LATIN in one.value and CYRILLIC in one.value}
    elsewhere = {"imported.cells", "questions.taken_name"}
    """Taken apart into its columns; the name of the organiser who deals with it."""
    assert found.texts - elsewhere - shown == set()
    assert {one.table for one in entries} >= found.tables - {"leavers"}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_file_is_in_the_readers_language(filled: tuple[Path, Filled], language: str) -> None:
    path, _ = filled
    async with Database.open(path, readers=1) as database, database.read() as view:
        found = await mine(view, 1, USER, language)
    _, _, rows = sheet(Words(language, ZONE), found)
    named = [*TABLES, *COLUMNS]
    unnamed = {row[1] for row in rows if row[1] in named} | {row[2] for row in rows if row[2] in named}
    assert unnamed == set()


@pytest.mark.parametrize(
    ("entry", "it", "ru"),
    [
        (Entry("delegates", 1, "kind", "company"), "Impresa", "Предприятие"),
        (
            Entry("delegates", 1, "origin", "workbook"),
            "dal file degli organizzatori",
            "из файла организаторов",
        ),
        (Entry("accounts", 1, "reachable", "1"), "sì", "да"),
        (Entry("meetings", 1, "interpreted", "0"), "no", "нет"),
        (Entry("meeting_reports", 1, "result", "nothing"), "Per ora nessun risultato", "Пока без результата"),
        (Entry("aboard", 1, "leg", "back"), "ritorno", "обратно"),
        (Entry("outbox", 1, "kind", "meeting_agreed"), "Incontri bilaterali", "Двусторонние встречи"),
        (Entry("announcements", 1, "file_kind", "photo"), "photo", "photo"),
    ],
)
def test_what_the_database_writes_short_is_said_in_words(entry: Entry, it: str, ru: str) -> None:
    said = [sheet(Words(language, ZONE), Mine((entry,)))[2][0][3] for language in ("it", "ru")]
    assert said == [it, ru]


def test_what_the_schema_holds_of_persons_has_names(sample: Path) -> None:
    """Whoever adds a table or a column gives it a name in the catalogues, and in `my_data_names`."""
    with closing(sqlite3.connect(sample)) as raw:
        own = {
            table: [row[1] for row in raw.execute(f"PRAGMA table_info('{table}')")]
            for table in tables(raw)
            if (owners(raw, table) or table == "delegates")
            and not table.startswith(("search_", "suggestion_"))
        }
    assert set(own) - set(TABLES) == set()
    assert {column for columns in own.values() for column in columns} - set(COLUMNS) == OF_OTHERS


CONSENTED = {
    "it": {
        "found": "Gli altri delegati La trovano nell’elenco e da altre chat, per nome, ente e interessi. "
        "Chi può trovarLa?",
        "contacts": "Telefono e posta elettronica sono visibili a chi ha con Lei un incontro confermato, se anche "
        "l’altra persona mostra i propri.",
    },
    "ru": {
        "found": "Другие делегаты находят Вас в списке и из других чатов: по имени, организации и интересам. "
        "Кто может Вас найти?",
        "contacts": "Телефон и почта видны тем, с кем у Вас подтверждена встреча, если и они показывают свои.",
    },
}


def test_who_changes_what_was_consented_to_counts_the_version_up() -> None:
    """These are the texts of version 1: with another meaning everybody has to be asked anew."""
    assert VERSIONS == {"found": "1", "contacts": "1"}
    said = {
        language: {
            purpose: Words(language, ZONE).plain(f"privacy.explained.{purpose}") for purpose in VERSIONS
        }
        for language in LANGUAGES
    }
    assert said == CONSENTED
