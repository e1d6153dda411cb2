"""Badges shown at the entrance and at the bus: what they say to whom, and what is written down."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import pytest

from handlers.buttons import Board, CheckIn
from tests.journeys.test_visits import BELLINI, RUDNEVA, SAVINA, seat
from tests.support.codes import payload
from tests.support.hostile import an_applicant, an_organiser_by_number, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

AT_THE_BUS = "2018-11-30T08:40"
IT_NOT_STAFF = (
    "Questo è il codice di un badge del forum: lo leggono gli organizzatori all’ingresso e le guide alla partenza "
    "dei pullman. Il Suo badge è nel menu."
)


async def token(stage: Stage, code: str) -> str:
    return await stage.text(
        f"SELECT token FROM badges JOIN delegates ON delegates.id = delegate_id WHERE code = '{code}'"
    )


async def scans(stage: Stage, person: Person, code: str) -> Screen:
    """The phone's camera has read somebody's badge and opened its link."""
    await person.send(f"/start c_{await token(stage, code)}")
    return await person.screen()


async def press(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def arrivals(stage: Stage) -> list[str]:
    return await stage.texts(
        "SELECT delegates.code || ' ' || substr(at, 1, 16) || ' ' || coalesce(who.code, '') FROM check_ins "
        "JOIN delegates ON delegates.id = delegate_id LEFT JOIN delegates AS who ON who.id = by_id "
        "WHERE session_id IS NULL ORDER BY check_ins.id"
    )


async def aboard(stage: Stage) -> list[str]:
    return await stage.texts(
        "SELECT sessions.code || ' ' || leg || ' ' || delegates.code FROM aboard JOIN delegates "
        "ON delegates.id = delegate_id JOIN sessions ON sessions.id = session_id ORDER BY 1"
    )


@pytest.mark.parametrize(
    ("invitation", "language", "code", "key", "caption", "close"),
    [
        (
            BARDAZZI,
            "it",
            "d01",
            "Il mio badge",
            "Giulia Bardazzi\nMostri questo codice all’ingresso e quando sale sul pullman.",
            "Togli il codice",
        ),
        (
            SHCHERBAKOV,
            "ru",
            "d23",
            "Мой бейдж",
            "Алексей Щербаков\nПокажите этот код на входе и при посадке в автобус.",
            "Убрать код",
        ),
    ],
)
async def test_ones_own_badge_is_a_picture_in_the_menu(
    stage: Stage, invitation: str, language: str, code: str, key: str, caption: str, close: str
) -> None:
    person = await stage.arrive(invitation, language)
    menu = person.last
    shown = await press(person, key)
    assert "photo" in shown.message
    assert (shown.text, shown.rows) == (caption, [[close]])
    assert await payload(person) == f"c_{await token(stage, code)}"
    await person.press(close)
    await person.until(lambda: person.last.id == menu.id)


async def test_a_badge_is_not_the_invitation_and_everybody_has_one(stage: Stage) -> None:
    assert await stage.value("SELECT count(DISTINCT token) FROM badges") == await stage.count("delegates")
    assert await stage.value("SELECT count(*) FROM badges WHERE token NOT GLOB '[0-9a-f]*'") == 0
    stranger = stage.server.person("S", language_code="it")
    await stranger.send(f"/start {await token(stage, 'd23')}")
    assert (await stranger.screen()).text.startswith("Codice non riconosciuto")


async def test_an_organiser_checks_somebody_in_with_one_tap(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    card = await scans(stage, beatrice, "d23")
    assert card.text == (
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki\nDelegato · Delegazione russa\n\n"
        "Arrivo non ancora registrato."
    )
    assert card.rows == [["Registra l’arrivo"], ["Scheda completa"], ["Menu"]]
    done = await press(beatrice, "Registra l’arrivo")
    assert await beatrice.alert() == "Arrivo registrato."
    assert "✓ Arrivo registrato: oggi, 29 novembre, 08:40 (Beatrice Lombardi)" in done.text
    assert done.rows == [["Annulla l’arrivo"], ["Scheda completa"], ["Menu"]]
    assert await arrivals(stage) == ["d23 2018-11-29T07:40 o01"]

    ksenia = await stage.arrive(MOROZOVA, "ru")
    again = await scans(stage, ksenia, "d23")
    assert again.text == (
        "👤 Алексей Щербаков (Aleksei Shcherbakov)\nООО «Волжские станки»\nДелегат · Российская делегация\n\n"
        "✓ Прибытие отмечено: сегодня, 29 ноября, 08:40 (Беатриче Ломбарди)"
    )
    assert again.rows == [["Снять отметку о прибытии"], ["Вся карточка"], ["Меню"]]
    person = await number(stage, "delegates", "d23")
    late = await pressing(stage, ksenia, CheckIn(person, present=True, scanned=True))
    assert late.toast == "Прибытие уже было отмечено: когда и кем, указано в карточке."
    assert await arrivals(stage) == ["d23 2018-11-29T07:40 o01"]
    await press(ksenia, "Снять отметку о прибытии")
    assert await ksenia.alert() == "Отметка о прибытии снята."
    assert await arrivals(stage) == []
    await nothing_failed(stage)


async def test_an_organiser_who_is_no_delegate_checks_in_too(stage: Stage) -> None:
    piero = await an_organiser_by_number(stage)
    await scans(stage, piero, "d01")
    done = await press(piero, "Registra l’arrivo")
    assert "✓ Arrivo registrato: oggi, 29 novembre, 08:40 (organizzazione)" in done.text
    assert await arrivals(stage) == ["d01 2018-11-29T07:40 "]


@pytest.mark.parametrize("who", ["stranger", "applicant", "delegate", "interpreter"])
async def test_to_all_others_a_badge_says_nothing_of_its_bearer(stage: Stage, who: str) -> None:
    match who:
        case "stranger":
            person = stage.server.person("S", language_code="it")
        case "applicant":
            person = await an_applicant(stage)
        case "delegate":
            person = await stage.arrive(BARDAZZI, "it")
        case _:
            person = await stage.arrive("IT-GALLI-5V8B", "it")
    known = (await scans(stage, person, "d23")).text
    assert known.startswith(f"{IT_NOT_STAFF}\n\n")
    await person.send("/start c_" + "0" * 24)
    assert (await person.screen()).text == known
    assert "Щербаков" not in known
    assert "Shcherbakov" not in known
    await nothing_failed(stage)


async def test_it_is_said_in_russian_too(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    assert (await scans(stage, alexey, "d01")).text.startswith(
        "Это код с бейджа форума: его считывают организаторы на входе и гиды перед отправлением автобусов. "
        "Ваш бейдж — в меню."
    )


async def test_a_badge_that_nobody_has_any_more(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await beatrice.send("/start c_" + "0" * 24)
    assert (await beatrice.screen()).text.startswith(
        "Badge non riconosciuto: è di un altro forum, oppure la persona non partecipa più."
    )
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE delegates SET removed_at = '2018-11-29T07:00:00.000+00:00' WHERE code = 'd23'")
    assert (await scans(stage, beatrice, "d23")).text.startswith("Badge non riconosciuto")


async def test_the_guide_ticks_passengers_off_with_their_badges(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    martina = await stage.arrive(BELLINI, "it")
    await stage.at(AT_THE_BUS)
    card = await scans(stage, martina, "d23")
    assert card.text == (
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki\n\n"
        "🚌 Corti: pelletteria\nAlla partenza\nNon ancora a bordo."
    )
    assert card.rows == [["A bordo: Corti: pelletteria"], ["Menu"]]
    done = await press(martina, "A bordo: Corti: pelletteria")
    assert await martina.alert() == "A bordo."
    assert done.text.endswith("Alla partenza\n✓ A bordo: oggi, 30 novembre, 08:40 (Martina Bellini)")
    assert done.rows == [["Non a bordo: Corti: pelletteria"], ["Menu"]]
    assert await aboard(stage) == ["corti out d23"]
    corti = await number(stage, "sessions", "corti")
    twice = Board(await token(stage, "d23"), corti, "out", aboard=True)
    assert (await pressing(stage, martina, twice)).toast == "Era già a bordo."
    undone = await press(martina, "Non a bordo: Corti: pelletteria")
    assert await martina.alert() == "Tolto il segno: non a bordo."
    assert undone.text.endswith("Alla partenza\nNon ancora a bordo.")
    assert await aboard(stage) == []
    assert await stage.count("check_ins") == 0
    await nothing_failed(stage)


async def test_the_way_back_is_ticked_off_once_its_roll_has_begun(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    martina = await stage.arrive(BELLINI, "it")
    await stage.at(AT_THE_BUS)
    await scans(stage, martina, "d23")
    await press(martina, "A bordo: Corti: pelletteria")
    await martina.send("/visits")
    await martina.screen()
    await press(martina, "Corti: pelletteria")
    for label in [one for one in martina.last.labels if one.startswith("Appello")][:1]:
        await press(martina, label)
    await press(martina, "Al rientro")
    card = await scans(stage, martina, "d23")
    assert card.text.endswith("🚌 Corti: pelletteria\nAl rientro\nNon ancora a bordo.")
    await press(martina, "A bordo: Corti: pelletteria")
    assert await aboard(stage) == ["corti back d23", "corti out d23"]


async def test_a_guide_learns_which_bus_is_theirs(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    async with stage.running.database.write() as tx:
        await tx.run(
            "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'waiting' "
            "FROM sessions, delegates WHERE sessions.code = 'malo' AND delegates.code = 'd23'"
        )
    darya = await stage.arrive(RUDNEVA, "ru")
    olga = await stage.arrive(SAVINA, "ru")
    assert (await scans(stage, darya, "d23")).text.split("\n\n")[1].splitlines()[0] == (
        "Ни одно из Ваших посещений сейчас не отправляется."
    )
    await stage.at(AT_THE_BUS)
    card = await scans(stage, olga, "d23")
    assert card.text == (
        "👤 Алексей Щербаков (Aleksei Shcherbakov)\nООО «Волжские станки»\n\n"
        "⚠️ Места в этом автобусе нет: Marchesi Frescobaldi: вино.\n"
        "🚌 Место есть: Corti: кожгалантерея. Сегодня, 30 ноября, 08:45\n"
        "В листе ожидания: Malo: трикотаж. Сегодня, 30 ноября, 13:30"
    )
    assert card.rows == [["Меню"]]
    alien = Board(await token(stage, "d23"), await number(stage, "sessions", "corti"), "out", aboard=True)
    assert (await pressing(stage, olga, alien)).toast == "Это доступно только гиду посещения и организаторам."
    assert await aboard(stage) == []
    card = await scans(stage, olga, "d24")
    assert card.text.endswith(
        "⚠️ Места в этом автобусе нет: Marchesi Frescobaldi: вино.\nМест на посещениях предприятий нет."
    )


async def test_an_organiser_at_the_bus_does_both(stage: Stage) -> None:
    await seat(stage, "corti", "d23")
    beatrice = await stage.arrive(LOMBARDI, "it")
    await stage.at(AT_THE_BUS)
    card = await scans(stage, beatrice, "d23")
    assert card.rows == [
        ["Registra l’arrivo"],
        ["A bordo: Corti: pelletteria"],
        ["Scheda completa"],
        ["Menu"],
    ]
    await press(beatrice, "A bordo: Corti: pelletteria")
    await press(beatrice, "Registra l’arrivo")
    assert await aboard(stage) == ["corti out d23"]
    assert await arrivals(stage) == ["d23 2018-11-30T07:40 o01"]


@pytest.mark.parametrize(
    "data",
    [
        "cb:" + "x" * 50 + ":1:out:1",
        "cb::1:out:1",
        "cb:000000000000000000000000:1:out:1",
        "cb:000000000000000000000000:-1:nowhere:0",
        "ck:999999:1:1",
        "ck:-1:0:0",
        "n:x:99999",
        "n:a:-3",
        "nc:999999",
        "ne:1:no_such_field",
        "ne:999999:name",
        "ns:1:name:x",
        "ns:1:name:",
        "ns:1:kind:circus",
        "ns:1:language:",
        "ns:1:language:de",
        "nn:999999:1",
        "nx:999999:1",
        "nr:999999",
        "ni:999999",
    ],
)
async def test_forged_buttons_change_nothing(stage: Stage, data: str) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    whole = "SELECT json_array(id, name, kind, language, invitation, removed_at) FROM delegates ORDER BY id"
    before = await stage.texts(whole)
    await pressing(stage, beatrice, data)
    await nothing_failed(stage)
    assert await stage.texts(whole) == before
    assert await stage.count("check_ins") == 0
