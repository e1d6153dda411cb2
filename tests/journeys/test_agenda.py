"""One's own agenda and its file for the phone's calendar."""

from __future__ import annotations

from icalendar import Calendar

from tests.support.people import Person
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage


async def events(person: Person) -> dict[str, tuple[int, str]]:
    """Asks for the file: by title, its sequence and status."""
    message = await person.screen()
    calendar = Calendar.from_ical((await person.file_of(message)).decode())
    return {
        str(event["SUMMARY"]): (int(str(event["SEQUENCE"])), str(event["STATUS"]))
        for event in calendar.walk("VEVENT")
    }


async def test_the_agenda_shows_gaps_in_order(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.send("/agenda")
    agenda = await alexey.screen()
    assert agenda.text == (
        "Моя программа\nЧетверг, 29 ноября\n\n"
        "🕘 07:30–07:55 · Трансфер в Фортецца-да-Бассо\n📍 Гостиница делегации, район Новоли\n\n"
        "🕘 08:00–08:40 · Регистрация и выдача бейджей\n📍 Павильон Спадолини, фойе\n\n"
        "🕘 08:45–09:05 · Совещание российской делегации\n📍 Павильон Спадолини, зал 2\n\n"
        "🕘 09:15–10:45 · Машиностроение и оборудование\n📍 Павильон Спадолини, зал 1\n\n"
        "🕘 10:45–11:00 · Кофе-пауза\n📍 Павильон Спадолини, фойе\n\n"
        "Свободно 11:00–12:30\n\n"
        "🕘 12:30–13:25 · Деловой обед\n📍 Павильон Каванилья\n\n"
        "🕘 13:30–14:25 · Пленарное заседание\n📍 Павильон Спадолини, зал 3\n\n"
        "🕘 14:30–18:30 · Meeting Point\n📍 Павильон Каванилья\n\n"
        "Свободно 18:30–19:00\n\n"
        "Время флорентийское."
    )
    assert agenda.rows[-4:] == [
        ["Пт, 30 нояб."],
        ["В календарь телефона", "Для печати"],
        ["Следующие ▶"],
        ["Меню"],
    ]


async def test_clashes_are_visible_on_both_sides(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.send("/tables")
    await alexey.screen()
    await alexey.press("Мода")
    await alexey.screen()
    await alexey.press("Записаться")
    await alexey.screen()
    await alexey.press("Всё равно записаться")
    await alexey.screen()
    await alexey.send("/agenda")
    lines = (await alexey.screen()).text.splitlines()
    assert "⚠️ Пересекается по времени: Мода" in lines
    assert "⚠️ Пересекается по времени: Машиностроение и оборудование" in lines


async def test_the_file_follows_what_one_joins_and_leaves(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send("/agenda")
    agenda = await giulia.screen()
    await giulia.press("Salva nel calendario")
    first = await events(giulia)
    assert giulia.last.message["document"]["file_name"] == "agenda-forum.ics"
    assert first["Riunione plenaria"] == (0, "CONFIRMED")
    assert "Energie pulite" not in first

    await giulia.send("/tables")
    await giulia.screen()
    await giulia.press("Energie pulite")
    table = await giulia.screen()
    await giulia.press("Iscriviti")
    await giulia.screen()
    await giulia.press_data(table, agenda.data("Salva nel calendario"))
    assert (await events(giulia))["Energie pulite"] == (0, "CONFIRMED")

    leave = table.data("Indietro").replace("t:0", f"jl:{table.data('Iscriviti').split(':')[1]}:t:1")
    await giulia.press_data(table, leave)
    await giulia.screen()
    await giulia.press_data(table, agenda.data("Salva nel calendario"))
    assert (await events(giulia))["Energie pulite"] == (1, "CANCELLED")


async def test_the_agenda_stays_on_its_message(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    menu = giulia.last
    await giulia.press("La mia agenda")
    assert (await giulia.screen()).id == menu.id
    await giulia.press("Ven 30 nov")
    friday = await giulia.screen()
    assert friday.id == menu.id
    assert friday.text.splitlines()[1] == "Venerdì 30 novembre"
