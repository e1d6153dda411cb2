"""One's own data as a file, and who asks to be deleted: what becomes of them, and of the others."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import shutil
from datetime import timedelta
from io import BytesIO

import openpyxl

from bot.demo.rehearsal import SAMPLE
from bot.forum_files import BadWorkbook
from handlers.buttons import DeleteMe, SendMyData, ShowPrivacy
from tests.support.hostile import (
    an_applicant,
    an_organiser_by_number,
    change,
    cut_off,
    nothing_failed,
    pressing,
)
from tests.support.meetings import agree, ask, notice, say, tap
from tests.support.people import Person
from tests.support.sentinels import found_in
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

CANCELLED = "Встреча в 14:30 отменена: "


async def data_of(person: Person) -> list[list[str]]:
    """The rows of the file that somebody gets with their data."""
    await person.press_data(person.last, SendMyData().pack())
    await person.until(lambda: "document" in person.last.message)
    book = openpyxl.load_workbook(BytesIO(await person.file_of(person.last)))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return [[str(cell).replace("\u00a0", " ") for cell in row] for row in rows]


async def leave(person: Person, language: str) -> None:
    """Somebody deletes themselves, by the keys."""
    keys = {
        "it": ("I miei dati", "Cancella i miei dati", "Cancella tutto"),
        "ru": ("Мои данные", "Удалить мои данные", "Удалить всё"),
    }[language]
    await say(person, "/settings")
    for key in keys:
        await tap(person, key)


async def settled(stage: Stage) -> None:
    """Whoever is to be told has been told, and time has done its work."""
    for _ in range(2):
        await stage.at(stage.clock.now() + timedelta(seconds=1))


async def test_my_data_in_italian(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await say(giulia, "/settings")
    await tap(giulia, "I miei dati")
    header, *rows = await data_of(giulia)
    assert header == ["N.", "Argomento", "Voce", "Valore"]
    assert giulia.last.text == (
        "Tutto ciò che si conserva di Lei. Contiene dati personali: tolga il messaggio quando ha salvato il file."
    )
    for row in (
        ["1", "Profilo", "nome", "Giulia Bardazzi"],
        ["1", "Profilo", "delegazione", "Delegazione italiana"],
        ["1", "Profilo", "lingue", "italiano"],
        ["1", "Account Telegram", "numero Telegram", str(giulia.id)],
        ["1", "Account Telegram", "consenso del", "29 novembre 2018, 08:40"],
        ["2", "Consensi", "scopo", "farsi trovare dagli altri"],
    ):
        assert row in rows


async def test_my_data_in_russian_with_a_meeting(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "14:30")
    rows = await data_of(alexey)
    assert ["1", "Встречи", "кто предложил", "Джулия Бардацци"] in rows
    assert ["1", "Встречи", "состояние", "согласована"] in rows
    assert ["1", "Встречи", "начало", "29 ноября 2018, 14:30"] in rows
    assert ["1", "Встречи", "стол", "1"] in rows
    assert not [row for row in rows if "BARDAZZI" in row[3]]


async def test_who_leaves_is_asked_first_and_told_what_it_does(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    question = await pressing(stage, giulia, DeleteMe())
    assert question.text == (
        "Cancellare i Suoi dati?\n\n"
        "I posti passano ad altri, gli incontri vengono annullati e chi doveva incontrarLa è avvisato. Per tornare "
        "occorre un nuovo invito.\n\n"
        "Quanto il bot conserva di Lei viene cancellato entro dieci minuti e non si può recuperare. Restano i "
        "messaggi già inviati nelle chat, le copie di sicurezza fino alla loro scadenza e, senza nome, i numeri del "
        "forum."
    )
    assert giulia.last.rows == [["Cancella tutto"], ["Indietro", "Menu"]]
    farewell = await pressing(stage, giulia, DeleteMe(sure=True))
    assert farewell.text == (
        "La Sua partecipazione al bot del forum è terminata\n\n"
        "I dati vengono cancellati ora, entro dieci minuti al più tardi. Questa chat può eliminarla da Telegram. "
        "Per tornare: /start"
    )
    assert giulia.last.rows == []


async def test_the_partner_is_told_by_name_and_keeps_a_whole_record(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "14:30")
    await leave(giulia, "it")
    await settled(stage)
    told = await notice(alexey, CANCELLED)
    assert told.text.startswith(f"{CANCELLED}Джулия Бардацци")
    assert await stage.texts(
        "SELECT name || '|' || name_other || '|' || code FROM delegates WHERE id = 1"
    ) == ["Dati cancellati|Данные удалены|gone-1"]
    assert await stage.texts("SELECT state FROM meetings") == ["cancelled"]
    await say(alexey, "/meetings")
    past = (
        await tap(alexey, "Прошлые и отменённые") if alexey.last.has("Прошлые и отменённые") else alexey.last
    )
    assert "Бардацци" not in past.text
    await nothing_failed(stage)


async def test_nothing_is_left_in_the_files(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "14:30", subject="Macchine per il tiglio argentato")
    await say(giulia, "/settings")
    words = {word: word.encode() for word in ("Bardazzi", "Бардацци", "tiglio argentato", BARDAZZI)}
    folder = stage.settings.database.parent
    assert found_in(folder, words).keys() == words.keys()
    await leave(giulia, "it")
    await settled(stage)
    assert await stage.count("leavers") == await stage.count("wipes") == 0
    assert found_in(folder, words) == {}
    assert alexey.last.text.startswith("Предложение отозвано: Джулия Бардацци")


async def test_a_seat_goes_to_who_waits(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    owner = "SELECT delegate_id FROM accounts WHERE user_id = {}"
    numbers = [await stage.value(owner.format(one.id)) for one in (giulia, alexey)]
    table = await stage.value("SELECT id FROM sessions WHERE code = 'energia'")
    await change(
        stage,
        f"DELETE FROM seats WHERE session_id = {table}",
        f"UPDATE sessions SET capacity = 1 WHERE id = {table}",
        f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({table}, {numbers[0]}, 'seated')",
        f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({table}, {numbers[1]}, 'waiting')",
    )
    await leave(giulia, "it")
    await notice(alexey, "Место за Вами: ")
    assert await stage.texts(f"SELECT delegate_id || state FROM seats WHERE session_id = {table}") == [
        f"{numbers[1]}seated"
    ]


async def test_held_meetings_still_count_without_a_name(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "14:30")
    await change(stage, "UPDATE meetings SET state = 'held'")
    await leave(alexey, "ru")
    await settled(stage)
    assert await stage.texts(
        "SELECT meetings.state || ' ' || delegation || ' ' || kind FROM meetings "
        "JOIN delegates ON delegates.id = invitee_id"
    ) == ["held ru company"]


async def test_a_workbook_that_still_lists_them_brings_nobody_back(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await leave(giulia, "it")
    await settled(stage)
    folder = stage.settings.database.parent / "again"
    shutil.copytree(SAMPLE, folder)
    try:
        await stage.load(folder)
    except BadWorkbook as error:
        said = str(error)
    assert said == (
        "delegates, row 2, column code: “d01” has had their data deleted: take the row out. Who comes back needs a "
        "new code."
    )
    await giulia.send(f"/start {BARDAZZI}")
    assert "Codice non riconosciuto" in (await giulia.screen()).text


async def test_pressed_twice_and_cut_off_it_is_done_once(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "14:30")
    answer = await cut_off(stage, giulia, DeleteMe(sure=True))
    assert answer.text.startswith("La Sua partecipazione al bot")
    await pressing(stage, giulia, DeleteMe(sure=True))
    await settled(stage)
    assert len([one for one in alexey.from_bot if one.text.startswith(CANCELLED)]) == 1
    assert await stage.value("SELECT count(*) FROM delegates WHERE erased_at IS NOT NULL") == 1


async def test_in_the_night_the_name_waits_ten_minutes_at_most(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "14:30")
    await change(stage, "UPDATE forum SET quiet_from = '08:00', quiet_until = '12:00'")
    await leave(giulia, "it")
    await stage.at("2018-11-29T08:45")
    assert await stage.value("SELECT count(*) FROM leavers") == 1
    await stage.at("2018-11-29T08:55")
    assert await stage.value("SELECT count(*) FROM leavers") == 0
    await stage.at("2018-11-29T12:00")
    assert "Данные удалены" in (await notice(alexey, CANCELLED)).text


async def test_an_applicant_and_an_organiser_without_a_delegate_can_leave_too(stage: Stage) -> None:
    carlo, piero = await an_applicant(stage), await an_organiser_by_number(stage)
    for person in (carlo, piero):
        assert (await pressing(stage, person, ShowPrivacy())).text.startswith("I miei dati")
        assert ["1", "Account Telegram", "numero Telegram", str(person.id)] in await data_of(person)
        assert "I posti passano" not in (await pressing(stage, person, DeleteMe())).text
        await pressing(stage, person, DeleteMe(sure=True))
    assert (await stage.count("accounts"), await stage.count("applications")) == (0, 0)
    await settled(stage)
    assert await stage.count("wipes") == 0
    beatrice = await stage.arrive(LOMBARDI, "it")
    assert beatrice.last.has("Impostazioni")
    await nothing_failed(stage)


async def test_after_the_day_of_the_purge_everybody_is_a_stranger(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "14:30")
    await change(stage, "UPDATE meetings SET state = 'held'")
    await stage.at("2018-12-31T23:59:59")
    assert await stage.count("accounts") == 2
    await stage.at("2019-01-01T00:00:01")
    assert (await stage.count("accounts"), await stage.count("outbox"), await stage.count("wipes")) == (
        0,
        0,
        0,
    )
    assert await stage.texts("SELECT DISTINCT name FROM delegates ORDER BY 1") == [
        "Dati cancellati",
        "Данные удалены",
    ]
    assert await stage.texts(
        "SELECT state || ' ' || one.region || ' ' || other.kind FROM meetings "
        "JOIN delegates AS one ON one.id = inviter_id JOIN delegates AS other ON other.id = invitee_id"
    ) == ["held Toscana company"]
    assert await stage.count("sessions") > 0
    for person, language in ((giulia, "it"), (alexey, "ru")):
        await person.send("/agenda")
        assert "Scelga la lingua" in (await person.screen()).text, language
    await nothing_failed(stage)


async def test_a_forum_without_such_a_day_keeps_everybody(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await change(stage, "UPDATE forum SET purge_after = ''")
    await stage.at("2020-01-01T00:00:01")
    assert await stage.count("accounts") == 1
    assert (
        "Gli organizzatori non hanno fissato un giorno" in (await pressing(stage, giulia, ShowPrivacy())).text
    )
