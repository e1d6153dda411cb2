"""Those who run the forum, and how they are told."""

from __future__ import annotations

from forum.desk import NO_FACTS, Facts, Work
from storage import delegates


async def tell_organisers(work: Work, kind: str, key: str, facts: Facts = NO_FACTS) -> None:
    """Put a notice into the outbox for every organiser: delegates with that role, and those named to the process."""
    told = set()
    for organiser in await delegates.organisers(work.tx):
        told.add(organiser.user_id)
        await work.tell(organiser.delegate_id, kind, f"{key}:d{organiser.delegate_id}", facts)
    for user_id in sorted(work.organisers - told):
        await work.tell_user(user_id, kind, f"{key}:u{user_id}", facts)
