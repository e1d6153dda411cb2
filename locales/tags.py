"""Whether Telegram takes a text's markup: its HTML mode knows few tags and refuses an unclosed one."""

from __future__ import annotations

import re
from collections.abc import Iterator

ALLOWED = frozenset(
    "b strong i em u ins s strike del span tg-spoiler a tg-emoji code pre blockquote".split()  # noqa: SIM905 -- one line to read
)
"""Bot API, "HTML style"."""

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?: [a-z-]+(?:=\"[^\"<>]*\")?)*)>")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


def tag_faults(text: str) -> Iterator[str]:
    """What Telegram would refuse: unknown tags, wrong nesting, a bare '<', '>' or '&'."""
    still_open: list[str] = []
    for closing, name, _ in _TAG.findall(text):
        if name not in ALLOWED:
            yield f"has the tag <{name}>, which Telegram does not know"
        elif not closing:
            still_open.append(name)
        elif not still_open or still_open.pop() != name:
            yield f"closes <{name}>, which is not the last opened"
    yield from (f"does not close <{name}>" for name in still_open)
    rest = _REFERENCE.sub("", _TAG.sub("", text))
    yield from (f"has a bare {sign}" for sign in "<>&" if sign in rest)


def without_tags(text: str) -> str:
    """What a person reads of it."""
    return _TAG.sub("", text)
