"""Files to print, from the chat: badges, cards, agendas, the tables of the Meeting Point, buses."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
import sys
import time

import pytest

from forum.apart import MOST, apart
from handlers.buttons import (
    PrintAgenda,
    PrintBadge,
    PrintBadges,
    PrintBus,
    PrintHall,
    ShowAgenda,
    ShowPassengers,
    ShowPrinting,
)
from tests.journeys.test_visits import BELLINI, seat
from tests.support import paper
from tests.support.hostile import change, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

FOOT_IT = (
    "Task Force italo-russa sui distretti e le PMI, XXVII sessione · situazione al 29 novembre, ore 08:40 · "
    "orari di Firenze"
)
FOOT_RU = (
    "Российско-Итальянская рабочая группа по промышленным округам, XXVII сессия · данные на 29 ноября, 08:40 · "
    "время флорентийское"
)


async def press(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def printing(person: Person, *labels: str) -> Screen:
    """The organisers' screen of files to print, and what is chosen there."""
    await person.press_data(person.last, ShowPrinting().pack())
    shown = await person.screen()
    for label in labels:
        shown = await press(person, label)
    return shown


async def file_after(person: Person, data: str | None = None, label: str = "") -> tuple[Screen, bytes]:
    """Press a key; the file that comes, and what is in it."""
    before = person.last.id
    await (person.press(label) if data is None else person.press_data(person.last, data))
    await person.until(lambda: person.last.id > before and "document" in person.last.message, 30)
    return person.last, await person.file_of(person.last)


def name_of(file: Screen) -> str:
    return str(file.message["document"]["file_name"])


