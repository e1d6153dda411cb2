"""Takes the README's pictures anew: `python -m tests.pictures` writes docs/*.png from a rehearsal in Chromium."""

import asyncio
import shutil
import sys
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.clock import Clock
from bot.demo.rehearsal import OPENING, rehearsal

DOCS = Path(__file__).resolve().parents[1] / "docs"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]

STARTS = {"ru": "Запустить", "it": "Avvia"}
AGREES = {"ru": "Даю согласие", "it": "Acconsento"}


async def press(phone: Locator, label: str) -> None:
    """Press a key of the newest message and wait until the screen is another."""
    key = phone.get_by_role("button", name=label, exact=True).last
    await key.click()
    await key.wait_for(state="detached")


async def arrive(phone: Locator, language: str) -> None:
    """Open the invitation and agree; the menu is there."""
    await press(phone, STARTS[language])
    await press(phone, AGREES[language])


async def still(page: Page) -> None:
    """Until every passing word is gone and every animation has ended, and the pointer is nowhere."""
    await expect(page.locator(".toast")).to_have_count(0, timeout=10_000)
    await page.mouse.move(0, 0)
    await page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")


async def two_languages(browser: Browser, url: str) -> None:
    """Delegates of both countries before the thematic tables, one with a seat; the menu; the programme."""
    page = await browser.new_page(viewport={"width": 1500, "height": 930}, locale="en-GB")
    await page.goto(url)
    phones = page.locator("section[data-user]")
    russian, italian, _organiser, interpreter = (phones.nth(number) for number in range(4))
    for number in range(4):  # one after the other: the page has one pointer
        await arrive(phones.nth(number), "it" if number else "ru")
    await press(italian, "Tavoli tematici")
    await press(italian, "Moda")
    await press(italian, "Iscriviti")
    await press(italian, "Indietro")
    await press(russian, "Тематические столы")
    await press(interpreter, "Programma")
    await still(page)
    await page.screenshot(path=DOCS / "rehearsal-it-ru.png")
    await page.close()


async def one_phone(browser: Browser, url: str) -> None:
    """The Russian delegate's menu, as wide as a phone."""
    page = await browser.new_page(
        viewport={"width": 390, "height": 780}, device_scale_factor=1.5, locale="ru"
    )
    await page.goto(url)
    russian = page.locator("section[data-user]").first
    await press(russian, "Меню")
    await still(page)
    await page.screenshot(path=DOCS / "phone-ru.png")
    await page.close()


async def main() -> None:
    """Take every picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing: apt-get install chromium")
    DOCS.mkdir(exist_ok=True)
    async with rehearsal(0, Clock(OPENING, 1)) as (server, _), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        await two_languages(browser, server.url)
        await one_phone(browser, server.url)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
