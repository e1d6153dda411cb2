"""A text to which people have consented has changed: they are asked anew before anything else."""

from __future__ import annotations

from forum import arrival
from handlers.screens import privacy as screens
from handlers.screens.screen import Screen
from handlers.visit import Visit
from storage import delegates


async def ask_anew(visit: Visit) -> Screen:
    """The first of the texts that have changed, with the ways to answer; only while there is one."""
    purpose = visit.lapsed[0]
    async with visit.desk.look() as view:
        consent = await arrival.consent(view, visit.words.language, "")
        person = await delegates.get(view, visit.visitor.delegate_id or 0)
    if purpose == "forum" and consent is not None:
        return screens.consent_anew(visit.words, consent)
    return screens.purpose_anew(visit.words, purpose, person)
