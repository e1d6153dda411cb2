"""What waits in quiet hours and what does not, by what happens: quiet from 22:30 to 6:45, in Florence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from forum import arrival, meetings, seats
from forum.desk import Desk
from forum.meetings import Actor, pass_time
from storage.database import Database
from storage.instants import from_sql, to_sql
from tests.support.forums import add_session
from tests.support.halls import POINT, Table, add_hall

FLORENCE = ZoneInfo("Europe/Rome")
BUS = 7


def clock(day: int, time: str) -> datetime:
    return datetime.fromisoformat(f"2018-11-{day} {time}").replace(tzinfo=FLORENCE).astimezone(UTC)


NIGHT, MORNING = clock(29, "23:00"), clock(30, "06:45")
EARLY, LATER, NOON = clock(30, "08:30"), clock(30, "09:10"), clock(30, "12:10")
"""Three slots of the Meeting Point: the first begins within two hours of the end of the quiet hours."""

Night = Callable[["Forum"], Awaitable[object]]


class Forum(Table):
    """The hall of the stories about meetings, open the next day; by night only its clock is at eleven."""

    @property
    def tonight(self) -> Forum:
        return Forum(self.database, NIGHT)

    @property
    def at_dusk(self) -> Forum:
        return Forum(self.database, clock(29, "18:00"))

    async def told(self) -> set[tuple[str, datetime]]:
        """What was told since, and when it goes out."""
        async with self.database.read() as view:
            rows = await view.rows("SELECT kind, not_before FROM outbox")
        return {(row[0], from_sql(row[1])) for row in rows}

    async def forget(self) -> None:
        await self.run("DELETE FROM outbox")


@pytest.fixture
async def forum(database: Database) -> Forum:
    async with database.write() as tx:
        await add_hall(tx)
        await tx.run("UPDATE forum SET quiet_from = '22:30', quiet_until = '06:45'")
        await tx.run(
            "UPDATE sessions SET starts = ?, ends = ? WHERE id = ?",
            (to_sql(EARLY), to_sql(clock(30, "18:30")), POINT),
        )
        await add_session(tx, BUS, kind="visit", starts=clock(30, "16:00"), capacity=1)
        for number, state in ((1, "seated"), (2, "waiting")):
            await tx.run(
                "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)", (BUS, number, state)
            )
    return Forum(database)


async def agreed(forum: Forum, time: datetime) -> int:
    number = await forum.at_dusk.agreed(1, 2, time)
    await forum.forget()
    return number


async def test_a_request_and_its_answers_without_a_time_wait(forum: Forum) -> None:
    await forum.tonight.ask(1, 2, EARLY)
    assert await forum.told() == {("meeting_asked", MORNING)}
    await forum.tonight.propose(2, 1, LATER)
    await forum.tonight.decline(1, 1)
    assert await forum.told() == {
        (kind, MORNING) for kind in ("meeting_asked", "meeting_proposed", "meeting_declined")
    }


@pytest.mark.parametrize(("time", "when"), [(EARLY, NIGHT), (LATER, MORNING), (NOON, MORNING)])
async def test_a_meeting_agreed_moved_or_cancelled_waits_unless_it_begins_early(
    forum: Forum, time: datetime, when: datetime
) -> None:
    await forum.at_dusk.ask(1, 2, time)
    await forum.forget()
    await forum.tonight.accept(2, 1, time)
    assert await forum.told() == {("meeting_agreed", when), ("interpreter_assigned", when)}
    await forum.forget()
    await forum.tonight.cancel(1, 1)
    assert await forum.told() == {("meeting_cancelled", when), ("interpreter_released", when)}


@pytest.mark.parametrize(("before", "after"), [(EARLY, NOON), (NOON, EARLY)])
async def test_a_meeting_moved_away_from_the_morning_or_to_it_does_not_wait(
    forum: Forum, before: datetime, after: datetime
) -> None:
    number = await agreed(forum, before)
    await forum.tonight.propose(1, number, after)
    asked = NIGHT if before == EARLY else MORNING
    assert await forum.told() == {("meeting_move_asked", asked)}
    await forum.forget()
    await forum.tonight.accept(2, number, after)
    assert await forum.told() == {("meeting_moved", NIGHT), ("interpreter_moved", NIGHT)}


async def test_an_interpreter_who_cannot_come_early_does_not_wait(forum: Forum) -> None:
    number = await agreed(forum, EARLY)
    await forum.run("UPDATE delegates SET removed_at = '2018-11-29T12:00:00.000+00:00' WHERE id = 12")
    await forum.run("UPDATE delegates SET role = 'organiser' WHERE id = 6")
    interpreter = (await forum.meeting(number)).interpreter_id
    await forum.tonight.cannot(interpreter or 0, number)
    assert {when for _, when in await forum.told()} == {NIGHT}
    assert {kind for kind, _ in await forum.told()} >= {"meeting_no_interpreter", "meeting_interpreter"}


async def test_i_am_late_never_waits(forum: Forum) -> None:
    """A forum that is quiet in the middle of its day."""
    number = await agreed(forum, NOON)
    await forum.run("UPDATE forum SET quiet_from = '10:00', quiet_until = '18:00'")
    now = clock(30, "12:15")
    await meetings.late(Desk(forum.database, lambda: now), Actor(1), 0, number, 10)
    assert {when for _, when in await forum.told()} == {now}


@pytest.mark.parametrize(("hours", "kind"), [(5, "meeting_nudge"), (7, "meeting_lapsed")])
async def test_what_time_does_by_night_waits(forum: Forum, hours: int, kind: str) -> None:
    await forum.run("UPDATE forum SET request_hours = 6")
    await Forum(forum.database, clock(29, "20:00")).ask(1, 2)
    await forum.forget()
    now = clock(29, "20:00") + (clock(29, "21:00") - clock(29, "20:00")) * hours
    await pass_time(Desk(forum.database, lambda: now))
    assert await forum.told() == {(kind, MORNING)}


@pytest.mark.parametrize(("leaves", "when"), [("07:15", NIGHT), ("08:45", NIGHT), ("08:46", MORNING)])
async def test_a_seat_that_frees_waits_unless_its_bus_leaves_early(
    forum: Forum, leaves: str, when: datetime
) -> None:
    async with forum.database.write() as tx:
        await tx.run(
            "INSERT INTO stops (session_id, position, kind, place_it, place_ru, at) "
            "VALUES (?, 1, 'departure', 'A', 'Б', ?)",
            (BUS, to_sql(clock(30, leaves))),
        )
    await seats.leave(forum.tonight.desk, 1, BUS)
    assert await forum.told() == {("seat_freed", when)}


async def test_a_registration_waits_for_the_organisers_and_they_for_the_morning(forum: Forum) -> None:
    async with forum.database.write() as tx:
        await tx.run("UPDATE delegates SET role = 'organiser' WHERE id = 6")
        await tx.run("UPDATE forum SET registration = 'approval'")
        await tx.run(
            "INSERT INTO accounts (user_id, language, consent_version, consent_at) VALUES (77, 'it', '1', '')"
        )
        await tx.run(
            "INSERT INTO applications (id, user_id, name, organisation, delegation, state, at) "
            "VALUES (1, 77, 'Anna Verdi', 'CNA', 'it', 'draft', ?)",
            (to_sql(NIGHT),),
        )
    desk = forum.tonight.desk
    assert (await arrival.submit(desk, 77)).refused is False
    assert await forum.told() == {("registration", MORNING)}
    assert (await arrival.decide(desk, 1, accepted=False)).word == "declined"
    assert await forum.told() == {("registration", MORNING), ("registration_declined", MORNING)}
