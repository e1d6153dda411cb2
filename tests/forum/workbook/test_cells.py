from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.workbook import cells
from forum.workbook.cells import Parse
from forum.workbook.problems import SENTENCES, Fault
from forum.workbook.sheets import SHEETS, Column, of_rows

COLUMNS = [column for name in SHEETS for column in of_rows(name).columns]


@pytest.mark.parametrize(
    ("parse", "text", "canonical"),
    [
        (cells.moment, "2018-11-29 9:05", "2018-11-29 09:05"),
        (cells.moment, " 2018-11-29T09:05:00 ", "2018-11-29 09:05"),
        (cells.day, "2018-12-31", "2018-12-31"),
        (cells.day, "2018-12-31 00:00", "2018-12-31"),
        (cells.clock, "7:30", "07:30"),
        (cells.clock, "22:00:00", "22:00"),
        (cells.interval, "2018-11-29 14:00/2018-11-29 15:00", "2018-11-29 14:00/2018-11-29 15:00"),
        (cells.whole(0, 99), "007", "7"),
        (cells.degrees(90), "43,7806", "43.7806"),
        (cells.degrees(90), "-0.0", "0"),
        (cells.degrees(90), "90", "90"),
        (cells.code, "oil-gas2", "oil-gas2"),
        (cells.code, "мода", "мода"),
        (cells.listed(cells.code), "a, b,,a ,c", "a,b,c"),
        (cells.listed(cells.language), "IT, ru", "it,ru"),
        (cells.listed(cells.minutes), "60, 15", "60,15"),
        (cells.phone, "112", "112"),
        (cells.phone, "+39 (055) 123-45.67", "+39 (055) 123-45.67"),
        (cells.email, " a.b@c-d.example ", "a.b@c-d.example"),
        (cells.url, "https://example.org/a?b=c", "https://example.org/a?b=c"),
        (cells.invitation, "IT_ros-7K", "IT_ros-7K"),
        (cells.zone, "Europe/Rome", "Europe/Rome"),
        (cells.choice("it", "ru"), " IT ", "it"),
        (cells.line(20), "due\n  righe", "due righe"),
        (cells.line(20), "a\u00a0b", "a\u00a0b"),
        (cells.prose(20), " due\r\nrighe ", "due\nrighe"),
        (cells.line(4), "🧵🧵", "🧵🧵"),
    ],
)
def test_a_cell_is_read_as_its_canonical_text(parse: Parse, text: str, canonical: str) -> None:
    assert parse(text) == canonical
    assert parse(canonical) == canonical


@pytest.mark.parametrize(
    ("parse", "text", "word"),
    [
        (cells.moment, "29/11/2018 09:00", "not_time"),
        (cells.moment, "2018-11-29", "not_time"),
        (cells.moment, "2018-02-30 09:00", "not_time"),
        (cells.moment, "2018-11-29 24:00", "not_time"),
        (cells.moment, "2018-11-29 09:00:30", "not_time"),
        (cells.moment, "0001-01-01 00:00", "not_time"),
        (cells.day, "2018-13-01", "not_day"),
        (cells.clock, "25:00", "not_clock"),
        (cells.clock, "ten", "not_clock"),
        (cells.interval, "2018-11-29 14:00", "not_interval"),
        (cells.interval, "2018-11-29 14:00/2018-11-29 14:00", "ends_first"),
        (cells.whole(0, 99), "forty", "not_whole"),
        (cells.whole(0, 99), "1.5", "not_whole"),
        (cells.whole(0, 99), "٣", "not_whole"),
        (cells.whole(0, 99), "-1", "out_of_range"),
        (cells.whole(0, 99), "100", "out_of_range"),
        (cells.degrees(90), "north", "not_degrees"),
        (cells.degrees(90), "nan", "not_degrees"),
        (cells.degrees(90), "90.1", "out_of_range"),
        (cells.code, "oil gas", "not_code"),
        (cells.code, "-a", "not_code"),
        (cells.code, "a" * 41, "not_code"),
        (cells.listed(cells.language), "it,xx", "not_language"),
        (cells.phone, "call me", "not_phone"),
        (cells.phone, "+3", "not_phone"),
        (cells.phone, "+39 " + "1" * 60, "too_long"),
        (cells.email, "a@b", "not_email"),
        (cells.url, "javascript:alert(1)", "not_url"),
        (cells.url, "https://", "not_url"),
        (cells.url, "https://[", "not_url"),
        (cells.url, "https://a b", "not_url"),
        (cells.invitation, "приглашение", "not_invitation"),
        (cells.invitation, "a" * 65, "not_invitation"),
        (cells.zone, "../etc/passwd", "not_zone"),
        (cells.zone, "Rome", "not_zone"),
        (cells.choice("it", "ru"), "en", "not_choice"),
        (cells.line(9), "a\x00b", "control"),
        (cells.line(3), "🧵🧵", "too_long"),
        (cells.prose(3), "abcd", "too_long"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_with_a_word(parse: Parse, text: str, word: str) -> None:
    with pytest.raises(Fault) as caught:
        parse(text)
    assert caught.value.word == word


@given(st.sampled_from(COLUMNS), st.text(max_size=60))
def test_any_text_is_a_value_that_stays_what_it_is_or_a_fault(column: Column, text: str) -> None:
    try:
        value = column.parse(text)
    except Fault as fault:
        value, known = "", fault.word in SENTENCES
    else:
        known = True
    assert known
    assert value == "" or column.parse(value) == value


@given(st.floats(-180, 180))
def test_degrees_survive_being_written(number: float) -> None:
    text = cells.degrees_text(number)
    assert cells.degrees(180)(text) == text
    assert abs(float(text) - number) <= 5e-8
