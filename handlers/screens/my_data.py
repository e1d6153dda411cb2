"""The rows of the file with one's own data: a line for each value that is kept."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from forum.figures.gathering import RESULTS
from forum.preferences import VISIBILITIES
from forum.privacy.consenting import PURPOSES
from forum.privacy.mine import Entry, Mine
from forum.reach import topic_of
from forum.workbook.sheets import DELEGATE_KINDS
from handlers.screens.my_data_names import COLUMNS, TABLES, TRUTHS, VALUES, WORDED
from locales import LANGUAGES, Words


def sheet(words: Words, mine: Mine) -> tuple[str, list[str], list[list[str]]]:
    """Title, header and rows: the record's number, what it is about, the column, the value."""
    header = [words.plain(f"privacy.file.{one}") for one in ("number", "about", "what", "value")]
    return words.plain("privacy.file_name"), header, [_row(words, one) for one in mine.entries]


def _row(words: Words, entry: Entry) -> list[str]:
    return [
        str(entry.number),
        words.plain(f"privacy.table.{entry.table}") if entry.table in TABLES else entry.table,
        words.plain(f"privacy.column.{entry.column}") if entry.column in COLUMNS else entry.column,
        _value(words, entry),
    ]


def _value(words: Words, entry: Entry) -> str:
    value = entry.value
    if entry.column in {"language", "languages"}:
        return words.languages(value.split(","))
    if entry.column == "visibility" and value in VISIBILITIES:
        return words.plain(f"visibility.{value}")
    if entry.column in TRUTHS:
        return words.plain("privacy.value.yes" if value == "1" else "privacy.value.no")
    if entry.column in WORDED and value in VALUES:
        return words.plain(f"privacy.value.{value}")
    return _of_a_list(words, entry) or _instant(words, value)


def _of_a_list(words: Words, entry: Entry) -> str:
    """What other screens call one of a few; '' for what is none."""
    if entry.column == "delegation" and entry.value in LANGUAGES:
        return words.plain(f"delegation.{entry.value}")
    if entry.column == "purpose" and entry.value in PURPOSES:
        return words.plain(f"privacy.purpose.{entry.value}")
    if entry.column == "kind" and entry.value in DELEGATE_KINDS:
        return words.plain(f"people.kind.{entry.value}")
    if entry.column == "result" and entry.value in RESULTS:
        return words.plain(f"report.result.{entry.value}")
    if (entry.table, entry.column) == ("outbox", "kind"):
        return words.plain(f"reach.topic.{topic_of(entry.value)}")
    return ""


def _instant(words: Words, value: str) -> str:
    """An instant as people say it; anything else as it is."""
    with suppress(ValueError):
        at = datetime.fromisoformat(value)
        if at.tzinfo is not None:
            return f"{words.date(words.day_of(at))} {words.day_of(at).year}, {words.time(at)}"
    return value
