from __future__ import annotations

import pytest

from forum.workbook import check
from forum.workbook.reading import RawSheet
from tests.forum.workbook.book import Book, delegate, session


def test_a_book_without_fault_has_no_problems(book: Book) -> None:
    assert book.problems() == []


def test_empty_cells_mean_what_the_contract_says(book: Book) -> None:
    sheets = book.workbook().sheets
    assert [cells["audience"] for cells in sheets["sessions"].values()] == ["all", "all", "all", "ru"]
    assert sheets["forum"]["scheduling"] == {"value": "both"}
    assert sheets["forum"]["quiet_from"] == {"value": ""}


def test_the_language_is_the_delegations_where_none_is_named(book: Book) -> None:
    book.put("delegates", "d1", language="").put("delegates", "d2", language="it")
    languages = {code: cells["language"] for code, cells in book.workbook().sheets["delegates"].items()}
    assert languages == {"d1": "it", "d2": "it", "d3": "ru", "org": "it"}


CASES: list[tuple[str, str, dict[str, str], str]] = [
    ("sessions", "moda", {"title_it": ""}, "sessions, row 2, column title_it: This must be filled in."),
    (
        "sessions",
        "moda",
        {"description_it": "Testo"},
        (
            "sessions, row 2, column description_ru: "
            "The text is missing in this language; it is there in description_it."
        ),
    ),
    (
        "sessions",
        "plenary",
        {"kind": "lunch"},
        (
            "sessions, row 4, column kind: "
            "“lunch” is not one of table, plenary, meeting_point, visit, transfer, social, other."
        ),
    ),
    (
        "sessions",
        "moda",
        {"capacity": "many"},
        "sessions, row 2, column capacity: “many” is not a whole number.",
    ),
    (
        "sessions",
        "moda",
        {"capacity": "-1"},
        "sessions, row 2, column capacity: -1 is not between 0 and 100000.",
    ),
    (
        "sessions",
        "moda",
        {"ends": "2018-11-29 09:00"},
        (
            "sessions, row 2, column ends: "
            "It ends at 2018-11-29 09:00, which is not after its start at 2018-11-29 09:00."
        ),
    ),
    (
        "sessions",
        "moda",
        {"starts": "2018-11-28 09:00"},
        (
            "sessions, row 2, column starts: 2018-11-28 09:00 is outside the forum, "
            "which lasts from 2018-11-29 08:00 to 2018-11-30 20:00."
        ),
    ),
    (
        "sessions",
        "moda",
        {"latitude": "43.78"},
        "sessions, row 2, column longitude: latitude is filled in, so this must be, too.",
    ),
    (
        "sessions",
        "oil",
        {"code": "moda"},
        "sessions, row 3, column code: “moda” is already in row 2.",
    ),
    (
        "projects",
        "p1",
        {"table": "mode"},
        "projects, row 2, column table: There is no “mode” in the sheet sessions.",
    ),
    (
        "projects",
        "p1",
        {"table": "plenary"},
        "projects, row 2, column table: “plenary” is of kind plenary; only table can stand here.",
    ),
    (
        "projects",
        "p1",
        {"presenter": "d9"},
        "projects, row 2, column presenter: There is no “d9” in the sheet delegates.",
    ),
    (
        "stops",
        "2",
        {"at": "2018-11-30 13:30"},
        (
            "stops, row 3, column at: 2018-11-30 13:30 is outside the visit “malo”, "
            "which lasts from 2018-11-30 09:00 to 2018-11-30 13:00."
        ),
    ),
    (
        "stops",
        "3",
        {"at": "2018-11-30 09:30"},
        (
            "stops, row 4, column at: 2018-11-30 09:30 is before 2018-11-30 10:00, "
            "the time of an earlier stop of the visit “malo”."
        ),
    ),
    ("stops", "3", {"order": "2"}, "stops, row 4, column order: “2” is already in row 3."),
    (
        "stops",
        "3",
        {"visit": "moda"},
        "stops, row 4, column visit: “moda” is of kind table; only visit can stand here.",
    ),
    (
        "delegates",
        "d1",
        {"tables": "oil,malo"},
        "delegates, row 2, column tables: “malo” is of kind visit; only table can stand here.",
    ),
    (
        "delegates",
        "org",
        {"head_of": "d1,d8"},
        "delegates, row 5, column head_of: There is no “d8” in the sheet delegates.",
    ),
    (
        "delegates",
        "d3",
        {"invitation": "INV-d1"},
        "delegates, row 4, column invitation: The invitation “INV-d1” is already in row 2.",
    ),
    (
        "delegates",
        "d1",
        {"unavailable": "2018-12-01 10:00/2018-12-01 11:00"},
        (
            "delegates, row 2, column unavailable: 2018-12-01 10:00/2018-12-01 11:00 is outside the forum, "
            "which lasts from 2018-11-29 08:00 to 2018-11-30 20:00."
        ),
    ),
    (
        "delegates",
        "d1",
        {"name": "A\x00B"},
        "delegates, row 2, column name: The text holds a control character (code 0): remove it.",
    ),
    (
        "info",
        "wifi",
        {"body_it": "x" * 3001},
        "info, row 2, column body_it: The text has 3001 characters; 3000 are the most that fits on a phone's screen.",
    ),
    (
        "info",
        "wifi",
        {"url": "ftp://x.example"},
        "info, row 2, column url: “ftp://x.example” is not a web address that begins with http:// or https://.",
    ),
]


