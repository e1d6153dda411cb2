"""Arriving: invitations, consent, registration."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.arrival import agree, answer, consent_version, decide, present_invitation, submit
from forum.desk import Outcome, outcome, refusal
from forum.invitations import FREE_GUESSES, digest, wait_after
from forum.typed import one_line
from storage import accounts, forums
from storage.database import Database
from tests.support.forums import NOW, add_delegates, add_forum, desk, told


@pytest.fixture
async def door(database: Database) -> Database:
    """Three delegates; the third is an organiser."""
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 3)
        await tx.run("UPDATE delegates SET role = 'organiser' WHERE id = 3")
    return database


async def version(database: Database) -> str:
    async with database.read() as view:
        forum = await forums.get(view)
    assert forum is not None
    return consent_version(forum)


async def come_in(database: Database, user: int, number: int) -> Outcome:
    return await agree(desk(database), user, "it", await version(database), digest(f"INVITE-{number}"))


async def test_an_invitation_is_recognised_and_nothing_is_stored_before_consent(door: Database) -> None:
    assert await present_invitation(desk(door), 500, "INVITE-2") == outcome(
        "invited", digest=digest("INVITE-2"), language="ru"
    )
    async with door.read() as view:
        assert await accounts.get(view, 500) is None
        assert await view.number("SELECT count(*) FROM guesses") == 0


async def test_consent_makes_the_account_the_delegates_own(door: Database) -> None:
    assert await come_in(door, 500, 2) == outcome("welcome")
    async with door.read() as view:
        account = await accounts.get(view, 500)
    assert account is not None
    assert (account.delegate_id, account.language, account.consent_version) == (2, "it", await version(door))
    assert account.consent_at == NOW
    assert await present_invitation(desk(door), 500, "INVITE-2") == outcome("already_here")
    assert await come_in(door, 500, 2) == outcome("welcome")


async def test_a_used_invitation_is_refused_and_the_organisers_told_once(door: Database) -> None:
    await come_in(door, 500, 2)
    assert await present_invitation(desk(door), 501, "INVITE-2") == outcome("invitation_used")
    assert await come_in(door, 501, 2) == outcome("invitation_used")
    assert await told(door) == [("invitation_used", 3, None)]
    async with door.read() as view:
        assert await accounts.get(view, 501) is None


async def test_a_recognised_delegate_cannot_become_another(door: Database) -> None:
    await come_in(door, 500, 2)
    assert await present_invitation(desk(door), 500, "INVITE-1") == outcome("already_recognised")
    assert await come_in(door, 500, 1) == outcome("already_recognised")


async def test_wrong_invitations_cost_time_and_the_right_one_forgives(door: Database) -> None:
    for left in (2, 1, 0):
        assert await present_invitation(desk(door), 500, "NO") == outcome("wrong", left=left)
    assert await present_invitation(desk(door), 500, "INVITE-1") == refusal("wait", minutes=1)
    later = NOW + timedelta(seconds=30)
    assert (await present_invitation(desk(door, later), 500, "NO")).word == "wrong"
    assert await present_invitation(desk(door, later), 500, "INVITE-1") == refusal("wait", minutes=1)
    assert (
        await present_invitation(desk(door, later + timedelta(minutes=1)), 500, "INVITE-1")
    ).word == "invited"
    assert (await present_invitation(desk(door), 500, "NO")) == outcome("wrong", left=2)


async def test_guesses_of_one_hold_nobody_else_up(door: Database) -> None:
    for _ in range(FREE_GUESSES):
        await present_invitation(desk(door), 500, "NO")
    assert (await present_invitation(desk(door), 501, "INVITE-1")).word == "invited"


@given(st.integers(0, 1000))
def test_waiting_grows_to_an_hour_and_no_further(wrong: int) -> None:
    assert wait_after(wrong) <= wait_after(wrong + 1) <= timedelta(hours=1)
    assert (wait_after(wrong) == timedelta(0)) == (wrong < FREE_GUESSES)


async def test_a_consent_to_an_old_text_is_no_consent(door: Database) -> None:
    old = await version(door)
    async with door.write() as tx:
        await tx.run("UPDATE forum SET consent_ru = 'Да, конечно'")
    assert await agree(desk(door), 500, "ru", old, digest("INVITE-2")) == refusal("consent_changed")


async def test_a_delegate_removed_meanwhile_cannot_come_in(door: Database) -> None:
    async with door.write() as tx:
        await tx.run("UPDATE delegates SET removed_at = '2018' WHERE id = 2")
    assert await come_in(door, 500, 2) == refusal("invitation_gone")


async def test_without_invitation_only_where_the_forum_allows_it(door: Database) -> None:
    assert await agree(desk(door), 500, "it", await version(door), "") == refusal("by_invitation_only")


async def register(database: Database, user: int, name: str = "Anna Bianchi") -> Outcome:
    await agree(desk(database), user, "ru", await version(database), "")
    await answer(desk(database), user, "name", name)
    await answer(desk(database), user, "organisation", "Ditta")
    await answer(desk(database), user, "delegation", "ru")
    return await submit(desk(database), user)


async def test_registration_by_approval(door: Database) -> None:
    async with door.write() as tx:
        await tx.run("UPDATE forum SET registration = 'approval'")
    assert await register(door, 500) == outcome("submitted")
    assert await submit(desk(door), 500) == outcome("submitted")
    assert await decide(desk(door), 1, accepted=True) == outcome("accepted", name="Anna Bianchi", person=4)
    assert await decide(desk(door), 1, accepted=False) == refusal("decided_already")
    assert await told(door) == [("registration", 3, None), ("registration_accepted", None, 500)]
    async with door.read() as view:
        account = await accounts.get(view, 500)
        row = await view.row(
            "SELECT name, organisation, delegation, language, origin FROM delegates WHERE id = 4"
        )
    assert account is not None
    assert account.delegate_id == 4
    assert row is not None
    assert tuple(row) == ("Anna Bianchi", "Ditta", "ru", "ru", "chat")


async def test_a_declined_registration_can_be_made_again(door: Database) -> None:
    async with door.write() as tx:
        await tx.run("UPDATE forum SET registration = 'approval'")
    await register(door, 500)
    assert await decide(desk(door), 1, accepted=False) == outcome("declined", name="Anna Bianchi")
    assert await register(door, 500, "Anna Verdi") == outcome("submitted")
    assert await decide(desk(door), 1, accepted=True) == outcome("accepted", name="Anna Verdi", person=4)


async def test_open_registration(door: Database) -> None:
    async with door.write() as tx:
        await tx.run("UPDATE forum SET registration = 'open'")
    assert await register(door, 500) == outcome("welcome")
    assert await told(door) == []


@pytest.mark.parametrize(
    ("typed", "word"), [("", "empty"), (" \n\t", "empty"), ("\0\x07", "empty"), ("x" * 201, "too_long")]
)
async def test_answers_that_are_none(door: Database, typed: str, word: str) -> None:
    async with door.write() as tx:
        await tx.run("UPDATE forum SET registration = 'open'")
    await agree(desk(door), 500, "it", await version(door), "")
    came = await answer(desk(door), 500, "name", typed)
    assert (came.word, came.refused) == (word, True)


@given(st.text(max_size=300))
def test_a_tidy_line_has_nothing_that_acts(text: str) -> None:
    tidied = one_line(text)
    assert tidied == one_line(tidied)
    assert not set(tidied) & set("\0\n\r\t\u202e\u2066")
    assert not tidied.startswith(" ")


async def test_an_organiser_of_the_environment_comes_in_without_invitation(door: Database) -> None:
    mine = desk(door)
    mine.organisers = frozenset({77})
    assert await agree(mine, 77, "it", await version(door), "") == outcome("welcome")
    other = desk(door)
    other.organisers = frozenset({77})
    for _ in range(2):
        await present_invitation(other, 501, "INVITE-2")
    await come_in(door, 500, 2)
    again = desk(door)
    again.organisers = frozenset({77})
    await present_invitation(again, 501, "INVITE-2")
    assert await told(door) == [("invitation_used", 3, None), ("invitation_used", None, 77)]
