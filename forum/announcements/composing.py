"""Composing: each organiser's own drafts, in both languages, with a picture or a file, for an audience."""

from __future__ import annotations

from forum.announcements.audience import aimed, value_of, wanted
from forum.announcements.body import LONGEST, LONGEST_CAPTION, PART, TOGETHER, Body
from forum.announcements.looking import bodies
from forum.desk import Outcome, Work, outcome, refusal, use_case
from storage import announcements as stored
from storage.announcement_records import Announcement

_GONE = "announcement_gone"


async def own_draft(work: Work, user_id: int, announcement_id: int) -> Announcement | None:
    """An author's draft (inside a use case)."""
    found = await stored.get(work.tx, announcement_id)
    mine = found is not None and found.state == "draft" and found.author_id == user_id
    return found if mine else None


@use_case
async def begin(work: Work, user_id: int) -> Outcome:
    """Begin a draft; one in which nothing stands yet is gone on with. Outcome: announcement_begun (announcement)."""
    number = await stored.empty_draft(work.tx, user_id)
    return outcome("announcement_begun", announcement=number or await stored.add(work.tx, user_id))


@use_case
async def begin_correction(work: Work, user_id: int, announcement_id: int) -> Outcome:
    """Begin to correct what went out. Outcome: announcement_begun (announcement: the draft). Refusal: gone."""
    found = await stored.get(work.tx, announcement_id)
    if found is None or found.state not in {"released", "stopped"}:
        return refusal(_GONE)
    number = await stored.correction(work.tx, user_id, announcement_id)
    if number is not None:
        draft = await stored.get(work.tx, number)
        if draft is not None and draft.base == found.revision:
            return outcome("announcement_begun", announcement=number)
        await stored.remove(work.tx, number)
    number = await stored.add(work.tx, user_id)
    copied = {
        name: getattr(found, name) for name in ("body_it", "body_ru", "file_kind", "file_id", "file_name")
    }
    await stored.revise(
        work.tx, number, corrects=found.id, base=found.revision, reading=found.reading, **copied
    )
    return outcome("announcement_begun", announcement=number)


@use_case
async def write(
    work: Work, user_id: int, announcement_id: int, language: str, body: Body, at: int
) -> Outcome:
    """Put a text in a language into a draft; without one, nothing is chosen. `at`: when it came, in seconds.

    Outcomes: announcement_written, announcement_cut (a text came in parts: nothing of it is kept). Refusals:
    announcement_gone, announcement_empty, announcement_long (length, most), announcement_which.
    """
    found = await own_draft(work, user_id, announcement_id)
    if found is None:
        return refusal(_GONE)
    if found.cut_at is not None and 0 <= at - found.cut_at <= TOGETHER:
        # Whatever language was waited for: it is the rest of what came just now.
        await stored.revise(work.tx, found.id, cut_at=at, **{f"body_{found.cut_language}": None})
        return outcome("announcement_cut", most=LONGEST)
    if not language:
        return refusal("announcement_which")
    hindrance = _hindrance(body, with_file=found.file_id is not None)
    if hindrance is not None:
        return hindrance
    cut = {"cut_at": at, "cut_language": language} if body.length >= PART else {"cut_at": None}
    await stored.revise(work.tx, found.id, **{f"body_{language}": body.to_json()}, **cut)
    return outcome("announcement_written")


def _hindrance(body: Body, *, with_file: bool) -> Outcome | None:
    if not body.text.strip():
        return refusal("announcement_empty")
    most = LONGEST_CAPTION if with_file else LONGEST
    if body.length > most:
        return refusal(
            "announcement_caption_long" if with_file else "announcement_long", length=body.length, most=most
        )
    return None


@use_case
async def attach(
    work: Work,
    user_id: int,
    announcement_id: int,
    file: tuple[str, str, str],
    *,
    language: str = "",
    caption: Body | None = None,
) -> Outcome:
    """Add a picture or a file (its kind, Telegram's id of it, its name); its caption is the text in a language.

    Outcome: announcement_attached. Refusals: announcement_gone, announcement_fixed (a correction keeps its file),
    announcement_caption_long (length, most): a text is too long to stand under it.
    """
    found = await own_draft(work, user_id, announcement_id)
    if found is None:
        return refusal(_GONE)
    if found.corrects is not None:
        return refusal("announcement_fixed")
    written = bodies(found)
    if caption is not None and language and caption.text.strip():
        written[language] = caption
    for body in written.values():
        hindrance = _hindrance(body, with_file=True)
        if hindrance is not None:
            return hindrance
    kind, file_id, name = file
    texts = {f"body_{one}": body.to_json() for one, body in written.items()}
    await stored.revise(work.tx, found.id, file_kind=kind, file_id=file_id, file_name=name, **texts)
    return outcome("announcement_attached")


@use_case
async def detach(work: Work, user_id: int, announcement_id: int) -> Outcome:
    """Take the picture or file away. Outcome: announcement_detached. Refusals: announcement_gone, _fixed."""
    found = await own_draft(work, user_id, announcement_id)
    if found is None:
        return refusal(_GONE)
    if found.corrects is not None:
        return refusal("announcement_fixed")
    if found.file_id is not None:
        await stored.revise(work.tx, found.id, file_kind=None, file_id=None, file_name="")
    return outcome("announcement_detached")


@use_case
async def ask_for_reading(work: Work, user_id: int, announcement_id: int, *, asked: bool) -> Outcome:
    """Let there be a key to say that one has read it. Outcome: announcement_reading_set. Refusals as `detach`."""
    found = await own_draft(work, user_id, announcement_id)
    if found is None:
        return refusal(_GONE)
    if found.corrects is not None:
        return refusal("announcement_fixed")
    if found.reading != asked:
        await stored.revise(work.tx, found.id, reading=asked)
    return outcome("announcement_reading_set")


@use_case
async def aim(work: Work, user_id: int, announcement_id: int, trait: str, told: str, *, on: bool) -> Outcome:
    """Want a value of a trait, or no more; `told` is its token, a trait '' is everybody.

    Outcome: announcement_aimed. Refusals: announcement_gone, announcement_fixed, trait_gone.
    """
    found = await own_draft(work, user_id, announcement_id)
    if found is None:
        return refusal(_GONE)
    if found.corrects is not None:
        return refusal("announcement_fixed")
    chosen = "{}"
    if trait:
        share = await value_of(work.tx, trait, told)
        if share is None:
            return refusal("trait_gone")
        chosen = aimed(wanted(found), trait, share.value, on=on)
    if chosen != found.audience:
        await stored.revise(work.tx, found.id, audience=chosen)
    return outcome("announcement_aimed")


@use_case
async def discard(work: Work, user_id: int, announcement_id: int) -> Outcome:
    """Drop a draft. Outcome: announcement_discarded. Refusal: announcement_gone."""
    found = await own_draft(work, user_id, announcement_id)
    if found is None:
        return refusal(_GONE)
    await stored.remove(work.tx, found.id)
    return outcome("announcement_discarded")
