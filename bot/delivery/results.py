"""What sending a notice came to, and how that is written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from bot.clock import Clock
from bot.flood import seconds_of
from storage import outbox, questions
from storage.connection import Connection
from storage.records import Notice

_GONE = ("chat not found", "user not found", "peer_id_invalid")
_QUOTED = re.compile(r'".*"', re.DOTALL)
_LONGEST_REASON = 200
_LONGEST = 300.0
_REFUSED = 30.0


class Stale(Exception):
    """Raised by a renderer for a notice that tells nothing any more: it is dropped, with this as the reason."""


@dataclass(frozen=True, slots=True)
class Settled:
    """It is decided: `state` as for `storage.outbox.settle`; with `closed` the person's chat cannot be reached."""

    notice: Notice
    state: str
    reason: str | None = None
    message_id: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """To be sent again after so many real seconds; `counted` as a failed attempt; `outage`: it was the network."""

    notice: Notice
    seconds: float
    counted: bool = False
    outage: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has a new number."""

    notice: Notice
    chat_id: int


Result = Settled | Again | Moved


def judge(notice: Notice, error: Exception) -> Result:
    """What an error of sending means for the notice; an error unknown to Telegram's library fails it."""
    match error:
        case RetryAfter():
            return Again(notice, seconds_of(error))
        case ChatMigrated():
            return Moved(notice, error.new_chat_id)
        case NetworkError() if not isinstance(error, BadRequest):
            # It may have arrived nevertheless: the one message in a chat that can come twice.
            return Again(notice, min(_LONGEST, 2.0 ** min(notice.attempts, 10)), counted=True, outage=True)
        case InvalidToken() | EndPointNotFound():
            return Again(notice, _REFUSED, outage=True)
        case _:
            return _final(notice, error)


def _final(notice: Notice, error: Exception) -> Settled:
    match error:
        case Forbidden():
            return Settled(notice, "unreachable", str(error), closed=True)
        case BadRequest():
            gone = any(words in str(error).lower() for words in _GONE)
            return Settled(notice, "unreachable" if gone else "failed", _impersonal(str(error)), closed=gone)
        case Stale():
            return Settled(notice, "dropped", str(error) or "it no longer holds")
        case _:
            return Settled(notice, "failed", type(error).__name__)


def _impersonal(reason: str) -> str:
    """What Telegram says is wrong, without the pieces of our text that it quotes."""
    return _QUOTED.sub('"…"', reason)[:_LONGEST_REASON]


async def write_results(tx: Connection, results: Sequence[Result], clock: Clock) -> None:
    """Write a batch of results."""
    settled = [result for result in results if isinstance(result, Settled)]
    await outbox.settle(
        tx, [(one.notice.id, one.state, one.reason, one.message_id) for one in settled], clock.now()
    )
    for result in results:
        match result:
            case Settled(notice, closed=True) if notice.user_id is not None:
                await outbox.unreachable(tx, notice.user_id)
            case Again(notice, seconds, counted):
                await outbox.again(tx, notice.id, clock.later(seconds), counted=counted)
            case Moved(notice, chat_id) if notice.user_id is not None:
                await outbox.moved(tx, notice.user_id, chat_id)
                await questions.move_group(tx, notice.user_id, chat_id)
                await outbox.again(tx, notice.id, clock.now(), counted=False)
            case _:
                pass
