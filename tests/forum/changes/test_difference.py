"""What is different about a session, and what that means to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.changes.difference import Difference, Face, Stop, seen_by, what_differs
from tests.support.forums import NOW

FACE = Face(
    kind="plenary",
    title_it="Titolo",
    title_ru="Название",
    starts=NOW,
    ends=NOW + timedelta(hours=1),
    place_it="Sala",
    place_ru="Зал",
    capacity=None,
    audience="all",
    cancelled=False,
    stops=(),
)
BUS = (
    Stop("departure", "Albergo", "Гостиница", NOW - timedelta(minutes=40)),
    Stop("return", "Albergo", "Гостиница", NOW + timedelta(hours=1)),
)
VISIT = replace(FACE, kind="visit", stops=BUS)


def changed(was: Face | None, now: Face) -> Difference:
    return Difference(1, was, now, what_differs(was, now))


def later(face: Face, minutes: int) -> Face:
    by = timedelta(minutes=minutes)
    stops = tuple(replace(stop, at=stop.at + by) for stop in face.stops)
    return replace(face, starts=face.starts + by, ends=face.ends + by, stops=stops)


@pytest.mark.parametrize(
    ("was", "now", "what"),
    [
        (FACE, FACE, set()),
        (None, FACE, {"new"}),
        (None, replace(FACE, cancelled=True), set()),
        (FACE, later(FACE, 5), {"time"}),
        (FACE, replace(FACE, ends=FACE.ends + timedelta(minutes=5)), {"time"}),
        (FACE, replace(FACE, place_ru="Другой зал"), {"place"}),
        (FACE, replace(FACE, title_it="Altro", capacity=3), {"title", "capacity"}),
        (FACE, replace(FACE, audience="it"), {"audience"}),
        (FACE, replace(later(FACE, 5), cancelled=True), {"cancelled"}),
        (replace(FACE, cancelled=True), later(FACE, 5), {"restored"}),
        (replace(FACE, cancelled=True), replace(later(FACE, 5), cancelled=True), set()),
        (VISIT, later(VISIT, 5), {"time", "stops"}),
        (VISIT, replace(VISIT, stops=()), {"stops"}),
        (VISIT, replace(VISIT, audience="it"), set()),
    ],
)
def test_what_is_different(was: Face | None, now: Face, what: set[str]) -> None:
    assert what_differs(was, now) == what


def test_nobody_is_told_of_a_number_of_seats() -> None:
    assert not changed(FACE, replace(FACE, capacity=3)).told
    assert changed(FACE, replace(FACE, capacity=3, place_it="Altra sala")).told


@pytest.mark.parametrize(
    ("was", "now", "delegations"),
    [
        ("all", "all", ("it", "ru")),
        ("it", "it", ("it",)),
        ("it", "ru", ("it", "ru")),
    ],
)
def test_a_move_concerns_its_audience_of_before_and_of_now(
    was: str, now: str, delegations: tuple[str, ...]
) -> None:
    assert (
        changed(replace(FACE, audience=was), later(replace(FACE, audience=now), 5)).delegations == delegations
    )


@pytest.mark.parametrize(("was", "now", "delegations"), [("it", "all", ("ru",)), ("all", "ru", ("it",))])
def test_another_audience_concerns_only_those_for_whom_it_is_another(
    was: str, now: str, delegations: tuple[str, ...]
) -> None:
    assert changed(replace(FACE, audience=was), replace(FACE, audience=now)).delegations == delegations


@pytest.mark.parametrize(
    ("was", "now", "seen"),
    [
        (replace(FACE, audience="it"), replace(FACE, audience="all"), {"it": None, "ru": {"new"}}),
        (FACE, replace(FACE, audience="ru"), {"it": {"gone"}, "ru": None}),
        (
            replace(FACE, audience="it"),
            later(replace(FACE, audience="ru"), 5),
            {"it": {"gone"}, "ru": {"new"}},
        ),
        (
            replace(FACE, audience="it"),
            replace(FACE, audience="all", cancelled=True),
            {"it": {"cancelled"}, "ru": None},
        ),
        (
            replace(FACE, audience="it", cancelled=True),
            replace(FACE, audience="ru"),
            {"it": None, "ru": {"new"}},
        ),
        (replace(FACE, audience="it"), later(replace(FACE, audience="it"), 5), {"it": {"time"}, "ru": None}),
        (
            replace(FACE, audience="it", cancelled=True),
            replace(FACE, audience="it"),
            {"it": {"restored"}, "ru": None},
        ),
    ],
)
def test_what_was_meant_for_the_others_is_new_or_gone(
    was: Face, now: Face, seen: dict[str, set[str] | None]
) -> None:
    for delegation, what in seen.items():
        found = seen_by(changed(was, now), delegation, "it")
        assert (None if found is None else set(found.what)) == what


def test_a_text_that_differs_in_the_other_language_only_is_no_news() -> None:
    found = changed(FACE, replace(FACE, place_it="Sala 2", title_ru="Другое"))
    assert [set(seen.what) for one in ("it", "ru") if (seen := seen_by(found, "ru", one))] == [
        {"place"},
        {"title"},
    ]
    assert seen_by(changed(FACE, replace(FACE, place_it="Sala 2")), "it", "ru") is None
    assert seen_by(changed(VISIT, replace(VISIT, capacity=2)), "it", "it") is None


FACES = st.builds(
    Face,
    st.just("plenary"),
    st.sampled_from(["A", "B"]),
    st.sampled_from(["А", "Б"]),
    st.sampled_from([NOW, NOW + timedelta(minutes=10)]),
    st.sampled_from([NOW + timedelta(hours=1), NOW + timedelta(hours=2)]),
    st.sampled_from(["Sala", "Aula"]),
    st.sampled_from(["Зал", "Класс"]),
    st.sampled_from([None, 3]),
    st.sampled_from(["all", "it", "ru"]),
    st.booleans(),
    st.just(()),
)


def as_read(face: Face | None, delegation: str, language: str) -> tuple[object, ...] | None:
    """All that somebody can know of a session: nothing of one that is cancelled or meant for the others."""
    if face is None or face.cancelled or face.audience not in {"all", delegation}:
        return None
    return face.starts, face.ends, getattr(face, f"title_{language}"), getattr(face, f"place_{language}")


@given(st.none() | FACES, FACES)
def test_somebody_is_told_exactly_when_what_they_can_know_has_changed(was: Face | None, now: Face) -> None:
    found = changed(was, now)
    for delegation, language in product(("it", "ru"), ("it", "ru")):
        differs = as_read(was, delegation, language) != as_read(now, delegation, language)
        told = found.told and seen_by(found, delegation, language) is not None
        meant = was is not None or now.audience in {"all", delegation}
        assert (told and meant) == differs
        if differs:
            assert delegation in found.delegations


def test_when_it_has_to_be_known() -> None:
    moved = changed(VISIT, later(VISIT, 60))
    bus = BUS[0].at
    assert moved.needed_by(NOW - timedelta(hours=2)) == bus
    assert moved.needed_by(NOW) == bus + timedelta(minutes=60)
    assert moved.needed_by(NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)
    assert not moved.over(NOW + timedelta(hours=1, minutes=59))
    assert moved.over(NOW + timedelta(hours=2))


@pytest.mark.parametrize(
    ("was", "now", "clashes"),
    [
        (FACE, later(FACE, 60), True),
        (FACE, later(FACE, 59), True),
        (FACE, later(FACE, 125), False),
        (later(FACE, 70), later(FACE, 80), False),  # it did before
        (replace(FACE, audience="ru"), later(FACE, 60), True),
        (replace(later(FACE, 60), audience="ru"), later(FACE, 60), True),  # it did, but not for them
        (replace(later(FACE, 60), cancelled=True), later(FACE, 60), True),
        (None, later(FACE, 60), True),
        (FACE, replace(later(FACE, 60), cancelled=True), False),
    ],
)
def test_what_it_newly_clashes_with(was: Face | None, now: Face, clashes: bool) -> None:  # noqa: FBT001
    other = later(FACE, 65)
    assert changed(was, now).makes_clash(other, "it") == clashes
