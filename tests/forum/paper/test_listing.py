"""Lists: rows that are never torn apart, heads on each page, boxes to tick."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from forum.paper.drawing.listing import INSET, draw
from forum.paper.facts import Listing, Listings, Part
from tests.support import paper

NOW = datetime(2018, 11, 29, 7, 40, tzinfo=UTC)
LISTING = Listing(
    heading="Corti: pelletteria",
    lines=["venerdì 30 novembre", "Guida: Martina Bellini"],
    columns=("N.", "Nome", "Telefono"),
    widths=(1, 6, 4),
    parts=[
        Part("", [(str(number), f"Ospite {number}\nGuest {number}", "+39 300") for number in range(1, 51)])
    ],
    foot="Forum",
    page="pag. {number}",
    height=9,
    bold=1,
)


def drawn(*lists: Listing) -> bytes:
    return draw(Listings("Elenco", lists, NOW))


def test_the_head_stands_on_the_first_page_and_the_columns_on_each() -> None:
    first, second, *_ = paper.pages(drawn(LISTING))
    assert first.startswith(
        "Corti: pelletteria venerdì 30 novembre Guida: Martina Bellini Forum "
        "N. Nome Telefono 1 Ospite 1 Guest 1 +39 300"
    )
    assert second.startswith("Corti: pelletteria Forum pag. 2 N. Nome Telefono ")


def test_each_row_stands_whole_on_one_page_and_once() -> None:
    pages = paper.pages(drawn(LISTING))
    assert [
        sum(f"{number} Ospite {number} Guest {number} +39" in page for page in pages)
        for number in range(1, 51)
    ] == [1] * 50


def test_every_list_begins_a_page_and_counts_its_own() -> None:
    short = replace(LISTING, heading="Malo", parts=[Part("", [("1", "Sofia", "")])])
    pages = paper.pages(drawn(short, LISTING, short))
    assert [page.split(" ")[0] for page in pages] == ["Malo", *["Corti:"] * (len(pages) - 2), "Malo"]
    assert "pag." not in pages[-1]


def test_a_part_without_rows_says_so_and_its_heading_is_never_alone() -> None:
    rows = LISTING.parts[0].rows
    found = replace(
        LISTING, parts=[Part("", [], none="Nessuno."), Part("Attesa", rows[:22]), Part("Altri", rows[:1])]
    )
    pages = paper.pages(drawn(found))
    assert "Nessuno. Attesa 1 Ospite 1" in pages[0]
    assert [page for page in pages if "Altri" in page][0].endswith("Altri 1 Ospite 1 Guest 1 +39 300")  # noqa: RUF015


def test_ticks_stand_where_they_were_made() -> None:
    part = Part(
        "", [("1", "A", ""), ("2", "B", ""), ("3", "C", "")], [(True, False), (False, False), (True, True)]
    )
    (page,) = paper.pages(drawn(replace(LISTING, parts=[part], boxes=("Andata", "Ritorno"))))
    assert page.endswith("Andata Ritorno N. Nome Telefono ✓ 1 A 2 B ✓ ✓ 3 C")


def test_no_cell_reaches_into_the_next_column_or_the_margin() -> None:
    text = "W" * 60 + " " + "Производственно-технологическая " * 3
    found = replace(
        LISTING, heading=text, lines=[text], parts=[Part(text, [(text, text, text)] * 3)], foot=text
    )
    content = drawn(found)
    room = 210 - 2 * INSET
    edges = [INSET, INSET + room / 11, INSET + room * 7 / 11, 210 - INSET]
    small = [one for one in paper.pieces(content) if one.size in {9.5, 8.0} and one.y > 80]
    assert len(small) > 20
    for piece, wide in zip(small, paper.widths(small), strict=True):
        left = max(edge for edge in edges if edge <= piece.x)
        right = min(edge for edge in edges if edge > piece.x)
        assert left + 1 <= piece.x
        assert piece.x + wide <= right - 1
