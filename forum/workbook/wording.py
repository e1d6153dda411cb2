"""What an import changed, in plain English lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from forum.workbook.changes import ADDED, CHANGED, Changes, RowChange, Telling

_LONGEST = 60
_MOST_NAMES = 20
_WHY = {
    "new": "is new",
    "changed": "has another time, place or title",
    "cancelled": "does not take place",
    "restored": "takes place after all",
    "seat_freed": "has seats for people on its waiting list",
}


def describe(changes: Changes, *, dry_run: bool = False) -> list[str]:
    """The lines to print: problems, or each change with old and new, who would be told, and what is overfull."""
    if changes.problems:
        return [str(problem) for problem in changes.problems]
    if not changes.rows:
        return ["Nothing changed."]
    return [*_rows(changes), *_crowded(changes), *_tellings(changes), _summary(changes, dry_run=dry_run)]


def _rows(changes: Changes) -> Iterator[str]:
    for row in changes.rows:
        yield f"{row.sheet}: {row.code} {row.what}"
        if row.what == CHANGED:
            yield from _cells(row)


def _cells(row: RowChange) -> Iterator[str]:
    for cell in row.cells:
        note = " (it had been changed since the last import)" if cell.overrides else ""
        yield f"    {cell.column}: {_shown(cell.old)} -> {_shown(cell.new)}{note}"


def _shown(text: str) -> str:
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return "(empty)" if not text else line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _crowded(changes: Changes) -> Iterator[str]:
    for one in changes.crowded:
        yield (
            f"{one.session} ({one.title}): {one.seated} seats are taken, more than the new capacity of "
            f"{one.capacity}. Nobody loses a seat; the organisers are told."
        )


def _tellings(changes: Changes) -> Iterator[str]:
    for telling in changes.tellings:
        yield f"{telling.session} ({telling.title}) {_WHY[telling.why]}: {_people(telling)}"


def _people(telling: Telling) -> str:
    names = [f"{person.name} ({person.code})" for person in telling.people[:_MOST_NAMES]]
    more = len(telling.people) - len(names)
    rest = f" and {more} more" if more else ""
    return f"{_count(len(telling.people), 'person', 'people')} to tell: {', '.join(names)}{rest}"


def _summary(changes: Changes, *, dry_run: bool) -> str:
    added = sum(row.what == ADDED for row in changes.rows)
    changed = sum(row.what == CHANGED for row in changes.rows)
    removed = len(changes.rows) - added - changed
    done = "Nothing was written (dry run). It would be" if dry_run else "Done:"
    told = _count(changes.told, "person", "people")
    return f"{done} {added} added, {changed} changed, {removed} removed; {told} to tell."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
