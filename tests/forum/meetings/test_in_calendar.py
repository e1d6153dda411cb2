"""Meetings in the calendar file: one entry for each, replaced when it moves, cancelled, or comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from forum.calendar import hand_out
from forum.desk import Work
from forum.meetings import Actor, report
from forum.meetings.reconciling import unplace
from storage import meetings
from tests.support.forums import copied
from tests.support.halls import SLOTS, Table, add_hall

PEOPLE = (1, 2, 3, 4, 11, 12)


@dataclass(frozen=True)
class Event:
    """An entry of the file that stands for a meeting, as a calendar program reads it."""

    sequence: int
    status: str
    starts: datetime
    ends: datetime
    location: str
    summary: str
    description: str


async def handed(table: Table, who: int, language: str = "it") -> dict[str, Event]:
    """Somebody's file: the meetings in it, by UID."""
    came = await hand_out(table.desk, who, language)
    found = {}
    for event in Calendar.from_ical(str(came.facts["file"])).walk("VEVENT"):
        if str(event["LOCATION"]).startswith("Meeting Point, "):
            assert str(event["UID"]) not in found
            found[str(event["UID"])] = Event(
                int(str(event["SEQUENCE"])),
                str(event["STATUS"]),
                event.decoded("DTSTART").astimezone(UTC),
                event.decoded("DTEND").astimezone(UTC),
                str(event["LOCATION"]).replace("\u00a0", " "),
                str(event["SUMMARY"]),
                str(event.get("DESCRIPTION", "")),
            )
    return found


async def only(table: Table, who: int, language: str = "it") -> Event:
    [event] = (await handed(table, who, language)).values()
    return event


async def lose_time(table: Table, number: int) -> None:
    async with table.database.write() as tx:
        await unplace(Work(tx, table.now), await table.meeting(number))


async def test_a_meeting_has_its_entry_in_the_language_of_whoever_reads_it(table: Table) -> None:
    await table.run(
        "UPDATE delegates SET name_other = 'Делегат 1', organisation_other = 'Фирма' WHERE id = 1"
    )
    await table.run("UPDATE delegates SET name_other = 'Переводчик' WHERE id = 11")
    await table.ask(1, 2, SLOTS[0], subject="Filati; lino, canapa")
    await table.accept(2, 1, SLOTS[0])
    ends = SLOTS[0] + timedelta(minutes=20)
    assert await only(table, 1) == Event(
        0,
        "CONFIRMED",
        SLOTS[0],
        ends,
        "Meeting Point, tavolo 1 (Sala)",
        "Incontro: Delegate 2, Ditta",
        "Argomento: «Filati; lino, canapa»\nInterprete: Interpreter 11",
    )
    assert await only(table, 2, "ru") == Event(
        0,
        "CONFIRMED",
        SLOTS[0],
        ends,
        "Meeting Point, стол 1 (Зал)",
        "Встреча: Делегат 1, Фирма",
        "Тема: «Filati; lino, canapa»\nПереводчик: Переводчик",
    )
    assert await only(table, 11) == Event(
        0,
        "CONFIRMED",
        SLOTS[0],
        ends,
        "Meeting Point, tavolo 1 (Sala)",
        "Interpretariato: Delegate 1 – Delegate 2",
        "Lingue: italiano – russo\nArgomento: «Filati; lino, canapa»",
    )
    assert set(await handed(table, 1)) == set(await handed(table, 2)) == set(await handed(table, 11))


async def test_a_project_is_named_in_the_readers_language(table: Table) -> None:
    await table.run(
        "INSERT INTO projects (id, code, session_id, title_it, title_ru) VALUES (1, 'p', 90, 'Moda', 'Мода')"
    )
    await table.ask(5, 6, SLOTS[0], project=1)
    await table.accept(6, 1, SLOTS[0])
    assert (await only(table, 5)).description == "Argomento: «Moda»"
    assert (await only(table, 6, "ru")).description == "Тема: «Мода»"


