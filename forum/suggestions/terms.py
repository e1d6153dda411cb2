"""What a delegate offers, seeks and is, as terms: concepts of the vocabulary, and words alike in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forum.search.letters import is_cyrillic
from forum.search.sounds import keys
from forum.suggestions.recognition import Recognised, is_small, recognised
from forum.suggestions.vocabulary import upwards, vocabulary
from storage.suggestions import Posting, Texts

OFFERS, SEEKS, PROFILE, SHARED = "offers", "seeks", "profile", "shared"
"""The sides: what is offered, sought, what one is, and what is done together whoever offers or seeks it."""

AGAINST: Mapping[str, tuple[str, ...]] = {
    OFFERS: (SEEKS,),
    PROFILE: (SEEKS,),
    SEEKS: (OFFERS, PROFILE),
    SHARED: (SHARED,),
}
"""On which sides of another one is looked for what is on a side of one's own; the same the other way round."""

WORD_WEIGHT = 40
_ALIKE = "~"
_LEAST_LETTERS = 6
_MOST_WORDS = 40
_ENDING = re.compile(
    "(?:иями|ями|ами|иях|ях|ах|иям|ям|ам|ого|его|ому|ему|ыми|ими|ых|их|ыи|ии|ои|ая|яя|ое|ее|ые|ие|ую|юю|еи|ов|ев"
    "|ом|ем|ия|ию|[ыиаяоеую]|ь)$"
)
_OTHER = {"it": "ru", "ru": "it"}


@dataclass(frozen=True, slots=True)
class Term:
    """A concept as a delegate has it: `far` is 0 for what they said, 1 for the next broader concept, and so on.

    `word` is what they wrote where it is no concept of the vocabulary.
    """

    side: str
    concept: str
    far: int
    word: str = ""


def terms(texts: Texts) -> list[Term]:
    """All terms of a delegate; of a side and concept there is one."""
    offers, seeks = recognised(texts.offers), recognised(texts.seeks)
    offered = _with_broader(OFFERS, offers.concepts)
    being = _with_broader(PROFILE, _profile(texts))
    near = {term.concept: term.far for term in offered}
    return [
        *offered,
        *_with_broader(SEEKS, seeks.concepts),
        *(term for term in being if term.far < near.get(term.concept, term.far + 1)),
        *_shared((*offers.concepts, *seeks.concepts)),
        *_words(OFFERS, offers),
        *_words(SEEKS, seeks),
    ]


def postings(texts: Texts) -> list[Posting]:
    """The terms of a delegate as the index has them."""
    return [Posting(texts.id, term.side, term.concept, term.far) for term in terms(texts)]


def _profile(texts: Texts) -> tuple[str, ...]:
    """What somebody is: their kind, where it is a concept, and what the organisation's name says.

    The name in the other script is often a mere transcription: Пеллеттерие are no pellets.
    """
    kind = (texts.kind,) if texts.kind in vocabulary() else ()
    name = recognised(texts.organisation).concepts or recognised(texts.organisation_other).concepts
    return (*kind, *name)


def _with_broader(side: str, concepts: Iterable[str]) -> list[Term]:
    known = vocabulary()
    near: dict[str, int] = {}
    for concept in concepts:
        for far, one in enumerate(upwards(concept)):
            if known[one].weight:
                near[one] = min(far, near.get(one, far))
    return [Term(side, concept, far) for concept, far in near.items()]


def _shared(concepts: Iterable[str]) -> list[Term]:
    known = vocabulary()
    return [Term(SHARED, concept, 0) for concept in dict.fromkeys(concepts) if known[concept].shared]


def _words(side: str, text: Recognised) -> Iterator[Term]:
    """The words that no concept has, by what both languages have in common: катализаторы is catalizzatori."""
    language = _language(text.others)
    found: dict[str, str] = {}
    for word in text.others[:_MOST_WORDS]:
        if word.isalpha() and not is_small(word) and len(key := alike(word)) >= _LEAST_LETTERS:
            found.setdefault(f"{language}{_ALIKE}{key}", word)
    yield from (Term(side, concept, 0, word) for concept, word in found.items())


def _language(found: Iterable[str]) -> str:
    """Whose text these words are out of: a name in Latin letters makes no Russian text Italian."""
    letters = "".join(found)
    cyrillic = sum(is_cyrillic(letter) for letter in letters)
    return "ru" if 2 * cyrillic > len(letters) else "it"


def alike(word: str) -> str:
    """A plain word without its ending, as it sounds: the same for a word both languages have taken from a third."""
    stem = _ENDING.sub("", word) if is_cyrillic(word) else word
    return keys(stem)[0].rstrip("aeiou") if stem else ""


def is_word(concept: str) -> bool:
    """Whether a term is a word, and no concept of the vocabulary."""
    return _ALIKE in concept


def in_other_language(concept: str) -> str:
    """The term that a text in the other language has where this one has a word."""
    language, _, key = concept.partition(_ALIKE)
    return f"{_OTHER[language]}{_ALIKE}{key}"
