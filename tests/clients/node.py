"""Node and the packages of the grammY bot, in a folder that git does not see."""

import asyncio
import hashlib
import os
import shutil
from pathlib import Path

SOURCE = Path(__file__).parent / "grammy"
ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = "node and npm are not there; on Debian: apt-get install nodejs npm"


def node() -> str | None:
    """The path of node, where npm is there too."""
    found = shutil.which("node")
    return found if found and shutil.which("npm") else None


async def prepared_bot() -> Path:
    """The folder with the bot and its packages, installed once for each lock file; RuntimeError with npm's words."""
    lock = (SOURCE / "package-lock.json").read_bytes()
    folder = ROOT / "node_modules" / ".grammy" / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "node_modules" / ".package-lock.json").exists():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(SOURCE / name, folder / name)
        await _install(folder)
    shutil.copy(SOURCE / "bot.mjs", folder / "bot.mjs")
    return folder


async def _install(folder: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        "npm",
        "ci",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "CI": "1"},
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(output.decode(errors="replace"))
