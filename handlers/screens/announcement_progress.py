"""How an announcement goes on: the bar, and the figures."""

from __future__ import annotations

from forum.announcements import Standing
from handlers.buttons import ShowAnnouncement, StopAnnouncement
from handlers.screens.screen import NOTHING, Page, Screen
from locales import Html, Words

_WIDTH = 12
_FULL, _EMPTY = "█", "░"
_MINUTE = 60


def progress(words: Words, found: Standing, rate: float | None) -> Screen:
    """The message that keeps itself up to date; `rate` is how many a second it is now, where that is known."""
    page, number = Page(words), found.announcement.id
    page.say(head(words, found))
    page.say(*bar(words, found, rate))
    page.say(*figures(words, found))
    page.row(
        page.key("announcement.stop", StopAnnouncement(number, live=True))
        if found.phase == "sending"
        else None,
        page.key("button.open", ShowAnnouncement(number)),
    )
    return page.screen()


def head(words: Words, found: Standing) -> Html:
    """What goes on, or how it ended."""
    state = found.announcement.state
    return words(f"announcement.head.{state if found.phase == 'over' else found.phase}")


def bar(words: Words, found: Standing, rate: float | None = None) -> list[Html]:
    """How far it has come, how fast, and for how long still; nothing where it is over."""
    if found.phase in {"over", "stopping"}:
        return []
    done, total = found.done, max(1, found.total)
    full = min(_WIDTH, _WIDTH * done // total)
    return [
        words(
            "announcement.bar",
            bar=_FULL * full + _EMPTY * (_WIDTH - full),
            percent=min(100, 100 * done // total),
        ),
        words("announcement.done_of", done=done, total=found.total),
        words("announcement.rate", rate=round(rate, 1) if rate < 10 else round(rate)) if rate else NOTHING,  # noqa: PLR2004 -- two digits say enough
        _left(words, (total - done) / rate) if rate and done < total else NOTHING,
    ]


def _left(words: Words, seconds: float) -> Html:
    if seconds < _MINUTE:
        return words("announcement.seconds_left")
    return words.count("announcement.minutes_left", round(seconds / _MINUTE))


def figures(words: Words, found: Standing) -> list[Html]:
    """What has come of it so far."""
    lines = {
        "delivered": found.delivered,
        "missed": found.missed,
        "left": found.left,
        "corrected": 0 if found.announcement.state == "taken_back" else found.corrected,
        "taken_back": found.taken_back,
        "kept": found.kept,
    }
    shown = [
        words(f"announcement.number.{name}", number=number)
        for name, number in lines.items()
        if number or name == "delivered"
    ]
    if found.announcement.reading and found.announcement.state != "taken_back":
        shown.append(words("announcement.number.read", number=found.read))
    return shown
