import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Error, Page, ViewportSize, async_playwright, expect

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
PATIENCE = 30_000  # milliseconds; nothing waits that long unless it fails
WIDE = ViewportSize(width=1400, height=900)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is missing: apt-get install chromium")
    async with async_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def server() -> AsyncIterator[RehearsalServer]:
    async with RehearsalServer(
        token=TOKEN, port=0, clock=RunningClock(OPENING), limits=Limits.off()
    ) as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def window(browser: Browser) -> AsyncIterator[Page]:
    """A window of a browser far from Florence; one for all tests, for its start is what costs."""
    context = await browser.new_context(timezone_id="Asia/Tokyo", locale="en-GB", reduced_motion="reduce")
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(window: Page) -> AsyncIterator[Page]:
    """The window, empty again; nothing may go wrong in it unseen."""
    wrong: list[str] = []

    def note(happened: ConsoleMessage | Error) -> None:
        if isinstance(happened, Error):
            wrong.append(happened.message)
        elif happened.type == "error":
            wrong.append(happened.text)

    await window.set_viewport_size(WIDE)
    window.on("pageerror", note)
    window.on("console", note)
    yield window
    await window.goto("about:blank")
    window.remove_listener("pageerror", note)
    window.remove_listener("console", note)
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
