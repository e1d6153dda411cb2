"""Announcements: composed in both languages, sent to an audience, followed, corrected, taken back."""

from forum.announcements.attending import MISSED, attend
from forum.announcements.audience import TRAITS, Audience, audience, token, wanted
from forum.announcements.body import LONGEST, LONGEST_CAPTION, Body, units
from forum.announcements.composing import (
    aim,
    ask_for_reading,
    attach,
    begin,
    begin_correction,
    detach,
    discard,
    write,
)
from forum.announcements.looking import PHASES, Standing, bodies, body_for, standing
from forum.announcements.releasing import (
    PROGRESS,
    correct,
    read,
    release,
    resume,
    schedule,
    stop,
    take_back,
    unschedule,
)
from forum.announcements.telling import FRESH, Copy, recall, recall_removal

__all__ = [
    "FRESH",
    "LONGEST",
    "LONGEST_CAPTION",
    "MISSED",
    "PHASES",
    "PROGRESS",
    "TRAITS",
    "Audience",
    "Body",
    "Copy",
    "Standing",
    "aim",
    "ask_for_reading",
    "attach",
    "attend",
    "audience",
    "begin",
    "begin_correction",
    "bodies",
    "body_for",
    "correct",
    "detach",
    "discard",
    "read",
    "recall",
    "recall_removal",
    "release",
    "resume",
    "schedule",
    "standing",
    "stop",
    "take_back",
    "token",
    "units",
    "unschedule",
    "wanted",
    "write",
]
