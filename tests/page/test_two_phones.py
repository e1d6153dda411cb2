import pytest
from playwright.async_api import expect

from tests.page.stage import Stage

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_each_phone_speaks_its_owners_language(stage: Stage) -> None:
    await expect(stage.anna.section.locator(".description strong")).to_have_text("Что может делать этот бот?")
    await expect(stage.marco.section.locator(".description strong")).to_have_text("Cosa può fare questo bot?")
    await expect(stage.marco.section.locator(".description p")).to_have_text("Accompanies the delegates.")
    await expect(stage.anna.button("Запустить")).to_be_visible()
    await expect(stage.marco.button("Avvia")).to_be_visible()
    await expect(stage.anna.field).to_be_hidden()


async def test_a_person_sees_only_their_own_chat(started: Stage) -> None:
    await started.anna.send("Привет")
    await expect(started.anna.last.locator(".text")).to_have_text("Привет09:00")
    await expect(started.anna.messages).to_have_count(4)
    await expect(started.marco.messages).to_have_count(2)


async def test_what_one_does_the_other_sees(started: Stage) -> None:
    anna, marco = started.anna, started.marco
    await anna.send("/table")
    await anna.last.get_by_role("button", name="Join").click()
    await expect(anna.last.locator(".text")).to_have_text("Tavolo Moda\n1. Анна09:00")
    await expect(marco.last.locator(".text")).to_have_text("Анна joined09:00")
    await marco.send("/table")
    await marco.last.get_by_role("button", name="Join").click()
    await expect(marco.last.locator(".text")).to_have_text("Tavolo Moda\n1. Анна\n2. Marco09:00")
    await expect(anna.last.locator(".text")).to_have_text("Marco joined09:00")


async def test_the_invitation_goes_with_start(stage: Stage) -> None:
    menu = stage.marco.button("Menu della chat")
    await menu.click()
    await stage.page.get_by_role("menuitem", name="Apri un link d’invito").click()
    await stage.page.get_by_label("Codice d’invito").fill("IT-7")
    await stage.page.get_by_role("dialog").get_by_role("button", name="Invia").click()
    await expect(stage.marco.last.locator(".text")).to_have_text("Welcome with IT-709:00")


async def test_a_new_person_gets_a_phone_in_their_language(started: Stage) -> None:
    page = started.page
    await page.get_by_role("button", name="New person").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("First name").fill("Jean")
    await dialog.get_by_label("Language of the phone").select_option("en")
    await dialog.get_by_label("Invitation code").fill("FR-1")
    await dialog.get_by_role("button", name="Add").click()
    phone = page.get_by_role("region", name="Jean")
    await phone.get_by_role("button", name="Start", exact=True).click()
    await expect(phone.locator("article.theirs .text")).to_have_text("Welcome with FR-109:00")


async def test_a_blocked_bot_reaches_nobody_until_it_is_unblocked(started: Stage) -> None:
    anna = started.anna
    await anna.button("Меню чата").click()
    await started.page.get_by_role("menuitem", name="Заблокировать бота").click()
    await expect(anna.field).to_be_hidden()
    await expect(anna.section.locator(".status")).to_have_text("Бот заблокирован")
    await anna.button("Разблокировать бота").click()
    await anna.send("Снова здесь")
    await expect(anna.last.locator(".text")).to_have_text("Снова здесь09:00")