async def test_a_move_a_cancellation_and_a_return_replace_the_entry(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    [uid] = await handed(table, 1)
    first = await only(table, 1)
    assert await only(table, 1) == first

    await table.propose(1, number, SLOTS[2])
    assert await only(table, 1) == first
    await table.accept(2, number, SLOTS[2])
    moved = await only(table, 1)
    assert (moved.sequence, moved.starts, moved.status) == (1, SLOTS[2], "CONFIRMED")

    await lose_time(table, number)
    lost = await only(table, 1)
    assert (lost.sequence, lost.starts, lost.status) == (2, SLOTS[2], "CANCELLED")
    assert await only(table, 1) == lost

    await table.propose(1, number, SLOTS[2])
    await table.accept(2, number, SLOTS[2])
    back = await only(table, 1)
    assert (back.sequence, back.starts, back.status) == (3, SLOTS[2], "CONFIRMED")

    await table.cancel(2, number)
    gone = await only(table, 1)
    assert (gone.sequence, gone.starts, gone.status) == (4, SLOTS[2], "CANCELLED")
    assert list(await handed(table, 1)) == [uid]


async def test_what_becomes_of_a_meeting_changes_nothing_in_the_calendar(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    before = await only(table, 1)
    for answer in ("1", "0"):
        await report(table.at(SLOTS[1]).desk, Actor(1), 0, number, "held", answer)
        assert await only(table.at(SLOTS[1]), 1) == before


async def test_an_interpreter_who_is_replaced_keeps_a_cancelled_entry(table: Table) -> None:
    number = await table.agreed(1, 2, SLOTS[0])
    assert (await only(table, 11)).status == "CONFIRMED"
    assert (await only(table, 1)).description == "Interprete: Interpreter 11"
    assert (await table.cannot(11, number)).word == "replaced"
    assert [(await only(table, who)).status for who in (11, 12)] == ["CANCELLED", "CONFIRMED"]
    mine = await only(table, 1)
    assert (mine.sequence, mine.description) == (1, "Interprete: Interpreter 12")


async def test_a_cancelled_meeting_that_was_never_handed_out_is_no_entry(table: Table) -> None:
    await table.cancel(1, await table.agreed(1, 2, SLOTS[0]))
    assert await handed(table, 1) == {}


@dataclass(frozen=True)
class Step:
    """Something that happens to a meeting of two, or to the meeting `which`; then `reader` asks for the file."""

    word: str
    one: int
    other: int
    which: int
    slot: int
    reader: int


steps = st.builds(
    Step,
    word=st.sampled_from(["agree", "agree", "move", "cancel", "cannot", "unplace"]),
    one=st.sampled_from([1, 3]),
    other=st.sampled_from([2, 4]),
    which=st.integers(0, 3),
    slot=st.integers(0, 5),
    reader=st.sampled_from(PEOPLE),
)


@settings(
    max_examples=30,
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # making a failure smaller takes longer than a test may
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(steps, min_size=10, max_size=30))
def test_file_agenda_and_database_agree_whatever_happens(empty: Path, played: list[Step]) -> None:
    asyncio.run(_play(empty, played))


async def _play(empty: Path, played: Sequence[Step]) -> None:
    async with copied(empty) as database:
        async with database.write() as tx:
            await add_hall(tx)
        table = Table(database)
        last: dict[tuple[int, str], Event] = {}
        for step in played:
            await (_agree(table, step) if step.word == "agree" else _change(table, step))
            await _check(table, step.reader, last)
        for who in PEOPLE:
            await _check(table, who, last)


async def _agree(table: Table, step: Step) -> None:
    asked = await table.ask(step.one, step.other, SLOTS[step.slot])
    if asked.word == "asked":
        await table.accept(step.other, int(asked.facts["meeting"] or 0), SLOTS[step.slot])


async def _change(table: Table, step: Step) -> None:
    async with table.database.read() as view:
        agreed = [
            row[0] for row in await view.rows("SELECT id FROM meetings WHERE state = 'agreed' ORDER BY id")
        ]
    if not agreed:
        return
    number = int(agreed[step.which % len(agreed)])
    meeting = await table.meeting(number)
    if step.word == "move":
        await table.propose(meeting.inviter_id, number, SLOTS[step.slot])
        await table.accept(meeting.invitee_id, number, SLOTS[step.slot])
    elif step.word == "cancel":
        await table.cancel(meeting.invitee_id, number)
    elif step.word == "cannot" and meeting.interpreter_id is not None:
        await table.cannot(meeting.interpreter_id, number)
    elif step.word == "unplace":
        await lose_time(table, number)


async def _check(table: Table, who: int, last: dict[tuple[int, str], Event]) -> None:
    """The file shows what the database and the agenda hold; its sequences go on from the file before."""
    events = await handed(table, who)
    standing = sorted((one.starts, one.location) for one in events.values() if one.status == "CONFIRMED")
    async with table.database.read() as view:
        agenda = await meetings.on_agenda(view, who)
        rows = await view.rows(
            "SELECT starts, table_number FROM meetings WHERE starts IS NOT NULL "
            "AND ? IN (inviter_id, invitee_id, interpreter_id)",
            (who,),
        )
    assert standing == sorted(
        (one.starts, f"Meeting Point, tavolo {one.table_number} (Sala)") for one in agenda
    )
    assert standing == sorted(
        (datetime.fromisoformat(row[0]), f"Meeting Point, tavolo {row[1]} (Sala)") for row in rows
    )
    for (reader, uid), before in last.items():
        assert reader != who or uid in events
        if reader == who:
            now = events[uid]
            same = now == before
            assert now.sequence == before.sequence + (not same)
            assert now.status == "CONFIRMED" or (now.starts, now.location) == (before.starts, before.location)
    last.update({(who, uid): event for uid, event in events.items()})
