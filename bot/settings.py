"""The environment, read once at the start and checked there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from urllib.parse import urlsplit

from bot.pacing.limits import Limits

DEFAULT_DATABASE = Path("data/forum.sqlite3")
DEFAULT_API_URL = "https://api.telegram.org"
DEFAULT_PORT = 8080
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
FORMATS = ("text", "json")
_FASTEST = 100_000.0
_LARGEST_ID = 2**52  # Telegram: at most 52 significant bits
_LARGEST_PORT = 65535
_YEARS = range(1970, 2201)  # beyond, a fast clock would run out of dates


class SettingsError(ValueError):
    """Something in the environment is wrong; the message names it and says how to mend it, never its secret."""


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """Where Telegram delivers: `url` as Telegram calls it, `port` where we listen behind it."""

    url: str
    port: int
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path of the URL, which the server listens to."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment says; see the README for the table.

    `limits` is the budget TELEGRAM_LIMITS gives the pacer; `clock_start` None means the real time,
    `metrics_port` None that nobody asks for figures.
    """

    bot_token: str | None = field(default=None, repr=False)
    database: Path = DEFAULT_DATABASE
    telegram_api_url: str = DEFAULT_API_URL
    organisers: frozenset[int] = frozenset()
    webhook: WebhookSettings | None = None
    clock_start: datetime | None = None
    clock_speed: float = 1.0
    log_level: str = "INFO"
    log_format: str = "text"
    limits: Limits = field(default_factory=Limits.real)
    metrics_port: int | None = None

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """Read the environment; an empty variable counts as absent. Raises SettingsError with a sentence."""
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        return cls(
            bot_token=_token(given.get("BOT_TOKEN")),
            database=Path(given.get("DATABASE", DEFAULT_DATABASE)).expanduser(),
            telegram_api_url=_api_url(given.get("TELEGRAM_API_URL", DEFAULT_API_URL)),
            organisers=_organisers(given.get("ORGANISERS", "")),
            webhook=_webhook(given),
            clock_start=_start(given.get("CLOCK_START")),
            clock_speed=_speed(given.get("CLOCK_SPEED", "1")),
            log_level=_one_of("LOG_LEVEL", given.get("LOG_LEVEL", "INFO").upper(), LEVELS),
            log_format=_one_of("LOG_FORMAT", given.get("LOG_FORMAT", "text").lower(), FORMATS),
            limits=_limits(given.get("TELEGRAM_LIMITS")),
            metrics_port=_metrics_port(given),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show."""
        found = (self.bot_token, self.webhook.secret if self.webhook else None)
        return tuple(secret for secret in found if secret)

    def needed_token(self) -> str:
        """The token, for what cannot do without; raises SettingsError where there is none."""
        if self.bot_token is None:
            raise SettingsError(
                "BOT_TOKEN is not set: ask @BotFather in Telegram for a token and put it there."
            )
        return self.bot_token


def _token(text: str | None) -> str | None:
    if text is not None and not re.fullmatch(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}", text):
        raise SettingsError("BOT_TOKEN is no token: it looks like 123456789:AA..., as @BotFather gives it.")
    return text


def _api_url(text: str) -> str:
    text = text.rstrip("/")
    if not _is_url(text, ("http", "https")):
        raise SettingsError("TELEGRAM_API_URL is no address: write it like https://api.telegram.org.")
    if text.endswith("/bot"):
        raise SettingsError("TELEGRAM_API_URL ends in /bot: leave that out.")
    return text


def _is_url(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return parts.scheme in schemes and bool(parts.hostname) and port != 0 and plain and " " not in text


def _organisers(text: str) -> frozenset[int]:
    return frozenset(_user_id(part.strip()) for part in text.split(",") if part.strip())


def _user_id(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,16}", text) or not 0 < int(text) < _LARGEST_ID:
        raise SettingsError(
            f"ORGANISERS has {text!r}, which is no Telegram user id: write numbers separated by commas."
        )
    return int(text)


def _webhook(given: Mapping[str, str]) -> WebhookSettings | None:
    url = given.get("WEBHOOK_URL")
    if url is None:
        if "WEBHOOK_SECRET" in given or "WEBHOOK_PORT" in given:
            raise SettingsError(
                "WEBHOOK_URL is not set, but WEBHOOK_SECRET or WEBHOOK_PORT is: set all or none."
            )
        return None
    if not _is_url(url, ("http", "https")):
        raise SettingsError("WEBHOOK_URL is no address: write it like https://forum.example/telegram.")
    if urlsplit(url).path == "/healthz":
        raise SettingsError("WEBHOOK_URL has the path /healthz, which is taken: choose another.")
    secret = given.get("WEBHOOK_SECRET", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise SettingsError(
            "WEBHOOK_SECRET must be 1 to 256 letters, digits, '_' or '-' where WEBHOOK_URL is set."
        )
    port = _port("WEBHOOK_PORT", given.get("WEBHOOK_PORT", str(DEFAULT_PORT)))
    return WebhookSettings(url=url, port=port, secret=secret)


def _metrics_port(given: Mapping[str, str]) -> int | None:
    return _port("METRICS_PORT", given["METRICS_PORT"]) if "METRICS_PORT" in given else None


def _port(name: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 < int(text) <= _LARGEST_PORT:
        raise SettingsError(f"{name} is {text!r}: it must be a number from 1 to 65535.")
    return int(text)


def clock_start(text: str) -> datetime:
    """An instant at which the forum's clock may start; ValueError for anything else."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant.year not in _YEARS:
        raise ValueError(text)
    return instant.astimezone(UTC)


def _start(text: str | None) -> datetime | None:
    try:
        return None if text is None else clock_start(text)
    except ValueError as error:
        raise SettingsError(
            f"CLOCK_START is {text!r}: write an instant with its offset, like 2018-11-29T08:30+01:00."
        ) from error


def clock_speed(text: str) -> float:
    """A speed at which the forum's clock may run; ValueError for anything else."""
    speed = float(text)
    if not (isfinite(speed) and 0 < speed <= _FASTEST):
        raise ValueError(text)
    return speed


def _speed(text: str) -> float:
    try:
        return clock_speed(text)
    except ValueError as error:
        raise SettingsError(
            f"CLOCK_SPEED is {text!r}: it must be a number above 0, like 60, and at most 100000."
        ) from error


def _limits(text: str | None) -> Limits:
    try:
        return Limits.from_text(text)
    except ValueError as error:
        raise SettingsError(f"{error}.") from error


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}: it must be one of {', '.join(allowed)}.")
    return value
