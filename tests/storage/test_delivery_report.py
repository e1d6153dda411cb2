"""What became of notices is told from indexes, however many there are."""

from __future__ import annotations

from storage import delivery_report as report
from storage.connection import Connection
from storage.database import Database
from tests.support.outbox import START, add_people

PEOPLE, EACH = 4000, 12


async def fill(tx: Connection) -> None:
    """48,000 notices: nearly all sent, a hundred people not reached, twenty notices refused."""
    await add_people(tx, PEOPLE, without_account=100)
    await tx.run_many(
        "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before, state, settled_at) "
        "VALUES (?, ?, '{}', ?, 1, '2018-11-29T08:00:00.000+00:00', ?, '2018-11-29T08:00:00.000+00:00')",
        [
            (f"{person}:{one}", f"kind{one % 5}", person, state_of(person, one))
            for person in range(1, PEOPLE + 1)
            for one in range(EACH)
        ],
    )


def state_of(person: int, one: int) -> str:
    if person > PEOPLE - 100:
        return "unreachable"
    return "failed" if person <= 20 and one == 0 else "sent"


async def plans(connection: Connection, sql: str) -> list[str]:
    return [row["detail"] for row in await connection.rows(f"EXPLAIN QUERY PLAN {sql}")]


async def test_figures_of_fifty_thousand_rows(database: Database) -> None:
    async with database.write() as tx:
        await fill(tx)
    async with database.read() as view:
        counted = {(one.kind, one.state): one.number for one in await report.counts(view)}
        assert sum(counted.values()) == PEOPLE * EACH
        assert counted["kind0", "failed"] == 20
        assert counted["kind4", "unreachable"] == 200
        assert await report.number_unreached(view) == 100
        last = await report.unreached(view, 8, 96)
        assert len(last) == 4
        assert {(one.notices, one.started) for one in last} == {(EACH, False)}
        assert await report.number_failed(view) == 20
        assert [one.delegate_id for one in await report.failed(view, 3, 0)] == [20, 19, 18]
        assert [one.state for one in await report.told_last(view, 1, 20)] == ["sent"] * 11 + ["failed"]


async def test_no_query_goes_through_the_outbox(database: Database) -> None:
    async with database.read() as view:
        for sql, index in (
            ("SELECT DISTINCT recipient FROM outbox WHERE state = 'unreachable'", "outbox_unreachable"),
            ("SELECT count(*) FROM outbox WHERE state = 'failed' AND aside = 0", "outbox_failed"),
            ("SELECT id FROM outbox WHERE delegate_id = 1 ORDER BY id DESC LIMIT 10", "outbox_by_delegate"),
            ("SELECT id FROM outbox WHERE key >= 'question:1:' AND key < 'question:1;'", "sqlite_autoindex"),
        ):
            found = await plans(view, sql)
            assert len(found) == 1
            assert index in found[0]


async def test_a_refused_notice_is_sent_again_or_put_aside_once(database: Database) -> None:
    async with database.write() as tx:
        await add_people(tx, 1)
        await tx.run(
            "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before, state, settled_at, reason) "
            "VALUES ('a', 'k', '{}', 1, 1, '2018-11-29T07:00:00.000+00:00', 'failed', "
            "'2018-11-29T07:00:00.000+00:00', 'x')"
        )
        assert [await report.retry(tx, 1, START), await report.retry(tx, 1, START)] == [True, False]
        assert [(one.state, one.number) for one in await report.counts(tx)] == [("pending", 1)]
        await tx.run("UPDATE outbox SET state = 'failed'")
        assert [await report.put_aside(tx, 1), await report.put_aside(tx, 1)] == [True, False]
        assert [(one.state, one.number) for one in await report.counts(tx)] == [("aside", 1)]
        assert await report.failure(tx, 1) is None
