"""The regions of the two countries: the workbook has each in one language, each reader reads it in theirs."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

_ALIKE = str.maketrans({"\u00a0": " ", "'": "’", "–": "-", "—": "-"})


def region_in(language: str, region: str) -> str:
    """A region's name in a language; '' for one that is not known."""
    return _names().get(_plain(region), {}).get(language, "")


@cache
def _names() -> dict[str, dict[str, str]]:
    file = resources.files(__package__).joinpath("regions.csv")
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    return {_plain(name): row for row in rows for name in row.values()}


def _plain(region: str) -> str:
    return " ".join(region.translate(_ALIKE).casefold().split())
