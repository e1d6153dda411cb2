"""Consent by purpose: the bot and the programme, being found by others, showing one's contacts.

GDPR art. 7 and recital 43: separate purposes are consented to separately, each can be withdrawn as easily as given,
and the controller can show who consented to what and when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache

from forum.desk import Work
from storage import accounts, consents
from storage.records import Visitor

PURPOSES = ("forum", "found", "contacts")
"""Without the first there is no bot; its text is the workbook's. The texts of the others are the catalogues'."""

VERSIONS: Mapping[str, str] = {"found": "1", "contacts": "1"}
"""Of the texts in the catalogues: who changes what a text says counts its version up, and everybody is asked anew."""


@lru_cache(8)
def current(consent_it: str, consent_ru: str) -> str:
    """The version of the workbook's text: eight characters that change whenever it does, in either language."""
    return hashlib.sha256(f"{consent_it}\0{consent_ru}".encode()).hexdigest()[:8]


def lapsed(visitor: Visitor) -> tuple[str, ...]:
    """The purposes to which somebody consented in a version that is no longer the present one."""
    if not visitor.consents:
        return ()
    wanted = {"forum": current(visitor.consent_it, visitor.consent_ru), **VERSIONS}
    given = dict(one.split("=", 1) for one in visitor.consents)
    return tuple(purpose for purpose in PURPOSES if given.get(purpose, wanted[purpose]) != wanted[purpose])


async def note_found(work: Work, delegate_id: int, *, given: bool) -> None:
    """Put on record that a delegate lets others find them, or no longer (inside a use case)."""
    await _note(work, delegate_id, "found", given=given)


async def note_contacts(work: Work, delegate_id: int, *, given: bool) -> None:
    """Put on record that a delegate shows their contacts to those they meet, or no longer (inside a use case)."""
    await _note(work, delegate_id, "contacts", given=given)


async def _note(work: Work, delegate_id: int, purpose: str, *, given: bool) -> None:
    account = await accounts.of_delegate(work.tx, delegate_id)
    if account is None:
        return
    if given:
        await consents.give(work.tx, account.user_id, purpose, VERSIONS[purpose], work.now)
    else:
        await consents.withdraw(work.tx, account.user_id, purpose, work.now)
