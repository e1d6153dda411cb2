"""Effects pass in the order in which turns were taken."""

from __future__ import annotations

import asyncio
import random

from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.turnstile import Turnstile


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=20), st.integers())
def test_whoever_changes_something_does_so_in_order(people: list[tuple[int, bool]], seed: int) -> None:
    assert asyncio.run(_play(people, seed)) == [
        number for number, (_, changes) in enumerate(people) if changes
    ]


async def _play(people: list[tuple[int, bool]], seed: int) -> list[int]:
    turnstile = Turnstile()
    chance = random.Random(seed)
    order: list[int] = []

    async def pass_through(number: int, steps: int, changes: bool) -> None:  # noqa: FBT001 -- drawn
        ticket = tickets[number]
        for _ in range(steps):
            await asyncio.sleep(0)
        if changes:
            await ticket.come()
            order.append(number)
        ticket.through()
        ticket.through()

    tickets = [turnstile.enter() for _ in people]
    tasks = [pass_through(number, *person) for number, person in enumerate(people)]
    chance.shuffle(tasks)
    async with asyncio.timeout(5):
        await asyncio.gather(*tasks)
    return order


async def test_one_who_gives_up_waiting_holds_nobody_up() -> None:
    turnstile = Turnstile()
    first, second, third = (turnstile.enter() for _ in range(3))
    waiting = asyncio.create_task(second.come())
    behind = asyncio.create_task(third.come())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    second.through()
    assert not behind.done()
    first.through()
    async with asyncio.timeout(5):
        await behind
