"""The real pairs of names among a thousand people: found first in every scheme. In full: the benchmark."""

from __future__ import annotations

from collections import defaultdict

from forum.search.letters import is_cyrillic
from storage.database import Database
from tests.benchmarks.search import FIVE, fill, measured
from tests.forum.search.pairs import people, queries

NUMBER = 1000
EVERY = 9


def test_there_are_pairs_enough_in_two_scripts() -> None:
    persons = people()
    assert len({person.own for person in persons}) == len(persons) >= 400
    assert [person.own for person in persons if is_cyrillic(person.own) != (person.delegation == "ru")] == []
    assert [name for person in persons for name in person.spellings.values() if len(name.split()) < 2] == []
    assert 0.2 < sum(person.held_out for person in persons) / len(persons) < 0.3


async def test_the_person_is_found_in_every_scheme(database: Database) -> None:
    persons = people()
    asked = queries(persons)[::EVERY]
    places, _ = await measured(database, asked, await fill(database, persons, NUMBER))
    schemes: dict[str, list[int | None]] = defaultdict(list)
    for one, place in zip(asked, places, strict=True):
        schemes[one.scheme.removesuffix(": surname")].append(place)
    missed = {
        scheme: found
        for scheme, found in schemes.items()
        if sum(place == 0 for place in found) < 0.96 * len(found)
        or sum(place is not None and place < FIVE for place in found) < 0.98 * len(found)
    }
    assert missed == {}
