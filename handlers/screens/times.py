"""When something is, for somebody who reads it now."""

from __future__ import annotations

from datetime import date

from locales import Words
from storage.records import Session


def near_day(words: Words, day: date) -> str:
    """'oggi, 29 novembre', 'domani, 30 novembre', otherwise the day with its name.

    The date stands there too: a screen may be looked at again the next morning.
    """
    away = (day - words.today).days if words.today is not None else None
    if away == 0:
        return words.plain("day.today", date=words.date(day))
    if away == 1:
        return words.plain("day.tomorrow", date=words.date(day))
    return words.day(day)


def when(words: Words, session: Session) -> str:
    """'oggi, 29 novembre, 15:20–15:40'."""
    return f"{near_day(words, words.day_of(session.starts))}, {words.times(session.starts, session.ends)}"
