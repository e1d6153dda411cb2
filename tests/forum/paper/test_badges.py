"""Badges: both scripts, nothing beyond its edge, a code that a camera reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from forum.paper.badges import badges
from forum.paper.drawing.badges import HEIGHT, INSET, WIDTH, draw
from forum.paper.facts import Badge, Badges
from locales import LANGUAGES, Words
from storage.records import Delegate, Forum
from tests.support import paper

NOW = datetime(2018, 11, 29, 7, 40, tzinfo=UTC)
BOTH = [Words(language, ZoneInfo("Europe/Rome")) for language in LANGUAGES]
FORUM = ("Task Force italo-russa sui distretti e le PMI", "Российско-Итальянская рабочая группа")
ANNA = Badge(
    "Анна Громова",
    "Anna Gromova",
    "Обувная фабрика «Северный шаг»",
    "Fabbrica di calzature Severnyi Shag",
    "",
    "ru",
    ("Delegazione russa", "Российская делегация"),
    "https://t.me/forum_bot?start=c_0123456789abcdef01234567",
)


def sheet(*found: Badge) -> bytes:
    return draw(Badges("Badge", FORUM, found, NOW))


def delegate(**values: object) -> Delegate:
    empty = dict.fromkeys(Delegate.__match_args__, "")
    known = {"id": 7, "languages": (), "invitation": None, "reminders": None, "removed_at": None}
    return Delegate(**{**empty, **known, **values})  # type: ignore[arg-type]


def forum() -> Forum:
    empty = dict.fromkeys(Forum.__match_args__, "")
    return Forum(**{**empty, "name_it": FORUM[0], "name_ru": FORUM[1]})  # type: ignore[arg-type]


def of(person: Delegate) -> Badge:
    (found,) = badges(BOTH, "Badge", forum(), [person], lambda one: f"code {one.id}", NOW).badges
    return found


def test_a_delegate_bears_the_own_spelling_first() -> None:
    person = delegate(
        name="Алексей Щербаков",
        delegation="ru",
        organisation="Станкомаш",
        organisation_other="Stankomash",
        role="delegate",
    )
    assert of(person) == Badge(
        "Алексей Щербаков",
        "Aleksei Shcherbakov",
        "Станкомаш",
        "Stankomash",
        "",
        "ru",
        ["Delegazione russa", "Российская делегация"],
        "code 7",
    )


@pytest.mark.parametrize(
    ("role", "band"),
    [
        ("organiser", ["Organizzazione", "Организация"]),
        ("interpreter", ["Interprete", "Переводчик"]),
        ("guide", ["Guida", "Гид"]),
    ],
)
def test_whoever_works_for_the_forum_bears_that_and_the_delegation_small(role: str, band: list[str]) -> None:
    found = of(
        delegate(name="Sofia Galli", name_other="София Галли", delegation="it", role=role, organisation="CNA")
    )
    assert (found.role, found.band) == (role, band)
    assert found.note == "Delegazione italiana / Итальянская делегация"


def test_a_badge_reads_as_it_should() -> None:
    (page,) = paper.pages(sheet(ANNA))
    assert page == (
        "Task Force italo-russa sui distretti e le PMI Российско-Итальянская рабочая группа "
        "Анна Громова Anna Gromova Обувная фабрика «Северный шаг» Fabbrica di calzature Severnyi Shag "
        "Delegazione russa Российская делегация"
    )


def test_four_stand_on_a_page_each_with_its_own_code() -> None:
    found = [
        replace(ANNA, name=f"Ospite {number}", code=f"https://t.me/b?start=c_{number:024}")
        for number in range(5)
    ]
    content = sheet(*found)
    assert [page.count("Anna Gromova") for page in paper.pages(content)] == [4, 1]
    assert paper.codes(content, 0) == [one.code for one in found[:4]]
    assert paper.codes(content, 1) == [found[4].code]


LONG = [
    "W" * 90,
    "Щ" * 90,
    "Александра-Мария Вознесенская-Преображенская",
    "Maria Grazia Antonietta Della Rovere di Montefeltro Sant’Angelo Lodigiano",
    "ИП «" + "Производственно-технологическая " * 8 + "»",
    "a\u202eb\u0000c\n\u200bd",
    "…",
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_nothing_stands_beyond_the_edge(text: str) -> None:
    badge = Badge(text, text, text, text, text, "it", (text, text), ANNA.code)
    content = draw(Badges("Badge", (text, text), [badge] * 4, NOW))
    found = paper.pieces(content)
    assert len(found) >= 4 * 7
    for piece, wide in zip(found, paper.widths(found), strict=True):
        left, top = piece.x // WIDTH * WIDTH, piece.y // HEIGHT * HEIGHT
        assert left + INSET - 0.1 <= piece.x
        assert piece.x + wide <= left + WIDTH - INSET + 0.1
        assert top + 6 <= piece.y - 0.8 * piece.size * paper.POINT
        assert piece.y + 0.25 * piece.size * paper.POINT <= top + HEIGHT - 6


def test_texts_do_not_cover_one_another() -> None:
    text = "Maria Grazia Antonietta Della Rovere"
    badge = Badge(text, text, text, text, text, "guide", (text, text), ANNA.code)
    left = sorted((one for one in paper.pieces(sheet(badge)) if one.x < WIDTH), key=lambda one: one.y)
    for above, below in pairwise(left):
        assert above.y < below.y - 0.72 * below.size * paper.POINT
