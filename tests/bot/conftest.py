"""The command line, with a database of its own."""

from pathlib import Path

import pytest

from bot.demo.rehearsal import SAMPLE
from tests.bot.command_line import CommandLine


@pytest.fixture
def bot(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def loaded(bot: CommandLine) -> CommandLine:
    assert bot("import", SAMPLE).status == 0
    return bot
