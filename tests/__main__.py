"""`python -m tests [PYTEST OPTIONS]`: the whole suite, on two cores; with a path, just that, by pytest alone.

The tests of the page wait for a browser most of their time, so they run beside all others, in a process of their own;
what they say stands at the end.
"""

# ruff: noqa: S603 -- it calls this interpreter with its own options

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PAGE = "tests/page"
_NO_TESTS = 5
"""How pytest ends where none was chosen."""


def main(options: Sequence[str]) -> int:
    """Run them; the exit status, 0 where nothing has failed."""
    if any(Path(option.partition("::")[0]).exists() for option in options):
        return subprocess.call(_pytest(*options))
    with tempfile.TemporaryFile() as said:
        page = subprocess.Popen(
            _pytest(PAGE, "-p", "no:cacheprovider", *options), stdout=said, stderr=subprocess.STDOUT
        )
        try:
            rest = subprocess.call(_pytest(f"--ignore={PAGE}", *options))
            ended = page.wait()
        finally:
            page.kill()
            page.wait()
        said.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(said.read())
    return min(rest, ended) if _NO_TESTS in {rest, ended} else max(rest, ended)


def _pytest(*options: str) -> list[str]:
    return [sys.executable, "-m", "pytest", *options]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
