"""Sent once to each, stopped and gone on with, corrected and taken back; in pieces, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from forum import announcements as rules
from forum.announcements import Body
from forum.announcements.pieces import SIZE
from forum.desk import Desk, Outcome, outcome, refusal
from storage import announcements as stored
from storage.database import Database
from tests.forum.announcements.support import AUTHOR, OTHER, begun, deliver, get, release, states, written
from tests.support.forums import NOW, desk, told

FLORENCE = ZoneInfo("Europe/Rome")


async def phase(database: Database, number: int) -> str:
    async with database.read() as view:
        found = await rules.standing(view, number)
    assert found is not None
    return found.phase


async def numbers(database: Database, number: int) -> dict[str, int]:
    async with database.read() as view:
        found = await rules.standing(view, number)
    assert found is not None
    return {
        name: getattr(found, name)
        for name in ("delivered", "missed", "left", "corrected", "taken_back", "kept", "read")
        if getattr(found, name)
    }


async def test_everybody_is_told_once_and_the_author_sees_how_it_goes_on(forum: Database) -> None:
    number = await written(forum)
    assert await release(forum, number) == outcome("announcement_sending", people=12)
    await rules.attend(desk(forum))
    assert await states(forum) == dict.fromkeys(range(1, 13), "pending")
    assert (await told(forum))[-1] == ("announcement_progress", None, AUTHOR)
    assert await phase(forum, number) == "sending"
    # Pressed again, and a tick more: nothing changes.
    assert await release(forum, number) == outcome("announcement_sending", people=12)
    await rules.attend(desk(forum))
    assert len(await told(forum)) == 13
    await deliver(forum)
    assert (await phase(forum, number), await numbers(forum, number)) == ("over", {"delivered": 12})


async def test_a_piece_at_a_time(forum: Database) -> None:
    async with forum.write() as tx:
        await tx.run_many(
            "INSERT INTO delegates (id, code, name, organisation, delegation, language) "
            "VALUES (?, ?, 'X', 'Y', 'it', 'it')",
            [(number, f"d{number}") for number in range(13, 2 * SIZE + 8)],
        )
    number = await written(forum)
    await release(forum, number)
    assert list(await states(forum)) == list(range(1, SIZE + 1))
    # The bot is stopped here; whoever goes on from the database tells the others, and nobody twice.
    await rules.attend(desk(forum))
    assert list(await states(forum)) == list(range(1, 2 * SIZE + 8))
    assert (await get(forum, number)).people == 2 * SIZE + 7


async def test_whoever_is_not_ready_is_refused(forum: Database) -> None:
    number = await begun(forum)
    assert await release(forum, number) == refusal("announcement_no_text")
    await rules.write(desk(forum), AUTHOR, number, "it", Body.typed("Ciao"), 0)
    found = await get(forum, number)
    assert await rules.release(desk(forum), AUTHOR, number, found.revision - 1) == refusal(
        "announcement_changed"
    )
    assert await rules.release(desk(forum), OTHER, number, found.revision) == refusal("announcement_gone")
    assert await rules.release(desk(forum), AUTHOR, 999, 0) == refusal("announcement_gone")
    await rules.aim(desk(forum), AUTHOR, number, "role", "delegate", on=True)
    async with forum.write() as tx:
        await tx.run("UPDATE delegates SET role = 'guide' WHERE role = 'delegate'")
    assert await release(forum, number) == refusal("announcement_nobody")
    assert await told(forum) == []


async def test_at_its_time_it_goes_out(forum: Database) -> None:
    number = await written(forum)
    found = await get(forum, number)
    came = await rules.schedule(desk(forum), AUTHOR, number, found.revision, "10:00", FLORENCE)
    assert came == outcome("announcement_scheduled", at="2018-11-29T09:00:00+00:00")
    await rules.attend(desk(forum, NOW + timedelta(minutes=59)))
    assert await told(forum) == []
    await rules.attend(desk(forum, NOW + timedelta(minutes=60)))
    assert len(await states(forum)) == 12
    assert await rules.unschedule(desk(forum), AUTHOR, number) == refusal("announcement_under_way")


async def test_a_time_that_passed_while_the_bot_stood_still(forum: Database) -> None:
    """Half an hour late it still goes out; later the organisers decide anew."""
    number, other = await written(forum), await written(forum, "Altro", author=OTHER)
    for one, author, at in ((number, AUTHOR, "10:00"), (other, OTHER, "9:29")):
        found = await get(forum, one)
        await rules.schedule(desk(forum), author, one, found.revision, at, FLORENCE)
    await rules.attend(desk(forum, NOW + timedelta(minutes=60)))
    assert ((await get(forum, number)).state, (await get(forum, other)).state) == ("released", "draft")
    missed = [who for kind, who, _ in await told(forum) if kind == "announcement_missed"]
    assert missed == [AUTHOR - 1000, OTHER - 1000]


async def test_one_that_is_scheduled_becomes_the_draft_of_whoever_changes_it(forum: Database) -> None:
    number = await written(forum)
    found = await get(forum, number)
    await rules.schedule(desk(forum), AUTHOR, number, found.revision, "10:00", FLORENCE)
    assert await rules.write(desk(forum), AUTHOR, number, "it", Body.typed("x"), 0) == refusal(
        "announcement_gone"
    )
    for _ in range(2):
        assert await rules.unschedule(desk(forum), OTHER, number) == outcome("announcement_unscheduled")
    assert await rules.unschedule(desk(forum), AUTHOR, number) == refusal("announcement_gone")
    changed = await rules.write(desk(forum), OTHER, number, "it", Body.typed("Nuovo"), 0)
    assert changed == outcome("announcement_written")
    await rules.attend(desk(forum, NOW + timedelta(hours=2)))
    assert await told(forum) == []


async def test_a_stop_tells_nobody_else_and_going_on_tells_nobody_twice(forum: Database) -> None:
    number = await written(forum)
    await release(forum, number)
    await deliver(forum, to=[1, 2, 3])
    await deliver(forum, to=[4], state="sending")
    assert await rules.stop(desk(forum), number) == outcome("announcement_stopped")
    assert await states(forum) == {1: "sent", 2: "sent", 3: "sent", 4: "sending"}
    assert await phase(forum, number) == "stopping"
    # What is under way finds that it is over, and is dropped.
    await dropped(forum, 4)
    await rules.attend(desk(forum))
    assert (await phase(forum, number), await numbers(forum, number)) == ("over", {"delivered": 3, "left": 9})
    assert await rules.stop(desk(forum), number) == outcome("announcement_stopped")
    assert await rules.resume(desk(forum), OTHER, number) == outcome("announcement_sending", people=12)
    await rules.attend(desk(forum))
    assert sorted((await states(forum)).items()) == [
        *((one, "sent") for one in (1, 2, 3)),
        *((one, "pending") for one in range(4, 13)),
    ]
    await deliver(forum)
    assert await rules.stop(desk(forum), number) == refusal("announcement_all_sent")
    assert await numbers(forum, number) == {"delivered": 12}


async def dropped(database: Database, delegate: int) -> None:
    async with database.write() as tx:
        await tx.run(
            "UPDATE outbox SET state = 'failed', aside = 1, reason = 'it no longer holds' "
            "WHERE delegate_id = ? AND state = 'sending'",
            (delegate,),
        )


async def test_what_comes_back_after_a_stop_is_taken_away_too(forum: Database) -> None:
    """A message under way that Telegram asks to send later is pending again."""
    number = await written(forum)
    await release(forum, number)
    await deliver(forum, to=[4], state="sending")
    await rules.stop(desk(forum), number)
    await rules.attend(desk(forum))
    assert await states(forum) == {4: "sending"}
    async with forum.write() as tx:
        await tx.run("UPDATE outbox SET state = 'pending' WHERE delegate_id = 4")
    await rules.attend(desk(forum))
    assert (await states(forum), await phase(forum, number)) == ({}, "over")


async def correction(database: Database, number: int, text: str, author: int = AUTHOR) -> Outcome:
    draft = await rules.begin_correction(desk(database), author, number)
    found = int(draft.facts["announcement"] or 0)
    await rules.write(desk(database), author, found, "it", Body.typed(text), 0)
    return await rules.correct(desk(database), author, found, (await get(database, found)).revision)


async def test_a_correction_goes_to_those_who_have_it(forum: Database) -> None:
    number = await written(forum)
    await release(forum, number)
    await deliver(forum, to=[1, 2])
    await deliver(forum, to=[3], state="sending")
    await deliver(forum, to=[4], state="unreachable")
    assert await correction(forum, number, "Buongiorno") == outcome(
        "announcement_correcting", announcement=number
    )
    await rules.attend(desk(forum))
    assert await states(forum, "announcement_corrected") == dict.fromkeys((1, 2, 3), "pending")
    assert rules.bodies(await get(forum, number))["it"] == Body("Buongiorno")
    async with forum.write() as tx:
        await tx.run("UPDATE outbox SET state = 'sent', message_id = 3 WHERE state = 'sending'")
    await deliver(forum)
    assert await numbers(forum, number) == {"delivered": 11, "missed": 1, "corrected": 3}
    assert await correction(forum, number, "Buongiorno") == refusal("announcement_same")
    await correction(forum, number, "Buonasera")
    await rules.attend(desk(forum))
    assert await phase(forum, number) == "correcting"
    await deliver(forum)
    assert await numbers(forum, number) == {"delivered": 11, "missed": 1, "corrected": 11}


async def test_of_two_who_correct_at_once_the_second_sees_that(forum: Database) -> None:
    number = await written(forum)
    await release(forum, number)
    await deliver(forum)
    drafts = {}
    for author in (AUTHOR, OTHER):
        came = await rules.begin_correction(desk(forum), author, number)
        drafts[author] = int(came.facts["announcement"] or 0)
        await rules.write(desk(forum), author, drafts[author], "it", Body.typed(f"Di {author}"), 0)
    assert drafts[AUTHOR] != drafts[OTHER]
    for author, came in (
        (AUTHOR, outcome("announcement_correcting", announcement=number)),
        (OTHER, refusal("announcement_corrected")),
    ):
        found = await get(forum, drafts[author])
        assert await rules.correct(desk(forum), author, found.id, found.revision) == came
    again = await rules.begin_correction(desk(forum), OTHER, number)
    assert rules.bodies(await get(forum, int(again.facts["announcement"] or 0)))["it"] == Body(f"Di {AUTHOR}")


async def test_taking_back_goes_to_all_who_have_it_and_to_nobody_else(forum: Database) -> None:
    number = await written(forum)
    await release(forum, number)
    await deliver(forum, to=[1, 2, 3, 4])
    await correction(forum, number, "Buongiorno")
    for _ in range(2):
        assert await rules.take_back(desk(forum), OTHER, number) == outcome("announcement_taken_back")
    await rules.attend(desk(forum))
    assert await states(forum) == dict.fromkeys((1, 2, 3, 4), "sent")
    assert await states(forum, "announcement_corrected") == {}
    assert await states(forum, "announcement_taken_back") == dict.fromkeys((1, 2, 3, 4), "pending")
    assert await phase(forum, number) == "taking_back"
    await deliver(forum, to=[1, 2, 3])
    await deliver(forum, to=[4], state="failed")
    assert (await phase(forum, number), await numbers(forum, number)) == (
        "over",
        {"delivered": 4, "left": 8, "taken_back": 3, "kept": 1},
    )
    assert await rules.stop(desk(forum), number) == refusal("announcement_gone")
    assert await rules.resume(desk(forum), AUTHOR, number) == refusal("announcement_gone")
    assert await rules.begin_correction(desk(forum), AUTHOR, number) == refusal("announcement_gone")


async def test_only_whoever_has_it_has_read_it(forum: Database) -> None:
    number = await written(forum)
    await release(forum, number)
    await deliver(forum, to=[1])
    for _ in range(2):
        assert await rules.read(desk(forum), 1, number) == outcome("announcement_read")
    assert await rules.read(desk(forum), 2, number) == refusal("announcement_gone")
    assert await rules.read(desk(forum), 1, 999) == refusal("announcement_gone")
    assert (await numbers(forum, number))["read"] == 1
    async with forum.read() as view:
        unread = await stored.addressees(view, number, "unread", 9, 0)
    assert unread == []


async def test_with_nothing_to_do_a_tick_costs_one_query(forum: Database) -> None:
    await written(forum)
    before = forum.statements
    await rules.attend(Desk(forum, lambda: NOW))
    assert forum.statements == before + 1
