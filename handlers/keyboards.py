"""Screens' keys as Telegram's inline keyboards."""

from __future__ import annotations

from handlers.screens.screen import Key, Rows

Markup = dict[str, list[list[dict[str, str]]]]
"""Telegram's InlineKeyboardMarkup."""


def keyboard(rows: Rows, *, fresh: bool = False) -> Markup | None:
    """The inline keyboard of a screen's rows; `fresh`: under a notice, which a screen must not overwrite."""
    if not rows:
        return None
    return {"inline_keyboard": [[_button(key, fresh=fresh) for key in row] for row in rows]}


def _button(key: Key, *, fresh: bool) -> dict[str, str]:
    if key.inline is not None:
        return {"text": key.label, "switch_inline_query_current_chat": key.inline}
    if key.button is None:
        return {"text": key.label, "url": key.url}
    return {"text": key.label, "callback_data": key.button.pack(fresh=fresh)}
