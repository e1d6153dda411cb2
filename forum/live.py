"""A message in somebody's chat that shows how something goes on, and is changed in place until it is over."""

from __future__ import annotations

from forum.desk import Work
from storage import live_messages, outbox


async def show_live(work: Work, user_id: int, kind: str, subject: int) -> None:
    """Send a Telegram user a message that keeps itself up to date (inside a use case).

    `kind` names what makes it (`handlers.living.LIVE`), `subject` is what that looks at. Where such a message still
    goes on, that one is enough. No quiet hour delays it.
    """
    if await live_messages.shown_to(work.tx, user_id, kind, subject):
        return
    key = f"{kind}:{subject}:{user_id}:{await outbox.last(work.tx)}"
    await work.tell_user(user_id, kind, key, {"subject": subject}, needed_by=work.now)
    await live_messages.add(work.tx, key, subject)