async def test_badges_of_a_delegation(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await ksenia.send("/organise")
    await ksenia.screen()
    shown = await press(ksenia, "Печать")
    assert shown.text == "Печать\nФайлы для печати на листах А4 с данными на момент создания."
    assert shown.labels == [
        "Бейджи",
        "Таблички на столы",
        "Личные программы",
        "Столы Meeting Point",
        "Списки для автобусов",
        "Назад",
        "Меню",
    ]
    shown = await press(ksenia, "Бейджи")
    assert shown.text == "Бейджи\nПо четыре на листе, с кодом QR для отметки о прибытии."
    assert shown.labels == [
        "Все (47)",
        "Итальянская делегация (22)",
        "Российская делегация (18)",
        "Организаторы, переводчики и гиды (7)",
        "Назад",
        "Меню",
    ]
    file, content = await file_after(ksenia, label="Российская делегация (18)")
    assert await ksenia.alert() == "Файл готовится и скоро появится ниже."
    assert name_of(file) == "бейджи.pdf"
    assert file.text == "Бейджей: 18. Печатайте без подгонки под размер страницы и разрежьте по пунктиру."
    pages = paper.pages(content)
    assert len(pages) == 5
    assert sum("Алексей Щербаков" in page for page in pages) == 1
    assert "Тимур Ахметов Timur Akhmetov Средневолжский промышленный банк" in pages[0]
    wanted = [
        f"https://t.me/forum_rehearsal_bot?start=c_{token}"
        for token in await stage.texts(
            "SELECT token FROM badges JOIN delegates ON delegates.id = delegate_id WHERE name IN "
            "('Тимур Ахметов', 'Ольга Белова', 'Елена Воробьёва', 'Анна Громова')"
        )
    ]
    assert sorted(paper.codes(content, 0)) == sorted(wanted)
    await ksenia.press("Убрать файл")
    await ksenia.until(lambda: "document" not in ksenia.last.message)


async def test_one_badge(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    person = await number(stage, "delegates", "d01")
    file, content = await file_after(beatrice, PrintBadge(person).pack())
    assert name_of(file) == "badge.pdf"
    (page,) = paper.pages(content)
    assert page.endswith(
        "Giulia Bardazzi Джулия Бардацци Tessitura Bisenzio Тесситура Бизенцио "
        "Delegazione italiana Итальянская делегация"
    )
    assert (await pressing(stage, beatrice, PrintBadge(99_999))).toast == "Non c’è nulla da stampare."
    assert (await pressing(stage, beatrice, PrintBadges("xx"))).toast == "Non c’è nulla da stampare."
    assert (await pressing(stage, beatrice, PrintBadges("it", 9))).toast == "Non c’è nulla da stampare."
    await nothing_failed(stage)


async def test_a_large_forum_is_printed_in_parts_while_the_bot_answers(stage: Stage) -> None:
    beatrice, giulia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(BARDAZZI, "it")
    many = ", ".join(
        f"('x{one}', 'Константин Вознесенский {one}', 'Общество {one}', 'ru', 'ru')" for one in range(783)
    )
    await change(
        stage, f"INSERT INTO delegates (code, name, organisation, delegation, language) VALUES {many}"
    )
    shown = await printing(beatrice, "Badge")
    assert shown.labels[:7] == [
        "Tutti (1–400)",
        "Tutti (401–800)",
        "Tutti (801–830)",
        "Delegazione italiana (22)",
        "Delegazione russa (1–400)",
        "Delegazione russa (401–800)",
        "Delegazione russa (801–801)",
    ]
    before, began = beatrice.last.id, time.monotonic()
    await beatrice.press("Tutti (801–830)")
    waited = []
    while "document" not in beatrice.last.message or beatrice.last.id == before:
        asked = time.monotonic()
        await giulia.send("/tables")
        await giulia.screen()
        waited.append(time.monotonic() - asked)
        assert time.monotonic() - began < 60
    assert len(waited) > 3
    # Drawing takes ten seconds and more: nobody waits for its end.
    assert sorted(waited)[len(waited) // 2] < (time.monotonic() - began) / 3
    assert len(paper.pages(await beatrice.file_of(beatrice.last))) == 8
    await nothing_failed(stage)


async def test_cards_for_tables(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    shown = await printing(beatrice, "Segnatavoli")
    assert shown.text == "Segnatavoli\nUn foglio per tavolo, da piegare a metà."
    assert shown.labels == ["Meeting Point (20)", "Tavoli tematici (4)", "Indietro", "Menu"]
    file, content = await file_after(beatrice, label="Meeting Point (20)")
    assert name_of(file) == "segnatavoli.pdf"
    assert file.text == "Segnatavoli: 20. Pieghi ogni foglio lungo la linea tratteggiata."
    assert file.rows == []
    assert len(paper.pages(content)) == 20
    await printing(beatrice, "Segnatavoli")
    _, content = await file_after(beatrice, label="Tavoli tematici (4)")
    assert [piece.text for piece in paper.pieces(content, 1) if piece.bold] == ["Moda", "Мода"]
    assert "Padiglione Spadolini, sala 2 · Павильон Спадолини, зал 2" in paper.pages(content)[1]


async def meeting(stage: Stage, one: str, other: str, *, at: str = "15:10", table: int = 3) -> None:
    """An agreed meeting at the Meeting Point, UTC an hour before."""
    starts = f"2018-11-29T{int(at[:2]) - 1:02}:{at[3:]}:00.000+00:00"
    ends = f"2018-11-29T{int(at[:2]) - 1:02}:{int(at[3:]) + 20}:00.000+00:00"
    helper = await number(stage, "delegates", "i01")
    await change(
        stage,
        "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, starts, ends, table_number, asked_at, "
        f"subject, interpreter_id) SELECT one.id, other.id, 'agreed', 1, '{starts}', '{ends}', {table}, '{starts}', "
        f"'Filati di lino', {helper} FROM delegates AS one, delegates AS other "
        f"WHERE one.code = '{one}' AND other.code = '{other}'",
    )


async def test_ones_own_agenda(stage: Stage) -> None:
    await seat(stage, "nuovo-pignone", "d23")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    code = await stage.text(f"SELECT code FROM delegates WHERE invitation = '{SHCHERBAKOV}'")
    await meeting(stage, "d01", code)
    await alexey.send("/agenda")
    shown = await alexey.screen()
    assert ["В календарь телефона", "Для печати"] in shown.rows
    file, content = await file_after(alexey, label="Для печати")
    assert name_of(file) == "программа.pdf"
    assert file.text == "Программа для печати, время флорентийское."
    assert file.rows == []
    (page,) = paper.pages(content)
    assert page.startswith(
        f"Алексей Щербаков ООО «Волжские станки» · Личная программа {FOOT_RU} Время Мероприятие Место "
        "Четверг, 29 ноября 07:30–07:55 Трансфер в Фортецца-да-Бассо Гостиница делегации, район Новоли "
    )
    assert (
        "14:30–18:30 Meeting Point Павильон Каванилья 15:10–15:30 Встреча: Джулия Бардацци, Тесситура Бизенцио "
        "Тема: «Filati di lino» Переводчик: София Галли Meeting Point, стол 3 Павильон Каванилья 19:00–21:00 "
    ) in page
    assert (
        "Пятница, 30 ноября 08:30–12:00 BHGE – Nuovo Pignone: машиностроение, нефть и газ "
        "Отправление автобуса: 08:30, Гостиница делегации, район Новоли Baker Hughes"
    ) in page


async def test_what_an_agenda_says_of_waiting_and_of_interpreting(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET capacity = 0 WHERE code = 'moda'")
    await change(
        stage,
        "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'waiting' "
        "FROM sessions, delegates WHERE sessions.code = 'moda' AND delegates.code = 'd01'",
    )
    await meeting(stage, "d01", "d23")
    beatrice = await stage.arrive(LOMBARDI, "it")
    _, content = await file_after(beatrice, PrintAgenda(await number(stage, "delegates", "d01")).pack())
    (page,) = paper.pages(content)
    assert FOOT_IT in page
    assert "09:15–10:45 Moda In lista d’attesa, posizione 1 Padiglione Spadolini, sala 2" in page
    file, content = await file_after(beatrice, PrintAgenda(await number(stage, "delegates", "i01")).pack())
    assert name_of(file) == "agenda.pdf"
    (page,) = paper.pages(content)
    assert (
        "15:10–15:30 Interpretariato: Giulia Bardazzi – Aleksei Shcherbakov Argomento: «Filati di lino» "
        "Lingue: italiano – russo"
    ) in page
    assert (await pressing(stage, beatrice, PrintAgenda(99_999))).toast == "Non c’è nulla da stampare."


async def test_everybodys_agenda_in_their_own_language(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    shown = await printing(beatrice, "Agende personali")
    assert shown.text == "Agende personali\nCiascuna su un foglio proprio, nella lingua della persona."
    file, content = await file_after(beatrice, label="Tutti (47)")
    assert name_of(file) == "agende.pdf"
    assert file.text == "Agende: 47. Contengono dati personali: consegni ciascuna al suo titolare."
    pages = paper.pages(content)
    italian = [page for page in pages if "Agenda personale" in page]
    russian = [page for page in pages if "Личная программа" in page]
    spoken = await stage.texts("SELECT language FROM delegates WHERE removed_at IS NULL")
    assert (len(italian), len(russian)) == (spoken.count("it"), spoken.count("ru"))
    assert all(FOOT_IT in page for page in italian)
    assert all(FOOT_RU in page for page in russian)


async def test_the_tables_of_the_meeting_point(stage: Stage) -> None:
    await meeting(stage, "d23", "d01")
    beatrice = await stage.arrive(LOMBARDI, "it")
    shown = await printing(beatrice, "Tavoli del Meeting Point")
    assert shown.text == (
        "Tavoli del Meeting Point\nUn foglio per tavolo, con tutti gli orari del giorno.\n\n"
        "Scelga il giorno, oppure scriva il numero di un solo tavolo (da 1 a 20)."
    )
    file, content = await file_after(beatrice, label="Gio 29 nov: tutti i tavoli")
    assert name_of(file) == "meeting-point.pdf"
    assert file.text == "Fogli: 20. Le righe libere restano vuote, per annotare a mano."
    pages = paper.pages(content)
    assert len(pages) == 20
    assert pages[2].startswith(
        "Tavolo 3 / Стол 3 Meeting Point giovedì 29 novembre / четверг, 29 ноября "
        f"Padiglione Cavaniglia / Павильон Каванилья {FOOT_IT} "
        "Orario / Время Partecipante / Участник Partecipante / Участник Interprete / Переводчик "
        "14:30–14:50 14:50–15:10 15:10–15:30 Giulia Bardazzi Джулия Бардацци Tessitura Bisenzio "
        "Алексей Щербаков Aleksei Shcherbakov"
    )
    assert pages[2].endswith("Sofia Galli София Галли " + " ".join(SLOTS[3:]))
    await printing(beatrice, "Tavoli del Meeting Point")
    before = beatrice.last.id
    await beatrice.send(" 3 ")
    await beatrice.until(lambda: beatrice.last.id > before + 1 and "document" in beatrice.last.message, 30)
    assert paper.pages(await beatrice.file_of(beatrice.last)) == [pages[2]]


SLOTS = [
    f"{one // 60:02}:{one % 60:02}–{(one + 20) // 60:02}:{(one + 20) % 60:02}" for one in range(870, 1110, 20)
]


@pytest.mark.parametrize("typed", ["21", "0", "tre", "9999", "-1", "²"])
async def test_a_table_there_is_not(stage: Stage, typed: str) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await printing(ksenia, "Столы Meeting Point")
    await ksenia.send(typed)
    shown = await ksenia.screen()
    assert shown.text.startswith("Стола с таким номером нет.\n\nСтолы Meeting Point\n")
    assert not any("document" in one.message for one in ksenia.from_bot)


async def test_where_there_is_nothing_to_print(stage: Stage) -> None:
    await change(
        stage,
        "UPDATE sessions SET cancelled_at = starts WHERE kind IN ('meeting_point', 'visit', 'table')",
        "UPDATE forum SET meeting_tables = 0",
    )
    beatrice = await stage.arrive(LOMBARDI, "it")
    assert (await printing(beatrice, "Segnatavoli")).labels == ["Indietro", "Menu"]
    shown = await printing(beatrice, "Tavoli del Meeting Point")
    assert shown.text == "Il programma non prevede incontri al Meeting Point."
    shown = await printing(beatrice, "Elenchi per i pullman")
    assert shown.text == "Il programma non prevede visite aziendali."
    assert (await pressing(stage, beatrice, PrintHall())).toast == "Non c’è nulla da stampare."


async def test_the_list_of_a_bus(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET audience = 'all' WHERE code = 'corti'")
    await seat(stage, "corti", "d01", "d23")
    await change(stage, "UPDATE sessions SET capacity = 2 WHERE code = 'corti'")
    await change(
        stage,
        "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'waiting' "
        "FROM sessions, delegates WHERE sessions.code = 'corti' AND delegates.code = 'd05'",
    )
    martina = await stage.arrive(BELLINI, "it")
    corti = await number(stage, "sessions", "corti")
    await change(
        stage,
        f"INSERT INTO rolls (session_id, leg) VALUES ({corti}, 'out')",
        f"INSERT INTO aboard SELECT {corti}, 'out', id FROM delegates WHERE code = 'd23'",
    )
    await martina.press_data(martina.last, ShowPassengers(corti).pack())
    shown = await martina.screen()
    assert ["Appello", "Elenco da stampare"] in shown.rows
    file, content = await file_after(martina, label="Elenco da stampare")
    assert name_of(file) == "pullman.pdf"
    assert file.text == "Passeggeri: 2. Contiene i telefoni: dopo la visita distrugga il foglio."
    assert file.rows == [["Togli il file"]]
    (page,) = paper.pages(content)
    assert page.startswith(
        "Corti: pelletteria venerdì 30 novembre, 08:45–12:15 08:45 Albergo della delegazione, Novoli "
    )
    assert "Guida: Martina Bellini, +39 300 000 0046 Passeggeri: 2" in page
    assert page.endswith(
        "Andata Ritorno N. Nome e cognome Organizzazione Telefono "
        "1 Giulia Bardazzi Джулия Бардацци Tessitura Bisenzio +39 300 000 0001 "
        "✓ 2 Aleksei Shcherbakov Алексей Щербаков Volzhskie Stanki +7 000 000 0023 "
        "Lista d’attesa 1 Marco Rossi Марко Росси Officine Meccaniche Rossi +39 300 000 0005"
    )


async def test_who_does_not_lead_a_visit_gets_no_list(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    corti = await number(stage, "sessions", "corti")
    assert (await pressing(stage, giulia, PrintBus(corti))).verdict == "leading"
    ksenia = await stage.arrive(MOROZOVA, "ru")
    shown = await printing(ksenia, "Списки для автобусов")
    assert shown.labels[1] == "08:45 Corti: кожгалантерея"
    _, content = await file_after(ksenia, label=shown.labels[1])
    assert paper.pages(content)[0].endswith("Телефон Пассажиров нет.")


async def test_a_file_that_cannot_be_made_is_said_to_be_missing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    giulia, ksenia = await stage.arrive(BARDAZZI, "it"), await stage.arrive(MOROZOVA, "ru")
    await giulia.press_data(giulia.last, ShowAgenda().pack())
    await giulia.screen()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await giulia.press("Da stampare")
    await giulia.until(lambda: giulia.last.text.startswith("Non è stato possibile"))
    assert giulia.last.text == (
        "Non è stato possibile creare il file. Riprovi; se succede ancora, lo segnali a chi gestisce il bot."
    )
    await printing(ksenia, "Таблички на столы")
    await ksenia.press("Meeting Point (20)")
    await ksenia.until(lambda: ksenia.last.text.startswith("Файл создать не удалось."))
    await nothing_failed(stage)


def stands_still() -> bytes:
    time.sleep(60)
    return b""


async def test_who_comes_when_too_much_is_being_made_is_told_to_wait(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.press_data(giulia.last, ShowAgenda().pack())
    await giulia.screen()
    tasks = [asyncio.create_task(apart(stands_still)) for _ in range(MOST)]
    await asyncio.sleep(0)
    await giulia.press("Da stampare")
    assert await giulia.alert() == "Sono già in preparazione altri file. Riprovi tra un minuto."
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    await file_after(giulia, label="Da stampare")
