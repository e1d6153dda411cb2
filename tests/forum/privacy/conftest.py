"""The sample forum with a delegate of whom every table holds something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.sentinels import Filled
from tests.support.whole_person import whole_person


@pytest.fixture
def filled(sample: Path, tmp_path: Path) -> tuple[Path, Filled]:
    """The database, and what was filled in it."""
    return whole_person(sample, tmp_path)
