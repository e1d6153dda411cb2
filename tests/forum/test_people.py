"""Whom a typed text means, and who may look for whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.meetings.acting import Actor
from forum.people import EXACT, LIKELY, SURE, card, digits_of, likely, looker, matching, meant, oneself
from forum.search import Hit
from storage import people
from storage.database import Database
from storage.people import Part
from tests.support.forums import NOW, add_delegates, add_forum, add_session


def hit(number: int, score: int) -> Hit:
    return Hit(number, f"Mario {number}", "", "Ditta", "", "it", "", "", score)


@pytest.mark.parametrize(
    ("scores", "place"),
    [
        ([], None),
        ([EXACT], 0),
        ([EXACT, EXACT - 1], 0),
        ([EXACT, EXACT], None),
        ([SURE], 0),
        ([SURE - 1], None),
        ([SURE, SURE], None),
        ([EXACT - 1, EXACT - 2], None),
    ],
)
def test_whom_somebody_meant(scores: list[int], place: int | None) -> None:
    hits = [hit(number, score) for number, score in enumerate(scores)]
    assert meant(hits) == (None if place is None else hits[place])


@given(st.lists(st.integers(0, EXACT), max_size=9))
def test_who_is_meant_is_likely_and_comes_first(scores: list[int]) -> None:
    hits = [hit(number, score) for number, score in enumerate(sorted(scores, reverse=True))]
    shown = likely(hits)
    assert all(one.score >= LIKELY for one in shown)
    assert meant(shown) in {None, *hits[:1]}


@given(st.text(max_size=40))
def test_digits_stand_for_a_region(region: str) -> None:
    assert set(digits_of(region)) <= set("0123456789abcdef")
    assert len(digits_of(region)) == 8


@pytest.fixture
async def forum(database: Database) -> Database:
    """Delegates 1 to 6, the odd ones Italian; 1 is head for 3; 5 hides, 4 shows at tables, where 1 and 4 sit."""
    async with database.write() as tx:
        await add_forum(tx)
        await add_delegates(tx, 6)
        await add_session(tx, 1)
        await add_session(tx, 2, audience="ru")
        await tx.run("INSERT INTO heads (head_id, delegate_id) VALUES (1, 3)")
        await tx.run("UPDATE delegates SET visibility = 'nobody' WHERE id = 5")
        await tx.run("UPDATE delegates SET visibility = 'tables', region = 'Москва' WHERE id = 4")
        await tx.run("UPDATE delegates SET role = 'interpreter' WHERE id = 6")
        for session, delegate, state in (
            (1, 1, "seated"),
            (1, 2, "waiting"),
            (1, 4, "seated"),
            (2, 4, "seated"),
        ):
            await tx.run(
                "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
                (session, delegate, state),
            )
        await tx.run(
            "INSERT INTO projects (code, session_id, title_it, title_ru, presenter_id) VALUES ('p', 1, 'P', 'П', 4)"
        )
    return database


async def found(database: Database, actor: Actor, acting: int = 0) -> list[int]:
    async with database.read() as view:
        who = await looker(view, actor, acting, "it", "it")
        assert who is not None
        assert await people.number(view, who.wanted) == len(await matching(view, who, "", most=50))
        return sorted(one.delegate_id for one in await matching(view, who, "", most=50))


async def test_everybody_finds_whom_the_one_they_act_for_finds(forum: Database) -> None:
    assert await found(forum, Actor(1)) == [2, 3, 4]
    assert await found(forum, Actor(3)) == [1, 2]
    assert await found(forum, Actor(1), acting=3) == [1, 2]
    assert await found(forum, Actor(1, organiser=True)) == [2, 3, 4, 5]
    assert await found(forum, Actor(None, organiser=True)) == [1, 2, 3, 4, 5]


async def test_who_may_look_for_whom(forum: Database) -> None:
    async with forum.read() as view:
        for actor, acting, allowed in (
            (Actor(1), 0, True), (Actor(1), 1, True), (Actor(1), 3, True), (Actor(1), 2, False), (Actor(3), 1, False),
            (Actor(2, organiser=True), 4, True), (Actor(2, organiser=True), 99, False),
            (Actor(None, organiser=True), 0, True),
        ):  # fmt: skip
            assert (await looker(view, actor, acting, "it", None) is not None) == allowed, (actor, acting)


async def test_a_card_shows_what_the_readers_delegation_may_see(forum: Database) -> None:
    async with forum.read() as view:
        italian = await card(view, oneself(Actor(1), "it", "it"), 4, NOW)
        organiser = await card(view, oneself(Actor(None, organiser=True), "it", None), 4, NOW)
        hidden = await card(view, oneself(Actor(3), "it", "it"), 4, NOW)
    assert italian is not None
    assert organiser is not None
    assert list(italian.parts) == [
        Part("table", 1, "Sessione 1", "Сессия 1"),
        Part("project", 1, "P", "П"),
    ]
    assert [part.id for part in organiser.parts if part.what == "table"] == [1, 2]
    assert hidden is None
    assert (italian.own, italian.interpreted, italian.can_be_asked, italian.acts) == (
        False,
        True,
        True,
        False,
    )
    assert (organiser.interpreted, organiser.can_be_asked, organiser.acts) == (False, False, True)


async def test_only_delegates_can_be_asked(forum: Database) -> None:
    async with forum.read() as view:
        own = await card(view, oneself(Actor(1), "it", "it"), 1, NOW)
        helper = await card(view, oneself(Actor(1), "it", "it"), 6, NOW)
        headed = await card(view, oneself(Actor(1), "it", "it"), 3, NOW)
        by_helper = await card(view, oneself(Actor(6), "it", "ru"), 1, NOW)
    assert [one and (one.own, one.can_be_asked, one.acts) for one in (own, helper, headed, by_helper)] == [
        (True, False, False),
        (False, False, False),
        (False, True, True),
        (False, False, False),
    ]


async def test_regions_and_kinds_are_counted_among_those_one_finds(forum: Database) -> None:
    async with forum.read() as view:
        seen = await people.regions(view, oneself(Actor(1), "it", "it").wanted)
        not_seen = await people.regions(view, oneself(Actor(3), "it", "it").wanted)
        presented = [
            await people.presented(view, oneself(Actor(one), "it", "it").wanted, "it") for one in (1, 3)
        ]
    assert [(one.value, one.delegation, one.number) for one in seen] == [("Москва", "ru", 1)]
    assert not_seen == []
    assert [[one.presenter_id for one in found] for found in presented] == [[4], []]
