"""Documents for the gate: who is asked, who may see them, and that they go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from forum.desk import outcome, refusal
from forum.meetings.acting import Actor
from forum.seats import join, leave
from forum.visits import recalling
from forum.visits.gate import demand, forget_papers, remind, waive, withdraw, write
from forum.visits.sheet import written
from storage import gates, workbook_writes
from storage.database import Database
from storage.gates import NO_PAPERS, Papers
from tests.support.forums import NOW, copied, desk
from tests.support.trips import (
    BUS,
    GUIDE,
    LEAVES,
    ORGANISER,
    OTHERS_GUIDE,
    PEOPLE,
    WALK,
    add_trips,
    queued,
    seated,
)

GUIDES = Actor(GUIDE)
ENDS = LEAVES + timedelta(hours=4)
NAME, NUMBER = "IRRIPETIBILE MARINA", "ZX7391826Q"


async def papers(database: Database, person: int, session: int = BUS) -> Papers | None:
    async with database.read() as view:
        return await gates.papers(view, session, person)


async def fill(database: Database, person: int = 1) -> None:
    await write(desk(database), person, BUS, "name", NAME)
    await write(desk(database), person, BUS, "number", NUMBER)


def held(database: Database) -> bytes:
    path = database.path
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    return b"".join(one.read_bytes() for one in files)


async def test_passengers_are_asked_once_and_those_who_come_later_too(trips: Database) -> None:
    await seated(trips, range(1, 8))
    assert await demand(desk(trips), GUIDES, BUS) == outcome("papers_demanded")
    assert await demand(desk(trips, NOW + timedelta(hours=1)), ORGANISER, BUS) == outcome("papers_demanded")
    assert await queued(trips, "gate_papers") == [1, 2, 3, 4, 5, 6]
    await leave(desk(trips), 1, BUS)
    assert await queued(trips, "gate_papers") == [1, 2, 3, 4, 5, 6, 7]
    assert await papers(trips, 7) == NO_PAPERS
    assert await papers(trips, 1) is None
    assert await papers(trips, 2, WALK) is None


@pytest.mark.parametrize("actor", [Actor(1), Actor(OTHERS_GUIDE), Actor(None)])
async def test_nobody_else_asks(trips: Database, actor: Actor) -> None:
    await seated(trips, (1, 2))
    await demand(desk(trips), GUIDES, BUS)
    await fill(trips)
    assert await demand(desk(trips), actor, WALK) == refusal("not_leading")
    assert await waive(desk(trips), actor, BUS) == refusal("not_leading")
    assert await remind(desk(trips, NOW + timedelta(hours=2)), actor, BUS) == refusal("not_leading")
    assert await papers(trips, 1) == Papers(NAME, NUMBER)


async def test_what_is_written_is_kept_and_what_cannot_be_right_is_not(trips: Database) -> None:
    await seated(trips, (1,))
    assert await write(desk(trips), 1, BUS, "name", NAME) == refusal("papers_not_needed")
    await demand(desk(trips), GUIDES, BUS)
    assert await write(desk(trips), 1, BUS, "name", "Марина") == refusal("bad_paper_name")
    assert await write(desk(trips), 1, BUS, "number", "?") == refusal("bad_paper_number")
    assert await write(desk(trips), 1, BUS, "name", "irripetibile marina") == outcome("papers_written")
    assert await papers(trips, 1) == Papers(NAME, "")
    assert await write(desk(trips), 1, BUS, "number", "zx 7391826-q") == outcome("papers_written")
    assert await papers(trips, 1) == Papers(NAME, NUMBER)
    assert await write(desk(trips), 2, BUS, "name", NAME) == refusal("papers_not_needed")
    assert await write(desk(trips, ENDS), 1, BUS, "name", NAME) == refusal("papers_not_needed")
    assert await withdraw(desk(trips), 1, BUS) == outcome("papers_deleted")
    assert await papers(trips, 1) == NO_PAPERS


async def test_those_who_owe_are_asked_again_after_an_hour(trips: Database) -> None:
    await seated(trips, (1, 2))
    await demand(desk(trips), GUIDES, BUS)
    await fill(trips)
    hour = timedelta(hours=1)
    assert await remind(desk(trips, NOW + hour - timedelta(seconds=1)), GUIDES, BUS) == refusal(
        "reminded_lately"
    )
    assert await remind(desk(trips, NOW + hour), GUIDES, BUS) == outcome("papers_reminded", number=1)
    assert await queued(trips, "gate_papers") == [1, 2, 2]
    await fill(trips, 2)
    assert await remind(desk(trips, NOW + 2 * hour), GUIDES, BUS) == refusal("nobody_owes")
    assert await remind(desk(trips, ENDS), GUIDES, BUS) == refusal("visit_over")
    assert await demand(desk(trips, ENDS), GUIDES, WALK) == refusal("not_leading")
    assert await demand(desk(trips, ENDS), ORGANISER, WALK) == refusal("visit_over")


async def test_a_question_that_is_answered_or_waived_is_not_told(trips: Database) -> None:
    await seated(trips, (1, 2, 3))
    await demand(desk(trips), GUIDES, BUS)
    await fill(trips, 2)

    async def asked(person: int, now: datetime = NOW) -> bool:
        async with trips.read() as view:
            return await recalling.question(view, person, {"session": BUS}, now) is not None

    assert [await asked(person) for person in (1, 2, 3, 4)] == [True, False, True, False]
    assert not await asked(1, ENDS)
    await leave(desk(trips), 3, BUS)
    assert not await asked(3)
    await waive(desk(trips), GUIDES, BUS)
    assert not await asked(1)


async def _leave(database: Database) -> None:
    await leave(desk(database), 1, BUS)


async def _withdraw(database: Database) -> None:
    await withdraw(desk(database), 1, BUS)


async def _waive(database: Database) -> None:
    await waive(desk(database), GUIDES, BUS)


async def _remove(database: Database) -> None:
    async with database.write() as tx:
        await workbook_writes.remove_delegates(tx, [1], NOW)


async def _end(database: Database) -> None:
    await forget_papers(desk(database, ENDS))


async def _cancel(database: Database) -> None:
    async with database.write() as tx:
        await workbook_writes.cancel_sessions(tx, [BUS], NOW)
    await forget_papers(desk(database, NOW + timedelta(hours=1)))


@pytest.mark.parametrize("goes", [_leave, _withdraw, _waive, _remove, _end, _cancel])
async def test_of_what_is_deleted_no_byte_is_left(
    trips: Database, goes: Callable[[Database], object]
) -> None:
    """In the database, its write-ahead log and whatever else lies beside it; a changed number leaves none either."""
    await seated(trips, (1, 2))
    await demand(desk(trips), GUIDES, BUS)
    await fill(trips)
    await write(desk(trips), 1, BUS, "number", "OLD7391826Q")
    await fill(trips)
    assert NAME.encode() in held(trips)
    assert NUMBER.encode() in held(trips)
    result = goes(trips)
    assert asyncio.iscoroutine(result)
    await result
    await trips.tidy()
    left = held(trips)
    assert [one for one in (NAME, NUMBER, "OLD7391826Q") if one.encode() in left] == []
    async with trips.read() as view:
        assert await view.number("SELECT count(*) FROM papers") == 0


async def test_many_papers_go_without_a_trace(trips: Database) -> None:
    """Enough of them to fill pages of the database, so that these are split and given back."""
    secret = "QWERTZ"
    async with trips.write() as tx:
        await tx.run("UPDATE sessions SET capacity = NULL WHERE id = ?", (BUS,))
        for number in range(100, 700):
            await tx.run(
                "INSERT INTO delegates (id, code, name, organisation, delegation, language) "
                "VALUES (?, 'x' || ?, 'Nome', 'Ditta', 'it', 'it')",
                (number, number),
            )
            await tx.run(
                "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, 'seated')", (BUS, number)
            )
        await gates.ask(tx, BUS, NOW)
    for number in (*range(100, 700, 2), *range(101, 700, 2)):
        await write(desk(trips), number, BUS, "name", f"{secret}NAME MARINA {'X' * (number % 50)}")
        await write(desk(trips), number, BUS, "number", f"{secret}{number:06}")
    assert secret.encode() in held(trips)
    await forget_papers(desk(trips, ENDS))
    assert secret.encode() not in held(trips)


async def test_what_is_kept_stays_until_the_end_and_a_cancellation_may_be_a_mistake(trips: Database) -> None:
    await seated(trips, (1,))
    await demand(desk(trips), GUIDES, BUS)
    await fill(trips)
    await forget_papers(desk(trips, ENDS - timedelta(seconds=1)))
    async with trips.write() as tx:
        await workbook_writes.cancel_sessions(tx, [BUS], NOW)
    await forget_papers(desk(trips, NOW + timedelta(minutes=59)))
    async with trips.write() as tx:
        await workbook_writes.restore_sessions(tx, [BUS])
    await forget_papers(desk(trips, NOW + timedelta(hours=2)))
    assert await papers(trips, 1) == Papers(NAME, NUMBER)


async def test_a_tick_with_nothing_due_costs_one_query(trips: Database) -> None:
    await demand(desk(trips), GUIDES, BUS)
    before = trips.statements
    await forget_papers(desk(trips))
    assert trips.statements == before + 1


def test_the_list_is_a_sheet_without_formulas() -> None:
    content = written("malo", ["№", "Nome", "Numero", "Ditta"], [["1", "MARIO ROSSI", "0012345", "=1+1"]])
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    rows = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        [("№", "s"), ("Nome", "s"), ("Numero", "s"), ("Ditta", "s")],
        [("1", "s"), ("MARIO ROSSI", "s"), ("0012345", "s"), ("=1+1", "s")],
    ]


@dataclass
class Model:
    """What should be kept: by passenger, as long as the question stands and they have their seat."""

    queue: list[int] = field(default_factory=list)
    asked: bool = False
    kept: dict[int, tuple[str, str]] = field(default_factory=dict)
    over: bool = False

    @property
    def seated(self) -> list[int]:
        return self.queue[:3]


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["join", "leave", "name", "number", "withdraw", "demand", "waive", "tick", "end"]),
        st.sampled_from(PEOPLE[:6]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=_STEPS)
def test_papers_are_kept_of_passengers_alone_and_only_while_they_are_asked_for(
    empty: Path,
    steps: list[tuple[str, int]],
) -> None:
    asyncio.run(_play(empty, steps))


async def _play(empty: Path, steps: list[tuple[str, int]]) -> None:
    model = Model()
    async with copied(empty) as database:
        async with database.write() as tx:
            await add_trips(tx, capacity=3)
        for word, person in steps:
            await _step(database, model, word, person)
        async with database.read() as view:
            rows = await view.rows("SELECT delegate_id, name, number FROM papers")
        assert {row[0]: (row[1], row[2]) for row in rows} == model.kept


async def _step(database: Database, model: Model, word: str, person: int) -> None:
    now = ENDS if model.over else NOW
    match word:
        case "name" | "number":
            await _write(database, model, word, person)
        case "join":
            await join(desk(database, now), person, BUS, despite_clash=True)
            model.queue += [person] if person not in model.queue and not model.over else []
        case "leave":
            await leave(desk(database), person, BUS)
            model.queue = [one for one in model.queue if one != person]
            model.kept.pop(person, None)
        case "withdraw":
            await withdraw(desk(database, now), person, BUS)
            model.kept.pop(person, None)
        case "demand":
            await demand(desk(database, now), GUIDES, BUS)
            model.asked = model.asked or not model.over
        case "end":
            model.over = True
        case _:
            await _forget(database, model, word)


async def _write(database: Database, model: Model, word: str, person: int) -> None:
    text = f"NAME {'X' * person}" if word == "name" else f"{person}" * 6
    came = await write(desk(database, ENDS if model.over else NOW), person, BUS, word, text)
    if not model.asked or model.over or person not in model.seated:
        assert came == refusal("papers_not_needed")
        return
    name, number = model.kept.get(person, ("", ""))
    model.kept[person] = (text, number) if word == "name" else (name, text)


async def _forget(database: Database, model: Model, word: str) -> None:
    if word == "waive":
        await waive(desk(database), GUIDES, BUS)
    else:
        await forget_papers(desk(database, ENDS if model.over else NOW))
    if word == "waive" or model.over:
        model.asked, model.kept = False, {}
