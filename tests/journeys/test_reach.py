"""Delivery as organisers see it: what arrived, who was not reached, what Telegram has refused; in both languages."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from handlers.buttons import (
    PutAside,
    RetryNotice,
    ShowFailure,
    ShowFailures,
    ShowReach,
    ShowTold,
    ShowUnreached,
)
from tests.support.groups import taken_in
from tests.support.hostile import change, nothing_failed, number, pressing
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage


async def says(person: Person, text: str) -> Screen:
    await person.send(text)
    return await person.screen()


async def opens(person: Person, label: str) -> Screen:
    await person.press(label)
    return await person.screen()


async def tells(stage: Stage, *codes: str, key: str = "a") -> None:
    """A notice to each: a registration accepted, which asks nothing of the database."""
    await change(
        stage,
        *(
            "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before) SELECT "
            f"'{key}:{code}', 'registration_accepted', '{{}}', id, 1, '2018-11-29T07:00:00.000+00:00' "
            f"FROM delegates WHERE code = '{code}'"
            for code in codes
        ),
    )
    stage.running.delivery.wake()
    await stage.running.delivery.idle()


async def test_who_could_not_be_reached(stage: Stage) -> None:
    giulia, ksenia = await stage.arrive(BARDAZZI, "it"), await stage.arrive(MOROZOVA, "ru")
    await giulia.block()
    await taken_in(stage)
    await tells(stage, "d01", "d03", "o02")
    await tells(stage, "d01", key="b")
    screen = await says(ksenia, "/organise")
    assert screen.text == "Организация\n\n2 делегата недоступны"
    screen = await opens(ksenia, "Доставка")
    assert screen.text == (
        "Доставка сообщений\n\nВсего\nДоставлено: 1\nАдресат недоступен: 3\n\n"
        "Организация\nДоставлено: 1\nАдресат недоступен: 3"
    )
    assert screen.rows == [["Кто недоступен"], ["Обновить"], ["Назад", "Меню"]]
    screen = await opens(ksenia, "Кто недоступен")
    assert screen.text == (
        "Недоступные делегаты\n\n2 делегата недоступны\n\n"
        "👤 Джулия Бардацци, Тесситура Бизенцио\n☎ +39 300 000 0001\nЧат с ботом заблокирован.\n\n"
        "👤 Паоло Герардини, Министерство экономического развития Италии\n☎ +39 300 000 0003\n"
        "Бот ещё не запущен."
    )
    screen = await opens(ksenia, "Джулия Бардацци")
    assert screen.text == (
        "👤 Джулия Бардацци, Тесситура Бизенцио\n☎ +39 300 000 0001\nЧат с ботом заблокирован.\n\n"
        "Чт, 29 нояб., 08:40: Организация, адресат недоступен\n"
        "Чт, 29 нояб., 08:40: Организация, адресат недоступен"
    )
    await giulia.unblock()
    await taken_in(stage)
    stage.running.delivery.wake()
    await stage.running.delivery.idle()
    # Back where this person was chosen, then to what became of all notices.
    assert (await opens(ksenia, "Назад")).text.startswith("Недоступные делегаты\n\n1 делегат недоступен\n")
    screen = await opens(ksenia, "Назад")
    assert screen.text.startswith("Доставка сообщений\n\nВсего\nДоставлено: 3\nАдресат недоступен: 1\n\n")
    await nothing_failed(stage)


async def test_what_telegram_has_refused(stage: Stage) -> None:
    giulia, aleksei = await stage.arrive(BARDAZZI, "it"), await stage.arrive(SHCHERBAKOV, "ru")
    beatrice = await stage.arrive(LOMBARDI, "it")
    reason = 'Bad Request: can\'t parse entities: Unsupported start tag "Bardazzi" at byte offset 7'
    stage.server.faults.add("status", method="sendMessage", chat_id=giulia.id, status=400, description=reason)
    await tells(stage, "d01", "d23")
    assert aleksei.last.text
    screen = await says(beatrice, "/organise")
    assert screen.text == "Organizzazione\n\n1 messaggio rifiutato da Telegram"
    await opens(beatrice, "Consegna")
    screen = await opens(beatrice, "Messaggi rifiutati")
    assert screen.text == "Messaggi rifiutati da Telegram\n\n1 messaggio rifiutato da Telegram"
    first = await stage.value("SELECT id FROM outbox WHERE state = 'failed'")
    screen = await opens(beatrice, f"N. {first}: Giulia Bardazzi")
    assert screen.text == (
        f"Messaggio n. {first}: Giulia Bardazzi\nArgomento: Organizzazione (registration_accepted)\n"
        "🕘 oggi, 29 novembre, 08:40\n\n"
        'Motivo indicato da Telegram: Can\'t parse entities: unsupported start tag "…" at byte offset 7'
    )
    before = len(giulia.from_bot)
    screen = await opens(beatrice, "Riprova")
    assert beatrice.toasts[-1] == "Il messaggio viene inviato di nuovo."
    assert screen.text == "Messaggi rifiutati da Telegram\n\nNessun messaggio rifiutato."
    await giulia.until(lambda: len(giulia.from_bot) == before + 1)
    stage.server.faults.add("status", method="sendMessage", chat_id=giulia.id, status=400, description=reason)
    await tells(stage, "d01", key="b")
    second = await stage.value("SELECT id FROM outbox WHERE state = 'failed'")
    answer = await pressing(stage, beatrice, PutAside(second))
    assert answer.toast == "Messaggio archiviato."
    for button in (PutAside(second), RetryNotice(second), RetryNotice(first), ShowFailure(first)):
        assert (await pressing(stage, beatrice, button)).toast == (
            "Di questo messaggio qualcuno si è già occupato."
        )
    screen = await says(beatrice, "/organise")
    screen = await opens(beatrice, "Consegna")
    assert "Non più necessari: 1" in screen.text
    assert await stage.value("SELECT count(*) FROM outbox WHERE state = 'failed' AND aside = 1") == 1
    await nothing_failed(stage)


async def test_what_no_longer_held_is_nobodys_business(stage: Stage) -> None:
    await stage.arrive(BARDAZZI, "it")
    beatrice = await stage.arrive(LOMBARDI, "it")
    energia = await number(stage, "sessions", "energia")
    await change(
        stage,
        "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before) SELECT 'x', 'seat_freed', "
        f"'{{\"session\": {energia}}}', id, 1, '2018-11-29T07:00:00.000+00:00' FROM delegates WHERE code = 'd01'",
    )
    stage.running.delivery.wake()
    await stage.running.delivery.idle()
    assert await stage.texts("SELECT reason FROM outbox") == ["it no longer holds"]
    assert (await says(beatrice, "/organise")).text == "Organizzazione\n\nNulla in sospeso."
    await nothing_failed(stage)


async def test_only_organisers_see_it(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    stranger = stage.server.person("Anna")
    await says(stranger, "/start")
    buttons = (
        ShowReach(),
        ShowUnreached(),
        ShowFailures(),
        ShowFailure(1),
        RetryNotice(1),
        PutAside(1),
        ShowTold(1),
    )
    for button in buttons:
        assert (await pressing(stage, giulia, button)).verdict == "organisers"
        assert (await pressing(stage, stranger, button)).verdict == "arrive"
    for page in (0, 7, -1, 2**62):
        answer = await pressing(stage, beatrice, ShowUnreached(page))
        assert (
            answer.text == "Delegati non raggiunti\n\nTutti i messaggi hanno raggiunto il loro destinatario."
        )
        assert (await pressing(stage, beatrice, ShowFailures(page))).text.endswith(
            "Nessun messaggio rifiutato."
        )
    assert (await pressing(stage, beatrice, ShowTold(2**62))).verdict == "gone"
    await nothing_failed(stage)


async def test_the_counts_are_those_of_the_rows(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await tells(stage, "d01", "d03")
    await giulia.block()
    await taken_in(stage)
    await tells(stage, "d01", key="b")
    await change(stage, "DELETE FROM outbox WHERE key = 'a:d03'")
    counted = await stage.texts(
        "SELECT kind || ' ' || state || ' ' || number FROM outbox_counts WHERE number > 0 ORDER BY 1"
    )
    assert counted == await stage.texts(
        "SELECT kind || ' ' || iif(aside, 'aside', state) || ' ' || count(*) FROM outbox "
        "GROUP BY kind, iif(aside, 'aside', state) ORDER BY 1"
    )


async def test_a_locked_database_holds_notices_up_and_loses_none(stage: Stage) -> None:
    """Another process writes for longer than anybody waits: afterwards everything goes out, once."""
    giulia = await stage.arrive(BARDAZZI, "it")
    before = len(giulia.from_bot)
    # By another connection: the bot's own would wait for the lock.
    with closing(sqlite3.connect(stage.settings.database, isolation_level=None)) as other:
        for one in range(3):
            other.execute(
                "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before) SELECT ?, "
                "'registration_accepted', '{}', id, 1, '2018-11-29T07:00:00.000+00:00' "
                "FROM delegates WHERE code = 'd01'",
                (f"lock:{one}",),
            )
        other.execute("BEGIN IMMEDIATE")
        stage.running.delivery.wake()
        await stage.server.quiet()
        assert len(giulia.from_bot) == before
        other.execute("COMMIT")
    stage.running.delivery.wake()
    await giulia.until(lambda: len(giulia.from_bot) >= before + 3)
    await stage.running.delivery.idle()
    assert len(giulia.from_bot) == before + 3
    assert set(await stage.texts("SELECT DISTINCT state FROM outbox")) == {"sent"}


@pytest.mark.parametrize("words", ["disk is full", "disk I/O error"])
async def test_a_full_disk_sends_nothing_twice(stage: Stage, words: str) -> None:
    """What became of a notice cannot be written: it is written as soon as that is possible, and not sent again."""
    giulia = await stage.arrive(BARDAZZI, "it")
    before = len(giulia.from_bot)
    await change(
        stage,
        "CREATE TRIGGER full BEFORE UPDATE OF state ON outbox WHEN new.state = 'sent' "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END",
        "INSERT INTO outbox (key, kind, facts, delegate_id, priority, not_before) SELECT 'full', "
        "'registration_accepted', '{}', id, 1, '2018-11-29T07:00:00.000+00:00' FROM delegates WHERE code = 'd01'",
    )
    stage.running.delivery.wake()
    await giulia.until(lambda: len(giulia.from_bot) == before + 1)
    await stage.becomes("SELECT count(*) FROM outbox WHERE state = 'sending'", 1)
    await change(stage, "DROP TRIGGER full")
    await stage.becomes("SELECT count(*) FROM outbox WHERE state = 'sent'", 1)
    assert len(giulia.from_bot) == before + 1
