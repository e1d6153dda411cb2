"""The lines by which organisers see a change of the programme: what it was, what it is, whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from forum.changes import Difference, Face, Preview
from handlers.buttons import UndoStep
from handlers.screens.screen import NOTHING, Page, short
from handlers.screens.times import near_day
from locales import Html, Words
from storage.change_records import Neighbour, Overlap

LONGEST_TITLE, LONGEST_PLACE = 100, 60
_FEW, _LONGEST_OVERLAP = 2, 60


def span(words: Words, face: Face) -> str:
    """'oggi, 29 novembre, 15:20–15:40'."""
    return f"{near_day(words, words.day_of(face.starts))}, {words.times(face.starts, face.ends)}"


def title(words: Words, face: Face) -> str:
    """A session's title, as much of it as stands in a list."""
    return short(words.pick(face, "title"), LONGEST_TITLE)


def place(words: Words, face: Face) -> str:
    """Where a session is, as much of it as stands in a list."""
    return short(words.pick(face, "place"), LONGEST_PLACE)


def lines(words: Words, change: Difference) -> list[Html]:
    """A session that is not as people know it: '🕘 09:15–10:45 → 09:30–11:00'."""
    was, now = change.was or change.now, change.now
    return [
        words("session.name", title=title(words, now)),
        _state(words, change),
        _when(words, was, now),
        _where(words, was, now),
        words("changes.title_was", title=title(words, was)) if "title" in change.what else NOTHING,
        words("changes.route") if "stops" in change.what else NOTHING,
        words("changes.capacity", before=seats(words, was), now=seats(words, now))
        if "capacity" in change.what
        else NOTHING,
        words(
            "changes.audience",
            before=words.plain(f"changes.audience.{was.audience}"),
            now=words.plain(f"changes.audience.{now.audience}"),
        )
        if "audience" in change.what
        else NOTHING,
    ]


def _state(words: Words, change: Difference) -> Html:
    if "cancelled" in change.what:
        return words("session.cancelled")
    if "restored" in change.what:
        return words("changes.restored")
    return words("changes.new") if "new" in change.what else NOTHING


def _when(words: Words, was: Face, now: Face) -> Html:
    if (was.starts, was.ends) == (now.starts, now.ends):
        return words("session.when", when=span(words, now))
    return words("changes.when", before=before(words, was, now), now=span(words, now))


def before(words: Words, was: Face, now: Face) -> str:
    """The time it was, with its day where that is another."""
    if words.day_of(was.starts) == words.day_of(now.starts):
        return words.times(was.starts, was.ends)
    return f"{words.date(words.day_of(was.starts))}, {words.times(was.starts, was.ends)}"


def _where(words: Words, was: Face, now: Face) -> Html:
    if words.pick(was, "place") == words.pick(now, "place"):
        return words("session.place", place=place(words, now))
    return words("changes.place", before=place(words, was), now=place(words, now))


def seats(words: Words, face: Face) -> str:
    """How many seats there are."""
    return str(face.capacity) if face.capacity is not None else words.plain("changes.no_limit")


def whom(words: Words, people: Mapping[str, int]) -> Html:
    """How many are to be told, by delegation."""
    number = sum(people.values())
    if not number:
        return words("changes.nobody")
    return words.count("changes.people", number, italian=people.get("it", 0), russian=people.get("ru", 0))


def broken(words: Words, seen: Preview) -> list[Html]:
    """What a change breaks."""
    return [
        *_neighbours(words, seen.neighbours),
        words("changes.overnight") if _is_overnight(words, seen.change) else NOTHING,
        words.count("changes.clashes", seen.meetings) if seen.meetings else NOTHING,
        *_overlaps(words, seen.overlaps),
        words("changes.over", seated=seen.seated, capacity=seen.change.now.capacity)
        if seen.over
        else NOTHING,
    ]


def _neighbours(words: Words, neighbours: Sequence[Neighbour]) -> list[Html]:
    lines = [
        words(
            "changes.neighbour",
            title=short(words.pick(one, "title"), _LONGEST_OVERLAP),
            times=words.times(one.starts, one.ends),
        )
        for one in neighbours[:1]
    ]
    if len(neighbours) > 1:
        lines.append(words.count("changes.more_neighbours", len(neighbours) - 1))
    return lines


def _is_overnight(words: Words, change: Difference) -> bool:
    """Whether it goes on after midnight, and did not before."""
    if change.now.cancelled or not _ends_on_another_day(words, change.now):
        return False
    return change.was is None or not _ends_on_another_day(words, change.was)


def _ends_on_another_day(words: Words, face: Face) -> bool:
    return words.day_of(face.starts) != words.day_of(face.ends - timedelta(minutes=1))


def _overlaps(words: Words, overlaps: Sequence[Overlap]) -> list[Html]:
    return [
        words.count("changes.overlap", one.people, title=short(words.pick(one, "title"), _LONGEST_OVERLAP))
        for one in overlaps[:_FEW]
    ]


def undo_row(page: Page, step: int) -> None:
    """The key that undoes what was just done, while it can be; `step` 0: nothing can."""
    if step:
        page.row(page.key("live.undo", UndoStep(step)))
