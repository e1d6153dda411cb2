import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from playwright.async_api import expect

from tests.page.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_rows_links_and_labels(started: Stage) -> None:
    await started.anna.send("/buttons")
    await started.anna.button("Toast").wait_for()
    rows = started.anna.last.locator(".inline-keyboard .keys")
    assert [await row.locator(".key").all_inner_texts() for row in await rows.all()] == [
        ["Toast", "Alert"],
        ["Slow", "Site"],
        ["Search"],
    ]
    link = started.anna.section.get_by_role("link", name="Site")
    assert await link.get_attribute("href") == "https://example.com/forum"
    assert await link.get_attribute("target") == "_blank"


async def test_keys_of_a_row_are_alike_and_the_message_widens_for_the_longest(started: Stage) -> None:
    """As Telegram's applications do: no label is cut while there is room beside the message."""
    row = [InlineKeyboardButton(text=text, callback_data=text) for text in ("A", "Delegati e arrivi")]
    markup = InlineKeyboardMarkup(inline_keyboard=[row])
    await started.bot.bot.send_message(started.marco.user_id, "Sì", reply_markup=markup)
    keys = started.marco.last.locator(".key")
    await expect(keys).to_have_count(2)
    assert await keys.evaluate_all("keys => new Set(keys.map(key => key.offsetWidth)).size") == 1
    assert await keys.locator(".label").evaluate_all(
        "labels => labels.every(label => label.scrollWidth <= label.clientWidth)"
    )


async def test_an_answer_is_a_toast(started: Stage) -> None:
    await started.anna.send("/buttons")
    await started.anna.button("Toast").click()
    await expect(started.anna.section.locator(".toast")).to_have_text("Ваш номер в листе ожидания: 3")
    await expect(started.marco.section.locator(".toast")).to_have_count(0)


async def test_an_alert_takes_the_focus_and_gives_it_back(started: Stage) -> None:
    anna = started.anna
    await anna.send("/buttons")
    await anna.button("Alert").click()
    alert = anna.section.get_by_role("alertdialog")
    await expect(alert.locator(".alert-text")).to_have_text("Il posto è appena stato preso.")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await started.page.keyboard.press("Escape")
    await expect(alert).to_have_count(0)
    await expect(anna.button("Alert")).to_be_focused()
    await started.marco.send("Intanto")
    await expect(started.marco.last.locator(".text")).to_have_text("Intanto09:00")


async def test_a_button_is_busy_until_its_answer(started: Stage) -> None:
    anna = started.anna
    await anna.send("/buttons")
    await anna.button("Slow").click()
    await expect(anna.button("Slow")).to_have_attribute("aria-busy", "true")
    started.bot.release.set()
    await expect(anna.button("Slow")).not_to_have_attribute("aria-busy", "true")


async def test_the_focus_stays_on_the_button_when_the_screen_changes(started: Stage) -> None:
    await started.anna.send("/table")
    join = started.anna.last.get_by_role("button", name="Join")
    await join.press("Enter")
    await expect(started.anna.last.locator(".text")).to_contain_text("1. Анна")
    await expect(join).to_be_focused()


async def test_a_reply_keyboard_sends_its_labels(started: Stage) -> None:
    await started.anna.send("/menu")
    await started.anna.button("Да").click()
    await expect(started.anna.last.locator(".text")).to_have_text("Да09:00")


async def test_the_command_menu_lists_and_filters(started: Stage) -> None:
    anna = started.anna
    await anna.button("Команды бота").click()
    options = anna.section.get_by_role("option")
    await expect(options).to_have_text(["/tableСтол", "/typing…"])
    await anna.field.fill("/ty")
    await expect(options).to_have_text(["/typing…"])
    await anna.field.fill("/tab")
    await anna.field.press("ArrowDown")
    await expect(options.first).to_have_attribute("aria-selected", "true")
    await anna.field.press("Enter")
    await expect(anna.last.locator(".text")).to_have_text("Tavolo Moda09:00")
    await expect(anna.field).to_have_value("")


async def test_escape_closes_the_command_menu(started: Stage) -> None:
    await started.anna.button("Команды бота").click()
    await started.page.keyboard.press("Escape")
    await expect(started.anna.section.get_by_role("listbox")).to_be_hidden()


async def test_inline_mode_finds_and_sends(started: Stage) -> None:
    anna = started.anna
    username = (await started.bot.bot.me()).username
    await anna.field.fill(f"@{username} an")
    options = anna.section.get_by_role("option")
    await expect(options).to_have_text(["AFAntonio Franceschinidelegate", "ARAnna Rossidelegate"])
    await options.nth(1).click()
    own = anna.section.locator("article.own").last
    await expect(own.locator(".text")).to_have_text("Card of Anna Rossi09:00")
    await expect(own.locator(".origin")).to_have_text(f"через @{username}")
    await expect(anna.field).to_have_value("")


async def test_a_button_begins_an_inline_query(started: Stage) -> None:
    await started.marco.send("/buttons")
    await started.marco.button("Search").click()
    await expect(started.marco.section.get_by_role("option")).to_have_text(["ARAnna Rossidelegate"])


async def test_inline_mode_says_that_nothing_was_found(started: Stage) -> None:
    username = (await started.bot.bot.me()).username
    await started.marco.field.fill(f"@{username} xyz")
    await expect(started.marco.section.locator(".note")).to_have_text("Nessun risultato")
