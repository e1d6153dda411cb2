"""The message that shows how a planning run goes on."""

from __future__ import annotations

import json

from forum.hall.plans import plan_of
from handlers.screens import planning as screens
from handlers.screens.planning import Progress
from handlers.screens.screen import Screen
from locales import Words
from storage import planning
from storage.connection import Connection
from storage.planning import Run


def progress_of(run: Run) -> Progress:
    """How far a run is."""
    known = json.loads(run.progress)
    return Progress(
        run.id,
        run.state == "stopping",
        run.begun,
        known.get("placed"),
        known.get("total", 0),
        known.get("breaks"),
        known.get("bound"),
        int(known.get("seconds", 0)),
    )


async def shown(view: Connection, run_id: int, words: Words) -> tuple[Screen, bool] | None:
    """What it shows, and whether it is over."""
    run = await planning.get(view, run_id)
    if run is None:
        return None
    if run.state in {"running", "stopping"}:
        return screens.running(words, progress_of(run), live=True), False
    if run.state == "proposed" and run.plan is not None:
        return screens.proposal(words, run.id, plan_of(run.plan)), True
    return screens.ended(words, run.state), True
