"""Planning the Meeting Point as organisers see it: what there is to plan, the run, and what it proposes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.hall.plans import Plan
from forum.hall.tasks import ALL, FEW, OPEN, SCOPES
from handlers.buttons import (
    AcceptPlan,
    BeginPlanning,
    DiscardPlan,
    Organise,
    SendHall,
    ShowMeeting,
    ShowMoves,
    ShowNotPlaced,
    ShowPlanning,
    StopPlanning,
)
from handlers.screens.desk import both
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from storage.desk import Pair
from storage.planning import Counts

MOVES = 10
"""So many meetings that move stand on a page."""

_BAR = 12


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is; None where nothing is known yet. `begun`: how often it was."""

    run: int
    stopping: bool
    begun: int
    placed: int | None
    total: int
    breaks: int | None
    bound: int | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting that moves; `kept`: it is to stay when planned again."""

    pair: Pair
    was: datetime
    starts: datetime
    kept: bool


def overview(words: Words, counts: Counts) -> Screen:
    """What there is to plan, and what may be changed for it."""
    page = Page(words)
    page.say(words("planning.title"))
    page.say(
        words("planning.without_time", number=counts.without_time),
        words("planning.with_time", number=counts.with_time),
        *(
            [words("planning.without_interpreter", number=counts.without_interpreter)]
            if counts.without_interpreter
            else []
        ),
    )
    if scopes := _scopes(counts):
        page.say(*(words(f"planning.means_{scope}") for scope in scopes))
        page.column(page.key(f"planning.{scope}", BeginPlanning(scope)) for scope in scopes)
    else:
        page.say(words("planning.nothing"))
    page.back(Organise())
    return page.screen()


def _scopes(counts: Counts) -> list[str]:
    """What may be planned: where nothing lacks anything, all anew is all there is."""
    lacking = counts.without_time + counts.without_interpreter
    worth = {OPEN: counts.without_time, FEW: counts.with_time and lacking, ALL: counts.with_time}
    return [scope for scope in SCOPES if worth[scope]]


def running(words: Words, found: Progress, *, live: bool = False) -> Screen:
    """How far a run is, and the key that ends it. `live`: in a message that shows how it goes on."""
    page = Page(words)
    page.say(words("planning.running"))
    if found.begun > 1:
        page.say(words("planning.begun_again"))
    if found.placed is None:
        page.say(words("planning.first", number=found.total, seconds=found.seconds))
    else:
        page.say(
            words(
                "planning.placed_of", bar=_bar(found.placed, found.total), placed=found.placed, of=found.total
            ),
            _breaks(words, found.breaks or 0, found.bound),
            words("planning.seconds", number=found.seconds),
        )
    if found.stopping:
        page.say(words("planning.stopping"))
    else:
        page.row(page.key("planning.stop", StopPlanning(found.run, live)))
    if not live:
        page.back(Organise())
    return page.screen()


def _bar(done: int, total: int) -> str:
    full = _BAR * done // max(1, total)
    return "▰" * full + "▱" * (_BAR - full)


def _breaks(words: Words, breaks: int, bound: int | None) -> Html:
    if bound is not None and bound >= breaks:
        return words("planning.breaks_best", number=breaks)
    return words("planning.breaks", number=breaks, bound=max(0, bound or 0))


def _compared(words: Words, plan: Plan) -> Html:
    if plan.bound >= plan.breaks:
        return words("planning.compared_best", before=plan.before, number=plan.breaks)
    return words("planning.compared", before=plan.before, number=plan.breaks, bound=plan.bound)


def proposal(words: Words, run: int, plan: Plan) -> Screen:
    """A plan that waits for a decision: what it brings and what it costs."""
    page = Page(words)
    page.say(words("planning.proposal"))
    page.say(
        words("planning.placed", placed=plan.placed, of=plan.total),
        words("planning.moved", number=plan.moved) if plan.moved else NOTHING,
        _compared(words, plan),
        words("planning.most_breaks", number=plan.most_breaks) if plan.breaks else NOTHING,
        words("planning.idle", number=plan.idle) if plan.breaks else NOTHING,
    )
    if plan.unplaced:
        page.say(words.count("planning.not_placed", len(plan.unplaced)))
    if not plan.placements:
        page.say(words("planning.no_change"))
        page.row(page.key("planning.discard", DiscardPlan(run)))
    else:
        page.say(words.count("planning.people", plan.people))
        page.row(
            page.key("planning.accept", AcceptPlan(run)),
            page.key("planning.discard", DiscardPlan(run)),
        )
    page.row(
        page.key("planning.moves_key", ShowMoves(run), number=plan.moved) if plan.moved else None,
        page.key("planning.unplaced_key", ShowNotPlaced(run), number=len(plan.unplaced))
        if plan.unplaced
        else None,
    )
    page.row(page.key("planning.picture", SendHall(run)))
    page.back(Organise())
    return page.screen()


def ended(words: Words, state: str) -> Screen:
    """A run that is over: accepted, discarded or failed."""
    page = Page(words)
    page.say(words("planning.title"))
    page.say(words(f"planning.ended_{state}"))
    page.back(ShowPlanning())
    return page.screen()


def confirm(words: Words, run: int, plan: Plan, *, rest: bool) -> Screen:
    """The last question before everybody is told."""
    page = Page(words)
    page.say(words("planning.proposal"))
    page.say(words.count("planning.sure", plan.people))
    page.row(
        page.key("planning.accept_sure", AcceptPlan(run, sure=True, rest=rest)),
        page.key("button.back", ShowPlanning()),
    )
    return page.screen()


def changed(words: Words, run: int, number: int, of: int) -> Screen:
    """Some of a plan holds no more: the rest of it, or another plan."""
    page = Page(words)
    page.say(words("planning.proposal"))
    page.say(words("planning.changed", number=number, of=of))
    page.column(
        (
            page.key("planning.accept_rest", AcceptPlan(run, sure=True, rest=True)),
            page.key("planning.again", BeginPlanning("", fresh=False)),
        )
    )
    page.back(ShowPlanning())
    return page.screen()


def not_placed(words: Words, run: int, here: Sequence[tuple[Pair, str]], number: int, total: int) -> Screen:
    """A page of the meetings without a place, each with the reason; the keys lead to them."""
    page = Page(words)
    page.paged(range(total), number, lambda turned: ShowNotPlaced(run, turned), MOVES)
    page.say(words("planning.unplaced_title"))
    for pair, reason in here:
        page.say(words("planning.pair", pair=both(words, pair)), words(f"planning.reason.{reason}"))
    page.column(Key(short(both(words, pair)), ShowMeeting(pair.id, pair.one_id)) for pair, _ in here)
    page.back(ShowPlanning())
    return page.screen()


def moves(words: Words, run: int, here: Sequence[Move], number: int, total: int, kept: int) -> Screen:
    """A page of the meetings that move, each with a key to leave it where it is; then the key that plans again."""
    page = Page(words)
    page.paged(range(total), number, lambda turned: ShowMoves(run, turned), MOVES)
    page.say(words("planning.moves_title"))
    page.say(words("planning.moves_means"))
    for one in here:
        page.say(
            words("planning.pair", pair=both(words, one.pair)),
            words(
                "planning.move_kept" if one.kept else "planning.move",
                before=_moment(words, one.was),
                now=_moment(words, one.starts, after=one.was),
            ),
        )
    page.column(
        Key(
            short(
                words.plain(
                    "planning.keep_no_more" if one.kept else "planning.keep", pair=both(words, one.pair)
                )
            ),
            ShowMoves(run, number, one.pair.id),
        )
        for one in here
    )
    if kept:
        page.row(page.key("planning.again_kept", BeginPlanning("", fresh=False), number=kept))
    page.back(ShowPlanning())
    return page.screen()


def _moment(words: Words, at: datetime, *, after: datetime | None = None) -> str:
    """The day is not said again where it is that of the moment before."""
    if after is not None and words.day_of(after) == words.day_of(at):
        return words.time(at)
    return f"{near_day(words, words.day_of(at))}, {words.time(at)}"
