"""The words: Italian and Russian catalogues, and how dates, numbers and names are written in each."""

from __future__ import annotations

from locales.markup import Html, escape
from locales.words import LANGUAGES, Words, guess_language

__all__ = ["LANGUAGES", "Html", "Words", "escape", "guess_language"]
