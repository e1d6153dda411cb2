"""Drafts: whose they are, what may stand in them, whom they are for."""

from __future__ import annotations

import pytest

from forum import announcements as rules
from forum.announcements import Body
from forum.desk import outcome, refusal
from storage.database import Database
from storage.instants import to_sql
from tests.forum.announcements.support import AUTHOR, OTHER, begun, get, release, written
from tests.support.forums import NOW, desk


async def texts(database: Database, number: int) -> dict[str, str]:
    return {language: body.text for language, body in rules.bodies(await get(database, number)).items()}


async def write(database: Database, number: int, language: str, text: str, at: int) -> str:
    return (await rules.write(desk(database), AUTHOR, number, language, Body.typed(text), at)).word


async def test_two_organisers_compose_each_their_own(forum: Database) -> None:
    mine, other = await written(forum, "Mio"), await written(forum, "Suo", author=OTHER)
    assert (await texts(forum, mine), await texts(forum, other)) == ({"it": "Mio"}, {"it": "Suo"})
    came = await rules.write(desk(forum), OTHER, mine, "it", Body.typed("Preso"), 0)
    assert came == refusal("announcement_gone")
    assert await rules.discard(desk(forum), OTHER, mine) == refusal("announcement_gone")
    assert await texts(forum, mine) == {"it": "Mio"}


async def test_a_draft_in_which_nothing_stands_is_gone_on_with(forum: Database) -> None:
    first = await begun(forum)
    assert await begun(forum) == first
    await write(forum, first, "it", "Ciao", 0)
    assert await begun(forum) != first


@pytest.mark.parametrize(
    ("text", "file", "came"),
    [
        ("x" * 4096, False, outcome("announcement_written")),
        ("x" * 4097, False, refusal("announcement_long", length=4097, most=4096)),
        ("😀" * 2049, False, refusal("announcement_long", length=4098, most=4096)),
        ("x" * 1024, True, outcome("announcement_written")),
        ("x" * 1025, True, refusal("announcement_caption_long", length=1025, most=1024)),
        (" \n ", False, refusal("announcement_empty")),
    ],
)
async def test_how_long_a_text_may_be(forum: Database, text: str, file: bool, came: object) -> None:  # noqa: FBT001 -- drawn
    number = await begun(forum)
    if file:
        await rules.attach(desk(forum), AUTHOR, number, ("photo", "file-1", ""))
    assert await rules.write(desk(forum), AUTHOR, number, "ru", Body.typed(text), 0) == came


async def test_a_text_that_came_in_parts_is_kept_in_none(forum: Database) -> None:
    """Telegram's applications cut a text of 5,000 characters into two messages."""
    number = await begun(forum)
    assert await write(forum, number, "it", "a" * 4096, 100) == "announcement_written"
    assert await write(forum, number, "ru", "b" * 904, 100) == "announcement_cut"
    assert await write(forum, number, "ru", "c", 102) == "announcement_cut"
    assert await texts(forum, number) == {}
    # Whoever shortens it and tries again is later than that.
    assert await write(forum, number, "it", "a" * 3000, 110) == "announcement_written"
    assert await write(forum, number, "ru", "b" * 3000, 113) == "announcement_written"
    assert await texts(forum, number) == {"it": "a" * 3000, "ru": "b" * 3000}


async def test_two_short_texts_at_once_are_two_texts(forum: Database) -> None:
    number = await begun(forum)
    assert await write(forum, number, "it", "Ciao", 100) == "announcement_written"
    assert await write(forum, number, "ru", "Привет", 100) == "announcement_written"
    assert await write(forum, number, "", "E poi?", 100) == "announcement_which"
    assert await texts(forum, number) == {"it": "Ciao", "ru": "Привет"}


