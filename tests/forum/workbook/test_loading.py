from __future__ import annotations

import json
from collections.abc import Mapping

from forum.desk import Desk
from forum.invitations import digest
from forum.seats import join, leave
from forum.workbook import Changes, check, describe, load
from forum.workbook.changes import CellChange, Crowded, RowChange
from storage.connection import Value
from storage.instants import to_sql
from tests.forum.workbook.book import Book, checked, delegate, session
from tests.forum.workbook.conftest import NOW


async def rows(desk: Desk, sql: str, *parameters: Value) -> list[tuple[Value, ...]]:
    async with desk.look() as connection:
        return [tuple(row) for row in await connection.rows(sql, parameters)]


async def execute(desk: Desk, sql: str, *parameters: Value) -> None:
    """A change made in the chat, as far as an import is concerned."""
    async with desk.database.write() as tx:
        await tx.run(sql, parameters)


async def seats(desk: Desk) -> dict[str, list[str]]:
    """Who sits (and, with a mark, waits) in which session."""
    found: dict[str, list[str]] = {}
    sql = (
        "SELECT sessions.code, delegates.code, state FROM seats JOIN sessions ON sessions.id = session_id "
        "JOIN delegates ON delegates.id = delegate_id ORDER BY seats.id"
    )
    for session_code, delegate_code, state in await rows(desk, sql):
        mark = "" if state == "seated" else " waits"
        found.setdefault(str(session_code), []).append(str(delegate_code) + mark)
    return found


async def number(desk: Desk, table: str, code: str) -> int:
    ((found,),) = await rows(desk, f"SELECT id FROM {table} WHERE code = ?", code)  # noqa: S608 -- a test's own
    assert isinstance(found, int)
    return found


async def open_account(desk: Desk, user_id: int, code: str) -> None:
    await execute(
        desk,
        "INSERT INTO accounts (user_id, delegate_id, language, consent_version, consent_at) "
        "VALUES (?, (SELECT id FROM delegates WHERE code = ?), 'it', 'v', ?)",
        user_id,
        code,
        to_sql(NOW),
    )


async def notices(desk: Desk) -> list[tuple[str, str, Mapping[str, Value]]]:
    sql = (
        "SELECT outbox.kind, delegates.code, facts FROM outbox JOIN delegates ON delegates.id = delegate_id "
        "ORDER BY outbox.id"
    )
    return [(str(kind), str(code), json.loads(str(facts))) for kind, code, facts in await rows(desk, sql)]


def changed(changes: Changes) -> list[tuple[str, str, str]]:
    assert changes.problems == ()
    return [(row.sheet, row.code, row.what) for row in changes.rows]


async def everything(desk: Desk) -> list[str]:
    async with desk.look() as connection:
        tables = await connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [
            str([tuple(row) for row in await connection.rows(f"SELECT * FROM {table[0]}")])  # noqa: S608 -- a test's own
            for table in tables
        ]


async def test_the_first_import_writes_every_row(book: Book, desk: Desk) -> None:
    changes = await load(desk, book.workbook())
    assert [what for _, _, what in changed(changes)] == ["added"] * len(changes.rows)
    assert changes.told == 0
    assert await rows(desk, "SELECT code, starts, capacity FROM sessions ORDER BY id") == [
        ("moda", "2018-11-29T08:00:00.000+00:00", 2),
        ("oil", "2018-11-29T10:00:00.000+00:00", None),
        ("plenary", "2018-11-29T13:00:00.000+00:00", None),
        ("malo", "2018-11-30T08:00:00.000+00:00", 5),
    ]
    assert await rows(
        desk, "SELECT code, language, invitation_digest, origin FROM delegates ORDER BY id"
    ) == [
        ("d1", "it", digest("INV-d1"), "workbook"),
        ("d2", "ru", digest("INV-d2"), "workbook"),
        ("d3", "ru", digest("INV-d3"), "workbook"),
        ("org", "it", digest("INV-org"), "workbook"),
    ]
    assert await rows(desk, "SELECT head_id, delegate_id FROM heads ORDER BY delegate_id") == [(4, 1), (4, 3)]
    assert await rows(desk, "SELECT session_id, presenter_id FROM projects") == [(1, 1)]
    assert await rows(desk, "SELECT session_id, position FROM stops") == [(4, 1), (4, 2), (4, 3)]
    assert await rows(desk, "SELECT code, position FROM info_pages ORDER BY position") == [
        ("wifi", 0),
        ("badge", 1),
    ]
    assert await seats(desk) == {"moda": ["d1", "d2"]}


