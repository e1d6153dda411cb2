"""The programme live: a room later at once, another title, a new visit; and all of it undone within a minute."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from forum.desk import Desk
from forum.workbook import export
from handlers.buttons import (
    AddSession,
    AnswerNew,
    AskNew,
    Button,
    Delay,
    DelayFrom,
    NewSession,
    SetEnd,
    SetStop,
    SetTitle,
    ShowDelays,
    ShowStops,
    UndoStep,
    WriteTitle,
)
from tests.journeys.test_changes import later, organisers, since
from tests.journeys.test_editing import editing, press, release
from tests.support.hostile import change, cut_off, nothing_failed, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage

TITLES = "SELECT title_it || ' / ' || title_ru FROM sessions WHERE code = 'moda'"
STARTS = "SELECT starts FROM sessions WHERE code = 'meccanica'"
NINE, HALF_PAST = "2018-11-29T08:15:00.000+00:00", "2018-11-29T08:30:00.000+00:00"


async def desk(person: Person) -> Screen:
    await person.send("/organise")
    return await person.screen()


async def answer(person: Person, text: str) -> Screen:
    await person.send(text)
    return await person.screen()


async def delaying(person: Person, *, keys: tuple[str, ...]) -> Screen:
    await desk(person)
    shown = await press(person, "Ritardi" if "Ritardi" in person.last.labels else "Задержки")
    for key in keys:
        shown = await press(person, key)
    return shown


async def test_everything_in_a_room_a_quarter_of_an_hour_later(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    shown = await delaying(beatrice, keys=())
    assert shown.text == "Ritardo di più appuntamenti\n\nChe cosa inizia più tardi? Giorno: oggi, 29 novembre"
    assert shown.labels[0] == "Tutto il resto del giorno"
    shown = await press(beatrice, "Padiglione Spadolini, sala 1")
    assert shown.text == (
        "Ritardo di più appuntamenti\n📍 Padiglione Spadolini, sala 1\n\n"
        "Da quale appuntamento in poi? Ciò che è già in corso finirà più tardi."
    )
    shown = await press(beatrice, "09:15 Meccanica strumentale")
    assert shown.text.startswith("Ritardo di più appuntamenti\n\n🕘 09:15–10:45 · Meccanica strumentale\n")
    assert shown.text.endswith("\n\nDi quanti minuti? Scelga, o scriva il numero.")
    assert shown.rows[:2] == [["+5 min", "+10 min", "+15 min"], ["+20 min", "+30 min", "+45 min"]]
    trial = await press(beatrice, "+15 min")
    assert trial.text.startswith(
        "Ritardo di 15 minuti\n\nMeccanica strumentale\n🕘 09:15–10:45 → 09:30–11:00\n"
    )
    assert trial.text.endswith(
        "\n\nIl programma cambia subito; gli interessati saranno avvisati quando Lei darà conferma."
    )
    assert await stage.text(STARTS) == NINE
    done = await press(beatrice, "Applica")
    assert await beatrice.alert() == "Programma aggiornato."
    assert await stage.text(STARTS) == HALF_PAST
    assert done.text.startswith("Modifiche da comunicare\n\nMeccanica strumentale\n🕘 09:15–10:45 → oggi")
    assert "Ritira la modifica" in done.labels
    await release(beatrice)
    await later(stage)
    (told,) = since(alexey, count)
    assert "Машиностроение и оборудование\n🕘 четверг, 29 ноября, 09:30–11:00 (раньше: 09:15–10:45)" in told
    await nothing_failed(stage)


async def test_the_rest_of_the_day_by_a_typed_number_of_minutes(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    await delaying(ksenia, keys=("Весь остаток дня",))
    for text in ("-5 минут", "0", "601", "пять"):
        asked = await answer(ksenia, text)
        assert asked.text.startswith(
            "Напишите только минуты задержки, от 1 до 600.\n\nЗадержка нескольких мероприятий\n"
        )
    trial = await answer(ksenia, "7")
    assert trial.text.startswith("Задержка на 7 минут\n\n")
    assert "\n\nМода\n🕘 09:15–10:45 → 09:22–10:52\n" in trial.text
    before = await stage.texts("SELECT starts FROM sessions ORDER BY id")
    await press(ksenia, "Применить")
    await press(ksenia, "Вернуть как было")
    assert await ksenia.alert() == "Всё снова как было."
    assert await stage.texts("SELECT starts FROM sessions ORDER BY id") == before
    await nothing_failed(stage)


async def test_two_organisers_delay_the_same_room_at_once(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    await delaying(beatrice, keys=("Padiglione Spadolini, sala 1", "09:15 Meccanica strumentale", "+15 min"))
    await delaying(
        ksenia, keys=("Павильон Спадолини, зал 1", "09:15 Машиностроение и оборудование", "+15 мин")
    )
    await asyncio.gather(beatrice.press("Applica"), ksenia.press("Применить"))
    said = await asyncio.gather(beatrice.alert(), ksenia.alert())
    # The same delay by the same key, seen on the same programme, is one delay; nobody is half an hour late.
    assert list(said) == ["Programma aggiornato.", "Программа обновлена."]
    assert await stage.text(STARTS) == HALF_PAST


async def test_the_second_of_two_organisers_sees_what_the_first_has_delayed(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    await delaying(beatrice, keys=("Padiglione Spadolini, sala 1", "09:15 Meccanica strumentale", "+15 min"))
    await delaying(
        ksenia, keys=("Павильон Спадолини, зал 1", "09:15 Машиностроение и оборудование", "+10 мин")
    )
    await press(beatrice, "Applica")
    shown = await press(ksenia, "Применить")
    assert await ksenia.alert() == "За это время программа изменилась: просмотрите, что переносится."
    assert "🕘 09:30–11:00 · Машиностроение и оборудование" in shown.text
    assert await stage.text(STARTS) == HALF_PAST


async def test_a_release_is_undone_before_anything_has_gone_out(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    await editing(stage, beatrice, "meccanica")
    await press(beatrice, "Annullamento")
    await press(beatrice, "Applica")
    await release(beatrice)
    assert beatrice.last.text == (
        "Modifiche in corso d’invio\nDa avvisare: 13 persone\n\n"
        "Per un minuto può ancora ritirarle: il programma torna com’era, i messaggi non ancora partiti "
        "non partono, chi ha già il suo ne riceve un altro."
    )
    await stage.at(stage.clock.now() + timedelta(seconds=50))
    shown = await press(beatrice, "Ritira la modifica")
    assert await beatrice.alert() == "Modifica ritirata: chi ha già ricevuto il messaggio sarà avvisato."
    assert shown.text.startswith("Meccanica strumentale\n🕘 oggi, 29 novembre, 09:15–10:45\n")
    await later(stage, 10)
    assert since(alexey, count) == []
    assert await stage.value("SELECT cancelled_at IS NULL FROM sessions WHERE code = 'meccanica'") == 1
    await nothing_failed(stage)


async def test_whoever_was_told_already_is_told_that_it_does_not_hold(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await stage.at("2018-11-29 09:08")  # seven minutes before it begins: told at once
    count = len(alexey.from_bot)
    await editing(stage, ksenia, "meccanica")
    await press(ksenia, "Время")
    await press(ksenia, "09:30 (+15 мин)")
    await press(ksenia, "Применить")
    await release(ksenia)
    await stage.at(stage.clock.now() + timedelta(seconds=20))
    (told,) = since(alexey, count)
    assert told.startswith("Новое время: Машиностроение и оборудование\n🕘 четверг, 29 ноября, 09:30–11:00")
    await press(ksenia, "Вернуть как было")
    assert await ksenia.alert() == "Всё снова как было: кто уже получил сообщение, узнает об этом."
    await stage.at(stage.clock.now() + timedelta(seconds=20))
    (_, told) = since(alexey, count)
    assert told == (
        "Новое время: Машиностроение и оборудование\n"
        "Изменение, о котором Вам только что сообщили, отменено.\n"
        "🕘 четверг, 29 ноября, 09:15–10:45 (раньше: 09:30–11:00)\n"
        "📍 Павильон Спадолини, зал 1"
    )


async def test_after_a_minute_it_stays_as_it_is(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice, "meccanica")
    await press(beatrice, "Orario")
    await press(beatrice, "09:30 (+15 min)")
    done = await press(beatrice, "Applica")
    stage.clock.jump(stage.clock.now() + timedelta(seconds=61))
    await beatrice.press("Ritira la modifica", on=done)
    shown = await beatrice.screen()
    assert await beatrice.alert() == (
        "È passato più di un minuto: non si può più ritirare. Modifichi di nuovo il programma."
    )
    assert "Ritira la modifica" not in shown.labels
    assert await stage.text(STARTS) == HALF_PAST


async def test_what_another_organiser_has_changed_since_is_not_undone(stage: Stage) -> None:
    beatrice, ksenia = await organisers(stage)
    await editing(stage, beatrice)
    await press(beatrice, "Orario")
    await press(beatrice, "09:30 (+15 min)")
    done = await press(beatrice, "Applica")
    await editing(stage, ksenia)
    await press(ksenia, "Число мест")
    await answer(ksenia, "20")
    await press(ksenia, "Применить")
    await beatrice.press("Ritira la modifica", on=done)
    await beatrice.screen()
    assert await beatrice.alert() == (
        "Nel frattempo il programma è stato modificato di nuovo: nulla è stato ritirato."
    )


async def test_a_stop_of_the_bot_between_effect_and_answer_undoes_once(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice, "meccanica")
    await press(beatrice, "Orario")
    await press(beatrice, "09:30 (+15 min)")
    await press(beatrice, "Applica")
    step = await stage.value("SELECT max(id) FROM steps")
    assert (
        await cut_off(stage, beatrice, UndoStep(step))
    ).toast == "Modifica ritirata: il programma è com’era."
    assert await stage.text(STARTS) == NINE
    assert await stage.value("SELECT count(*) FROM steps WHERE what = 'undo'") == 1


async def test_a_stop_of_the_bot_after_a_release_loses_nothing(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    await editing(stage, beatrice, "meccanica")
    await press(beatrice, "Annullamento")
    await press(beatrice, "Applica")
    await release(beatrice)
    assert await stage.value("SELECT count(*) FROM outbox WHERE kind = 'programme_news'") == 0
    await stage.stop()
    await stage.start()
    await later(stage)
    assert len(since(alexey, count)) == 1
    await later(stage, 10)
    assert len(since(alexey, count)) == 1


async def test_a_session_is_renamed_in_both_languages(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    await editing(stage, ksenia)
    asked = await press(ksenia, "Название")
    assert asked.text.endswith("\n\nНапишите новое название по-русски.\nСейчас: Мода")
    asked = await answer(ksenia, "x" * 500)
    assert asked.text.startswith("Слишком длинный текст. Знаков: 500, допустимо: 200.")
    asked = await answer(ksenia, "Мода и  ткани")
    assert asked.text.endswith("\n\nНапишите новое название по-итальянски.\nСейчас: Moda")
    trial = await answer(ksenia, "Moda <e> tessuti")
    assert trial.text.startswith("Мода и ткани\n🕘 сегодня, 29 ноября, 09:15–10:45\n")
    assert "\nПрежнее название: «Мода»\n" in trial.text
    await press(ksenia, "Применить")
    assert await stage.text(TITLES) == "Moda <e> tessuti / Мода и ткани"


async def test_a_session_ends_later_at_a_typed_time(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice)
    asked = await press(beatrice, "Fine")
    assert asked.text.endswith(
        "A che ora deve finire? L’inizio resta lo stesso.\nPuò anche scrivere l’ora, per esempio 15:20."
    )
    assert asked.rows[0] == ["10:50 (+5 min)", "10:40 (−5 min)"]
    assert (await answer(beatrice, "dopo")).text.startswith("Scriva l’ora, per esempio 15:20.\n\nModa\n")
    await answer(beatrice, "9:00")
    assert beatrice.last.text.startswith(
        "La fine deve venire dopo l’inizio: nulla è stato modificato.\n\nModa\n"
    )
    # Asked again at once; and what was shown may be too much, so that another time is typed.
    trial = await answer(beatrice, "11.30")
    assert "🕘 09:15–10:45 → oggi, 29 novembre, 09:15–11:30" in trial.text
    trial = await answer(beatrice, "11.00")
    assert "🕘 09:15–10:45 → oggi, 29 novembre, 09:15–11:00" in trial.text
    await press(beatrice, "Applica")
    await editing(stage, beatrice)
    await press(beatrice, "Orario")
    trial = await answer(beatrice, "9:20")
    assert "🕘 09:15–10:45 → oggi, 29 novembre, 09:20–11:05" in trial.text
    await answer(beatrice, "8:00")
    assert beatrice.last.text.startswith(
        "Quell’orario è già passato: il programma non è stato modificato.\n\nModa"
    )
    trial = await answer(beatrice, "9:25")
    assert "🕘 09:15–10:45 → oggi, 29 novembre, 09:25–11:10" in trial.text


async def test_a_bus_stops_at_another_time(stage: Stage) -> None:
    _, ksenia = await organisers(stage)
    await editing(stage, ksenia, "nuovo-pignone")
    shown = await press(ksenia, "Остановки")
    assert "У какой остановки меняется время?\n🚌 " in shown.text
    first = shown.labels[0]
    shown = await press(ksenia, first)
    key = next(label for label in shown.labels if "+5 мин" in label)
    trial = await press(ksenia, key)
    assert "\nМаршрут изменён\n" in trial.text
    await press(ksenia, "Применить")
    assert await ksenia.alert() == "Программа обновлена."
    await editing(stage, ksenia, "nuovo-pignone")
    await press(ksenia, "Остановки")
    await press(ksenia, ksenia.last.labels[0])
    await answer(ksenia, "23:55")
    assert ksenia.last.text.startswith(
        "Остановки должны быть между началом и окончанием посещения: ничего не изменено."
    )


async def test_a_visit_is_added_line_by_line_and_comes_back_from_an_export(
    stage: Stage, tmp_path: Path
) -> None:
    _, ksenia = await organisers(stage)
    await desk(ksenia)
    await press(ksenia, "Программа")
    shown = await press(ksenia, "Новое мероприятие")
    assert shown.rows == [
        ["Тематический стол"],
        ["Пленарное заседание"],
        ["Meeting Point"],
        ["Посещение предприятия"],
        ["Трансфер"],
        ["Неформальное общение"],
        ["Мероприятие"],
        ["Назад", "Меню"],
    ]
    await press(ksenia, "Посещение предприятия")
    await answer(ksenia, "Завод Сименс")
    asked = await answer(ksenia, "Stabilimento Siemens")
    assert asked.text == "Добавляется: Посещение предприятия\nЗавод Сименс\n\nВ какой день?"
    await press(ksenia, "Пт, 30 нояб.")
    assert (await answer(ksenia, "в девять")).text.startswith(
        "Напишите начало и окончание, например 15:20-16:40.\n\nДобавляется"
    )
    await answer(ksenia, "9:00-12:00")
    # A slip of the thumb: one question back, and the answer anew.
    again = await press(ksenia, "Назад")
    assert again.text.endswith(
        "🕘 пятница, 30 ноября, 09:00–12:00\n\nНапишите начало и окончание, например 15:20-16:40."
    )
    await answer(ksenia, "9:00-12:00")
    await answer(ksenia, "Кампи")
    await answer(ksenia, "Campi")
    await answer(ksenia, "30")
    asked = await press(ksenia, "Все")
    assert asked.text.startswith(
        "Добавляется: Посещение предприятия\nЗавод Сименс\n🕘 пятница, 30 ноября, 09:00–12:00\n📍 Кампи\n\n"
    )
    assert (await answer(ksenia, "9:00 Площадь / Piazza\n9:30 Завод")).text.startswith(
        "Строка 2: напишите время, место по-русски / место по-итальянски."
    )
    trial = await answer(ksenia, "9:00 Площадь / Piazza\n9:30 Завод / Stabilimento\n12:00 Площадь / Piazza")
    assert trial.text == (
        "Завод Сименс\nДобавлено в программу\n🕘 завтра, 30 ноября, 09:00–12:00\n📍 Кампи\nМест: 30\n"
        "Для кого: все\n\n"
        "🚌 09:00 отправление: Площадь\n📍 09:30 Завод\n🚌 12:00 возвращение: Площадь\n\n"
        "По-итальянски: Stabilimento Siemens, Campi\n\nИзвещать некого\n\n"
        "Стол или посещение сразу появится в программе; чтобы о нём узнали, отправьте объявление."
    )
    assert trial.rows[0] == ["Добавить"]
    await press(ksenia, "Число мест")
    assert (await press(ksenia, "Назад")).text == trial.text
    await press(ksenia, "Число мест")
    await answer(ksenia, "25")
    await press(ksenia, "Добавить")
    assert await ksenia.alert() == "Добавлено в программу."
    assert await stage.value("SELECT capacity FROM sessions WHERE title_it = 'Stabilimento Siemens'") == 25
    await export(Desk(stage.running.database, stage.clock.now), tmp_path / "forum")
    before = await stage.texts("SELECT face FROM session_faces")
    assert (await stage.load(tmp_path / "forum")).rows == ()
    assert await stage.texts("SELECT face FROM session_faces") == before
    await nothing_failed(stage)


async def test_what_is_added_is_told_and_undone(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    giulia = await stage.arrive(BARDAZZI, "it")
    count = len(giulia.from_bot)
    await desk(beatrice)
    await press(beatrice, "Programma")
    await press(beatrice, "Nuovo appuntamento")
    await press(beatrice, "Momento conviviale")
    for text in ("Concerto", "Концерт"):
        await answer(beatrice, text)
    await press(beatrice, "Gio 29 nov")
    for text in ("22:30-00:30", "Teatro", "Театр"):
        await answer(beatrice, text)
    trial = await press(beatrice, "Tutti")
    assert "\n⚠️ Finisce dopo mezzanotte" in trial.text
    done = await press(beatrice, "Aggiungi")
    assert await beatrice.alert() == "Aggiunto al programma."
    assert done.text.startswith("Concerto\nNuovo in programma\n🕘 oggi, 29 novembre, 22:30–00:30\n📍 Teatro")
    await release(beatrice)
    await later(stage)
    (told,) = since(giulia, count)
    assert told.startswith("Nuovo in programma: Concerto\n🕘 giovedì 29 novembre, 22:30–00:30\n📍 Teatro")


async def test_a_session_that_an_import_has_cancelled_meanwhile(stage: Stage) -> None:
    beatrice, _ = await organisers(stage)
    await editing(stage, beatrice)
    await press(beatrice, "Titolo")
    await answer(beatrice, "Altro")
    await change(
        stage, "UPDATE sessions SET cancelled_at = '2018-11-29T07:00:00.000+00:00' WHERE code = 'moda'"
    )
    await answer(beatrice, "Другое")
    assert beatrice.last.text == (
        "Nel frattempo l’appuntamento è stato modificato: ecco com’è adesso.\n\nModa\n"
        "⚠️ Appuntamento annullato\n🕘 oggi, 29 novembre, 09:15–10:45\n📍 Padiglione Spadolini, sala 2\n"
        "Posti: 12\n\nCi sono modifiche non ancora comunicate."
    )
    assert await stage.text(TITLES) == "Moda / Мода"


BUTTONS: list[Button] = [
    WriteTitle(1, "00000000"),
    WriteTitle(99999, "00000000"),
    SetTitle(1, "00000000", sure=True),
    SetEnd(5, "00000000"),
    SetEnd(5, "00000000", 25_724_700, sure=True),
    SetEnd(5, "00000000", 1 << 60, sure=True),
    ShowStops(5),
    ShowStops(99999),
    SetStop(5, "00000000", 1),
    SetStop(5, "00000000", -1, 25_724_700, sure=True),
    ShowDelays(-3),
    DelayFrom(99999),
    DelayFrom(1, 7),
    Delay(99999),
    Delay(0, "00000000", 15, sure=True),
    Delay(0, "", -15, sure=True),
    Delay(0, "00000000", 1 << 60, sure=True),
    NewSession("nonsense"),
    NewSession("visit"),
    AskNew("nonsense"),
    AskNew("stops"),
    AnswerNew("nonsense", "x"),
    AnswerNew("day", "2099-01-01"),
    AnswerNew("audience", "de"),
    AddSession("00000000"),
    UndoStep(0),
    UndoStep(1 << 60),
]


@pytest.mark.parametrize("organiser", [False, True])
async def test_forged_keys_change_nothing(stage: Stage, organiser: bool) -> None:  # noqa: FBT001
    person = (await organisers(stage))[0] if organiser else await stage.arrive(BARDAZZI, "it")
    sessions = await stage.texts("SELECT face FROM session_faces")
    for button in BUTTONS:
        assert (await pressing(stage, person, button)).verdict in (
            {"yes", "gone"} if organiser else {"organisers"}
        )
    assert await stage.texts("SELECT face FROM session_faces") == sessions
    assert await stage.count("steps") == 0
    await nothing_failed(stage)
