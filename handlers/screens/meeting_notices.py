"""What the bot says of its own accord about meetings.

A notice holds which meeting and whose view of it; names, subject and times are those of the moment it is sent.
"""

from __future__ import annotations

from collections.abc import Callable

from forum.meetings import Told
from handlers.screens import agreed_notices as agreed
from handlers.screens import interpreter_notices as interpreting
from handlers.screens import request_notices as requests
from handlers.screens.screen import Page, Screen
from locales import Words


def render(kind: str, told: Told, words: Words) -> Screen:
    """A notice about a meeting in the recipient's language. Raises KeyError for a kind there is not."""
    page = Page(words)
    _NOTICES[kind](page, told)
    return page.screen()


_NOTICES: dict[str, Callable[[Page, Told], None]] = {
    "meeting_asked": requests.asked,
    "meeting_nudge": requests.nudge,
    "meeting_proposed": requests.proposed,
    "meeting_agreed": agreed.agreed,
    "meeting_accepted": requests.accepted,
    "meeting_declined": requests.declined,
    "meeting_withdrawn": requests.withdrawn,
    "meeting_lapsed": requests.lapsed,
    "meeting_move_asked": requests.move_asked,
    "meeting_moved": agreed.moved,
    "meeting_kept": agreed.stands("kept"),
    "meeting_move_withdrawn": agreed.stands("withdrawn"),
    "meeting_move_lapsed": agreed.stands("lapsed"),
    "meeting_stays": agreed.stands("undone"),
    "meeting_cancelled": agreed.cancelled,
    "meeting_unplaced": agreed.unplaced,
    "meeting_table": agreed.table,
    "meeting_interpreter": agreed.interpreter_changed,
    "meeting_forgone": agreed.forgone,
    "meeting_report": agreed.report,
    "meeting_late_5": interpreting.late,
    "meeting_late_10": interpreting.late,
    "interpreter_assigned": interpreting.assigned,
    "interpreter_moved": interpreting.moved_assignment,
    "interpreter_released": interpreting.released,
    "meeting_no_interpreter": interpreting.no_interpreter,
}

KINDS = frozenset(_NOTICES)
"""Every kind of notice about a meeting."""
