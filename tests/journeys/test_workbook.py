"""The forum as a workbook: sent to the bot, looked at, released, and got back; in both languages."""

# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from pathlib import Path

import pytest

from forum.workbook.files import exported, template
from forum.workbook.sent import folder
from handlers.buttons import DiscardWorkbook, ExportWorkbook, ReleaseWorkbook, SendTemplate, ShowWorkbook
from tests.journeys.test_questions import opens, says
from tests.support.hostile import an_applicant, change, nothing_failed, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, Stage
from tests.support.workbooks import Sheets

UNDER_WAY = ("Il bot sta controllando il file.", "Importazione in corso…", "Бот проверяет файл.", "Загрузка…")
MENU = "File del forum\n\nInvii qui il file .xlsx, come documento, al massimo 20 MB."


@pytest.fixture(scope="module")
def forum_file(sample: Path) -> bytes:
    """The sample forum as an organiser gets it."""
    return exported(sample)


async def sends(person: Person, content: bytes, name: str = "forum.xlsx") -> Screen:
    """Somebody sends a file; what the bot makes of it."""
    await person.send_file(name, content)
    return await done(person)


async def done(person: Person) -> Screen:
    """What takes the place of the screen that only says that something is under way."""
    announced = await person.screen()
    kept = person.chat.messages
    await person.until(lambda: not Screen(kept[announced.id].wire).text.startswith(UNDER_WAY), 30)
    return Screen(kept[announced.id].wire)


async def presses(person: Person, label: str) -> Screen:
    await person.press(label)
    return await done(person)


async def a_file(person: Person) -> Screen:
    """The message with the file that comes by itself."""
    await person.until(lambda: "document" in person.last.message, 30)
    return person.last


def files(stage: Stage) -> list[str]:
    """What lies beside the database."""
    return sorted(path.name for path in folder(stage.settings.database).glob("*"))


async def phone(stage: Stage, code: str) -> str:
    return await stage.text(f"SELECT phone FROM delegates WHERE code = '{code}'")


