"""The catalogues: `.po` files, compiled in memory at start."""

from __future__ import annotations

import gettext
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def read(language: str) -> Catalog:
    """The catalogue of a language ('it' or 'ru') as it stands in its file."""
    file = resources.files(__package__).joinpath(language, "messages.po")
    with file.open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


@cache
def translations(language: str) -> gettext.GNUTranslations:
    """The catalogue of a language, ready for use."""
    compiled = BytesIO()
    write_mo(compiled, read(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
