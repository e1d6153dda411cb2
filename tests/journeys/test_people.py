"""Finding people: lists, typed names, cards, on one's own behalf and on another's, in both languages."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import json

import pytest

from handlers.buttons import AskMeeting, Home, ShowMeeting, ShowMeetings, ShowPeople, ShowPerson, unpack
from storage import meetings
from tests.support.hostile import (
    an_organiser_by_number,
    change,
    nothing_failed,
    number,
    pressing,
    remove,
)
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

KOROLEVA = "RU-KOROLEVA-4K9T"
"""Head of delegation for Shcherbakov and others."""

GONE_IT = "Questa scheda non è disponibile: la persona non partecipa più al forum oppure ha scelto di non comparire."
GONE_RU = "Эта карточка недоступна: участие в форуме отменено либо данные скрыты от других делегатов."
HUB_IT = "Delegati\nScriva qui un nome o un’organizzazione, in qualsiasi alfabeto, oppure scelga un elenco."
HUB_RU = (
    "Делегаты\nНапишите здесь имя или название организации кириллицей или латиницей либо выберите список."
)
NOBODY_IT = (
    "Nessun delegato trovato. Provi con il solo cognome o con l’organizzazione.\n"
    "I messaggi scritti qui non arrivano agli organizzatori."
)


async def says(person: Person, text: str) -> Screen:
    await person.send(text)
    return await person.screen()


async def opens(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def expected(stage: Stage, person: Person) -> str:
    await stage.running.inbox.empty()
    return await stage.text(f"SELECT expects FROM accounts WHERE user_id = {person.id}")


async def test_the_ways_to_find_people_and_the_lists(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    hub = await opens(giulia, "Delegati")
    assert hub.text == HUB_IT
    assert hub.rows == [
        ["Da incontrare"],
        ["Per tavolo", "Per progetto"],
        ["Per categoria", "Per regione"],
        ["Delegazione russa"],
        ["La mia scheda"],
        ["Menu"],
    ]
    assert (await opens(giulia, "Per tavolo")).text == "Delegati per tavolo\nScelga un tavolo tematico."
    listed = await opens(giulia, "Meccanica strumentale")
    assert listed.text == "Meccanica strumentale\n13 delegati"
    assert listed.rows[:2] == [
        ["Stefano Colombo, Colombo Macchine Utensili"],
        ["Ilaria Conti, Polo tecnologico Valdarno"],
    ]
    assert listed.rows[-2:] == [["Seguenti ▶"], ["Indietro", "Menu"]]
    second = await opens(giulia, "Seguenti ▶")
    assert len(second.rows) == 13 - 8 + 2
    await giulia.press(second.rows[0][0])
    card = await giulia.screen()
    assert card.text.startswith("👤 ")
    assert (await opens(giulia, "Indietro")).rows == second.rows
    assert (await opens(giulia, "Indietro")).text.startswith("Delegati per tavolo\n")
    assert (await opens(giulia, "Indietro")).text == HUB_IT


async def test_lists_in_russian(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    hub = await opens(alexey, "Делегаты")
    assert hub.text == HUB_RU
    kinds = await opens(alexey, "По категориям")
    assert kinds.rows[:2] == [["Государственные органы (2)"], ["Администрации регионов (3)"]]
    listed = await opens(alexey, "Государственные органы (2)")
    assert listed.text == "Государственные органы\n2 делегата"
    assert listed.rows == [
        ["Паоло Герардини, Министерство экономического развития Италии"],
        ["Наталья Королёва, Министерство экономического развития РФ"],
        ["Назад", "Меню"],
    ]
    await says(alexey, "/people")
    regions = await opens(alexey, "По регионам")
    assert regions.text == "Делегаты по регионам\nВыберите регион."
    assert regions.rows[0] == ["Венето (1)"]
    regions = await opens(alexey, "Следующие ▶")
    assert (await opens(alexey, "Ломбардия (2)")).text == "Ломбардия\n2 делегата"
    await says(alexey, "/people")
    others = await opens(alexey, "Итальянская делегация")
    assert others.text == "Итальянская делегация\n22 делегата"
    assert (await opens(alexey, "Назад")).text == HUB_RU


async def test_a_card_and_the_request_it_leads_to(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    person = await number(stage, "delegates", "d23")
    card = await says(giulia, "Scerbakov")
    assert card.text == (
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\n"
        "Volzhskie Stanki (ООО «Волжские станки»)\n"
        "Ingegnere capo\n"
        "Regione di Ul’janovsk · Impresa\n"
        "Lingue: russo\n"
        "Per un incontro serve un interprete.\n\n"
        "Offre (scrive in russo)\n"
        "Литьё и механическая обработка деталей до 5 тонн, испытательный участок\n\n"
        "Cerca (scrive in russo)\n"
        "Модернизация 40 токарных станков: ЧПУ, шпиндели, обучение рабочих\n\n"
        "Tavoli tematici: Meccanica strumentale\n"
        "Progetti: «Ammodernamento di un parco di torni»\n\n"
        "Orari liberi per entrambe le parti\n"
        "🕘 Oggi, 29 novembre: 14:30, 14:50, 15:10, 15:30, 15:50, 16:10\n"
        "e altri 6 orari"
    )
    assert card.rows == [
        ["Richiedi un incontro"],
        ["Ammodernamento di un parco di torni"],
        ["Indietro", "Menu"],
    ]
    assert unpack(card.data("Richiedi un incontro"))[0] == AskMeeting(person)
    assert "a.shcherbakov" not in json.dumps(giulia.messages)
    project = await opens(giulia, "Ammodernamento di un parco di torni")
    assert project.rows == [["Indietro", "Menu"]]
    assert (await opens(giulia, "Indietro")).text == card.text


async def test_a_card_in_russian_without_and_with_an_interpreter(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    card = await says(alexey, "Francheschini CNA")
    assert card.text == (
        "👤 Антонио Франческини (Antonio Franceschini)\n"
        "CNA\n"
        "Руководитель отдела продвижения и международных рынков\n"
        "Ассоциация\n"
        "Языки: итальянский\n"
        "Для встречи нужен переводчик.\n\n"
        "Предлагает (пишет по-итальянски)\n"
        "Manifattura italiana – MoodMarket: produzione per conto terzi e componenti per le collezioni. "
        "Piattaforma RMI per i giovani stilisti\n\n"
        "Ищет (пишет по-итальянски)\n"
        "Stilisti e marchi che cercano la filiera italiana della moda\n\n"
        "Тематические столы: Мода\n"
        "Проекты: «Manifattura italiana – MoodMarket» и «Платформа RMI – Ricerca Moda Innovazione»\n\n"
        "Время, свободное у обеих сторон\n"
        "🕘 Сегодня, 29 ноября: 14:30, 14:50, 15:10, 15:30, 15:50, 16:10\n"
        "и ещё 6 вариантов"
    )
    await change(stage, "UPDATE delegates SET languages = 'it,en,ru' WHERE code = 'd02'")
    card = await says(alexey, "Франческини")
    assert "Языки: итальянский, английский и русский\n\nПредлагает" in card.text
    assert "переводчик" not in card.text


async def test_ones_own_card_is_what_others_see(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await says(giulia, "/people")
    card = await opens(giulia, "La mia scheda")
    assert card.text.startswith(
        "👤 Giulia Bardazzi (Джулия Бардацци)\nTessitura Bisenzio (Тесситура Бизенцио)\n"
    )
    assert card.text.endswith("Questa scheda è visibile a: tutti i delegati.")
    assert "interprete" not in card.text
    assert card.rows == [["Chi mi vede"], ["Indietro", "Menu"]]


async def test_several_people_may_be_meant(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    found = await says(giulia, "Mari")
    assert found.text == "Ricerca: Mari\nScelga chi cercava."
    assert found.rows[-1] == ["Indietro", "Menu"]
    assert not found.has("Tutti i risultati")
    await giulia.press(found.rows[0][0])
    assert (await giulia.screen()).text.startswith("👤 ")
    assert (await opens(giulia, "Indietro")).text == HUB_IT


async def test_more_than_a_screen_holds_is_shown_in_inline_mode(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await change(
        stage,
        *(
            "INSERT INTO delegates (code, name, organisation, delegation, language) "
            f"VALUES ('r{place}', 'Mario Rossi{'ni' * (place % 2)}', 'Ditta {place}', 'it', 'it')"
            for place in range(12)
        ),
    )
    found = await says(giulia, "  Rossi\u202e  <b> ")
    assert found.text == "Ricerca: Rossi <b>\nScelga chi cercava."
    assert len(found.rows) == 8 + 2
    assert found.button("Tutti i risultati")["switch_inline_query_current_chat"] == "Rossi <b>"
    assert len((await giulia.inline("Rossi <b>")).results) > 8


async def test_nobody_is_found(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for text in ("qwzxk", "Dov’è il bagno, per favore?", "1234", "😀"):
        assert (await says(giulia, text)).text == f"{NOBODY_IT}\n\n{HUB_IT}"
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    assert (await says(alexey, "щзхъ")).text == (
        "Никто не найден. Напишите только фамилию или название организации.\n"
        f"Сообщения отсюда организаторам не передаются.\n\n{HUB_RU}"
    )


async def test_what_is_sought_leaves_no_trace(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for text in ("Ventimiglia Irripetibile", "Irripetibile Marina"):
        await says(giulia, text)
    await giulia.inline("Irripetibile Anna")
    await stage.running.inbox.empty()
    await stage.running.database.tidy()
    path = stage.settings.database
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    assert b"rripetibile" not in b"".join(one.read_bytes() for one in files)


async def test_people_one_may_want_to_meet(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await says(alexey, "/people")
    first = await opens(alexey, "С кем встретиться")
    assert first.text.startswith("С кем встретиться\nКто может быть Вам интересен и почему.\n\n")
    assert "Элена Фаббри, Фаббри Аутомациони\nПредлагает: " in first.text
    assert "\nУчастник стола с Вашим проектом: «Модернизация парка токарных станков»" in first.text
    assert "Общий стол" not in first.text
    assert first.has("Элена Фаббри")
    assert len(first.rows) == 5 + 2
    second = await opens(alexey, "Следующие ▶")
    assert not set(first.labels[:5]) & set(second.labels)
    await alexey.press(second.rows[0][0])
    await alexey.screen()
    assert (await opens(alexey, "Назад")).text == second.text


async def test_who_was_asked_already_is_not_suggested(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await says(giulia, "/people")
    person = unpack((await opens(giulia, "Da incontrare")).data(giulia.last.labels[0]))[0]
    assert isinstance(person, ShowPerson)
    label = giulia.last.labels[0]
    await meeting(stage, 1, person.person)
    await says(giulia, "/people")
    assert not (await opens(giulia, "Da incontrare")).has(label)


async def test_projects_lead_to_their_presenters(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await says(giulia, "/tables")
    await opens(giulia, "Energie pulite")
    project = await opens(giulia, "Vento e accumulo per i villaggi isolati")
    assert project.rows == [["Scheda di chi presenta"], ["Indietro", "Menu"]]
    card = await opens(giulia, "Scheda di chi presenta")
    assert card.text.startswith("👤 Vera Lebedeva (Вера Лебедева)\n")
    assert (await opens(giulia, "Indietro")).text == project.text
    await says(giulia, "/people")
    listed = await opens(giulia, "Per progetto")
    assert listed.text.startswith(
        "Delegati per progetto\nScelga un progetto: si apre la scheda di chi lo presenta.\n\n"
        "• Isole robotizzate per piccole serie\n   Elena Fabbri, Fabbri Automazioni\n\n"
    )
    assert (await opens(giulia, "Vento e accumulo per i villaggi isolati")).text == card.text
    assert (await opens(giulia, "Indietro")).text == listed.text


async def test_a_presenter_is_not_invited_to_meet_themselves(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    project = await number(stage, "projects", "stanki")
    await pressing(stage, alexey, f"pr:{project}:t")
    assert alexey.last.rows == [["Назад", "Меню"]]


async def test_a_presenter_who_shows_only_at_their_tables(stage: Stage) -> None:
    """Whoever sees the project may still not see the card."""
    giulia = await stage.arrive(BARDAZZI, "it")
    await change(
        stage,
        "UPDATE delegates SET visibility = 'tables' WHERE code = 'd38'",
        "DELETE FROM seats WHERE delegate_id = 1",
    )
    project = await number(stage, "projects", "veter")
    await pressing(stage, giulia, f"pr:{project}:t")
    assert (await opens(giulia, "Scheda di chi presenta")).text == GONE_IT
    assert (await opens(giulia, "Indietro")).text.startswith("Vento e accumulo")


@pytest.mark.parametrize(("visibility", "shared", "seen"), [
    ("all", False, True), ("tables", True, True), ("tables", False, False), ("nobody", True, False),
])  # fmt: skip
async def test_who_is_seen(stage: Stage, visibility: str, shared: bool, seen: bool) -> None:  # noqa: FBT001 -- drawn
    giulia = await stage.arrive(BARDAZZI, "it")
    person = await number(stage, "delegates", "d38")
    energia = await number(stage, "sessions", "energia")
    await change(
        stage,
        f"UPDATE delegates SET visibility = '{visibility}' WHERE id = {person}",
        "DELETE FROM seats WHERE delegate_id = 1",
        f"UPDATE sessions SET capacity = NULL WHERE id = {energia}",
    )
    if shared:
        await change(
            stage, f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({energia}, 1, 'seated')"
        )
    found = await says(giulia, "Lebedeva")
    assert ("👤 Vera Lebedeva (Вера Лебедева)\n" in found.text) == seen
    shown = await pressing(stage, giulia, ShowPerson(person))
    assert shown.text.startswith("👤 Vera" if seen else GONE_IT)
    await pressing(stage, giulia, ShowPeople("t", str(energia)))
    assert giulia.last.text.startswith("Energie pulite\n")
    listed = await pressing(stage, giulia, ShowPeople("k", "research"))
    assert ("2 delegati" in listed.text) == seen


async def test_a_hidden_partner_is_seen_by_whom_they_have_a_meeting_with(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    person = await number(stage, "delegates", "d02")
    await change(stage, f"UPDATE delegates SET visibility = 'nobody' WHERE id = {person}")
    assert (await pressing(stage, alexey, ShowPerson(person))).text == GONE_RU
    await meeting(stage, person, await number(stage, "delegates", "d23"))
    shown = await pressing(stage, alexey, ShowPerson(person))
    assert shown.text.endswith("Предложена встреча: ожидается Ваш ответ.")


async def test_somebody_who_has_left(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    card = await says(giulia, "Lebedeva")
    person = await number(stage, "delegates", "d38")
    await remove(stage, "d38")
    for button in (ShowPerson(person), ShowPerson(2**62), ShowPerson(0), ShowPerson(-1)):
        assert (await pressing(stage, giulia, button)).text == GONE_IT
    assert (await says(giulia, "Lebedeva")).text == f"{NOBODY_IT}\n\n{HUB_IT}"
    assert card.has("Richiedi un incontro")
    await nothing_failed(stage)


async def meeting(stage: Stage, inviter: int, invitee: int, **changed: str | int | None) -> int:
    """A request, perhaps answered."""
    async with stage.running.database.write() as tx:
        found = await meetings.add(
            tx,
            inviter_id=inviter,
            invitee_id=invitee,
            project_id=None,
            subject="",
            interpreted=True,
            now=stage.clock.now(),
        )
        await meetings.change(tx, found, **changed)
    return found


async def test_a_meeting_under_way_stands_on_the_card(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    person = await number(stage, "delegates", "d23")
    asked = await meeting(stage, 1, person)
    card = await says(giulia, "Shcherbakov")
    assert card.text.endswith("\n\nRichiesta di incontro: in attesa di risposta.")
    assert card.rows[0] == ["Apri l’incontro"]
    assert unpack(card.data("Apri l’incontro"))[0] == ShowMeeting(asked)
    card = await says(alexey, "Бардацци")
    assert card.text.endswith("\n\nПредложена встреча: ожидается Ваш ответ.")
    assert card.rows[0] == ["Открыть встречу"]
    await change(stage, f"UPDATE meetings SET state = 'agreed', awaits_id = NULL WHERE id = {asked}")
    assert (await says(giulia, "Shcherbakov")).text.endswith(
        "Incontro accettato: l’orario è ancora da fissare."
    )
    await change(
        stage,
        "UPDATE meetings SET starts = '2018-11-29T14:20:00.000+00:00', ends = '2018-11-29T14:40:00.000+00:00', "
        f"table_number = 17 WHERE id = {asked}",
    )
    assert (await says(giulia, "Shcherbakov")).text.endswith(
        "Incontro confermato: oggi, 29 novembre, 15:20–15:40, tavolo 17"
    )
    assert (await says(alexey, "Bardazzi")).text.endswith(
        "Встреча подтверждена: сегодня, 29 ноября, 15:20–15:40, стол 17"
    )
    await change(stage, f"DELETE FROM meetings WHERE id = {asked}")
    assert (await says(giulia, "Shcherbakov")).rows[0] == ["Richiedi un incontro"]


async def test_times_both_have_in_common(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    busy = "INSERT INTO unavailable (delegate_id, starts, ends) VALUES "
    await change(stage, busy + "(1, '2018-11-29T13:00:00.000+00:00', '2018-11-29T16:50:00.000+00:00')")
    assert "🕘 Oggi, 29 novembre: 17:50, 18:10" in (await says(giulia, "Shcherbakov")).text
    await change(stage, busy + "(1, '2018-11-29T16:50:00.000+00:00', '2018-12-29T17:30:00.000+00:00')")
    assert "Orari liberi" not in (await says(giulia, "Shcherbakov")).text
    assert giulia.last.rows[0] == ["Richiedi un incontro"]


async def test_a_head_of_delegation_looks_for_somebody_else(stage: Stage) -> None:
    natalia = await stage.arrive(KOROLEVA, "ru")
    person, partner = await number(stage, "delegates", "d23"), await number(stage, "delegates", "d02")
    card = await says(natalia, "Щербаков")
    assert card.rows[-2] == ["Действовать за делегата"]
    assert unpack(card.data("Действовать за делегата"))[0] == ShowMeetings(acting=person)
    acting = "Вы действуете от имени: Алексей Щербаков\n\n"
    await pressing(stage, natalia, ShowPeople(acting=person))
    assert natalia.last.text == acting + HUB_RU
    assert not natalia.last.has("Моя карточка")
    assert await expected(stage, natalia) == ShowPeople(acting=person).pack()
    found = await says(natalia, "Franceschini")
    assert found.text.startswith(acting + "👤 Антонио Франческини (Antonio Franceschini)\n")
    assert found.rows == [["Предложить встречу"], ["Назад", "Меню"]]
    assert unpack(found.data("Предложить встречу"))[0] == AskMeeting(partner, acting=person)
    assert (await opens(natalia, "Назад")).text == acting + HUB_RU
    listed = await opens(natalia, "Итальянская делегация")
    assert listed.text.startswith(acting + "Итальянская делегация\n")
    await opens(natalia, "Назад")
    assert (await opens(natalia, "С кем встретиться")).text.startswith(acting + "С кем встретиться\n")
    assert "Элена Фаббри, Фаббри Аутомациони\n" in natalia.last.text
    several = await says(natalia, "Мари")
    assert several.text.startswith(acting + "Поиск: Мари\n")
    nobody = await says(natalia, "qwzxk")
    assert nobody.text.endswith(acting + HUB_RU)
    assert await expected(stage, natalia) == ShowPeople(acting=person).pack()
    own = await says(natalia, "Щербаков")
    assert own.text == nobody.text
    await opens(natalia, "Меню")
    assert await expected(stage, natalia) == ""
    assert (await says(natalia, "Franceschini")).text.startswith("👤 ")
    assert await expected(stage, natalia) == ""


async def test_what_is_typed_is_for_the_screen_shown_last(stage: Stage) -> None:
    natalia = await stage.arrive(KOROLEVA, "ru")
    person = await number(stage, "delegates", "d23")
    for shown, awaits in ((ShowPeople(acting=person), True), (ShowPeople(), False)):
        await pressing(stage, natalia, shown)
        assert (await expected(stage, natalia) != "") == awaits
    await pressing(stage, natalia, ShowPeople(acting=person))
    await natalia.send_location(43.7, 11.2)
    assert (await natalia.screen()).text.startswith("Здесь читается только текст")
    assert await expected(stage, natalia) == ""
    before = stage.running.database.statements
    await pressing(stage, natalia, Home())
    once = stage.running.database.statements - before
    await pressing(stage, natalia, ShowPeople(acting=person))
    before = stage.running.database.statements
    await pressing(stage, natalia, Home())
    assert stage.running.database.statements - before == once + 1


async def test_who_may_not_act_for_somebody(stage: Stage) -> None:
    natalia = await stage.arrive(KOROLEVA, "ru")
    person = await number(stage, "delegates", "d23")
    await pressing(stage, natalia, ShowPeople(acting=person))
    await change(stage, f"DELETE FROM heads WHERE delegate_id = {person}")
    refused = await says(natalia, "Franceschini")
    assert refused.text.endswith(HUB_RU)
    assert "действуете" not in refused.text
    assert await expected(stage, natalia) == ""
    giulia = await stage.arrive(BARDAZZI, "it")
    for button in (ShowPeople(acting=person), ShowPeople("s", acting=person), ShowPerson(2, acting=person)):
        answer = await pressing(stage, giulia, button)
        assert (answer.text, bool(answer.toast)) == (HUB_IT, True)
    own = await pressing(stage, giulia, ShowPerson(person, acting=1))
    assert own.text.startswith("👤 Aleksei")
    assert not giulia.last.has("Agisci per suo conto")
    await nothing_failed(stage)


async def test_an_organiser_finds_hidden_people_and_may_act_for_them(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await change(stage, "UPDATE delegates SET visibility = 'nobody' WHERE code = 'd38'")
    card = await says(beatrice, "Lebedeva")
    assert card.text.startswith("👤 Vera Lebedeva")
    assert card.rows[-3:] == [["Agisci per suo conto"], ["Scheda completa"], ["Indietro", "Menu"]]
    assert not card.has("Richiedi un incontro")
    assert (await beatrice.inline("Lebedeva")).titles == []
    await beatrice.press("Scheda completa")
    assert (await beatrice.screen()).has("Togli dal forum")


async def test_an_organiser_who_is_no_delegate(stage: Stage) -> None:
    piero = await an_organiser_by_number(stage)
    hub = await says(piero, "/people")
    assert hub.rows == [
        ["Per tavolo", "Per progetto"],
        ["Per categoria", "Per regione"],
        ["Delegazione italiana"],
        ["Delegazione russa"],
        ["Menu"],
    ]
    card = await says(piero, "Bardazzi")
    assert card.rows == [["Agisci per suo conto"], ["Scheda completa"], ["Indietro", "Menu"]]
    person = await number(stage, "delegates", "d23")
    shown = await pressing(stage, piero, ShowPerson(1, acting=person))
    assert shown.text.startswith("Agisce per conto di: Aleksei Shcherbakov\n\n👤 Giulia Bardazzi")
    assert piero.last.rows[0] == ["Richiedi un incontro"]
    await nothing_failed(stage)


FORGED = [
    "f:", "f:t:9999:0:0", "f:t:05:0:0", "f:t:x:0:0", "f:k:nothing:0:0", "f:k::99:0", "f:k:company:99:0",
    "f:k:company:-3:0", "f:k:company:9223372036854775807:0", "f:r:zzzzzzzz:0:0", "f:r::-1:0", "f:d:de:0:0",
    "f:d::0:0", "f:s::77:0", "f:s:x:0:0", "f:p::-7:0", "f:p:1:0:0", f"f:{'z' * 50}:z:0:0", f"f:k:{'z' * 50}:0:0",
    f"f:t:{'9' * 50}:0:0", "f:::0:999", "fc:1:zz:yy:5:0", f"fc:2:k:{'z' * 50}:0:0", "fc:2:pr:zz:1:0",
    "fc:2:pr:x:9999:0", "fc:2:mi::9999:0", "fc:2::::", "fc:2:t:5:-1:0", "fc:9223372036854775807::::0",
]  # fmt: skip


async def test_forged_buttons_get_a_clear_answer(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    for data in FORGED:
        await pressing(stage, giulia, data)
        assert giulia.last.rows, data
        if giulia.last.has("Indietro"):
            await pressing(stage, giulia, giulia.last.data("Indietro"))
    await nothing_failed(stage)


async def test_a_stranger_finds_nobody(stage: Stage) -> None:
    stranger = stage.server.person("Stranger", language_code="it")
    await says(stranger, "/start")
    for text in ("Bardazzi", "/people"):
        assert "Tessitura" not in (await says(stranger, text)).text
    for button in (ShowPeople(), ShowPeople("k", "company"), ShowPerson(1)):
        assert (await pressing(stage, stranger, button)).verdict == "arrive"


async def test_no_screen_of_people_costs_many_statements(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    person = await number(stage, "delegates", "d23")
    costs = {}
    for button in (
        ShowPeople(), ShowPeople("s"), ShowPeople("t"), ShowPeople("p"), ShowPeople("k"), ShowPeople("r"),
        ShowPeople("k", "company"), ShowPeople("d", "ru"), ShowPerson(person),
    ):  # fmt: skip
        before = stage.running.database.statements
        await pressing(stage, giulia, button)
        costs[repr(button)] = stage.running.database.statements - before
    assert max(costs.values()) <= 20, costs
