"""The organisers' desk for delegates: all about one of them, their profile, their invitation, their leaving."""

from forum.delegates_desk.inviting import mark_of, renew
from forum.delegates_desk.looking import Dossier, Losses, dossier, losses, matching
from forum.delegates_desk.profile import CHOICES, FIELDS, OPTIONAL, POSITION, correct, now_in
from forum.delegates_desk.removing import remove, restore

__all__ = [
    "CHOICES",
    "FIELDS",
    "OPTIONAL",
    "POSITION",
    "Dossier",
    "Losses",
    "correct",
    "dossier",
    "losses",
    "mark_of",
    "matching",
    "now_in",
    "remove",
    "renew",
    "restore",
]
