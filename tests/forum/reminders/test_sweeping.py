"""The sweep: who is reminded of what and when, whatever happens to the programme, the clock and the bot."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from forum import reminders
from forum.desk import Desk
from forum.reminders.sweeping import PAGE
from storage.connection import Connection
from storage.database import Database
from storage.instants import to_sql
from tests.support.forums import NOW, add_delegates, add_forum, add_session

NINE = NOW.replace(hour=9)
TABLE, PLENARY, VISIT, POINT, BUS = 1, 2, 3, 4, 5


@dataclass
class Bell:
    """The words of these stories: the clock is put to an instant, and the sweep comes."""

    database: Database
    now: datetime = NOW

    async def at(self, clock: str, day: int = 29) -> list[tuple[int, str, int]]:
        """Whom the sweep at that time of November 2018 (UTC) reminds of what, and of which lead time."""
        hour, minute = clock.split(":")
        self.now = datetime(2018, 11, day, int(hour), int(minute), tzinfo=UTC)
        return await self.ring()

    async def ring(self) -> list[tuple[int, str, int]]:
        before = await self.number("SELECT coalesce(max(id), 0) FROM outbox")
        await reminders.remind(Desk(self.database, lambda: self.now))
        async with self.database.read() as view:
            rows = await view.rows(
                "SELECT delegate_id, facts FROM outbox WHERE id > ? AND kind = 'reminder' ORDER BY id",
                (before,),
            )
        return [
            (row[0], "{what} {id}".format(**(facts := json.loads(row[1]))), facts["lead"]) for row in rows
        ]

    async def digests(self) -> list[tuple[int, str]]:
        async with self.database.read() as view:
            rows = await view.rows("SELECT key FROM outbox WHERE kind = 'digest' ORDER BY id")
        return [(int(key.rpartition(":")[2]), key.split(":", 1)[1].rpartition(":")[0]) for (key,) in rows]

    async def recalled(self) -> list[tuple[int, datetime]]:
        """What of all that was put into the outbox would be told now: to whom, and when it begins."""
        async with self.database.read() as view:
            rows = await view.rows(
                "SELECT delegate_id, facts FROM outbox WHERE kind = 'reminder' ORDER BY id"
            )
            found = [
                (row[0], await reminders.recall(view, row[0], json.loads(row[1]), self.now)) for row in rows
            ]
        return [(number, one.begins) for number, one in found if one is not None]

    async def number(self, sql: str) -> int:
        async with self.database.read() as view:
            return await view.number(sql)

    async def run(self, sql: str, *parameters: str | int) -> None:
        async with self.database.write() as tx:
            await tx.run(sql, parameters)

    async def move(self, session: int, clock: str) -> None:
        hour, minute = clock.split(":")
        starts = datetime(2018, 11, 29, int(hour), int(minute), tzinfo=UTC)
        await self.run(
            "UPDATE sessions SET starts = ?, ends = ? WHERE id = ?",
            to_sql(starts), to_sql(starts + timedelta(hours=1)), session,
        )  # fmt: skip


@pytest.fixture
async def bell(database: Database) -> Bell:
    """Delegates 1 to 4 have opened the bot, 5 has not; at nine a table with 1 and 2, and 3 who waits for a seat."""
    async with database.write() as tx:
        await add_forum(tx)
        await tx.run("UPDATE forum SET reminder_minutes = '60,15'")
        await add_delegates(tx, 5)
        await open_accounts(tx, 1, 2, 3, 4)
        await add_session(tx, TABLE, starts=NINE, capacity=2)
        for delegate, state in ((1, "seated"), (2, "seated"), (3, "waiting"), (5, "waiting")):
            await tx.run(
                "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
                (TABLE, delegate, state),
            )
    bell = Bell(database)
    assert await bell.at("07:30") == []
    return bell


async def open_accounts(tx: Connection, *delegates: int) -> None:
    await tx.run_many(
        "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
        "VALUES (?, ?, 'it', '1', '')",
        [(1000 + number, number) for number in delegates],
    )


async def test_those_with_a_seat_are_reminded_once_at_each_lead_time(bell: Bell) -> None:
    assert await bell.at("07:59") == []
    assert await bell.at("08:00") == [(1, "session 1", 60), (2, "session 1", 60)]
    assert await bell.ring() == []
    assert await bell.at("08:44") == []
    assert await bell.at("08:46") == [(1, "session 1", 15), (2, "session 1", 15)]
    assert await bell.at("09:00") == []


async def test_everybody_attends_a_plenary_but_whoever_took_it_off_the_agenda(bell: Bell) -> None:
    async with bell.database.write() as tx:
        await add_session(tx, PLENARY, kind="plenary", starts=NINE, audience="ru")
        await tx.run("DELETE FROM seats")
        await tx.run("INSERT INTO absences (delegate_id, session_id) VALUES (2, ?)", (PLENARY,))
        await add_session(tx, POINT, kind="meeting_point", starts=NINE)
    assert await bell.at("08:00") == [(4, "session 2", 60)]


@pytest.mark.parametrize("role", ["organiser", "interpreter", "guide"])
async def test_whoever_runs_the_forum_is_reminded_too(bell: Bell, role: str) -> None:
    await bell.run("DELETE FROM seats")
    await bell.run("UPDATE delegates SET role = ? WHERE id = 4", role)
    async with bell.database.write() as tx:
        await add_session(tx, BUS, kind="transfer", starts=NINE, audience="ru")
    assert await bell.at("08:00") == [(2, "session 5", 60), (4, "session 5", 60)]


async def test_whoever_was_removed_is_not(bell: Bell) -> None:
    await bell.run("UPDATE delegates SET removed_at = '2018-11-29T07:45:00.000+00:00' WHERE id = 1")
    assert await bell.at("08:00") == [(2, "session 1", 60)]


async def test_a_visit_begins_when_its_first_bus_leaves(bell: Bell) -> None:
    await bell.run("UPDATE sessions SET kind = 'visit', starts = ? WHERE id = 1", to_sql(NINE))
    for position, kind, clock in ((1, "stop", "08:05"), (2, "departure", "08:50"), (3, "departure", "08:40")):
        await bell.run(
            "INSERT INTO stops (session_id, position, kind, place_it, place_ru, at) VALUES (1, ?, ?, 'A', 'Б', ?)",
            position, kind, f"2018-11-29T{clock}:00.000+00:00",
        )  # fmt: skip
    assert await bell.at("07:39") == []
    assert await bell.at("07:40") == [(1, "session 1", 60), (2, "session 1", 60)]
    assert [begins.strftime("%H:%M") for _, begins in await bell.recalled()] == ["08:40", "08:40"]
    assert await bell.at("08:25") == [(1, "session 1", 15), (2, "session 1", 15)]
    await bell.run("DELETE FROM stops")
    assert await bell.recalled() == []
    assert await bell.at("08:45") == [(1, "session 1", 15), (2, "session 1", 15)]


async def test_both_sides_of_a_meeting_and_its_interpreter(bell: Bell) -> None:
    await bell.run("UPDATE sessions SET cancelled_at = '' WHERE id = 1")
    await bell.run(
        "INSERT INTO meetings (id, inviter_id, invitee_id, state, interpreted, starts, ends, table_number, "
        "interpreter_id, asked_at) VALUES (7, 2, 3, 'agreed', 1, ?, ?, 4, 1, '2018-11-28T09:00:00.000+00:00')",
        to_sql(NINE), to_sql(NINE + timedelta(minutes=20)),
    )  # fmt: skip
    assert await bell.at("08:00") == [(1, "meeting 7", 60), (2, "meeting 7", 60), (3, "meeting 7", 60)]
    await bell.run("UPDATE meetings SET interpreter_id = NULL")
    assert [number for number, _ in await bell.recalled()] == [2, 3]
    await bell.run(
        "UPDATE meetings SET starts = ?, ends = ?",
        to_sql(NINE + timedelta(hours=1)), to_sql(NINE + timedelta(hours=2)),
    )  # fmt: skip
    assert await bell.recalled() == []
    assert await bell.at("08:50") == []
    assert await bell.at("09:00") == [(2, "meeting 7", 60), (3, "meeting 7", 60)]
    await bell.run("UPDATE meetings SET state = 'cancelled', starts = NULL, ends = NULL, table_number = NULL")
    assert await bell.at("09:50") == []
    assert await bell.recalled() == []


async def test_a_meeting_asked_for_or_without_a_time_is_nothing_to_be_reminded_of(bell: Bell) -> None:
    await bell.run("DELETE FROM seats")
    await bell.run(
        "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, awaits_id, asked_at) "
        "VALUES (1, 2, 'asked', 0, 2, ''), (3, 4, 'agreed', 0, NULL, '')"
    )
    await bell.run("INSERT INTO proposals (meeting_id, starts) VALUES (1, ?)", to_sql(NINE))
    assert await bell.at("08:00") == []
    assert await bell.at("08:45") == []


async def test_each_is_reminded_as_they_wish(bell: Bell) -> None:
    await bell.run("UPDATE seats SET state = 'seated' WHERE delegate_id = 1")
    await bell.run("UPDATE sessions SET capacity = NULL")
    await bell.run("INSERT INTO seats (session_id, delegate_id, state) VALUES (1, 4, 'seated')")
    await bell.run("UPDATE seats SET state = 'seated' WHERE delegate_id = 3")
    await bell.run("UPDATE delegates SET reminders = '30' WHERE id = 2")
    await bell.run("UPDATE delegates SET reminders = '' WHERE id = 3")
    await bell.run("UPDATE delegates SET reminders = '60,15' WHERE id = 4")
    assert await bell.at("08:00") == [(1, "session 1", 60), (4, "session 1", 60)]
    await bell.run("UPDATE forum SET reminder_minutes = ''")
    assert await bell.at("08:30") == [(2, "session 1", 30)]
    assert await bell.at("08:45") == [(4, "session 1", 15)]
    await bell.run("UPDATE delegates SET reminders = '' WHERE id = 4")
    assert [number for number, _ in await bell.recalled()] == [2]


async def test_a_week_before(bell: Bell) -> None:
    await bell.run("UPDATE forum SET reminder_minutes = '10080'")
    await bell.run("DELETE FROM sweeps")
    await bell.at("08:59", 22)
    assert await bell.at("09:01", 22) == [(1, "session 1", 10080), (2, "session 1", 10080)]
    assert await bell.at("08:59", 29) == []


async def test_what_is_moved_is_reminded_of_anew(bell: Bell) -> None:
    assert len(await bell.at("08:00")) == 2
    await bell.move(TABLE, "11:00")
    assert await bell.recalled() == []
    assert await bell.at("08:45") == []
    assert await bell.at("10:00") == [(1, "session 1", 60), (2, "session 1", 60)]
    await bell.move(TABLE, "09:30")  # into the past
    assert await bell.at("10:45") == []
    assert await bell.recalled() == []


async def test_what_is_moved_back_is_not_told_a_second_time(bell: Bell) -> None:
    assert len(await bell.at("08:00")) == 2
    await bell.move(TABLE, "11:00")
    await bell.at("08:10")
    await bell.move(TABLE, "09:00")
    assert len(await bell.recalled()) == 2
    assert await bell.at("08:45") == [(1, "session 1", 15), (2, "session 1", 15)]


async def test_what_is_cancelled_or_left_is_not_told_any_more(bell: Bell) -> None:
    assert len(await bell.at("08:00")) == 2
    await bell.run("DELETE FROM seats WHERE delegate_id = 1")
    assert [number for number, _ in await bell.recalled()] == [2]
    await bell.run("UPDATE sessions SET cancelled_at = ''")
    assert await bell.recalled() == []
    assert await bell.at("08:45") == []


async def test_whoever_joins_after_a_lead_time_gets_the_next_one(bell: Bell) -> None:
    assert len(await bell.at("08:00")) == 2
    await bell.run("DELETE FROM seats WHERE delegate_id = 2")
    await bell.run("UPDATE seats SET state = 'seated' WHERE delegate_id = 3")
    assert await bell.at("08:10") == []
    assert await bell.at("08:45") == [(1, "session 1", 15), (3, "session 1", 15)]


# Stops and clocks.


async def test_after_a_stop_the_nearest_is_told_and_the_log_says_what_became_of_the_rest(
    bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    async with bell.database.write() as tx:
        await add_session(tx, PLENARY, kind="plenary", starts=NINE + timedelta(minutes=40))
        await add_session(tx, BUS, kind="transfer", starts=NINE - timedelta(minutes=25))
    with caplog.at_level(logging.INFO, "forum"):
        # Of the table an hour and a quarter before were missed, of the plenary an hour, of the bus the quarter.
        assert await bell.at("08:50") == [
            (1, "session 1", 15),
            (1, "session 2", 60),
            (2, "session 1", 15),
            (2, "session 2", 60),
            (3, "session 2", 60),
            (4, "session 2", 60),
        ]
    assert caplog.messages == [
        "reminders that were held up: told now 4 plenary, 2 table, of no use any more 2 table, 8 transfer"
    ]


async def test_what_comes_in_time_is_not_worth_a_line_in_the_log(
    bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "forum"):
        assert len(await bell.at("08:01")) == 2
    assert caplog.messages == []


async def test_a_forum_that_is_over_by_then_reminds_of_nothing(
    bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "forum"):
        assert await bell.at("12:00", 30) == []
    assert caplog.messages == [
        "reminders that were held up: told now none, of no use any more 4 table",
    ]
    assert await bell.digests() == []


async def test_a_clock_set_back_tells_nothing_again(bell: Bell, caplog: pytest.LogCaptureFixture) -> None:
    assert len(await bell.at("08:46")) == 2
    with caplog.at_level(logging.INFO, "forum"):
        assert await bell.at("07:50") == []
        assert await bell.at("07:51") == []
    assert caplog.messages == ["the clock was set back by 0:56:00"]
    # An hour before was never told: the quarter was nearer. Now it is due again, and useful.
    assert await bell.at("08:00") == [(1, "session 1", 60), (2, "session 1", 60)]
    assert await bell.at("08:45") == []


async def test_a_clock_that_was_a_year_ahead_does_not_silence_the_forum(bell: Bell) -> None:
    bell.now = NOW + timedelta(days=365)
    await bell.ring()
    assert await bell.at("07:59") == []
    assert len(await bell.at("08:00")) == 2


async def test_a_database_that_never_saw_a_sweep_begins_now(bell: Bell) -> None:
    await bell.run("DELETE FROM sweeps")
    assert await bell.at("08:50") == []
    assert await bell.number("SELECT count(*) FROM sweeps WHERE until = '2018-11-29T08:50:00.000+00:00'") == 1


async def test_without_a_forum_there_is_nothing_to_do(database: Database) -> None:
    await reminders.remind(Desk(database, lambda: NOW))
    async with database.read() as view:
        assert await view.number("SELECT count(*) FROM sweeps") == 0


async def test_two_sweeps_at_once_tell_everybody_once(bell: Bell) -> None:
    bell.now = NOW
    desk = Desk(bell.database, lambda: bell.now)
    await asyncio.gather(*(reminders.remind(desk) for _ in range(3)))
    assert await bell.number("SELECT count(*) FROM outbox") == 2


async def test_a_tick_with_nothing_due_asks_twice_and_writes_nothing(bell: Bell) -> None:
    before = bell.database.statements
    bell.now += timedelta(seconds=1)
    await reminders.remind(Desk(bell.database, lambda: bell.now))
    assert bell.database.statements - before == 2


async def test_a_sweep_interrupted_between_two_pages_is_made_good(bell: Bell) -> None:
    async with bell.database.write() as tx:
        await tx.run_many(
            "INSERT INTO delegates (id, code, name, organisation, delegation, language) "
            "VALUES (?, ?, 'N', 'O', 'it', 'it')",
            [(number, f"d{number}") for number in range(6, 700)],
        )
        await open_accounts(tx, *range(6, 700))
        await add_session(tx, PLENARY, kind="plenary", starts=NINE)
    wakes = 0

    def interrupted() -> None:
        nonlocal wakes
        wakes += 1
        if wakes == 2:
            raise InterruptedError

    bell.now = NOW
    with pytest.raises(InterruptedError):
        await reminders.remind(Desk(bell.database, lambda: bell.now, wake=interrupted))
    told = await bell.number("SELECT count(*) FROM outbox")
    assert PAGE < told < 3 * PAGE
    assert len(await bell.at("08:03")) == 700 - told
    assert await bell.number("SELECT count(DISTINCT delegate_id) FROM outbox") == 698


# Quiet hours.


async def test_in_quiet_hours_only_what_begins_soon_after_is_told(bell: Bell) -> None:
    await bell.run(
        "UPDATE forum SET quiet_from = '22:00', quiet_until = '08:00', reminder_minutes = '180,150'"
    )
    async with bell.database.write() as tx:
        await add_session(tx, PLENARY, kind="plenary", starts=NINE + timedelta(minutes=2))
    await bell.run("DELETE FROM sweeps")
    await bell.at("05:59")
    # In Florence it is 7 and quiet until 8: the table at 10 cannot wait, the plenary two minutes later can.
    assert [(one, what) for one, what, _ in await bell.at("06:03")][:3] == [
        (1, "session 1"),
        (1, "session 2"),
        (2, "session 1"),
    ]
    async with bell.database.read() as view:
        rows = await view.rows(
            "SELECT DISTINCT json_extract(facts, '$.id'), not_before FROM outbox ORDER BY 1"
        )
    assert [tuple(row) for row in rows] == [
        (TABLE, "2018-11-29T06:03:00.000+00:00"),
        (PLENARY, "2018-11-29T07:00:00.000+00:00"),
    ]
    # When they are over the nearer lead time is there: it alone is told.
    await bell.at("06:33")
    bell.now = NOW.replace(hour=7)
    plenary = NINE + timedelta(minutes=2)
    assert [one for one in await bell.recalled() if one[1] == plenary] == [(n, plenary) for n in (1, 2, 3, 4)]
