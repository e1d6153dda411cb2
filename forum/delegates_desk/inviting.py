"""Handing out a new invitation: for whoever has lost theirs, or whose phone is another."""

from __future__ import annotations

import secrets

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.invitations import digest
from forum.workbook.encoding import Encoder
from forum.workbook.sheets import DELEGATES
from storage import accounts, delegates
from storage import workbook_writes as writes
from storage.connection import Connection
from storage.records import Delegate

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 12
"""60 bits: enough against guessing, which costs waiting besides (`forum.invitations`), and short to read out."""


def new_code(delegation: str) -> str:
    """An invitation that nobody has had: 'RU-7K2M9Q4TB3XF'. None of its signs is taken for another."""
    return f"{delegation.upper()}-{''.join(secrets.choice(_SIGNS) for _ in range(_LENGTH))}"


def mark_of(person: Delegate) -> str:
    """Eight characters that stand for the invitation somebody has, or for having none."""
    return digest(person.invitation or "")[:8]


@use_case
async def renew(work: Work, person_id: int, own_id: int | None, shown: str) -> Outcome:
    """Give a delegate a new invitation: the old one is void, and whoever came in by it stands outside again.

    `own_id`: who does it; `shown`: the `mark_of` the one to be replaced, so that a second press, or a second
    organiser, does not make void what the first has just handed out. Outcome: invitation_renewed. Refusals: gone,
    not_oneself, invitation_changed.
    """
    person = await delegates.get(work.tx, person_id)
    if person is None:
        return refusal("gone")
    if person_id == own_id:
        return refusal("not_oneself")
    if mark_of(person) != shown:
        return refusal("invitation_changed")
    await accounts.unlink(work.tx, person_id)
    await give(work.tx, person)
    return outcome("invitation_renewed")


async def give(tx: Connection, person: Delegate) -> None:
    """Write a new invitation in place of the old one (inside a use case)."""
    values = Encoder("").values(DELEGATES.name, {"invitation": new_code(person.delegation)})
    await writes.change(tx, DELEGATES.name, [({"id": person.id}, values)])
