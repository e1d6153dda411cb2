"""Screens' keys as Telegram's inline keyboards."""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.screens.screen import Key, Rows


def keyboard(rows: Rows, *, fresh: bool = False) -> InlineKeyboardMarkup | None:
    """The inline keyboard of a screen's rows; `fresh`: under a notice, which a screen must not overwrite."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(key, fresh=fresh) for key in row] for row in rows])


def _button(key: Key, *, fresh: bool) -> InlineKeyboardButton:
    if key.button is None:
        return InlineKeyboardButton(key.label, url=key.url)
    return InlineKeyboardButton(key.label, callback_data=key.button.pack(fresh=fresh))
