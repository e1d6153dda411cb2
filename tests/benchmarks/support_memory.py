"""What memory a process holds (Linux only)."""

from __future__ import annotations

import re
from pathlib import Path


def megabytes(pid: int) -> tuple[float, float]:
    """Resident now, and at most so far."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    resident, most = (re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE) for name in ("VmRSS", "VmHWM"))
    if resident is None or most is None:
        raise RuntimeError("there is no memory to see")
    return int(resident[1]) / 1024, int(most[1]) / 1024
