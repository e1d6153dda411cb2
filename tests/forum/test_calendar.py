"""The calendar file: stable names, rising sequences, cancellations."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from forum.calendar import hand_out, revise
from forum.seats import join, leave
from storage.database import Database
from storage.records import CalendarEntry
from tests.support.forums import NOW, add_delegates, add_forum, add_session, desk


def events(text: object) -> dict[str, dict[str, object]]:
    """What a calendar program reads: by title, the properties that matter."""
    found = {}
    for event in Calendar.from_ical(str(text)).walk("VEVENT"):
        found[str(event["SUMMARY"])] = {
            "uid": str(event["UID"]),
            "sequence": int(str(event["SEQUENCE"])),
            "status": str(event["STATUS"]),
            "starts": event.decoded("DTSTART").astimezone(UTC),
            "ends": event.decoded("DTEND").astimezone(UTC),
            "location": str(event["LOCATION"]),
        }
    return found


async def handed(database: Database, language: str = "it") -> dict[str, dict[str, object]]:
    came = await hand_out(desk(database), 1, language)
    assert came.word == "calendar"
    return events(came.facts["file"])


async def test_moves_and_cancellations_replace_the_old_entry(database: Database) -> None:
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 1)
        await add_session(tx, 1)
    await join(desk(database), 1, 1)
    first = await handed(database)
    starts = NOW + timedelta(hours=1)
    assert list(first) == ["Sessione 1"]
    uid = first["Sessione 1"]["uid"]
    assert first["Sessione 1"] == {
        "uid": uid,
        "sequence": 0,
        "status": "CONFIRMED",
        "starts": starts,
        "ends": starts + timedelta(hours=1),
        "location": "Sala",
    }
    assert await handed(database) == first

    async with database.write() as tx:
        await tx.run("UPDATE sessions SET place_it = 'Aula' WHERE id = 1")
    moved = await handed(database)
    assert moved["Sessione 1"] == {**first["Sessione 1"], "sequence": 1, "location": "Aula"}

    await leave(desk(database), 1, 1)
    gone = await handed(database)
    assert gone["Sessione 1"] == {**moved["Sessione 1"], "sequence": 2, "status": "CANCELLED"}
    assert await handed(database) == gone

    await join(desk(database), 1, 1)
    back = await handed(database)
    assert back["Sessione 1"] == {**moved["Sessione 1"], "sequence": 3}


async def test_who_waits_has_a_tentative_entry(database: Database) -> None:
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 2)
        await add_session(tx, 1, capacity=1)
    await join(desk(database), 2, 1)
    await join(desk(database), 1, 1)
    assert (await handed(database, "ru"))["Сессия 1"]["status"] == "TENTATIVE"


async def test_two_forums_never_share_a_name(database: Database) -> None:
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 1)
        await add_session(tx, 1)
    await join(desk(database), 1, 1)
    one = (await handed(database))["Sessione 1"]["uid"]
    async with database.write() as tx:
        await tx.run("UPDATE forum SET identity = 'another'")
        await tx.run("DELETE FROM calendar")
    assert (await handed(database))["Sessione 1"]["uid"] != one


shown = st.dictionaries(
    st.sampled_from("abcd"), st.integers(0, 3).map(lambda place: {"location": place}), max_size=4
)


@given(st.lists(shown, min_size=1, max_size=8))
def test_a_sequence_never_falls_and_rises_with_every_change(files: list[dict[str, dict[str, int]]]) -> None:
    before: list[CalendarEntry] = []
    for now in files:
        after = revise(before, now)
        old = {entry.uid: entry for entry in before}
        assert {entry.uid for entry in after} == set(old) | set(now)
        for entry in after:
            assert entry.cancelled == (entry.uid not in now)
            known = old.get(entry.uid)
            same = known is not None and (known.entry, known.cancelled) == (entry.entry, entry.cancelled)
            assert entry.sequence == (0 if known is None else known.sequence if same else known.sequence + 1)
        before = after
