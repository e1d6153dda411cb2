"""`/organise`: what is open, each a tap from being dealt with, in both languages."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from itertools import takewhile
from zoneinfo import ZoneInfo

from forum.desk import Desk
from handlers import organise
from handlers.buttons import AssignInterpreter, BeginReturn, ChooseInterpreter, ForgoInterpreter, Organise
from handlers.visit import open_visit
from locales import LANGUAGES, Words
from tests.support.hostile import an_applicant, change, nothing_failed, number, pressing
from tests.support.meetings import agree, notice, say, tap
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

GALLI = "IT-GALLI-5V8B"


def matters(screen: Screen) -> list[list[str]]:
    """The rows of keys above the tools."""
    both = [Words(language, ZoneInfo("Europe/Rome")) for language in LANGUAGES]
    tools = {words.plain(key) for words in both for key, _ in organise.TOOLS}
    return list(takewhile(lambda row: not tools & {*row}, screen.rows))


async def lose_interpreter(stage: Stage) -> int:
    """The agreed meeting has an interpreter, and then none, as when one falls ill; its number."""
    await change(stage, "UPDATE meetings SET interpreter_id = NULL, revision = revision + 1")
    return await stage.value("SELECT id FROM meetings")


async def in_agreement(stage: Stage) -> tuple[Person, Person]:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    return giulia, alexey


async def test_with_nothing_open_there_are_the_tools(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    shown = await say(beatrice, "/organise")
    assert shown.text == "Organizzazione\n\nNulla in sospeso."
    assert matters(shown) == [["Domande", "Consegna"]]
    assert any("Registro" in row for row in shown.rows)
    assert (shown.rows[-2][-1], shown.rows[-1]) == ("Aggiorna", ["Menu"])
    shown = await say(ksenia, "/organise")
    assert shown.text == "Организация\n\nРешения сейчас ничего не ждёт."
    assert matters(shown) == [["Вопросы", "Доставка"]]
    assert all(len(row) <= 2 for row in shown.rows)


async def test_a_registration_is_a_tap_away(stage: Stage) -> None:
    await change(stage, "UPDATE forum SET registration = 'approval'")
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await an_applicant(stage)
    await notice(ksenia, "Новая заявка на участие")
    shown = await say(ksenia, "/organise")
    assert shown.text.startswith("Организация\n\n1 заявка на участие ждёт решения")
    assert ["Вопросы", "Заявки (1)"] in shown.rows
    assert "Carlo Verdi" in (await tap(ksenia, "Заявки (1)")).text


async def test_a_table_with_more_people_than_seats(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    seated = await stage.value(
        "SELECT count(*) FROM seats JOIN sessions ON sessions.id = session_id "
        "WHERE code = 'moda' AND state = 'seated'"
    )
    await change(stage, "UPDATE sessions SET capacity = 3 WHERE code = 'moda'", "DELETE FROM session_changes")
    shown = await say(beatrice, "/organise")
    assert shown.text == "Organizzazione\n\n1 tavolo o visita oltre i posti"
    shown = await tap(beatrice, "Oltre i posti (1)")
    assert shown.text == (
        "Più iscritti che posti\n\n"
        "Nessuno perde il posto da sé: aumenti i posti o trovi una sala più grande.\n\n"
        f"Moda\n🕘 oggi, 29 novembre, 09:15–10:45\n👤 Iscritti: {seated}, posti: 3"
    )
    assert shown.rows == [["Moda"], ["Indietro", "Menu"]]
    shown = await tap(beatrice, "Moda")
    assert shown.text.startswith("Moda\n")
    # Back leads over the session to the list that it was opened from.
    await tap(beatrice, "Indietro")
    shown = await tap(beatrice, "Indietro")
    assert shown.text.startswith("Più iscritti che posti")
    shown = await tap(ksenia, "Сверх мест (1)", on=await say(ksenia, "/organise"))
    assert shown.text == (
        "Участников больше, чем мест\n\n"
        "Никто не теряет место сам собой: увеличьте число мест или найдите зал побольше.\n\n"
        f"Мода\n🕘 сегодня, 29 ноября, 09:15–10:45\n👤 Записано: {seated}, мест: 3"
    )
    await change(stage, f"UPDATE sessions SET capacity = {seated} WHERE code = 'moda'")
    assert (
        await pressing(stage, ksenia, "yc:0")
    ).text == "Участников больше, чем мест\n\nЗдесь больше ничего не ждёт решения."


async def test_a_meeting_without_an_interpreter_gets_one(stage: Stage) -> None:
    giulia, alexey = await in_agreement(stage)
    sofia = await stage.arrive(GALLI, "it")
    beatrice = await stage.arrive(LOMBARDI, "it")
    await lose_interpreter(stage)
    shown = await say(beatrice, "/organise")
    assert shown.text == "Organizzazione\n\n1 incontro senza interprete"
    shown = await tap(beatrice, "Interpreti (1)")
    assert shown.text == (
        "Incontri senza interprete\n\nScelga un incontro: Le mostriamo chi è libero a quell’ora.\n\n"
        "🕘 Oggi, 29 novembre, 15:10, tavolo 1\nGiulia Bardazzi – Aleksei Shcherbakov"
    )
    shown = await tap(beatrice, "15:10 Giulia Bardazzi – Aleksei Shcherbakov")
    assert shown.text == (
        "Chi interpreta questo incontro?\n\n"
        "🕘 Oggi, 29 novembre, 15:10, tavolo 1\nGiulia Bardazzi – Aleksei Shcherbakov\n\n"
        "Liberi a quest’ora e nelle lingue giuste; tra parentesi gli incontri già assegnati."
    )
    assert shown.rows == [
        ["Sofia Galli (0)"],
        ["Artem Vinogradov (0)"],
        ["Nessuno", "Apri l’incontro"],
        ["Indietro", "Menu"],
    ]
    shown = await tap(beatrice, "Sofia Galli (0)")
    assert beatrice.toasts[-1] == "Interprete assegnato. Tutti gli interessati ne sono avvisati."
    assert shown.text == "Incontri senza interprete\n\nQui non c’è più nulla in sospeso."
    await notice(sofia, "Incontro da interpretare: 15:10, tavolo 1")
    await notice(giulia, "Interprete dell’incontro: Sofia Galli")
    await notice(alexey, "Переводчик встречи: София Галли")
    assert (
        await stage.text(
            "SELECT act || ' ' || manner || ' ' || coalesce(actor_id, 0) FROM meeting_acts ORDER BY id DESC LIMIT 1"
        )
        == f"interpreter organiser {await number(stage, 'delegates', 'o01')}"
    )
    await nothing_failed(stage)


async def test_two_organisers_choose_at_once(stage: Stage) -> None:
    await in_agreement(stage)
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    meeting = await lose_interpreter(stage)
    revision = await stage.value("SELECT revision FROM meetings")
    sofia, artem = await number(stage, "delegates", "i01"), await number(stage, "delegates", "i02")
    choice = AssignInterpreter(meeting, revision, sofia)
    await pressing(stage, beatrice, choice)
    late = await pressing(stage, ksenia, AssignInterpreter(meeting, revision, artem))
    assert late.toast == "Встреча тем временем изменилась. Ниже — встречи, которым ещё нужен переводчик."
    # The same again is what holds already.
    assert (await pressing(stage, beatrice, choice)).toast.startswith("Interprete assegnato.")
    assert (await pressing(stage, ksenia, ChooseInterpreter(meeting))).toast == late.toast
    assert await stage.value("SELECT interpreter_id FROM meetings") == sofia
    assert await stage.count("deeds") == 1


async def test_an_interpreter_taken_meanwhile_is_not_assigned(stage: Stage) -> None:
    await in_agreement(stage)
    beatrice = await stage.arrive(LOMBARDI, "it")
    meeting = await lose_interpreter(stage)
    revision, sofia = (
        await stage.value("SELECT revision FROM meetings"),
        await number(stage, "delegates", "i01"),
    )
    await change(
        stage,
        f"INSERT INTO unavailable VALUES ({sofia}, '2018-11-29T13:00:00.000+00:00', '2018-11-29T15:00:00.000+00:00')",
    )
    told = await pressing(stage, beatrice, AssignInterpreter(meeting, revision, sofia))
    assert told.toast == "L’interprete non è più libero a quest’ora. Scelga tra quelli liberi adesso."
    assert told.text.startswith("Chi interpreta questo incontro?")
    assert beatrice.last.rows[0] == ["Artem Vinogradov (0)"]
    for nobody in (999, await number(stage, "delegates", "d05"), 0):
        assert (
            await pressing(stage, beatrice, AssignInterpreter(meeting, revision, nobody))
        ).toast == told.toast
    assert await stage.value("SELECT count(*) FROM meetings WHERE interpreter_id IS NOT NULL") == 0
    assert await stage.count("deeds") == 0


async def test_nobody_interprets_and_both_sides_know(stage: Stage) -> None:
    giulia, alexey = await in_agreement(stage)
    ksenia = await stage.arrive(MOROZOVA, "ru")
    meeting = await lose_interpreter(stage)
    await tap(ksenia, "Переводчики (1)", on=await say(ksenia, "/organise"))
    await tap(ksenia, "15:10 Джулия Бардацци — Алексей Щербаков")
    asked = await tap(ksenia, "Никто")
    assert asked.text == (
        "Оставить встречу без переводчика?\nСтороны получат сообщение и смогут предложить другое время.\n\n"
        "🕘 Сегодня, 29 ноября, 15:10, стол 1\nДжулия Бардацци — Алексей Щербаков"
    )
    await tap(ksenia, "Без переводчика")
    assert ksenia.toasts[-1] == "Встреча остаётся без переводчика, стороны извещены."
    told = await notice(giulia, "Incontro senza interprete: 15:10, tavolo 1")
    assert told.text == (
        "Incontro senza interprete: 15:10, tavolo 1\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n"
        "⚠️ Senza interprete: a quest’ora nessuno è disponibile.\n\n"
        "A quest’ora nessun interprete è disponibile. L’incontro resta confermato: può proporre un altro orario "
        "oppure incontrarsi comunque."
    )
    assert told.rows == [["Proponi un altro orario"], ["Apri"]]
    told = await notice(alexey, "Встреча без переводчика: 15:10, стол 1")
    assert told.rows == [["Предложить другое время"], ["Открыть"]]
    assert "Senza interprete" in (await say(giulia, "/agenda")).text
    assert "без переводчика" not in (await say(ksenia, "/organise")).text
    # Pressed again it says the same and tells nobody twice.
    revision = await stage.value("SELECT revision FROM meetings")
    notices = await stage.count("outbox")
    again = await pressing(stage, ksenia, ForgoInterpreter(meeting, revision - 1, sure=True))
    assert (again.toast, await stage.count("outbox")) == (ksenia.toasts[-1], notices)
    # Another time is another question.
    await change(
        stage,
        "UPDATE meetings SET starts = '2018-11-29T14:30:00.000+00:00', "
        "ends = '2018-11-29T14:50:00.000+00:00'",
    )
    assert "1 встреча без переводчика" in (await say(ksenia, "/organise")).text
    await nothing_failed(stage)


async def test_a_meeting_agreed_without_a_time(stage: Stage) -> None:
    await in_agreement(stage)
    beatrice = await stage.arrive(LOMBARDI, "it")
    await change(
        stage,
        "UPDATE meetings SET starts = NULL, ends = NULL, table_number = NULL, interpreter_id = NULL, "
        "nudge_at = NULL",
    )
    shown = await say(beatrice, "/organise")
    assert (
        shown.text == "Organizzazione\n\n1 incontro accettato ancora senza orario\n1 delegato non raggiunto"
    )
    shown = await tap(beatrice, "Senza orario (1)")
    assert shown.text == (
        "Incontri senza orario\n\nEntrambi hanno accettato, l’orario manca. "
        "Apra un incontro per proporne uno per conto di chi lo ha richiesto."
    )
    assert shown.rows[-2] == ["Pianifica Meeting Point"]
    shown = await tap(beatrice, "Giulia Bardazzi – Aleksei Shcherbakov")
    assert shown.text.startswith("Agisce per conto di: Giulia Bardazzi\n\n")
    assert shown.has("Proponi un orario")


async def test_the_next_departures(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    corti = await number(stage, "sessions", "corti")
    await change(
        stage,
        "INSERT INTO seats (session_id, delegate_id, state) "
        f"SELECT {corti}, id, 'seated' FROM delegates WHERE code IN ('d01', 'd05', 'd23')",
    )
    assert "🚌" not in (await say(beatrice, "/organise")).text
    await stage.at("2018-11-29 21:00")
    shown = await say(beatrice, "/organise")
    assert shown.text == (
        "Organizzazione\n\nNulla in sospeso.\n\nProssime partenze\n"
        "🚌 domani, 30 novembre, 08:30 · BHGE – Nuovo Pignone: meccanica, oil & gas: nessun iscritto\n"
        "🚌 domani, 30 novembre, 08:45 · Corti: pelletteria: a bordo 0 di 3\n"
        "🚌 domani, 30 novembre, 09:00 · Marchesi Frescobaldi: vino: nessun iscritto"
    )
    assert matters(shown)[-1:] == [["🚌 08:30", "🚌 08:45", "🚌 09:00"]]
    await stage.at("2018-11-30 08:50")
    shown = await tap(ksenia, "🚌 08:45", on=await say(ksenia, "/organise"))
    await tap(ksenia, shown.rows[0][0])
    assert "Corti: кожгалантерея: в автобусе 1 из 3" in (await say(ksenia, "/organise")).text
    # Long after it has left it is no longer next, until somebody begins the way back.
    await stage.at("2018-11-30 11:00")
    assert "Corti" not in (await say(ksenia, "/organise")).text
    await pressing(stage, ksenia, BeginReturn(corti))
    shown = await say(ksenia, "/organise")
    assert "🚌 Обратный путь · Corti: кожгалантерея: в автобусе 0 из 1" in shown.text
    await nothing_failed(stage)


async def test_the_desk_is_read_in_ten_statements(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    database = stage.running.database
    visit = await open_visit(Desk(database, stage.clock.now), beatrice.id, "it")
    assert visit is not None
    before = database.statements
    await organise.organise(visit, Organise())
    assert database.statements - before <= 10
