"""Company visits: the bus, the guide, the roll, in both languages and by several people at once."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
import csv
import shutil
from pathlib import Path

import pytest

from bot.demo.rehearsal import SAMPLE
from handlers.buttons import (
    BeginReturn,
    Button,
    CallMissing,
    DemandPapers,
    Join,
    MarkAboard,
    RemindOfPapers,
    SendGateList,
    ShowGate,
    ShowGuide,
    ShowMissing,
    ShowPassengers,
    ShowRoll,
    ShowSession,
)
from storage import meetings
from tests.support.hostile import change, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

RUDNEVA, BELLINI, SAVINA = "RU-RUDNEVA-2X6P", "IT-BELLINI-8T3C", "RU-SAVINA-5K9H"
"""The guides: of Nuovo Pignone and Malo; of Corti; of Frescobaldi."""

KOROLEVA, GROMOVA = "RU-KOROLEVA-4K9T", "RU-GROMOVA-4F9W"

CORTI_IT, CORTI_RU = "Corti: pelletteria", "Corti: кожгалантерея"

WAY_IT = (
    "Percorso\n"
    "🚌 08:45 partenza: Albergo della delegazione, Novoli\n"
    "   Davanti alla reception. L’accompagnatrice ha un cartello con il nome della visita.\n"
    "📍 09:05 Fortezza da Basso, ingresso di viale Strozzi\n"
    "   Sosta di cinque minuti per chi arriva da sé.\n"
    "📍 09:40 Corti, Scandicci\n"
    "   Punto indicativo: il centro di Scandicci. Il pullman arriva fino all’ingresso.\n"
    "🚌 12:15 rientro: Fortezza da Basso, ingresso di viale Strozzi\n"
    "   Chi prosegue per Malo resta al punto d’incontro."
)
WAY_RU = (
    "Маршрут\n"
    "🚌 08:45 отправление: Гостиница делегации, район Новоли\n"
    "   Сбор в холле гостиницы. У сопровождающей табличка с названием предприятия.\n"
    "📍 09:05 Фортецца-да-Бассо, вход с виале Строцци\n"
    "   Стоянка пять минут для тех, кто добирается самостоятельно.\n"
    "📍 09:40 Corti, Скандиччи\n"
    "   Точка на карте условная — центр Скандиччи. Автобус подъезжает к самому входу.\n"
    "🚌 12:15 возвращение: Фортецца-да-Бассо, вход с виале Строцци\n"
    "   Если Вы едете дальше в Malo, оставайтесь у места сбора."
)


async def says(person: Person, text: str) -> Screen:
    await person.send(text)
    return await person.screen()


async def opens(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def visit(person: Person, title: str) -> Screen:
    await says(person, "/visits")
    return await opens(person, title)


async def seat(stage: Stage, session: str, *people: str) -> None:
    """Seats, without anybody's pressing."""
    await change(
        stage,
        *(
            "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'seated' "
            f"FROM sessions, delegates WHERE sessions.code = '{session}' AND delegates.code = '{person}'"
            for person in people
        ),
    )


async def calls(stage: Stage) -> int:
    return await stage.value("SELECT count(*) FROM outbox WHERE kind = 'bus_leaves'")


async def a_meeting(stage: Stage, one: int, other: int) -> None:
    """Agreed at a time at which the bus to Corti is on its way."""
    async with stage.running.database.write() as tx:
        found = await meetings.add(
            tx,
            inviter_id=one,
            invitee_id=other,
            project_id=None,
            subject="",
            interpreted=False,
            now=stage.clock.now(),
        )
        await meetings.change(
            tx,
            found,
            state="agreed",
            awaits_id=None,
            starts="2018-11-30T08:00:00.000+00:00",
            ends="2018-11-30T08:20:00.000+00:00",
            table_number=3,
        )


