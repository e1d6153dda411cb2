"""Being told to stop: politely, and for certain."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POLITE = """
import asyncio
from bot.signals import StopSignal
async def main():
    stop = StopSignal()
    print("ready", flush=True)
    await stop.wait()
    print("stopped", flush=True)
asyncio.run(main())
"""
STUCK = """
import asyncio, time
from bot.signals import StopSignal
async def main():
    StopSignal(deadline=0.2)
    print("ready", flush=True)
    time.sleep(60)
asyncio.run(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("script", "said", "status"), [(POLITE, "stopped\n", 0), (STUCK, "", 1)])
def test_a_signal_ends_it(number: signal.Signals, script: str, said: str, status: int) -> None:
    with subprocess.Popen(  # noqa: S603 -- the two scripts above
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(number)
        out, _ = process.communicate(timeout=30)
    assert (out, process.returncode) == (said, status)
