"""Settings and information."""

from __future__ import annotations

from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage


async def test_the_language_changes_at_once_everywhere(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press("Impostazioni")
    settings = await giulia.screen()
    assert settings.text == (
        "Impostazioni\n\nLingua: italiano\nPromemoria: quelli del forum (60 e 15 min)\n"
        "Chi mi vede: tutti i delegati\n"
        "I miei contatti: non visibili"
    )
    await giulia.press("По-русски")
    russian = await giulia.screen()
    assert russian.id == settings.id
    assert await giulia.alert() == "Изменения сохранены."
    assert russian.text == (
        "Настройки\n\nЯзык: русский\nНапоминания: по умолчанию (за 60 и 15 мин)\nКто меня видит: все делегаты\n"
        "Мои контакты: не видны никому"
    )
    await giulia.until(lambda: stage.commands(giulia)["tables"] == "Тематические столы")
    await giulia.press("Меню")
    assert "Далее, сегодня, 29 ноября" in (await giulia.screen()).text


async def test_reminders(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.press("Настройки")
    await alexey.screen()
    await alexey.press("Напоминания")
    choice = await alexey.screen()
    assert [row[0].replace("\u00a0", " ") for row in choice.rows[:-1]] == [
        "✓ По умолчанию (за 60 и 15 мин)",
        "За 60 и 15 мин",
        "За 30 мин",
        "За 15 мин",
        "Без напоминаний",
    ]
    await alexey.press("Без напоминаний")
    assert "Напоминания: без напоминаний" in (await alexey.screen()).text


async def test_who_may_see_me(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press("Impostazioni")
    await giulia.screen()
    await giulia.press("Chi mi vede")
    assert (await giulia.screen()).rows == [
        ["✓ Tutti i delegati"],
        ["I delegati dei miei tavoli"],
        ["Nessuno"],
        ["Indietro", "Menu"],
    ]
    await giulia.press("Nessuno")
    assert "Chi mi vede: nessuno" in (await giulia.screen()).text
    assert await stage.text("SELECT visibility FROM delegates WHERE code = 'd01'") == "nobody"


async def test_information_with_link_phone_and_pin(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press("Informazioni")
    pages = await giulia.screen()
    assert pages.rows[-2:] == [["Seguenti ▶"], ["Menu"]]
    await giulia.press("La sede e come arrivare")
    page = await giulia.screen()
    assert page.rows == [["Apri il sito", "📍 Mappa"], ["Indietro", "Menu"]]
    assert (await giulia.follow("Apri il sito")).startswith("https://")
    await giulia.press("📍 Mappa")
    assert "venue" in (await giulia.screen()).message
    await giulia.press("Indietro", on=page)
    await giulia.screen()
    await giulia.press("Seguenti ▶")
    assert (await giulia.screen()).rows[-2:] == [["◀ Precedenti"], ["Menu"]]


async def test_information_for_the_other_delegation_is_not_shown(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press("Informazioni")
    pages = await giulia.screen()
    foreign = await stage.value("SELECT id FROM info_pages WHERE audience = 'ru'")
    await giulia.press_data(pages, f"ip:{foreign}")
    assert await giulia.alert() == "Questa voce non è più disponibile. Torni al menu: /start"
