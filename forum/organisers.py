"""Those who run the forum, and how they are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from forum.desk import NO_FACTS, Facts, Work
from storage import delegates


async def tell_organisers(
    work: Work,
    kind: str,
    key: str,
    facts: Facts = NO_FACTS,
    *,
    needed_by: datetime | None = None,
    gathering: timedelta = timedelta(),
) -> None:
    """Put a notice into the outbox for every organiser: delegates with that role, and those named to the process.

    `needed_by` and `gathering` as in `Work.tell`.
    """
    told = set()
    for organiser in await delegates.organisers(work.tx):
        told.add(organiser.user_id)
        number = organiser.delegate_id
        await work.tell(number, kind, f"{key}:d{number}", facts, needed_by=needed_by, gathering=gathering)
    for user_id in sorted(work.organisers - told):
        own = f"{key}:u{user_id}"
        await work.tell_user(user_id, kind, own, facts, needed_by=needed_by, gathering=gathering)
