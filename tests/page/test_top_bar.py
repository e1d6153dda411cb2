import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from bot.demo.server.app import RehearsalServer
from tests.page.stage import OPENING, ZONE, Stage
from tests.page.tiny_bot import TOKEN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_clock_shows_the_forums_zone(stage: Stage) -> None:
    clock = stage.page.get_by_role("group", name="The forum’s clock")
    await expect(clock.locator("time")).to_have_text(re.compile(r"^09:00:\d\d$"))
    await expect(clock.locator(".date")).to_have_text("Thursday, 29 November 2018 · Europe/Rome")


async def test_jumps_forward(stage: Stage) -> None:
    page, time = stage.page, stage.page.locator("#clock time")
    await page.get_by_role("button", name="Forward 10 minutes").click()
    await expect(time).to_have_text(re.compile(r"^09:10:\d\d$"))
    await page.get_by_role("button", name="Forward 1 hour").click()
    await expect(time).to_have_text(re.compile(r"^10:10:\d\d$"))
    await page.get_by_role("button", name="To the next morning, 07:00").click()
    await expect(time).to_have_text(re.compile(r"^07:00:\d\d$"))
    await expect(page.locator("#clock .date")).to_have_text("Friday, 30 November 2018 · Europe/Rome")


async def test_jumps_to_a_date_and_time_of_the_forum(started: Stage) -> None:
    await started.page.get_by_role("button", name="Jump to…").click()
    dialog = started.page.get_by_role("dialog")
    await dialog.get_by_label("Date and time in Europe/Rome").fill("2018-11-30T18:30")
    await dialog.get_by_role("button", name="Jump").click()
    await expect(started.page.locator("#clock time")).to_have_text(re.compile(r"^18:30:\d\d$"))
    await started.marco.send("Buonasera")
    await expect(started.marco.last.locator(".text")).to_have_text("Buonasera18:30")
    await expect(started.marco.section.locator(".day")).to_have_text(["29 novembre", "30 novembre"])


async def test_the_speed_is_the_servers(stage: Stage) -> None:
    await stage.page.get_by_role("button", name="Speed 3600").click()
    await expect(stage.page.get_by_role("button", name="Speed 3600")).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(stage.page.get_by_role("button", name="Speed 1", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    assert stage.server.world.clock.speed == 3600
    await expect(stage.page.locator("#clock time")).not_to_have_text(re.compile(r"^09:"))
    assert stage.server.world.clock.now() > OPENING + timedelta(minutes=30)


async def test_a_clock_that_cannot_be_moved_says_so(page: Page) -> None:
    async with RehearsalServer(TOKEN) as server:
        server.meet("Marco", language_code="it")
        await page.goto(server.url)
        await page.get_by_role("button", name="Forward 1 hour").click()
        await expect(page.locator(".toast")).to_contain_text("The clock stays as it is:")
        shown = datetime.fromisoformat(str(await page.locator("#clock time").get_attribute("datetime")))
        assert shown - datetime.now(ZONE) < timedelta(minutes=1)
        await page.goto("about:blank")
