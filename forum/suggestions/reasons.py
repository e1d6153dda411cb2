"""Why somebody is suggested, as facts that a screen can put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forum.suggestions.terms import AGAINST, OFFERS, PROFILE, SEEKS, SHARED, Term, in_other_language, is_word
from forum.suggestions.vocabulary import upwards, vocabulary
from storage.suggestions import Common, Posting

ORDER = (OFFERS, PROFILE, SEEKS, SHARED, "their_project", "own_project", "table")
"""Every `what` of a reason, in the order in which reasons are given."""

Worth = Mapping[tuple[str, str], int]
"""What each (side, concept) of others counts; what is not there or 0 counts nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing in both languages; `number` is that of a project or a session, 0 for anything else.

    Where the vocabulary has no name for it, it is what the reader wrote themselves, and the same in both.
    """

    it: str
    ru: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: `what` it is, and the things it is about, the most telling first.

    `offers`: they offer what one seeks; `profile`: they are it, by their kind or their organisation's name; `seeks`:
    they seek what one offers or is; `shared`: both want to do it together; `their_project`: they present it at a
    thematic table where one sits; `own_project`: one presents it where they sit; `table`: both sit there.
    """

    what: str
    things: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    points: int
    concept: str
    named: Named


def reasons(
    own: Sequence[Term], worth: Worth, common: Iterable[Common], late: Iterable[Posting]
) -> dict[int, tuple[Reason, ...]]:
    """The reasons for each of the delegates of `common` and `late`: the latter have their concepts there."""
    answers = _answers(own, worth)
    found: dict[int, dict[str, list[_Telling]]] = {}
    for one in common:
        telling = answers.to(one.what, one.concept) if one.concept else _titled(one)
        if telling is not None:
            found.setdefault(one.delegate_id, {}).setdefault(one.what, []).append(telling)
    for posting in late:
        telling = answers.to(posting.side, posting.concept)
        if telling is not None:
            found.setdefault(posting.delegate_id, {}).setdefault(posting.side, []).append(telling)
    return {person: tuple(_in_order(given)) for person, given in found.items()}


@dataclass(frozen=True, slots=True)
class _Answers:
    """What each (side, concept) of another answers to: its points, those of one's own words, and the latter."""

    met: dict[tuple[str, str], int]
    met_by_narrower: dict[tuple[str, str], int]
    words: dict[tuple[str, str], str]

    def to(self, side: str, concept: str) -> _Telling | None:
        """What somebody said on a side, where it answers to something of one's own."""
        points = self.met.get((side, concept), 0)
        if is_word(concept):
            word = self.words.get((side, concept), "")
            return _Telling(points, concept, Named(word, word)) if points else None
        for broader in upwards(concept)[1:]:
            points = max(points, self.met_by_narrower.get((side, broader), 0))
        known = vocabulary()[concept]
        return _Telling(points, concept, Named(known.label_it, known.label_ru)) if points else None


def _answers(own: Sequence[Term], worth: Worth) -> _Answers:
    answers = _Answers({}, {}, {})
    for term in own:
        concept = in_other_language(term.concept) if is_word(term.concept) else term.concept
        for side in AGAINST[term.side]:
            points = answers.met[side, concept] = worth.get((side, concept), 0)
            if not term.far:
                answers.met_by_narrower[side, concept] = points
            answers.words[side, concept] = term.word
    return answers


def _titled(one: Common) -> _Telling:
    return _Telling(0, "", Named(one.title_it, one.title_ru, one.number))


def _in_order(given: Mapping[str, Sequence[_Telling]]) -> Iterator[Reason]:
    told: set[str] = set()
    for what in ORDER:
        news = given.get(what, ())
        if what in {PROFILE, SHARED}:
            news = [one for one in news if one.concept not in told]
        if news:
            yield Reason(what, _things(news))
            told |= {one.concept for one in news}


def _things(tellings: Sequence[_Telling]) -> tuple[Named, ...]:
    """The most telling first; without what a narrower one says already."""
    said = [one.concept for one in tellings if one.concept and not is_word(one.concept)]
    broader = {above for concept in said for above in upwards(concept)[1:]}
    kept = [one for one in tellings if one.concept not in broader]
    kept.sort(key=lambda one: (-one.points, one.concept, one.named.number))
    return tuple(one.named for one in kept)
