"""What went wrong on the way to Telegram, in python-telegram-bot's words and without the token."""

import re

import aiohttp
from telegram.error import NetworkError, TimedOut

_TOKEN = re.compile(r"(?<!/)(/(?:file/)?bot)[^/\s'\"<>]+(?=/)")
_BARE_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(://)[^/@\s]+@")
_REDACTED = "<token>"
SHOWN_OF_AN_ANSWER = 200


class NotSent(NetworkError):
    """No connection came about: Telegram got nothing of the request, repeating it duplicates nothing."""


class NotSentInTime(TimedOut, NotSent):
    """As `NotSent`, because no connection was free or came about in time."""


def redacted(text: str) -> str:
    """The text without bot tokens, in a URL or on their own, and without a proxy's credentials."""
    without = _CREDENTIALS.sub(r"\1<credentials>@", _TOKEN.sub(rf"\1{_REDACTED}", text))
    return _BARE_TOKEN.sub(_REDACTED, without)


def presentable(status: int, payload: bytes) -> bytes:
    """The payload of an answer as an error message may quote it.

    JSON stays whole. A proxy's or a gateway's page is cut to its beginning: it can be long, and may quote
    the URL it was asked for.
    """
    if status < 300 or payload.lstrip()[:1] == b"{":  # noqa: PLR2004 - the end of HTTP's "success"
        return payload
    return redacted(payload[:1000].decode("utf-8", "replace"))[:SHOWN_OF_AN_ANSWER].encode()


def translated(error: Exception) -> NetworkError:
    """The error of python-telegram-bot that says what aiohttp's or the system's error says.

    It keeps no reference to the original: aiohttp's errors hold URLs, and URLs hold the token.
    """
    said = redacted(f"{type(error).__qualname__}: {error}")
    match error:
        case aiohttp.ConnectionTimeoutError():
            return NotSentInTime("Timed out while connecting. Request was *not* sent to Telegram.")
        case TimeoutError():
            return TimedOut()
        case aiohttp.ClientConnectorError() | aiohttp.ClientHttpProxyError() | aiohttp.InvalidURL():
            return NotSent(said)
        case _:
            return NetworkError(said)
