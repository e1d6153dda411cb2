"""The programme: days, now and next, sessions, audiences, pins."""

from __future__ import annotations

from datetime import datetime

from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage


async def test_a_day_of_the_programme(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press("Programma")
    days = await giulia.screen()
    assert days.text == "Programma\nScelga il giorno."
    assert days.rows == [
        ["Adesso e dopo"],
        ["Oggi, giovedì 29 novembre"],
        ["Venerdì 30 novembre"],
        ["Menu"],
    ]
    await giulia.press("Oggi, giovedì 29 novembre")
    day = await giulia.screen()
    assert day.text == (
        "Giovedì 29 novembre\n\n"
        "🕘 08:00–08:40 · Accredito e consegna dei badge\n"
        "🕘 08:45–09:05 · Riunione della delegazione italiana\n"
        "🕘 09:15–10:45 · Meccanica strumentale\n"
        "🕘 09:15–10:45 · Moda\n"
        "🕘 10:45–11:00 · Pausa caffè\n"
        "🕘 11:00–12:30 · Energie pulite\n"
        "🕘 11:00–12:30 · Tecnologie per l’Oil & Gas\n"
        "🕘 12:30–13:25 · Colazione di lavoro\n\n"
        "Orari di Firenze."
    )
    assert day.rows[-3:] == [["Ven 30 nov"], ["Seguenti ▶"], ["Indietro", "Menu"]]
    await giulia.press("Seguenti ▶")
    more = await giulia.screen()
    assert more.text == (
        "Giovedì 29 novembre\n\n"
        "🕘 13:30–14:25 · Riunione plenaria\n"
        "🕘 14:30–18:30 · Meeting Point\n"
        "🕘 19:00–21:00 · Ricevimento di benvenuto\n\n"
        "Orari di Firenze."
    )
    assert more.id == days.id
    assert more.rows[-2:] == [["◀ Precedenti"], ["Indietro", "Menu"]]


async def test_an_organiser_sees_the_programme_of_both_delegations(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await beatrice.send("/organise")
    await beatrice.screen()
    await beatrice.press("Programma", on=beatrice.last)
    days = await beatrice.screen()
    assert days.rows[-2:] == [["Nuovo appuntamento"], ["Indietro", "Menu"]]
    await beatrice.press("Oggi, giovedì 29 novembre")
    day = await beatrice.screen()
    assert day.text.startswith(
        "Giovedì 29 novembre\n\n"
        "🕘 07:30–07:55 · Trasferimento alla Fortezza da Basso (delegazione russa)\n"
        "🕘 08:00–08:40 · Accredito e consegna dei badge\n"
        "🕘 08:45–09:05 · Riunione della delegazione italiana (delegazione italiana)\n"
        "🕘 08:45–09:05 · Riunione della delegazione russa (delegazione russa)\n"
        "🕘 09:15–10:45 · Meccanica strumentale\n"
    )
    await beatrice.press("08:45 Riunione della delegazione russa")
    shown = await beatrice.screen()
    # It stands on no agenda of hers: it clashes with nothing there, and there is nothing to take off it.
    assert shown.text == (
        "Riunione della delegazione russa\nAltro appuntamento\n🕘 oggi, 29 novembre, 08:45–09:05\n"
        "📍 Padiglione Spadolini, sala 2\nModerazione: Наталья Королёва\nPer: delegazione russa\n\n"
        "Ordine dei lavori, consegna dei materiali, indicazioni per le visite aziendali. "
        "Solo per i delegati russi."
    )
    assert shown.rows == [["📍 Mappa"], ["Modifica"], ["Indietro", "Menu"]]
    await beatrice.press("Indietro", on=shown)
    assert (await beatrice.screen()).text == day.text


async def test_each_delegation_sees_its_own_programme(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.press("Программа")
    await alexey.screen()
    await alexey.press("Пятница, 30 ноября")
    friday = await alexey.screen()
    assert "Трансфер" in friday.text
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press("Programma")
    await giulia.screen()
    await giulia.press("Venerdì 30 novembre")
    day = await giulia.screen()
    assert "Trasferimento" not in day.text
    visit = friday.data(next(label for label in friday.labels if "Pignone" in label))
    await giulia.press_data(day, visit)
    assert (await giulia.screen()).text == "Questa voce non è più disponibile. Torni al menu: /start"


async def test_now_and_next(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.clock.jump(datetime.fromisoformat("2018-11-29T10:50+01:00"))
    await giulia.send("/programme")
    await giulia.screen()
    await giulia.press("Adesso e dopo")
    assert (await giulia.screen()).text == (
        "Adesso\n"
        "🕘 10:45–11:00 · Pausa caffè\n"
        "📍 Padiglione Spadolini, foyer\n"
        "A seguire, oggi, 29 novembre\n"
        "🕘 11:00–12:30 · Energie pulite\n"
        "📍 Padiglione Spadolini, sala 1\n"
        "🕘 11:00–12:30 · Tecnologie per l’Oil & Gas\n"
        "📍 Padiglione Spadolini, sala 3"
    )
    stage.clock.jump(datetime.fromisoformat("2018-12-01T10:00+01:00"))
    await giulia.press("Menu")
    assert (await giulia.screen()).text.endswith("Il programma del forum è concluso.")


async def test_a_table_with_its_projects(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.press("Тематические столы")
    await alexey.screen()
    await alexey.press("Мода")
    table = await alexey.screen()
    assert table.text == (
        "Мода\n"
        "Тематический стол\n"
        "🕘 сегодня, 29 ноября, 09:15–10:45\n"
        "📍 Павильон Спадолини, зал 2\n"
        "Модерация: Francesca Vannucchi\n\n"
        "Свободно 1 место из 12\n\n"
        "Ткани, трикотаж, кожгалантерея, обувь: итальянская производственная цепочка и контрактное "
        "производство, молодые дизайнеры, продажи в России. Синхронный перевод. Время, зал и число мест "
        "указаны для примера.\n\n"
        "Проекты\n"
        "• Manifattura italiana – MoodMarket\n"
        "   Антонио Франческини, CNA\n"
        "• Платформа RMI – Ricerca Moda Innovazione\n"
        "   Антонио Франческини, CNA\n"
        "• Ивановский лён для итальянских коллекций\n"
        "   Татьяна Соловьёва, ООО «Ивановский лён»"
    )
    await alexey.press("Manifattura italiana – MoodMarket")
    project = await alexey.screen()
    assert project.text.startswith(
        "Manifattura italiana – MoodMarket\nПредставляет: Антонио Франческини, CNA\n\n"
    )
    assert project.rows == [["Встретиться с докладчиком"], ["Назад", "Меню"]]
    await alexey.press("Назад")
    assert (await alexey.screen()).text == table.text
    await alexey.press("Назад")
    assert (await alexey.screen()).text.startswith("Тематические столы\n")


async def test_a_pin_comes_and_goes(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    menu = giulia.last
    await giulia.press("Tavoli tematici")
    await giulia.screen()
    await giulia.press("Moda")
    await giulia.screen()
    await giulia.press("📍 Mappa")
    pin = await giulia.screen()
    assert pin.message["venue"]["title"] == "Padiglione Spadolini, sala 2"
    assert pin.rows == [["Chiudi la mappa"]]
    await giulia.press("Chiudi la mappa")
    await giulia.until(lambda: [one.id for one in giulia.from_bot] == [menu.id])


async def test_a_visit_with_its_stops(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.send("/visits")
    visits = await alexey.screen()
    assert len(visits.rows) == 5
    await alexey.press(visits.rows[0][0])
    visit = await alexey.screen()
    assert "Маршрут\n🚌 " in visit.text
    assert visit.rows[0] == ["Записаться"]


async def test_what_is_for_everybody_can_be_taken_off_the_agenda_and_put_back(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send("/agenda")
    await giulia.screen()
    await giulia.press("13:30 Riunione plenaria")
    session = await giulia.screen()
    assert session.rows[0] == ["Togli dall’agenda"]
    await giulia.press("Togli dall’agenda")
    off = await giulia.screen()
    assert await giulia.alert() == "Non è più nella Sua agenda."
    assert "Non è nella Sua agenda." in off.text
    await giulia.press("Indietro")
    assert "Riunione plenaria" not in (await giulia.screen()).text
    await giulia.press_data(off, off.data("Rimetti in agenda"))
    await giulia.screen()
    await giulia.press("Indietro")
    assert "Riunione plenaria" in (await giulia.screen()).text
