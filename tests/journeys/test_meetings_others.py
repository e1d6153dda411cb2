"""Acting for others: heads of delegation and organisers, the same rules, and a record that says who did it."""

from __future__ import annotations

from tests.support.meetings import ask, notice, say, tap
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage

KOROLEVA = "RU-KOROLEVA-4K9T"
GHERARDINI = "IT-GHERARDINI-7M3D"


async def test_a_head_answers_for_somebody_without_telegram(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    natalia = await stage.arrive(KOROLEVA, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    asked = await notice(natalia, "Предлагают встречу")
    assert asked.text == (
        "Предлагают встречу: Джулия Бардацци\nКого касается: Алексей Щербаков\nТесситура Бизенцио\n\n"
        "🕘 Четверг, 29 ноября: 15:10\n"
        "Нужен переводчик: его назначат после согласования времени.\nСрок ответа: четверг, 29 ноября, 15:10"
    )
    opened = await tap(natalia, "Открыть", on=asked)
    assert opened.text.startswith(
        "Вы действуете от имени: Алексей Щербаков\n\nПредложена встреча: ожидается Ваш ответ\n"
    )
    agreed = await tap(natalia, "Принять 15:10")
    assert agreed.text.startswith("Вы действуете от имени: Алексей Щербаков\n\nВстреча подтверждена\n")
    assert agreed.rows[0] == ["📍 На карте", "Контакты"]
    assert not agreed.has("Показать мои контакты")
    await notice(giulia, "Incontro confermato: 15:10, tavolo 1")
    assert await stage.texts(
        "SELECT act || ' ' || manner || ' ' || side_id || ' ' || actor_id FROM meeting_acts ORDER BY id"
    ) == ["asked self 1 1", "agreed head 23 24"]
    # Her own programme is free: the meeting is his.
    assert (await say(natalia, "/meetings")).text.startswith("Мои встречи\n\nВстреч пока нет.")


async def test_a_head_asks_for_one_of_the_delegation_who_is_told(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    paolo = await stage.arrive(GHERARDINI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    glance = await say(paolo, "/meetings")
    assert glance.rows == [["Cerca delegati", "La delegazione"], ["Menu"]]
    listed = await tap(paolo, "La delegazione")
    assert listed.text == "La mia delegazione\nScelga il delegato per conto del quale agire."
    hers = await tap(paolo, "Giulia Bardazzi, Tessitura Bisenzio")
    assert hers.text == (
        "Agisce per conto di: Giulia Bardazzi\n\nIncontri\n\n"
        "Non ha ancora incontri. Cerchi un delegato e, dalla sua scheda, richieda un incontro."
    )
    await tap(paolo, "Cerca delegati")
    card = await say(paolo, "Щербаков")
    assert card.text.startswith("Agisce per conto di: Giulia Bardazzi\n\n👤 Aleksei Shcherbakov")
    times = await tap(paolo, "Richiedi un incontro")
    assert times.text.startswith("Agisce per conto di: Giulia Bardazzi\n\nRichiesta di incontro\n")
    await tap(paolo, "15:10")
    await tap(paolo, "Continua")
    sent = await say(paolo, "Tessuti")
    assert (
        "Agisce per conto di: Giulia Bardazzi\n\nRichiesta di incontro: in attesa di risposta\n" in sent.text
    )
    told = await notice(giulia, "Incontro richiesto a Suo nome")
    assert told.text == (
        "Incontro richiesto a Suo nome: Aleksei Shcherbakov\nVolzhskie Stanki\n\nArgomento\nTessuti\n\n"
        "🕘 Giovedì 29 novembre: 15:10\nServe un interprete: sarà assegnato insieme all’orario.\n"
        "Risposta entro: giovedì 29 novembre, 15:10\n\nHa agito per Lei: Paolo Gherardini"
    )
    assert told.rows == [["Apri"]]
    assert (await notice(alexey, "Предлагают встречу")).text.startswith(
        "Предлагают встречу: Джулия Бардацци\n"
    )
    # She decides herself what the head has begun; he is not told, for she has Telegram.
    await tap(giulia, "Apri", on=told)
    await tap(giulia, "Ritira")
    await tap(giulia, "Ritira")
    await notice(alexey, "Предложение отозвано")
    await paolo.settled()
    assert not any(one.text.startswith("Richiesta ritirata") for one in paolo.from_bot)


async def test_an_organiser_acts_for_anybody(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    assert (await say(beatrice, "/meetings")).text == (
        "I miei incontri\n\nQui compaiono gli incontri dei delegati. Per agire per conto di un delegato "
        "apra la sua scheda."
    )
    giulia = await stage.arrive(BARDAZZI, "it")
    await ask(giulia, "it", "Щербаков", "15:10")
    await notice(alexey, "Предлагают встречу")
    await say(beatrice, "Щербаков")
    await tap(beatrice, "Agisci per suo conto")
    await tap(beatrice, "Da valutare (1)")
    await tap(beatrice, "Giulia Bardazzi, Tessitura Bisenzio")
    await tap(beatrice, "Accetta 15:10")
    told = await notice(alexey, "Встреча подтверждена")
    assert told.text.endswith("\n\nОт Вашего имени действует: Беатриче Ломбарди")
    assert await stage.texts("SELECT manner || ' ' || actor_id FROM meeting_acts ORDER BY id") == [
        "self 1",
        "organiser 41",
    ]


async def test_nobody_acts_for_whom_they_may_not(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    paolo = await stage.arrive(GHERARDINI, "it")
    await ask(giulia, "it", "Щербаков", "15:10")
    await notice(alexey, "Предлагают встречу")
    menu = await say(paolo, "/meetings")
    refused = "Non può agire per conto di questa persona."
    for data in ("mm::0:23", "ma:2::0:23", "mq:2::23", "mr:2::0:23"):
        await paolo.press_data(menu, data)
        assert await paolo.alert() == refused
    for data in (
        "mk:1:2:ff0h6:23",
        "md:1:2:1:23",
        "ms:1:2:ff0h6:23",
        "mw:1:2:1:23",
        "mc:1:2:1:23",
        "ml:1:5:23",
    ):
        await paolo.press_data(menu, data)
        assert await paolo.alert() == refused, data
        assert paolo.last.text == "Questo incontro non è tra i Suoi o non esiste più."
    for data in ("mi:1:23", "mi:1:0", "mi:999:0", "mp:1:2::0:23", "md:1:2:0:23", "mv:1:23", "mo:1:::23"):
        await paolo.press_data(menu, data)
        await paolo.answered()
        assert paolo.last.text == "Questo incontro non è tra i Suoi o non esiste più.", data
    assert await stage.text("SELECT state || revision FROM meetings") == "asked2"