@pytest.mark.parametrize(("sheet", "code", "cells", "sentence"), CASES)
def test_a_single_fault_is_said_once_with_its_place(
    book: Book, sheet: str, code: str, cells: dict[str, str], sentence: str
) -> None:
    assert book.put(sheet, code, **cells).problems() == [sentence]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        (
            "timezone",
            "Rome",
            "forum, row 11, column value, key timezone: “Rome” is not a time zone such as Europe/Rome.",
        ),
        (
            "colour",
            "red",
            (
                "forum, row 12, column key: There is no such key; the keys are "
                "name_it, name_ru, starts, ends, timezone, venue_it, venue_ru, address, latitude, longitude, "
                "slot_minutes, meeting_tables, open_requests, request_hours, scheduling, "
                "reminder_minutes, quiet_from, quiet_until, "
                "registration, consent_it, consent_ru, purge_after."
            ),
        ),
        (
            "purge_after",
            "2018-11-29",
            "forum, row 12, column value, key purge_after: 2018-11-29 is before the last day of the forum.",
        ),
        (
            "quiet_from",
            "22:00",
            "forum, column value, key quiet_until: quiet_from is filled in, so this must be, too.",
        ),
        (
            "venue_ru",
            "Зал",
            "forum, column value, key venue_it: The text is missing in this language; it is there in venue_ru.",
        ),
        (
            "reminder_minutes",
            "60,soon",
            "forum, row 12, column value, key reminder_minutes: “soon” is not a whole number.",
        ),
        (
            "slot_minutes",
            "0",
            "forum, row 11, column value, key slot_minutes: 0 is not between 1 and 1440.",
        ),
    ],
)
def test_a_fault_of_the_forum_names_its_key(book: Book, key: str, value: str, sentence: str) -> None:
    assert book.put_key(key, value).problems() == [sentence]


def test_a_missing_key_and_one_that_is_there_twice(book: Book) -> None:
    book.drop("forum", "consent_it")
    book.forum.append({"key": "Starts", "value": "2018-11-29 09:00"})
    assert book.problems() == [
        "forum, column key: The row “consent_it” is missing.",
        "forum, row 11, column key: “starts” is already in row 4.",
    ]


def test_all_problems_come_at_once_in_the_order_of_sheets_and_rows(book: Book) -> None:
    book.put("info", "badge", title_ru="").put("delegates", "d3", role="boss", email="x")
    book.put("sessions", "oil", capacity="?").put("sessions", "moda", place_it="", kind="")
    book.put_key("registration", "")
    assert [problem.rpartition(":")[0] for problem in book.problems()] == [
        "forum, row 11, column value, key registration",
        "sessions, row 2, column kind",
        "sessions, row 2, column place_it",
        "sessions, row 3, column capacity",
        "delegates, row 4, column email",
        "delegates, row 4, column role",
        "info, row 3, column title_ru",
    ]


def test_missing_sheets_columns_and_unknown_ones(book: Book) -> None:
    reading = book.reading()
    del reading.sheets["delegates"]
    del reading.sheets["stops"]
    reading.sheets["lunch"] = RawSheet("lunch", ("dish",))
    sessions = reading.sheets["sessions"]
    sessions.columns = (*(name for name in sessions.columns if name != "ends"), "colour")
    for row in sessions.rows:
        del row.cells["ends"]
    workbook, problems = check(reading)
    assert workbook is None
    assert [str(problem) for problem in problems] == [
        "sessions, row 1, column ends: The column is missing.",
        (
            "sessions, row 1, column colour: There is no such column in this sheet; the columns are "
            "code, kind, title_it, title_ru, description_it, description_ru, starts, ends, "
            "place_it, place_ru, latitude, "
            "longitude, capacity, audience, moderator."
        ),
        "delegates: The sheet is missing.",
        (
            "lunch: There is no such sheet in a forum's workbook; the sheets are "
            "forum, sessions, projects, stops, delegates, info."
        ),
    ]


def test_sheets_without_rows(book: Book) -> None:
    for name in ("projects", "stops", "info", "delegates"):
        setattr(book, name, [])
    reading = book.reading()
    for name in ("projects", "stops", "info"):
        reading.sheets[name].columns = ()
    assert [str(problem) for problem in check(reading)[1]] == [
        "delegates: The sheet has no rows; at least one is needed."
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (
            "2019-03-31 02:30",
            "2019-03-31 04:00",
            (
                "sessions, row 6, column starts: 2019-03-31 02:30 does not exist in Europe/Rome: "
                "the clocks are put forward over it."
            ),
        ),
        (
            "2019-10-27 01:00",
            "2019-10-27 02:30",
            (
                "sessions, row 6, column ends: 2019-10-27 02:30 happens twice in Europe/Rome: "
                "the clocks are put back over it. Choose another time."
            ),
        ),
    ],
)
def test_times_that_the_clock_change_skips_or_repeats(
    book: Book, starts: str, ends: str, sentence: str
) -> None:
    book.put_key("ends", "2019-12-31 20:00")
    book.sessions.append(session("night", "other", starts, ends))
    assert book.problems() == [sentence]


def test_thousands_of_equal_problems_are_all_listed(book: Book) -> None:
    book.delegates += [delegate(f"x{number}", role="?") for number in range(10_000)]
    problems = book.problems()
    assert len(problems) == 10_000
    assert problems[-1].startswith("delegates, row 10005, column role:")


def test_what_a_file_holds_is_shown_on_one_line_and_short(book: Book) -> None:
    book.put("sessions", "moda", capacity="{x}\n\x1b[2J%s" + "y" * 99)
    (problem,) = book.problems()
    assert problem == f"sessions, row 2, column capacity: “{{x}}  [2J%s{'y' * 50}…” is not a whole number."
