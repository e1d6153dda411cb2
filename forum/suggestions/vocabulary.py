"""The vocabulary: what people offer and seek, as concepts with a name and words in Italian and in Russian.

It lies in `concepts.csv`. A concept's words are separated by spaces; `torni*` stands for every word that begins so,
`macchin*_utensil*` for words one after another. What weighs 0 is recognised only so that nothing is made of it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

WHOLE = 100
"""What a concept weighs that says all; one that says little, such as export, weighs less."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept; `broader` is the next more general one or '', `shared` what two do together, whoever offers it."""

    id: str
    weight: int
    broader: str
    shared: bool
    label_it: str
    label_ru: str
    words: tuple[str, ...]


@cache
def vocabulary() -> Mapping[str, Concept]:
    """Every concept by its id."""
    text = resources.files(__package__).joinpath("concepts.csv").read_text(encoding="utf-8")
    return {row["id"]: _concept(row) for row in csv.DictReader(io.StringIO(text, newline=""))}


def _concept(row: Mapping[str, str]) -> Concept:
    return Concept(
        row["id"],
        int(row["weight"]),
        row["broader"],
        bool(row["shared"]),
        row["label_it"],
        row["label_ru"],
        (*row["it"].split(), *row["ru"].split()),
    )


@cache
def upwards(concept: str) -> tuple[str, ...]:
    """A concept of the vocabulary, the next broader one, and so on."""
    broader = vocabulary()[concept].broader
    return (concept, *upwards(broader)) if broader else (concept,)
