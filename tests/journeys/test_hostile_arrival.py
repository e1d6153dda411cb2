"""Arriving at a bad moment: imports in between, two at once, old buttons, people removed."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from handlers.buttons import (
    Agree,
    ChooseDelegation,
    Home,
    Join,
    Registering,
    SendCalendar,
    ShowTables,
    Submit,
)
from locales import Words
from tests.support.hostile import (
    ORGANISER,
    an_applicant,
    change,
    nothing_failed,
    pressing,
    remove,
    said,
    version,
)
from tests.support.people import Person
from tests.support.screens import as_read
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, Stage


async def test_who_waits_for_a_decision_sees_nothing_of_the_programme(stage: Stage) -> None:
    carlo = await an_applicant(stage)
    waiting = carlo.last.text
    await carlo.press("Aggiorna")
    await carlo.answered()
    await stage.running.inbox.empty()
    assert carlo.last.text == waiting
    assert carlo.last.rows == [["Aggiorna"]]


async def test_who_was_removed_sees_nothing_of_the_programme(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    menu = giulia.last
    await remove(stage, "d01")
    for button in (Home(), Registering(), ShowTables(), Join(6), SendCalendar(), Submit()):
        await giulia.press_data(menu, button.pack())
        await giulia.answered()
        await stage.running.inbox.empty()
        assert giulia.last.rows == [["Continua in italiano"], ["Продолжить по-русски"]]
    await nothing_failed(stage)


async def test_an_old_consent_button_does_not_take_a_registration_back(stage: Stage) -> None:
    carlo = stage.server.person("Carlo", language_code="it")
    beatrice = await stage.arrive(LOMBARDI, "it")
    agree = Agree("it", await version(stage), "")
    await an_applicant_who_is(stage, carlo)
    await pressing(stage, carlo, agree)
    assert await stage.text("SELECT state FROM applications") == "waiting"
    await beatrice.until(lambda: beatrice.last.has("Accetta"))
    await beatrice.press("Accetta")
    assert (await beatrice.screen()).text == "Iscrizione accettata: Carlo Verdi"


async def an_applicant_who_is(stage: Stage, person: Person) -> None:
    await change(
        stage,
        "INSERT INTO accounts (user_id, language, consent_version, consent_at) "
        f"VALUES ({person.id}, 'it', '{await version(stage)}', '2018-11-29T07:00:00.000+00:00')",
        f"INSERT INTO applications (user_id, name, organisation, delegation, state, at) VALUES ({person.id}, "
        "'Carlo Verdi', 'Ditta', 'it', 'draft', '2018-11-29T07:00:00.000+00:00')",
    )
    await person.send("/start")
    await person.screen()
    await person.press("Invia la richiesta")
    await person.screen()


async def test_who_finds_the_invitation_after_registering_is_not_doubled(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    giulia = await an_applicant(stage, "Giulia")
    await beatrice.until(lambda: beatrice.last.has("Accetta"))
    notice = beatrice.last
    await giulia.send(f"/start {BARDAZZI}")
    await giulia.screen()
    await giulia.press("Acconsento")
    assert "👤 Giulia Bardazzi" in (await giulia.screen()).text
    before = await stage.count("delegates")
    await beatrice.press("Accetta", on=notice)
    assert (await beatrice.screen()).text == said("decided_already")
    assert await stage.count("delegates") == before
    await giulia.send("/start")
    assert "👤 Giulia Bardazzi" in (await giulia.screen()).text
    for button in (Submit(), ChooseDelegation("ru"), Registering(again=True)):
        await pressing(stage, giulia, button)
        assert "👤 Giulia Bardazzi" in giulia.last.text
    await nothing_failed(stage)


async def test_a_registration_begun_before_the_forum_was_closed_is_not_sent(stage: Stage) -> None:
    carlo = await an_applicant(stage, state="ready")
    await change(stage, "UPDATE forum SET registration = 'invitation'")
    answer = await pressing(stage, carlo, Submit())
    assert answer.toast == said("by_invitation_only")
    assert await stage.text("SELECT state FROM applications") == "draft"


def is_asked(organiser: Person) -> bool:
    return [len(row) for row in organiser.last.rows] == [2]


async def test_two_organisers_decide_at_once(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    await an_applicant(stage)
    for one in (beatrice, ksenia):
        await one.until(partial(is_asked, one))
    await beatrice.press("Accetta")
    await ksenia.press_data(ksenia.last, beatrice.last.data("Rifiuta"))
    first, second = await beatrice.screen(), await ksenia.screen()
    assert first.text == "Iscrizione accettata: Carlo Verdi"
    assert second.text == as_read(Words("ru", ZoneInfo("UTC")).plain("said.decided_already"))
    assert await stage.value("SELECT count(*) FROM delegates WHERE origin = 'chat'") == 1


async def test_two_phones_agree_with_the_same_invitation_at_once(stage: Stage) -> None:
    phones = [stage.server.person(f"Phone {n}", language_code="it") for n in range(2)]
    for phone in phones:
        await phone.send(f"/start {BARDAZZI}")
        await phone.screen()
    for phone in phones:
        await phone.press("Acconsento")
    texts = [(await phone.screen()).text for phone in phones]
    assert "👤 Giulia Bardazzi" in texts[0]
    assert texts[1].startswith(said("invitation_used"))
    assert await stage.count("accounts") == 1


@pytest.mark.parametrize("change_", ["gone", "other"])
async def test_an_invitation_that_changes_before_the_consent(stage: Stage, change_: str) -> None:
    giulia = stage.server.person("Giulia", language_code="it")
    await giulia.send(f"/start {BARDAZZI}")
    await giulia.screen()
    if change_ == "gone":
        await remove(stage, "d01")
    else:
        await change(
            stage, "UPDATE delegates SET invitation = 'X1', invitation_digest = 'X1' WHERE code = 'd01'"
        )
    await giulia.press("Acconsento")
    assert (await giulia.screen()).text.startswith(said("invitation_gone"))
    assert await stage.count("accounts") == 0


async def test_an_organiser_by_number_finds_what_was_told_before_they_came(stage: Stage) -> None:
    await stage.stop()
    stage.use(organisers=frozenset({ORGANISER}))
    await stage.start()
    await stage.arrive(BARDAZZI, "it")
    piero = stage.server.person("Piero", language_code="it", id=ORGANISER)
    thief = stage.server.person("Thief", language_code="it")
    await thief.send(f"/start {BARDAZZI}")
    await thief.screen()
    await stage.becomes(
        f"SELECT count(*) FROM outbox WHERE user_id = {ORGANISER} AND state = 'unreachable'", 1
    )
    await piero.send("/start")
    await piero.screen()
    for label in ("Continua in italiano", "Richiedi l’iscrizione", "Acconsento"):
        await piero.press(label)
        await piero.screen()
    await piero.until(lambda: "secondo account" in piero.last.text)


async def test_who_ran_the_forum_and_was_removed_comes_back_as_a_delegate_only(stage: Stage) -> None:
    await change(stage, "UPDATE forum SET registration = 'open'")
    carlo = await an_applicant(stage, state="waiting")
    assert await stage.value("SELECT count(*) FROM delegates WHERE origin = 'chat'") == 1
    code = await stage.text("SELECT code FROM delegates WHERE origin = 'chat'")
    await change(stage, "UPDATE delegates SET role = 'organiser' WHERE origin = 'chat'")
    await remove(stage, code)
    await pressing(stage, carlo, Agree("it", await version(stage), ""))
    for text in ("Carlo Verdi", "Ditta"):
        await carlo.send(text)
        await carlo.screen()
    await pressing(stage, carlo, ChooseDelegation("it"))
    await pressing(stage, carlo, Submit())
    assert await stage.text("SELECT role FROM delegates WHERE origin = 'chat'") == "delegate"


async def test_a_name_nobody_can_read_is_asked_again(stage: Stage) -> None:
    carlo = await an_applicant(stage, state="draft")
    for text in ("\u200b", "\u2060\u3164", "...", "🙂"):
        await carlo.send(text)
        assert (await carlo.screen()).text.startswith(said("empty"))
    assert await stage.text("SELECT name FROM applications") == ""


async def test_nothing_is_kept_of_a_stranger_who_guessed(stage: Stage) -> None:
    strangers = [stage.server.person(f"Stranger {number}", language_code="it") for number in range(2)]
    for _ in range(4):
        await strangers[0].send("WRONG-1")
        await strangers[0].screen()
    assert await stage.count("guesses") == 1
    stage.clock.jump(stage.clock.now() + timedelta(hours=26))
    await strangers[1].send("WRONG-2")
    await strangers[1].screen()
    assert await stage.texts("SELECT user_id FROM guesses") == [str(strangers[1].id)]
