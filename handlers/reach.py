"""Delivery as organisers see it: what became of notices, who was not reached, what was refused."""

from __future__ import annotations

from forum import reach as rules
from forum.desk import Outcome
from handlers.buttons import (
    PutAside,
    RetryNotice,
    ShowFailure,
    ShowFailures,
    ShowReach,
    ShowTold,
    ShowUnreached,
)
from handlers.screens import reach as screens
from handlers.screens.notices import said
from handlers.screens.screen import PAGE_SIZE, Screen, page_of
from handlers.visit import Visit
from storage import accounts, delegates
from storage import delivery_report as report

_LAST = 10


async def overview(visit: Visit, button: ShowReach) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """How many notices are in which state, and the ways to those that need looking after."""
    async with visit.desk.look() as view:
        counts = await report.counts(view)
        unreached = await report.number_unreached(view)
        failed = await report.number_failed(view)
    return screens.overview(visit.words, rules.by_topic(counts), unreached, failed)


async def unreached(visit: Visit, button: ShowUnreached) -> Screen:
    """Who could not be reached, a page of them."""
    async with visit.desk.look() as view:
        number = await report.number_unreached(view)
        _, page, _ = page_of(range(number), button.page, PAGE_SIZE)
        found = await report.unreached(view, PAGE_SIZE, page * PAGE_SIZE)
    return screens.unreached(visit.words, found, number, page)


async def failures(visit: Visit, button: ShowFailures) -> Screen:
    """What Telegram has refused, a page of it."""
    async with visit.desk.look() as view:
        number = await report.number_failed(view)
        _, page, _ = page_of(range(number), button.page, PAGE_SIZE)
        found = await report.failed(view, PAGE_SIZE, page * PAGE_SIZE)
    return screens.failures(visit.words, found, number, page)


async def failure(visit: Visit, button: ShowFailure) -> Screen:
    """One of them, and what can be done with it."""
    async with visit.desk.glance() as view:
        found = await report.failure(view, button.notice)
    if found is None:
        return (await failures(visit, ShowFailures())).saying(visit.words.plain("said.notice_gone"))
    return screens.failure(visit.words, found)


async def retry(visit: Visit, button: RetryNotice) -> Screen:
    """Send it again."""
    return await _dealt_with(visit, await rules.retry(visit.desk, button.notice))


async def put_aside(visit: Visit, button: PutAside) -> Screen:
    """Look after it no more."""
    return await _dealt_with(visit, await rules.put_aside(visit.desk, button.notice))


async def _dealt_with(visit: Visit, came: Outcome) -> Screen:
    return (await failures(visit, ShowFailures())).saying(said(visit.words, came))


async def told(visit: Visit, button: ShowTold) -> Screen:
    """The latest notices to a delegate."""
    async with visit.desk.look() as view:
        person = await delegates.get(view, button.person)
        account = await accounts.of_delegate(view, button.person)
        found = await report.told_last(view, button.person, _LAST)
    if person is None:
        return (await overview(visit, ShowReach())).saying(visit.words.plain("said.gone"))
    return screens.told(visit.words, person, account, found, button.page)
