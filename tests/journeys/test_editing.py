"""An organiser changes the programme in the chat: what it does is shown first, then done, then told."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from forum.desk import Desk
from forum.workbook import export
from handlers.buttons import (
    Dismiss,
    EditSession,
    MoveSession,
    Organise,
    Release,
    SetCancelled,
    SetCapacity,
    SetPlace,
    ShowCancelled,
    ShowChange,
    ShowChanges,
    ShowSession,
    WriteCapacity,
    WritePlace,
)
from tests.journeys.test_agenda_meetings import ROSSI, Hall
from tests.journeys.test_changes import later, organisers, since
from tests.support.hostile import an_organiser_by_number, change, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, MOROZOVA, SHCHERBAKOV, Stage

HEAD = "Мода\n🕘 сегодня, 29 ноября, 09:15–10:45\n📍 Павильон Спадолини, зал 2\nМест: 12"
PEOPLE = "Получатели: 11 человек (итальянская делегация: 7, российская: 4)"
LATER = "Программа изменится сразу; участники узнают об этом, когда Вы подтвердите рассылку."


async def editing(stage: Stage, person: Person, code: str = "moda") -> Screen:
    """The screen on which a session is changed."""
    await person.press_data(person.last, EditSession(await number(stage, "sessions", code)).pack())
    return await person.screen()


async def press(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def release(person: Person) -> None:
    """Press the key that sends, whatever number it bears."""
    (label,) = [one for one in person.last.labels if one.startswith(("Invia ora", "Отправить сейчас"))]
    await person.press(label, on=person.last)
    await person.screen()


async def test_a_table_is_delayed(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await ksenia.send("/tables")
    await ksenia.screen()
    table = await press(ksenia, "Мода")
    assert table.rows[-2:] == [["Изменить"], ["Назад", "Меню"]]
    shown = await press(ksenia, "Изменить")
    assert shown.text == HEAD
    assert shown.rows == [
        ["Время", "Окончание"],
        ["Место", "Название"],
        ["Число мест"],
        ["Отменить", "Журнал"],
        ["Назад", "Меню"],
    ]
    times = await press(ksenia, "Время")
    assert times.text == (
        f"{HEAD}\n\n"
        "Во сколько начать? Продолжительность не изменится, остановки посещения сдвинутся вместе с ним.\n"
        "Время можно и написать, например 15:20."
    )
    assert times.rows == [
        ["09:20 (+5 мин)", "09:10 (−5 мин)"],
        ["09:25 (+10 мин)", "09:05 (−10 мин)"],
        ["09:30 (+15 мин)", "09:00 (−15 мин)"],
        ["09:45 (+30 мин)", "08:45 (−30 мин)"],
        ["10:15 (+60 мин)"],
        ["Назад", "Меню"],
    ]
    trial = await press(ksenia, "09:30 (+15 мин)")
    assert trial.text == (
        "Мода\n🕘 09:15–10:45 → сегодня, 29 ноября, 09:30–11:00\n📍 Павильон Спадолини, зал 2\n\n"
        f"{PEOPLE}\n\n{LATER}"
    )
    assert trial.rows == [["Применить"], ["Назад", "Меню"]]
    assert (
        await stage.text("SELECT starts FROM sessions WHERE code = 'moda'") == "2018-11-29T08:15:00.000+00:00"
    )
    done = await press(ksenia, "Применить")
    assert await ksenia.alert() == "Программа обновлена."
    assert done.text.startswith(
        "Мода\n🕘 09:15–10:45 → сегодня, 29 ноября, 09:30–11:00\n📍 Павильон Спадолини, зал 2\n\n"
        f"{PEOPLE}\n👤 Антонио Франческини, CNA\n"
    )
    assert done.rows == [
        ["Изменить"],
        ["Отправить сейчас (11)"],
        ["Не сообщать"],
        ["Вернуть как было"],
        ["Назад", "Меню"],
    ]
    assert (
        await stage.text("SELECT starts FROM sessions WHERE code = 'moda'") == "2018-11-29T08:30:00.000+00:00"
    )
    await ksenia.send("/organise")
    assert (await ksenia.screen()).text == "Организация\n\n1 изменение программы ждёт рассылки"
    assert "Изменения (1)" in ksenia.last.labels


async def test_what_is_not_released_is_called_to_mind_once(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    await editing(stage, ksenia)
    await press(ksenia, "Время")
    await press(ksenia, "09:30 (+15 мин)")
    await press(ksenia, "Применить")
    counts = [len(beatrice.from_bot), len(ksenia.from_bot)]
    await later(stage, 1)
    assert since(beatrice, counts[0]) == []
    await later(stage, 2)
    assert since(beatrice, counts[0]) == [
        "1 modifica del programma da comunicare\nDa avvisare: 11 persone (delegazione italiana: 7, russa: 4)"
    ]
    assert len(since(ksenia, counts[1])) == 1
    await later(stage, 30)
    assert len(since(beatrice, counts[0])) == 1


async def test_what_is_released_at_once_is_called_to_mind_by_nobody(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    await editing(stage, ksenia)
    await press(ksenia, "Время")
    await press(ksenia, "09:30 (+15 мин)")
    await press(ksenia, "Применить")
    await release(ksenia)
    count = len(beatrice.from_bot)
    await later(stage)
    assert since(beatrice, count) == []


async def test_another_place_is_typed_in_both_languages(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await editing(stage, ksenia)
    asked = await press(ksenia, "Место")
    assert asked.text == (
        f"{HEAD}\n\nНапишите новое место проведения по-русски.\nСейчас: Павильон Спадолини, зал 2"
    )
    await ksenia.send("  Двор,\nпод деревом ")
    asked = await ksenia.screen()
    assert asked.text == (
        f"{HEAD}\n\nНапишите новое место проведения по-итальянски.\nСейчас: Padiglione Spadolini, sala 2"
    )
    assert asked.rows == [["Оставить как есть"], ["Назад", "Меню"]]
    await ksenia.send("Cortile, <sotto> l'albero")
    trial = await ksenia.screen()
    assert trial.text == (
        "Мода\n🕘 сегодня, 29 ноября, 09:15–10:45\n📍 Павильон Спадолини, зал 2 → Двор, под деревом\n\n"
        f"{PEOPLE}\n\n{LATER}"
    )
    await press(ksenia, "Применить")
    places = "SELECT place_it || ' / ' || place_ru FROM sessions WHERE code = 'moda'"
    assert await stage.text(places) == "Cortile, <sotto> l'albero / Двор, под деревом"

    await editing(stage, ksenia)
    await press(ksenia, "Место")
    await ksenia.send("Фойе")
    await ksenia.screen()
    assert "📍 Павильон Спадолини, зал 2 → Фойе\n" in (await press(ksenia, "Оставить как есть")).text
    await press(ksenia, "Применить")
    assert await stage.text(places) == "Cortile, <sotto> l'albero / Фойе"
    await nothing_failed(stage)


async def test_a_place_too_long_or_empty_is_asked_for_again(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice)
    await press(beatrice, "Luogo")
    await beatrice.send("x" * 201)
    asked = await beatrice.screen()
    assert asked.text.startswith("Testo troppo lungo: 201 caratteri, il massimo è 200.")
    assert "Scriva il nuovo luogo in italiano.\nAdesso: Padiglione Spadolini, sala 2" in asked.text
    await beatrice.send("\u200b")
    assert (await beatrice.screen()).text.startswith("Manca la risposta: la scriva come testo.")
    await beatrice.send("Cortile")
    assert "Scriva il nuovo luogo in russo." in (await beatrice.screen()).text
    await press(beatrice, "Menu")
    await beatrice.send("Двор")
    assert "Двор" not in (await beatrice.screen()).text
    assert await stage.count("session_changes") == 0


async def test_fewer_seats_and_no_limit(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice)
    asked = await press(beatrice, "Posti")
    assert asked.text.endswith("Scriva il numero dei posti. Chi ha già un posto non lo perde.")
    assert asked.rows == [["Senza limite"], ["Indietro", "Menu"]]
    await beatrice.send("dodici")
    assert (await beatrice.screen()).text.startswith(
        "Scriva solo il numero dei posti, da 0 a 999999.\n\nModa\n"
    )
    await beatrice.send("5")
    trial = await beatrice.screen()
    assert trial.text == (
        "Moda\n🕘 oggi, 29 novembre, 09:15–10:45\n📍 Padiglione Spadolini, sala 2\nPosti: 12 → 5\n\n"
        "Nessuno da avvisare\n⚠️ Più iscritti che posti: 11 su 5"
    )
    done = await press(beatrice, "Applica")
    assert await beatrice.alert() == "Programma aggiornato."
    assert done.text == "Moda\n🕘 oggi, 29 novembre, 09:15–10:45\n📍 Padiglione Spadolini, sala 2\nPosti: 5"
    await press(beatrice, "Posti")
    trial = await press(beatrice, "Senza limite")
    assert "Posti: 12 → senza limite\n\nNessuno da avvisare" in trial.text
    await press(beatrice, "Applica")
    assert await stage.value("SELECT count(*) FROM sessions WHERE code = 'moda' AND capacity IS NULL") == 1


async def test_more_seats_go_to_the_waiting_list_at_once(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    person = await stage.arrive(await stage.text("SELECT invitation FROM delegates WHERE code = 'd39'"), "ru")
    await editing(stage, beatrice, "oil-gas")
    await press(beatrice, "Posti")
    await beatrice.send("50")
    assert "Dalla lista d’attesa: 1 posto assegnato" in (await beatrice.screen()).text
    await press(beatrice, "Applica")
    await person.until(lambda: "освободилось" in person.last.text)


async def test_a_session_is_cancelled_and_put_back(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    await editing(stage, beatrice, "meccanica")
    trial = await press(beatrice, "Annullamento")
    assert trial.text == (
        "Meccanica strumentale\n⚠️ Appuntamento annullato\n🕘 oggi, 29 novembre, 09:15–10:45\n"
        "📍 Padiglione Spadolini, sala 1\n\n"
        "Da avvisare: 13 persone (delegazione italiana: 7, russa: 6)\n\n"
        "Il programma cambia subito; gli interessati saranno avvisati quando Lei darà conferma."
    )
    await press(beatrice, "Applica")
    await release(beatrice)
    await later(stage)
    assert since(alexey, count) == [
        (
            "Мероприятие отменено: Машиностроение и оборудование\n🕘 четверг, 29 ноября, 09:15–10:45\n"
            "В Вашей программе его больше нет."
        )
    ]
    await alexey.send("/agenda")
    assert "Машиностроение" not in (await alexey.screen()).text

    await ksenia.send("/organise")
    assert "Отменённые (1)" in (await ksenia.screen()).labels
    listed = await press(ksenia, "Отменённые (1)")
    assert listed.text == (
        "Отменённые мероприятия\n\nМашиностроение и оборудование\n🕘 сегодня, 29 ноября, 09:15–10:45"
    )
    await press(ksenia, "Машиностроение и оборудование")
    await press(ksenia, "Изменить")
    assert "\nСнова в программе\n" in (await press(ksenia, "Вернуть в программу")).text
    await press(ksenia, "Применить")
    await release(ksenia)
    count = len(alexey.from_bot)
    await later(stage)
    assert since(alexey, count) == [
        (
            "Снова в программе: Машиностроение и оборудование\n🕘 четверг, 29 ноября, 09:15–10:45\n"
            "📍 Павильон Спадолини, зал 1"
        )
    ]


async def test_what_was_changed_back_is_told_to_nobody(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice)
    await press(beatrice, "Annullamento")
    await press(beatrice, "Applica")
    await press(beatrice, "Modifica")
    trial = await press(beatrice, "Ripristino")
    assert trial.text == "Tutto torna come già comunicato: non occorre avvisare nessuno."
    back = await press(beatrice, "Applica")
    assert back.text == "Moda\n🕘 oggi, 29 novembre, 09:15–10:45\n📍 Padiglione Spadolini, sala 2\nPosti: 12"
    await beatrice.send("/organise")
    assert (await beatrice.screen()).text == "Organizzazione\n\nNulla in sospeso."


async def test_a_time_that_has_passed_meanwhile_is_refused(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    for person, label in ((beatrice, "Orario"), (ksenia, "Время")):
        await editing(stage, person)
        await press(person, label)
    trial = await press(ksenia, "08:45 (−30 мин)")
    await stage.at("2018-11-29 08:50")
    await ksenia.press("Применить", on=trial)
    # Asked again: another time may do.
    asked = await ksenia.screen()
    assert asked.text.startswith(f"{HEAD}\n\nВо сколько начать?")
    assert await ksenia.alert() == "Это время уже прошло: программа не изменена."
    await ksenia.send("9:40")
    assert "🕘 09:15–10:45 → сегодня, 29 ноября, 09:40–11:10" in (await ksenia.screen()).text
    await beatrice.press("08:45 (−30 min)")
    await beatrice.screen()
    assert await beatrice.alert() == "Quell’orario è già passato: il programma non è stato modificato."
    assert await stage.count("session_changes") == 0
    await stage.at("2018-11-29 10:45")
    await beatrice.send("/organise")
    await beatrice.screen()
    await editing(stage, beatrice)
    await beatrice.press("Annullamento")
    assert await beatrice.alert() == "L’appuntamento è già concluso: non si può più modificare."
    await beatrice.press_data(beatrice.last, ShowSession(await number(stage, "sessions", "moda")).pack())
    assert "Modifica" not in (await beatrice.screen()).labels


async def test_a_session_may_go_on_over_midnight_but_not_out_of_the_forum(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await change(
        stage,
        "UPDATE sessions SET starts = '2018-11-29T22:30:00.000+00:00', ends = '2018-11-29T23:10:00.000+00:00' "
        "WHERE code = 'bus-out'",
        "UPDATE sessions SET ends = '2018-11-30T18:20:00.000+00:00' WHERE code = 'bus-airport'",
        "DELETE FROM session_changes",
    )
    await editing(stage, beatrice, "bus-out")
    await press(beatrice, "Orario")
    trial = await press(beatrice, "00:30 (+60 min)")
    assert "🕘 29 novembre, 23:30–00:10 → domani, 30 novembre, 00:30–01:10" in trial.text
    await editing(stage, beatrice, "bus-airport")
    await press(beatrice, "Orario")
    await beatrice.press_data(
        beatrice.last, next(beatrice.last.data(one) for one in beatrice.last.labels if "+15" in one)
    )
    assert await beatrice.alert() == (
        "Quell’orario è fuori dalle date del forum: il programma non è stato modificato."
    )


async def test_the_second_of_two_organisers_sees_what_the_first_did(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    for person, keys in ((beatrice, ("Orario", "09:30 (+15 min)")), (ksenia, ("Время", "09:45 (+30 мин)"))):
        await editing(stage, person)
        for key in keys:
            await press(person, key)
    await asyncio.gather(beatrice.press("Applica"), ksenia.press("Применить"))
    said = await asyncio.gather(beatrice.alert(), ksenia.alert())
    first = said.index("Programma aggiornato.") if "Programma aggiornato." in said else 1
    starts, words = [("09:30", said[1]), ("09:45", said[0])][first]
    assert (
        words
        == (
            "За это время мероприятие изменили: показан текущий вариант.",
            "Nel frattempo l’appuntamento è stato modificato: ecco com’è adesso.",
        )[first]
    )
    other = (ksenia, beatrice)[first]
    assert f", {starts}–" in (await other.screen()).text
    assert await stage.count("session_changes") == 1


async def test_what_was_changed_in_the_chat_comes_back_from_an_export(stage: Stage, tmp_path: Path) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice, "malo")
    await press(beatrice, "Orario")
    await press(beatrice, "13:20 (−10 min)")
    await press(beatrice, "Applica")
    await editing(stage, beatrice, "malo")
    await press(beatrice, "Luogo")
    await beatrice.send("Atrio\t\x85\u202e=1+1")
    await beatrice.screen()
    await press(beatrice, "Lascia com’è")
    await press(beatrice, "Applica")
    assert await stage.text("SELECT place_it FROM sessions WHERE code = 'malo'") == "Atrio =1+1"
    await export(Desk(stage.running.database, stage.clock.now), tmp_path / "forum")
    before = await stage.texts("SELECT face FROM session_faces")
    changes = await stage.load(tmp_path / "forum")
    assert changes.rows == ()
    assert await stage.texts("SELECT face FROM session_faces") == before


async def test_pressed_twice_it_is_done_once(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice)
    await press(beatrice, "Orario")
    trial = await press(beatrice, "09:30 (+15 min)")
    for _ in range(3):
        await beatrice.press("Applica", on=trial)
        assert await beatrice.alert() == "Programma aggiornato."
    assert (
        await stage.text("SELECT starts FROM sessions WHERE code = 'moda'") == "2018-11-29T08:30:00.000+00:00"
    )


async def test_both_sides_of_a_meeting_that_has_become_impossible(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    meeting = await Hall(stage).agreed("d05", "d23", "15:30")
    await change(stage, "DELETE FROM seats WHERE delegate_id = (SELECT id FROM delegates WHERE code = 'd05')")
    alexey, marco = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(ROSSI, "it")
    await change(
        stage,
        "UPDATE sessions SET starts = '2018-11-29T13:30:00.000+00:00', ends = '2018-11-29T14:20:00.000+00:00' "
        "WHERE code = 'meccanica'",
        "DELETE FROM session_changes",
    )
    await editing(stage, ksenia, "meccanica")
    await press(ksenia, "Время")
    trial = await press(ksenia, "14:45 (+15 мин)")
    assert "⚠️ 1 двусторонняя встреча в то же время\n" in trial.text
    await press(ksenia, "Применить")
    assert "🕘 15:30–15:50 · Алексей Щербаков, Марко Росси\n" in ksenia.last.text
    counts = len(alexey.from_bot), len(marco.from_bot)
    await release(ksenia)
    await later(stage)
    assert since(alexey, counts[0]) == [
        (
            "Новое время: Машиностроение и оборудование\n"
            "🕘 четверг, 29 ноября, 14:45–15:35 (раньше: 14:30–15:20)\n"
            "📍 Павильон Спадолини, зал 1\n⚠️ В это же время у Вас встреча: Марко Росси, 15:30–15:50"
        )
    ]
    assert alexey.last.rows == [["Предложить другое время"], ["Открыть"], ["Моя программа"]]
    assert since(marco, counts[1]) == [
        (
            "Incontro forse da spostare: Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
            "🕘 giovedì 29 novembre, 15:30–15:50\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n\n"
            "Per una modifica del programma l’altra parte potrebbe non essere libera. "
            "L’incontro resta confermato finché non concordate un altro orario."
        )
    ]
    assert marco.last.rows == [["Proponi un altro orario"], ["Apri"]]
    notice = marco.last
    await alexey.press("Предложить другое время", on=alexey.last)
    assert "Марко Росси" in (await alexey.screen()).text
    await marco.press("Proponi un altro orario", on=notice)
    assert "Aleksei Shcherbakov" in (await marco.screen()).text
    assert await stage.value(f"SELECT starts IS NOT NULL FROM meetings WHERE id = {meeting}") == 1


async def test_a_head_is_told_for_somebody_without_telegram_and_many_meetings_have_a_key_each(
    stage: Stage,
) -> None:
    beatrice, _ = await organisers(stage)
    hall = Hall(stage)
    for partner, clock in (("d23", "15:30"), ("d24", "15:50")):
        await hall.agreed("d05", partner, clock)
    await change(
        stage,
        "DELETE FROM heads",
        "INSERT INTO heads (head_id, delegate_id) SELECT head.id, one.id FROM delegates AS head, delegates AS one "
        "WHERE head.code = 'd25' AND one.code = 'd23'",
        "DELETE FROM seats WHERE delegate_id IN (SELECT id FROM delegates WHERE code IN ('d23', 'd24'))",
        "INSERT OR IGNORE INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'seated' "
        "FROM sessions, delegates WHERE sessions.code = 'energia' AND delegates.code IN ('d05', 'd23')",
        "UPDATE sessions SET starts = '2018-11-29T13:30:00.000+00:00', ends = '2018-11-29T14:20:00.000+00:00' "
        "WHERE code = 'energia'",
        "DELETE FROM session_changes",
        "DELETE FROM outbox",
    )
    marco = await stage.arrive(ROSSI, "it")
    head = await stage.arrive(await stage.text("SELECT invitation FROM delegates WHERE code = 'd25'"), "ru")
    counts = len(marco.from_bot), len(head.from_bot)
    await editing(stage, beatrice, "energia")
    await press(beatrice, "Orario")
    trial = await press(beatrice, "15:30 (+60 min)")
    assert "⚠️ 2 incontri bilaterali alla stessa ora" in trial.text
    await press(beatrice, "Applica")
    await release(beatrice)
    await later(stage)
    (told,) = [text for text in since(marco, counts[0]) if "Energie pulite" in text]
    assert told.endswith(
        "⚠️ Alla stessa ora ha un incontro: Aleksei Shcherbakov, 15:30–15:50\n"
        "⚠️ Alla stessa ora ha un incontro: Natalia Koroleva, 15:50–16:10"
    )
    assert marco.last.rows == [
        ["Altro orario: Aleksei Shcherbakov"],
        ["Altro orario: Natalia Koroleva"],
        ["Apri"],
        ["La mia agenda"],
    ]
    (told,) = [text for text in since(head, counts[1]) if "Встреча" in text]
    assert told == (
        "Встреча в то же время: Марко Росси\nКого касается: Алексей Щербаков\nОффичине Мекканике Росси\n\n"
        "🕘 четверг, 29 ноября, 15:30–15:50\n📍 Meeting Point, стол 1, Павильон Каванилья\n\n"
        "⚠️ Пересекается по времени: Чистая энергия\n"
        "Программа изменилась. Встреча остаётся в силе, пока не согласовано другое время."
    )
    assert "Марко Росси" in (await press(head, "Предложить другое время")).text


async def test_the_reminder_moves_with_the_session_before_anybody_is_told(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await editing(stage, beatrice, "meccanica")
    await press(beatrice, "Orario")
    await press(beatrice, "10:15 (+60 min)")
    await press(beatrice, "Applica")
    await stage.at("2018-11-29 09:01")
    assert not [one for one in alexey.from_bot if "Машиностроение" in one.text]
    await stage.at("2018-11-29 10:01")
    assert len([one for one in alexey.from_bot if "Машиностроение" in one.text and "10:15" in one.text]) == 1


async def test_a_partner_is_not_troubled_by_what_was_changed_back_in_time(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    await Hall(stage).agreed("d05", "d23", "15:30")
    await change(
        stage,
        "DELETE FROM seats WHERE delegate_id = (SELECT id FROM delegates WHERE code = 'd05')",
        "UPDATE forum SET quiet_from = '08:00', quiet_until = '12:00'",
        "UPDATE sessions SET starts = '2018-11-29T13:30:00.000+00:00', ends = '2018-11-29T14:20:00.000+00:00' "
        "WHERE code = 'meccanica'",
        "DELETE FROM session_changes",
    )
    marco = await stage.arrive(ROSSI, "it")
    count = len(marco.from_bot)
    for key in ("14:45 (+15 мин)", "14:30 (−15 мин)"):
        await editing(stage, ksenia, "meccanica")
        await press(ksenia, "Время")
        await press(ksenia, key)
        await press(ksenia, "Применить")
        await release(ksenia)
    await stage.at("2018-11-29 12:30")
    assert [text for text in since(marco, count) if "forse da spostare" in text] == []


async def test_the_meeting_point_moves_with_all_its_meetings(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    await Hall(stage).agreed("d05", "d23", "15:30")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await editing(stage, ksenia, "meeting-point")
    await press(ksenia, "Время")
    trial = await press(ksenia, "14:40 (+10 мин)")
    assert "⚠️ 1 двусторонняя встреча останется без времени: участники узнают сразу" in trial.text
    await press(ksenia, "Применить")
    await alexey.until(lambda: "Марко Росси" in alexey.last.text)


BUTTONS = [
    Organise(),
    ShowChanges(),
    ShowChanges(-3),
    ShowChange(1),
    ShowChange(99999, 7),
    Release("00000000"),
    Release("00000000", sure=True),
    Release("", 5, sure=True),
    Dismiss("00000000", sure=True),
    ShowCancelled(),
    EditSession(1),
    EditSession(99999),
    MoveSession(5, "00000000"),
    MoveSession(5, "00000000", 25_724_700),
    MoveSession(5, "00000000", 25_724_700, sure=True),
    MoveSession(5, "00000000", 1 << 60, sure=True),
    WritePlace(5, "00000000"),
    SetPlace(5, "00000000", sure=True),
    WriteCapacity(5, "00000000"),
    SetCapacity(5, "00000000", -1, sure=True),
    SetCapacity(5, "00000000", 1 << 60, sure=True),
    SetCancelled(5, "00000000", cancelled=True, sure=True),
]


async def test_a_delegate_forges_every_key_of_the_organisers(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    sessions = await stage.texts("SELECT face FROM session_faces")
    for button in BUTTONS:
        assert (
            await pressing(stage, giulia, button)
        ).toast == "Questa funzione è riservata agli organizzatori."
    for number_ in range(1, 6):
        shown = f"{number_:08x}"
        assert (await pressing(stage, giulia, Release(shown, sure=True))).verdict == "organisers"
    assert await stage.texts("SELECT face FROM session_faces") == sessions
    assert await stage.count("outbox") == 0
    await nothing_failed(stage)


@pytest.mark.parametrize("by_number", [False, True])
async def test_an_organiser_forges_them_and_nothing_changes(stage: Stage, by_number: bool) -> None:  # noqa: FBT001
    person = await an_organiser_by_number(stage) if by_number else (await organisers(stage))[0]
    sessions = await stage.texts("SELECT face FROM session_faces")
    for button in BUTTONS:
        assert (await pressing(stage, person, button)).verdict in {"yes", "gone"}
    assert await stage.texts("SELECT face FROM session_faces") == sessions
    await nothing_failed(stage)


async def test_the_menu_of_commands_is_longer_for_organisers(stage: Stage) -> None:
    ksenia, giulia = await stage.arrive(MOROZOVA, "ru"), await stage.arrive(BARDAZZI, "it")
    await ksenia.until(lambda: "organise" in stage.commands(ksenia))
    assert stage.commands(ksenia)["organise"] == "Для организаторов: что ждёт решения"
    assert "organise" not in stage.commands(giulia)
    await giulia.send("/organise")
    assert (await giulia.screen()).text.startswith("Questa funzione è riservata agli organizzatori.\n\n")
    await ksenia.send("/help")
    assert (await ksenia.screen()).text.endswith("\n/organise — для организаторов: что ждёт решения")
    await giulia.send("/help")
    assert "/organise" not in (await giulia.screen()).text
    assert "Организация" in (await press(ksenia, "Меню")).labels


async def test_a_delegate_who_becomes_an_organiser_finds_the_command_after_the_next_start(
    stage: Stage,
) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await change(stage, "UPDATE delegates SET role = 'organiser' WHERE code = 'd01'")
    await stage.stop()
    await stage.start()
    await giulia.until(lambda: "organise" in stage.commands(giulia))
    assert stage.commands(giulia)["organise"] == "Per gli organizzatori: questioni in sospeso"


async def test_an_organiser_by_number_releases_too(stage: Stage) -> None:
    piero = await an_organiser_by_number(stage)
    await editing(stage, piero)
    await press(piero, "Orario")
    await press(piero, "09:30 (+15 min)")
    await press(piero, "Applica")
    await stage.at(stage.clock.now() + timedelta(minutes=3))
    assert piero.last.text.startswith("1 modifica del programma da comunicare\n")
    await release(piero)
    await release(piero)
    assert await piero.alert() == "Invio in corso. Persone da avvisare: 11."
