"""The environment: defaults, everything given, and a sentence for each thing that is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing.limits import Limits
from bot.settings import Settings, SettingsError, WebhookSettings

TOKEN = "123456789:AAHfakefakefakefakefakefakefakefakef"
NAMES = [
    "BOT_TOKEN",
    "DATABASE",
    "TELEGRAM_API_URL",
    "ORGANISERS",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "WEBHOOK_PORT",
    "CLOCK_START",
    "CLOCK_SPEED",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "TELEGRAM_LIMITS",
]


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.read({}) == Settings.read(dict.fromkeys(NAMES, "  ")) == Settings()
    settings = Settings()
    assert settings.database == Path("data/forum.sqlite3")
    assert settings.telegram_api_url == "https://api.telegram.org"


def test_everything_is_read() -> None:
    settings = Settings.read(
        {
            "BOT_TOKEN": TOKEN,
            "DATABASE": "/var/lib/forum/f.sqlite3",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "ORGANISERS": "12, 34,,56 ",
            "WEBHOOK_URL": "https://forum.example/hook",
            "WEBHOOK_SECRET": "s-e_C1",
            "WEBHOOK_PORT": "8443",
            "CLOCK_START": "2018-11-29T08:30+01:00",
            "CLOCK_SPEED": "60",
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "JSON",
            "TELEGRAM_LIMITS": "off",
        }
    )
    assert settings == Settings(
        bot_token=TOKEN,
        database=Path("/var/lib/forum/f.sqlite3"),
        telegram_api_url="http://127.0.0.1:8081",
        organisers=frozenset({12, 34, 56}),
        webhook=WebhookSettings(url="https://forum.example/hook", port=8443, secret="s-e_C1"),
        clock_start=datetime(2018, 11, 29, 7, 30, tzinfo=UTC),
        clock_speed=60.0,
        log_level="DEBUG",
        log_format="json",
        limits=Limits.off(),
    )
    assert settings.webhook is not None
    assert settings.webhook.path == "/hook"
    assert settings.secrets == (TOKEN, "s-e_C1")
    assert settings.needed_token() == TOKEN


def test_no_secret_is_shown() -> None:
    settings = Settings.read(
        {"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://f.example", "WEBHOOK_SECRET": "hush"}
    )
    assert TOKEN not in repr(settings)
    assert "hush" not in repr(settings)
    assert settings.webhook is not None
    assert settings.webhook.path == "/"


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (
            {"BOT_TOKEN": "AAHfake"},
            "BOT_TOKEN is no token: it looks like 123456789:AA..., as @BotFather gives it.",
        ),
        (
            {"TELEGRAM_API_URL": "api.telegram.org"},
            "TELEGRAM_API_URL is no address: write it like https://api.telegram.org.",
        ),
        (
            {"TELEGRAM_API_URL": "https://h:99999"},
            "TELEGRAM_API_URL is no address: write it like https://api.telegram.org.",
        ),
        ({"TELEGRAM_API_URL": "https://h/bot/"}, "TELEGRAM_API_URL ends in /bot: leave that out."),
        (
            {"ORGANISERS": "12;34"},
            "ORGANISERS has '12;34', which is no Telegram user id: write numbers separated by commas.",
        ),
        (
            {"ORGANISERS": "0"},
            "ORGANISERS has '0', which is no Telegram user id: write numbers separated by commas.",
        ),
        (
            {"WEBHOOK_SECRET": "x"},
            "WEBHOOK_URL is not set, but WEBHOOK_SECRET or WEBHOOK_PORT is: set all or none.",
        ),
        (
            {"WEBHOOK_URL": "ftp://x"},
            "WEBHOOK_URL is no address: write it like https://forum.example/telegram.",
        ),
        (
            {"WEBHOOK_URL": "https://x/healthz", "WEBHOOK_SECRET": "x"},
            "WEBHOOK_URL has the path /healthz, which is taken: choose another.",
        ),
        (
            {"WEBHOOK_URL": "https://x"},
            "WEBHOOK_SECRET must be 1 to 256 letters, digits, '_' or '-' where WEBHOOK_URL is set.",
        ),
        (
            {"WEBHOOK_URL": "https://x", "WEBHOOK_SECRET": "ключ"},
            "WEBHOOK_SECRET must be 1 to 256 letters, digits, '_' or '-' where WEBHOOK_URL is set.",
        ),
        (
            {"WEBHOOK_URL": "https://x", "WEBHOOK_SECRET": "x" * 257},
            "WEBHOOK_SECRET must be 1 to 256 letters, digits, '_' or '-' where WEBHOOK_URL is set.",
        ),
        (
            {"WEBHOOK_URL": "https://x", "WEBHOOK_SECRET": "x", "WEBHOOK_PORT": "65536"},
            "WEBHOOK_PORT is '65536': it must be a number from 1 to 65535.",
        ),
        (
            {"CLOCK_START": "2018-11-29T08:30"},
            "CLOCK_START is '2018-11-29T08:30': write an instant with its offset, like 2018-11-29T08:30+01:00.",
        ),
        (
            {"CLOCK_START": "0001-01-01T00:00Z"},
            "CLOCK_START is '0001-01-01T00:00Z': write an instant with its offset, like 2018-11-29T08:30+01:00.",
        ),
        (
            {"CLOCK_SPEED": "0"},
            "CLOCK_SPEED is '0': it must be a number above 0, like 60, and at most 100000.",
        ),
        (
            {"CLOCK_SPEED": "nan"},
            "CLOCK_SPEED is 'nan': it must be a number above 0, like 60, and at most 100000.",
        ),
        (
            {"CLOCK_SPEED": "inf"},
            "CLOCK_SPEED is 'inf': it must be a number above 0, like 60, and at most 100000.",
        ),
        (
            {"LOG_LEVEL": "loud"},
            "LOG_LEVEL is 'LOUD': it must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL.",
        ),
        (
            {"TELEGRAM_LIMITS": "many"},
            'TELEGRAM_LIMITS is "real", "off" or three numbers like 30/1/20.',
        ),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is 'xml': it must be one of text, json."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read(environ)
    assert str(raised.value) == sentence


def test_what_needs_the_token_says_where_to_get_one() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({}).needed_token()
    assert str(raised.value) == (
        "BOT_TOKEN is not set: ask @BotFather in Telegram for a token and put it there."
    )


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30)))
def test_whatever_stands_there_it_is_read_or_refused_with_a_sentence(environ: dict[str, str]) -> None:
    try:
        found = str(Settings.read(environ))
    except SettingsError as error:
        found = str(error)
    assert found.startswith("Settings(") or found.endswith(".")


@given(st.text(st.characters(categories=["Lo", "Nd"]), min_size=12, max_size=60))
def test_a_wrong_token_is_never_repeated(text: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({"BOT_TOKEN": text})
    assert text not in str(raised.value)
