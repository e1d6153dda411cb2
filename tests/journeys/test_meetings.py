"""Bilateral meetings, the whole story: asked, accepted, moved, cancelled, each told to everybody concerned."""

from __future__ import annotations

from tests.support.meetings import agree, ask, notice, say, tap
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage

GALLI = "IT-GALLI-5V8B"


async def test_from_a_name_to_a_table(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    sofia = await stage.arrive(GALLI, "it")

    await say(giulia, "Щербаков")
    times = await tap(giulia, "Richiedi un incontro")
    assert times.text == (
        "Richiesta di incontro\n👤 Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "Non avete una lingua in comune: insieme all’orario sarà assegnato un interprete.\n\n"
        "12 orari liberi per entrambe le parti.\n"
        "Ne scelga fino a 3: l’altra parte ne accetterà uno.\n\n"
        "«Qualsiasi orario»: lo fissano gli organizzatori oppure lo sceglie l’altra parte.\n\n"
        "Oggi, 29 novembre"
    )
    assert times.rows == [
        ["14:30", "14:50", "15:10"],
        ["15:30", "15:50", "16:10"],
        ["16:30", "16:50", "17:10"],
        ["17:30", "17:50", "18:10"],
        ["Qualsiasi orario"],
        ["Indietro", "Menu"],
    ]
    await tap(giulia, "15:10")
    chosen = await tap(giulia, "15:30")
    assert chosen.rows[:2] == [["14:30", "14:50", "✓ 15:10"], ["✓ 15:30", "15:50", "16:10"]]
    assert chosen.rows[4] == ["Continua"]
    subject = await tap(giulia, "Continua")
    assert subject.text == (
        "Argomento dell’incontro\n👤 Aleksei Shcherbakov\n🕘 Oggi, 29 novembre: 15:10, 15:30\n\n"
        "Scelga un progetto o scriva qui l’argomento con parole Sue (al massimo 300 caratteri): "
        "la richiesta parte subito."
    )
    assert subject.rows == [
        ["«Ammodernamento di un parco di torni»"],
        ["Invia senza argomento"],
        ["Indietro", "Menu"],
    ]
    sent = await say(giulia, "Tessuti per <tute> & grembiuli")
    assert sent.text == (
        "Richiesta inviata: la risposta arriverà qui.\n\n"
        "Richiesta di incontro: in attesa di risposta\n\n"
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki (ООО «Волжские станки»)\n\n"
        "Argomento\nTessuti per <tute> & grembiuli\n\n"
        "Orari proposti\n🕘 Oggi, 29 novembre: 15:10, 15:30\n\n"
        "Serve un interprete: sarà assegnato insieme all’orario.\n"
        "Risposta entro: oggi, 29 novembre, 15:30"
    )
    assert sent.rows == [["Proponi un altro orario"], ["Ritira", "Scheda"], ["Indietro", "Menu"]]

    asked = await notice(alexey, "Предлагают встречу")
    assert asked.text == (
        "Предлагают встречу: Джулия Бардацци\nТесситура Бизенцио\n\n"
        "Тема (пишет по-итальянски)\nTessuti per <tute> & grembiuli\n\n"
        "🕘 Четверг, 29 ноября: 15:10, 15:30\n"
        "Нужен переводчик: его назначат после согласования времени.\n"
        "Срок ответа: четверг, 29 ноября, 15:30"
    )
    assert asked.rows == [
        ["Принять 15:10", "Принять 15:30"],
        ["Предложить другое время"],
        ["Отклонить", "Открыть"],
    ]
    agreed = await tap(alexey, "Принять 15:10", on=asked)
    assert await alexey.alert() == "Встреча подтверждена: другая сторона получит сообщение."
    assert agreed.id == asked.id  # the answer takes the place of the question
    assert agreed.text == (
        "Встреча подтверждена\n\n👤 Джулия Бардацци (Giulia Bardazzi)\nТесситура Бизенцио (Tessitura Bisenzio)\n\n"
        "🕘 сегодня, 29 ноября, 15:10–15:30\n📍 Meeting Point, стол 1, Павильон Каванилья\n"
        "Переводчик: София Галли\n\n"
        "Тема (пишет по-итальянски)\nTessuti per <tute> & grembiuli"
    )
    assert agreed.rows == [
        ["📍 На карте", "Контакты"],
        ["Предложить другое время"],
        ["Отменить", "Карточка"],
        ["Показать мои контакты"],
        ["Назад", "Меню"],
    ]
    confirmed = await notice(giulia, "Incontro confermato")
    assert confirmed.text == (
        "Incontro confermato: 15:10, tavolo 1\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n"
        "Interprete: Sofia Galli\n\nArgomento\nTessuti per <tute> & grembiuli"
    )
    assigned = await notice(sofia, "Incontro da interpretare")
    assert assigned.text == (
        "Incontro da interpretare: 15:10, tavolo 1\n\n"
        "🕘 giovedì 29 novembre, 15:10–15:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n\n"
        "👤 Giulia Bardazzi, Tessitura Bisenzio\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n"
        "Lingue: italiano – russo\n\nArgomento\nTessuti per <tute> & grembiuli"
    )
    await giulia.press("📍 Mappa", on=confirmed)
    assert "venue" in (await giulia.screen()).message


async def test_an_agreed_meeting_is_moved_and_cancelled(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    sofia = await stage.arrive(GALLI, "it")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await tap(giulia, "Apri", on=await notice(giulia, "Incontro confermato"))
    other = await tap(giulia, "Proponi un altro orario")
    assert other.text == (
        "Proposta di orario\n\n"
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki (ООО «Волжские станки»)\n\n"
        "Finché l’altra parte non accetta, resta valido l’orario attuale: oggi, 29 novembre, 15:10.\n\n"
        "11 orari liberi per entrambe le parti.\nNe scelga fino a 3: l’altra parte ne accetterà uno.\n\n"
        "Oggi, 29 novembre"
    )
    await tap(giulia, "16:10")
    await tap(giulia, "Invia la proposta")
    move = await notice(alexey, "Перенести встречу?")
    assert move.text == (
        "Перенести встречу? Джулия Бардацци\nТесситура Бизенцио\n\n🕘 Четверг, 29 ноября: 16:10\n\n"
        "Пока другое время не принято, в силе прежнее: четверг, 29 ноября, 15:10–15:30, стол 1\n"
        "Срок ответа: четверг, 29 ноября, 15:10"
    )
    assert move.rows == [["Принять 16:10"], ["Предложить другое время"], ["Не переносить", "Открыть"]]
    await tap(alexey, "Принять 16:10", on=move)
    moved = await notice(giulia, "Incontro spostato")
    assert moved.text == (
        "Incontro spostato: 16:10, tavolo 1\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n\n"
        "🕘 giovedì 29 novembre, 16:10–16:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n"
        "Interprete: Sofia Galli\n\nPrima: giovedì 29 novembre, 15:10–15:30, tavolo 1"
    )
    assert (await notice(sofia, "Incarico spostato")).text.startswith("Incarico spostato: 16:10, tavolo 1\n")

    await tap(giulia, "Apri", on=moved)
    sure = await tap(giulia, "Annulla")
    assert sure.text == (
        "Vuole annullare l’incontro?\n\n"
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki (ООО «Волжские станки»)\n\n"
        "🕘 oggi, 29 novembre, 16:10–16:30\n📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n\n"
        "L’annullamento è definitivo e libera l’orario, il tavolo e l’interprete.\n"
        "Se vuole, scriva qui il motivo (al massimo 300 caratteri): sarà comunicato all’altra parte."
    )
    assert sure.rows == [["Annulla l’incontro"], ["Indietro", "Menu"]]
    cancelled = await say(giulia, "Devo rientrare prima.")
    assert cancelled.text == (
        "Incontro annullato: l’orario è di nuovo libero.\n\nIncontro annullato\n\n"
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki (ООО «Волжские станки»)\n\n"
        "La decisione è Sua.\n\nMotivo\nDevo rientrare prima."
    )
    told = await notice(alexey, "Встреча в 16:10 отменена")
    assert told.text == (
        "Встреча в 16:10 отменена: Джулия Бардацци\nТесситура Бизенцио\n\n"
        "🕘 четверг, 29 ноября, 16:10–16:30\nВ это время встречи больше нет.\n\n"
        "Причина (пишет по-итальянски)\nDevo rientrare prima."
    )
    released = await notice(sofia, "Incarico annullato")
    assert released.text == (
        "Incarico annullato: 16:10, tavolo 1\n\n🕘 giovedì 29 novembre, 16:10–16:30\n\n"
        "👤 Giulia Bardazzi, Tessitura Bisenzio\n👤 Aleksei Shcherbakov, Volzhskie Stanki\n\n"
        "Non deve più interpretare questo incontro."
    )
    assert await stage.count("bookings") == 0
    assert await stage.texts(
        "SELECT act || ' ' || manner || ' ' || actor_id FROM meeting_acts ORDER BY id"
    ) == [
        "asked self 1",
        "agreed self 23",
        "proposed self 1",
        "moved self 23",
        "cancelled self 1",
    ]


async def test_ones_meetings_at_a_glance_and_in_sections(stage: Stage) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    empty = await say(alexey, "/meetings")
    assert (
        empty.text == "Мои встречи\n\nВстреч пока нет. Найдите делегата и предложите встречу в его карточке."
    )
    assert empty.rows == [["Найти делегатов"], ["Меню"]]
    giulia = await stage.arrive(BARDAZZI, "it")
    marco = await stage.arrive("IT-ROSSI-7K2M", "it")
    await ask(giulia, "it", "Щербаков", "15:10")
    await ask(marco, "it", "Щербаков", "15:50", "16:10")
    await notice(alexey, "Предлагают встречу: Марко")
    await ask(alexey, "ru", "Фаббри", "17:10")
    await tap(alexey, "Принять 15:10", on=await notice(alexey, "Предлагают встречу: Джулия"))
    glance = await say(alexey, "/meetings")
    assert glance.text == (
        "Мои встречи\n\nБлижайшая встреча\n🕘 сегодня, 29 ноября, 15:10–15:30\n"
        "📍 Meeting Point, стол 1, Павильон Каванилья\n👤 Джулия Бардацци, Тесситура Бизенцио"
    )
    assert glance.rows == [
        ["Ответить (1)"],
        ["Ожидают ответа (1)"],
        ["Подтверждены (1)"],
        ["Найти делегатов"],
        ["Меню"],
    ]
    listed = await tap(alexey, "Ответить (1)")
    assert listed.text == (
        "Встречи: ожидается Ваш ответ\n\n"
        "👤 Марко Росси, Оффичине Мекканике Росси\n🕘 Сегодня, 29 ноября: 15:50, 16:10"
    )
    assert listed.rows == [["Марко Росси, Оффичине Мекканике Росси"], ["Назад", "Меню"]]
    opened = await tap(alexey, "Марко Росси, Оффичине Мекканике Росси")
    assert opened.rows == [
        ["Принять 15:50", "Принять 16:10"],
        ["Предложить другое время"],
        ["Отклонить", "Карточка"],
        ["Назад", "Меню"],
    ]
    card = await tap(alexey, "Карточка")
    assert card.text.startswith("👤 Марко Росси (Marco Rossi)")
    await tap(alexey, "Назад")
    await tap(alexey, "Назад")
    assert (await tap(alexey, "Подтверждены (1)")).text == (
        "Подтверждённые встречи\n\n👤 Джулия Бардацци, Тесситура Бизенцио\n"
        "🕘 сегодня, 29 ноября, 15:10–15:30, стол 1"
    )


async def test_whenever_it_suits(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await say(giulia, "Щербаков")
    await tap(giulia, "Richiedi un incontro")
    subject = await tap(giulia, "Qualsiasi orario")
    assert subject.text.startswith("Argomento dell’incontro\n👤 Aleksei Shcherbakov\n🕘 Qualsiasi orario\n\n")
    await tap(giulia, "«Ammodernamento di un parco di torni»")
    assert await giulia.alert() == "Richiesta inviata: la risposta arriverà qui."
    asked = await notice(alexey, "Предлагают встречу")
    assert asked.text == (
        "Предлагают встречу: Джулия Бардацци\nТесситура Бизенцио\n\n"
        "Тема: «Модернизация парка токарных станков»\n\n🕘 Любое время\n"
        "Нужен переводчик: его назначат после согласования времени.\nСрок ответа: четверг, 29 ноября, 20:40"
    )
    assert asked.rows == [["Принять"], ["Предложить другое время"], ["Отклонить", "Открыть"]]
    opened = await tap(alexey, "Открыть", on=asked)
    assert opened.rows[:3] == [
        ["Принять"],
        ["Принять 14:30", "Принять 14:50"],
        ["Принять 15:10", "Принять 15:30"],
    ]
    accepted = await tap(alexey, "Принять", on=asked)
    assert await alexey.alert() == "Встреча принята: время ещё не назначено."
    assert accepted.text == (
        "Встреча принята\n\n👤 Джулия Бардацци (Giulia Bardazzi)\nТесситура Бизенцио (Tessitura Bisenzio)\n\n"
        "Время ещё не назначено: дождитесь сообщения организаторов или предложите время сами.\n"
        "Нужен переводчик: его назначат после согласования времени.\n\nТема: «Модернизация парка токарных станков»"
    )
    told = await notice(giulia, "Incontro accettato")
    assert told.text == (
        "Incontro accettato: Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "L’orario è ancora da fissare: lo comunicheranno gli organizzatori, oppure ne proponga uno."
    )
    await tap(giulia, "Apri", on=told)
    await tap(giulia, "Proponi un orario")
    await tap(giulia, "15:10")
    await tap(giulia, "Invia la proposta")
    proposed = await notice(alexey, "Предлагают время")
    assert proposed.text == (
        "Предлагают время: Джулия Бардацци\nТесситура Бизенцио\n\n🕘 Четверг, 29 ноября: 15:10\n"
        "Нужен переводчик: его назначат после согласования времени.\n\nСрок ответа: четверг, 29 ноября, 15:10"
    )
    sure = await tap(alexey, "Отклонить это время", on=proposed)
    assert sure.text.endswith("Встреча остаётся принятой, время ещё предстоит назначить.")
    await tap(alexey, "Отклонить это время", on=sure)
    assert await alexey.alert() == "Предложение отклонено: встреча остаётся в силе."
    assert (await notice(giulia, "Orario ancora da fissare")).text == (
        "Orario ancora da fissare: Aleksei Shcherbakov\nVolzhskie Stanki\n\nL’orario proposto non è stato accettato."
    )


async def test_whenever_may_be_answered_with_a_time(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await say(giulia, "Щербаков")
    await tap(giulia, "Richiedi un incontro")
    await tap(giulia, "Qualsiasi orario")
    await tap(giulia, "Invia senza argomento")
    await tap(alexey, "Открыть", on=await notice(alexey, "Предлагают встречу"))
    assert (await tap(alexey, "Принять 18:10")).text.startswith("Встреча подтверждена\n")
    assert (await notice(giulia, "Incontro confermato")).text.startswith(
        "Incontro confermato: 18:10, tavolo 1\n"
    )
