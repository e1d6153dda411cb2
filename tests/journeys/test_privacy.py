"""Consent by purpose and version, one's own data as a file, deletion."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from dataclasses import replace

import pytest

from forum.people import digits_of
from forum.privacy import consenting
from handlers.buttons import AgreeUnlisted, ShowPeople, ShowPerson
from tests.support.hostile import change, nothing_failed, pressing, version
from tests.support.people import Person
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage


async def opened(stage: Stage, invitation: str, language: str) -> Person:
    """Somebody before the screen with their data."""
    person = await stage.arrive(invitation, language)
    for label in ("Impostazioni", "I miei dati") if language == "it" else ("Настройки", "Мои данные"):
        await person.press(label)
        await person.screen()
    return person


async def test_what_is_kept_is_said_in_italian(stage: Stage) -> None:
    giulia = await opened(stage, BARDAZZI, "it")
    assert giulia.last.text == (
        "I miei dati\n\n"
        "Si conservano il Suo profilo, i posti, gli incontri, le impostazioni, le domande agli organizzatori e gli "
        "avvisi ricevuti: servono al programma e agli incontri, a nient’altro.\n"
        "Gli organizzatori vedono tutto; il profilo, chi può trovarLa; telefono e posta elettronica, chi La "
        "incontra, se Lei lo consente.\n"
        "I dati personali si cancellano dopo il 31 dicembre 2018; le copie di sicurezza restano fino alla loro "
        "scadenza.\n\n"
        "I Suoi consensi\n"
        f"✓ bot e programma: 29 novembre, versione {await version(stage)}\n"
        "✓ farsi trovare dagli altri: 29 novembre, versione 1\n"
        "Non dato: mostrare i contatti"
    )
    assert giulia.last.rows == [
        ["Scarica i miei dati"],
        ["Chi mi vede"],
        ["Mostra i miei contatti"],
        ["Cancella i miei dati"],
        ["Indietro", "Menu"],
    ]


async def test_and_in_russian(stage: Stage) -> None:
    alexey = await opened(stage, SHCHERBAKOV, "ru")
    lines = alexey.last.text.splitlines()
    assert lines[4] == (
        "Личные данные удаляются после этой даты: 31 декабря 2018. Резервные копии хранятся до истечения их срока."
    )
    assert lines[-2:] == ["✓ показ другим делегатам: 29 ноября, версия 1", "Нет: показ контактов"]


async def pressed(person: Person, *labels: str) -> None:
    for label in labels:
        await person.press(label)
        await person.screen()


async def at_consent(stage: Stage, invitation: str, language: str) -> Person:
    """Somebody who has opened their invitation and has the consent before them."""
    person = stage.server.person(invitation, language_code=language)
    await person.send(f"/start {invitation}")
    await person.screen()
    return person


async def visibility(stage: Stage, code: str) -> str:
    return await stage.text(f"SELECT visibility FROM delegates WHERE code = '{code}'")


async def standing(stage: Stage, person: Person) -> list[str]:
    """The consents of somebody that stand, those withdrawn in brackets."""
    return await stage.texts(
        "SELECT iif(withdrawn_at IS NULL, purpose, '(' || purpose || ')') FROM consents "
        f"WHERE user_id = {person.id} ORDER BY id"
    )


async def test_one_can_agree_without_being_found(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    giulia = await at_consent(stage, BARDAZZI, "it")
    assert giulia.last.rows[:2] == [["Acconsento"], ["Senza comparire"]]
    assert "con «Senza comparire» no" in giulia.last.text
    await pressed(giulia, "Senza comparire")
    assert giulia.last.has("Impostazioni")
    assert (await visibility(stage, "d01"), await standing(stage, giulia)) == ("nobody", ["forum"])
    assert (await alexey.inline("bardazzi")).results == []


async def test_each_consent_is_withdrawn_by_itself(stage: Stage) -> None:
    giulia = await opened(stage, BARDAZZI, "it")
    await pressed(giulia, "Mostra i miei contatti", "I miei dati", "Chi mi vede", "Nessuno", "I miei dati")
    assert giulia.last.text.splitlines()[-2:] == [
        "Non dato: farsi trovare dagli altri",
        "✓ mostrare i contatti: 29 novembre, versione 1",
    ]
    await pressed(giulia, "Nascondi i miei contatti")
    assert await standing(stage, giulia) == ["forum", "(found)", "(contacts)"]


async def test_a_new_text_is_asked_anew_at_the_next_press(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    agenda = giulia.last
    await change(stage, "UPDATE forum SET consent_it = 'Nuovo testo.', consent_ru = 'Новый текст.'")
    await giulia.press("La mia agenda", on=agenda)
    anew = await giulia.screen()
    assert anew.text == (
        "Il testo del consenso è cambiato\n"
        "Posti e incontri restano Suoi. Per continuare, risponda al nuovo testo.\n\n"
        f"Nuovo testo.\n\nVersione del testo: {await version(stage)}"
    )
    assert anew.rows == [["Acconsento"], ["I miei dati"]]
    for text in ("/agenda", "Щербаков", "/start", "/organise"):
        await giulia.send(text)
        assert (await giulia.screen()).text == anew.text
    assert (await giulia.inline("щербаков")).results == []
    await pressed(giulia, "I miei dati", "Cancella i miei dati", "Indietro", "Indietro")
    assert giulia.last.text == anew.text
    await giulia.press("Acconsento")
    assert (await giulia.screen()).has("La mia agenda")
    assert await giulia.alert() == "Consenso registrato."
    assert await standing(stage, giulia) == ["(forum)", "found", "forum"]
    assert await visibility(stage, "d01") == "all"
    await nothing_failed(stage)


async def test_and_so_is_a_new_text_of_another_purpose(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await pressed(alexey, "Настройки", "Показать мои контакты")
    monkeypatch.setattr(consenting, "VERSIONS", {"found": "2", "contacts": "2"})
    await pressed(alexey, "Меню")
    assert alexey.last.text == (
        "Текст согласия изменился\nВаши места и встречи сохраняются. Чтобы продолжить, ответьте на новый текст.\n\n"
        "Другие делегаты находят Вас в списке и из других чатов: по имени, организации и интересам. "
        "Кто может Вас найти?"
    )
    assert alexey.last.rows == [["Все делегаты"], ["Участники моих столов"], ["Никто"], ["Мои данные"]]
    await pressed(alexey, "Никто", "Меню")
    assert alexey.last.rows == [["Показать мои контакты"], ["Скрыть мои контакты"], ["Мои данные"]]
    await pressed(alexey, "Показать мои контакты", "Меню")
    assert alexey.last.has("Моя программа")
    assert await standing(stage, alexey) == ["forum", "(found)", "(contacts)", "contacts"]


async def test_a_forged_consent_to_another_version_is_none(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await pressing(stage, giulia, AgreeUnlisted("it", "00000000", ""))
    assert (await standing(stage, giulia), await visibility(stage, "d01")) == (["forum", "found"], "all")
    await nothing_failed(stage)


FRANCESCHINI, VANNUCCHI = "IT-FRANCESCHINI-2R6K", "IT-VANNUCCHI-5H8P"
WAYS = ("typed", "inline", "card", "table", "kind", "region", "suggested")


async def ways_to(stage: Stage, viewer: Person, person: int, table: int) -> set[str]:
    """By which ways a delegate finds another: Giulia Bardazzi of Tuscany, a company at a table."""
    region = "".join(await stage.texts(f"SELECT region FROM delegates WHERE id = {person}"))
    lists = {
        "table": ShowPeople("t", str(table)),
        "kind": ShowPeople("k", "company"),
        "region": ShowPeople("r", digits_of(region)),
        "suggested": ShowPeople("s"),
    }
    found = set()
    await viewer.send("Giulia Bardazzi")
    if "Giulia Bardazzi" in (await viewer.screen()).text:
        found.add("typed")
    if str(person) in {result["id"] for result in (await viewer.inline("Bardazzi")).results}:
        found.add("inline")
    if (await pressing(stage, viewer, ShowPerson(person))).verdict == "yes":
        found.add("card")
    for way, button in lists.items():
        if await listed(stage, viewer, button, person):
            found.add(way)
    return found


async def listed(stage: Stage, viewer: Person, button: ShowPeople, person: int) -> bool:
    """Whether a card can be opened from some page of a list."""
    for page in range(12):
        await pressing(stage, viewer, replace(button, page=page))
        keys = [key for row in viewer.last.message["reply_markup"]["inline_keyboard"] for key in row]
        if any(key.get("callback_data", "").startswith(f"fc:{person}:") for key in keys):
            return True
    return False


@pytest.mark.parametrize(
    ("chosen", "beside", "elsewhere"),
    [("all", set(WAYS), set(WAYS)), ("tables", set(WAYS), set()), ("nobody", set(), set())],
)
async def test_who_may_see_me_holds_wherever_one_looks(
    stage: Stage, chosen: str, beside: set[str], elsewhere: set[str]
) -> None:
    await stage.arrive(BARDAZZI, "it")
    table = await stage.value("SELECT id FROM sessions WHERE code = 'energia'")
    person = await stage.value("SELECT id FROM delegates WHERE code = 'd01'")
    await change(stage, f"DELETE FROM seats WHERE session_id = {table}")
    for invitation, ways in ((FRANCESCHINI, beside), (VANNUCCHI, elsewhere)):
        viewer = await stage.arrive(invitation, "it")
        own = await stage.value(f"SELECT delegate_id FROM accounts WHERE user_id = {viewer.id}")
        await change(
            stage,
            f"UPDATE delegates SET visibility = '{chosen}' WHERE id = {person}",
            f"DELETE FROM seats WHERE delegate_id IN ({own}, {person})",
            f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({table}, {person}, 'seated')",
        )
        if ways is beside:
            await change(
                stage, f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({table}, {own}, 'seated')"
            )
        found = await ways_to(stage, viewer, person, table)
        # Whom one may want to meet are few: not everybody who may be seen is among them.
        assert found | {"suggested"} == ways | {"suggested"}
        assert ways or "suggested" not in found
