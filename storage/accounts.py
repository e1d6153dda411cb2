"""Telegram accounts, wrong guesses, and who is in front of the bot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from storage.connection import Connection
from storage.instants import to_sql
from storage.records import Account, Visitor

_ACCOUNT = "user_id, delegate_id, language, reachable, consent_version, consent_at, screen_id, expects"


async def visitor(connection: Connection, user_id: int) -> Visitor | None:
    """Who is in front of the bot, with what every screen needs of the forum; None before the first import."""
    return await connection.record(
        Visitor,
        """
        SELECT accounts.user_id IS NOT NULL AS known, delegates.id AS delegate_id, delegates.name,
            delegates.name_other, delegates.role, delegates.delegation,
            coalesce(delegates.language, accounts.language) AS language, accounts.screen_id,
            coalesce(accounts.reachable, 1) AS reachable,
            coalesce(accounts.expects, '') AS expects, applications.state AS application,
            forum.name_it AS forum_it, forum.name_ru AS forum_ru, forum.timezone, forum.registration,
            forum.consent_it, forum.consent_ru, coalesce((SELECT group_concat(purpose || '=' || version)
                FROM consents WHERE consents.user_id = accounts.user_id AND withdrawn_at IS NULL), '') AS consents
        FROM forum
        LEFT JOIN accounts ON accounts.user_id = ?
        LEFT JOIN delegates ON delegates.id = accounts.delegate_id AND delegates.removed_at IS NULL
        LEFT JOIN applications ON applications.user_id = accounts.user_id
        """,
        (user_id,),
    )


async def get(connection: Connection, user_id: int) -> Account | None:
    """An account by Telegram's user id."""
    return await connection.record(Account, f"SELECT {_ACCOUNT} FROM accounts WHERE user_id = ?", (user_id,))


async def of_delegate(connection: Connection, delegate_id: int) -> Account | None:
    """The account by which a delegate is reached."""
    return await connection.record(
        Account, f"SELECT {_ACCOUNT} FROM accounts WHERE delegate_id = ?", (delegate_id,)
    )


async def open_account(
    tx: Connection, user_id: int, language: str, consent_version: str, now: datetime
) -> None:
    """Store an account with its owner's consent; a later consent replaces an earlier one."""
    await tx.run(
        "INSERT INTO accounts (user_id, language, consent_version, consent_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (user_id) DO UPDATE SET language = excluded.language, reachable = 1, "
        "consent_version = excluded.consent_version, consent_at = excluded.consent_at",
        (user_id, language, consent_version, to_sql(now)),
    )


async def link(tx: Connection, user_id: int, delegate_id: int) -> None:
    """Say whose account it is; what was expected of the visitor before is over."""
    await tx.run(
        "UPDATE accounts SET delegate_id = ?, expects = '' WHERE user_id = ?", (delegate_id, user_id)
    )


async def unlink(tx: Connection, delegate_id: int) -> None:
    """Take a delegate's account away: whose it is, is nobody any more."""
    await tx.run("UPDATE accounts SET delegate_id = NULL, expects = '' WHERE delegate_id = ?", (delegate_id,))


async def speak(tx: Connection, user_id: int, language: str) -> None:
    """Change the language of an account and of its delegate."""
    await tx.run("UPDATE accounts SET language = ? WHERE user_id = ?", (language, user_id))
    await tx.run(
        "UPDATE delegates SET language = ? WHERE id = (SELECT delegate_id FROM accounts WHERE user_id = ?)",
        (language, user_id),
    )


async def show(tx: Connection, user_id: int, message_id: int) -> None:
    """Remember which message is the living screen."""
    await tx.run("UPDATE accounts SET screen_id = ? WHERE user_id = ?", (message_id, user_id))


async def expect(tx: Connection, user_id: int, expects: str) -> None:
    """Remember what the next typed text answers; '' for nothing."""
    await tx.run("UPDATE accounts SET expects = ? WHERE user_id = ?", (expects, user_id))


async def reach(tx: Connection, user_id: int) -> None:
    """Remember that the chat can be reached again."""
    await tx.run("UPDATE accounts SET reachable = 1 WHERE user_id = ?", (user_id,))


async def wrong_guesses(connection: Connection, user_id: int) -> tuple[int, str]:
    """How many wrong invitations in a row, and until when no further one is looked at (as in SQL)."""
    row = await connection.row("SELECT wrong, until FROM guesses WHERE user_id = ?", (user_id,))
    return (row["wrong"], row["until"]) if row else (0, "")


async def forget_guesses(tx: Connection, before: datetime) -> None:
    """Drop the wrong invitations whose time was served before this instant."""
    await tx.run("DELETE FROM guesses WHERE until < ?", (to_sql(before),))


async def guessed_wrong(tx: Connection, user_id: int, wrong: int, until: datetime) -> None:
    """Write down a wrong invitation."""
    await tx.run(
        "INSERT INTO guesses (user_id, wrong, until) VALUES (?, ?, ?) "
        "ON CONFLICT (user_id) DO UPDATE SET wrong = excluded.wrong, until = excluded.until",
        (user_id, wrong, to_sql(until)),
    )


async def guessed_right(tx: Connection, user_id: int) -> None:
    """Forget the wrong invitations of somebody who found the right one."""
    await tx.run("DELETE FROM guesses WHERE user_id = ?", (user_id,))


async def of_organisers(connection: Connection, named: Iterable[int]) -> list[Account]:
    """The accounts of those who run the forum: delegates with that role, and the Telegram users named."""
    listed = ",".join(str(int(number)) for number in named)
    return await connection.records(
        Account,
        f"SELECT {_ACCOUNT} FROM accounts WHERE user_id IN ({listed}) OR delegate_id IN "
        "(SELECT id FROM delegates WHERE role = 'organiser' AND removed_at IS NULL) ORDER BY user_id",
    )
