"""The report for the final protocol: the same lines in both languages, exact, without names."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from forum.figures import books, gather
from forum.figures.drawing import book
from forum.figures.facts import Table
from forum.figures.report import MOST_PAIRS, Line, report
from forum.paper.drawing import protocol as drawing
from forum.paper.protocols import protocol
from locales import LANGUAGES, Words
from storage import figures as stored
from storage import forums
from storage.database import Database
from storage.figures import Pair
from tests.support import paper
from tests.support.forums import NOW

ROME = ZoneInfo("Europe/Rome")
BOTH = [Words(language, ROME) for language in LANGUAGES]
IT, RU = BOTH


async def test_the_report_in_italian(counted: Database) -> None:
    async with counted.read() as view:
        found = report(IT, await gather(view, NOW))
    assert [(one.heading, [f"{line.label}: {line.value}" for line in one.lines]) for one in found] == [
        (
            "Partecipazione",
            [
                "Delegati italiani iscritti: 2",
                "Delegati italiani presenti: 0",
                "Delegati russi iscritti: 2",
                "Delegati russi presenti: 0",
            ],
        ),
        ("Partecipanti ai tavoli tematici", ["Sessione 1: 2", "Sessione 2: 0"]),
        (
            "Incontri bilaterali",
            [
                "Incontri richiesti: 11",
                "Incontri concordati: 6",
                "Incontri svolti: 2",
                "Incontri con esito non comunicato: 1",
                "Incontri con interprete: 0",
            ],
        ),
        (
            "Risultati degli incontri svolti",
            [
                "Protocollo o memorandum: 1",
                "Il dialogo prosegue: 0",
                "Per ora nessun risultato: 0",
                "Risultato non indicato: 1",
            ],
        ),
        ("Incontri svolti, per tavolo tematico", ["Sessione 1: 1", "Altri argomenti: 1"]),
        ("Incontri svolti, per regioni", ["Toscana – Regione non indicata: 1", "Toscana – Mosca: 1"]),
        ("Partecipanti alle visite aziendali", ["Sessione 4: 1"]),
    ]


async def test_both_languages_have_the_same_numbers_line_by_line(counted: Database) -> None:
    async with counted.read() as view:
        figures = await gather(view, NOW)
    italian, russian = (report(words, figures) for words in BOTH)
    assert [[line.value for line in one.lines] for one in italian] == [
        [line.value for line in one.lines] for one in russian
    ]
    assert [one.heading for one in russian] == [
        "Участие",
        "Участники тематических столов",
        "Двусторонние встречи",
        "Итоги состоявшихся встреч",
        "Состоявшиеся встречи по тематическим столам",
        "Состоявшиеся встречи по регионам",
        "Участники посещений предприятий",
    ]
    assert russian[5].lines[1] == Line("Тоскана – Москва", "1")


async def test_the_rarest_pairs_of_regions_are_counted_together(counted: Database) -> None:

    async with counted.read() as view:
        figures = await gather(view, NOW)
    pairs = [Pair(f"R{number}", "Москва", 9, 1) for number in range(MOST_PAIRS + 5)]
    found = report(RU, replace(figures, pairs=pairs))[5]
    assert len(found.lines) == MOST_PAIRS + 1
    assert found.lines[-1] == Line("Другие регионы", "5")


async def test_what_is_signed_holds_both_languages_and_no_name(counted: Database) -> None:
    async with counted.read() as view:
        forum, figures = await forums.get(view), await gather(view, NOW)
    assert forum is not None
    content = drawing.draw(protocol(BOTH, "Sintesi", forum, figures))
    pages = paper.pages(content)
    text = " ".join(pages)
    assert text.startswith(
        "Dati dal sistema del forum al 29 novembre 2018, ore 09:00 По данным системы форума на"
    )
    assert "Sintesi dei risultati Сводка результатов Forum Форум 29 novembre – 1 dicembre 2018" in text
    (row,) = [piece.y for piece in paper.pieces(content) if piece.text == "Incontri svolti"]
    assert {piece.text for piece in paper.pieces(content) if abs(piece.y - row) < 1} == {
        "Incontri svolti",
        "Состоялось встреч",
        "2",
    }
    assert pages[-1].endswith(
        "Per la parte italiana За итальянскую сторону Nome, firma e data / Имя, подпись и дата "
        "Per la parte russa За российскую сторону Nome, firma e data / Имя, подпись и дата"
    )
    assert "Delegate" not in text
    assert "Ditta" not in text


async def test_no_line_of_it_reaches_beyond_its_side(counted: Database) -> None:
    async with counted.write() as tx:
        await tx.run(
            "UPDATE sessions SET title_it = ?, title_ru = ?", ("Innovazione " * 12, "Инновационное " * 12)
        )
        await tx.run("UPDATE delegates SET region = 'W' || substr(hex(zeroblob(60)), 1, 80) || id")
    async with counted.read() as view:
        forum, figures = await forums.get(view), await gather(view, NOW)
    assert forum is not None
    content = drawing.draw(protocol(BOTH, "Sintesi", forum, figures))
    found = [piece for number in range(len(paper.pages(content))) for piece in paper.pieces(content, number)]
    edges = (drawing.INSET, 95.1, 114.9, 210 - drawing.INSET)
    for piece, wide in zip(found, paper.widths(found), strict=True):
        left = max(edge for edge in edges if edge <= piece.x + 0.2)
        right = edges[edges.index(left) + 1]
        assert piece.x + wide <= right + 0.2
        assert piece.y < 297 - 8


@pytest.mark.parametrize(("words", "name"), [(IT, "Incontri"), (RU, "Встречи")])
async def test_the_workbook(counted: Database, words: Words, name: str) -> None:
    async with counted.read() as view:
        tables = books.book(
            words, await gather(view, NOW), await stored.taken(view), await stored.fillings(view, "table")
        )
    read = load_workbook(BytesIO(book.written(tables)))
    assert read.sheetnames == [table.name for table in tables]
    assert len(set(read.sheetnames)) == 9
    rows = list(read[name].values)
    assert rows[0] == (("Voce", "Numero") if words is IT else ("Показатель", "Число"))
    assert [row[1] for row in rows[1:]] == [11, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 6, 0, 1, 0, 0, 1, 1, 4.5]
    assert all(len(row) == len(table.header) for table in tables for row in table.rows)
    texts = " ".join(str(cell) for sheet in read for row in sheet.values for cell in row)
    assert "Delegate" not in texts
    assert "Ditta" not in texts


def test_no_text_of_the_workbook_is_a_formula() -> None:
    content = book.written([Table("A/B: [x]" + "y" * 40, ("=1+1",), [("=cmd()",), (None,), (3,)])])
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert sheet.title == "A B   x " + "y" * 23
    assert [(row[0].value, row[0].data_type) for row in sheet.iter_rows()][:2] == [
        ("=1+1", "s"),
        ("=cmd()", "s"),
    ]
