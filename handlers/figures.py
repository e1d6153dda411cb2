"""Figures for organisers: on the screen, as pictures, as a workbook, as a report to be signed."""

from __future__ import annotations

from forum.apart import apart
from forum.figures import Figures, books, charts, gather
from forum.figures.drawing import book, pictures
from forum.figures.facts import Filling, Matrix
from forum.figures.report import report
from forum.meetings.slots import all_slots
from forum.paper.drawing import protocol as drawing
from forum.paper.protocols import protocol
from handlers.buttons import SendChart, SendFigures, SendReport, ShowFigures, ShowReport
from handlers.making import later
from handlers.screens import figures as screens
from handlers.screens.screen import File, Picture, Screen
from handlers.visit import Visit
from locales import LANGUAGES
from storage import figures as stored
from storage import forums
from storage.connection import Connection


async def show(visit: Visit, button: ShowFigures) -> Screen:
    """The figures at a glance, or one subject's."""
    words = visit.words
    async with visit.desk.look() as view:
        figures = await gather(view, visit.now)
    match button.subject:
        case "tables":
            return screens.tables(words, figures, button.page)
        case "visits":
            return screens.visits(words, figures, button.page)
        case "meetings":
            return screens.meetings(words, figures)
        case "regions":
            return screens.regions(words, figures, button.page)
    return screens.overview(words, figures)


async def send_chart(visit: Visit, button: SendChart) -> Screen:
    """A picture of figures."""
    async with visit.desk.look() as view:
        chart = await _chart(view, visit, button.chart)
    words = visit.words
    if chart is None:
        return Screen(toast=words.plain("said.no_figures_yet"))
    caption = words("text", text=chart.title)

    async def make(_: str) -> Picture:
        if isinstance(chart, Filling):
            content = await apart(pictures.filling, chart)
        else:
            content = await apart(pictures.matrix, chart)
        return Picture("figures.png", content, caption)

    return later(visit, make)


async def _chart(view: Connection, visit: Visit, chart: str) -> Filling | Matrix | None:
    words, now = visit.words, visit.now
    match chart:
        case "filling":
            figures = await gather(view, now)
            return charts.filling(words, figures.tables, await stored.fillings(view, "table"), now)
        case "hall":
            forum = await forums.get(view)
            tables = forum.meeting_tables if forum else 0
            return charts.hall(words, await all_slots(view), tables, await stored.taken(view), now)
        case "regions":
            return charts.regions(words, await stored.pairs(view), now)
    return None


async def send_book(visit: Visit, button: SendFigures) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """All figures as a workbook."""
    words = visit.words
    async with visit.desk.look() as view:
        figures = await gather(view, visit.now)
        tables = books.book(words, figures, await stored.taken(view), await stored.fillings(view, "table"))

    async def make(_: str) -> File:
        content = await apart(book.written, tables)
        return File(words.plain("figures.file") + ".xlsx", content, words("figures.file_explained"))

    return later(visit, make)


async def show_report(visit: Visit, button: ShowReport) -> Screen:  # noqa: ARG001
    """The report for the final protocol."""
    figures = await _figures(visit)
    return screens.report(visit.words, figures, report(visit.words, figures))


async def _figures(visit: Visit) -> Figures:
    async with visit.desk.look() as view:
        return await gather(view, visit.now)


async def send_report(visit: Visit, button: SendReport) -> Screen:  # noqa: ARG001
    """The same to be signed, in both languages."""
    words = visit.words
    async with visit.desk.look() as view:
        forum = await forums.get(view)
        figures = await gather(view, visit.now)
    if forum is None:
        raise LookupError("no forum")
    both = [visit.in_language(language) for language in LANGUAGES]
    made = protocol(both, words.plain("report.title"), forum, figures)

    async def make(_: str) -> File:
        content = await apart(drawing.draw, made)
        return File(words.plain("report.file") + ".pdf", content, words("report.file_explained"))

    return later(visit, make)
