"""`plan` without a file: the Meeting Point of the forum in the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.bot.command_line import CommandLine

MORNING = {"CLOCK_START": "2018-11-29T08:30+01:00"}
AGREED = (
    "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, asked_at) SELECT one.id, other.id, 'agreed', "
    "1, '2018-11-28T08:00:00.000+00:00' FROM delegates AS one, delegates AS other "
    "WHERE one.code = 'd23' AND other.code IN ('d01', 'd02')"
)


def changed(bot: CommandLine, statement: str) -> None:
    with closing(sqlite3.connect(bot.database)) as raw, raw:
        raw.execute(statement)


def placed(bot: CommandLine) -> int:
    with closing(sqlite3.connect(bot.database)) as raw:
        return int(raw.execute("SELECT count(*) FROM meetings WHERE starts IS NOT NULL").fetchone()[0])


PROPOSAL = (
    "Meetings to plan: 2, others that stay: 0, slots: 12, tables: 20\nPlaced: 2 of 2\nMoved: 0\n"
    "Breaks: 0 now, 0 then (proved), 0 at most for one person\nIdle slots: 0\nPeople to be told: 5\n"
)


def test_the_meeting_point_is_planned_and_everybody_told(loaded: CommandLine) -> None:
    changed(loaded, AGREED)
    said = loaded("plan", **MORNING)
    assert said.status == 0
    assert said.out == f"{PROPOSAL}Written. Meetings: 2, people told: 5\n"
    assert "placed 2 of 2, breaks 0 (at best 0)" in said.error
    assert placed(loaded) == 2
    with closing(sqlite3.connect(loaded.database)) as raw:
        told = raw.execute("SELECT count(*) FROM outbox WHERE kind = 'meetings_planned'").fetchone()[0]
    assert told == 5
    assert loaded("plan", **MORNING).error == "There is nothing to plan.\n"


def test_a_dry_run_writes_nothing(loaded: CommandLine) -> None:
    changed(loaded, AGREED)
    said = loaded("plan", "--dry-run", **MORNING)
    assert (said.status, said.out) == (0, f"{PROPOSAL}Nothing was written.\n")
    assert placed(loaded) == 0


def test_what_has_no_place_is_named(loaded: CommandLine) -> None:
    changed(loaded, AGREED)
    changed(loaded, "UPDATE delegates SET role = 'delegate' WHERE role = 'interpreter'")
    said = loaded("plan", **MORNING)
    assert said.out.endswith(
        "Without a place:\n  meeting 1: no_interpreter\n  meeting 2: no_interpreter\nNothing was written.\n"
    )


def test_when_it_is_over_there_is_nothing_to_plan_for(loaded: CommandLine) -> None:
    changed(loaded, AGREED)
    said = loaded("plan", CLOCK_START="2018-12-01T08:30+01:00")
    assert (said.status, said.error) == (1, "The Meeting Point has no slots to come.\n")


def test_without_a_database(bot: CommandLine) -> None:
    said = bot("plan")
    assert said.status == 1
    assert said.error == f"There is no database at {bot.database}: import a forum, or set DATABASE.\n"


def test_a_problem_goes_with_an_output(bot: CommandLine) -> None:
    said = bot("plan", "--problem", "x.json")
    assert said.status == 2
    assert said.error.endswith("plan: error: --problem and --output go together\n")
