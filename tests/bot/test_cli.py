"""The command line: help, exit statuses, and the verbs that need no network."""

import pytest

from bot.demo.rehearsal import SAMPLE
from tests.bot.command_line import CommandLine, Said

VERBS = ("run", "demo", "import", "export", "template", "backup", "plan", "check")


def test_help_names_every_verb(bot: CommandLine) -> None:
    said = bot("--help")
    assert (said.status, [verb for verb in VERBS if f"\n    {verb} " not in said.out]) == (0, [])


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_and_its_options(bot: CommandLine, verb: str) -> None:
    said = bot(verb, "--help")
    usage, description, *_ = said.out.split("\n\n")
    assert (said.status, said.error) == (0, "")
    assert usage.startswith(f"usage: python -m bot {verb}")
    assert description.endswith(".")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "the following arguments are required: VERB"),
        (("dance",), "argument VERB: invalid choice: 'dance'"),
        (("import",), "the following arguments are required: PATH"),
        (("import", "a", "b"), "unrecognized arguments: b"),
        (("check", "--please"), "unrecognized arguments: --please"),
        (("demo", "--port", "a"), "argument --port: 'a' is no port: a number from 0 (a free one) to 65535"),
        (("demo", "--port", "65536"), "argument --port: '65536' is no port"),
        (("demo", "--clock-start", "2018-11-29T08:30"), "'2018-11-29T08:30' is no instant with its offset"),
        (("demo", "--clock-start", "0001-01-01T00:00+00:00"), "is no instant with its offset"),
        (("demo", "--clock-start", "9999-12-31T23:00+00:00"), "is no instant with its offset"),
        (("demo", "--clock-speed", "fast"), "argument --clock-speed: invalid speed 'fast'"),
        (("demo", "--clock-speed", "nan"), "argument --clock-speed: invalid speed 'nan'"),
        (("demo", "--clock-speed", "0"), "argument --clock-speed: invalid speed '0'"),
        (("demo", "--clock-speed", "1e9"), "argument --clock-speed: invalid speed '1e9'"),
    ],
)
def test_wrong_usage_ends_with_2(bot: CommandLine, arguments: tuple[str, ...], complaint: str) -> None:
    said = bot(*arguments)
    assert (said.status, said.out) == (2, "")
    assert complaint in said.error


@pytest.mark.parametrize(
    ("environ", "complaint"),
    [
        (
            {"BOT_TOKEN": "secret"},
            "BOT_TOKEN is no token: it looks like 123456789:AA..., as @BotFather gives it.\n",
        ),
        (
            {"LOG_LEVEL": "loud"},
            "LOG_LEVEL is 'LOUD': it must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL.\n",
        ),
        (
            {"CLOCK_SPEED": "0"},
            "CLOCK_SPEED is '0': it must be a number above 0, like 60, and at most 100000.\n",
        ),
        (
            {"WEBHOOK_PORT": "80"},
            "WEBHOOK_URL is not set, but WEBHOOK_SECRET or WEBHOOK_PORT is: set all or none.\n",
        ),
    ],
)
def test_a_wrong_setting_ends_with_1(bot: CommandLine, environ: dict[str, str], complaint: str) -> None:
    assert bot("check", **environ) == Said(1, "", complaint)


def test_run_without_a_token_says_where_to_get_one(bot: CommandLine) -> None:
    said = bot("run")
    sentence = "BOT_TOKEN is not set: ask @BotFather in Telegram for a token and put it there.\n"
    assert said == Said(1, "", sentence)


@pytest.mark.parametrize("verb", ["export", "backup"])
def test_what_needs_a_database_makes_none(bot: CommandLine, verb: str) -> None:
    said = bot(verb, bot.folder / "copy")
    sentence = f"There is no database at {bot.database}: import a forum, or set DATABASE.\n"
    assert (said, list(bot.folder.iterdir())) == (Said(1, "", sentence), [])


def test_a_database_that_is_none_is_said(bot: CommandLine) -> None:
    bot.database.write_text(
        "This is a letter and no database; it is long enough to be taken for a header." * 20
    )
    said = bot("import", SAMPLE)
    assert said == Said(1, "", f"The database {bot.database} cannot be used: file is not a database.\n")


def test_a_database_that_cannot_be_made_is_said(bot: CommandLine) -> None:
    (bot.folder / "file").touch()
    said = bot("import", SAMPLE, DATABASE=str(bot.folder / "file" / "forum.sqlite3"))
    assert (said.status, said.out) == (1, "")
    assert said.error.startswith(f"The database {bot.folder}/file/forum.sqlite3 cannot be used: ")
