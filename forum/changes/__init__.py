"""Changes of the programme: made at once, told when an organiser releases them."""

from forum.changes.difference import Difference, Face, Stop
from forum.changes.editing import (
    MOST_SEATS,
    Capacity,
    Edit,
    Editable,
    Move,
    Place,
    Standing,
    Trial,
    draft_place,
    drafted_place,
    edit,
    editable,
    instant_of,
    seats_of,
    try_out,
)
from forum.changes.looking import Preview, Waiting, people, preview, waiting
from forum.changes.releasing import announce, dismiss, release
from forum.changes.telling import Item, clashing, recall

__all__ = [
    "MOST_SEATS",
    "Capacity",
    "Difference",
    "Edit",
    "Editable",
    "Face",
    "Item",
    "Move",
    "Place",
    "Preview",
    "Standing",
    "Stop",
    "Trial",
    "Waiting",
    "announce",
    "clashing",
    "dismiss",
    "draft_place",
    "drafted_place",
    "edit",
    "editable",
    "instant_of",
    "people",
    "preview",
    "recall",
    "release",
    "seats_of",
    "try_out",
    "waiting",
]
