"""Deletion of one who asks for it.

Who asks is out of the forum in the transaction of the press: seats are passed on, meetings cancelled, those concerned
told. Their data go a moment later, see `forum.privacy.purging`.
"""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo

from forum.desk import Outcome, Work, outcome, use_case
from forum.taking_out import take_out
from locales import LANGUAGES, Words
from storage import accounts, forums, privacy
from storage.connection import Connection
from storage.privacy import Leaver, Named


def digest_of(identity: str, code: str) -> str:
    """What is kept of the code of somebody who was deleted, so that a workbook does not bring them back."""
    return hashlib.sha256(f"{identity}\0{code}".encode()).hexdigest()[:32]


@use_case
async def leave(work: Work, user_id: int) -> Outcome:
    """Delete somebody: out of the forum now, and their data within minutes. Outcome: left (also where nobody was)."""
    account = await accounts.get(work.tx, user_id)
    if account is not None and account.delegate_id is not None:
        await take_out(work, account.delegate_id)
        await privacy.leave(work.tx, account.delegate_id, user_id, work.now)
    await privacy.close_account(work.tx, user_id, work.now)
    await privacy.to_wipe(work.tx, work.now)
    return outcome("left_for_good")


@use_case
async def erase_leaver(work: Work, leaver: Leaver) -> Outcome:
    """Erase somebody who has left. Outcome: erased."""
    forum = await forums.get(work.tx)
    delegate = await privacy.known_as(work.tx, leaver.delegate_id)
    if forum is not None and delegate is not None and delegate.origin == "workbook":
        await privacy.remember_code(work.tx, digest_of(forum.identity, delegate.code), work.now)
    await privacy.silence(work.tx, leaver.delegate_id)
    await erase(work, leaver.delegate_id)
    await privacy.forget_lane(work.tx, leaver.user_id)
    return outcome("erased")


async def erase(work: Work, delegate_id: int) -> None:
    """Leave nothing personal of a delegate (inside a use case)."""
    delegate = await privacy.known_as(work.tx, delegate_id)
    if delegate is not None:
        own = delegate.delegation
        other = next(language for language in LANGUAGES if language != own)
        await privacy.erase(work.tx, delegate_id, Named(_nobody(own), _nobody(other), "—"), work.now)


def _nobody(language: str) -> str:
    """What stands in the place of a name."""
    return Words(language, ZoneInfo("UTC")).plain("privacy.nobody")


async def deleted_codes(connection: Connection, codes: list[str]) -> list[str]:
    """Which of these codes belonged to somebody who has had themselves deleted."""
    forum = await forums.get(connection)
    gone = await privacy.erased_codes(connection)
    if forum is None or not gone:
        return []
    return [code for code in codes if digest_of(forum.identity, code) in gone]
