"""Cards for tables: the same on both sides of the fold."""

from __future__ import annotations

from datetime import UTC, datetime

from forum.paper.drawing.cards import INSET, draw
from forum.paper.facts import Card, Cards
from tests.support import paper

NOW = datetime(2018, 11, 29, 7, 40, tzinfo=UTC)
FORUM = ("Forum italo-russo", "Российско-итальянский форум")


def drawn(*cards: Card) -> bytes:
    return draw(Cards("Segnatavoli", FORUM, cards, NOW))


def test_both_faces_say_the_same() -> None:
    (page,) = paper.pages(drawn(Card("17", ("Tavolo", "Стол"))))
    assert (
        page.count("17") == page.count("Tavolo · Стол") == page.count(FORUM[0]) == page.count(FORUM[1]) == 2
    )


def test_a_page_for_each_table() -> None:
    content = drawn(*(Card(str(number), ("Tavolo", "Стол")) for number in range(1, 91)))
    assert [str(number) in page for number, page in enumerate(paper.pages(content), start=1)] == [True] * 90


def test_neither_language_is_larger_than_the_other() -> None:
    names = ("Moda", "Территориальное экономическое развитие, технопарки и инфраструктура")
    content = drawn(Card("", names, ["Sala 2 · Зал 2", ""]))
    found = paper.pieces(content)
    moda = next(one for one in found if one.text == "Moda")
    russian = [one for one in found if one.bold and one != moda]
    assert russian
    assert {one.size for one in russian} == {moda.size}


def test_nothing_stands_beyond_the_edge_or_over_the_fold() -> None:
    text = "Щ" * 80 + " Территориальное экономическое развитие " * 4
    found = paper.pieces(
        draw(Cards("", (text, text), [Card("", (text, text), [text]), Card("999", (text, text))], NOW))
    )
    for piece, wide in zip(found, paper.widths(found), strict=True):
        assert piece.x >= INSET - 0.1
        assert piece.x + wide <= 210 - INSET + 0.1
        assert piece.y - 0.8 * piece.size * paper.POINT > 297 / 2
        assert piece.y < 297 - INSET + 1