async def test_the_forum_is_got_changed_and_sent_back(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await says(beatrice, "/organise")
    screen = await opens(beatrice, "File del forum")
    assert screen.text.startswith(MENU)
    assert screen.rows == [["Scarica", "Modello vuoto"], ["Indietro", "Menu"]]
    await beatrice.press("Scarica")
    got = await a_file(beatrice)
    assert got.message["document"]["file_name"] == "forum-2018-11-29-0840.xlsx"
    assert got.text == "Il forum al 29 novembre, 08:40. Contiene dati personali: non lo inoltri."
    assert got.rows == [["Togli il file"]]
    sheets = Sheets(await beatrice.file_of(got))
    sheets.write("delegates", "d01", "phone", "+39 055 999")
    sheets.write("sessions", "energia", "place_it", "Sala nuova")
    sheets.add("info", code="neve", title_it="Neve", title_ru="Снег", body_it="Nevica.", body_ru="Идёт снег.")
    screen = await sends(beatrice, sheets.content)
    listed = await a_file(beatrice)
    assert screen.text == (
        "Che cosa cambia\n"
        "sessions: 1 riga modificata\ndelegates: 1 riga modificata\ninfo: 1 riga nuova\n\n"
        "sessions energia Energie pulite: place_it: Padiglione Spadolini, sala 1 → Sala nuova\n"
        "delegates d01 Giulia Bardazzi: phone: +39 300 000 0001 → +39 055 999\n"
        "info neve Neve: nuovo\n\n"
        "Energie pulite: ora, luogo o titolo diversi. Persone: 12\n\n"
        "Persone da avvisare: 12\n\n"
        "Delle modifiche al programma le persone vengono avvisate quando un organizzatore le comunica da /organise; "
        "di un posto liberato, subito."
    )
    assert screen.rows == [["Importa", "Annulla"], ["Indietro", "Menu"]]
    told = (await beatrice.file_of(listed)).decode().splitlines()
    assert told[:5] == [
        "sessions energia Energie pulite: place_it: Padiglione Spadolini, sala 1 → Sala nuova",
        "delegates d01 Giulia Bardazzi: phone: +39 300 000 0001 → +39 055 999",
        "info neve Neve: nuovo",
        "Energie pulite: ora, luogo o titolo diversi. Persone: 12",
        "    Alessandro Morelli (d19)",
    ]
    assert len(told) == 16
    assert await phone(stage, "d01") == "+39 300 000 0001"
    assert files(stage) == ["1.xlsx"]
    screen = await presses(beatrice, "Importa")
    assert screen.text.startswith("Importazione eseguita\nsessions: 1 riga modificata\n")
    assert screen.rows == [["Modifiche da comunicare"], ["Indietro", "Menu"]]
    assert await phone(stage, "d01") == "+39 055 999"
    assert await stage.value("SELECT count(*) FROM info_pages WHERE code = 'neve'") == 1
    assert files(stage) == []
    assert await stage.texts("SELECT act || ' ' || word FROM deeds") == ["fr workbook_released"]
    await beatrice.press("Modifiche da comunicare", on=screen)
    kept = beatrice.chat.messages
    await beatrice.until(lambda: "🕘" in Screen(kept[screen.id].wire).text)
    assert "Energie pulite" in Screen(kept[screen.id].wire).text
    # Pressed again, by an old button: nothing happens a second time.
    release = await pressing(stage, beatrice, ReleaseWorkbook(1, "00000000"))
    assert release.toast == "Questo file è già stato importato."
    await nothing_failed(stage)


async def test_problems_are_listed_and_nothing_changes(stage: Stage, forum_file: bytes) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    sheets = Sheets(forum_file)
    sheets.each("delegates", "phone", lambda _: "позвоните")
    sheets.write("sessions", "energia", "ends", "2018-11-29 08:00")
    screen = await sends(ksenia, sheets.content, "форум.xlsx")
    lines = screen.text.split("\n\n")
    assert lines[:2] == [
        "Файл не загружен\nВ форуме ничего не изменилось. Исправьте файл и отправьте его снова.",
        "Ошибок: 48. Вот первые 12, в файле есть все.",
    ]
    assert lines[2] == (
        "Лист sessions, строка 9, столбец ends: Конец (2018-11-29 08:00) не позже начала (2018-11-29 11:00)."
    )
    assert lines[3] == (
        "Лист delegates, строка 2, столбец phone: «позвоните»: это не номер телефона, например +39 055 123456."
    )
    assert len(lines) == 2 + 12
    listed = await a_file(ksenia)
    assert listed.text == "Все ошибки файла."
    assert len((await ksenia.file_of(listed)).decode().splitlines()) == 48
    await stage.running.inbox.empty()
    assert await stage.value("SELECT count(*) FROM delegates WHERE phone = 'позвоните'") == 0
    assert (await stage.count("sent_workbooks"), files(stage)) == (0, [])
    # Mended, it is sent again right there.
    screen = await sends(ksenia, forum_file)
    assert screen.text == "В файле то же, что уже есть в форуме: ничего не меняется."
    assert files(stage) == []
    await nothing_failed(stage)


async def test_what_is_shown_is_what_is_done(stage: Stage, forum_file: bytes) -> None:
    """The forum changes between the preview and the release: there is a new preview, and nothing else happens."""
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    sheets = Sheets(forum_file)
    sheets.write("delegates", "d01", "phone", "+39 055 999")
    await sends(beatrice, sheets.content)
    await sends(ksenia, sheets.content)
    await change(stage, "UPDATE delegates SET phone = '+39 055 111' WHERE code = 'd01'")
    screen = await presses(beatrice, "Importa")
    assert screen.text == (
        "Nel frattempo il forum è cambiato e non è stato importato niente: ecco l’anteprima aggiornata.\n\n"
        "Che cosa cambia\ndelegates: 1 riga modificata\n\n"
        "delegates d01 Giulia Bardazzi: phone: +39 055 111 → +39 055 999 "
        "(cambiato nel bot dopo l’ultima importazione)\n\nPersone da avvisare: 0"
    )
    assert await phone(stage, "d01") == "+39 055 111"
    screen = await presses(beatrice, "Importa")
    assert screen.text.startswith("Importazione eseguita")
    # The other organiser had the same preview as the first one.
    screen = await presses(ksenia, "Загрузить")
    assert screen.text == "В файле то же, что уже есть в форуме: ничего не меняется."
    assert await phone(stage, "d01") == "+39 055 999"
    await nothing_failed(stage)


async def test_two_organisers_import_different_files(stage: Stage, forum_file: bytes) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    one, other = Sheets(forum_file), Sheets(forum_file)
    one.write("delegates", "d01", "phone", "+39 055 999")
    other.write("delegates", "d01", "phone", "+39 055 777")
    await beatrice.send_file("forum.xlsx", one.content)
    await ksenia.send_file("forum.xlsx", other.content)
    await done(beatrice)
    await done(ksenia)
    await beatrice.press("Importa")
    await ksenia.press("Загрузить")
    texts = [(await done(beatrice)).text, (await done(ksenia)).text]
    first = "Importazione eseguita" if texts[0].startswith("Importazione eseguita") else "Файл загружен"
    assert texts[first == "Importazione eseguita"].startswith(
        ("Тем временем форум изменился", "Nel frattempo")
    )
    # Neither sees nor releases the other's.
    theirs = await stage.value(f"SELECT number FROM sent_workbooks WHERE user_id = {ksenia.id}")
    for button in (ReleaseWorkbook(theirs, "00000000"), DiscardWorkbook(theirs)):
        assert (await pressing(stage, beatrice, button)).toast == (
            "Questo file non è più disponibile. Lo invii di nuovo."
        )
    assert await phone(stage, "d01") == ("+39 055 999" if first == "Importazione eseguita" else "+39 055 777")
    await nothing_failed(stage)


async def test_the_bot_answers_meanwhile(stage: Stage, forum_file: bytes) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    sheets = Sheets(forum_file)
    sheets.write("delegates", "d01", "phone", "+39 055 999")
    await beatrice.send_file("forum.xlsx", sheets.content)
    assert (await beatrice.screen()).text.startswith(UNDER_WAY)
    assert (await says(giulia, "/programme")).text
    assert (await opens(giulia, "Menu")).text
    assert beatrice.last.text.startswith(UNDER_WAY)
    assert (await done(beatrice)).text.startswith("Che cosa cambia")
    await nothing_failed(stage)


async def test_a_stop_in_the_middle_loses_nothing(stage: Stage, forum_file: bytes) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    sheets = Sheets(forum_file)
    sheets.write("delegates", "d01", "phone", "+39 055 999")
    await beatrice.send_file("forum.xlsx", sheets.content)
    await stage.becomes("SELECT count(*) FROM sent_workbooks", 1)
    await stage.stop()
    await stage.start()
    await beatrice.until(lambda: beatrice.last.text.startswith("Che cosa cambia"), 30)
    assert await stage.count("sent_workbooks") == 1
    # And between the import and its answer: what is done is not done again.
    await beatrice.press("Importa")
    await stage.becomes("SELECT count(*) FROM sent_workbooks WHERE released_at IS NOT NULL", 1)
    await stage.stop()
    await stage.start()
    ends = ("Importazione eseguita", MENU[:16])
    await beatrice.until(lambda: beatrice.last.text.startswith(ends), 30)
    assert await phone(stage, "d01") == "+39 055 999"
    assert await stage.count("deeds") == 1


async def test_a_file_nobody_releases_goes_after_a_day(stage: Stage, forum_file: bytes) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    sheets = Sheets(forum_file)
    sheets.write("delegates", "d01", "phone", "+39 055 999")
    await sends(beatrice, sheets.content)
    (folder(stage.settings.database) / "left.trial").write_bytes(b"by a process that was killed")
    await stage.at("2018-11-30 08:39")
    assert files(stage) == ["1.xlsx", "left.trial"]
    await stage.at("2018-11-30 08:41")
    assert (await stage.count("sent_workbooks"), files(stage)) == (0, [])
    await beatrice.press("Importa")
    assert await beatrice.alert() == "Questo file non è più disponibile. Lo invii di nuovo."
    # Refused by its author it goes at once.
    await sends(beatrice, sheets.content)
    assert files(stage) == ["2.xlsx"]
    await beatrice.press("Annulla")
    assert await beatrice.alert() == "Il file è stato cancellato; nel forum non è cambiato niente."
    assert (await stage.count("sent_workbooks"), files(stage)) == (0, [])
    assert await phone(stage, "d01") == "+39 300 000 0001"
    await nothing_failed(stage)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000050001"
    "0d0a2db40000000049454e44ae426082"
)
PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le").rjust(600, b"\0")
BAD = (
    ("forum.xlsx", PIXEL, "Il file non è una cartella di lavoro .xlsx, oppure è danneggiato."),
    ("forum.xlsx", PROTECTED, "Il file è protetto da password."),
    ("forum.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "Il file è nel vecchio formato .xls."),
    ("delegates.csv", b"code,name", "Questo file contiene un solo foglio."),
    ("forum.ods", b"PK\x03\x04", "Il bot non legge file di questo tipo."),
    ("forum.xlsx", bytes(20 * 1024 * 1024 + 1), "Il file supera 20 MB: Telegram non lo consegna al bot."),
)


async def test_what_is_no_workbook_is_said(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    for name, content, words in BAD:
        screen = await sends(beatrice, content, name)
        assert words in screen.text, name
        assert screen.rows[-1] == ["Indietro", "Menu"]
    await says(beatrice, "/organise")
    await opens(beatrice, "File del forum")
    await beatrice.send_file("forum.png", PIXEL, photo=True)
    screen = await beatrice.screen()
    assert screen.text.startswith("Questa è una foto. Serve un file come forum.xlsx, inviato come documento.")
    screen = await says(beatrice, "ecco il file")
    assert screen.text.startswith("Serve un file come forum.xlsx, inviato come documento.")
    # Telegram does not give it out, or the bot does not come to read it.
    stage.server.faults.add(
        "status", method="getFile", status=400, description="Bad Request: file is too big"
    )
    screen = await sends(beatrice, PIXEL)
    assert screen.text.startswith("Telegram non ha consegnato il file. Lo invii di nuovo.")
    await stage.running.inbox.empty()
    assert (await stage.count("sent_workbooks"), files(stage)) == (0, [])
    await nothing_failed(stage)


async def test_only_organisers_send_and_get_the_forum(stage: Stage, forum_file: bytes) -> None:
    giulia, carlo = await stage.arrive(BARDAZZI, "it"), await an_applicant(stage)
    await giulia.send_file("forum.xlsx", forum_file)
    assert (await giulia.screen()).text.startswith("Qui si leggono solo messaggi di testo")
    await carlo.send_file("forum.xlsx", forum_file)
    await carlo.screen()
    buttons = (
        ShowWorkbook(),
        ExportWorkbook(),
        SendTemplate(),
        ReleaseWorkbook(1, "00000000"),
        DiscardWorkbook(1),
    )
    for button in buttons:
        assert (await pressing(stage, giulia, button)).verdict == "organisers"
        assert (await pressing(stage, carlo, button)).verdict == "arrive"
    assert (await stage.count("sent_workbooks"), files(stage)) == (0, [])
    assert not any("document" in one.message for one in (*giulia.from_bot, *carlo.from_bot))
    await nothing_failed(stage)


async def test_the_template_is_sent(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await says(ksenia, "/organise")
    await opens(ksenia, "Файл форума")
    await ksenia.press("Пустой образец")
    got = await a_file(ksenia)
    assert got.message["document"]["file_name"] == "образец-форума.xlsx"
    assert Sheets(await ksenia.file_of(got)).book.sheetnames == Sheets(template()).book.sheetnames
    await nothing_failed(stage)
