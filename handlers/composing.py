"""Composing an announcement: texts in both languages, a picture or a file, an audience, a preview, a time."""

from __future__ import annotations

from collections.abc import Awaitable

from forum import announcements as rules
from forum.announcements import Body
from forum.desk import Outcome, refusal
from forum.quiet import quiet_hours
from handlers import announcements, drafts
from handlers.buttons import (
    Aim,
    AskForReading,
    AttachFile,
    ChooseAmong,
    ChooseAudience,
    DetachFile,
    DiscardAnnouncement,
    NewAnnouncement,
    PreviewAnnouncement,
    ScheduleAnnouncement,
    SendAnnouncement,
    SendCorrection,
    ShowAnnouncement,
    ShowAnnouncements,
    WriteAnnouncement,
)
from handlers.drafts import Draw, draft, sentence
from handlers.screens import announcement_audience as audience_screens
from handlers.screens import announcement_draft as screens
from handlers.screens.screen import Screen
from handlers.sent import Sent
from handlers.visit import Visit
from locales import LANGUAGES
from storage import announcement_audience as audiences
from storage import forums


async def _or_list(visit: Visit, screen: Awaitable[Screen | None]) -> Screen:
    """Where the draft is not there any more: all there is."""
    found = await screen
    return await _gone(visit, refusal("announcement_gone")) if found is None else found


async def _gone(visit: Visit, came: Outcome) -> Screen:
    return (await announcements.announcements(visit, ShowAnnouncements())).saying(sentence(visit, came))


async def _after(visit: Visit, number: int, came: Outcome) -> Screen:
    """The draft after a press, or how it stands now, with what became of the press."""
    if came.word == "announcement_gone":
        return await _gone(visit, came)
    shown = await announcements.announcement(visit, ShowAnnouncement(number))
    return shown.saying(sentence(visit, came))


async def new(visit: Visit, button: NewAnnouncement) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """Begin one."""
    came = await rules.begin(visit.desk, visit.user_id)
    return await _or_list(visit, draft(visit, int(came.facts["announcement"] or 0)))


async def write(visit: Visit, button: WriteAnnouncement) -> Screen:
    """Ask for the text in a language."""
    if button.language not in LANGUAGES:
        return await _or_list(visit, draft(visit, button.announcement))
    return await _or_list(
        visit,
        drafts.drawn(
            visit, button.announcement, lambda found, *_: screens.write(visit.words, found, button.language)
        ),
    )


async def received(visit: Visit, button: WriteAnnouncement, sent: Sent) -> Screen:
    """A text was sent, or a picture or a file with or without one."""
    if sent.album or (sent.file is None and not sent.text):
        return await _again(
            visit, button, refusal("announcement_album" if sent.album else "announcement_other")
        )
    language = button.language if button.language in LANGUAGES else ""
    body = Body.typed(sent.text, sent.entities, plain_links=sent.plain_links)
    if sent.file is not None:
        file = (sent.file.kind, sent.file.id, sent.file.name)
        came = await rules.attach(
            visit.desk, visit.user_id, button.announcement, file, language=language, caption=body
        )
    else:
        came = await rules.write(visit.desk, visit.user_id, button.announcement, language, body, sent.at)
    if came.refused:
        return await _again(visit, button, came)
    return await _after(visit, button.announcement, came)


async def _again(visit: Visit, button: WriteAnnouncement | AttachFile, came: Outcome) -> Screen:
    """What was sent cannot be taken: ask once more."""
    if came.word == "announcement_gone":
        return await _gone(visit, came)
    ask = attach(visit, button) if isinstance(button, AttachFile) else write(visit, button)
    return (await ask).saying(sentence(visit, came))


async def attach(visit: Visit, button: AttachFile) -> Screen:
    """Ask for a picture or a file."""
    drawn = drafts.drawn(visit, button.announcement, lambda found, *_: screens.attach(visit.words, found))
    return await _or_list(visit, drawn)


async def attached(visit: Visit, button: AttachFile, sent: Sent) -> Screen:
    """A picture or a file was sent; the text under it, if any, is that in one's own language."""
    if sent.album or sent.file is None:
        came = refusal("announcement_album" if sent.album else "announcement_no_file")
        return await _again(visit, button, came)
    body = Body.typed(sent.text, sent.entities)
    file = (sent.file.kind, sent.file.id, sent.file.name)
    came = await rules.attach(
        visit.desk, visit.user_id, button.announcement, file, language=visit.words.language, caption=body
    )
    return await (_again(visit, button, came) if came.refused else _after(visit, button.announcement, came))


async def detach(visit: Visit, button: DetachFile) -> Screen:
    """Take the picture or file away."""
    came = await rules.detach(visit.desk, visit.user_id, button.announcement)
    return await _after(visit, button.announcement, came)


