"""The regions of both countries, in both languages."""

from __future__ import annotations

import csv
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from bot.demo.rehearsal import SAMPLE
from locales import LANGUAGES, Words
from locales.regions import region_in
from locales.typography import typography_faults

ROWS = list(
    csv.DictReader(
        resources.files("locales").joinpath("regions.csv").read_text(encoding="utf-8").splitlines()
    )
)


def test_every_region_has_one_name_in_each_language() -> None:
    for language in LANGUAGES:
        names = [row[language] for row in ROWS]
        assert len(set(names)) == len(names)
        assert [fault for name in names for fault in typography_faults(language, "region", name)] == []
        assert all(name == name.strip() for name in names)


@pytest.mark.parametrize(
    ("written", "italian", "russian"),
    [
        ("Toscana", "Toscana", "Тоскана"),
        ("тоскана", "Toscana", "Тоскана"),
        ("Valle d'Aosta", "Valle d’Aosta", "Валле-д’Аоста"),
        ("Свердловская  область", "Regione di Sverdlovsk", "Свердловская область"),
        ("Республика Северная Осетия - Алания",
         "Repubblica dell’Ossezia Settentrionale", "Республика Северная Осетия\u00a0— Алания"),
        ("Bayern", "Bayern", "Bayern"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_region_is_read_in_ones_own_language(written: str, italian: str, russian: str) -> None:
    for language, expected in (("it", italian), ("ru", russian)):
        assert Words(language, ZoneInfo("UTC")).region(written) == expected


def test_the_sample_has_no_unknown_region() -> None:
    with (SAMPLE / "delegates.csv").open(encoding="utf-8", newline="") as file:
        regions = {row["region"] for row in csv.DictReader(file)} - {""}
    assert {region for region in regions if not region_in("it", region)} == set()


def test_languages_are_named() -> None:
    assert Words("it", ZoneInfo("UTC")).languages(["it", "en", "ru"]) == "italiano, inglese e russo"
    assert Words("ru", ZoneInfo("UTC")).languages(["ru", "xx"]) == "русский и xx"
