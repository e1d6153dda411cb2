"""Composing an announcement: what stands in the draft, what is asked for, whom it is for, how it will look."""

from __future__ import annotations

from datetime import datetime

from forum.announcements import LONGEST, LONGEST_CAPTION, Audience, Body, bodies
from handlers.buttons import (
    AskForReading,
    AttachFile,
    Button,
    ChooseAudience,
    DetachFile,
    DiscardAnnouncement,
    PreviewAnnouncement,
    ScheduleAnnouncement,
    SendAnnouncement,
    SendCorrection,
    ShowAnnouncement,
    ShowAnnouncements,
    WriteAnnouncement,
)
from handlers.screens.announcement_audience import Chosen, audience_line, who
from handlers.screens.announcement_copy import copy
from handlers.screens.announcements import at
from handlers.screens.screen import NOTHING, Key, Page, Previews, Screen, short
from locales import LANGUAGES, Html, Words
from storage.announcement_records import Announcement

_GIST, _LONGEST_NAME = 60, 60


def draft(words: Words, found: Announcement, whom: Audience, chosen: Chosen) -> Screen:
    """A draft, and what can be changed of it; a text that is missing may be typed at once."""
    page, number, written = Page(words), found.id, bodies(found)
    correcting = found.corrects is not None
    page.say(words("announcement.correction_title" if correcting else "announcement.draft_title"))
    page.say(*(_text(words, language, written.get(language)) for language in _own_first(words)))
    page.say(_file(words, found), NOTHING if correcting else audience_line(words, whom, chosen))
    missing = next((one for one in _own_first(words) if one not in written), "")
    page.say(*_hints(words, found, whom, missing))
    page.paired([_write_key(page, number, language) for language in _own_first(words)])
    if not correcting:
        _choices(page, found, whom)
    page.row(page.key("announcement.preview", PreviewAnnouncement(number)) if written else None)
    page.row(page.key(_discard(found), DiscardAnnouncement(number)))
    page.back(ShowAnnouncement(found.corrects) if found.corrects is not None else ShowAnnouncements())
    return page.screen().expecting(WriteAnnouncement(number, missing))


def _discard(found: Announcement) -> str:
    # "Delete the draft" under a correction would sound as if the announcement itself were deleted.
    return "announcement.discard" if found.corrects is None else "announcement.discard_correction"


def _own_first(words: Words) -> tuple[str, ...]:
    return (words.language, *(one for one in LANGUAGES if one != words.language))


def _text(words: Words, language: str, body: Body | None) -> Html:
    label = words.plain(f"announcement.text.{language}")
    if body is None:
        return words("announcement.text_missing", label=label)
    return words("announcement.text_is", label=label, gist=short(" ".join(body.text.split()), _GIST))


def _file(words: Words, found: Announcement) -> Html:
    if found.file_kind is None:
        return NOTHING
    if found.file_kind == "photo":
        return words("announcement.with_photo")
    return words("announcement.with_file", name=short(found.file_name, _LONGEST_NAME))


def _hints(words: Words, found: Announcement, whom: Audience, missing: str) -> list[Html]:
    """What to do now."""
    if missing:
        most = LONGEST_CAPTION if found.file_id else LONGEST
        return [words(f"announcement.ask_text.{missing}"), words("announcement.limit", most=most)]
    if found.corrects is None and not whom.number:
        return [words("announcement.nobody_hint")]
    return []


def _write_key(page: Page, number: int, language: str) -> Key:
    return page.key(f"announcement.text.{language}", WriteAnnouncement(number, language))


def _choices(page: Page, found: Announcement, whom: Audience) -> None:
    number = found.id
    file = (
        page.key("announcement.detach", DetachFile(number))
        if found.file_id
        else page.key("announcement.attach", AttachFile(number))
    )
    asked = AskForReading(number, not found.reading)
    reading = page.key("announcement.reading_on" if found.reading else "announcement.reading_off", asked)
    page.paired([file, reading])
    page.row(page.key("announcement.audience", ChooseAudience(number), number=whom.number))


def write(words: Words, found: Announcement, language: str) -> Screen:
    """Ask for the text in a language."""
    page, body = Page(words), bodies(found).get(language)
    page.say(words(f"announcement.ask_text.{language}"))
    page.say(words("announcement.limit", most=LONGEST_CAPTION if found.file_id else LONGEST))
    if body is not None:
        page.say(words("announcement.replaces"), words("announcement.quoted", text=short(body.text, 300)))
    page.back(ShowAnnouncement(found.id))
    return page.screen().expecting(WriteAnnouncement(found.id, language))