async def test_a_visit_in_both_languages(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET audience = 'all' WHERE code = 'corti'")
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    shown = await visit(giulia, CORTI_IT)
    about = (
        "Dal pellame alla borsa finita, nel distretto fiorentino della pelletteria. Il gruppo è piccolo perché "
        f"i banchi di lavoro restano in funzione. Orari e posti illustrativi.\n\n{WAY_IT}"
    )
    head = (
        "Corti: pelletteria\nVisita aziendale\n🕘 domani, 30 novembre, 08:45–12:15\n📍 Corti, Scandicci\n\n"
    )
    assert shown.text == f"{head}8 posti liberi su 8\n\n{about}"
    assert shown.rows == [
        ["Iscriviti"],
        ["📍 08:45", "📍 09:05"],
        ["📍 09:40", "📍 12:15"],
        ["Indietro", "Menu"],
    ]
    assert (await opens(giulia, "Iscriviti")).text.startswith("⚠️ Un altro impegno alla stessa ora\n")
    await a_meeting(stage, 1, await number(stage, "delegates", "d23"))
    seated = await opens(giulia, "Iscriviti comunque")
    assert seated.text == (
        f"{head}7 posti liberi su 8\nLei ha un posto.\n\n"
        "⚠️ Si sovrappone a:\n"
        "🕘 09:00–09:20 · Incontro: Aleksei Shcherbakov, Volzhskie Stanki\n"
        "🕘 10:00–11:30 · Seminario: vendere in Russia\n\n"
        f"{about}\n\nGuida: Martina Bellini\n☎ +39 300 000 0046"
    )
    assert seated.rows == [["Lascia"], *shown.rows[1:3], ["☎ Martina Bellini"], ["Indietro", "Menu"]]

    await visit(alexey, CORTI_RU)
    assert (await opens(alexey, "Записаться")).text.startswith("⚠️ ")
    seated = await opens(alexey, "Всё равно записаться")
    assert seated.text == (
        "Corti: кожгалантерея\nПосещение предприятия\n🕘 завтра, 30 ноября, 08:45–12:15\n📍 Corti, Скандиччи\n\n"
        "Свободно 6 мест из 8\nВы записаны\n\n"
        "⚠️ Пересекается по времени:\n🕘 09:00–09:20 · Встреча: Джулия Бардацци, Тесситура Бизенцио\n\n"
        "Весь путь от кожи до готовой сумки во флорентийском округе кожгалантереи. Группа небольшая, чтобы не "
        f"мешать мастерам: они продолжают работать. Время и число мест указаны для примера.\n\n{WAY_RU}\n\n"
        "Гид: Мартина Беллини\n☎ +39 300 000 0046"
    )
    assert seated.rows[-2:] == [["☎ Мартина Беллини"], ["Назад", "Меню"]]


async def test_pins_for_every_stop_and_the_guides_card(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await seat(stage, "corti", "d23")
    screen = await visit(alexey, CORTI_RU)

    def pins(person: Person) -> list[dict[str, str]]:
        return [one.message["venue"] for one in person.from_bot if "venue" in one.message]

    places: list[dict[str, str]] = []
    for label in ("📍 08:45", "📍 09:05", "📍 09:40", "📍 12:15"):
        await alexey.press(label, on=screen)
        await alexey.until(lambda: len(pins(alexey)) == len(places) + 1)
        places.append(pins(alexey)[-1])
    assert [place["title"] for place in places] == [
        "Гостиница делегации, район Новоли",
        "Фортецца-да-Бассо, вход с виале Строцци",
        "Corti, Скандиччи",
        "Фортецца-да-Бассо, вход с виале Строцци",
    ]
    await alexey.press("☎ Мартина Беллини", on=screen)
    await alexey.until(lambda: "contact" in alexey.last.message)
    contact = alexey.last.message["contact"]
    assert (contact["first_name"], contact["phone_number"]) == ("Мартина Беллини", "+39 300 000 0046")


async def test_the_roll_in_russian(stage: Stage) -> None:
    daria, anna = await stage.arrive(RUDNEVA, "ru"), await stage.arrive(GROMOVA, "ru")
    await seat(stage, "nuovo-pignone", "d40", "d23", "d24")
    listed = await says(daria, "/visits")
    assert listed.text == (
        "Посещения предприятий\n"
        "Посещения, которые Вы ведёте. Откройте любое: там перекличка, список пассажиров и данные для пропуска.\n\n"
        "BHGE – Nuovo Pignone: машиностроение, нефть и газ\n🕘 завтра, 30 ноября, 08:30–12:00\nПассажиров: 3\n\n"
        "Malo: трикотаж\n🕘 завтра, 30 ноября, 13:30–16:45\nПассажиров: 0"
    )
    shown = await opens(daria, listed.rows[0][0])
    assert "\nВы ведёте это посещение\n\nНа месте перед отправлением: 0 из 3\n\n" in shown.text
    assert "Гид" not in shown.text
    assert shown.rows == [
        ["Перекличка", "Пассажиры"],
        ["Данные для пропуска"],
        ["📍 08:30", "📍 08:50"],
        ["📍 09:15", "📍 12:00"],
        ["Назад", "Меню"],
    ]
    roll = await opens(daria, "Перекличка")
    head = "Перекличка перед отправлением\nBHGE – Nuovo Pignone: машиностроение, нефть и газ\n\n"
    how = "Нажимайте на имя каждого, кто на месте: появится ✓. Повторное нажатие снимает отметку."
    assert roll.text == f"{head}На месте перед отправлением: 0 из 3\n{how}"
    assert roll.rows == [
        ["Анна Громова"],
        ["Наталья Королёва"],
        ["Алексей Щербаков"],
        ["Отсутствуют: 3"],
        ["Возвращение", "Обновить"],
        ["Назад", "Меню"],
    ]
    roll = await opens(daria, "Алексей Щербаков")
    assert roll.text == f"{head}На месте перед отправлением: 1 из 3\n{how}"
    assert roll.rows[2:4] == [["✓ Алексей Щербаков"], ["Отсутствуют: 2"]]

    early = await opens(daria, "Отсутствуют: 2")
    assert early.text.endswith(
        "\n\nВ день посещения, за три часа до начала, здесь можно будет сообщить отсутствующим об отправлении."
    )
    assert early.rows == [["Назад", "Меню"]]
    await stage.at("2018-11-30T08:44")
    await opens(daria, "Назад")
    missing = await opens(daria, "Отсутствуют: 2")
    assert missing.text == (
        f"{head}Отсутствуют: 2\n\n"
        "👤 Анна Громова, Обувная фабрика «Северный шаг»\n☎ +7 000 000 0040\n\n"
        "👤 Наталья Королёва, Министерство экономического развития РФ\n☎ +7 000 000 0024\n"
        "Ботом не пользуется: нужно позвонить\n\n"
        "Можно сообщить отсутствующим, что отправление через 5 минут. Выберите, откуда."
    )
    assert missing.rows == [
        ["🚌 08:30 Гостиница делегации, район Новоли"],
        ["🚌 08:50 Фортецца-да-Бассо, вход с виале Строцци"],
        ["🚌 09:15 Nuovo Pignone, виа Феличе Маттеуччи, 2, Флоренция"],
        ["Назад", "Меню"],
    ]
    called = await opens(daria, "🚌 08:50 Фортецца-да-Бассо, вход с виале Строцци")
    assert await daria.alert() == "Сообщение отправлено. Получателей: 1."
    assert called.text == (
        f"{head}На месте перед отправлением: 1 из 3\n{how}\nПоследнее сообщение отсутствующим отправлено в 08:44."
    )
    await anna.until(lambda: "Отправление" in anna.last.text)
    notice = anna.last
    assert notice.text == (
        "🚌 Отправление через 5 минут: Фортецца-да-Бассо, вход с виале Строцци\n"
        "BHGE – Nuovo Pignone: машиностроение, нефть и газ\n🕘 Отправление в 08:49. Вас ждут.\n\n"
        "Гид: Дарья Руднева\n☎ +39 300 000 0045"
    )
    assert notice.rows == [["📍 На карте", "Открыть"]]
    await anna.press("📍 На карте", on=notice)
    await anna.until(lambda: "venue" in anna.last.message)
    assert anna.last.message["venue"]["title"] == "Фортецца-да-Бассо, вход с виале Строцци"

    await daria.press_data(called, missing.data("🚌 08:50 Фортецца-да-Бассо, вход с виале Строцци"))
    assert await daria.alert() == "Сообщение уже отправлено меньше минуты назад."
    assert await calls(stage) == 1


async def test_the_roll_in_italian_the_way_back_and_an_organiser_who_ticks_too(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET audience = 'all' WHERE code = 'corti'")
    martina, beatrice = await stage.arrive(BELLINI, "it"), await stage.arrive(LOMBARDI, "it")
    giulia = await stage.arrive(BARDAZZI, "it")
    await seat(stage, "corti", "d01", "d23", "d02")
    listed = await says(martina, "/visits")
    assert listed.text == (
        "Visite aziendali\n"
        "Le visite che Lei guida. Ne apra una per l’appello, i passeggeri e i dati per l’ingresso.\n\n"
        "Corti: pelletteria\n🕘 domani, 30 novembre, 08:45–12:15\nPasseggeri: 3"
    )
    await opens(martina, CORTI_IT)
    assert (await opens(martina, "Passeggeri")).text == (
        "Passeggeri: 3\nCorti: pelletteria\n\n👤 Giulia Bardazzi, Tessitura Bisenzio\n"
        "👤 Antonio Franceschini, CNA\n👤 Aleksei Shcherbakov, Volzhskie Stanki"
    )
    hers = await opens(martina, "Appello")
    his = await visit(beatrice, CORTI_IT)
    assert his.rows[:3] == [["Iscriviti"], ["Appello", "Passeggeri"], ["Dati per l’ingresso"]]
    his = await opens(beatrice, "Appello")
    assert hers.text == his.text
    # Both tick at once, Giulia twice: what either does stands, and shows at the next look.
    await asyncio.gather(
        *(
            pressing(stage, who, screen.data("Giulia Bardazzi"))
            for who, screen in ((martina, hers), (beatrice, his))
        )
    )
    await pressing(stage, beatrice, his.data("Antonio Franceschini"))
    assert (await opens(martina, "Aggiorna")).rows == [
        ["✓ Giulia Bardazzi"],
        ["✓ Antonio Franceschini"],
        ["Aleksei Shcherbakov"],
        ["Chi manca (1)"],
        ["Al rientro", "Aggiorna"],
        ["Indietro", "Menu"],
    ]
    await pressing(stage, martina, martina.last.data("✓ Antonio Franceschini"))
    assert (await opens(beatrice, "Aggiorna")).rows[1] == ["Antonio Franceschini"]

    back = await opens(martina, "Al rientro")
    head = "Appello al rientro\nCorti: pelletteria\n\n"
    how = "Tocchi il nome di chi è arrivato: ✓ vuol dire presente. Un secondo tocco toglie il segno."
    stayed = (
        "Senza segno alla partenza, perciò non contati al rientro: Antonio Franceschini, Aleksei Shcherbakov"
    )
    assert back.text == f"{head}Presenti al rientro: 0 di 1\n{how}\n{stayed}"
    await stage.at("2018-11-30T08:40")
    missing = await opens(martina, "Chi manca (1)")
    assert missing.text == (
        f"{head}Mancano all’appello: 1\n\n👤 Giulia Bardazzi, Tessitura Bisenzio\n☎ +39 300 000 0001\n\n"
        "Può avvisare chi manca che si parte fra 5 minuti. Scelga da dove."
    )
    assert missing.rows == [
        ["🚌 09:40 Corti, Scandicci"],
        ["🚌 09:05 Fortezza da Basso, ingresso di viale Strozzi"],
        ["Indietro", "Menu"],
    ]
    await opens(martina, "🚌 09:40 Corti, Scandicci")
    await giulia.until(lambda: "Si parte" in giulia.last.text)
    assert giulia.last.text == (
        "🚌 Si parte fra 5 minuti: Corti, Scandicci\nCorti: pelletteria\n🕘 Partenza alle 08:45. La aspettiamo.\n\n"
        "Guida: Martina Bellini\n☎ +39 300 000 0046"
    )
    there = await opens(martina, "Giulia Bardazzi")
    assert there.text == f"{head}Presenti al rientro: 1 di 1\nCi sono tutti.\n{stayed}"
    assert not any(label.startswith("Chi manca") for label in there.labels)
    out = await opens(martina, "Alla partenza")
    assert out.rows[0] == ["✓ Giulia Bardazzi"]


async def test_a_call_goes_out_in_quiet_hours(stage: Stage) -> None:
    daria, anna = await stage.arrive(RUDNEVA, "ru"), await stage.arrive(GROMOVA, "ru")
    await seat(stage, "malo", "d40")
    await change(stage, "UPDATE forum SET quiet_from = '13:00', quiet_until = '15:00'")
    await stage.at("2018-11-30T13:20")
    await pressing(stage, daria, CallMissing(await number(stage, "sessions", "malo"), "out", "1"))
    await stage.at("2018-11-30T13:21")
    assert anna.last.text.startswith("🚌 Отправление через 5 минут: Фортецца-да-Бассо")


async def test_who_came_aboard_meanwhile_is_not_called(stage: Stage) -> None:
    await stage.at("2018-11-30T13:20")
    daria, anna = await stage.arrive(RUDNEVA, "ru"), await stage.arrive(GROMOVA, "ru")
    await seat(stage, "malo", "d40")
    malo, person = await number(stage, "sessions", "malo"), await number(stage, "delegates", "d40")
    await anna.block()
    await stage.becomes("SELECT count(*) FROM accounts WHERE reachable = 0", 1)
    await change(stage, "UPDATE accounts SET reachable = 1")
    await pressing(stage, daria, CallMissing(malo, "out", "1"))
    await stage.becomes("SELECT count(*) FROM outbox WHERE kind = 'bus_leaves' AND state = 'unreachable'", 1)
    await pressing(stage, daria, MarkAboard(malo, "out", person, aboard=True))
    await anna.unblock()
    await stage.becomes("SELECT count(*) FROM outbox WHERE kind = 'bus_leaves' AND state = 'failed'", 1)
    assert not any("Отправление" in one.text for one in anna.from_bot)


async def test_joining_closes_when_the_bus_has_left(stage: Stage) -> None:
    alexey, daria = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(RUDNEVA, "ru")
    shown = await visit(alexey, "Malo: трикотаж")
    await stage.at("2018-11-30T13:30")
    malo = await number(stage, "sessions", "malo")
    answer = await pressing(stage, alexey, Join(malo, "v", despite_clash=True))
    assert answer.toast == "Автобус уже отправился: записаться нельзя."
    assert "\n\nАвтобус уже отправился: запись закрыта.\n\n" in answer.text
    assert not alexey.last.has("Записаться")
    assert shown.has("Записаться")
    answer = await pressing(stage, daria, Join(malo, "v", despite_clash=True))
    assert answer.toast == "Гиду место не нужно: оно остаётся пассажирам."
    assert await stage.value(f"SELECT count(*) FROM seats WHERE session_id = {malo}") == 0


async def test_a_visit_without_stops(stage: Stage) -> None:
    await change(stage, "DELETE FROM stops WHERE session_id = (SELECT id FROM sessions WHERE code = 'malo')")
    alexey, daria = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(RUDNEVA, "ru")
    shown = await visit(alexey, "Malo: трикотаж")
    assert "Маршрут" not in shown.text
    assert shown.rows == [["Записаться"], ["📍 На карте"], ["Назад", "Меню"]]
    await opens(alexey, "Записаться")
    await stage.at("2018-11-30T13:25")
    await visit(daria, "Malo: трикотаж")
    await opens(daria, "Перекличка")
    missing = await opens(daria, "Отсутствуют: 1")
    assert missing.rows == [["🚌 Malo, Кампи-Бизенцио"], ["Назад", "Меню"]]
    await opens(daria, "🚌 Malo, Кампи-Бизенцио")
    await alexey.until(lambda: "Отправление" in alexey.last.text)
    assert alexey.last.text == (
        "🚌 Отправление через 5 минут: Malo, Кампи-Бизенцио\nMalo: трикотаж\n🕘 Отправление в 13:30. Вас ждут.\n\n"
        "Гид: Дарья Руднева\n☎ +39 300 000 0045"
    )
    await alexey.press("📍 На карте")
    await alexey.until(lambda: "venue" in alexey.last.message)
    await stage.at("2018-11-30T13:30")
    answer = await pressing(stage, alexey, ShowSession(await number(stage, "sessions", "malo"), "v"))
    assert "Посещение уже началось: запись закрыта." in answer.text
    await nothing_failed(stage)


async def test_a_visit_with_very_many_stops_fits_into_a_message(stage: Stage) -> None:
    await change(
        stage,
        "DELETE FROM stops WHERE session_id = (SELECT id FROM sessions WHERE code = 'malo')",
        *(
            "INSERT INTO stops (session_id, position, kind, place_it, place_ru, at, latitude, longitude, note_it, "
            f"note_ru) SELECT id, {place}, 'stop', '{'L' * 200}', '{'П' * 200}', starts, 43, 11, '{'n' * 500}', "
            f"'{'з' * 500}' FROM sessions WHERE code = 'malo'"
            for place in range(80)
        ),
        f"UPDATE sessions SET description_ru = '{'о' * 2000}', title_ru = '{'т' * 200}' WHERE code = 'malo'",
    )
    alexey, daria = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(RUDNEVA, "ru")
    malo = await number(stage, "sessions", "malo")
    for button in (Join(malo, "v"), ShowRoll(malo), ShowMissing(malo, "out"), ShowSession(malo, "v")):
        for person in (alexey, daria):
            await pressing(stage, person, button)
    await nothing_failed(stage)


async def test_namesakes_are_told_apart(stage: Stage) -> None:
    await change(stage, "UPDATE delegates SET name = 'Алексей Щербаков' WHERE code = 'd40'")
    await seat(stage, "malo", "d40", "d23")
    daria = await stage.arrive(RUDNEVA, "ru")
    await pressing(stage, daria, ShowRoll(await number(stage, "sessions", "malo")))
    assert sorted(daria.last.labels[:2]) == [
        "Алексей Щербаков, ООО «Волжские станки»",
        "Алексей Щербаков, Обувная фабрика «Северный шаг»",
    ]


@pytest.mark.parametrize("who", [SHCHERBAKOV, SAVINA], ids=["a passenger", "the guide of another visit"])
async def test_forged_buttons_of_a_guide_change_nothing_and_show_nothing(stage: Stage, who: str) -> None:
    await seat(stage, "corti", "d23", "d40")
    person = await stage.arrive(who, "ru")
    corti, other = await number(stage, "sessions", "corti"), await number(stage, "delegates", "d40")
    buttons: list[Button] = [
        ShowPassengers(corti),
        ShowRoll(corti),
        ShowRoll(corti, "back", 1),
        ShowRoll(corti, "x" * 40),
        MarkAboard(corti, "out", other, aboard=True),
        MarkAboard(corti, "x" * 30, other, aboard=True),
        BeginReturn(corti),
        ShowMissing(corti, "out"),
        ShowMissing(corti, "x" * 40),
        CallMissing(corti, "out", "1"),
        CallMissing(corti, "out", "x" * 40),
        ShowGate(corti),
        DemandPapers(corti, demanded=True),
        DemandPapers(corti, demanded=False),
        DemandPapers(corti, demanded=False, sure=True),
        RemindOfPapers(corti),
        SendGateList(corti),
        ShowRoll(999),
        SendGateList(await number(stage, "sessions", "moda")),
    ]
    for button in buttons:
        answer = await pressing(stage, person, button)
        assert answer.toast == "Это доступно только гиду посещения и организаторам.", button
        assert "Громова" not in answer.text
    for table in ("rolls", "aboard", "gates"):
        assert await stage.count(table) == 0
    assert await calls(stage) == 0
    await nothing_failed(stage)


async def test_a_guides_telephone_is_for_those_with_a_seat(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    corti, guide = await number(stage, "sessions", "corti"), await number(stage, "delegates", "g02")
    shown = await pressing(stage, alexey, ShowSession(corti, "v"))
    assert "0046" not in shown.text
    for button in (ShowGuide(corti, guide), ShowGuide(corti, 1), ShowGuide(999, guide)):
        assert (
            await pressing(stage, alexey, button)
        ).toast == "Это больше недоступно. Вернитесь в меню: /start"
    await change(
        stage,
        f"UPDATE sessions SET capacity = 0 WHERE id = {corti}",
        f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({corti}, 23, 'waiting')",
    )
    assert "0046" not in (await pressing(stage, alexey, ShowSession(corti, "v"))).text
    assert not any("contact" in one.message for one in alexey.from_bot)


async def test_a_passenger_who_leaves_is_off_the_roll_at_once(stage: Stage) -> None:
    await seat(stage, "malo", "d40")
    daria, anna = await stage.arrive(RUDNEVA, "ru"), await stage.arrive(GROMOVA, "ru")
    malo, person = await number(stage, "sessions", "malo"), await number(stage, "delegates", "d40")
    await pressing(stage, daria, ShowRoll(malo))
    old = daria.last.data("Анна Громова")
    await visit(anna, "Malo: трикотаж")
    await opens(anna, "Выйти")
    await opens(anna, "Выйти")
    answer = await pressing(stage, daria, old)
    assert answer.toast == "Этот человек больше не записан на посещение."
    assert answer.text.endswith("На месте перед отправлением: 0 из 0\nНа это посещение никто не записан.")
    assert person not in [one for one in [await stage.value("SELECT delegate_id FROM aboard")] if one]


async def test_guides_come_with_the_workbook_and_go_with_it(stage: Stage, tmp_path: Path) -> None:
    olga = await stage.arrive(SAVINA, "ru")
    frescobaldi, corti = "Marchesi Frescobaldi: вино", "Corti: кожгалантерея"
    assert (await says(olga, "/visits")).labels == [frescobaldi, "Меню"]
    await stage.load(forum_with(tmp_path / "both", "g03", tables="frescobaldi,corti"))
    assert (await says(olga, "/visits")).labels == [corti, frescobaldi, "Меню"]
    await stage.load(forum_with(tmp_path / "all", "g03", tables=""))
    assert len((await says(olga, "/visits")).labels) == 5
    await stage.load(forum_with(tmp_path / "delegate", "g03", tables="", role="delegate"))
    assert (await says(olga, "/visits")).text.startswith(
        "Посещения предприятий\nВыберите посещение, чтобы увидеть маршрут и записаться.\n"
    )
    answer = await pressing(stage, olga, ShowRoll(await number(stage, "sessions", "corti")))
    assert answer.toast == "Это доступно только гиду посещения и организаторам."


async def test_whoever_becomes_a_guide_gives_their_seats_on_visits_back(stage: Stage, tmp_path: Path) -> None:
    anna = await stage.arrive(GROMOVA, "ru")
    await change(stage, "UPDATE sessions SET capacity = 1 WHERE code = 'malo'")
    await seat(stage, "malo", "d23")
    malo = await number(stage, "sessions", "malo")
    await change(
        stage,
        "INSERT INTO seats (session_id, delegate_id, state) SELECT "
        f"{malo}, id, 'waiting' FROM delegates WHERE code = 'd40'",
    )
    await stage.load(forum_with(tmp_path / "guide", "d23", role="guide", tables="meccanica,malo"))
    await anna.until(lambda: "Место за Вами" in anna.last.text)
    assert await stage.texts(
        "SELECT delegates.code FROM seats JOIN delegates ON delegates.id = delegate_id "
        f"WHERE session_id = {malo} AND state = 'seated'"
    ) == ["d40"]
    assert await stage.texts(
        "SELECT delegates.code FROM guides JOIN delegates ON delegates.id = delegate_id "
        f"WHERE session_id = {malo} ORDER BY 1"
    ) == ["d23", "g01"]


def forum_with(folder: Path, code: str, **changed: str) -> Path:
    """The sample forum with other cells in one row of its sheet `delegates`."""
    shutil.copytree(SAMPLE, folder)
    path = folder / "delegates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["code"] == code:
            row.update(changed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder
