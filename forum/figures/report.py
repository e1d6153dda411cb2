"""The report for the final protocol: what took place and what came of it, number by number, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forum.figures.gathering import RESULTS, Figures
from locales import LANGUAGES, Words
from locales.regions import region_in
from storage.figures import Pair

MOST_PAIRS = 20
"""So many pairs of regions are named; the others are counted together."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted, in one language."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: Sequence[Line]


def report(words: Words, figures: Figures) -> list[Section]:
    """The report in one language. Sections without a line are left out; each language has the same lines."""
    sections = (
        ("people", _people(words, figures)),
        ("tables", _tables(words, figures)),
        ("meetings", _meetings(words, figures)),
        ("outcomes", _outcomes(words, figures)),
        ("subjects", _subjects(words, figures)),
        ("regions", _regions(words, figures.pairs)),
        ("visits", _visits(words, figures)),
    )
    return [Section(words.plain(f"report.section.{name}"), lines) for name, lines in sections if lines]


def _people(words: Words, figures: Figures) -> list[Line]:
    lines = []
    for one in LANGUAGES:
        invited, present = figures.delegates("invited", one), figures.delegates("present", one)
        lines.append(Line(words.plain(f"report.invited.{one}"), str(invited)))
        lines.append(Line(words.plain(f"report.present.{one}"), str(present)))
    return lines


def _tables(words: Words, figures: Figures) -> list[Line]:
    return [Line(words.pick(one, "title"), str(one.seated)) for one in figures.tables]


def _meetings(words: Words, figures: Figures) -> list[Line]:
    meetings = figures.meetings
    numbers = {
        "asked": meetings.asked,
        "concluded": meetings.concluded,
        "held": meetings.held,
        "unconfirmed": meetings.unconfirmed,
        "helped": meetings.helped,
    }
    return [Line(words.plain(f"report.{name}"), str(number)) for name, number in numbers.items()]


def _outcomes(words: Words, figures: Figures) -> list[Line]:
    if not figures.meetings.held:
        return []
    return [
        Line(words.plain(f"report.result.{result or 'unsaid'}"), str(figures.outcomes.get(result, 0)))
        for result in RESULTS
    ]


def _subjects(words: Words, figures: Figures) -> list[Line]:
    titles = {one.id: words.pick(one, "title") for one in figures.tables}
    held: Counter[int] = Counter()
    for subject in figures.subjects:
        # A project of a table that was cancelled counts among the other subjects.
        known = subject.session_id if subject.session_id in titles else None
        held[known or 0] += subject.held
    lines = [Line(title, str(held[number])) for number, title in titles.items() if held[number]]
    if held[0]:
        lines.append(Line(words.plain("report.other_subjects"), str(held[0])))
    return lines


def region(words: Words, name: str) -> str:
    """A region in the reader's language; one that is not known as such."""
    return words.region(name) if name else words.plain("report.no_region")


def merged(pairs: Iterable[Pair], count: str) -> Counter[tuple[str, str]]:
    """How many there are of each pair of regions: a region may be written in either language."""
    found: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        found[_one_name(pair.it), _one_name(pair.ru)] += int(getattr(pair, count))
    return +found


def _one_name(name: str) -> str:
    return region_in(LANGUAGES[0], name) or name


def _regions(words: Words, pairs: Iterable[Pair]) -> list[Line]:
    found = merged(pairs, "held")
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    lines = [
        Line(f"{region(words, it)} – {region(words, ru)}", str(number))
        for (it, ru), number in ranked[:MOST_PAIRS]
    ]
    rest = sum(number for _, number in ranked[MOST_PAIRS:])
    return [*lines, Line(words.plain("report.other_regions"), str(rest))] if rest else lines


def _visits(words: Words, figures: Figures) -> list[Line]:
    return [
        Line(words.pick(one.session, "title"), str(one.out or one.session.seated)) for one in figures.visits
    ]
