"""What pictures show, in both languages, and that they can be drawn."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from forum.apart import apart
from forum.figures import charts
from forum.figures.drawing import pictures
from forum.figures.facts import Matrix
from forum.meetings.slots import Slot
from locales import Words
from storage.figures import Filling, Pair, Taken
from storage.records import Attended
from tests.support.forums import NOW

ROME = ZoneInfo("Europe/Rome")
IT, RU = Words("it", ROME), Words("ru", ROME)
SLOTS = [Slot(NOW + timedelta(minutes=20 * n), NOW + timedelta(minutes=20 * n + 20), 1) for n in range(6)]


def table(number: int, *, seated: int, capacity: int | None = 20) -> Attended:
    return Attended(
        number, f"t{number}", "table", f"Tavolo {number}", f"Стол {number}", "", "", NOW, NOW, "", "", None, None,
        capacity, "all", "", None, seated, 0, None, 0, absent=False,
    )  # fmt: skip


async def size(content: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(content)) as picture:
        assert picture.format == "PNG"
        return picture.size


def test_the_hall_by_table_and_hour() -> None:
    taken = [Taken(SLOTS[0].starts, 1), Taken(SLOTS[1].starts, 1), Taken(SLOTS[3].starts, 2)]
    found = charts.hall(RU, SLOTS, 3, taken, NOW)
    assert found == Matrix(
        title="Meeting Point: встречи по часам и столам",
        subtitle="Данные на 29\u00a0ноября, 09:00",
        rows=["1", "2", "3"],
        columns=["09:00", "10:00"],
        row_title="Стол",
        column_title="Час начала",
        counts=[[2, 0], [0, 1], [0, 0]],
        most=3,
    )
    assert charts.hall(RU, [], 0, [], NOW) is None


def test_hours_of_several_days_bear_their_date() -> None:
    found = charts.hall(
        IT, [*SLOTS, Slot(NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=20), 2)], 1, [], NOW
    )
    assert found is not None
    assert found.columns == ["29.11\n09:00", "29.11\n10:00", "30.11\n09:00"]


PAIRS = [Pair("Toscana", "Москва", 2, 1), Pair("Тоскана", "", 1, 1), Pair("Lazio", "Москва", 4, 0)]


def test_regions_are_named_in_the_readers_language_and_counted_once() -> None:
    found = charts.regions(IT, PAIRS, NOW)
    assert found is not None
    assert (found.rows, found.columns) == (["Mosca", "Regione non indicata"], ["Lazio", "Toscana"])
    assert found.counts == [[4, 2], [0, 1]]
    russian = charts.regions(RU, PAIRS, NOW)
    assert russian is not None
    assert (russian.rows, russian.columns) == (["Москва", "Регион не указан"], ["Лацио", "Тоскана"])
    assert charts.regions(RU, [Pair("Lazio", "Москва", 0, 0)], NOW) is None


def test_more_regions_than_a_phone_shows_are_counted_together() -> None:
    pairs = [Pair(f"R{n:02}", f"Р{n:02}", 100 - n, 0) for n in range(40)]
    found = charts.regions(IT, pairs, NOW)
    assert found is not None
    assert (len(found.rows), len(found.columns)) == (charts.MOST_ROWS, charts.MOST_COLUMNS)
    assert (found.rows[-1], found.columns[-1]) == ("Altre", "Altre")
    assert sum(map(sum, found.counts)) == sum(pair.agreed for pair in pairs)


def test_how_tables_filled() -> None:
    begun = NOW - timedelta(days=3)
    samples = [Filling(1, begun, 3, 0), Filling(1, NOW - timedelta(days=1), 20, 2), Filling(2, begun, 1, 0)]
    tables = [table(2, seated=1, capacity=None), table(1, seated=20), table(3, seated=9)]
    found = charts.filling(RU, tables, samples, NOW)
    assert found is not None
    assert [(one.title, one.share, list(one.seated)) for one in found.tables] == [
        ("Стол 1", "20 из 20", [0, 3, 20, 20]),
        ("Стол 2", "Мест: 1", [0, 1, 1]),
    ]
    assert found.ticks == [(begun, "26.11"), (NOW, "29.11")]
    assert charts.filling(RU, tables, [], NOW) is None


@pytest.mark.parametrize("tables", [1, 2, 7, 10])
async def test_the_filling_can_be_drawn(tables: int) -> None:
    known = [table(n, seated=n, capacity=10) for n in range(1, tables + 1)]
    found = charts.filling(IT, known, [Filling(one.id, NOW, 1, 0) for one in known], NOW)
    assert found is not None
    wide, high = await size(await apart(pictures.filling, found))
    assert wide == 1080
    assert 700 <= high <= 2000


@pytest.mark.parametrize("tables", [1, 20, 90])
async def test_the_hall_can_be_drawn(tables: int) -> None:
    found = charts.hall(IT, SLOTS, tables, [Taken(SLOTS[0].starts, tables)], NOW)
    assert found is not None
    wide, high = await size(await apart(pictures.matrix, found))
    assert wide == 1080
    assert 700 <= high <= 2000
