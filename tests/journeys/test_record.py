"""The record of deeds: who did what for others, written in the transaction of its effect, read by organisers."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from forum.changes import editable
from handlers.buttons import (
    CancelMeeting,
    EditDelegate,
    Join,
    MarkAboard,
    PutAside,
    RemindOfPapers,
    SetCancelled,
    SetCapacity,
    SetDelegate,
    ShowDelegate,
    ShowRecord,
)
from tests.support.groups import Group, taken_in
from tests.support.hostile import (
    an_applicant,
    an_organiser_by_number,
    change,
    cut_off,
    nothing_failed,
    number,
    pressing,
)
from tests.support.meetings import agree, ask, notice, say, tap
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

BELLINI, KOROLEVA = "IT-BELLINI-8T3C", "RU-KOROLEVA-4K9T"


async def record(person: Person, key: str = "Registro") -> Screen:
    await say(person, "/organise")
    return await tap(person, key)


async def face(stage: Stage, session: int) -> str:
    """What stands for a session as it is shown now."""
    async with stage.running.database.read() as view:
        found = await editable(view, session)
    assert found is not None
    return found.shown


async def capacity(stage: Stage, person: Person, code: str, seats: int) -> None:
    """An organiser gives a table so many seats."""
    session = await number(stage, "sessions", code)
    button = SetCapacity(session, await face(stage, session), seats, sure=True)
    assert (await pressing(stage, person, button)).toast in {"Programma aggiornato.", "Программа обновлена."}


async def test_what_organisers_do_is_read_in_both_languages(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    assert (
        await record(beatrice)
    ).text == "Registro delle operazioni\n\nAncora nessuna operazione registrata."
    await capacity(stage, beatrice, "moda", 40)
    moda = await number(stage, "sessions", "moda")
    await stage.at("2018-11-29 08:45")
    await pressing(stage, ksenia, SetCancelled(moda, await face(stage, moda), cancelled=True, sure=True))
    shown = await record(beatrice)
    assert shown.text == (
        "Registro delle operazioni\n\nOggi, 29 novembre\n"
        "08:45 Ksenia Morozova: appuntamento annullato – Moda\n"
        "08:40 Beatrice Lombardi: posti: 40 – Moda"
    )
    assert shown.rows == [["Indietro", "Menu"]]
    assert (await record(ksenia, "Журнал")).text == (
        "Журнал действий\n\nСегодня, 29 ноября\n"
        "08:45 Ксения Морозова: мероприятие отменено — Мода\n"
        "08:40 Беатриче Ломбарди: число мест: 40 — Мода"
    )
    assert (await tap(beatrice, "Indietro")).text.startswith("Organizzazione\n")
    await nothing_failed(stage)


async def test_the_record_of_a_session_and_of_a_person(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await capacity(stage, beatrice, "moda", 40)
    await capacity(stage, beatrice, "energia", 30)
    meeting, revision = (
        await stage.value("SELECT id FROM meetings"),
        await stage.value("SELECT revision FROM meetings"),
    )
    d01, d23 = await number(stage, "delegates", "d01"), await number(stage, "delegates", "d23")
    await pressing(stage, beatrice, CancelMeeting(meeting, revision, sure=True, acting=d23))
    lines = {
        "moda": "08:40 Beatrice Lombardi: posti: 40 – Moda",
        "meeting": "08:40 Beatrice Lombardi: incontro annullato per conto del delegato – "
        "Aleksei Shcherbakov / Giulia Bardazzi",
    }
    day = "\n\nOggi, 29 novembre\n"
    of_moda = f"Registro delle operazioni\nModa{day}{lines['moda']}"
    of_giulia = f"Registro delle operazioni\n👤 Giulia Bardazzi{day}{lines['meeting']}"
    of_aleksei = f"Registro delle operazioni\n👤 Aleksei Shcherbakov{day}{lines['meeting']}"
    moda = await number(stage, "sessions", "moda")
    assert (await pressing(stage, beatrice, ShowRecord("s", moda))).text == of_moda
    for person, shown_of in ((d01, of_giulia), (d23, of_aleksei)):
        assert (await pressing(stage, beatrice, ShowRecord("p", person))).text == shown_of
    # Under all about a delegate, too.
    await pressing(stage, beatrice, ShowDelegate(d01))
    assert (await tap(beatrice, "Registro")).text == of_giulia
    assert (await tap(beatrice, "Indietro")).has("Togli dal forum")
    shown = await pressing(stage, beatrice, ShowRecord("p", await number(stage, "delegates", "d02")))
    assert shown.text.endswith("Ancora nessuna operazione registrata.")
    # Under a session that is edited stands the way to its record.
    await pressing(stage, beatrice, f"ge:{moda}:p")
    assert (await tap(beatrice, "Registro")).text == of_moda
    assert (await tap(beatrice, "Indietro")).text.startswith("Moda\n")


async def test_page_by_page(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    for seats in range(40, 62):
        await capacity(stage, beatrice, "moda", seats)
    shown = await record(beatrice)
    assert shown.text.count("\n08:40 ") == 10
    assert "posti: 61 –" in shown.text
    assert shown.rows == [["Seguenti ▶"], ["Indietro", "Menu"]]
    last = await pressing(stage, beatrice, ShowRecord("", 0, 99))
    assert [line.split(": ")[-1] for line in last.text.splitlines()[3:]] == ["41 – Moda", "40 – Moda"]


async def test_guides_heads_and_the_group_are_on_record_and_nobodys_own_affairs(stage: Stage) -> None:
    corti = await number(stage, "sessions", "corti")
    alexey_id = await number(stage, "delegates", "d23")
    await change(
        stage, f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({corti}, {alexey_id}, 'seated')"
    )
    giulia, natalia = await stage.arrive(BARDAZZI, "it"), await stage.arrive(KOROLEVA, "ru")
    martina, beatrice = await stage.arrive(BELLINI, "it"), await stage.arrive(LOMBARDI, "it")
    await pressing(stage, giulia, Join(await number(stage, "sessions", "energia"), despite_clash=True))
    await ask(giulia, "it", "Щербаков", "15:10")
    await tap(natalia, "Открыть", on=await notice(natalia, "Предлагают встречу"))
    await tap(natalia, "Принять 15:10")
    await pressing(stage, martina, MarkAboard(corti, "out", alexey_id, aboard=True))
    await pressing(stage, martina, MarkAboard(corti, "out", alexey_id, aboard=False))
    assert await stage.texts("SELECT part || ' ' || act || ' ' || word FROM deeds ORDER BY id") == [
        "head mk agreed",
        "guide va marked",
        "guide va marked",
    ]
    assert (await record(beatrice)).text == (
        "Registro delle operazioni\n\nOggi, 29 novembre\n"
        "08:40 Martina Bellini: non a bordo – Corti: pelletteria, Aleksei Shcherbakov\n"
        "08:40 Martina Bellini: a bordo – Corti: pelletteria, Aleksei Shcherbakov\n"
        "08:40 Natalia Koroleva: incontro confermato per conto del delegato – Aleksei Shcherbakov / Giulia Bardazzi"
    )


async def test_what_changes_nothing_is_no_deed(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    moda = await number(stage, "sessions", "moda")
    await capacity(stage, beatrice, "moda", 40)
    # As it is already, refused, and with nobody to remind.
    await capacity(stage, beatrice, "moda", 40)
    await pressing(stage, beatrice, SetCapacity(moda, "00000000", 41, sure=True))
    await pressing(stage, beatrice, SetCapacity(moda, await face(stage, moda), 42))
    await pressing(stage, beatrice, PutAside(999))
    await pressing(stage, beatrice, RemindOfPapers(await number(stage, "sessions", "corti")))
    await pressing(stage, beatrice, Join(moda, despite_clash=True))
    assert await stage.count("deeds") == 1


async def test_a_crash_between_effect_and_answer_records_once(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    moda = await number(stage, "sessions", "moda")
    await cut_off(stage, beatrice, SetCapacity(moda, await face(stage, moda), 40, sure=True))
    assert await stage.texts("SELECT word || ' ' || facts FROM deeds") == ['session_edited {"seats": 40}']


async def test_which_field_of_a_profile_was_corrected(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    d01 = await number(stage, "delegates", "d01")
    await pressing(stage, beatrice, EditDelegate(d01, "phone"))
    await say(beatrice, "+39 055 123456")
    await pressing(stage, beatrice, SetDelegate(d01, "kind", "bank"))
    assert (await record(beatrice)).text.endswith(
        "08:40 Beatrice Lombardi: dati corretti: «Categoria» – Giulia Bardazzi\n"
        "08:40 Beatrice Lombardi: dati corretti: «Telefono» – Giulia Bardazzi"
    )
    assert (
        "08:40 Беатриче Ломбарди: данные исправлены: «Телефон» — Джулия Бардацци"
        in (await pressing(stage, ksenia, ShowRecord("p", d01))).text
    )


async def test_what_people_type_is_not_on_record(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await change(stage, "UPDATE forum SET registration = 'approval'")
    await say(giulia, "/info")
    await tap(giulia, "Fai una domanda")
    await say(giulia, "Sentinella uno")
    await say_to(beatrice, await notice(beatrice, "Domanda n. 1"), "Sentinella due")
    await an_applicant(stage, "Sentinella")
    await tap(beatrice, "Accetta", on=await notice(beatrice, "Nuova richiesta d’iscrizione"))
    assert await stage.texts("SELECT act || ' ' || word FROM deeds ORDER BY id") == [
        "ka answer_sent",
        "d accepted",
    ]
    kept = await stage.texts("SELECT json_array(act, word, facts, part) FROM deeds")
    assert not any("Sentinella" in one for one in kept)
    assert (await record(beatrice)).text.endswith(
        "08:40 Beatrice Lombardi: registrazione accolta – Sentinella Verdi\n"
        "08:40 Beatrice Lombardi: risposta a una domanda – Giulia Bardazzi"
    )


async def say_to(person: Person, message: Screen, text: str) -> None:
    """Replies to a message of the bot."""
    await person.send(text, reply_to=message.message)
    await person.screen()


async def test_an_organiser_who_is_no_delegate_and_the_group(stage: Stage) -> None:
    piero = await an_organiser_by_number(stage)
    giulia = await stage.arrive(BARDAZZI, "it")
    marta = stage.server.person("Marta", language_code="it")
    group = Group(stage, "Organizzatori", piero, marta)
    await taken_in(stage)
    await say(giulia, "/info")
    await tap(giulia, "Fai una domanda")
    await say(giulia, "Dove si parcheggia?")
    await stage.server.until(lambda: any("Dove si parcheggia" in text for text in group.texts), 10)
    question = next(one for one in group.from_bot if "Dove si parcheggia" in one.text)
    await group.says(marta, "Davanti alla Fortezza.", reply_to=question)
    await taken_in(stage)
    assert (await record(piero)).text == (
        "Registro delle operazioni\n\nOggi, 29 novembre\n"
        "08:40 Gruppo degli organizzatori: risposta a una domanda – Giulia Bardazzi\n"
        f"08:40 Organizzatore n. {piero.id}: gruppo degli organizzatori collegato"
    )
