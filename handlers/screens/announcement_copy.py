"""An announcement as those concerned see it."""

from __future__ import annotations

from forum.announcements import Body
from handlers.buttons import MarkRead
from handlers.screens.screen import Key, Typed
from locales import Words
from storage.announcement_records import Announcement


def copy(words: Words, announcement: Announcement, body: Body, *, reading: bool) -> Typed:
    """The message; `reading`: with the key to say that one has read it."""
    key = Key(words.plain("announcement.mark_read"), MarkRead(announcement.id))
    return Typed(
        body.text,
        body.entities,
        body.plain_links,
        announcement.file_kind or "",
        announcement.file_id or "",
        ((key,),) if reading else (),
    )


def withdrawn(words: Words, announcement: Announcement) -> Typed:
    """What stands in its place where it could not be deleted."""
    text = words.plain("announcement.withdrawn")
    return Typed(text, (), file_kind=announcement.file_kind or "", file_id=announcement.file_id or "")
