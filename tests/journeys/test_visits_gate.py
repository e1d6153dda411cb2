"""Documents for the gate of a visit: asked for, written, seen by few, and gone."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from handlers.buttons import (
    Button,
    DeletePapers,
    DemandPapers,
    SendGateList,
    ShowGate,
    ShowPapers,
    TypePaper,
)
from tests.journeys.test_visits import (
    BELLINI,
    CORTI_IT,
    CORTI_RU,
    GROMOVA,
    RUDNEVA,
    SAVINA,
    opens,
    says,
    seat,
    visit,
)
from tests.support.hostile import change, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.stage import BARDAZZI, MOROZOVA, SHCHERBAKOV, Stage

HEAD_IT, HEAD_RU = (
    "Dati per l’ingresso\nCorti: pelletteria\n\n",
    "Данные для пропуска\nCorti: кожгалантерея\n\n",
)
SEEN_IT = (
    "I dati sono visibili solo alla guida e agli organizzatori, per l’elenco da consegnare all’ingresso. "
    "Saranno cancellati alla fine della visita; può cancellarli anche Lei in ogni momento."
)
SEEN_RU = (
    "Эти данные видят только гид и организаторы: они нужны для списка на проходной. "
    "После посещения данные удаляются; Вы можете удалить их и раньше."
)
KEPT_IT = "Sono dati personali: li mostri solo a chi controlla l’ingresso. Saranno cancellati alla fine della visita."
NAME_IT = (
    "Scriva qui nome e cognome in lettere latine, come nel documento. Esempio: MARIO ROSSI. "
    "Il Suo messaggio sparirà subito dalla chat."
)
NAME_RU = (
    "Напишите имя и фамилию латинскими буквами, как в загранпаспорте. Пример: IVAN PETROV. "
    "Ваше сообщение сразу исчезнет из чата."
)
NUMBER_IT = (
    "Scriva qui il numero del passaporto o della carta d’identità che avrà con sé. Esempio: YA1234567. "
    "Il Suo messaggio sparirà subito dalla chat."
)
NUMBER_RU = (
    "Напишите номер загранпаспорта, который возьмёте с собой. Пример: 721234567. "
    "Ваше сообщение сразу исчезнет из чата."
)


async def asked_for(stage: Stage, guide: Person) -> int:
    """The gate of Corti asks for documents."""
    corti = await number(stage, "sessions", "corti")
    await pressing(stage, guide, DemandPapers(corti, demanded=True))
    return corti


async def write(stage: Stage, person: Person, corti: int, name: str, paper: str) -> None:
    await pressing(stage, person, TypePaper(corti, "name").pack(fresh=True))
    await says(person, name)
    await says(person, paper)
    await stage.running.inbox.empty()


async def papers(stage: Stage) -> list[str]:
    return await stage.texts("SELECT name || ' ' || number FROM papers ORDER BY delegate_id")


def typed(person: Person) -> list[str]:
    """What a person has typed and is still in their chat."""
    return [one["text"] for one in person.messages if not one["from"]["is_bot"]]


async def test_the_story_in_italian(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET audience = 'all' WHERE code = 'corti'")
    await seat(stage, "corti", "d01", "d23", "d40")
    martina, giulia = await stage.arrive(BELLINI, "it"), await stage.arrive(BARDAZZI, "it")

    await visit(martina, CORTI_IT)
    gate = await opens(martina, "Dati per l’ingresso")
    assert gate.text == (
        f"{HEAD_IT}Ai passeggeri non si chiedono dati. Se l’azienda vuole in anticipo l’elenco dei "
        "visitatori, il bot può chiedere a ciascuno nome, cognome e numero del documento."
    )
    gate = await opens(martina, "Chiedi i dati")
    assert await martina.alert() == "Richiesta inviata ai passeggeri."
    assert gate.text == (
        f"{HEAD_IT}Completi: 0 di 3\n{KEPT_IT}\n\n👤 Giulia Bardazzi\nDati mancanti\n"
        "👤 Anna Gromova\nDati mancanti\n👤 Aleksei Shcherbakov\nDati mancanti"
    )
    assert gate.rows == [["Sollecita chi manca"], ["Ritira la richiesta"], ["Indietro", "Menu"]]

    await giulia.until(lambda: "Servono" in giulia.last.text)
    assert giulia.last.text == (
        "Servono i dati del documento: Corti: pelletteria\n🕘 venerdì 30 novembre, 08:45–12:15\n\n"
        "L’azienda controlla i documenti all’ingresso e chiede in anticipo l’elenco dei visitatori: nome, "
        "cognome e numero del documento. I dati sono visibili solo alla guida e agli organizzatori e saranno "
        "cancellati alla fine della visita."
    )
    assert giulia.last.rows == [["Scrivi i dati"], ["Lascia"]]
    assert (await opens(giulia, "Scrivi i dati")).text == f"{HEAD_IT}{NAME_IT}\n\n{SEEN_IT}"
    refused = "Occorrono nome e cognome in lettere latine, come nel documento: li scriva di nuovo."
    assert (await says(giulia, "Giulia")).text == f"{refused}\n\n{HEAD_IT}{NAME_IT}\n\n{SEEN_IT}"
    done = "Dato registrato. Il Suo messaggio è stato tolto dalla chat."
    assert (await says(giulia, "Giulia Bardazzi")).text == f"{done}\n\n{HEAD_IT}{NUMBER_IT}\n\n{SEEN_IT}"
    refused = "Il numero ha da 5 a 15 caratteri, solo lettere latine e cifre: lo scriva di nuovo."
    assert (await says(giulia, "non lo so")).text == f"{refused}\n\n{HEAD_IT}{NUMBER_IT}\n\n{SEEN_IT}"
    mine = await says(giulia, "ya 1234567")
    assert mine.text == (
        f"{done}\n\n{HEAD_IT}Nome e cognome: GIULIA BARDAZZI\nDocumento n. YA1234567\n\n{SEEN_IT}"
    )
    assert mine.rows == [["Nome e cognome", "Numero"], ["Cancella i dati"], ["Indietro", "Menu"]]
    await stage.running.inbox.empty()
    assert typed(giulia) == [f"/start {BARDAZZI}"]
    assert (await opens(giulia, "Indietro")).text.endswith("\n\nI Suoi dati per l’ingresso sono completi.")
    await nothing_failed(stage)


async def test_the_story_in_russian_and_the_list_for_the_gate(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET audience = 'all' WHERE code = 'corti'")
    await seat(stage, "corti", "d01", "d23", "d40")
    martina, giulia = await stage.arrive(BELLINI, "it"), await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    corti = await asked_for(stage, martina)
    await write(stage, giulia, corti, "Giulia Bardazzi", "YA1234567")
    await alexey.until(lambda: "Нужны паспортные" in alexey.last.text)
    assert alexey.last.text == (
        "Нужны паспортные данные: Corti: кожгалантерея\n🕘 пятница, 30 ноября, 08:45–12:15\n\n"
        "На проходной проверяют документы, и список гостей нужен заранее: имя и фамилия как в паспорте и его номер. "
        "Данные видят только гид и организаторы; после посещения они удаляются."
    )
    assert (await opens(alexey, "Указать данные")).text == f"{HEAD_RU}{NAME_RU}\n\n{SEEN_RU}"
    done = "Записано. Ваше сообщение убрано из чата."
    assert (await says(alexey, "Aleksei Shcherbakov")).text == f"{done}\n\n{HEAD_RU}{NUMBER_RU}\n\n{SEEN_RU}"
    mine = await says(alexey, "№ 72 1234567")
    assert mine.text == (
        f"{done}\n\n{HEAD_RU}Имя и фамилия: ALEKSEI SHCHERBAKOV\nПаспорт № 721234567\n\n{SEEN_RU}"
    )
    shown = await visit(alexey, CORTI_RU)
    assert shown.text.endswith("\n\nВаши данные для пропуска получены.")
    assert shown.rows[1] == ["Мои данные для пропуска"]

    await visit(martina, CORTI_IT)
    gate = await opens(martina, "Dati per l’ingresso")
    assert gate.text == (
        f"{HEAD_IT}Completi: 2 di 3\n{KEPT_IT}\n\n👤 Giulia Bardazzi\nGIULIA BARDAZZI, n. YA1234567\n"
        "👤 Anna Gromova\nDati mancanti\n👤 Aleksei Shcherbakov\nALEKSEI SHCHERBAKOV, n. 721234567"
    )
    await martina.press("File per l’azienda")
    await martina.until(lambda: "document" in martina.last.message)
    file = martina.last
    assert file.message["document"]["file_name"] == "ingresso-corti.xlsx"
    assert file.text == (
        "Corti: pelletteria\n\nPasseggeri che mancano nell’elenco: 1.\n"
        "Contiene dati personali: lo invii solo a chi controlla l’ingresso, poi lo tolga dalla chat."
    )
    sheet = load_workbook(BytesIO(await martina.file_of(file))).active
    assert sheet is not None
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        [
            "N. / №",
            "Nome e cognome come nel documento / Имя и фамилия как в паспорте",
            "Numero del documento / Номер документа",
            "Organizzazione / Организация",
        ],
        ["1", "GIULIA BARDAZZI", "YA1234567", "Tessitura Bisenzio"],
        ["2", "ALEKSEI SHCHERBAKOV", "721234567", "Volzhskie Stanki"],
    ]
    await opens_nothing(martina, "Togli il file")
    assert all(one.id != file.id for one in martina.from_bot)
    await nothing_failed(stage)


async def opens_nothing(person: Person, label: str) -> None:
    await person.press(label)
    await person.answered()


async def test_what_was_written_is_changed_and_deleted_by_its_owner(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    corti = await asked_for(stage, martina)
    await write(stage, alexey, corti, "Aleksei Shcherbakov", "721234567")
    assert (await opens(alexey, "Номер")).text == f"{HEAD_RU}{NUMBER_RU}\n\n{SEEN_RU}"
    await says(alexey, "739999999")
    assert await papers(stage) == ["ALEKSEI SHCHERBAKOV 739999999"]
    assert (await opens(alexey, "Удалить данные")).text == (
        f"{HEAD_RU}Удалить Ваши данные? Без них на предприятие могут не пустить. Позже их можно написать снова."
    )
    gone = await opens(alexey, "Удалить данные")
    assert await alexey.alert() == "Ваши данные удалены."
    assert gone.text == (
        f"{HEAD_RU}Имя и фамилия: ещё не указаны\nНомер паспорта: ещё не указан\n\n{SEEN_RU}"
    )
    assert await papers(stage) == []


async def test_the_question_is_withdrawn_and_with_it_what_was_written(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    corti = await asked_for(stage, martina)
    await write(stage, alexey, corti, "Aleksei Shcherbakov", "721234567")
    await visit(martina, CORTI_IT)
    await opens(martina, "Dati per l’ingresso")
    confirm = await opens(martina, "Ritira la richiesta")
    assert confirm.text == (
        f"{HEAD_IT}Vuole ritirare la richiesta? I dati già scritti dai passeggeri saranno cancellati."
    )
    await opens(martina, "Ritira la richiesta")
    assert await martina.alert() == "Richiesta ritirata, dati cancellati."
    assert await papers(stage) == []
    answer = await pressing(stage, alexey, ShowPapers(corti))
    assert answer.toast == "Для этого посещения данные от Вас не нужны."


async def test_a_reminder_goes_to_those_who_owe_after_an_hour(stage: Stage) -> None:
    await seat(stage, "corti", "d23", "d40")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    anna = await stage.arrive(GROMOVA, "ru")
    corti = await asked_for(stage, martina)
    await write(stage, alexey, corti, "Aleksei Shcherbakov", "721234567")
    await visit(martina, CORTI_IT)
    await opens(martina, "Dati per l’ingresso")
    await martina.press("Sollecita chi manca")
    assert await martina.alert() == "La richiesta è partita da meno di un’ora: attenda ancora un poco."
    await stage.at("2018-11-29T11:00")
    await martina.press("Sollecita chi manca")
    assert await martina.alert() == "Richiesta ripetuta. Persone avvisate: 1."
    await stage.at("2018-11-29T11:01")
    asked = [sum("Нужны паспортные" in one.text for one in person.from_bot) for person in (alexey, anna)]
    assert asked == [1, 2]


async def test_somebody_who_gets_a_seat_later_is_asked_too(stage: Stage) -> None:
    await change(stage, "UPDATE sessions SET capacity = 1 WHERE code = 'corti'")
    await seat(stage, "corti", "d40")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    anna = await stage.arrive(GROMOVA, "ru")
    await asked_for(stage, martina)
    shown = await visit(alexey, CORTI_RU)
    assert shown.text.endswith(
        "\n\nНа проходной проверяют документы: после записи нужно прислать паспортные данные."
    )
    await opens(alexey, "В лист ожидания")
    await visit(anna, CORTI_RU)
    await opens(anna, "Выйти")
    await opens(anna, "Выйти")
    await alexey.until(lambda: "Нужны паспортные" in alexey.last.text)
    assert any("Место за Вами: Corti" in one.text for one in alexey.from_bot)
    shown = await visit(alexey, CORTI_RU)
    assert shown.text.endswith("\n\nЖдём Ваши данные для пропуска.")
    assert (await opens(alexey, "Мои данные для пропуска")).text == f"{HEAD_RU}{NAME_RU}\n\n{SEEN_RU}"


def traces(stage: Stage, *secrets: str) -> list[str]:
    """Which of these stand in the database or in what lies beside it."""
    path = stage.settings.database
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    held = b"".join(one.read_bytes() for one in files)
    return [one for one in secrets if one.encode() in held or one.upper().encode() in held]


@pytest.mark.parametrize("how", ["the visit ends", "they leave the visit", "they delete it"])
async def test_no_byte_of_it_is_left(stage: Stage, how: str) -> None:
    await seat(stage, "corti", "d23")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    corti = await asked_for(stage, martina)
    secrets = "Irripetibile Aleksei", "Irripetibile Shcherbakov", "QX7391826"
    await write(stage, alexey, corti, secrets[0], secrets[2])
    await write(stage, alexey, corti, secrets[1], secrets[2])
    await martina.send("/visits")
    await martina.screen()
    assert traces(stage, secrets[2]) == [secrets[2]]
    if how == "they leave the visit":
        await visit(alexey, CORTI_RU)
        await opens(alexey, "Выйти")
        await opens(alexey, "Выйти")
    elif how == "they delete it":
        await pressing(stage, alexey, DeletePapers(corti, sure=True))
    else:
        await stage.at("2018-11-30T12:14")
        assert await papers(stage) == ["IRRIPETIBILE SHCHERBAKOV QX7391826"]
        await stage.at("2018-11-30T12:15")
    await stage.running.inbox.empty()
    assert await papers(stage) == []
    await stage.running.database.tidy()
    assert traces(stage, *secrets) == []


async def test_the_guide_who_asks_first_and_an_organiser_see_the_same(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    ksenia = await stage.arrive(MOROZOVA, "ru")
    corti = await asked_for(stage, martina)
    await asked_for(stage, ksenia)
    await alexey.until(lambda: "Нужны паспортные" in alexey.last.text)
    await write(stage, alexey, corti, "Aleksei Shcherbakov", "721234567")
    assert sum("Нужны паспортные" in one.text for one in alexey.from_bot) == 1
    seen = await pressing(stage, ksenia, ShowGate(corti))
    assert "\n\n👤 Алексей Щербаков\nALEKSEI SHCHERBAKOV, № 721234567" in seen.text


@pytest.mark.parametrize("who", [GROMOVA, SAVINA, RUDNEVA], ids=["a passenger", "a guide", "another guide"])
async def test_nobody_else_sees_it(stage: Stage, who: str) -> None:
    await seat(stage, "corti", "d23", "d40")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    corti = await asked_for(stage, martina)
    await write(stage, alexey, corti, "Aleksei Shcherbakov", "721234567")
    person = await stage.arrive(who, "ru")
    buttons: list[Button] = [
        ShowGate(corti),
        SendGateList(corti),
        DemandPapers(corti, demanded=False),
        DemandPapers(corti, demanded=False, sure=True),
        ShowPapers(corti),
        TypePaper(corti, "number"),
        TypePaper(corti, "x" * 40),
        DeletePapers(corti),
        DeletePapers(corti, sure=True),
        ShowPapers(999),
    ]
    for button in buttons:
        await pressing(stage, person, button)
    await person.settled()
    assert not any("721234567" in one.text or "document" in one.message for one in person.from_bot)
    assert await papers(stage) == ["ALEKSEI SHCHERBAKOV 721234567"]
    await nothing_failed(stage)


async def test_what_is_typed_when_nothing_is_asked_any_more_is_kept_nowhere(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    martina, alexey = await stage.arrive(BELLINI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    corti = await asked_for(stage, martina)
    await pressing(stage, alexey, ShowPapers(corti))
    await pressing(stage, martina, DemandPapers(corti, demanded=False, sure=True))
    told = await says(alexey, "Irripetibile Aleksei")
    assert told.text.startswith("Для этого посещения данные от Вас не нужны.\n\nПосещения предприятий\n")
    await stage.running.inbox.empty()
    await stage.running.database.tidy()
    assert traces(stage, "rripetibile") == []
    assert typed(alexey) == [f"/start {SHCHERBAKOV}"]
