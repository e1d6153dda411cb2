"""What is wrong with the catalogues, as far as they themselves show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from locales.catalogues import text
from locales.tags import tag_faults
from locales.typography import typography_faults
from locales.words import LANGUAGES

_FORMS = {
    "it": {0: 1, 1: 0, 2: 1, 5: 1, 11: 1, 21: 1},
    "ru": {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 25: 2, 111: 2, 121: 0},
}
"""Which form a number takes: 1 место, 2 места, 5 мест, 21 место."""

_KEY = re.compile(r"^msgid \"(.+)\"$", re.MULTILINE)


def texts() -> dict[str, str]:
    """The catalogue of each language as it stands in its files."""
    return {language: text(language) for language in LANGUAGES}


def faults(given: Mapping[str, str] | None = None) -> list[str]:
    """Every fault of the catalogues as 'language, key: what is wrong'; empty where all is well.

    `given` maps each language to the text of its `.po` file; without it, the project's own are looked at.
    """
    found: list[str] = []
    catalogues: dict[str, Catalog] = {}
    for language, written in (texts() if given is None else given).items():
        try:
            catalogues[language] = read_po(StringIO(written), locale=language, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            found.append(f"{language}: cannot be read: {error}")
            continue
        found += [f"{language}, {fault}" for fault in _of_file(language, written, catalogues[language])]
    return found + list(_between(catalogues))


def _of_file(language: str, written: str, catalogue: Catalog) -> Iterator[str]:
    yield from (
        f"{key}: is there twice" for key, times in Counter(_KEY.findall(written)).items() if times > 1
    )
    yield from (f"{key}: is obsolete" for key in map(str, catalogue.obsolete))
    yield from _plural_rule(language, catalogue)
    for message in _messages(catalogue).values():
        yield from (f"{key_of(message)}: {fault}" for fault in _of_message(language, message))


def _plural_rule(language: str, catalogue: Catalog) -> Iterator[str]:
    from gettext import c2py

    form = c2py(catalogue.plural_expr)
    wrong = [number for number, expected in _FORMS[language].items() if form(number) != expected]
    if wrong or catalogue.num_plurals != max(_FORMS[language].values()) + 1:
        yield f"Plural-Forms: wrong for {', '.join(map(str, wrong)) or 'the number of forms'}"


def _of_message(language: str, message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "is fuzzy"
    if not message.auto_comments:
        yield "has no comment for translators"
    forms = forms_of(message)
    if not all(form.strip() for form in forms):
        yield "is not translated" if len(forms) == 1 else "lacks a plural form"
        return
    if len({placeholders(form) for form in forms}) > 1:
        yield "has different placeholders in its plural forms"
    if message.pluralizable and not any("number" in placeholders(form) for form in forms):
        yield "has plural forms but no {number}"
    for form in forms:
        yield from tag_faults(form)
        yield from typography_faults(language, key_of(message), form)


def _between(catalogues: Mapping[str, Catalog]) -> Iterator[str]:
    messages = {language: _messages(catalogue) for language, catalogue in catalogues.items()}
    for key in dict.fromkeys(key for one in messages.values() for key in one):
        there = {language: one[key] for language, one in messages.items() if key in one}
        yield from (f"{language}, {key}: is missing" for language in messages if language not in there)
        if len({_shape(message) for message in there.values()}) > 1:
            yield f"{' and '.join(there)}, {key}: placeholders or plural differ"


def _shape(message: Message) -> tuple[bool, frozenset[str]]:
    return message.pluralizable, frozenset().union(*map(placeholders, forms_of(message)))


def _messages(catalogue: Catalog) -> dict[str, Message]:
    return {key_of(message): message for message in catalogue if message.id}


def key_of(message: Message) -> str:
    """The key of an entry."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def forms_of(message: Message) -> tuple[str, ...]:
    """The text of an entry, or its plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; a text that cannot be filled in has '?' among them."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({"?"})
