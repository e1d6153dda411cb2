"""The organisers' desk for delegates: found by name, seen whole, corrected, invited anew, removed, taken back."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.demo.rehearsal import SAMPLE
from forum.desk import Desk
from forum.workbook import export
from handlers.buttons import (
    Board,
    CheckIn,
    EditDelegate,
    NewInvitation,
    RemoveDelegate,
    RestoreDelegate,
    SetDelegate,
    ShowApplications,
    ShowDelegate,
    ShowDelegates,
    ShowRoll,
)
from storage import meetings
from tests.journeys.test_visits import seat
from tests.support.codes import payload
from tests.support.hostile import an_applicant, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

ROSSI = "IT-ROSSI-7K2M"


async def press(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def says(person: Person, text: str) -> Screen:
    await person.send(text)
    return await person.screen()


async def desk(person: Person) -> Screen:
    """The desk for delegates."""
    await person.press_data(person.last, ShowDelegates().pack())
    return await person.screen()


async def dossier(stage: Stage, person: Person, code: str) -> Screen:
    await person.press_data(person.last, ShowDelegate(await number(stage, "delegates", code)).pack())
    return await person.screen()


async def cell(stage: Stage, code: str, column: str) -> str:
    return await stage.text(f"SELECT coalesce({column}, '') FROM delegates WHERE code = '{code}'")


async def an_agreed_meeting(stage: Stage, one: str, other: str, *, agreed: bool = True) -> int:
    """Of two delegates, at 15:10 if it is agreed."""
    inviter, invitee = await number(stage, "delegates", one), await number(stage, "delegates", other)
    async with stage.running.database.write() as tx:
        found = await meetings.add(
            tx,
            inviter_id=inviter,
            invitee_id=invitee,
            project_id=None,
            subject="",
            interpreted=False,
            now=stage.clock.now(),
        )
        if agreed:
            await meetings.change(
                tx,
                found,
                state="agreed",
                awaits_id=None,
                starts="2018-11-29T14:10:00.000+00:00",
                ends="2018-11-29T14:30:00.000+00:00",
                table_number=3,
            )
    return found


async def test_the_desk_shows_who_has_arrived_and_who_has_not(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await says(ksenia, "/organise")
    shown = await press(ksenia, "Делегаты и прибытие")
    assert shown.text == (
        "Делегаты и прибытие\n\nПрибыло делегатов: 0 из 40\nПрибыло гидов: 0 из 3\nПрибыло переводчиков: 0 из 2\n\n"
        "Напишите имя или организацию любым алфавитом: найдутся и те, кого нет в общих списках."
    )
    assert shown.rows == [["Ещё не прибыли (45)"], ["Обновить"], ["Назад", "Меню"]]
    for code in ("d01", "d23"):
        person = await number(stage, "delegates", code)
        await pressing(stage, ksenia, CheckIn(person, present=True))
    shown = await desk(ksenia)
    assert "Прибыло делегатов: 2 из 40" in shown.text
    assert (await says(ksenia, "/organise")).text.startswith("Организация\nПрибыло делегатов: 2 из 40\n\n")
    await desk(ksenia)
    missing = await press(ksenia, "Ещё не прибыли (43)")
    assert missing.text == "Ещё не прибыли: 43"
    assert [len(row) for row in missing.rows] == [1] * 8 + [1, 2]
    assert missing.rows[0] == ["Тимур Ахметов, Средневолжский промышленный банк"]
    # Somebody without a badge is ticked off from the list, and the list is where one left it.
    missing = await press(ksenia, "Следующие ▶")
    second = missing.rows[0][0]
    await press(ksenia, second)
    await press(ksenia, "Отметить прибытие")
    missing = await press(ksenia, "Назад")
    assert missing.text == "Ещё не прибыли: 42"
    assert missing.has("◀ Предыдущие")
    assert not missing.has(second)
    missing = await press(ksenia, "◀ Предыдущие")
    listed = set(missing.labels)
    while missing.has("Следующие ▶"):
        missing = await press(ksenia, "Следующие ▶")
        listed |= set(missing.labels)
    assert not {one for one in listed if "Щербаков" in one or "Бардацци" in one or "Морозова" in one}
    assert len([one for one in listed if "," in one]) == 42


async def test_everything_about_a_delegate_on_one_card(stage: Stage) -> None:
    await seat(stage, "corti", "d05")
    await an_agreed_meeting(stage, "d05", "d23")
    await an_agreed_meeting(stage, "d05", "d27", agreed=False)
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE delegates SET visibility = 'nobody' WHERE code = 'd05'")
        await tx.run(
            "INSERT INTO questions (delegate_id, text, asked_at) SELECT id, 'Dove?', '2018-11-29T07:00:00.000+00:00' "
            "FROM delegates WHERE code = 'd05'"
        )
    beatrice = await stage.arrive(LOMBARDI, "it")
    await desk(beatrice)
    card = await says(beatrice, "Марко Росси")
    assert card.text == (
        "👤 Marco Rossi (Марко Росси)\nOfficine Meccaniche Rossi (Оффичине Мекканике Росси)\nTitolare\n"
        "Toscana · Impresa\nDelegato · Delegazione italiana\nLingue: italiano\n☎ +39 300 000 0005\n"
        "marco.rossi@officine-rossi.example\n\n"
        "Offre\nRevisione di torni e fresatrici, ricambi su disegno\n\n"
        "Cerca\nFonderie e lavorazioni meccaniche di base, agenti nella regione del Volga\n\n"
        "Arrivo non ancora registrato.\nLingua del bot: italiano\nNon ha mai aperto il bot.\n"
        "Non compare negli elenchi e nelle ricerche.\n\n"
        "Tavoli tematici\nMeccanica strumentale · oggi, 29 novembre, 09:15\n\n"
        "Visite aziendali\nCorti: pelletteria · domani, 30 novembre, 08:45\n\n"
        "Incontri bilaterali: confermati 1, in attesa di risposta 1\n"
        "Agiscono per suo conto: Paolo Gherardini\n"
        "Domande agli organizzatori: 1 (senza risposta: 1)"
    )
    assert card.rows == [
        ["Registra l’arrivo"],
        ["Correggi", "Avvisi inviati"],
        ["Mostra invito", "Nuovo invito"],
        ["Incontri", "Trova incontri"],
        ["Stampa badge", "Stampa agenda"],
        ["Registro"],
        ["Togli dal forum"],
        ["Indietro", "Menu"],
    ]
    # The next name can be typed at once.
    assert (await says(beatrice, "rudneva")).text.startswith("👤 Daria Rudneva (Дарья Руднева)\n")
    assert beatrice.last.rows[5] == ["Togli dal forum"]
    assert (await says(beatrice, "Xqzw")).text.startswith("Nessun nome simile a «Xqzw».\n\nDelegati e arrivi")
    assert (await says(beatrice, "volga")).rows


async def test_somebody_without_telegram_is_checked_in_by_name(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await desk(beatrice)
    await says(beatrice, "Antonio Franceschini")
    done = await press(beatrice, "Registra l’arrivo")
    assert await beatrice.alert() == "Arrivo registrato."
    assert "✓ Arrivo registrato: oggi, 29 novembre, 08:40 (Beatrice Lombardi)" in done.text
    assert done.rows[0] == ["Annulla l’arrivo"]
    await press(beatrice, "Annulla l’arrivo")
    assert await stage.count("check_ins") == 0


@pytest.mark.parametrize(
    ("field", "typed", "column", "kept"),
    [
        ("Nome", "  Marco \n De’ Rossi ", "name", "Marco De’ Rossi"),
        ("Nome (altro alfabeto)", "Марко де Росси", "name_other", "Марко де Росси"),
        ("Organizzazione", "Rossi <& figli>", "organisation", "Rossi <& figli>"),
        ("Organizzazione (altra lingua)", "Росси", "organisation_other", "Росси"),
        ("Incarico", "Titolare\nВладелец", "position_it || '/' || position_ru", "Titolare/Владелец"),
        ("Incarico", "Владелец\n\nTitolare", "position_it || '/' || position_ru", "Titolare/Владелец"),
        ("Regione", "Umbria", "region", "Umbria"),
        ("Lingue parlate", "IT, en,ru , en", "languages", "it,en,ru"),
        ("Telefono", "+39 055 123456", "phone", "+39 055 123456"),
        ("E-mail", " m@rossi.example ", "email", "m@rossi.example"),
        ("Offre", "Torni\ne frese", "offers", "Torni\ne frese"),
        ("Cerca", "Ghisa", "seeks", "Ghisa"),
    ],
)
async def test_a_field_is_corrected_by_typing(
    stage: Stage, field: str, typed: str, column: str, kept: str
) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await dossier(stage, beatrice, "d05")
    await press(beatrice, "Correggi")
    await press(beatrice, field)
    done = await says(beatrice, typed)
    assert done.text.startswith("Dati corretti.\n\n")
    assert ("Controlli anche: " in done.text) is (column in {"name", "organisation"})
    assert await cell(stage, "d05", column) == kept
    await nothing_failed(stage)


async def test_the_fields_as_they_are_and_what_the_workbook_would_not_take(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await dossier(stage, beatrice, "d05")
    fields = await press(beatrice, "Correggi")
    assert fields.text == (
        "👤 Marco Rossi\n\nNome: Marco Rossi\nNome (altro alfabeto): Марко Росси\n"
        "Organizzazione: Officine Meccaniche Rossi\nOrganizzazione (altra lingua): Оффичине Мекканике Росси\n"
        "Incarico: Titolare / Владелец\nRegione: Toscana\nCategoria: Impresa\nLingue parlate: italiano\n"
        "Lingua del bot: italiano\nTelefono: +39 300 000 0005\nE-mail: marco.rossi@officine-rossi.example\n"
        "Offre: Revisione di torni e fresatrici, ricambi su disegno\n"
        "Cerca: Fonderie e lavorazioni meccaniche di base, agenti nella regione del Volga"
    )
    assert fields.rows == [
        ["Nome"],
        ["Nome (altro alfabeto)"],
        ["Organizzazione"],
        ["Organizzazione (altra lingua)"],
        ["Incarico", "Regione"],
        ["Categoria", "Lingue parlate"],
        ["Lingua del bot", "Telefono"],
        ["E-mail", "Offre"],
        ["Cerca"],
        ["Indietro", "Menu"],
    ]
    asked = await press(beatrice, "Telefono")
    assert asked.text == (
        "👤 Marco Rossi\n\nScriva il numero di telefono, per esempio +39 055 123456.\n\nAdesso: +39 300 000 0005"
    )
    assert asked.rows == [["Svuota"], ["Indietro", "Menu"]]
    refused = await says(beatrice, "domani")
    assert refused.text.startswith(
        "«domani» non è un numero di telefono, come +39 055 123456.\n\n👤 Marco Rossi\n\nScriva il numero"
    )
    assert (await says(beatrice, "112")).text.startswith("Dati corretti.")
    await press(beatrice, "Telefono")
    await press(beatrice, "Svuota")
    assert await cell(stage, "d05", "phone") == ""
    for field, typed, said in [
        (
            "Nome",
            "x" * 201,
            "Il testo è di 201 caratteri; sullo schermo del telefono ne entrano al massimo 200.",
        ),
        ("Nome", "\u200e", "Manca la risposta: la scriva come testo."),
        ("Incarico", "Titolare", "Servono due righe: la prima in italiano, la seconda in russo."),
        ("Lingue parlate", "italiano", "«italiano» non è un codice di lingua di due lettere"),
        ("E-mail", "rossi", "«rossi» non è un indirizzo e-mail."),
        (
            "Offre",
            "x" * 1001,
            "Il testo è di 1001 caratteri; sullo schermo del telefono ne entrano al massimo 1000.",
        ),
    ]:
        await press(beatrice, field)
        assert (await says(beatrice, typed)).text.startswith(said)
        await press(beatrice, "Indietro")
    assert await stage.value("SELECT count(*) FROM delegates WHERE name = 'Marco Rossi'") == 1
    await nothing_failed(stage)


async def test_the_refusals_are_in_the_organisers_language(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await dossier(stage, ksenia, "d05")
    await press(ksenia, "Исправить")
    await press(ksenia, "Эл. почта")
    assert (await says(ksenia, "rossi")).text.startswith(
        "«rossi»: это не адрес электронной почты.\n\n👤 Марко Росси\n"
    )
    await press(ksenia, "Назад")
    await press(ksenia, "Должность")
    assert (await says(ksenia, "Titolare")).text.startswith("Нужны две строки: первая по-итальянски")


async def test_a_choice_and_a_corrected_name_is_found(stage: Stage, tmp_path: Path) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await dossier(stage, beatrice, "d05")
    await press(beatrice, "Correggi")
    kinds = await press(beatrice, "Categoria")
    assert kinds.rows[2] == ["✓ Impresa"]
    await press(beatrice, "Banca")
    assert await beatrice.alert() == "Dati corretti."
    assert await cell(stage, "d05", "kind") == "bank"
    await press(beatrice, "Nome")
    done = await says(beatrice, "Marcantonio Pallavicino")
    assert done.text.startswith(
        "Dati corretti.\n\nControlli anche: Nome (altro alfabeto). Adesso è «Марко Росси».\n\n👤 Marcantonio"
    )
    await press(beatrice, "Indietro")
    await press(beatrice, "Indietro")
    assert (await says(beatrice, "паллавичино")).text.startswith("👤 Marcantonio Pallavicino (Марко Росси)")
    await export(Desk(stage.running.database, stage.clock.now), tmp_path / "forum")
    assert (await stage.load(tmp_path / "forum")).problems == ()


async def test_the_language_of_the_bot_changes_at_once(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    giulia = await stage.arrive(BARDAZZI, "it")
    await dossier(stage, beatrice, "d01")
    await press(beatrice, "Correggi")
    choice = await press(beatrice, "Lingua del bot")
    assert choice.rows == [["✓ Italiano"], ["Russo"], ["Indietro", "Menu"]]
    await press(beatrice, "Russo")
    await giulia.until(lambda: stage.commands(giulia)["tables"] == "Тематические столы")
    assert stage.commands(beatrice)["tables"] == "Tavoli tematici"
    await giulia.until(lambda: "Теперь бот пишет Вам по-русски" in giulia.last.text)
    assert giulia.last.text == (
        "Теперь бот пишет Вам по-русски\n"
        "Язык изменили организаторы. Вернуть его можно кнопкой ниже или в настройках."
    )
    assert giulia.last.rows == [["In italiano"], ["Настройки"]]
    assert (await says(giulia, "/settings")).text.startswith("Настройки")
    # The same again is no news.
    await press(beatrice, "Lingua del bot")
    await press(beatrice, "✓ Russo")
    assert await stage.value("SELECT count(*) FROM outbox WHERE kind = 'language_changed'") == 1
    # Whoever does not read it takes it back with one press.
    await giulia.press("In italiano", on=next(one for one in giulia.from_bot if "Теперь" in one.text))
    assert (await giulia.screen()).text.startswith("Impostazioni\n\nLingua: italiano")


async def test_of_a_language_changed_twice_at_night_only_the_last_is_told(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    giulia = await stage.arrive(BARDAZZI, "it")
    bardazzi = await number(stage, "delegates", "d01")
    await stage.at("2018-11-29 23:30")
    for language in ("ru", "it"):
        await pressing(stage, beatrice, SetDelegate(bardazzi, "language", language))
    assert not [one.text for one in giulia.from_bot if "Ora il bot" in one.text]
    await stage.at("2018-11-30 07:30")
    told = [one.text for one in giulia.from_bot if one.text.startswith(("Ora il bot", "Теперь бот"))]
    assert len(told) == 1
    assert told[0] == (
        "Ora il bot Le scrive in italiano\n"
        "La lingua è stata cambiata dagli organizzatori. Può cambiarla qui sotto o nelle impostazioni."
    )


async def test_another_language_changes_who_needs_an_interpreter(stage: Stage) -> None:
    meeting = await an_agreed_meeting(stage, "d05", "d23")
    beatrice = await stage.arrive(LOMBARDI, "it")
    wanted = f"SELECT interpreted FROM meetings WHERE id = {meeting}"
    rossi = await number(stage, "delegates", "d05")
    await beatrice.press_data(beatrice.last, EditDelegate(rossi, "languages").pack())
    await beatrice.screen()
    await says(beatrice, "it, en")
    assert await stage.value(wanted) == 1
    await beatrice.press_data(beatrice.last, EditDelegate(rossi, "languages").pack())
    await beatrice.screen()
    await says(beatrice, "it, ru")
    assert await stage.value(wanted) == 0


async def test_an_invitation_to_show_and_a_new_one(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await dossier(stage, beatrice, "d05")
    shown = await press(beatrice, "Mostra invito")
    assert shown.text == (
        "Invito personale: Marco Rossi\nVale per un solo account Telegram.\n\n"
        f"https://t.me/forum_rehearsal_bot?start={ROSSI}"
    )
    assert await payload(beatrice) == ROSSI
    asked = await press(beatrice, "Nuovo invito")
    assert asked.text == "👤 Marco Rossi\n\nIl vecchio invito non sarà più valido."
    await beatrice.press("Emetti l’invito")
    await beatrice.until(lambda: "photo" in beatrice.last.message and beatrice.last.id != shown.id)
    fresh = await cell(stage, "d05", "invitation")
    assert fresh.startswith("IT-")
    assert (len(fresh), fresh == ROSSI) == (15, False)
    assert await payload(beatrice) == fresh
    marco = stage.server.person("Marco", language_code="it")
    assert (await says(marco, f"/start {ROSSI}")).text.startswith("Codice non riconosciuto")
    assert "Marco Rossi" in (await says(marco, f"/start {fresh}")).text
    await nothing_failed(stage)


async def test_a_new_invitation_moves_the_person_to_another_phone(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    old = await stage.arrive(BARDAZZI, "it", "Old")
    assert (await dossier(stage, beatrice, "d01")).rows[2] == ["Nuovo invito"]
    asked = await press(beatrice, "Nuovo invito")
    assert "l’account Telegram che lo ha usato perderà l’accesso" in asked.text
    await beatrice.press("Emetti l’invito")
    await beatrice.until(lambda: "photo" in beatrice.last.message)
    assert (await says(old, "/agenda")).text.startswith("Per proseguire occorre l’invito")
    new = await stage.arrive(await cell(stage, "d01", "invitation"), "it", "New")
    assert "Giulia Bardazzi" in new.last.text


async def test_a_new_invitation_asked_for_twice_is_one(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    rossi = await number(stage, "delegates", "d05")
    for one in (beatrice, ksenia):
        await pressing(stage, one, NewInvitation(rossi))
    sure = beatrice.last.data("Emetti l’invito")
    await pressing(stage, beatrice, sure)
    await beatrice.until(lambda: "photo" in beatrice.last.message)
    handed = await cell(stage, "d05", "invitation")
    assert await payload(beatrice) == handed
    sent = len(beatrice.messages)
    again = await pressing(stage, beatrice, sure)
    assert again.toast == "Il nuovo invito c’è già: non ne è stato emesso un altro."
    other = await pressing(stage, ksenia, ksenia.last.data("Выдать приглашение"))
    assert other.toast == "Новое приглашение уже есть: ещё одно не выдано."
    assert await cell(stage, "d05", "invitation") == handed
    assert len(beatrice.messages) == sent
    assert await stage.texts("SELECT word FROM deeds") == ["invitation_renewed"]
    # Whoever asks now for another one gets it.
    await pressing(stage, beatrice, NewInvitation(rossi))
    await beatrice.press("Emetti l’invito")
    await beatrice.until(lambda: len(beatrice.messages) > sent)
    assert await cell(stage, "d05", "invitation") != handed
    await nothing_failed(stage)


async def test_before_a_guide_or_a_head_is_removed_it_is_said_what_they_do(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    guide, head = await number(stage, "delegates", "g02"), await number(stage, "delegates", "d24")
    asked = await pressing(stage, beatrice, RemoveDelegate(guide))
    assert asked.text.startswith(
        "👤 Martina Bellini\n\nTogliere questa persona dal forum?\n– non guida più: Corti: pelletteria\n\n"
    )
    asked = await pressing(stage, ksenia, RemoveDelegate(guide))
    assert "\n— прекратится сопровождение: Corti: кожгалантерея\n\n" in asked.text
    asked = await pressing(stage, ksenia, RemoveDelegate(head))
    assert "\n— прекратятся действия от имени делегатов: " in asked.text
    assert "\n– non agisce più per conto di: " in (await pressing(stage, beatrice, RemoveDelegate(head))).text
    # A guide in the middle of the roll is outside at the next press; another one goes on.
    await stage.at("2018-11-30 08:30")
    martina = await stage.arrive("IT-BELLINI-8T3C", "it")
    corti = await number(stage, "sessions", "corti")
    assert (await pressing(stage, martina, ShowRoll(corti))).text.startswith("Appello alla partenza\nCorti")
    await pressing(stage, beatrice, RemoveDelegate(guide, sure=True))
    assert (await pressing(stage, martina, ShowRoll(corti))).verdict == "arrive"
    assert (await pressing(stage, beatrice, ShowRoll(corti))).text.startswith("Appello alla partenza\nCorti")


async def test_what_an_interpreter_has_done_is_not_to_be_done_by_another(stage: Stage) -> None:
    meeting = await an_agreed_meeting(stage, "d05", "d23")
    galli = await number(stage, "delegates", "i01")
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE meetings SET interpreted = 1, interpreter_id = ? WHERE id = ?", (galli, meeting))
    beatrice = await stage.arrive(LOMBARDI, "it")
    assert "Incontri da interpretare: 1" in (await pressing(stage, beatrice, ShowDelegate(galli))).text
    await stage.at("2018-11-29 15:31")
    assert "Incontri da interpretare" not in (await pressing(stage, beatrice, ShowDelegate(galli))).text
    assert "altro interprete" not in (await pressing(stage, beatrice, RemoveDelegate(galli))).text


async def test_nobody_shuts_themselves_out(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    own = await number(stage, "delegates", "o01")
    for button in (NewInvitation(own, sure=True), RemoveDelegate(own, sure=True)):
        answer = await pressing(stage, beatrice, button)
        assert answer.toast == ("Non può farlo con i Suoi stessi dati: lo chieda a un altro organizzatore.")
    assert await cell(stage, "o01", "invitation") == LOMBARDI
    assert await cell(stage, "o01", "removed_at") == ""


async def test_a_removal_tells_partners_and_passes_seats_on(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    giulia = await stage.arrive(BARDAZZI, "it")
    await an_agreed_meeting(stage, "d05", "d23")
    await an_agreed_meeting(stage, "d27", "d05", agreed=False)
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE sessions SET capacity = 1 WHERE code = 'corti'")
    await seat(stage, "corti", "d05")
    corti = await number(stage, "sessions", "corti")
    async with stage.running.database.write() as tx:
        await tx.run(
            "INSERT INTO seats (session_id, delegate_id, state) SELECT ?, id, 'waiting' FROM delegates "
            "WHERE code = 'd01'",
            (corti,),
        )
    await dossier(stage, beatrice, "d05")
    asked = await press(beatrice, "Togli dal forum")
    assert asked.text == (
        "👤 Marco Rossi\n\nTogliere questa persona dal forum?\n"
        "– annullato 1 incontro: l’altra parte riceve un avviso\n"
        "– ritirata 1 richiesta di incontro: l’altra parte riceve un avviso\n"
        "– posti liberati per la lista d’attesa: Meccanica strumentale, Corti: pelletteria\n\n"
        "L’invito non vale più e il bot si chiude per questa persona, senza avviso: la informi Lei. Potrà "
        "riammetterla con un nuovo invito; posti e incontri non tornano."
    )
    assert await stage.value("SELECT count(*) FROM delegates WHERE removed_at IS NOT NULL") == 0
    done = await press(beatrice, "Sì, togli dal forum")
    assert await beatrice.alert() == "Non partecipa più al forum."
    assert "⚠️ Non partecipa più al forum (oggi, 29 novembre, 08:40)." in done.text
    assert done.rows == [["Riammetti"], ["Indietro", "Menu"]]
    await alexey.until(lambda: "отменена" in alexey.last.text, 2)
    assert "Марко Росси" in alexey.last.text
    await giulia.until(lambda: any("Corti: pelletteria" in one.text for one in giulia.from_bot))
    assert await stage.texts("SELECT state FROM meetings ORDER BY id") == ["cancelled", "withdrawn"]
    assert (
        await stage.value(f"SELECT count(*) FROM seats WHERE session_id = {corti} AND state = 'seated'") == 1
    )
    marco = stage.server.person("Marco", language_code="it")
    assert (await says(marco, f"/start {ROSSI}")).text.startswith("Codice non riconosciuto")
    assert (
        await pressing(stage, beatrice, RemoveDelegate(5, sure=True))
    ).toast == "Non partecipa più al forum."
    await nothing_failed(stage)


async def test_who_was_removed_is_found_and_comes_back(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    rossi = await number(stage, "delegates", "d05")
    await pressing(stage, beatrice, RemoveDelegate(rossi, sure=True))
    hub = await desk(beatrice)
    assert hub.rows[1] == ["Fuori dal forum (1)"]
    assert (await press(beatrice, "Fuori dal forum (1)")).rows[0] == [
        "Marco Rossi, Officine Meccaniche Rossi"
    ]
    assert "Non partecipa più al forum" in (await says(beatrice, "офичине мекканике росси")).text
    back = await press(beatrice, "Riammetti")
    assert await beatrice.alert() == "Partecipa di nuovo al forum: consegni il nuovo invito."
    assert back.rows[2] == ["Mostra invito", "Nuovo invito"]
    assert await cell(stage, "d05", "removed_at") == ""
    marco = await stage.arrive(await cell(stage, "d05", "invitation"), "it", "Marco")
    assert "Marco Rossi" in marco.last.text
    assert (await pressing(stage, beatrice, RestoreDelegate(rossi))).toast.startswith("Partecipa di nuovo")


async def test_an_interpreter_who_leaves_is_replaced(stage: Stage) -> None:
    meeting = await an_agreed_meeting(stage, "d05", "d23")
    galli = await number(stage, "delegates", "i01")
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE meetings SET interpreted = 1, interpreter_id = ? WHERE id = ?", (galli, meeting))
    beatrice = await stage.arrive(LOMBARDI, "it")
    asked = await pressing(stage, beatrice, RemoveDelegate(galli))
    assert "– per 1 incontro si cerca un altro interprete" in asked.text
    await pressing(stage, beatrice, RemoveDelegate(galli, sure=True))
    found = await stage.value(f"SELECT interpreter_id FROM meetings WHERE id = {meeting}")
    assert found not in {0, galli}


async def test_an_import_does_not_bring_back_who_was_removed_in_the_chat(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await pressing(stage, beatrice, RemoveDelegate(await number(stage, "delegates", "d05"), sure=True))
    assert (await stage.load(SAMPLE)).rows == ()
    assert await cell(stage, "d05", "removed_at") != ""


async def test_organisers_act_for_a_delegate_from_the_card(stage: Stage) -> None:
    await an_agreed_meeting(stage, "d05", "d23")
    beatrice = await stage.arrive(LOMBARDI, "it")
    await dossier(stage, beatrice, "d05")
    shown = await press(beatrice, "Incontri")
    assert shown.text.startswith("Agisce per conto di: Marco Rossi")
    await dossier(stage, beatrice, "d05")
    assert (await press(beatrice, "Trova incontri")).text.startswith("Agisce per conto di: Marco Rossi")
    # What is done for somebody else leads back to them.
    assert (await press(beatrice, "Indietro")).has("Togli dal forum")
    await press(beatrice, "Incontri")
    assert (await press(beatrice, "Indietro")).has("Togli dal forum")
    await press(beatrice, "Avvisi inviati")
    assert (await press(beatrice, "Indietro")).has("Togli dal forum")


async def test_registrations_are_decided_one_after_the_other(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    people = [await an_applicant(stage, name) for name in ("Carlo", "Dino", "Ezio")]
    await beatrice.until(lambda: sum(one.has("Accetta") for one in beatrice.from_bot) == len(people))
    hub = await desk(beatrice)
    assert hub.rows[1] == ["Richieste d’iscrizione (3)"]
    first = await press(beatrice, "Richieste d’iscrizione (3)")
    assert first.text == (
        "Nuova richiesta d’iscrizione\n👤 Carlo Verdi\nDitta Verdi\nDelegazione italiana\n\n"
        "Dopo questa: ancora 2 richieste"
    )
    assert first.rows == [["Accetta", "Rifiuta"], ["Indietro", "Menu"]]
    second = await press(beatrice, "Accetta")
    assert second.id == first.id
    assert second.text == (
        "Iscrizione accettata: Carlo Verdi\n\n"
        "Nuova richiesta d’iscrizione\n👤 Dino Verdi\nDitta Verdi\nDelegazione italiana\n\n"
        "Dopo questa: ancora 1 richiesta"
    )
    third = await press(beatrice, "Rifiuta")
    assert third.text.startswith(
        "Iscrizione rifiutata: Dino Verdi\n\nNuova richiesta d’iscrizione\n👤 Ezio Verdi"
    )
    assert "Dopo questa" not in third.text
    last = await press(beatrice, "Accetta")
    assert (last.text, last.rows) == ("Iscrizione accettata: Ezio Verdi", [["Indietro", "Menu"]])
    await people[0].until(
        lambda: "Richiesta accettata" in people[0].last.text or people[0].last.rows == [["Menu"]]
    )
    assert (
        await pressing(stage, beatrice, ShowApplications())
    ).text == "Nessuna richiesta d’iscrizione in attesa."


async def test_two_organisers_check_in_the_same_person_at_once(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    button = CheckIn(await number(stage, "delegates", "d05"), present=True).pack()
    await asyncio.gather(*(one.press_data(one.last, button) for one in (beatrice, ksenia)))
    for one in (beatrice, ksenia):
        await one.screen()
    await stage.running.inbox.empty()
    assert await stage.count("check_ins") == 1
    await nothing_failed(stage)


async def test_only_organisers_see_the_desk(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for button in (
        ShowDelegates(),
        ShowDelegate(5),
        EditDelegate(5, "name"),
        SetDelegate(5, "phone", ""),
        NewInvitation(5, sure=True),
        RemoveDelegate(5, sure=True),
        CheckIn(5, present=True),
    ):
        assert (await pressing(stage, giulia, button)).verdict == "organisers"
    assert (await pressing(stage, giulia, Board("0" * 24, 1, "out", aboard=True))).text.startswith(
        "Questo è il codice di un badge"
    )
    assert await stage.value("SELECT count(*) FROM delegates WHERE removed_at IS NOT NULL OR phone = ''") > 0
    assert await cell(stage, "d05", "invitation") == ROSSI