async def test_a_picture_does_not_go_with_a_long_text(forum: Database) -> None:
    number = await written(forum, "x" * 1025)
    refused = refusal("announcement_caption_long", length=1025, most=1024)
    assert await rules.attach(desk(forum), AUTHOR, number, ("photo", "file-1", "")) == refused
    assert (await get(forum, number)).file_id is None
    caption = Body.typed("Corto")
    came = await rules.attach(
        desk(forum), AUTHOR, number, ("document", "file-2", "a.pdf"), language="it", caption=caption
    )
    assert came == outcome("announcement_attached")
    found = await get(forum, number)
    assert (found.file_kind, found.file_id, found.file_name) == ("document", "file-2", "a.pdf")
    assert await texts(forum, number) == {"it": "Corto"}
    await rules.detach(desk(forum), AUTHOR, number)
    assert (await get(forum, number)).file_id is None


async def people(database: Database, number: int) -> list[int]:
    """Whom it would go to."""
    await release(database, number)
    await rules.attend(desk(database))
    async with database.read() as view:
        rows = await view.rows("SELECT delegate_id FROM outbox WHERE kind = 'announcement' ORDER BY 1")
    return [row[0] for row in rows]


async def prepare(database: Database) -> None:
    async with database.write() as tx:
        await tx.run(
            "UPDATE delegates SET region = iif(id <= 4, 'Toscana', 'Ульяновская область'), kind = 'bank'"
        )
        await tx.run("UPDATE delegates SET kind = 'fair' WHERE id IN (3, 4)")
        await tx.run("UPDATE delegates SET role = 'guide' WHERE id = 12")
        await tx.run("INSERT INTO guides (session_id, delegate_id) VALUES (2, 12)")
        await tx.run_many(
            "INSERT INTO seats (session_id, delegate_id, state) VALUES (?, ?, ?)",
            [(1, 1, "seated"), (1, 2, "seated"), (1, 3, "waiting"), (2, 3, "seated"), (2, 5, "seated")],
        )
        await tx.run("INSERT INTO check_ins (delegate_id, at) VALUES (1, ?)", (to_sql(NOW),))
        await tx.run("UPDATE delegates SET removed_at = ? WHERE id = 11", (to_sql(NOW),))


@pytest.mark.parametrize(
    ("aims", "expected"),
    [
        ([], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12]),
        ([("delegation", "it")], [1, 3, 5, 7, 9]),
        ([("table", "1")], [1, 2]),
        ([("visit", "2")], [3, 5, 12]),
        ([("table", "1"), ("delegation", "it")], [1]),
        ([("region", "Toscana")], [1, 2, 3, 4]),
        ([("region", "Ульяновская область"), ("delegation", "ru")], [6, 8, 10, 12]),
        ([("kind", "fair"), ("region", "Toscana")], [3, 4]),
        ([("kind", "fair"), ("kind", "bank"), ("region", "Toscana")], [1, 2, 3, 4]),
        ([("role", "guide")], [12]),
        ([("role", "guide"), ("role", "organiser")], [1, 2, 12]),
        ([("arrived", "no"), ("region", "Toscana")], [2, 3, 4]),
    ],
)
async def test_whom_it_is_for(forum: Database, aims: list[tuple[str, str]], expected: list[int]) -> None:
    await prepare(forum)
    number = await written(forum)
    for trait, value in aims:
        came = await rules.aim(desk(forum), AUTHOR, number, trait, rules.token(value), on=True)
        assert came == outcome("announcement_aimed")
    async with forum.read() as view:
        whom = await rules.audience(view, await get(forum, number))
    assert (whom.number, whom.without) == (len(expected), len({11, 12} & set(expected)))
    assert await people(forum, number) == expected


async def test_a_value_is_taken_away_and_everybody_is_wanted_again(forum: Database) -> None:
    await prepare(forum)
    number = await written(forum)
    for value, on in (("fair", True), ("bank", True), ("fair", False)):
        await rules.aim(desk(forum), AUTHOR, number, "kind", value, on=on)
    assert rules.wanted(await get(forum, number)) == {"kind": ("bank",)}
    for trait, value in (("kind", "none"), ("nothing", "x"), ("table", "2"), ("region", "deadbeef")):
        assert await rules.aim(desk(forum), AUTHOR, number, trait, value, on=True) == refusal("trait_gone")
    await rules.aim(desk(forum), AUTHOR, number, "", "", on=True)
    assert rules.wanted(await get(forum, number)) == {}
