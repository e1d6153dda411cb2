"""An announcement goes out, now or at its time; it is stopped, gone on with, corrected, taken back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from forum.announcements.audience import audience
from forum.announcements.composing import own_draft
from forum.announcements.looking import bodies, standing
from forum.announcements.pieces import piece
from forum.announcements.times import typed_time
from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.live import show_live
from storage import announcement_chores as chores
from storage import announcements as stored
from storage.announcement_records import Announcement

PROGRESS = "announcement_progress"
"""The kind of the message that shows how it goes on."""

_GONE = "announcement_gone"


async def _ready(work: Work, user_id: int, announcement_id: int, revision: int) -> Announcement | Outcome:
    """A draft as it was shown, with something to say and somebody to say it to."""
    found = await own_draft(work, user_id, announcement_id)
    if found is None or found.corrects is not None:
        return refusal(_GONE)
    if found.revision != revision:
        return refusal("announcement_changed")
    if not bodies(found):
        return refusal("announcement_no_text")
    if not (await audience(work.tx, found)).number:
        return refusal("announcement_nobody")
    return found


@use_case
async def release(work: Work, user_id: int, announcement_id: int, revision: int) -> Outcome:
    """Send a draft now, as it was shown. Outcome: announcement_sending (people; also where it goes out already).

    Refusals: announcement_gone, announcement_changed, announcement_no_text, announcement_nobody.
    """
    before = await stored.get(work.tx, announcement_id)
    if before is not None and before.state == "released" and before.revision == revision:
        return outcome("announcement_sending", people=before.people)
    found = await _ready(work, user_id, announcement_id, revision)
    if isinstance(found, Outcome):
        return found
    return await send(work, found)


async def send(work: Work, announcement: Announcement) -> Outcome:
    """Let an announcement go out (inside a use case)."""
    people = (await audience(work.tx, announcement)).number
    await stored.change(
        work.tx, announcement.id, state="released", send_at=None, released_at=work.now, people=people
    )
    await chores.begin(work.tx, announcement.id, "queue")
    await piece(work, announcement.id, "queue")
    if announcement.author_id is not None:
        await show_progress(work, announcement.id, announcement.author_id)
    return outcome("announcement_sending", people=people)


async def show_progress(work: Work, announcement_id: int, user_id: int) -> None:
    """Show somebody how it goes on (inside a use case)."""
    await show_live(work, user_id, PROGRESS, announcement_id)
    work.told = True


@use_case
async def schedule(
    work: Work, user_id: int, announcement_id: int, revision: int, text: str, zone: ZoneInfo
) -> Outcome:
    """Send a draft later, at a time as it was typed. Outcome: announcement_scheduled (at).

    Refusals as `release`, and those of `typed_time`.
    """
    found = await _ready(work, user_id, announcement_id, revision)
    if isinstance(found, Outcome):
        return found
    at = typed_time(text, zone, work.now)
    if isinstance(at, Outcome):
        return at
    await stored.change(work.tx, found.id, state="scheduled", send_at=at)
    return outcome("announcement_scheduled", at=at.isoformat())


@use_case
async def unschedule(work: Work, user_id: int, announcement_id: int) -> Outcome:
    """Do not send it at its time: it becomes the draft of whoever says so.

    Outcome: announcement_unscheduled. Refusals: announcement_gone, announcement_under_way.
    """
    found = await stored.get(work.tx, announcement_id)
    if found is None:
        return refusal(_GONE)
    if found.state == "draft" and found.author_id == user_id:
        return outcome("announcement_unscheduled")
    if found.state != "scheduled":
        return refusal(_GONE if found.state == "draft" else "announcement_under_way")
    await stored.change(work.tx, found.id, state="draft", send_at=None, author_id=user_id)
    return outcome("announcement_unscheduled")


@use_case
async def stop(work: Work, announcement_id: int) -> Outcome:
    """Send it to nobody else. Outcome: announcement_stopped. Refusals: announcement_gone, announcement_all_sent."""
    found = await standing(work.tx, announcement_id)
    if found is None or found.announcement.state == "taken_back":
        return refusal(_GONE)
    if found.announcement.state == "stopped":
        return outcome("announcement_stopped")
    if found.phase != "sending":
        return refusal("announcement_all_sent")
    await stored.change(work.tx, announcement_id, state="stopped")
    await chores.end(work.tx, announcement_id, "queue")
    await chores.begin(work.tx, announcement_id, "withdraw")
    await piece(work, announcement_id, "withdraw")
    return outcome("announcement_stopped")


@use_case
async def resume(work: Work, user_id: int, announcement_id: int) -> Outcome:
    """Send it to the others after all; nobody gets it twice. Outcome and refusals as `release`."""
    found = await stored.get(work.tx, announcement_id)
    if found is not None and found.state == "released":
        return outcome("announcement_sending", people=found.people)
    if found is None or found.state != "stopped":
        return refusal(_GONE)
    await stored.change(work.tx, announcement_id, state="released", released_at=work.now)
    await chores.end(work.tx, announcement_id, "withdraw")
    await chores.forget_dropped(work.tx, announcement_id)
    await chores.begin(work.tx, announcement_id, "queue")
    await piece(work, announcement_id, "queue")
    await show_progress(work, announcement_id, user_id)
    return outcome("announcement_sending", people=found.people)


@use_case
async def correct(work: Work, user_id: int, draft_id: int, revision: int) -> Outcome:
    """Put the texts of a draft into all messages that went out. Outcome: announcement_correcting (announcement).

    Refusals: announcement_gone, announcement_changed, announcement_no_text, announcement_corrected (somebody else
    was quicker), announcement_same.
    """
    draft = await own_draft(work, user_id, draft_id)
    found = await stored.get(work.tx, draft.corrects) if draft is not None and draft.corrects else None
    if draft is None or found is None or found.state not in {"released", "stopped"}:
        return refusal(_GONE)
    if draft.revision != revision:
        return refusal("announcement_changed")
    if not bodies(draft):
        return refusal("announcement_no_text")
    if draft.base != found.revision:
        return refusal("announcement_corrected")
    if (draft.body_it, draft.body_ru) == (found.body_it, found.body_ru):
        return refusal("announcement_same")
    await stored.revise(work.tx, found.id, body_it=draft.body_it, body_ru=draft.body_ru)
    await stored.remove(work.tx, draft.id)
    await chores.begin(work.tx, found.id, "correct")
    await piece(work, found.id, "correct")
    await show_progress(work, found.id, user_id)
    return outcome("announcement_correcting", announcement=found.id)


@use_case
async def take_back(work: Work, user_id: int, announcement_id: int) -> Outcome:
    """Take it out of all chats. Outcome: announcement_taken_back. Refusal: announcement_gone."""
    found = await stored.get(work.tx, announcement_id)
    if found is not None and found.state == "taken_back":
        return outcome("announcement_taken_back")
    if found is None or found.state not in {"released", "stopped"}:
        return refusal(_GONE)
    await stored.change(work.tx, announcement_id, state="taken_back")
    for chore in ("queue", "correct"):
        await chores.end(work.tx, announcement_id, chore)
    for chore in ("withdraw", "take_back"):
        await chores.begin(work.tx, announcement_id, chore)
        await piece(work, announcement_id, chore)
    await show_progress(work, announcement_id, user_id)
    return outcome("announcement_taken_back")


@use_case
async def read(work: Work, delegate_id: int, announcement_id: int) -> Outcome:
    """A delegate says that they have read it. Outcome: announcement_read. Refusal: announcement_gone."""
    found = await stored.get(work.tx, announcement_id)
    if found is None or found.state == "taken_back":
        return refusal(_GONE)
    if not await stored.was_told(work.tx, announcement_id, delegate_id):
        return refusal(_GONE)
    await stored.read(work.tx, announcement_id, delegate_id, work.now)
    return outcome("announcement_read")
