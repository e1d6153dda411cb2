"""An organiser has the Meeting Point planned, looks at the proposal and accepts it: everybody hears once."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
from pathlib import Path

from handlers.buttons import StopPlanning
from tests.support.announcements import press
from tests.support.groups import taken_in
from tests.support.hostile import change, nothing_failed
from tests.support.meetings import notice, say, tap
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

GALLI = "IT-GALLI-5V8B"


async def untimed(stage: Stage, one: str, others: str, number: int = 1) -> None:
    """So many meetings of a delegate that are agreed and have no time yet."""
    await change(
        stage,
        "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, asked_at) "
        "SELECT (SELECT id FROM delegates WHERE code = "
        f"'{one}'), id, 'agreed', 1, '2018-11-28T08:00:00.000+00:00' FROM delegates WHERE {others} "
        f"ORDER BY code LIMIT {number}",
    )


async def planning(organiser: Person) -> Screen:
    """The organisers' screen of it."""
    await say(organiser, "/organise")
    return await press(organiser, "Pianifica" if organiser.chat.user["language_code"] == "it" else "План")


async def proposed(organiser: Person, runs: int = 1) -> Screen:
    """So many runs are over: the proposal of the last."""

    def ready() -> list[Screen]:
        return [
            one for one in organiser.from_bot if one.text == "Pianificazione conclusa: la proposta è pronta"
        ]

    await organiser.until(lambda: len(ready()) == runs)
    return await tap(organiser, "Apri", on=ready()[-1])


async def told(stage: Stage) -> None:
    """What was decided has reached everybody."""
    await taken_in(stage)
    stage.running.delivery.wake()
    await stage.running.delivery.idle()


