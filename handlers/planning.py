"""Planning the Meeting Point from the organisers' chat."""

from __future__ import annotations

from forum.apart import apart
from forum.figures.drawing import pictures
from forum.hall import deciding
from forum.hall.picturing import picture as hall_picture
from forum.hall.plans import Plan, plan_of
from handlers import organise
from handlers.buttons import (
    AcceptPlan,
    BeginPlanning,
    DiscardPlan,
    Organise,
    SendHall,
    ShowMoves,
    ShowNotPlaced,
    ShowPlanning,
    StopPlanning,
)
from handlers.living_plan import progress_of
from handlers.making import later
from handlers.screens import planning as screens
from handlers.screens.notices import said
from handlers.screens.planning import Move
from handlers.screens.screen import Picture, Screen, page_of
from handlers.visit import Visit
from storage import desk, planning


async def show(visit: Visit, button: ShowPlanning) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """The run or the plan that stands; where there is none, what there is to plan."""
    async with visit.desk.look() as view:
        run = await planning.standing(view)
        counts = await planning.counts(view, visit.now)
    if run is None:
        return screens.overview(visit.words, counts)
    if run.state == "proposed" and run.plan is not None:
        return screens.proposal(visit.words, run.id, plan_of(run.plan))
    return screens.running(visit.words, progress_of(run))


async def begin(visit: Visit, button: BeginPlanning) -> Screen:
    """Begin; in place of a plan that waits, where it is asked for again."""
    came = await deciding.begin(visit.desk, button.scope, visit.user_id, again=not button.fresh)
    # A message below shows how it goes on.
    screen = await (show(visit, ShowPlanning()) if came.refused else organise.organise(visit, Organise()))
    return screen.saying(said(visit.words, came))


async def stop(visit: Visit, button: StopPlanning) -> Screen:
    """End with the best plan so far."""
    came = await deciding.stop(visit.desk, button.run)
    if button.live:
        return Screen(toast=said(visit.words, came))
    return (await show(visit, ShowPlanning())).saying(said(visit.words, came))


async def accept(visit: Visit, button: AcceptPlan) -> Screen:
    """Ask, then write the plan down."""
    if not button.sure:
        found = await _proposed(visit, button.run)
        if found is None:
            return await show(visit, ShowPlanning())
        return screens.confirm(visit.words, button.run, found, rest=button.rest)
    came = await deciding.accept(visit.desk, button.run, rest=button.rest)
    if came.word == "plan_changed":
        return screens.changed(
            visit.words, button.run, int(came.facts["number"] or 0), int(came.facts["of"] or 0)
        )
    return (await organise.organise(visit, Organise())).saying(said(visit.words, came))


async def discard(visit: Visit, button: DiscardPlan) -> Screen:
    """Everything stays as it is."""
    came = await deciding.discard(visit.desk, button.run)
    return (await show(visit, ShowPlanning())).saying(said(visit.words, came))


async def not_placed(visit: Visit, button: ShowNotPlaced) -> Screen:
    """The meetings without a place."""
    found = await _proposed(visit, button.run)
    if found is None:
        return await show(visit, ShowPlanning())
    here, page, _ = page_of(found.unplaced, button.page, screens.MOVES)
    async with visit.desk.look() as view:
        known = [
            (pair, one.reason) for one in here if (pair := await desk.pair(view, one.meeting_id)) is not None
        ]
    return screens.not_placed(visit.words, button.run, known, page, len(found.unplaced))


async def moves(visit: Visit, button: ShowMoves) -> Screen:
    """The meetings that move; one of them is to stay, or no more."""
    found = await _proposed(visit, button.run)
    if found is None:
        return await show(visit, ShowPlanning())
    if button.keep:
        await deciding.keep(visit.desk, button.keep)
    moving = [one for one in found.placements if one.moves]
    here, page, _ = page_of(moving, button.page, screens.MOVES)
    async with visit.desk.look() as view:
        kept = await planning.kept(view)
        shown = [
            Move(pair, one.was, one.starts, one.meeting_id in kept)
            for one in here
            if one.was is not None and (pair := await desk.pair(view, one.meeting_id)) is not None
        ]
    return screens.moves(visit.words, button.run, shown, page, len(moving), len(kept))


async def picture(visit: Visit, button: SendHall) -> Screen:
    """The hall by slot and table, as the plan would have it."""
    found = await _proposed(visit, button.run)
    if found is None:
        return await show(visit, ShowPlanning())
    async with visit.desk.look() as view:
        matrix = await hall_picture(view, visit.words, found)
    if matrix is None:
        return Screen(toast=visit.words.plain("said.no_figures_yet"))
    caption = visit.words("text", text=matrix.title)

    async def make(_: str) -> Picture:
        return Picture("meeting-point.png", await apart(pictures.matrix, matrix), caption)

    return later(visit, make)


async def _proposed(visit: Visit, run_id: int) -> Plan | None:
    async with visit.desk.glance() as view:
        run = await planning.get(view, run_id)
    if run is None or run.state != "proposed" or run.plan is None:
        return None
    return plan_of(run.plan)
