"""The vocabulary: every concept has its names and words in both languages, and none says what another says."""

from __future__ import annotations

from collections import Counter

import pytest

from forum.search.letters import is_cyrillic, is_latin, plain
from forum.suggestions.recognition import recognised
from forum.suggestions.vocabulary import WHOLE, Concept, upwards, vocabulary

TELLING = [concept for concept in vocabulary().values() if concept.weight]
KINDS = ["chamber", "fair", "university", "technology_park", "research", "bank", "association", "region"]


def stems(concept: Concept) -> list[str]:
    return [stem for words in concept.words for stem in words.split("_")]


def test_it_is_of_a_size_one_can_look_through() -> None:
    assert 200 <= len(TELLING) <= 300


def test_nothing_is_written_for_two_concepts() -> None:
    written = Counter(
        words for concept in vocabulary().values() for words in {plain(one) for one in concept.words}
    )
    assert [words for words, number in written.items() if number > 1] == []


def test_every_weight_is_a_share_and_every_broader_concept_is_there() -> None:
    assert [one.id for one in vocabulary().values() if not 0 <= one.weight <= WHOLE] == []
    assert [one.id for one in TELLING if one.broader and not vocabulary()[one.broader].weight] == []
    assert all(len(set(upwards(one.id))) == len(upwards(one.id)) for one in TELLING)


def test_a_broader_concept_is_further_up() -> None:
    assert upwards("pellets") == ("pellets", "biomass", "renewables", "energy")
    assert upwards("boilers") == ("boilers",)


def test_what_delegates_are_is_among_the_concepts() -> None:
    assert [kind for kind in KINDS if kind not in vocabulary()] == []


@pytest.mark.parametrize("concept", TELLING, ids=lambda concept: concept.id)
def test_a_concept_is_recognised_in_its_own_names(concept: Concept) -> None:
    assert is_cyrillic(concept.label_ru) or concept.label_ru.isupper()
    assert is_latin(concept.label_it)
    assert not is_cyrillic(concept.label_it)
    assert concept.id in recognised(concept.label_it).concepts
    assert concept.id in recognised(concept.label_ru).concepts


@pytest.mark.parametrize("concept", vocabulary().values(), ids=lambda concept: concept.id)
def test_beginnings_are_long_enough_to_say_something(concept: Concept) -> None:
    begun = [stem.removesuffix("*") for stem in stems(concept) if stem.endswith("*")]
    assert [stem for stem in begun if len(stem) < 3 or "*" in stem] == []
    assert [stem for stem in stems(concept) if is_cyrillic(stem) and is_latin(stem)] == []