async def test_planned_seen_and_accepted(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    sofia = await stage.arrive(GALLI, "it")
    empty = await planning(beatrice)
    assert empty.text == (
        "Pianificazione del Meeting Point\n\nIncontri concordati senza orario: 0\nIncontri con un orario: 0\n\n"
        "Nessun incontro concordato da pianificare."
    )
    await untimed(stage, "d23", "code IN ('d01', 'd02', 'd03')", 3)
    there = await planning(beatrice)
    assert there.text == (
        "Pianificazione del Meeting Point\n\nIncontri concordati senza orario: 3\nIncontri con un orario: 0\n\n"
        "Solo i mancanti: gli altri incontri restano dove sono."
    )
    assert there.rows == [["Solo i mancanti"], ["Indietro", "Menu"]]
    await press(beatrice, "Solo i mancanti")
    proposal = await proposed(beatrice)
    assert proposal.text == (
        "Proposta per il Meeting Point\n\nIncontri collocati: 3 su 3\n"
        "Pause fra gli incontri: ora 0, con la proposta 0 (minimo dimostrato)\n\n"
        "Saranno avvisate 6 persone, ciascuna con un solo messaggio."
    )
    assert proposal.rows == [["Accetta", "Scarta"], ["Immagine della sala"], ["Indietro", "Menu"]]
    sure = await tap(beatrice, "Accetta")
    assert sure.text == (
        "Proposta per il Meeting Point\n\n"
        "La proposta diventa definitiva e 6 persone ricevono l’avviso. Confermare?"
    )
    await tap(beatrice, "Conferma e avvisa")
    assert await beatrice.alert() == "Fatto. Incontri: 3. Persone avvisate: 6."
    await told(stage)
    italian = giulia.last
    assert re.fullmatch(
        "Nuovo orario per 1 incontro: (14:30|14:50|15:10)\n\ngiovedì 29 novembre\n\n"
        "🕘 \\1–..:.., tavolo 1\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n"
        "Interprete: (Sofia Galli|Artem Vinogradov)",
        italian.text,
    )
    assert italian.rows == [["Incontri", "La mia agenda"]]
    assert re.fullmatch(
        "Новое время: 3 встречи, первая в 14:30\n\nчетверг, 29 ноября(\n\n"
        "🕘 ..:..–..:.., стол 1\n👤 [^,]+, .+\nПереводчик: (София Галли|Артём Виноградов)){3}",
        alexey.last.text,
    )
    assert alexey.last.rows == [["Встречи", "Моя программа"]]
    assert re.fullmatch(
        "(1 incontro|2 incontri) da interpretare(:|, dalle) (14:30|14:50|15:10)\n\ngiovedì 29 novembre(\n\n"
        "🕘 ..:..–..:.., tavolo 1\n👤 Aleksei Shcherbakov – .+){1,2}",
        sofia.last.text,
    )
    assert len([one for one in giulia.from_bot if one.text.startswith("Nuovo orario")]) == 1
    await say(beatrice, "/organise")
    record = await press(beatrice, "Registro")
    assert record.text == (
        "Registro delle operazioni\n\nOggi, 29 novembre\n"
        "08:40 Beatrice Lombardi: programma del Meeting Point accettato, incontri: 3, persone avvisate: 6\n"
        "08:40 Beatrice Lombardi: pianificazione del Meeting Point avviata"
    )
    assert (await say(giulia, "/meetings")).text.startswith("I miei incontri")
    await nothing_failed(stage)


async def test_one_of_them_stays_and_all_is_planned_again(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await untimed(stage, "d23", "code IN ('d01', 'd02')", 2)
    await planning(beatrice)
    await press(beatrice, "Solo i mancanti")
    await proposed(beatrice)
    await tap(beatrice, "Accetta")
    await tap(beatrice, "Conferma e avvisa")
    for number, hour in ((1, 14), (2, 16)):
        await change(
            stage,
            f"UPDATE meetings SET starts = '2018-11-29T{hour}:30:00.000+00:00', interpreter_id = NULL, "
            f"ends = '2018-11-29T{hour}:50:00.000+00:00' WHERE id = {number}",
        )
    there = await planning(beatrice)
    assert there.rows == [["Minimo spostamento"], ["Riordina tutto"], ["Indietro", "Menu"]]
    await press(beatrice, "Riordina tutto")
    proposal = await proposed(beatrice, 2)
    assert "Pause fra gli incontri: ora 1, con la proposta 0 (minimo dimostrato)" in proposal.text
    await press(beatrice, "Spostati")
    moves = beatrice.last
    first = moves.rows[0][0]
    kept = await tap(beatrice, first)
    assert "resterà dov’è" in kept.text
    assert kept.rows[-2] == ["Pianifica di nuovo (fermi: 1)"]
    name = first.removeprefix("Lascia: ")
    assert kept.rows[0] == [f"Può spostarsi: {name}"]
    await press(beatrice, "Pianifica di nuovo")
    await proposed(beatrice, 3)
    again = await press(beatrice, "Spostati")
    assert name not in again.text


async def test_what_has_changed_meanwhile_is_said(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await untimed(stage, "d23", "code IN ('d01', 'd02')", 2)
    await planning(beatrice)
    await press(beatrice, "Solo i mancanti")
    await proposed(beatrice)
    await change(stage, "UPDATE meetings SET state = 'cancelled' WHERE id = 1")
    await tap(beatrice, "Accetta")
    changed = await tap(beatrice, "Conferma e avvisa")
    assert changed.text == (
        "Proposta per il Meeting Point\n\nNel frattempo qualcosa è cambiato: 1 dei 2 incontri della proposta non si "
        "possono più collocare così. Nulla è stato scritto."
    )
    assert changed.rows == [["Accetta gli altri"], ["Pianifica di nuovo"], ["Indietro", "Menu"]]
    await tap(beatrice, "Accetta gli altri")
    assert (await beatrice.alert()).startswith("Fatto. Incontri: 1. ")
    assert await stage.value("SELECT count(*) FROM meetings WHERE starts IS NOT NULL") == 1


async def test_what_has_no_place_and_why_in_russian(stage: Stage) -> None:
    await change(stage, "UPDATE delegates SET role = 'delegate' WHERE role = 'interpreter'")
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await untimed(stage, "d23", "code = 'd01'")
    await planning(ksenia)
    await press(ksenia, "Только без времени")
    ready = await notice(ksenia, "Расписание составлено", "Открыть")
    proposal = await tap(ksenia, "Открыть", on=ready)
    assert proposal.text == (
        "Предлагаемое расписание Meeting Point\n\nРаспределено встреч: 0 из 1\n"
        "Перерывов между встречами: сейчас 0, по предложению 0 (меньше нельзя, доказано)\n\n"
        "⚠️ Без времени остаётся 1 встреча.\n\nПредложение ничего не меняет."
    )
    listed = await press(ksenia, "Без времени")
    assert listed.text == (
        "Встречи без времени\n\n👤 Алексей Щербаков — Джулия Бардацци\n"
        "В общее свободное время заняты все подходящие переводчики."
    )
    await planning(ksenia)
    await press(ksenia, "Отказаться")
    assert await ksenia.alert() == "Всё остаётся как было."


async def test_whose_meeting_has_no_place_yet_hears_what_now(stage: Stage) -> None:
    """Giulia is elsewhere all afternoon."""
    beatrice = await stage.arrive(LOMBARDI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await untimed(stage, "d23", "code IN ('d01', 'd02')", 2)
    await change(
        stage,
        "INSERT INTO unavailable (delegate_id, starts, ends) SELECT id, '2018-11-29T13:00:00.000+00:00', "
        "'2018-11-29T20:00:00.000+00:00' FROM delegates WHERE code = 'd01'",
    )
    for scheduling, means in (
        ("both", "Они остаются согласованными: время можно предложить в разделе «Встречи»."),
        ("planned", "Они остаются согласованными: время назначат организаторы."),
    ):
        await change(
            stage,
            f"UPDATE forum SET scheduling = '{scheduling}'",
            "UPDATE meetings SET starts = NULL, ends = NULL, table_number = NULL, interpreter_id = NULL",
        )
        await planning(beatrice)
        await press(beatrice, "Solo i mancanti")
        await proposed(beatrice, 1 if scheduling == "both" else 2)
        await tap(beatrice, "Accetta")
        await tap(beatrice, "Conferma e avvisa")
        await told(stage)
        assert alexey.last.text.startswith("Новое время: 1 встреча, начало в ")
        assert alexey.last.text.endswith(
            f"\n\nПока без времени:\n👤 Джулия Бардацци, Тесситура Бизенцио\n\n{means}"
        )


async def test_told_to_stop_it_proposes_the_best_so_far(stage: Stage) -> None:
    """The message that shows how it goes on has the key; pressed when it is over it says so."""
    beatrice = await stage.arrive(LOMBARDI, "it")
    await untimed(stage, "d23", "code = 'd01'")
    await planning(beatrice)
    await press(beatrice, "Solo i mancanti")
    live = await notice(beatrice, "Pianificazione in corso", "Ferma e mostra")
    await proposed(beatrice)
    await stage.running.live.refresh()
    await beatrice.press_data(live, StopPlanning(1, live=True).pack())
    assert await beatrice.alert() == "Questa pianificazione è già conclusa."
    await stage.stop()
    with sqlite3.connect(stage.settings.database) as raw:
        raw.execute("UPDATE planning_runs SET state = 'stopping', plan = NULL")
    await stage.start()
    await stage.becomes("SELECT count(*) FROM planning_runs WHERE state = 'proposed' AND begun = 2", 1)


async def test_a_picture_of_the_hall(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await untimed(stage, "d23", "code IN ('d01', 'd02')", 2)
    await planning(beatrice)
    await press(beatrice, "Solo i mancanti")
    await proposed(beatrice)
    await beatrice.press("Immagine della sala")
    await beatrice.until(lambda: "photo" in beatrice.last.message)
    assert beatrice.last.message["caption"] == "Meeting Point secondo la proposta"


async def test_after_a_restart_it_is_begun_again_and_said(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await untimed(stage, "d23", "code = 'd01'")
    await stage.stop()
    user = beatrice.id
    with sqlite3.connect(stage.settings.database) as raw:
        raw.execute(
            "INSERT INTO planning_runs (state, scope, asked_by, asked_at, most_seconds, begun, progress) VALUES "
            "('running', 'open', ?, '2018-11-29T07:40:00.000+00:00', 60, 1, '{\"total\": 1, \"seconds\": 60}')",
            (user,),
        )
    await stage.start()
    proposal = await proposed(beatrice)
    assert proposal.text.startswith("Proposta per il Meeting Point\n\nIncontri collocati: 1 su 1")
    assert await stage.value("SELECT begun FROM planning_runs") == 2


async def test_a_search_that_dies_is_said_and_can_be_begun_again(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await untimed(stage, "d23", "code = 'd01'")
    await planning(beatrice)
    await press(beatrice, "Solo i mancanti")
    await killed()
    failed = await notice(beatrice, "Il calcolo si è interrotto")
    assert failed.text == "Il calcolo si è interrotto: tutto resta com’è. Si può avviare di nuovo."
    await planning(beatrice)
    await press(beatrice, "Solo i mancanti")
    await proposed(beatrice)


async def killed() -> None:
    """The process that searches is killed, as a machine short of memory would do."""
    while not (found := searching()):  # noqa: ASYNC110 -- nobody says that a process is there
        await asyncio.sleep(0.01)
    for process in found:
        os.kill(process, signal.SIGKILL)


def searching() -> list[int]:
    """The processes of this one that search for a plan."""
    children = Path("/proc/self/task").glob("*/children")
    numbers = [int(number) for one in children for number in one.read_text().split()]
    return [one for one in numbers if "forum.hall.process" in Path(f"/proc/{one}/cmdline").read_text()]
