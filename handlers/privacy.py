"""One's own data: what is kept, a copy of it, its deletion."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from forum.privacy.erasing import leave
from forum.privacy.mine import mine
from forum.visits.sheet import written
from handlers.buttons import DeleteMe, SendMyData, ShowPrivacy
from handlers.screens import my_data
from handlers.screens import privacy as screens
from handlers.screens.screen import File, Screen
from handlers.visit import Visit
from storage import consents, forums


async def privacy(visit: Visit, button: ShowPrivacy) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """What is kept of somebody, and what they have consented to."""
    async with visit.desk.look() as view:
        forum = await forums.get(view)
        given = await consents.standing(view, visit.user_id)
    member = visit.visitor.delegate_id is not None
    return screens.privacy(visit.words, forum.purge_after if forum else "", given, member=member)


async def send_data(visit: Visit, button: SendMyData) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """Everything that is kept of somebody, as a file that opens on a phone."""
    words = visit.words
    async with visit.desk.look() as view:
        found = await mine(view, visit.visitor.delegate_id, visit.user_id, words.language)
    content = await asyncio.to_thread(written, *my_data.sheet(words, found))
    file = File(words.plain("privacy.file_name") + ".xlsx", content, words("privacy.file"), private=True)
    return Screen(extra=file, toast=words.plain("said.file_sent"))


async def delete(visit: Visit, button: DeleteMe) -> Screen:
    """Delete somebody, once they have seen what that does."""
    if not button.sure:
        return screens.confirm(visit.words, member=visit.visitor.delegate_id is not None)
    await leave(visit.desk, visit.user_id)
    return replace(screens.farewell(visit.words), speaks=visit.words.language)
