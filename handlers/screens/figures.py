"""What the forum has come to: figures at a glance, subject by subject, and the report to be read."""

from __future__ import annotations

from collections.abc import Sequence

from forum.figures import Figures
from forum.figures.gathering import RESULTS
from forum.figures.report import Section, merged, region
from handlers.buttons import (
    Organise,
    SendChart,
    SendFigures,
    SendReport,
    ShowFigures,
    ShowReport,
)
from handlers.screens.screen import LONGEST_TEXT, NOTHING, Page, Screen, length, short
from locales import LANGUAGES, Html, Words
from storage.records import Attended

_LONGEST_TITLE = 80
MOST_LINES = 12
"""So many lines of a section stand in a message."""


def overview(words: Words, figures: Figures) -> Screen:
    """The most important figures of everything."""
    page = Page(words)
    page.say(words("figures.title"), _as_of(words, figures))
    page.say(*_people(words, figures))
    for kind, sessions in (("tables", figures.tables), ("visits", [one.session for one in figures.visits])):
        if sessions:
            page.say(words(f"figures.head.{kind}"), *_seats(words, sessions))
    if figures.meetings.asked:
        meetings = figures.meetings
        page.say(
            words("figures.head.meetings"),
            words(
                "figures.meetings_short",
                asked=meetings.asked,
                concluded=meetings.concluded,
                held=meetings.held,
            ),
        )
    page.say(
        words("figures.head.reach"),
        words("figures.reach", sent=figures.notices.get("sent", 0), unreached=figures.unreached),
    )
    keys = (
        page.key("figures.tables_key", ShowFigures("tables")),
        page.key("figures.visits_key", ShowFigures("visits")),
        page.key("figures.meetings_key", ShowFigures("meetings")),
        page.key("figures.regions_key", ShowFigures("regions")),
        page.key("figures.report_key", ShowReport()),
        page.key("figures.book_key", SendFigures()),
    )
    page.paired(keys, filling=True)
    page.row(page.key("button.refresh", ShowFigures()))
    page.back(Organise())
    return page.screen()


def _as_of(words: Words, figures: Figures) -> Html:
    return words("figures.as_of", day=words.date(words.day_of(figures.now)), time=words.time(figures.now))


def _people(words: Words, figures: Figures) -> list[Html]:
    def spoken(language: str) -> int:
        return figures.number("arrived", lambda one: one.language == language)

    return [
        words("figures.head.people"),
        words(
            "figures.people",
            invited=figures.number("invited"),
            arrived=figures.number("arrived"),
            present=figures.number("present"),
        ),
        *(_delegation(words, figures, delegation) for delegation in LANGUAGES),
        words("figures.languages", it=spoken("it"), ru=spoken("ru")),
        words("figures.applications", number=figures.applications) if figures.applications else NOTHING,
    ]


def _delegation(words: Words, figures: Figures, delegation: str) -> Html:
    return words(
        "figures.of_delegation",
        delegation=words.plain(f"delegation.{delegation}"),
        invited=figures.delegates("invited", delegation),
        arrived=figures.delegates("arrived", delegation),
        present=figures.delegates("present", delegation),
    )


def _seats(words: Words, sessions: Sequence[Attended]) -> list[Html]:
    seated = sum(one.seated for one in sessions)
    waiting = sum(one.waiting for one in sessions)
    limited = all(one.capacity is not None for one in sessions)
    total = sum(one.capacity or 0 for one in sessions)
    return [
        words("figures.seats", seated=seated, capacity=total)
        if limited
        else words("figures.seated", number=seated),
        words("figures.waiting", number=waiting) if waiting else NOTHING,
    ]


def tables(words: Words, figures: Figures, number: int) -> Screen:
    """Each thematic table with its seats."""
    page = Page(words)
    here = page.paged(figures.tables, number, lambda turned: ShowFigures("tables", turned))
    page.say(words("figures.head.tables"), _as_of(words, figures))
    page.say(*[] if here else [words("figures.none")])
    for one in here:
        page.say(_title(words, one), *_seats(words, [one]))
    page.row(page.key("figures.chart_key.filling", SendChart("filling")) if figures.tables else None)
    page.back(ShowFigures())
    return page.screen()


def _title(words: Words, session: Attended) -> Html:
    return words("text", text=short(words.pick(session, "title"), _LONGEST_TITLE))