def attach(words: Words, found: Announcement) -> Screen:
    """Ask for a picture or a file."""
    page = Page(words)
    page.say(words("announcement.ask_file"), words("announcement.caption_limit", most=LONGEST_CAPTION))
    page.back(ShowAnnouncement(found.id))
    return page.screen().expecting(AttachFile(found.id))


def preview(words: Words, found: Announcement, whom: Audience, quiet_until: datetime | None) -> Screen:
    """How it will look, in both languages, above the screen; then what can be done with it."""
    page, number, written = Page(words), found.id, bodies(found)
    shown = tuple(language for language in LANGUAGES if language in written)
    page.say(words("announcement.preview_title"))
    if found.corrects is None:
        page.say(*(_reads(words, language, whom) for language in shown))
    for language in LANGUAGES:
        if language not in written:
            page.say(_missing(words, language, whom, found))
            page.row(_write_key(page, number, language))
    if found.corrects is not None:
        page.say(words("announcement.silent"))
        page.row(page.key("announcement.send_correction", SendCorrection(number, found.revision)))
    else:
        _decide(page, found, whom, quiet_until)
    page.back(ShowAnnouncement(number))
    messages = tuple(
        copy(Words(language, words.zone), found, written[language], reading=found.reading)
        for language in shown
    )
    return with_previews(page.screen(), Previews(number, messages, _numbers(found)))


def _reads(words: Words, language: str, whom: Audience) -> Html:
    label = words.plain(f"announcement.text.{language}")
    return words.count("announcement.shown_to", whom.readers.get(language, 0), label=label)


def _missing(words: Words, language: str, whom: Audience, found: Announcement) -> Html:
    if found.corrects is not None:
        return words(f"announcement.still_missing.{language}")
    return words.count(f"announcement.missing.{language}", whom.readers.get(language, 0))


def _decide(page: Page, found: Announcement, whom: Audience, quiet_until: datetime | None) -> None:
    words = page.words
    page.say(words.count("announcement.people", whom.number))
    if quiet_until is not None:
        page.say(words("announcement.quiet", until=words.time(quiet_until)))
    if whom.number:
        now, later = (
            SendAnnouncement(found.id, found.revision),
            ScheduleAnnouncement(found.id, found.revision),
        )
        send_now = page.key("announcement.send_now", now, number=whom.number)
        page.paired([send_now, page.key("announcement.schedule", later)])


def _numbers(found: Announcement) -> tuple[int, ...]:
    return tuple(int(one) for one in found.previews)


def with_previews(screen: Screen, previews: Previews) -> Screen:
    """A screen with what is sent before it."""
    from dataclasses import replace

    return replace(screen, previews=previews)


def clearing(screen: Screen, found: Announcement) -> Screen:
    """A screen with which the messages go that showed how it would look."""
    old = _numbers(found)
    return with_previews(screen, Previews(found.id, (), old)) if old else screen


def confirm_send(words: Words, found: Announcement, whom: Audience, chosen: Chosen) -> Screen:
    """The last question before it goes out."""
    page = Page(words)
    page.say(words.count("announcement.ask_send", whom.number))
    page.say(
        *who(words, chosen),
        words(
            "announcement.by_language", italian=whom.readers.get("it", 0), russian=whom.readers.get("ru", 0)
        ),
        *(
            _missing(words, language, whom, found)
            for language in LANGUAGES
            if language not in bodies(found) and whom.readers.get(language)
        ),
    )
    sure = SendAnnouncement(found.id, found.revision, sure=True)
    page.row(page.key("announcement.send_sure", sure, number=whom.number))
    page.back(PreviewAnnouncement(found.id))
    return page.screen()


def ask_time(words: Words, found: Announcement, whom: Audience, now: datetime) -> Screen:
    """Ask when it is to go out."""
    page = Page(words)
    page.say(words("announcement.ask_time"), words("announcement.now", at=at(words, now)))
    page.say(words.count("announcement.people", whom.number))
    page.back(PreviewAnnouncement(found.id))
    return page.screen().expecting(ScheduleAnnouncement(found.id, found.revision))


def confirm_discard(words: Words, found: Announcement) -> Screen:
    """Before a draft is dropped."""
    page = Page(words)
    page.say(
        words("announcement.ask_discard" if found.corrects is None else "announcement.ask_discard_correction")
    )
    page.say(*(_text(words, language, bodies(found).get(language)) for language in LANGUAGES))
    page.row(page.key(_discard(found), DiscardAnnouncement(found.id, sure=True)))
    back: Button = ShowAnnouncement(found.id)
    page.back(back)
    return page.screen()
