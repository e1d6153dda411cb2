"""A session is added in the chat: question after question, then at once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.changes import Trial
from forum.changes.adding import (
    add,
    answer,
    begin,
    draft,
    lines,
    open_question,
    questions,
    shown,
    try_out,
)
from forum.desk import Outcome, outcome, refusal
from storage import sessions
from storage.records import Session
from storage.session_edits import Given
from tests.support.forums import NOW
from tests.support.halls import POINT
from tests.support.programmes import GUIDE, PLENARY, TABLE, Programme

WHO = 1013
TODAY = "2018-11-29"  # nine in the morning in Florence
ANSWERED = outcome("new_answered")
ROME = ZoneInfo("Europe/Rome")

TALK = {
    "title_it": "Tavola rotonda",
    "title_ru": "Круглый стол",
    "day": TODAY,
    "times": "16:00-17:30",
    "place_it": "Sala",
    "place_ru": "Зал",
    "audience": "ru",
}
TRIP = TALK | {
    "times": "9.30 – 13.00",
    "capacity": "20",
    "audience": "all",
    "stops": "9:30 Piazza / Площадь\n\n10:15  Fabbrica | Завод \n13.00 Piazza / Площадь",
}


async def given(programme: Programme) -> Given:
    async with programme.database.read() as view:
        return await draft(view, WHO)


async def answered(programme: Programme, what: str, text: str, language: str = "it") -> Outcome:
    return await answer(programme.desk, WHO, what, text, language)


async def prepared(programme: Programme, kind: str = "social", **answers: str) -> Given:
    assert await begin(programme.desk, WHO, kind) == outcome("new_begun")
    told = (TRIP if kind == "visit" else TALK) | answers
    for what in questions(kind, "it"):
        assert await answered(programme, what, told.get(what, "-")) == ANSWERED
    return await given(programme)


async def added(programme: Programme, number: int) -> Session:
    async with programme.database.read() as view:
        found = await sessions.get(view, number)
    assert found is not None
    return found


async def test_one_question_after_the_other(programme: Programme) -> None:
    assert open_question(await given(programme), "it") == "kind"
    await begin(programme.desk, WHO, "visit")
    for what in questions("visit", "ru"):
        assert open_question(await given(programme), "ru") == what
        text = "9:30 Площадь / Piazza" if what == "stops" else TRIP[what]
        assert await answered(programme, what, text, "ru") == ANSWERED
    found = await given(programme)
    assert open_question(found, "ru") == ""
    assert [(one.kind, one.place_it, one.place_ru) for one in lines(found)] == [
        ("departure", "Piazza", "Площадь")
    ]
    assert questions("visit", "ru")[:2] == ("title_ru", "title_it")
    assert "capacity" not in questions("plenary", "it")


async def test_a_session_is_added_and_told(programme: Programme) -> None:
    seen = shown(await prepared(programme))
    came = await add(programme.desk, WHO, seen)
    assert (came.word, came.refused) == ("session_added", False)
    found = await added(programme, int(came.facts["session"] or 0))
    four = datetime(2018, 11, 29, 16, 0, tzinfo=ROME)
    assert (found.kind, found.title_it, found.title_ru) == ("social", "Tavola rotonda", "Круглый стол")
    assert (found.starts, found.ends) == (four, four + timedelta(minutes=90))
    assert (found.place_it, found.place_ru, found.audience, found.capacity) == ("Sala", "Зал", "ru", None)
    assert found.code.startswith("chat-")
    assert await programme.pending() == {found.id: {"new"}}
    assert (await programme.release()).facts == {"people": 2}
    assert await programme.addressed() == [2, 4]
    assert await programme.undo() == outcome("release_undone", session=found.id)
    assert await programme.told(2) == {}
    assert (await added(programme, found.id)).cancelled_at is not None


async def test_a_visit_has_its_stops_and_is_told_to_its_guides(programme: Programme) -> None:
    came = await add(programme.desk, WHO, shown(await prepared(programme, "visit")))
    number = int(came.facts["session"] or 0)
    async with programme.database.read() as view:
        stops = await sessions.stops(view, number)
    assert [(one.position, one.kind, one.place_it, one.place_ru) for one in stops] == [
        (1, "departure", "Piazza", "Площадь"),
        (2, "stop", "Fabbrica", "Завод"),
        (3, "return", "Piazza", "Площадь"),
    ]
    assert stops[1].at == datetime(2018, 11, 29, 10, 15, tzinfo=ROME)
    assert (await added(programme, number)).capacity == 20
    assert (await programme.release()).facts == {"people": 1}
    assert await programme.addressed() == [GUIDE]


async def test_pressed_twice_it_is_added_once(programme: Programme) -> None:
    seen = shown(await prepared(programme))
    came = await asyncio.gather(*(add(programme.desk, WHO, seen) for _ in range(3)))
    assert len({one.facts["session"] for one in came}) == 1
    async with programme.database.read() as view:
        assert await view.number("SELECT count(*) FROM sessions WHERE code LIKE 'chat-%'") == 1


async def test_a_code_of_the_workbook_is_not_taken(programme: Programme) -> None:
    await programme.run("UPDATE sessions SET code = 'chat-' || (SELECT seq + 1 FROM sqlite_sequence "
                        "WHERE name = 'sessions') WHERE id = 1")  # fmt: skip
    came = await add(programme.desk, WHO, shown(await prepared(programme)))
    assert came.word == "session_added"


async def test_only_what_was_shown_is_added(programme: Programme) -> None:
    seen = shown(await prepared(programme))
    await answered(programme, "title_it", "Altro")
    assert await add(programme.desk, WHO, seen) == refusal("new_changed")
    await begin(programme.desk, WHO, "social")
    assert await add(programme.desk, WHO, seen) == refusal("gone")
    assert await add(programme.desk, 1001, seen) == refusal("gone")
    assert await begin(programme.desk, WHO, "party") == refusal("gone")


async def test_its_time_may_pass_meanwhile(programme: Programme) -> None:
    seen = shown(await prepared(programme))
    late = programme.at(NOW + timedelta(hours=10))
    assert await add(late.desk, WHO, seen) == refusal("moved_into_past")
    assert await try_out(late.desk, WHO) == refusal("moved_into_past")


async def test_the_trial_says_what_it_does_to_whom(programme: Programme) -> None:
    await prepared(programme, times="14:30-15:30", audience="all")
    trial = await try_out(programme.desk, WHO)
    assert isinstance(trial, Trial)
    assert trial.preview is not None
    assert trial.preview.change.what == {"new"}
    assert sum(trial.preview.people.values()) == 7
    assert [one.other_id for one in trial.preview.neighbours] == [PLENARY, POINT]
    assert await programme.pending() == {}
    async with programme.database.read() as view:
        assert await view.number("SELECT count(*) FROM sessions WHERE code LIKE 'chat-%'") == 0


@pytest.mark.parametrize(
    ("what", "text", "came"),
    [
        ("title_it", "x" * 500, refusal("too_long", given=500, most=200)),
        ("title_it", " \u200b", refusal("empty")),
        ("day", "2018-12-24", refusal("gone")),
        ("day", "oggi", refusal("gone")),
        ("times", "8:00-10:00", refusal("moved_into_past")),
        ("times", "17:00-16:00", refusal("ends_first")),
        ("times", "16:00-16:00", refusal("ends_first")),
        ("times", "16:00", refusal("not_times")),
        ("times", "25:00-26:00", refusal("not_times")),
        ("capacity", "-5", refusal("not_a_number", most=999_999)),
        ("capacity", "0", ANSWERED),
        ("audience", "de", refusal("gone")),
        ("stops", "Piazza / Площадь", refusal("not_a_stop", line=1)),
        ("stops", "9:30 Piazza / Площадь\n10:00 Piazza", refusal("not_a_stop", line=2)),
        ("stops", "10:00 A / А\n9:45 B / Б", refusal("stop_out_of_order")),
        ("stops", "14:00 A / А", refusal("stop_outside_visit")),
        ("stops", "8:00 A / А", refusal("stop_outside_visit")),
        ("stops", "\n".join(["9:30 A / А"] * 21), refusal("too_many_stops", most=20)),
        ("stops", "\n", refusal("empty")),
        ("stops", "-", ANSWERED),
        ("nothing", "x", refusal("gone")),
    ],
)
async def test_what_is_no_answer(programme: Programme, what: str, text: str, came: Outcome) -> None:
    before = await prepared(programme, "visit")
    assert await answered(programme, what, text) == came
    assert came.refused is (await given(programme) == before)


async def test_another_day_asks_for_the_times_again(programme: Programme) -> None:
    await prepared(programme, "visit")
    await answered(programme, "day", "2018-11-30")
    found = await given(programme)
    assert (open_question(found, "it"), "stops" in found) == ("times", False)
    assert await answered(programme, "times", "23:00-01:00") == ANSWERED
    assert open_question(await given(programme), "it") == "stops"
    assert await answered(programme, "stops", "23:00 A / А\n00:30 B / Б") == ANSWERED


async def test_a_session_that_an_organiser_is_changing_is_another_draft(programme: Programme) -> None:
    from forum import changes

    await begin(programme.desk, WHO, "social")
    await changes.draft_text(programme.desk, WHO, TABLE, "title", "it", "Altro", first=True)
    assert await given(programme) == {"kind": "social"}