def visits(words: Words, figures: Figures, number: int) -> Screen:
    """Each visit with its seats and who was aboard."""
    page = Page(words)
    here = page.paged(figures.visits, number, lambda turned: ShowFigures("visits", turned))
    page.say(words("figures.head.visits"), _as_of(words, figures))
    page.say(*[] if here else [words("figures.none")])
    for trip in here:
        page.say(
            _title(words, trip.session),
            *_seats(words, [trip.session]),
            words("figures.aboard", out=trip.out, back=trip.back) if trip.out or trip.back else NOTHING,
        )
    page.back(ShowFigures())
    return page.screen()


def meetings(words: Words, figures: Figures) -> Screen:
    """What became of all meetings."""
    page, counted = Page(words), figures.meetings
    page.say(words("figures.head.meetings"), _as_of(words, figures))
    shown = ("asked", "open", "agreed", "unplaced", "unconfirmed", "held", "missed")
    page.say(
        *(
            _counted(words, words.plain(f"figures.meetings.{name}"), int(getattr(counted, name)))
            for name in shown
        )
    )
    ended = ("declined", "withdrawn", "lapsed", "cancelled")
    page.say(
        *(
            _counted(words, words.plain(f"figures.meetings.{name}"), int(getattr(counted, name)))
            for name in ended
        )
    )
    page.say(
        _counted(words, words.plain("figures.meetings.interpreted"), counted.interpreted),
        _counted(words, words.plain("figures.meetings.helped"), counted.helped),
    )
    if counted.held:
        page.say(
            words("figures.head.outcomes"),
            *(
                _counted(
                    words, words.plain(f"report.result.{result or 'unsaid'}"), figures.outcomes.get(result, 0)
                )
                for result in RESULTS
            ),
            _counted(words, words.plain("figures.meetings.exchanged"), figures.rating.exchanged),
            _rating(words, figures),
        )
    page.row(page.key("figures.chart_key.hall", SendChart("hall")))
    page.back(ShowFigures())
    return page.screen()


def _counted(words: Words, label: str, number: int) -> Html:
    return words("figures.line", label=label, number=number)


def _rating(words: Words, figures: Figures) -> Html:
    average = figures.rating.average
    if average is None:
        return NOTHING
    shown = f"{average:.1f}".replace(".", ",")
    return words("figures.rating", average=shown, number=figures.rating.number)


def regions(words: Words, figures: Figures, number: int) -> Screen:
    """The meetings between regions of the two countries, the busiest pairs first."""
    page = Page(words)
    agreed, held = merged(figures.pairs, "agreed"), merged(figures.pairs, "held")
    ranked = sorted(agreed.items(), key=lambda item: (-item[1], item[0]))
    here = page.paged(ranked, number, lambda turned: ShowFigures("regions", turned))
    page.say(words("figures.head.regions"), _as_of(words, figures))
    page.say(*[] if here else [words("figures.none")])
    for pair, count in here:
        name = f"{region(words, pair[0])} – {region(words, pair[1])}"
        page.say(words("text", text=name), words("figures.pair", agreed=count, held=held[pair]))
    page.row(page.key("figures.chart_key.regions", SendChart("regions")) if ranked else None)
    page.back(ShowFigures())
    return page.screen()


def report(words: Words, figures: Figures, sections: Sequence[Section]) -> Screen:
    """The report for the final protocol, as much of it as a message holds; the file has all of it."""
    page = Page(words)
    page.say(words("report.heading"), _as_of(words, figures))
    room = LONGEST_TEXT - 200
    for section in sections:
        lines = _section(words, section)
        room -= sum(length(line) + 1 for line in lines) + 1
        if room < 0:
            page.say(words("report.more"))
            break
        page.say(*lines)
    page.row(page.key("report.file_key", SendReport()))
    page.back(ShowFigures())
    return page.screen()


def _section(words: Words, section: Section) -> list[Html]:
    """A heading and the first lines; what is left off stands in the file."""
    shown = section.lines[:MOST_LINES]
    return [
        words("report.head", heading=section.heading),
        *(
            words("figures.line", label=short(line.label, _LONGEST_TITLE), number=line.value)
            for line in shown
        ),
        words("report.more") if len(shown) < len(section.lines) else NOTHING,
    ]
