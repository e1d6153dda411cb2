"""Cards for tables: the numbers of the Meeting Point's, the names of the thematic ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forum.paper.both import Both, picked
from forum.paper.facts import Card, Cards
from storage.records import Forum, Session


def numbered(both: Both, title: str, forum: Forum, now: datetime) -> Cards:
    """A card for each table of the Meeting Point."""
    names = list(dict.fromkeys(words.plain("paper.table") for words in both))
    cards = [Card(str(number), names) for number in range(1, forum.meeting_tables + 1)]
    return Cards(title, picked(both, forum, "name"), cards, now)


def named(both: Both, title: str, forum: Forum, sessions: Sequence[Session], now: datetime) -> Cards:
    """A card for each thematic table, with its place, and who moderates it as it is written in the workbook."""
    cards = [
        Card("", picked(both, one, "title"), [" · ".join(picked(both, one, "place")), one.moderator])
        for one in sessions
    ]
    return Cards(title, picked(both, forum, "name"), cards, now)
