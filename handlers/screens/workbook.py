"""The forum as a workbook: how to send one, what is wrong with it, what it would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from forum.workbook.examining import Examined
from handlers.buttons import (
    DiscardWorkbook,
    ExportWorkbook,
    Organise,
    ReleaseWorkbook,
    SendTemplate,
    ShowChanges,
    ShowWorkbook,
)
from handlers.screens import workbook_lines as lines
from handlers.screens.screen import LONGEST_TEXT, File, Page, Screen, length
from locales import Html, Words

_DOZEN = 12
"""So many problems or changes stand on the screen; where there are more, a text file holds all."""
_TELLINGS = 6


def menu(words: Words) -> Screen:
    """How a workbook is sent, and the keys to get one."""
    page = Page(words)
    page.say(words("workbook.title"))
    page.say(words("workbook.how"))
    page.say(words("workbook.files"))
    page.say(words("workbook.private"))
    page.row(page.key("workbook.export", ExportWorkbook()), page.key("workbook.template", SendTemplate()))
    page.back(Organise())
    return page.screen().expecting(ShowWorkbook())


def checking(words: Words) -> Screen:
    """A workbook is being read."""
    return Screen(words("workbook.checking"))


def releasing(words: Words) -> Screen:
    """A workbook is being taken over."""
    return Screen(words("workbook.releasing"))


def problems(words: Words, examined: Examined) -> Screen:
    """What is wrong with a workbook: the first dozen, and all of it as a file where there is more."""
    told = [lines.problem(words, one) for one in examined.changes.problems]
    number = len(told) + examined.more
    screen, shown = _fitting(lambda most: _problems(words, told[:most], number))
    if shown >= number:
        return screen
    if examined.more:
        told.append(words("workbook.more_problems", number=examined.more))
    return _with_file(words, screen, "problems", [lines.plain(line) for line in told])


def _problems(words: Words, told: Sequence[Html], number: int) -> Screen:
    page = Page(words)
    page.say(words("workbook.problems"), words("workbook.mend"))
    if number > len(told):
        page.say(words("workbook.number", number=number, shown=len(told)))
    for line in told:
        page.say(line)
    page.back(ShowWorkbook())
    return page.screen().expecting(ShowWorkbook())


def preview(words: Words, number: int, examined: Examined, *, anew: bool = False) -> Screen:
    """What a workbook would change and for whom, and the key to do it; `anew`: the forum has changed meanwhile."""
    changes = examined.changes
    screen, shown = _fitting(lambda most: _preview(words, number, examined, most, anew=anew))
    if shown < len(changes.rows) or changes.tellings:
        return _with_file(words, screen, "changes", lines.everything(words, examined))
    return screen


def _preview(words: Words, number: int, examined: Examined, most: int, *, anew: bool) -> Screen:
    page = Page(words)
    if anew:
        page.say(words("workbook.anew"))
    page.say(words("workbook.preview"), *lines.counts(words, examined.changes))
    page.say(*(lines.row(words, examined, one) for one in examined.changes.rows[:most]))
    _say_whom(page, examined)
    page.row(
        page.key("workbook.release", ReleaseWorkbook(number, examined.shown)),
        page.key("workbook.discard", DiscardWorkbook(number)),
    )
    page.back(Organise())
    return page.screen()


def _say_whom(page: Page, examined: Examined) -> None:
    """Whom it concerns: sessions that are too full, and those of which people are told."""
    words, changes = page.words, examined.changes
    page.say(*lines.crowded(words, changes)[:_TELLINGS])
    if changes.tellings:
        told = [lines.telling(words, examined, one) for one in changes.tellings[:_TELLINGS]]
        more = len(changes.tellings) - len(told)
        page.say(*told, *([words("workbook.more_tellings", number=more)] if more else []))
    page.say(words("workbook.told", number=changes.told))
    if changes.tellings:
        page.say(words("workbook.told_later"))


def _fitting(build: Callable[[int], Screen]) -> tuple[Screen, int]:
    """A screen with as many entries, of a dozen, as a message holds; and how many those are at most."""
    for most in range(_DOZEN, 0, -1):
        screen = build(most)
        if length(screen.text) <= LONGEST_TEXT:
            return screen, most
    return build(0), 0


def same(words: Words) -> Screen:
    """A workbook says nothing new."""
    page = Page(words)
    page.say(words("workbook.same"))
    page.back(ShowWorkbook())
    return page.screen()


def released(words: Words, examined: Examined) -> Screen:
    """A workbook is taken over."""
    page = Page(words)
    page.say(words("workbook.released"), *lines.counts(words, examined.changes))
    page.say(words("workbook.told", number=examined.changes.told))
    if any(one.why != "seat_freed" for one in examined.changes.tellings):
        page.say(words("workbook.told_later"))
        page.row(page.key("workbook.changes", ShowChanges()))
    page.back(Organise())
    return page.screen()


def forum_file(words: Words, content: bytes, now: datetime) -> File:
    """The forum as a file, named by its moment."""
    moment = now.astimezone(words.zone)
    name = words.plain("workbook.file.forum", moment=f"{moment:%Y-%m-%d-%H%M}")
    day = words.date(moment.date())
    caption = words("workbook.caption.forum", moment=f"{day}, {words.time(now)}")
    return File(f"{name}.xlsx", content, caption, private=True)


def template_file(words: Words, content: bytes) -> File:
    """The empty workbook as a file."""
    name = words.plain("workbook.file.template")
    return File(f"{name}.xlsx", content, words("workbook.caption.template"))


def _with_file(words: Words, screen: Screen, kind: str, told: Sequence[str]) -> Screen:
    content = "".join(f"{line}\n" for line in told).encode()
    name = words.plain(f"workbook.file.{kind}")
    file = File(f"{name}.txt", content, words(f"workbook.caption.{kind}"), private=True)
    return replace(screen, extra=file)
