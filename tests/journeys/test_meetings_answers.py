"""Answering: reasons, competing requests, other times, what cannot be had, what time does, both at once."""

from __future__ import annotations

import asyncio

from tests.support.meetings import agree, ask, notice, say, tap
from tests.support.stage import BARDAZZI, SHCHERBAKOV, Stage

ROSSI = "IT-ROSSI-7K2M"
ZANON = "IT-ZANON-6D2R"
KUZNETSOV = "RU-KUZNETSOV-2T6R"
FEDOROV = "RU-FEDOROV-7C2H"


async def test_declined_with_a_reason(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    sure = await tap(alexey, "Отклонить", on=await notice(alexey, "Предлагают встречу"))
    assert sure.text == (
        "Отклонить предложение?\n\n👤 Джулия Бардацци (Giulia Bardazzi)\nТесситура Бизенцио (Tessitura Bisenzio)\n\n"
        "Здесь можно указать причину (не более 300 знаков): её увидит другая сторона."
    )
    too_long = await say(alexey, "я" * 301)
    assert too_long.text.startswith(
        "Слишком длинный текст. Знаков: 301, допустимо: 300. Сократите его и отправьте снова.\n\n"
        "Отклонить предложение?"
    )
    declined = await say(alexey, "В это время переговоры с банком.")
    assert declined.text == (
        "Предложение отклонено: другая сторона получит сообщение.\n\nПредложение отклонено\n\n"
        "👤 Джулия Бардацци (Giulia Bardazzi)\nТесситура Бизенцио (Tessitura Bisenzio)\n\n"
        "Это было Ваше решение.\n\nПричина\nВ это время переговоры с банком."
    )
    told = await notice(giulia, "Richiesta rifiutata")
    assert told.text == (
        "Richiesta rifiutata: Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "Motivo (scrive in russo)\nВ это время переговоры с банком."
    )
    closed = await tap(giulia, "Apri", on=told)
    assert closed.text == (
        "Richiesta rifiutata\n\n"
        "👤 Aleksei Shcherbakov (Алексей Щербаков)\nVolzhskie Stanki (ООО «Волжские станки»)\n\n"
        "Ha deciso: Aleksei Shcherbakov\n\nMotivo (scrive in russo)\nВ это время переговоры с банком."
    )
    assert closed.rows == [["Richiedi un incontro"], ["Scheda"], ["Indietro", "Menu"]]
    again = await tap(giulia, "Richiedi un incontro")
    assert again.text.startswith("Richiesta di incontro\n")
    searched = await say(giulia, "Франческини")
    assert searched.text.startswith("👤 Antonio Franceschini")


async def test_declined_without_a_reason(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    await tap(alexey, "Отклонить", on=await notice(alexey, "Предлагают встречу"))
    await tap(alexey, "Отклонить без причины")
    assert (await notice(giulia, "Richiesta rifiutata")).text == (
        "Richiesta rifiutata: Aleksei Shcherbakov\nVolzhskie Stanki"
    )


async def test_competing_requests_stand_side_by_side(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    marco = await stage.arrive(ROSSI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10", "15:30")
    await notice(alexey, "Предлагают встречу: Джулия")
    await ask(marco, "it", "Щербаков", "15:30", subject="Ricambi per torni")
    second = await notice(alexey, "Предлагают встречу: Марко")
    assert "\n\nНа это же время есть ещё 1 предложение: откройте, чтобы сравнить." in second.text
    opened = await tap(alexey, "Открыть", on=second)
    assert opened.text == (
        "Предложена встреча: ожидается Ваш ответ\n\n"
        "👤 Марко Росси (Marco Rossi)\nОффичине Мекканике Росси (Officine Meccaniche Rossi)\n\n"
        "Тема (пишет по-итальянски)\nRicambi per torni\n\n"
        "Предложенное время\n🕘 Сегодня, 29 ноября: 15:30\n\n"
        "Нужен переводчик: его назначат после согласования времени.\nСрок ответа: сегодня, 29 ноября, 15:30\n\n"
        "Другие предложения на это же время\n\n"
        "👤 Джулия Бардацци, Тесситура Бизенцио\n🕘 Сегодня, 29 ноября: 15:10, 15:30"
    )
    assert opened.rows == [
        ["Принять 15:30"],
        ["Джулия Бардацци, Тесситура Бизенцио"],
        ["Предложить другое время"],
        ["Отклонить", "Карточка"],
        ["Назад", "Меню"],
    ]
    other = await tap(alexey, "Джулия Бардацци, Тесситура Бизенцио")
    assert "Другие предложения на это же время\n\n👤 Марко Росси" in other.text
    await tap(alexey, "Принять 15:30")
    left = await tap(alexey, "Открыть", on=second)
    assert "⚠️ сегодня, 29 ноября, 15:30: в Вашей программе это время занято" in left.text
    assert left.rows[0] == ["Предложить другое время"]


async def test_until_both_agree(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    first = await notice(alexey, "Предлагают встречу")
    await tap(alexey, "Предложить другое время", on=first)
    await tap(alexey, "16:30")
    await tap(alexey, "17:30")
    waiting = await tap(alexey, "Отправить")
    assert waiting.text.startswith("Встреча предложена: ожидается ответ\n")
    proposed = await notice(giulia, "Altri orari proposti")
    assert proposed.text == (
        "Altri orari proposti: Aleksei Shcherbakov\nVolzhskie Stanki\n\n"
        "🕘 Giovedì 29 novembre: 16:30, 17:30\n"
        "Serve un interprete: sarà assegnato insieme all’orario.\n"
        "Risposta entro: giovedì 29 novembre, 17:30"
    )
    assert proposed.rows == [
        ["Accetta 16:30", "Accetta 17:30"],
        ["Proponi un altro orario"],
        ["Rifiuta", "Apri"],
    ]
    await alexey.press("Принять 15:10", on=first)
    assert await alexey.alert() == "За это время встреча изменилась: показано её текущее состояние."
    assert alexey.last.text == waiting.text
    await tap(giulia, "Accetta 17:30", on=proposed)
    assert (await notice(alexey, "Встреча подтверждена: 17:30")).rows == [["Открыть", "📍 На карте"]]


async def test_a_request_and_a_proposal_are_taken_back(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    first = await notice(alexey, "Предлагают встречу")
    sure = await tap(giulia, "Ritira")
    assert sure.text.startswith("Vuole ritirare la richiesta?\n")
    withdrawn = await tap(giulia, "Ritira")
    assert withdrawn.text.startswith("Richiesta ritirata\n")
    assert (await notice(alexey, "Предложение отозвано")).text == (
        "Предложение отозвано: Джулия Бардацци\nТесситура Бизенцио"
    )
    await alexey.press("Принять 15:10", on=first)
    assert await alexey.alert() == "За это время встреча изменилась: показано её текущее состояние."
    assert (await alexey.screen()).text.startswith("Предложение отозвано\n\n👤 Джулия Бардацци")

    await agree(giulia, alexey, "Щербаков", "15:50")
    await tap(giulia, "Apri", on=await notice(giulia, "Incontro confermato"))
    await tap(giulia, "Proponi un altro orario")
    await tap(giulia, "17:10")
    await tap(giulia, "Invia la proposta")
    await notice(alexey, "Перенести встречу?")
    await tap(giulia, "Ritira la proposta")
    await tap(giulia, "Ritira la proposta")
    assert await giulia.alert() == "Proposta ritirata: l’incontro resta com’è."
    assert (await notice(alexey, "Время прежнее")).text == (
        "Время прежнее: 15:50, стол 1\n👤 Джулия Бардацци, Тесситура Бизенцио\n\n"
        "🕘 четверг, 29 ноября, 15:50–16:10\n📍 Meeting Point, стол 1, Павильон Каванилья\n"
        "Переводчик: София Галли\n\nПредложение времени отозвано."
    )


async def test_another_time_is_declined(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:50")
    await say(alexey, "/meetings")
    await tap(alexey, "Подтверждены (1)")
    await tap(alexey, "Джулия Бардацци, Тесситура Бизенцио")
    await tap(alexey, "Предложить другое время")
    await tap(alexey, "17:10")
    await tap(alexey, "Отправить")
    move = await notice(giulia, "Spostare l’incontro?")
    sure = await tap(giulia, "Non spostare", on=move)
    assert sure.text.endswith("Il nuovo orario sarà rifiutato; l’incontro resta confermato com’è.")
    await tap(giulia, "Non spostare")
    assert (await notice(alexey, "Время прежнее")).text.endswith("Предложенное время отклонено.")


async def test_what_lacks_is_said(stage: Stage) -> None:
    giulia, alexey = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    marco, dmitrii = await stage.arrive(ROSSI, "it"), await stage.arrive(KUZNETSOV, "ru")
    andrea, sergei = await stage.arrive(ZANON, "it"), await stage.arrive(FEDOROV, "ru")
    await ask(andrea, "it", "Фёдоров", "15:10", "15:30")
    waits = await notice(sergei, "Предлагают встречу")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await agree(marco, dmitrii, "Кузнецов", "15:10")
    await sergei.press("Принять 15:10", on=waits)
    assert await sergei.alert() == (
        "В 15:10 нет свободного переводчика. Свободно: 15:30, 15:50, 16:10, 16:30, 16:50, 17:10"
    )
    opened = await sergei.screen()
    assert "⚠️ сегодня, 29 ноября, 15:10: нет свободного переводчика" in opened.text
    assert opened.rows[0] == ["Принять 15:30"]
    other = await tap(sergei, "Предложить другое время")
    assert "Нет свободного переводчика:\n🕘 Сегодня, 29 ноября: 14:50, 15:10" not in other.text
    assert "Нет свободного переводчика:\n🕘 Сегодня, 29 ноября: 15:10\n" in other.text
    assert other.rows[0] == ["14:30", "14:50", "15:30"]
    # Who is taken meanwhile is told so, with what is left.
    await ask(giulia, "it", "Кузнецов", "15:30")
    await notice(dmitrii, "Предлагают встречу: Джулия")
    await ask(marco, "it", "Щербаков", "15:30")
    await tap(alexey, "Принять 15:30", on=await notice(alexey, "Предлагают встречу: Марко"))
    await tap(dmitrii, "Принять 15:30", on=await notice(dmitrii, "Предлагают встречу: Джулия"))
    assert await dmitrii.alert() == "Встреча подтверждена: другая сторона получит сообщение."
    await sergei.press("Принять 15:30", on=waits)
    assert (await sergei.alert()).startswith("В 15:30 нет свободного переводчика. Свободно: 15:50, ")


async def test_at_most_three_times_and_none_that_is_taken(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await say(giulia, "Щербаков")
    await tap(giulia, "Richiedi un incontro")
    for time in ("15:10", "15:30", "17:10"):
        full = await tap(giulia, time)
    await giulia.press("18:10")
    assert await giulia.alert() == "Si possono scegliere al massimo tre orari: prima ne tolga uno."
    assert giulia.last.rows == full.rows
    await tap(giulia, "✓ 15:30")
    await tap(giulia, "Continua")
    back = await tap(giulia, "Indietro")
    assert back.rows[0] == ["14:30", "14:50", "✓ 15:10"]
    assert back.rows[2] == ["16:30", "16:50", "✓ 17:10"]
    marco = await stage.arrive(ROSSI, "it")
    await agree(marco, alexey, "Щербаков", "15:10")
    await tap(giulia, "18:10", on=back)
    assert await giulia.alert() == (
        "Alle 15:10 l’altra parte non è più libera. Orari liberi: 15:30, 15:50, 16:10, 16:30, 16:50, 17:10"
    )
    assert "15:10" not in str(giulia.last.rows)
    assert giulia.last.rows[2] == ["16:50", "✓ 17:10", "17:30"]


async def test_one_nudge_and_then_it_lapses(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    await notice(alexey, "Предлагают встречу")
    await stage.at("2018-11-29 13:32")
    before = len(alexey.from_bot)
    await stage.at("2018-11-29 13:33")
    nudge = await notice(alexey, "Ответьте до 15:10")
    assert nudge.text == (
        "Ответьте до 15:10: Джулия Бардацци\nТесситура Бизенцио\n\n🕘 Четверг, 29 ноября: 15:10\n"
        "Нужен переводчик: его назначат после согласования времени.\nСрок ответа: четверг, 29 ноября, 15:10"
    )
    assert nudge.rows[0] == ["Принять 15:10"]
    await stage.at("2018-11-29 14:30")
    assert len(alexey.from_bot) == before + 1
    await stage.at("2018-11-29 15:10")
    lapsed = await notice(alexey, "Срок ответа истёк")
    assert lapsed.text == (
        "Срок ответа истёк: Джулия Бардацци\nТесситура Бизенцио\n\n"
        "Ответа вовремя не было, или предложенное время больше недоступно. Можно отправить новое предложение."
    )
    assert (await notice(giulia, "Richiesta scaduta")).rows == [["Richiedi un incontro"]]
    await alexey.press("Принять 15:10", on=nudge)
    assert await alexey.alert() == "За это время встреча изменилась: показано её текущее состояние."
    assert (await alexey.screen()).text.startswith("Срок ответа истёк\n")


async def test_accepted_while_it_is_withdrawn(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await ask(giulia, "it", "Щербаков", "15:10")
    asked = await notice(alexey, "Предлагают встречу")
    sure = await tap(giulia, "Ritira")
    await asyncio.gather(giulia.press("Ritira", on=sure), alexey.press("Принять 15:10", on=asked))
    words = (await giulia.alert(), await alexey.alert())
    changed = "Nel frattempo qualcosa è cambiato: ecco la situazione attuale."
    assert words in {
        ("Richiesta ritirata.", "За это время встреча изменилась: показано её текущее состояние."),
        (changed, "Встреча подтверждена: другая сторона получит сообщение."),
    }
    state = await stage.text("SELECT state FROM meetings")
    assert state == ("agreed" if words[0] == changed else "withdrawn")
    assert await stage.count("bookings") == (3 if state == "agreed" else 0)


async def test_both_move_it_at_once(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await agree(giulia, alexey, "Щербаков", "15:10")
    await tap(giulia, "Apri", on=await notice(giulia, "Incontro confermato"))
    await tap(giulia, "Proponi un altro orario")
    hers = await tap(giulia, "16:30")
    await say(alexey, "/meetings")
    await tap(alexey, "Подтверждены (1)")
    await tap(alexey, "Джулия Бардацци, Тесситура Бизенцио")
    await tap(alexey, "Предложить другое время")
    his = await tap(alexey, "17:30")
    await asyncio.gather(giulia.press("Invia la proposta", on=hers), alexey.press("Отправить", on=his))
    words = {await giulia.alert(), await alexey.alert()}
    assert words in (
        {
            "Proposta inviata: la risposta arriverà qui.",
            "За это время встреча изменилась: показано её текущее состояние.",
        },
        {
            "Nel frattempo qualcosa è cambiato: ecco la situazione attuale.",
            "Предложение отправлено: ответ придёт сюда.",
        },
    )
    assert await stage.count("proposals") == 1
    assert await stage.text("SELECT starts FROM meetings") == "2018-11-29T14:10:00.000+00:00"
