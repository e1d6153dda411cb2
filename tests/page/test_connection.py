import pytest
from playwright.async_api import Page, expect

from bot.demo.server.app import RehearsalServer
from tests.page.stage import OPENING, RunningClock
from tests.page.tiny_bot import TOKEN

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_says_that_the_server_is_away_and_comes_back_with_it(page: Page) -> None:
    first = RehearsalServer(TOKEN, clock=RunningClock(OPENING))
    first.meet("Marco", language_code="it")
    async with first:
        await page.goto(first.url)
        await page.get_by_role("region", name="Marco").wait_for()
    banner = page.get_by_role("status").filter(has_text="Connection lost")
    await expect(banner).to_be_visible()
    second = RehearsalServer(TOKEN, first.port, clock=RunningClock(OPENING))
    second.meet("Олег", language_code="ru")
    async with second:
        await expect(banner).to_be_hidden()
        await expect(page.get_by_role("region", name="Олег")).to_be_visible()
        await expect(page.get_by_role("region", name="Marco")).to_have_count(0)
        await page.goto("about:blank")


async def test_what_could_not_be_sent_stays_in_the_field(page: Page) -> None:
    server = RehearsalServer(TOKEN)
    user_id = server.meet("Marco", language_code="it").id
    phone = page.locator(f'section[data-user="{user_id}"]')
    async with server:
        await page.goto(server.url)
        await phone.get_by_role("button", name="Avvia").click()
        await phone.locator("article.own").wait_for()
    await phone.locator("textarea").fill("Un momento")
    await phone.get_by_role("button", name="Invia").click()
    await expect(phone.locator(".toast")).to_contain_text("Non inviato")
    await expect(phone.locator("textarea")).to_have_value("Un momento")
    await page.goto("about:blank")


async def test_a_person_met_elsewhere_appears(page: Page) -> None:
    async with RehearsalServer(TOKEN) as server:
        await page.goto(server.url)
        await page.locator("#clock time").wait_for()
        server.meet("Olga", title="Interpreter", language_code="ru")
        await expect(page.get_by_role("region", name="Olga, Interpreter")).to_be_visible()
        await page.goto("about:blank")


async def test_ten_phones_and_a_second_tab_still_work(page: Page) -> None:
    server = RehearsalServer(TOKEN)
    people = [server.meet(f"Person {number}", language_code="en") for number in range(10)]
    last = f'section[data-user="{people[-1].id}"]'
    async with server:
        await page.goto(server.url)
        second = await page.context.new_page()
        await second.goto(server.url)
        await second.locator(last).get_by_role("button", name="Start", exact=True).wait_for()
        await page.locator(last).get_by_role("button", name="Start", exact=True).click()
        await expect(second.locator(f"{last} article.own .text")).to_contain_text("/start")
        await second.close()
        await page.goto("about:blank")
