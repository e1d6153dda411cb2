"""How the tables fill is written down as time passes: seats say in which order they were taken, not when."""

from __future__ import annotations

from forum.desk import Desk
from storage import figures


async def sample(desk: Desk) -> None:
    """Write down the counts that have changed since they last were."""
    async with desk.glance() as view:
        if not await figures.fills(view):
            return
    async with desk.database.write() as tx:
        await figures.write_fillings(tx, desk.clock())
