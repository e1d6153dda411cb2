"""The report for the final protocol on paper: both languages side by side, as both sides sign one sheet."""

from __future__ import annotations

from datetime import datetime

from forum.figures.gathering import Figures
from forum.figures.report import report
from forum.paper.both import Both
from forum.paper.facts import Chapter, Counted, Protocol
from locales import LANGUAGES, Words
from storage.records import Forum


def protocol(both: Both, title: str, forum: Forum, figures: Figures) -> Protocol:
    """The report of a forum, line by line the same in both languages."""
    sections = [report(words, figures) for words in both]
    chapters = [
        Chapter(
            [one.heading for one in same],
            [
                Counted([line.label for line in lines], lines[0].value)
                for lines in zip(*(one.lines for one in same), strict=True)
            ],
        )
        for same in zip(*sections, strict=True)
    ]
    return Protocol(
        title=title,
        head=[
            [words.plain("report.title") for words in both],
            [words.pick(forum, "name") for words in both],
            [f"{words.pick(forum, 'venue')}, {_days(words, forum)}".lstrip(", ") for words in both],
        ],
        chapters=chapters,
        signatures=[[words.plain(f"report.signs.{side}") for words in both] for side in LANGUAGES],
        sign=[words.plain("report.sign") for words in both],
        foot=[_foot(words, figures.now) for words in both],
        made=figures.now,
    )


def _days(words: Words, forum: Forum) -> str:
    """'29–30 novembre 2018'."""
    first, last = words.day_of(forum.starts), words.day_of(forum.ends)
    days = words.date(last)
    if (first.year, first.month) != (last.year, last.month):
        days = f"{words.date(first)} – {days}"
    elif first != last:
        days = f"{first.day}–{days}"
    return words.plain("report.date", day=days, year=last.year)


def _foot(words: Words, now: datetime) -> str:
    today = words.day_of(now)
    day = words.plain("report.date", day=words.date(today), year=today.year)
    return words.plain("report.foot", day=day, time=words.time(now))
