from __future__ import annotations

from forum.workbook import Changes, Problem, describe
from forum.workbook.changes import CellChange, Crowded, RowChange, Telling
from storage.workbook_seats import Person


def person(number: int) -> Person:
    return Person(number, f"d{number}", f"Nome {number}")


def test_each_change_is_a_line_and_each_changed_cell_another() -> None:
    changes = Changes(
        rows=(
            RowChange("sessions", "moda", "added", (CellChange("kind", "", "table"),)),
            RowChange(
                "delegates",
                "d1",
                "changed",
                (
                    CellChange("phone", "", "112"),
                    CellChange("offers", "uno\ndue", "x" * 99, overrides=True),
                ),
            ),
            RowChange("info", "wifi", "removed"),
        ),
        crowded=(Crowded("oil", "Petrolio", 3, 5),),
        tellings=(
            Telling("oil", "Petrolio", "changed", tuple(person(number) for number in range(22))),
            Telling("moda", "Moda", "seat_freed", (person(1),)),
        ),
    )
    names = ", ".join(f"Nome {number} (d{number})" for number in range(20))
    assert describe(changes, dry_run=True) == [
        "sessions: moda added",
        "delegates: d1 changed",
        "    phone: (empty) -> 112",
        f"    offers: uno due -> {'x' * 60}… (it had been changed since the last import)",
        "info: wifi removed",
        (
            "oil (Petrolio): 5 seats are taken, more than the new capacity of 3. "
            "Nobody loses a seat; the organisers are told."
        ),
        f"oil (Petrolio) has another time, place or title: 22 people to tell: {names} and 2 more",
        "moda (Moda) has seats for people on its waiting list: 1 person to tell: Nome 1 (d1)",
        "Nothing was written (dry run). It would be 1 added, 1 changed, 1 removed; 22 people to tell.",
    ]


def test_problems_are_all_there_is_to_say() -> None:
    problem = Problem("delegates", 4, "invitation", "invitation_taken", {"value": "X", "owner": "d9"})
    assert describe(Changes(problems=(problem,))) == [
        (
            "delegates, row 4, column invitation: "
            "The invitation “X” belongs to a delegate who is not in this workbook: d9."
        )
    ]
