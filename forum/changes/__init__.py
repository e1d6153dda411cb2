"""Changes of the programme: made at once, told when an organiser releases them."""

from forum.changes.difference import Difference, Face, Stop
from forum.changes.editing import Editable, Trial, edit, editable, try_out
from forum.changes.edits import (
    MOST_SEATS,
    Capacity,
    Edit,
    Length,
    Move,
    Place,
    Standing,
    StopTime,
    Title,
)
from forum.changes.looking import Preview, Waiting, people, preview, waiting
from forum.changes.releasing import announce, dismiss, release
from forum.changes.spreading import spread
from forum.changes.steps import undoable
from forum.changes.telling import Item, clashing, recall
from forum.changes.typed import (
    MOST_DELAY,
    at_clock,
    clock_of,
    delay_of,
    draft_text,
    drafted_text,
    ends_at,
    instant_of,
    minutes_of,
    seats_of,
)
from forum.changes.undoing import undo

__all__ = [
    "MOST_DELAY",
    "MOST_SEATS",
    "Capacity",
    "Difference",
    "Edit",
    "Editable",
    "Face",
    "Item",
    "Length",
    "Move",
    "Place",
    "Preview",
    "Standing",
    "Stop",
    "StopTime",
    "Title",
    "Trial",
    "Waiting",
    "announce",
    "at_clock",
    "clashing",
    "clock_of",
    "delay_of",
    "dismiss",
    "draft_text",
    "drafted_text",
    "edit",
    "editable",
    "ends_at",
    "instant_of",
    "minutes_of",
    "people",
    "preview",
    "recall",
    "release",
    "seats_of",
    "spread",
    "try_out",
    "undo",
    "undoable",
    "waiting",
]
