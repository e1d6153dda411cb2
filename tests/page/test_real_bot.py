"""The rehearsal as a newcomer sees it: the real bot, the sample forum, a Russian and an Italian delegate."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from bot.clock import Clock
from bot.demo.rehearsal import CAST, OPENING, rehearsal
from tests.page.stage import Phone
from tests.support import stage

pytestmark = pytest.mark.asyncio(loop_scope="session")

SEND = {"ru": "Отправить", "it": "Invia"}
START = {"ru": "Запустить", "it": "Avvia"}
AGREE = stage.AGREE


@pytest_asyncio.fixture(loop_scope="session")
async def phones(page: Page) -> AsyncIterator[list[Phone]]:
    """The four phones of the rehearsal, in the order of its cast."""
    async with rehearsal(0, Clock(OPENING)) as (server, _):
        await page.goto(server.url)
        await expect(page.locator("section[data-user]")).to_have_count(len(CAST))
        sections = await page.locator("section[data-user]").all()
        users = [int(str(await section.get_attribute("data-user"))) for section in sections]
        yield [
            Phone(page.locator(f'section[data-user="{user}"]'), user, SEND[person.language])
            for user, person in zip(users, CAST, strict=True)
        ]


async def enter(phone: Phone, language: str) -> None:
    await phone.button(START[language]).click()
    await phone.button(AGREE[language]).click()
    await expect(phone.button({"ru": "Меню", "it": "Menu"}[language])).to_have_count(0)


async def test_a_russian_and_an_italian_act_and_each_sees_what_the_other_did(phones: list[Phone]) -> None:
    alexey, giulia, beatrice, _ = phones
    await enter(alexey, "ru")
    await enter(giulia, "it")
    await enter(beatrice, "it")
    await giulia.button("Tavoli tematici").click()
    await giulia.button("Moda").click()
    await giulia.button("Iscriviti").click()
    await expect(giulia.last).to_contain_text("Lei ha un posto.")
    await alexey.button("Тематические столы").click()
    await alexey.button("Мода").click()
    await expect(alexey.last).to_contain_text("Мест нет, лист ожидания пуст")
    await alexey.button("В лист ожидания").click()
    await alexey.button("Всё равно в лист").click()
    await expect(alexey.last).to_contain_text("Ваш номер в листе ожидания: 1")
    await giulia.button("Lascia").click()
    await expect(giulia.last).to_contain_text("Vuole lasciare questo impegno?")
    await giulia.button("Lascia").click()
    await expect(alexey.last).to_contain_text("Место за Вами: Мода")
    await expect(giulia.last).to_contain_text("Al completo, nessuno in attesa")
    await expect(alexey.section).not_to_contain_text("Posto")
    await expect(beatrice.messages).to_have_count(2)


async def test_language_agenda_file_and_pin_on_the_page(phones: list[Phone]) -> None:
    giulia = phones[1]
    await enter(giulia, "it")
    await giulia.button("La mia agenda").click()
    await expect(giulia.last).to_contain_text("Nessun impegno: 09:05–10:45")
    await giulia.button("Salva nel calendario").click()
    await expect(giulia.said("agenda-forum.ics")).to_be_visible()
    await giulia.button("Menu").click()
    await giulia.button("Informazioni").click()
    await giulia.button("La sede e come arrivare").click()
    await giulia.button("📍 Mappa").click()
    await giulia.button("Chiudi la mappa").click()
    await expect(giulia.button("Chiudi la mappa")).to_have_count(0)
    await giulia.button("Menu").click()
    await giulia.button("Impostazioni").click()
    await giulia.button("По-русски").click()
    await expect(giulia.said("Язык: русский")).to_be_visible()


async def test_the_forums_clock_moves_the_programme_on(phones: list[Phone]) -> None:
    alexey = phones[0]
    await enter(alexey, "ru")
    await expect(alexey.last).to_contain_text("Далее, сегодня, 29 ноября")
    await alexey.section.page.get_by_role("button", name="Forward 1 hour").click()
    await alexey.button("Программа").click()
    await alexey.button("Сейчас и далее").click()
    await expect(alexey.last).to_contain_text("Сейчас")
    await expect(alexey.last).to_contain_text("Мода")


async def test_a_long_label_is_shortened_within_the_phone(phones: list[Phone]) -> None:
    alexey = phones[0]
    await enter(alexey, "ru")
    await alexey.button("Посещения предприятий").click()
    await expect(alexey.last).to_contain_text("Malo: трикотаж")
    phone = await alexey.section.bounding_box()
    assert phone is not None
    for key in await alexey.last.locator(".key").all():
        box = await key.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= phone["x"] + phone["width"]


async def test_a_delegate_is_found_from_the_text_field(phones: list[Phone]) -> None:
    _, giulia, *_ = phones
    await enter(giulia, "it")
    await giulia.field.fill("@forum_demo_bot Щербаков")
    option = giulia.section.get_by_role("option")
    await expect(option).to_contain_text("Aleksei Shcherbakov")
    await option.click()
    await expect(giulia.last).to_contain_text("Volzhskie Stanki (ООО «Волжские станки»)")
    await giulia.section.get_by_role("button", name="Scheda del delegato").click()
    await expect(giulia.last).to_contain_text("Richiedi un incontro")