async def ask_for_reading(visit: Visit, button: AskForReading) -> Screen:
    """Let there be a key to say that one has read it, or not."""
    came = await rules.ask_for_reading(visit.desk, visit.user_id, button.announcement, asked=button.asked)
    return await _after(visit, button.announcement, came)


async def audience(visit: Visit, button: ChooseAudience) -> Screen:
    """Whom it is for."""
    drawn = drafts.drawn(
        visit,
        button.announcement,
        lambda found, whom, chosen: audience_screens.choose_audience(visit.words, found, whom, chosen),
    )
    return await _or_list(visit, drawn)


async def among(visit: Visit, button: ChooseAmong) -> Screen:
    """The values of a trait."""
    if button.trait not in rules.TRAITS:
        return await audience(visit, ChooseAudience(button.announcement))
    async with visit.desk.glance() as view:
        shares = await audiences.shares(view, button.trait)
    drawn = drafts.drawn(
        visit,
        button.announcement,
        lambda found, whom, chosen: audience_screens.choose_among(
            visit.words, found, whom, chosen, (button.trait, shares), button.page
        ),
    )
    return await _or_list(visit, drawn)


async def aim(visit: Visit, button: Aim) -> Screen:
    """Want a value of a trait, or no more."""
    came = await rules.aim(
        visit.desk, visit.user_id, button.announcement, button.trait, button.value, on=button.wanted
    )
    if came.word == "announcement_gone":
        return await _gone(visit, came)
    if button.trait and not came.refused:
        return await among(visit, ChooseAmong(button.announcement, button.trait, button.page))
    shown = await audience(visit, ChooseAudience(button.announcement))
    return shown.saying(sentence(visit, came)) if came.refused else shown


async def preview(visit: Visit, button: PreviewAnnouncement) -> Screen:
    """See it as those concerned will, and then decide."""
    async with visit.desk.look() as view:
        found = await drafts.mine(view, visit, button.announcement)
        whom = await rules.audience(view, found) if found is not None else None
        quiet = quiet_hours(await forums.get(view))
    if found is None or whom is None:
        return await _gone(visit, refusal("announcement_gone"))
    if not rules.bodies(found):
        return await _after(visit, button.announcement, refusal("announcement_no_text"))
    hours = quiet.around(visit.now) if quiet else None
    return screens.preview(visit.words, found, whom, hours[1] if hours else None)


async def send(visit: Visit, button: SendAnnouncement) -> Screen:
    """Send it now; not sure yet: ask."""
    number = button.announcement
    if button.sure:
        came = await rules.release(visit.desk, visit.user_id, number, button.revision)
        return await announcements.begun(visit, number, came)
    return await _of_revision(
        visit,
        number,
        button.revision,
        lambda found, whom, chosen: screens.confirm_send(visit.words, found, whom, chosen),
    )


async def _of_revision(visit: Visit, number: int, revision: int, draw: Draw) -> Screen:
    """A screen of a draft as it was shown; one that has changed since, or lacks what it needs, is shown anew."""
    async with visit.desk.glance() as view:
        found = await drafts.mine(view, visit, number)
    if found is not None and found.revision != revision:
        return await _after(visit, number, refusal("announcement_changed"))
    if found is not None and not rules.bodies(found):
        return await _after(visit, number, refusal("announcement_no_text"))
    shown = await drafts.drawn(visit, number, draw)
    return await announcements.announcement(visit, ShowAnnouncement(number)) if shown is None else shown


async def schedule(visit: Visit, button: ScheduleAnnouncement) -> Screen:
    """Ask when it is to go out."""
    return await _of_revision(
        visit,
        button.announcement,
        button.revision,
        lambda found, whom, _: screens.ask_time(visit.words, found, whom, visit.now),
    )


async def typed_time(visit: Visit, button: ScheduleAnnouncement, text: str) -> Screen:
    """The time was typed."""
    number = button.announcement
    came = await rules.schedule(visit.desk, visit.user_id, number, button.revision, text, visit.zone)
    if came.refused and came.word.startswith("time_"):
        return (await schedule(visit, button)).saying(sentence(visit, came))
    return await _after(visit, number, came)


async def send_correction(visit: Visit, button: SendCorrection) -> Screen:
    """Put the texts into the messages that went out."""
    came = await rules.correct(visit.desk, visit.user_id, button.announcement, button.revision)
    return await announcements.begun(visit, int(came.facts.get("announcement") or button.announcement), came)


async def discard(visit: Visit, button: DiscardAnnouncement) -> Screen:
    """Drop a draft; not sure yet: ask."""
    if button.sure:
        return await _gone(visit, await rules.discard(visit.desk, visit.user_id, button.announcement))
    drawn = drafts.drawn(
        visit, button.announcement, lambda found, *_: screens.confirm_discard(visit.words, found)
    )
    return await _or_list(visit, drawn)
