"""The pairs of names of tests/data, and the ways somebody may type them."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from forum.search.bgn import bgn
from forum.search.letters import is_cyrillic, plain
from forum.search.names import parts
from forum.search.passport import passport
from forum.search.scholarly import iso9

DATA = Path(__file__).parents[2] / "data"
_SCHEMES: Mapping[str, Callable[[str], str]] = {"passport": passport, "BGN/PCGN": bgn, "ISO 9": iso9}
_ALPHABETS = {True: "абвгдежзиклмнопрстуфхцчшэюя", False: "abcdefghilmnoprstuvz"}
_LEAST_FOR_MISTAKE = 5


@dataclass(frozen=True, slots=True)
class Person:
    """A real name, as its bearer writes it, and as others do: scheme -> name."""

    own: str
    delegation: str
    spellings: Mapping[str, str]

    @property
    def held_out(self) -> bool:
        """Whether the rules were not tuned on it: one in four."""
        return crc32(self.own.encode()) % 4 == 0


def people() -> list[Person]:
    """Everybody of the two lists."""
    return [*_italians(), *_russians()]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _italians() -> Iterator[Person]:
    for row in _rows("names_it.csv"):
        own = row["own"]
        yield Person(
            own, "it", {"Italian": own, "Italian, no accents": plain(own), "Russian usage": row["other"]}
        )


def _russians() -> Iterator[Person]:
    for row in _rows("names_ru.csv"):
        own = row["own"]
        spellings = {"Russian": own, "Russian, е for ё": own.replace("ё", "е").replace("Ё", "Е")}
        for scheme, write in _SCHEMES.items():
            spellings[scheme] = " ".join(write(word).capitalize() for word in own.casefold().split())
        spellings["ISO 9, no diacritics"] = plain(spellings["ISO 9"])
        spellings["scholarly (encyclopaedias)"] = row["encyclopaedic"]
        spellings["scholarly, no diacritics"] = plain(row["encyclopaedic"])
        spellings["English press"] = row["press"]
        if row["by_ear"]:
            spellings["Italian by ear"] = row["by_ear"]
        yield Person(own, "ru", spellings)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, whom it is for (a place in the list of people), and which row of figures it belongs to."""

    text: str
    person: int
    scheme: str
    held_out: bool


def queries(persons: list[Person]) -> list[Asked]:
    """Every way to type every name: in each scheme in full and the surname alone, and some mistakes."""
    bearers = Counter(surname(person.own) for person in persons)
    return [
        Asked(text, place, scheme, person.held_out)
        for place, person in enumerate(persons)
        for scheme, text in _ways(person)
        # Of two Rossi nobody can say who is meant by the surname.
        if bearers[surname(person.own)] == 1 or not scheme.endswith(": surname")
    ]


def _ways(person: Person) -> Iterator[tuple[str, str]]:
    for scheme, name in person.spellings.items():
        yield scheme, name
        yield f"{scheme}: surname", surname(name)
    own = person.own
    chance = random.Random(crc32(own.encode()))
    yield "one letter wrong", mistyped(own, chance)
    other = next(
        name for name in reversed(list(person.spellings.values())) if is_cyrillic(name) != is_cyrillic(own)
    )
    yield "one letter wrong, other script", mistyped(other, chance)
    if len(surname(own)) >= _LEAST_FOR_MISTAKE:
        yield "one letter wrong: surname", mistyped(surname(own), chance)
    yield "surname first", f"{surname(other)} {given(other)}"
    yield "two scripts mixed", f"{given(own)} {surname(other)}"
    yield "surname and initial", f"{surname(other)} {given(other)[0]}."


def surname(name: str) -> str:
    """The surname of a name, with its particles."""
    return (
        " ".join(name.split()[-len(parts(name).surname) :])
        if "-" not in name
        else name.rsplit(maxsplit=1)[-1]
    )


def given(name: str) -> str:
    """What stands before the surname."""
    return name.removesuffix(surname(name)).strip()


def mistyped(text: str, chance: random.Random) -> str:
    """A text with one letter changed, left out, doubled or swapped, never the first of a word."""
    places = [at for at in range(1, len(text)) if text[at].isalpha() and text[at - 1].isalpha()]
    at = chance.choice(places)
    alphabet = _ALPHABETS[is_cyrillic(text)]
    kinds = (
        text[:at] + chance.choice(alphabet.replace(text[at], "")) + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
    )
    return chance.choice(kinds)
