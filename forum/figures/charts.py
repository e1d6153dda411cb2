"""What the pictures show, in an organiser's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from forum.figures.facts import Fill, Filling, Matrix
from forum.figures.report import merged, region
from forum.meetings.slots import Slot
from locales import Words
from storage import figures as stored
from storage.figures import Pair, Taken
from storage.records import Attended

MOST_TABLES, MOST_ROWS, MOST_COLUMNS = 10, 16, 12
"""So many tables, and regions of each country, a phone can show; the others are counted together or left out."""

_LEAST_TIME = timedelta(minutes=10)


def filling(
    words: Words, tables: Sequence[Attended], found: Sequence[stored.Filling], now: datetime
) -> Filling | None:
    """How the thematic tables filled, the fullest first; None where nothing has been written down yet."""
    by_table: dict[int, list[stored.Filling]] = {}
    for one in found:
        by_table.setdefault(one.session_id, []).append(one)
    known = [table for table in tables if table.id in by_table]
    if not known:
        return None
    shown = sorted(known, key=lambda table: -table.seated)[:MOST_TABLES]
    first = min(by_table[table.id][0].at for table in shown)
    last = max(now, first + _LEAST_TIME)
    return Filling(
        words.plain("figures.chart.filling"),
        _as_of(words, now),
        [_fill(words, table, by_table[table.id], first, last) for table in shown],
        [(first, _moment(words, first, last)), (last, _moment(words, last, first))],
    )


def _fill(
    words: Words, table: Attended, found: Sequence[stored.Filling], first: datetime, last: datetime
) -> Fill:
    at = [first, *(one.at for one in found), last]
    seated = [0, *(one.seated for one in found), table.seated]
    share = (
        words.plain("figures.share", seated=table.seated, capacity=table.capacity)
        if table.capacity is not None
        else words.plain("figures.number", number=table.seated)
    )
    return Fill(words.pick(table, "title"), table.capacity, at, seated, share)


def _moment(words: Words, instant: datetime, other: datetime) -> str:
    day = words.day_of(instant)
    return words.time(instant) if day == words.day_of(other) else f"{day.day:02}.{day.month:02}"


def _as_of(words: Words, now: datetime) -> str:
    return words.plain("figures.as_of", day=words.date(words.day_of(now)), time=words.time(now))


def hall(
    words: Words, slots: Sequence[Slot], tables: int, taken: Sequence[Taken], now: datetime
) -> Matrix | None:
    """The meetings by table and hour; None where there is no Meeting Point."""
    hours = _hours(words, (slot.starts for slot in slots))
    numbers = range(1, max([tables, *(one.table_number for one in taken)], default=0) + 1)
    if not hours or not numbers:
        return None
    columns = {hour: place for place, hour in enumerate(hours)}
    counts = [[0] * len(hours) for _ in numbers]
    for one in taken:
        place = columns.get(_hour(words, one.starts))
        if place is not None:
            counts[one.table_number - 1][place] += 1
    days = {hour[0] for hour in hours}
    return Matrix(
        title=words.plain("figures.chart.hall"),
        subtitle=_as_of(words, now),
        rows=[str(number) for number in numbers],
        columns=[
            f"{hour}:00" if len(days) == 1 else f"{day[8:]}.{day[5:7]}\n{hour}:00" for day, hour in hours
        ],
        row_title=words.plain("figures.axis.table"),
        column_title=words.plain("figures.axis.hour"),
        counts=counts,
        most=max(Counter(_hour(words, slot.starts) for slot in slots).values()),
    )


def _hour(words: Words, instant: datetime) -> tuple[str, str]:
    local = instant.astimezone(words.zone)
    return local.date().isoformat(), f"{local.hour:02}"


def _hours(words: Words, instants: Iterable[datetime]) -> list[tuple[str, str]]:
    return sorted({_hour(words, instant) for instant in instants})


def regions(words: Words, pairs: Sequence[Pair], now: datetime) -> Matrix | None:
    """Agreed and held meetings by Russian and Italian region; None where there are none."""
    found = merged(pairs, "agreed")
    if not found:
        return None
    totals: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for (it, ru), number in found.items():
        totals[0][it] += number
        totals[1][ru] += number
    columns, rows = _ranked(totals[0], MOST_COLUMNS), _ranked(totals[1], MOST_ROWS)
    counts = [[0] * len(columns) for _ in rows]
    for (it, ru), number in found.items():
        row = rows.index(ru) if ru in rows else len(rows) - 1
        column = columns.index(it) if it in columns else len(columns) - 1
        counts[row][column] += number
    return Matrix(
        title=words.plain("figures.chart.regions"),
        subtitle=_as_of(words, now),
        rows=[_label(words, name) for name in rows],
        columns=[_label(words, name) for name in columns],
        row_title=words.plain("figures.axis.ru"),
        column_title=words.plain("figures.axis.it"),
        counts=counts,
        most=max(map(max, counts)),
        slanted=True,
    )


_OTHERS = "*"
"""In place of a region's name: all that are not shown."""


def _ranked(totals: Mapping[str, int], most: int) -> list[str]:
    names = sorted(totals, key=lambda name: (-totals[name], name))
    return names if len(names) <= most else [*names[: most - 1], _OTHERS]


def _label(words: Words, name: str) -> str:
    return words.plain("figures.other_regions") if name == _OTHERS else region(words, name)
