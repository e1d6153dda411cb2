"""Bad input about meetings: forged times and answers, late and repeated presses, a changed forum, hidden people."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from bot.demo.rehearsal import SAMPLE
from tests.support.meetings import agree, ask, notice, say, tap
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

FRANCESCHINI = "IT-FRANCESCHINI-2R6K"


def forum_where(folder: Path, sheet: str, code: str, **changed: str) -> Path:
    """The sample forum with other cells in one row of a sheet, found by its first column."""
    shutil.copytree(SAMPLE, folder)
    path = folder / f"{sheet}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    first = next(iter(rows[0]))
    for row in rows:
        if row[first] == code:
            row.update(changed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("mk:1:2:zzzz:0", "Этого времени нет среди предложенных."),
        ("mk:1:2:nonsense:0", "Этого времени нет среди предложенных."),
        ("mk:1:2::0", "Выберите хотя бы одно время."),
        ("mk:1:9:ff0bk:0", "За это время встреча изменилась: показано её текущее состояние."),
        ("ms:1:2:zzzz:0", "Время 10:35 больше недоступно: выберите другое."),
        ("ms:1:2::0", "Выберите хотя бы одно время."),
        ("mw:1:2:1:0", "Здесь нет Вашего предложения, которое можно отозвать."),
        ("mc:1:2:1:0", "Эта встреча уже завершена или отменена."),
        ("ml:1:5:0", "Эта встреча уже завершена или отменена."),
        ("ml:1:7:0", "Эта встреча уже завершена или отменена."),
        ("mo:1:held:1:0", "Встреча ещё не началась."),
        ("mo:1:::0", "Встреча ещё не началась."),
        ("mx:1:2:1", "Это больше недоступно: такой встречи нет или делегат не участвует в форуме."),
    ],
    ids=lambda value: value if value.isascii() else "",
)
async def test_a_forged_press_changes_nothing(stage: Stage, data: str, word: str) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    opened = await tap(alexey, "Открыть", on=await notice(alexey, "Предлагают встречу"))
    await alexey.press_data(opened, data)
    assert await alexey.alert() == word
    assert await stage.text("SELECT state || revision FROM meetings") == "asked2"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("ma:1::0:0", "Questa è la Sua scheda: scelga un’altra persona."),
        ("mr:1::0:0", "Questa è la Sua scheda: scelga un’altra persona."),
        ("mr:999::0:0", "Questo incontro o questa persona non è più disponibile."),
        ("mr:43::0:0", "Questo incontro o questa persona non è più disponibile."),
        ("mr:23:zzzz:0:0", "L’orario 10:35 non è più disponibile: ne scelga un altro."),
        ("mr:23::999:0", "Questo progetto non è più in programma: scelga un altro argomento."),
        ("ma:23:zzzz:0:0", "L’orario 10:35 non è più disponibile: ne scelga un altro."),
        ("ma:9223372036854775807::99:0", "Questo incontro o questa persona non è più disponibile."),
    ],
    ids=lambda value: value if ":" in value else "",
)
async def test_a_forged_request_is_none(stage: Stage, data: str, word: str) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press_data(giulia.last, data)
    assert await giulia.alert() == word
    assert await stage.count("meetings") == 0


async def test_a_replayed_press_says_what_holds(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await say(giulia, "Щербаков")
    await tap(giulia, "Richiedi un incontro")
    await tap(giulia, "15:10")
    subject = await tap(giulia, "Continua")
    send = subject.data("Invia senza argomento")
    for _ in range(3):
        await giulia.press_data(subject, send)
        assert await giulia.alert() == "Richiesta inviata: la risposta arriverà qui."
    assert await stage.count("meetings") == 1
    asked = await notice(alexey, "Предлагают встречу")
    for _ in range(3):
        await alexey.press("Принять 15:10", on=asked)
        assert await alexey.alert() == "Встреча подтверждена: другая сторона получит сообщение."
    await notice(giulia, "Incontro confermato")
    await giulia.press_data(subject, send)
    assert await giulia.alert() == "L’incontro con questa persona è già stato accettato."
    await alexey.press("Отклонить", on=asked)
    assert await alexey.alert() == "За это время встреча изменилась: показано её текущее состояние."
    assert await stage.count("meeting_acts") == 2


async def test_asked_by_the_other_side_already(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await say(alexey, "Бардацци")
    times = await tap(alexey, "Предложить встречу")
    await ask(giulia, "it", "Щербаков", "15:10")
    await notice(alexey, "Предлагают встречу")
    await alexey.press("15:10", on=times)
    assert await alexey.alert() == "Вам уже предложили встречу: вот это предложение."
    assert (await alexey.screen()).rows[0] == ["Принять 15:10"]


async def test_ones_own_delegation_is_said(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await say(giulia, "Franceschini")
    times = await tap(giulia, "Richiedi un incontro")
    assert times.text.startswith(
        "Richiesta di incontro\n👤 Antonio Franceschini\nCNA\n\nAppartiene alla Sua delegazione.\n\n12 orari"
    )


async def test_the_limit_of_open_requests(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for whom, time in (
        ("Кузнецов", "14:50"),
        ("Фёдоров", "15:10"),
        ("Павлова", "15:30"),
        ("Белова", "15:50"),
    ):
        await ask(giulia, "it", whom, time)
    await ask(giulia, "it", "Соловьёва", "16:10")
    await say(giulia, "Щербаков")
    await tap(giulia, "Richiedi un incontro")
    await tap(giulia, "16:30")
    await tap(giulia, "Continua")
    refused = await tap(giulia, "Invia senza argomento")
    assert await giulia.alert() == (
        "Ha già 5 richieste senza risposta, il massimo consentito. Attenda una risposta o ne ritiri una."
    )
    assert refused.text.startswith("Incontri in attesa di risposta\n")


async def test_somebody_hidden_is_not_asked(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await say(giulia, "Щербаков")
    times = await tap(giulia, "Richiedi un incontro")
    await say(alexey, "/settings")
    await tap(alexey, "Кто меня видит")
    await tap(alexey, "Никто")
    await giulia.press("15:10", on=times)
    assert await giulia.alert() == ("Questa persona ha scelto di non comparire: non può ricevere richieste.")
    assert (await giulia.screen()).text.startswith("Questa scheda non è disponibile")


async def test_a_delegate_who_leaves_in_between(stage: Stage, tmp_path: Path) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    folder = tmp_path / "without"
    shutil.copytree(SAMPLE, folder)
    for sheet, dropped in (("delegates", "d23"), ("projects", "stanki")):
        path = folder / f"{sheet}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"{dropped},")]
        path.write_text("".join(kept).replace("d23,", ""), encoding="utf-8")
    await stage.load(folder)
    told = await notice(giulia, "Incontro delle 15:10 annullato")
    assert told.text == (
        "Incontro delle 15:10 annullato: Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\nL’incontro è stato tolto dall’agenda.\n\n"
        "L’altra parte non partecipa più al forum."
    )
    assert await stage.count("bookings") == 0


async def test_the_slots_change_under_an_agreed_meeting(stage: Stage, tmp_path: Path) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await stage.load(forum_where(tmp_path / "later", "sessions", "meeting-point", starts="2018-11-29 16:00"))
    told = await notice(giulia, "Nuovo orario da fissare")
    assert told.text == (
        "Nuovo orario da fissare: Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "Prima: giovedì 29 novembre, 15:10–15:30, tavolo 1\n\n"
        "Il programma è cambiato e questo orario non c’è più. L’incontro resta accettato: proponga un altro orario."
    )
    assert told.rows == [["Proponi un altro orario"], ["Apri"]]
    times = await tap(giulia, "Proponi un altro orario", on=told)
    assert times.rows[0] == ["16:00", "16:20", "16:40"]


async def test_fewer_tables_give_a_meeting_another(stage: Stage, tmp_path: Path) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE meetings SET table_number = 7")
    await stage.load(forum_where(tmp_path / "few", "forum", "meeting_tables", value="3"))
    told = await notice(alexey, "Новый стол")
    assert told.text == (
        "Новый стол: 1, встреча в 15:10\n👤 Джулия Бардацци, Тесситура Бизенцио\n\n"
        "🕘 четверг, 29 ноября, 15:10–15:30\n📍 Meeting Point, стол 1, Павильон Каванилья\n"
        "Переводчик: София Галли\n\nБыло: четверг, 29 ноября, 15:10–15:30, стол 7"
    )


async def test_where_the_organisers_plan(stage: Stage, tmp_path: Path) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await stage.load(forum_where(tmp_path / "planned", "forum", "scheduling", value="planned"))
    await say(giulia, "Щербаков")
    times = await tap(giulia, "Richiedi un incontro")
    assert times.text.endswith(
        "L’orario sarà fissato dagli organizzatori, che terranno conto degli impegni di entrambe le parti."
    )
    assert times.rows == [["Continua"], ["Indietro", "Menu"]]
    await tap(giulia, "Continua")
    sent = await tap(giulia, "Invia senza argomento")
    assert sent.rows[0] == ["Ritira", "Scheda"]
    asked = await notice(alexey, "Предлагают встречу")
    assert asked.rows == [["Принять"], ["Отклонить", "Открыть"]]
    opened = await tap(alexey, "Открыть", on=asked)
    assert opened.rows == [["Принять"], ["Отклонить", "Карточка"], ["Назад", "Меню"]]
    await tap(alexey, "Принять", on=asked)
    await notice(giulia, "Incontro accettato")


async def test_where_the_two_plan(stage: Stage, tmp_path: Path) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await stage.load(forum_where(tmp_path / "instant", "forum", "scheduling", value="instant"))
    await say(giulia, "Щербаков")
    times = await tap(giulia, "Richiedi un incontro")
    assert times.rows[-2:] == [["17:30", "17:50", "18:10"], ["Indietro", "Menu"]]
    await giulia.press_data(times, "mr:23::0:0")
    assert await giulia.alert() == "Scelga almeno un orario."


async def test_slots_on_several_days_have_a_page_each(stage: Stage, tmp_path: Path) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    folder = forum_where(tmp_path / "days", "sessions", "nowhere")
    with (folder / "sessions.csv").open("a", encoding="utf-8") as file:
        file.write(
            "point-2,meeting_point,Meeting Point,Meeting Point,,,2018-11-30 12:00,2018-11-30 13:00,A,Б,,,,all,\n"
        )
    await stage.load(folder)
    await say(giulia, "Щербаков")
    first = await tap(giulia, "Richiedi un incontro")
    assert first.text.endswith("\n\nOggi, 29 novembre")
    assert first.rows[-3:] == [["Ven 30 nov"], ["Qualsiasi orario"], ["Indietro", "Menu"]]
    await tap(giulia, "15:10")
    second = await tap(giulia, "Ven 30 nov")
    assert second.text.endswith(
        "Orari scelti\n🕘 Oggi, 29 novembre: 15:10\n\n"
        "«Qualsiasi orario»: lo fissano gli organizzatori oppure lo sceglie l’altra parte.\n\nDomani, 30 novembre"
    )
    assert second.rows[:2] == [["12:00", "12:20", "12:40"], ["Gio 29 nov"]]
    both = await tap(giulia, "12:20")
    await tap(giulia, "Continua", on=both)
    await tap(giulia, "Invia senza argomento")
    assert giulia.last.text.split("Orari proposti\n")[1].startswith(
        "🕘 Oggi, 29 novembre: 15:10\n🕘 Domani, 30 novembre: 12:20\n"
    )


async def test_an_interpreter_and_an_organiser_ask_for_nothing(stage: Stage) -> None:
    beatrice, sofia = await stage.arrive(LOMBARDI, "it"), await stage.arrive("IT-GALLI-5V8B", "it")
    for person in (beatrice, sofia):
        await person.press_data(person.last, "mr:23::0:0")
        assert await person.alert() == "Solo i delegati possono richiedere incontri."
    await sofia.press_data(sofia.last, "os:1:0")
    assert await sofia.alert() == "Da ora mostra i Suoi contatti a chi ha un incontro con Lei."


async def test_pressed_too_late(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    opened = await tap(giulia, "Apri", on=await notice(giulia, "Incontro confermato"))
    await stage.at("2018-11-29 15:12")
    over = "L’incontro è già iniziato o concluso: non si può più modificare."
    await tap(giulia, "Annulla", on=opened)
    await tap(giulia, "Annulla l’incontro")
    assert await giulia.alert() == over
    started = giulia.last
    assert started.text.startswith("Incontro\n\n👤 Aleksei Shcherbakov")
    assert started.rows == [
        ["📍 Mappa", "Contatti"],
        ["Ritardo 5 min", "Ritardo 10 min"],
        ["Com’è andata?", "Scheda"],
        ["Mostra i miei contatti"],
        ["Indietro", "Menu"],
    ]
    await giulia.press_data(started, "ms:1:3:ff0k4:0")
    assert await giulia.alert() == over
    await stage.at("2018-11-29 15:40")
    await giulia.press("Ritardo 5 min", on=started)
    assert await giulia.alert() == over
