"""Bilateral meetings: from a request to a table at the Meeting Point, and what became of it.

asked -> agreed, declined, withdrawn, lapsed; agreed -> cancelled, held, missed. An agreed meeting has a time, a table
and, where its people share no language, an interpreter; or it has no time yet and waits for one.
"""

from forum.meetings.acting import Actor, acting_side
from forum.meetings.answering import accept, decline, propose
from forum.meetings.asking import MOST_TIMES, ask
from forum.meetings.assigning import Casting, assign, casting, forgo
from forum.meetings.contacts import Contacts, contacts, share_contacts
from forum.meetings.day import ANSWERS, LATE_MINUTES, late, report
from forum.meetings.ending import cancel, withdraw
from forum.meetings.free import Choice, choices
from forum.meetings.interpreting import cannot
from forum.meetings.looking import SECTIONS, STATES, Prospect, Sight, prospect, sections, sight
from forum.meetings.negotiation import LONGEST
from forum.meetings.overtaken import Told, recall
from forum.meetings.passing import pass_time
from forum.meetings.reconciling import reconcile
from forum.meetings.seeing import may_see

__all__ = [
    "ANSWERS",
    "LATE_MINUTES",
    "LONGEST",
    "MOST_TIMES",
    "SECTIONS",
    "STATES",
    "Actor",
    "Casting",
    "Choice",
    "Contacts",
    "Prospect",
    "Sight",
    "Told",
    "accept",
    "acting_side",
    "ask",
    "assign",
    "cancel",
    "cannot",
    "casting",
    "choices",
    "contacts",
    "decline",
    "forgo",
    "late",
    "may_see",
    "pass_time",
    "propose",
    "prospect",
    "recall",
    "reconcile",
    "report",
    "sections",
    "share_contacts",
    "sight",
    "withdraw",
]