async def test_a_dry_run_says_the_same_and_writes_nothing(book: Book, desk: Desk) -> None:
    before = await everything(desk)
    dry = await load(desk, book.workbook(), dry_run=True)
    assert await everything(desk) == before
    assert await load(desk, book.workbook()) == dry


async def test_importing_the_same_again_changes_nothing_at_all(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    before = await everything(desk)
    assert await load(desk, book.workbook()) == Changes()
    assert await everything(desk) == before
    assert describe(Changes()) == ["Nothing changed."]


async def test_only_what_the_author_changed_changes(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await execute(desk, "UPDATE sessions SET title_it = 'In chat', place_it = 'Chat' WHERE code = 'oil'")
    book.put("sessions", "oil", place_it="Nuova sala", moderator="M. Rossi")
    changes = await load(desk, book.workbook())
    assert changes.rows == (
        RowChange(
            "sessions",
            "oil",
            "changed",
            (
                CellChange("place_it", "Chat", "Nuova sala", overrides=True),
                CellChange("moderator", "", "M. Rossi"),
            ),
        ),
    )
    assert await rows(desk, "SELECT title_it, place_it, moderator FROM sessions WHERE code = 'oil'") == [
        ("In chat", "Nuova sala", "M. Rossi")
    ]


async def test_a_time_moved_in_the_chat_is_not_mixed_with_one_moved_in_the_file(
    book: Book, desk: Desk
) -> None:
    await load(desk, book.workbook())
    await execute(
        desk,
        "UPDATE sessions SET starts = '2018-11-29T15:00:00.000+00:00', ends = '2018-11-29T16:00:00.000+00:00' "
        "WHERE code = 'oil'",
    )
    await load(desk, book.put("sessions", "oil", ends="2018-11-29 13:00").workbook())
    assert await rows(desk, "SELECT starts, ends FROM sessions WHERE code = 'oil'") == [
        ("2018-11-29T10:00:00.000+00:00", "2018-11-29T12:00:00.000+00:00")
    ]


async def test_a_column_or_a_sheet_that_is_left_out_leaves_what_is_there(book: Book, desk: Desk) -> None:
    await load(desk, book.put("delegates", "d3", region="Tula").workbook())
    before = await everything(desk)
    reading = book.reading()
    del reading.sheets["stops"]
    delegates = reading.sheets["delegates"]
    delegates.columns = tuple(name for name in delegates.columns if name not in {"tables", "region"})
    assert await load(desk, checked(check(reading))) == Changes()
    assert await everything(desk) == before


async def test_removed_rows(book: Book, desk: Desk) -> None:
    await load(desk, book.put("delegates", "d3", tables="moda").workbook())
    await open_account(desk, 11, "d1")
    book.drop("projects", "p1").drop("info", "badge").drop("stops", "2").drop("sessions", "oil")
    book.put("delegates", "org", head_of="d3").drop("delegates", "d1")
    changes = await load(desk, book.workbook())
    assert changed(changes) == [
        ("sessions", "oil", "removed"),
        ("projects", "p1", "removed"),
        ("stops", "malo/2", "removed"),
        ("delegates", "org", "changed"),
        ("delegates", "d1", "removed"),
        ("info", "badge", "removed"),
    ]
    assert await rows(desk, "SELECT code, cancelled_at FROM sessions WHERE cancelled_at IS NOT NULL") == [
        ("oil", to_sql(NOW))
    ]
    assert await rows(desk, "SELECT code, invitation FROM delegates WHERE removed_at = ?", to_sql(NOW)) == [
        ("d1", None)
    ]
    assert await rows(desk, "SELECT delegate_id FROM accounts") == [(None,)]
    assert await rows(desk, "SELECT position FROM stops") == [(1,), (3,)]
    assert await rows(desk, "SELECT code FROM info_pages") == [("wifi",)]
    assert await rows(desk, "SELECT count(*) FROM projects") == [(0,)]


async def test_the_seat_of_a_removed_delegate_goes_to_who_waits(book: Book, desk: Desk) -> None:
    await load(desk, book.put("delegates", "d3", tables="moda").workbook())
    assert await seats(desk) == {"moda": ["d1", "d2", "d3 waits"]}
    book.put("delegates", "org", head_of="").put("projects", "p1", presenter="").drop("delegates", "d1")
    changes = await load(desk, book.workbook())
    assert await seats(desk) == {"moda": ["d2", "d3"]}
    assert [
        (telling.session, telling.why, [one.code for one in telling.people]) for telling in changes.tellings
    ] == [("moda", "seat_freed", ["d3"])]
    assert [(kind, code) for kind, code, _ in await notices(desk)] == [("seat_freed", "d3")]


async def test_what_was_removed_comes_back(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    before = await everything(desk)
    fewer = Book().drop("sessions", "malo").drop("delegates", "d2")
    fewer.stops = []
    await load(desk, fewer.workbook())
    changes = await load(desk, book.workbook())
    assert ("sessions", "malo", "added") in changed(changes)
    assert ("delegates", "d2", "added") in changed(changes)
    after = await everything(desk)
    assert [one for one in after if "moda" in one or "INV-d2" in one] == [
        one for one in before if "moda" in one or "INV-d2" in one
    ]
    assert await seats(desk) == {"moda": ["d1", "d2"]}


async def test_who_registered_in_the_chat_stays(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await execute(
        desk,
        "INSERT INTO delegates (code, name, organisation, delegation, language, origin) "
        "VALUES ('chat-7', 'Olga', 'OOO', 'ru', 'ru', 'chat')",
    )
    assert changed(await load(desk, book.put("sessions", "oil", moderator="X").workbook())) == [
        ("sessions", "oil", "changed")
    ]
    assert await rows(desk, "SELECT removed_at FROM delegates WHERE code = 'chat-7'") == [(None,)]


async def test_tables_chosen_in_the_chat_stay_beside_those_of_the_file(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    d1, d2 = await number(desk, "delegates", "d1"), await number(desk, "delegates", "d2")
    moda, oil = await number(desk, "sessions", "moda"), await number(desk, "sessions", "oil")
    await join(desk, d1, oil)
    await leave(desk, d2, moda)
    assert await load(desk, book.workbook()) == Changes()
    assert await seats(desk) == {"moda": ["d1"], "oil": ["d1"]}
    await load(desk, book.put("delegates", "d1", tables="").put("delegates", "d3", tables="moda").workbook())
    assert await seats(desk) == {"moda": ["d3"], "oil": ["d1"]}


async def test_seats_are_given_in_the_order_of_the_file_until_the_table_is_full(
    book: Book, desk: Desk
) -> None:
    book.delegates += [delegate(f"x{index}", tables="oil,moda") for index in range(3)]
    await load(desk, book.workbook())
    assert await seats(desk) == {
        "moda": ["d1", "d2", "x0 waits", "x1 waits", "x2 waits"],
        "oil": ["x0", "x1", "x2"],
    }


async def test_a_raised_capacity_goes_to_those_who_wait_before_the_file_adds_others(
    book: Book, desk: Desk
) -> None:
    await load(desk, book.put("delegates", "d3", tables="moda").workbook())
    book.put("sessions", "moda", capacity="3").put("delegates", "org", tables="moda")
    changes = await load(desk, book.workbook())
    assert await seats(desk) == {"moda": ["d1", "d2", "d3", "org waits"]}
    assert [(kind, code) for kind, code, _ in await notices(desk)] == [("seat_freed", "d3")]
    assert changes.told == 1


async def test_a_lowered_capacity_throws_nobody_out_and_the_organisers_are_told(
    book: Book, desk: Desk
) -> None:
    await load(desk, book.workbook())
    changes = await load(desk, book.put("sessions", "moda", capacity="1").workbook())
    assert changes.crowded == (Crowded("moda", "Titolo moda", 1, 2),)
    assert await seats(desk) == {"moda": ["d1", "d2"]}
    ((kind, code, facts),) = await notices(desk)
    assert (kind, code) == ("over_capacity", "org")
    assert {name: facts[name] for name in ("session_id", "seated", "capacity")} == {
        "session_id": await number(desk, "sessions", "moda"),
        "seated": 2,
        "capacity": 1,
    }


async def test_who_would_be_told_of_a_changed_or_cancelled_session(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await open_account(desk, 11, "d1")
    await open_account(desk, 12, "d2")
    book.put("sessions", "moda", place_ru="Другой зал").put(
        "sessions", "malo", description_it="A", description_ru="А"
    )
    book.drop("sessions", "plenary")
    changes = await load(desk, book.workbook())
    told = [(one.session, one.why, [person.code for person in one.people]) for one in changes.tellings]
    assert told == [("moda", "changed", ["d1", "d2"]), ("plenary", "cancelled", ["d1", "d2"])]
    assert changes.told == 2
    assert describe(changes)[-3:] == [
        "moda (Titolo moda) has another time, place or title: 2 people to tell: Nome d1 (d1), Nome d2 (d2)",
        "plenary (Titolo plenary) does not take place: 2 people to tell: Nome d1 (d1), Nome d2 (d2)",
        "Done: 0 added, 2 changed, 1 removed; 2 people to tell.",
    ]


async def test_another_zone_moves_every_time(book: Book, desk: Desk) -> None:
    await load(desk, book.put("delegates", "d3", unavailable="2018-11-29 10:00/2018-11-29 11:00").workbook())
    changes = await load(desk, book.put_key("timezone", "Europe/Moscow").workbook())
    assert changed(changes) == [("forum", "timezone", "changed")]
    assert [telling.session for telling in changes.tellings] == ["moda"]
    assert await rows(desk, "SELECT starts FROM forum") == [("2018-11-29T05:00:00.000+00:00",)]
    assert await rows(desk, "SELECT starts FROM sessions WHERE code = 'oil'") == [
        ("2018-11-29T08:00:00.000+00:00",)
    ]
    assert await rows(desk, "SELECT at FROM stops WHERE position = 1") == [("2018-11-30T06:00:00.000+00:00",)]
    assert await rows(desk, "SELECT starts FROM unavailable") == [("2018-11-29T07:00:00.000+00:00",)]
    assert await load(desk, book.workbook()) == Changes()


async def test_two_delegates_change_invitations_with_each_other(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    book.put("delegates", "d1", invitation="INV-d2").put("delegates", "d2", invitation="INV-d1")
    await load(desk, book.workbook())
    assert await rows(
        desk, "SELECT code, invitation, invitation_digest FROM delegates WHERE id < 3 ORDER BY id"
    ) == [
        ("d1", "INV-d2", digest("INV-d2")),
        ("d2", "INV-d1", digest("INV-d1")),
    ]


async def test_the_invitation_of_somebody_who_is_not_in_the_file(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await execute(
        desk,
        "INSERT INTO delegates (code, name, organisation, delegation, language, origin, invitation) "
        "VALUES ('chat-7', 'Olga', 'OOO', 'ru', 'ru', 'chat', 'OLGA')",
    )
    before = await everything(desk)
    changes = await load(desk, book.put("delegates", "d3", invitation="OLGA").workbook())
    assert describe(changes) == [
        (
            "delegates, row 4, column invitation: "
            "The invitation “OLGA” belongs to a delegate who is not in this workbook: chat-7."
        )
    ]
    assert await everything(desk) == before


async def test_a_session_cancelled_in_the_chat_stays_cancelled(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await execute(desk, "UPDATE sessions SET cancelled_at = ? WHERE code = 'moda'", to_sql(NOW))
    assert await load(desk, book.workbook()) == Changes()
    assert await rows(desk, "SELECT cancelled_at FROM sessions WHERE code = 'moda'") == [(to_sql(NOW),)]


async def test_info_pages_follow_the_order_of_their_rows(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    book.info.reverse()
    changes = await load(desk, book.workbook())
    assert changed(changes) == [("info", "badge", "changed"), ("info", "wifi", "changed")]
    assert await rows(desk, "SELECT code FROM info_pages ORDER BY position") == [("badge",), ("wifi",)]


async def test_the_desk_is_woken_when_somebody_is_told(book: Book, desk: Desk) -> None:
    woken: list[str] = []
    desk.wake = lambda: woken.append("woken")
    await load(desk, book.workbook())
    assert woken == []
    await load(desk, book.put("sessions", "moda", capacity="1").workbook(), dry_run=True)
    assert woken == []
    await load(desk, book.workbook())
    assert woken == ["woken"]


async def test_a_new_session_is_told_to_whom_it_concerns(book: Book, desk: Desk) -> None:
    await load(desk, book.workbook())
    await open_account(desk, 11, "d1")
    book.sessions.append(session("dinner", "social", "2018-11-29 19:00", "2018-11-29 21:00"))
    changes = await load(desk, book.workbook())
    assert (changes.told, changed(changes)) == (1, [("sessions", "dinner", "added")])
    assert describe(changes)[-2] == "dinner (Titolo dinner) is new: 1 person to tell: Nome d1 (d1)"
