"""Figures, from the chat: on the screen, as pictures, as a workbook, as a report to be signed."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image

from handlers.buttons import SendChart, ShowFigures
from storage.instants import to_sql
from tests.journeys.test_paper import file_after, name_of, press
from tests.support import paper
from tests.support.hostile import change, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, MORNING, MOROZOVA, Stage


async def picture_after(person: Person, label: str) -> tuple[str, bytes]:
    """Press a key; the picture that comes and the words below it."""
    before = person.last.id
    await person.press(label)
    await person.until(lambda: person.last.id > before and "photo" in person.last.message, 30)
    return person.last.text, await person.file_of(person.last)


async def held(stage: Stage, one: str, other: str, *, result: str) -> None:
    """A meeting that was held yesterday."""
    starts = MORNING - timedelta(days=1)
    sides = [await number(stage, "delegates", code) for code in (one, other)]
    taken = await stage.count("meetings")
    await change(
        stage,
        "INSERT INTO meetings (inviter_id, invitee_id, state, interpreted, starts, ends, table_number, asked_at) "
        f"VALUES ({sides[0]}, {sides[1]}, 'held', 0, '{to_sql(starts)}', '{to_sql(starts + timedelta(minutes=20))}', "
        f"{taken + 1}, '{to_sql(starts)}')",
        "INSERT INTO meeting_reports (meeting_id, delegate_id, held, result, rating, exchanged, at) "
        f"SELECT max(id), {sides[0]}, 1, '{result}', 4, 1, '{to_sql(MORNING)}' FROM meetings",
    )


async def test_the_figures_at_a_glance(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await held(stage, "d01", "d23", result="protocol")
    await change(stage, f"INSERT INTO check_ins (delegate_id, at) VALUES (1, '{to_sql(MORNING)}')")
    await beatrice.send("/organise")
    await beatrice.screen()
    shown = await press(beatrice, "Statistiche")
    assert shown.text == (
        "Statistiche\nSituazione al 29 novembre, ore 08:40\n\n"
        "Partecipanti\nInvitati: 47 · nel bot: 1 · arrivati: 1\n"
        "Delegazione italiana: 22 · nel bot: 0 · arrivati: 1\nDelegazione russa: 18 · nel bot: 0 · arrivati: 0\n"
        "Lingua nel bot: italiano 1, russo 0\n\n"
        "Tavoli tematici\nPosti occupati: 46 su 56\nIn lista d’attesa: 1\n\n"
        "Visite aziendali\nPosti occupati: 0 su 58\n\n"
        "Incontri bilaterali\nRichiesti: 1 · concordati: 1 · svolti: 1\n\n"
        "Messaggi\nConsegnati: 0 · persone non raggiunte: 0"
    )
    assert shown.rows == [
        ["Tavoli tematici"],
        ["Visite", "Incontri"],
        ["Regioni", "Tabelle"],
        ["Sintesi dei risultati"],
        ["Aggiorna"],
        ["Indietro", "Menu"],
    ]
    shown = await press(beatrice, "Incontri")
    assert shown.text == (
        "Incontri bilaterali\nSituazione al 29 novembre, ore 08:40\n\n"
        "Richiesti in tutto: 1\nIn attesa di risposta: 0\nConcordati, ancora da svolgere: 0\nDi cui senza orario: 0\n"
        "Orario passato, esito non comunicato: 0\nSvolti: 1\nNon svolti: 0\n\n"
        "Rifiutati: 0\nRitirati: 0\nScaduti senza risposta: 0\nAnnullati: 0\n\n"
        "Con necessità di interprete: 0\nCon interprete assegnato: 0\n\n"
        "Risultati\nProtocollo o memorandum: 1\nIl dialogo prosegue: 0\nPer ora nessun risultato: 0\n"
        "Risultato non indicato: 0\nCon scambio di contatti: 1\nVoto medio: 4,0 su 5 (voti: 1)"
    )
    await press(beatrice, "Indietro")
    shown = await press(beatrice, "Visite")
    assert "\n\nCorti: pelletteria\nPosti occupati: 0 su 8\n\n" in shown.text


async def test_pictures(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await ksenia.press_data(ksenia.last, ShowFigures("tables").pack())
    shown = await ksenia.screen()
    assert shown.text.startswith(
        "Тематические столы\nДанные на 29 ноября, 08:40\n\nМашиностроение и оборудование\nЗанято мест: 13 из 18\n\n"
    )
    await ksenia.press("График заполнения")
    assert await ksenia.alert() == "Для этого графика данных пока нет."
    await stage.at(stage.clock.now() + timedelta(seconds=1))
    caption, content = await picture_after(ksenia, "График заполнения")
    assert caption == "Как заполняются тематические столы"
    with Image.open(BytesIO(content)) as picture:
        assert picture.size[0] == 1080
    await ksenia.press_data(ksenia.last, ShowFigures("meetings").pack())
    await ksenia.screen()
    caption, _ = await picture_after(ksenia, "График Meeting Point")
    assert caption == "Meeting Point: встречи по часам и столам"
    await held(stage, "d01", "d23", result="protocol")
    await ksenia.press_data(ksenia.last, ShowFigures("regions").pack())
    shown = await ksenia.screen()
    assert shown.text == (
        "Встречи по регионам\nДанные на 29 ноября, 08:40\n\nТоскана – Ульяновская область\n"
        "Согласовано: 1, из них состоялось: 1"
    )
    caption, _ = await picture_after(ksenia, "График по регионам")
    assert caption == "Согласованные и состоявшиеся встречи по регионам"
    await nothing_failed(stage)


@pytest.mark.parametrize("chart", ["regions", "filling", "xx"])
async def test_a_picture_of_nothing_is_refused(stage: Stage, chart: str) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    assert (await pressing(stage, beatrice, SendChart(chart))).toast == (
        "Non ci sono ancora dati per questo grafico."
    )


async def test_the_workbook_of_figures(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await ksenia.press_data(ksenia.last, ShowFigures().pack())
    await ksenia.screen()
    file, content = await file_after(ksenia, label="Таблицы")
    assert name_of(file) == "статистика.xlsx"
    assert file.text == "Все данные на этот момент, без имён."
    book = load_workbook(BytesIO(content))
    assert book.sheetnames[:3] == ["Участники", "Тематические столы", "Посещения предприятий"]
    assert list(book["Тематические столы"].values)[1] == ("Машиностроение и оборудование", 18, 13, 0)
    texts = " ".join(str(cell) for sheet in book for row in sheet.values for cell in row)
    assert "Щербаков" not in texts
    assert "Bardazzi" not in texts


async def test_the_report_is_read_and_taken_to_be_signed(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await held(stage, "d01", "d23", result="follow_up")
    await beatrice.press_data(beatrice.last, ShowFigures().pack())
    await beatrice.screen()
    shown = await press(beatrice, "Sintesi dei risultati")
    assert shown.text.startswith(
        "Sintesi dei risultati\nSituazione al 29 novembre, ore 08:40\n\n"
        "Partecipazione\nDelegati italiani iscritti: 22\nDelegati italiani presenti: 0\n"
    )
    assert "Incontri svolti, per regioni\nToscana – Regione di Ul’janovsk: 1\n" in shown.text
    file, content = await file_after(beatrice, label="Documento da firmare")
    assert name_of(file) == "sintesi-risultati.pdf"
    assert file.text == "In italiano e in russo, con lo spazio per le due firme. Nessun nome di persona."
    text = " ".join(paper.pages(content))
    assert "Per la parte italiana За итальянскую сторону" in text
    assert "Bardazzi" not in text


async def test_a_report_too_long_for_a_message_is_cut_section_by_section(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    many = ", ".join(f"('t{one}', 'table', '{'Innovazione ' * 6}{one}', 'Т', '{to_sql(MORNING)}', "
        f"'{to_sql(MORNING + timedelta(hours=1))}', 'Sala', 'Зал')" for one in range(70))  # fmt: skip
    await change(
        stage,
        f"INSERT INTO sessions (code, kind, title_it, title_ru, starts, ends, place_it, place_ru) VALUES {many}",
    )
    await beatrice.press_data(beatrice.last, ShowFigures().pack())
    await beatrice.screen()
    shown = await press(beatrice, "Sintesi dei risultati")
    assert shown.text.count("Innovazione 1") == 3
    assert "Innovazione 11: 0\n… il resto è nel documento.\n\nIncontri bilaterali\n" in shown.text


async def test_figures_are_for_organisers(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    assert (await pressing(stage, giulia, ShowFigures())).verdict == "organisers"
