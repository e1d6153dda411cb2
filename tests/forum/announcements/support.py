"""What the tests of announcements share."""

from __future__ import annotations

from forum import announcements as rules
from forum.announcements import Body
from forum.desk import Outcome
from storage import announcements as stored
from storage.announcement_records import Announcement
from storage.database import Database
from tests.support.forums import desk

AUTHOR, OTHER = 1001, 1002


async def begun(database: Database, author: int = AUTHOR) -> int:
    came = await rules.begin(desk(database), author)
    return int(came.facts["announcement"] or 0)


async def written(database: Database, text: str = "Ciao", language: str = "it", author: int = AUTHOR) -> int:
    number = await begun(database, author)
    await rules.write(desk(database), author, number, language, Body.typed(text), 0)
    return number


async def get(database: Database, number: int) -> Announcement:
    async with database.read() as view:
        found = await stored.get(view, number)
    assert found is not None
    return found


async def release(database: Database, number: int, author: int = AUTHOR) -> Outcome:
    found = await get(database, number)
    return await rules.release(desk(database), author, number, found.revision)


async def states(database: Database, kind: str = "announcement") -> dict[int, str]:
    """The state of each delegate's notice of a kind."""
    async with database.read() as view:
        rows = await view.rows("SELECT delegate_id, state FROM outbox WHERE kind = ? ORDER BY id", (kind,))
    return {row[0]: row[1] for row in rows}


async def deliver(database: Database, *, to: list[int] | None = None, state: str = "sent") -> None:
    """What waits to be sent to these delegates (without them to all) becomes of this state, as delivery would do."""
    async with database.write() as tx:
        who = "" if to is None else f"AND delegate_id IN ({','.join(map(str, to))})"
        await tx.run(
            f"UPDATE outbox SET state = ?, message_id = 500 + id WHERE state = 'pending' {who}",  # noqa: S608 -- numbers
            (state,),
        )
