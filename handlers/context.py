"""The context of a handler: PTB's own, with the desk of the update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from forum.desk import Desk

_Data = dict[Any, Any]


@dataclass(slots=True)
class Errand:
    """One update on its way through the handlers: its desk, and the error it came to, if any."""

    desk: Desk
    error: Exception | None = None


class ForumContext(CallbackContext[ExtBot[Any], _Data, _Data, _Data]):
    """What a handler gets from PTB; `errand` is put there before the update is processed."""

    errand: Errand

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> ForumContext:
        """Find the errand of the update that is being processed."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.errand = errands(application)[update.update_id]
        return context


def errands(application: Application[Any, Any, Any, Any, Any, Any]) -> dict[int, Errand]:
    """The errands under way, by update_id."""
    found: dict[int, Errand] = application.bot_data.setdefault("errands", {})
    return found


async def note_error(update: object, context: ForumContext) -> None:  # noqa: ARG001 -- PTB's signature
    """PTB's error handler: the inbox decides what becomes of the update, so the error goes back to it."""
    context.errand.error = context.error
