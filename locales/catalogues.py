"""The catalogues: `.po` files, compiled in memory at start."""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from io import BytesIO, StringIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FIRST = "messages.po"
"""The file with the header; the others of its folder go on from there."""


def text(language: str) -> str:
    """The catalogue of a language ('it' or 'ru') as it stands in its files: one for each topic, read as one."""
    folder = resources.files(__package__).joinpath(language)
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".po"))
    names.sort(key=lambda name: name != FIRST)
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def read(language: str) -> Catalog:
    """The catalogue of a language, read."""
    return read_po(StringIO(text(language)), locale=language, abort_invalid=True)


@cache
def translations(language: str) -> gettext.GNUTranslations:
    """The catalogue of a language, ready for use."""
    compiled = BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
