"""One verb carried out, and what it said."""

import io
import shutil
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli import main
from bot.demo.rehearsal import SAMPLE


@dataclass(frozen=True)
class Said:
    """How a verb ended: its exit status, and what stands on standard output and standard error."""

    status: int
    out: str
    error: str


@dataclass(frozen=True)
class CommandLine:
    """`python -m bot` with a database of its own in `folder`."""

    folder: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "forum.sqlite3"

    def __call__(self, *arguments: str | Path, **environ: str) -> Said:
        out, error = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(error):
            status = self._main([str(one) for one in arguments], environ)
        return Said(status, out.getvalue(), error.getvalue())

    def _main(self, arguments: list[str], environ: Mapping[str, str]) -> int:
        try:
            return main(arguments, {"DATABASE": str(self.database), **self.environ, **environ})
        except SystemExit as ended:  # how argparse ends
            return int(ended.code or 0)

    def sample(self) -> Path:
        """A copy of the sample forum that a test may change."""
        return Path(shutil.copytree(SAMPLE, self.folder / "sample"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
