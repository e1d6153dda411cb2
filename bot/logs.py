"""Logs that show neither the token nor what people typed."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import quote

logger = logging.getLogger(__name__)

_HIDDEN = "[hidden]"
# Whatever looks like a token, ours or not; in URLs the colon may be written %3A.
_TOKEN = re.compile(r"(?<![0-9])[0-9]{6,20}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_QUIET = {
    # These log addresses with the token, SQL with its values, or whole messages, at DEBUG and some at INFO.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.INFO,
    "apscheduler": logging.ERROR,  # it warns at each beat while a tick takes long
    "asyncio": logging.INFO,
    "telegram": logging.INFO,
}
# Errors whose texts are made by machines; that of any other may quote what somebody typed.
_SPEAKING = (
    "telegram.error",
    "storage.",
    "sqlite3",
    "aiohttp.",
    "bot.settings",
    "bot.inbox",
    "ssl",
    "socket",
)
_OWN_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


class Redactor:
    """Hides secrets in a text, as they are and as they stand in a URL."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
        longest_first = sorted(forms | {form.lower() for form in forms if "%" in form}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        if self._secrets is not None:
            text = self._secrets.sub(_HIDDEN, text)
        return _TOKEN.sub(_HIDDEN, text)


class TextFormatter(logging.Formatter):
    """One line for people, with the fields given as `extra` and the error below."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The line, redacted as a whole."""
        extra = "".join(f" {name}={value}" for name, value in _extra(record).items())
        head = f"{_instant(record)} {record.levelname:<7} {record.name}: {record.getMessage()}{extra}"
        below = [text for text in (_exception(record), record.stack_info) if text]
        return self._redact("\n".join([head, *below]))


class JsonFormatter(logging.Formatter):
    """One JSON object in a line: time, level, logger, message, the fields given as `extra`, error, stack."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """The line; every string in it is redacted."""
        fields: dict[str, Any] = {
            **_extra(record),
            "time": _instant(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if error := _exception(record):
            fields["error"] = error
        if record.stack_info:
            fields["stack"] = record.stack_info
        clean = {
            name: self._redact(value) if isinstance(value, str) else value for name, value in fields.items()
        }
        return self._redact(json.dumps(clean, ensure_ascii=False))


def configure(level: str = "INFO", form: str = "text", secrets: Iterable[str] = ()) -> None:
    """Set up logging for the process: standard error, redacted; `form` is text or json.

    Errors nobody caught go there, too. Calling it again replaces what was set up before.
    """
    redact = Redactor(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(redact) if form == "json" else TextFormatter(redact))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """Have errors that no task and no callback caught logged by our rules."""
    loop.set_exception_handler(_unhandled)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logger.critical("the process ends with an error", exc_info=(kind, error, trace))


def _unhandled(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    error = context.get("exception")
    name = getattr(context.get("task") or context.get("future"), "get_name", lambda: "")()
    logger.error("%s %s", context.get("message", "an error nobody caught"), name, exc_info=error)


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _extra(record: logging.LogRecord) -> dict[str, str | int | float | None]:
    given = {name: value for name, value in record.__dict__.items() if name not in _OWN_FIELDS}
    return {
        name: value if isinstance(value, str | int | float | None) else repr(value)
        for name, value in given.items()
    }


def _exception(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    return "" if error is None else "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterable[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _lines(before, seen)
        yield "that led to:"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n") or "(raised nowhere)"
    yield _name(error)
    for part in getattr(error, "exceptions", ()):
        yield from _lines(part, seen)


def _name(error: BaseException) -> str:
    kind = type(error)
    known = f"{kind.__module__}.".startswith(_SPEAKING) or isinstance(error, OSError | asyncio.CancelledError)
    return f"{kind.__module__}.{kind.__qualname__}: {error if known else '(text withheld)'}"
