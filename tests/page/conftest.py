import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from bot.demo.server.app import RehearsalServer
from bot.demo.server.limits import Limits
from tests.page.stage import OPENING, Phone, RunningClock, Stage
from tests.page.tiny_bot import TOKEN, running

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"width": 1400, "height": 900}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is missing: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[RehearsalServer]:
    async with RehearsalServer(
        token=TOKEN, port=0, clock=RunningClock(OPENING), limits=Limits.off()
    ) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """An empty page in a browser far from Florence; nothing may go wrong in it unseen."""
    context = await browser.new_context(viewport=WIDE, timezone_id="Asia/Tokyo", locale="en-GB")
    page = await context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    yield page
    await context.close()
    # A refusal or an absent server is the browser's own line; the page shows it to the person.
    assert [line for line in wrong if not line.startswith("Failed to load resource")] == []


@pytest_asyncio.fixture(loop_scope="session")
async def stage(server: RehearsalServer, page: Page) -> AsyncIterator[Stage]:
    anna = server.meet("Анна", last_name="Test", language_code="ru").id
    marco = server.meet("Marco", last_name="Test", language_code="it").id
    async with running(server.url) as bot:
        await page.goto(server.url)
        phones = [page.locator(f'section[data-user="{user_id}"]') for user_id in (anna, marco)]
        yield Stage(page, server, bot, Phone(phones[0], anna, "Отправить"), Phone(phones[1], marco, "Invia"))


@pytest_asyncio.fixture(loop_scope="session")
async def started(stage: Stage) -> Stage:
    """Both people have pressed START."""
    await stage.anna.button("Запустить").click()
    await stage.marco.button("Avvia").click()
    await stage.anna.said("Welcome with nothing").wait_for()
    await stage.marco.said("Welcome with nothing").wait_for()
    return stage
