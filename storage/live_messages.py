"""Messages that show how something goes on, and are changed in place until it is over."""

from __future__ import annotations

from dataclasses import dataclass

from storage.connection import Connection


@dataclass(frozen=True, slots=True)
class LiveMessage:
    """A message in a chat (`message_id` None: not sent yet); `kind` and `subject` say what it shows.

    `state` is that of the notice by which it was sent, `language` what its reader reads.
    """

    notice_id: int
    kind: str
    subject: int
    user_id: int
    message_id: int | None
    state: str
    language: str


async def add(tx: Connection, key: str, subject: int) -> None:
    """The notice with this key, to a Telegram user, becomes a living message."""
    await tx.run(
        "INSERT INTO live_messages (notice_id, subject) SELECT id, ? FROM outbox WHERE key = ? "
        "ON CONFLICT DO NOTHING",
        (subject, key),
    )


async def shown_to(connection: Connection, user_id: int, kind: str, subject: int) -> bool:
    """Whether somebody has such a message that is not over."""
    found = await connection.value(
        "SELECT 1 FROM live_messages JOIN outbox ON outbox.id = notice_id "
        "WHERE subject = ? AND outbox.user_id = ? AND outbox.kind = ?",
        (subject, user_id, kind),
    )
    return found is not None


async def every(connection: Connection) -> list[LiveMessage]:
    """All of them."""
    return await connection.records(
        LiveMessage,
        """
        SELECT notice_id, outbox.kind, subject, outbox.user_id, message_id, state,
            coalesce(delegates.language, accounts.language, 'it') AS language
        FROM live_messages
        JOIN outbox ON outbox.id = notice_id
        LEFT JOIN accounts ON accounts.user_id = outbox.user_id
        LEFT JOIN delegates ON delegates.id = accounts.delegate_id
        WHERE outbox.user_id IS NOT NULL ORDER BY notice_id
        """,
    )


async def end(tx: Connection, notice_id: int) -> None:
    """A message stays as it is."""
    await tx.run("DELETE FROM live_messages WHERE notice_id = ?", (notice_id,))
