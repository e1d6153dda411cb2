import pytest
from playwright.async_api import ViewportSize, expect

from tests.page.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

NARROW = ViewportSize(width=390, height=844)


async def test_one_phone_fills_the_screen_and_tabs_switch(started: Stage) -> None:
    page = started.page
    await page.set_viewport_size(NARROW)
    await expect(started.anna.section).to_be_visible()
    await expect(started.marco.section).to_be_hidden()
    box = await started.anna.section.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    await page.get_by_role("navigation", name="Phones").get_by_role("button", name="Marco").click()
    await expect(started.marco.section).to_be_visible()
    await expect(started.anna.section).to_be_hidden()


async def test_a_dot_tells_of_what_came_in_on_a_phone_out_of_sight(started: Stage) -> None:
    page = started.page
    await page.set_viewport_size(NARROW)
    await expect(started.marco.section).to_be_hidden()
    await started.bot.bot.send_message(started.marco.user_id, "Avviso")
    tab = page.get_by_role("navigation", name="Phones").get_by_role("button", name="Marco")
    await expect(tab.get_by_role("img", name="unread")).to_be_visible()
    await expect(page).to_have_title("(1) Forum rehearsal")
    await tab.click()
    await expect(started.marco.said("Avviso")).to_be_in_viewport()
    await expect(tab.get_by_role("img", name="unread", include_hidden=True)).to_be_hidden()
    await expect(page).to_have_title("Forum rehearsal")


async def test_nothing_is_wider_than_the_screen(started: Stage) -> None:
    await started.page.set_viewport_size(ViewportSize(width=320, height=640))
    await started.anna.send("/buttons")
    await started.anna.send("/format")
    await started.anna.send("W" * 200)
    await started.anna.said("WWW").nth(1).wait_for()
    assert await started.anna.log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
    assert await started.page.evaluate("document.documentElement.scrollWidth") == 320


async def test_the_clock_opens_from_its_button(stage: Stage) -> None:
    await stage.page.set_viewport_size(NARROW)
    forward = stage.page.get_by_role("button", name="Forward 1 hour")
    await expect(forward).to_be_hidden()
    await stage.page.get_by_role("button", name="Clock").click()
    await expect(forward).to_be_visible()
