"""What is markup and what is text."""

from __future__ import annotations

import html


class Html(str):
    """Text that is markup already: Telegram's HTML."""

    __slots__ = ()


def escape(value: object) -> Html:
    """Make markup of anything: markup stays, everything else is escaped."""
    return value if isinstance(value, Html) else Html(html.escape(str(value), quote=False))


def join(parts: list[Html], between: str = "\n") -> Html:
    """Put pieces of markup together, leaving out empty ones."""
    return Html(between.join(part for part in parts if part))
