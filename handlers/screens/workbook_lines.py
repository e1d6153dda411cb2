"""What stands in a workbook that was sent, line by line: its problems, and what it changes."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from forum.workbook.changes import ADDED, CHANGED, REMOVED, CellChange, Changes, RowChange, Telling
from forum.workbook.examining import Examined
from forum.workbook.problems import Problem
from handlers.screens.screen import short
from locales import Html, Words
from locales.words import capital

_CELL, _NAME = 40, 60
_WHATS = (ADDED, CHANGED, REMOVED)
_TAG = re.compile(r"<[^>]*>")


def problem(words: Words, one: Problem) -> Html:
    """A problem with its place."""
    what = words(f"problem.{one.word}", **one.shown)
    place = capital(", ".join(_place(words, one)))
    return words("workbook.problem", place=Html(place), problem=what) if place else what


def _place(words: Words, one: Problem) -> Iterator[str]:
    if one.sheet:
        yield words("workbook.place.sheet", sheet=short(one.sheet, _NAME))
    if one.row:
        yield words("workbook.place.row", row=one.row)
    if one.column == "value" and "key" in one.facts:
        yield words("workbook.place.key", key=one.shown["key"])
    elif one.column:
        yield words("workbook.place.column", column=short(one.column, _NAME))


def counts(words: Words, changes: Changes) -> list[Html]:
    """How many rows of each sheet are new, changed, taken away."""
    sheets: dict[str, Counter[str]] = {}
    for one in changes.rows:
        sheets.setdefault(one.sheet, Counter())[one.what] += 1
    return [
        words(
            "workbook.counts",
            sheet=sheet,
            what=", ".join(
                words.plain_count(f"workbook.count.{what}", found[what]) for what in _WHATS if found[what]
            ),
        )
        for sheet, found in sheets.items()
    ]


def row(words: Words, examined: Examined, one: RowChange, *, whole: bool = False) -> Html:
    """A row that changes; `whole`: nothing of it is cut off."""
    name = examined.names.get((one.sheet, one.code), ("", ""))[words.language == "ru"]
    called = words("workbook.row.unnamed", sheet=one.sheet, code=one.code)
    if name:
        called = words("workbook.row.named", row=called, name=name if whole else short(name, _NAME))
    if one.what != CHANGED:
        return words("workbook.row.added" if one.what == ADDED else "workbook.row.removed", row=called)
    cells = "; ".join(_cell(words, cell, whole=whole) for cell in one.cells)
    return words("workbook.row.changed", row=called, cells=Html(cells))


def _cell(words: Words, cell: CellChange, *, whole: bool) -> Html:
    old, new = (
        " ".join((text if whole else short(text, _CELL)).split()) or words.plain("workbook.nothing")
        for text in (cell.old, cell.new)
    )
    key = "workbook.cell.overrides" if cell.overrides else "workbook.cell"
    return words(key, column=cell.column, old=old, new=new)


def crowded(words: Words, changes: Changes) -> list[Html]:
    """The sessions that get fewer seats than are taken."""
    return [
        words("workbook.crowded", title=short(one.title, _NAME), capacity=one.capacity, seated=one.seated)
        for one in changes.crowded
    ]


def telling(words: Words, examined: Examined, one: Telling) -> Html:
    """Of which session how many people would be told, and why."""
    titles = examined.names.get(("sessions", one.session), (one.title, one.title))
    title = short(titles[words.language == "ru"], _NAME)
    return words(
        "workbook.telling", title=title, why=words(f"workbook.why.{one.why}"), people=len(one.people)
    )


def everything(words: Words, examined: Examined) -> list[str]:
    """All changes, and all people concerned, as lines of a text file."""
    changes = examined.changes
    lines = [row(words, examined, one, whole=True) for one in changes.rows]
    lines += crowded(words, changes)
    found = [plain(line) for line in lines]
    for one in changes.tellings:
        found.append(plain(telling(words, examined, one)))
        found += [f"    {person.name} ({person.code})" for person in one.people]
    return found


def plain(text: Html) -> str:
    """Markup as the text that is read."""
    return html.unescape(_TAG.sub("", text))
