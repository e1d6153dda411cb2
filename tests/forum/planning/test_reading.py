"""Problems that are none: every fault with its place, and never much memory or time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from forum.planning import Contradictory
from forum.planning.json_text import MOST_BYTES
from forum.planning.reading import read
from tests.forum.planning.problems import problem

Json = dict[str, Any]


def faults(given: Json | bytes | str) -> list[str]:
    content = json.dumps(given) if isinstance(given, dict) else given
    with pytest.raises(Contradictory) as raised:
        read(content.encode() if isinstance(content, str) else content)
    return list(raised.value.faults)


def with_meeting(**more: Any) -> Json:
    given = problem("a b", "c d")
    given["meetings"][0] |= more
    return given


def test_a_problem_is_read_as_it_stands() -> None:
    given = {
        "name": "a day", "slots": 3, "tables": 2, "fairness": 0,
        "participants": [{"id": "a", "forbidden": [0]}], "interpreters": [{"id": "i"}],
        "meetings": [
            {"id": "m", "participants": ["a", "b"], "interpreter": True, "slot": 2, "forbidden": [1], "after": ["n"],
             "priority": 3},
            {"id": "n", "participants": ["a", "c"]},
        ],
        "table_capacity": {"1": 0}, "max_seconds": 1.5,
    }  # fmt: skip
    found = read(json.dumps(given).encode())
    one, other = found.meetings
    assert (found.slots, found.tables, found.fairness, found.max_seconds) == (3, 2, 0, 1.5)
    assert ([found.tables_in(slot) for slot in range(3)], set(found.participants[0].forbidden)) == (
        [2, 0, 2],
        {0},
    )
    assert (tuple(one.participants), one.interpreter, one.slot, set(one.forbidden)) == (
        ("a", "b"),
        True,
        2,
        {1},
    )
    assert (one.after, one.priority, other.slot, other.priority) == (("n",), 3, None, 1)
    assert read(json.dumps(problem("a b")).encode()).max_seconds == 60


def test_a_file_with_a_mark_of_its_byte_order_is_read() -> None:
    assert len(read(b"\xef\xbb\xbf" + json.dumps(problem("a b")).encode()).meetings) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (problem("a b") | {"slotz": 1}, "the file: unknown key 'slotz'"),
        (with_meeting(tables=3), "meetings[0]: unknown key 'tables'"),
        (with_meeting(able=["i"]), "meetings[0]: unknown key 'able'"),
        (problem("a b", participants=[{"id": "a", "name": "A"}]), "participants[0]: unknown key 'name'"),
        (problem("a b", "a b"), "meetings[1].id: 'ab' is the id of meetings[0], too"),
        (
            problem("a b", participants=[{"id": "a"}, {"id": "a"}]),
            "participants[1].id: 'a' is the id of participants[0], too",
        ),
        (problem("a"), "meetings[0].participants: a meeting has two participants at least"),
        (problem("a a"), "meetings[0].participants: 'a' stands in it 2 times"),
        (with_meeting(slot=4), "meetings[0].slot: 4 is no slot: 0 to 3"),
        (with_meeting(slot=-1), "meetings[0].slot: -1 is no slot: 0 to 3"),
        (with_meeting(slot=True), "meetings[0].slot: True is no slot: 0 to 3"),
        (with_meeting(slot=1.0), "meetings[0].slot: 1.0 is no slot: 0 to 3"),
        (with_meeting(forbidden=[0, 4]), "meetings[0].forbidden[1]: 4 is no slot: 0 to 3"),
        (with_meeting(forbidden="0"), "meetings[0].forbidden: '0' is no list"),
        (with_meeting(after=["x"]), "meetings[0].after: there is no meeting 'x'"),
        (with_meeting(interpreter="yes"), "meetings[0].interpreter: 'yes' is neither true nor false"),
        (with_meeting(priority=0), "meetings[0].priority: 0 is no whole number from 1 to 1000000"),
        (with_meeting(id=7), "meetings[0].id: 7 is no id: a text of 1 to 200 characters"),
        (
            problem("a b", participants=[{}]),
            "participants[0].id: left out; wanted: id: a text of 1 to 200 characters",
        ),
        (problem("a b", table_capacity={"4": 1}), "table_capacity['4']: '4' is no slot: 0 to 3"),
        (problem("a b", table_capacity={"1": 4}), "table_capacity['1']: 4 is no whole number from 0 to 3"),
        (problem("a b", table_capacity=[]), "table_capacity: a list is no object"),
        (problem("a b", fairness=-1), "fairness: -1 is no whole number from 0 to 400"),
        (problem("a b", max_seconds=0), "max_seconds: 0 is no number above 0, at most 86400"),
        (problem("a b", tables=0), "tables: 0 is no whole number from 1 to 10000"),
        (problem("a b", slots=0), "slots: 0 is no whole number from 1 to 400"),
        (problem("a b", slots=401), "slots: 401 is no whole number from 1 to 400"),
        (problem(), "meetings: there are none"),
        ({"slots": 1, "tables": 1}, "meetings: there are none"),
        (
            {"slots": 1, "meetings": [{"id": "m", "participants": ["a", "b"]}]},
            "tables: left out; wanted: whole number from 1 to 10000",
        ),
        ("[]", "the file: a list is no object"),
        ("null", "the file: left out; wanted: object"),
        ("{", "line 1, column 2: no JSON: Expecting property name enclosed in double quotes"),
        (b'{"name": "\xff"}', "byte 10: the file is no UTF-8 text"),
        ('{"slots": NaN}', "NaN is no number of JSON"),
        ('{"slots": -Infinity}', "-Infinity is no number of JSON"),
        ("[" * 100_000, "the file is no problem: lists within lists within lists"),
    ],
)
def test_each_fault_is_named_with_its_place(given: Json | str | bytes, said: str) -> None:
    assert faults(given) == [said]


@pytest.mark.parametrize("number", ["9" * 30, "1e999", "9" * 1_000_000])
def test_a_huge_number_is_no_number_of_slots(number: str) -> None:
    text = json.dumps(problem("a b")).replace('"slots": 4', f'"slots": {number}')
    assert faults(text) == ["slots: so large a number is no whole number from 1 to 400"]


def test_a_key_that_stands_there_twice_is_named() -> None:
    text = json.dumps(problem("a b")).replace('"slots": 4', '"slots": 4, "slots": 9')
    assert faults(text) == ["the file: the key 'slots' stands in it more than once"]


def test_all_faults_are_said_at_once() -> None:
    given = problem("a b", "c", tables=0)
    given["meetings"][0]["slot"] = 9
    assert faults(given) == [
        "tables: 0 is no whole number from 1 to 10000",
        "meetings[0].slot: 9 is no slot: 0 to 3",
        "meetings[1].participants: a meeting has two participants at least",
    ]


def test_of_very_many_faults_a_hundred_are_said() -> None:
    said = faults(problem(*[f"p{number}" for number in range(1000)]))
    assert (len(said), said[100]) == (101, "and 900 more")


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        (
            [
                {"id": "m", "participants": ["a", "b"], "slot": 1},
                {"id": "n", "participants": ["a", "c"], "slot": 1},
            ],
            "meetings[1] (n): fixed in slot 1, in which a is fixed for m",
        ),
        (
            [{"id": "m", "participants": ["a", "b"], "slot": 1, "forbidden": [1]}],
            "meetings[0] (m): fixed in slot 1, which it forbids",
        ),
        (
            [{"id": "m", "participants": ["a", "away"], "slot": 1}],
            "meetings[0] (m): fixed in slot 1, in which away is not there",
        ),
        (
            [
                {"id": "m", "participants": ["a", "b"], "after": ["n"]},
                {"id": "n", "participants": ["a", "c"], "after": ["m"]},
            ],
            "meetings[0] (m): an order that goes in a circle: m before n before m",
        ),
        (
            [{"id": "m", "participants": ["a", "b"], "after": ["m"]}],
            "meetings[0] (m): an order that goes in a circle: m before m",
        ),
        (
            [
                {"id": "m", "participants": ["a", "b"], "slot": 1, "after": ["n"]},
                {"id": "n", "participants": ["a", "c"], "slot": 2},
            ],
            "meetings[0] (m): fixed in slot 1, after n, which is fixed in slot 2",
        ),
        (
            [{"id": name, "participants": [f"{name}1", f"{name}2"], "slot": 0} for name in "klmn"],
            "slot 0: 4 meetings are fixed in it and it has 3 tables",
        ),
        (
            [
                {"id": name, "participants": [f"{name}1", f"{name}2"], "slot": 0, "interpreter": True}
                for name in "kl"
            ],
            "slot 0: 2 of the meetings fixed in it need an interpreter and there are too few",
        ),
    ],
)
def test_a_problem_that_contradicts_itself_is_said(meetings: list[Json], said: str) -> None:
    given = problem(
        meetings=meetings, participants=[{"id": "away", "forbidden": [1]}], interpreters=[{"id": "i"}]
    )
    assert faults(given) == [said]


@pytest.mark.parametrize(
    "content",
    [
        b"[" + b"0," * (50 * 1024 * 1024) + b"0]",
        b"[" + b"[]," * (MOST_BYTES // 3 - 1) + b"0]",
        b"{" + b'"a":0,' * (MOST_BYTES // 6 - 2) + b'"b":0}',
        b'{"slots": 1, "tables": 1, "meetings": [' + b"{}," * (MOST_BYTES // 3 - 20) + b"{}]}",
    ],
    ids=["100 MB", "many lists", "one key again and again", "many meetings"],
)
def test_a_huge_file_is_refused_soon(content: bytes) -> None:
    """What it takes is a second or two; quadratic reading would take hours, and the suite's timeout ends it."""
    assert faults(content)
