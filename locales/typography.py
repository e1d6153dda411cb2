"""How a text must look in each language, as far as a machine can see it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locales.tags import without_tags

SIGNS = frozenset("🕘📍👤🚌⚠✓☎◀▶№")
"""Signs that carry meaning, always the same one; no others stand in a text."""

_OTHER_LANGUAGE = re.compile(r"\.other_language$")
"""Keys whose text is written in the language one could change to."""

_CODE = re.compile(r"<code>.*?</code>|/[a-z_]+|\{\w*\}|\b[\w-]+\.(?:ics|xlsx|csv)\b")
_SHARED = re.compile(r"Meeting Point|Wi-Fi|Telegram|QR|CNA")
_ENGLISH = re.compile(
    r"\b(?:oops|sorry|please|error|click|cancel|back|home|loading|welcome|hello|settings|help|thanks|you|the)\b",
    re.IGNORECASE,
)

_EVERYWHERE = {
    r"\.\.\.": "has three dots: write …",
    r"!": "has an exclamation mark",
    r"\"": "has a straight quotation mark: write «»",
    r"[“”„]": "has other quotation marks than «»",
    r"'": "has a straight apostrophe: write ’",
    r"\w\([а-яa-z-]{1,3}\)": "leaves a choice of endings in brackets: use plural forms, or avoid the gender",
    r"\{number\} \w": "needs a no-break space after {number}",
    r"(?<=\S)  |[ \t]+(?=\n|$)": "has a space too many",
    r"(?:^|\s)(?:n\.|№) ": "needs a no-break space after the sign of a number",
}
_OF_LANGUAGE = {
    "it": {
        r"[Ѐ-ӿ]": "has Cyrillic letters",
        r"\b(?:perchè|poichè|nè|sè|benchè|affinchè)\b": "has a wrong accent: é",
        r"\b(?:pò|quì|quà|sù)\b": "has a wrong accent",
    },
    "ru": {
        r"[A-Za-z]{2,}": "has Latin letters",
        r"\w -{1,2} \w": "has a hyphen for a dash: write —",
        r"[^\u00a0\n]—|–(?= )": "needs a no-break space before the dash",
    },
}


def typography_faults(language: str, key: str, text: str) -> Iterator[str]:
    """What the eye of a reader of that language would catch on."""
    if _OTHER_LANGUAGE.search(key):
        return
    plain = without_tags(_CODE.sub(lambda code: code[0] if code[0].startswith("{") else "0", text))
    for pattern, fault in _EVERYWHERE.items():
        if re.search(pattern, plain):
            yield fault
    running = _SHARED.sub("", re.sub(r"\{\w*\}", "", plain))
    for pattern, fault in _OF_LANGUAGE[language].items():
        if re.search(pattern, running):
            yield fault
    yield from (f"has an English word: {word}" for word in _ENGLISH.findall(running))
    yield from (
        f"has the sign {sign}" for sign in dict.fromkeys(plain) if _is_sign(sign) and sign not in SIGNS
    )


def _is_sign(character: str) -> bool:
    return unicodedata.category(character) == "So"
