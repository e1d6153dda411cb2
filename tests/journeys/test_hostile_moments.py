"""Bad moments: restarts between effect and answer, sessions that change, notices overtaken by events."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import json

from handlers.buttons import (
    Agree,
    Attend,
    ChooseDelegation,
    Decide,
    Home,
    Join,
    Leave,
    NowAndNext,
    Programme,
    SendCalendar,
    SetLanguage,
    SetReminders,
    SetVisibility,
    ShowAgenda,
    ShowInfo,
    ShowSession,
    ShowSettings,
    ShowTables,
    ShowVisits,
    Submit,
)
from tests.support.hostile import (
    change,
    cut_off,
    nothing_failed,
    number,
    pressing,
    said,
    version,
)
from tests.support.stage import BARDAZZI, LOMBARDI, SHCHERBAKOV, Stage


async def test_a_seat_given_back_before_the_notice_arrives_is_not_told(stage: Stage) -> None:
    moda = await number(stage, "sessions", "moda")
    late = await number(stage, "delegates", "d23")
    await change(
        stage,
        f"DELETE FROM seats WHERE delegate_id = {late} OR session_id = {moda}",
        f"UPDATE sessions SET capacity = 1 WHERE id = {moda}",
    )
    giulia = await stage.arrive(BARDAZZI, "it")
    await pressing(stage, giulia, Join(moda, despite_clash=True))
    await change(
        stage, f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({moda}, {late}, 'waiting')"
    )
    await pressing(stage, giulia, Leave(moda, sure=True))
    await stage.becomes("SELECT count(*) FROM outbox WHERE state = 'unreachable'", 1)
    await change(stage, f"DELETE FROM seats WHERE delegate_id = {late}")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await stage.becomes("SELECT count(*) FROM outbox WHERE state IN ('unreachable', 'pending', 'sending')", 0)
    assert not any("Место за Вами" in one.text for one in alexey.from_bot)


async def test_what_is_handled_leaves_no_trace_of_what_was_typed(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    secret = "una parola d’ordine irripetibile 7391"
    await giulia.send(secret)
    await giulia.screen()
    await giulia.send("x" * 3000 + secret)
    await giulia.screen()
    await stage.running.inbox.empty()
    path = stage.settings.database
    await stage.running.database.tidy()
    files = [one for one in path.parent.iterdir() if one.name.startswith(path.name)]
    held = b"".join(one.read_bytes() for one in files)
    spelt = json.dumps(secret)[1:-1].encode()
    assert [one for one in (secret.encode(), spelt) if one in held] == []
    assert stage.settings.needed_token().encode() not in held


async def test_a_restart_between_effect_and_answer(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    energia, plenary = await number(stage, "sessions", "energia"), await number(stage, "sessions", "plenary")
    await change(stage, f"DELETE FROM seats WHERE session_id = {energia} AND delegate_id = 1")
    seats = f"SELECT count(*) FROM seats WHERE session_id = {energia}"
    before = await stage.value(seats)

    answer = await cut_off(stage, giulia, Join(energia, despite_clash=True))
    assert answer.toast == said("seated")
    assert await stage.value(seats) == before + 1
    answer = await cut_off(stage, giulia, Leave(energia, sure=True))
    assert answer.toast == said("left")
    assert await stage.value(seats) == before
    answer = await cut_off(stage, giulia, Attend(plenary, absent=True))
    assert answer.toast == said("off_agenda")
    assert await stage.count("absences") == 1
    for button in (SetVisibility("tables"), SetReminders(2)):
        assert (await cut_off(stage, giulia, button)).toast == said("saved")
    answer = await cut_off(stage, giulia, SetLanguage("ru"))
    assert answer.text.startswith("Настройки")
    await stage.server.until(lambda: stage.commands(giulia)["help"] == "Помощь")
    await cut_off(stage, giulia, SendCalendar())
    await giulia.until(lambda: "document" in giulia.last.message)
    assert await stage.value("SELECT max(sequence) FROM calendar") == 0
    await nothing_failed(stage)


async def test_a_restart_between_effect_and_answer_while_one_arrives(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    carlo = stage.server.person("Carlo", language_code="it")
    await carlo.send("/start")
    await carlo.screen()
    asked = await cut_off(stage, carlo, Agree("it", await version(stage), ""))
    assert asked.text.startswith("Richiesta d’iscrizione")
    for text in ("Carlo Verdi", "Ditta Verdi"):
        await carlo.send(text)
        await carlo.screen()
    assert (await cut_off(stage, carlo, ChooseDelegation("it"))).text.endswith("Delegazione italiana")
    answer = await cut_off(stage, carlo, Submit())
    assert (answer.toast, carlo.last.rows) == (said("submitted"), [["Aggiorna"]])
    await beatrice.until(lambda: beatrice.last.has("Accetta"))
    notice = beatrice.last
    accept = Decide(await stage.value("SELECT id FROM applications"), accepted=True)
    answer = await cut_off(stage, beatrice, accept)
    assert (answer.text, beatrice.last.id) == ("Iscrizione accettata: Carlo Verdi", notice.id)
    await carlo.until(lambda: carlo.last.text.startswith("Iscrizione accettata"))
    assert await stage.value("SELECT count(*) FROM delegates WHERE origin = 'chat'") == 1

    phone = stage.server.person("Giulia", language_code="it")
    await phone.send(f"/start {BARDAZZI}")
    await phone.screen()
    digest = phone.last.data("Acconsento").split(":")[3]
    answer = await cut_off(stage, phone, Agree("it", await version(stage), digest))
    assert answer.toast == said("welcome")
    assert "👤 Giulia Bardazzi" in answer.text
    await nothing_failed(stage)


async def test_a_session_that_changes_while_somebody_looks_at_it(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    energia = await number(stage, "sessions", "energia")
    await change(stage, f"DELETE FROM seats WHERE session_id = {energia} AND delegate_id = 1")
    seats = f"SELECT count(*) FROM seats WHERE session_id = {energia} AND delegate_id = 1"
    join = Join(energia, despite_clash=True)
    cancelled = "2018-11-29T07:00:00.000+00:00"
    await change(stage, f"UPDATE sessions SET cancelled_at = '{cancelled}' WHERE id = {energia}")
    assert (await pressing(stage, giulia, join)).toast == said("cancelled")
    await change(stage, f"UPDATE sessions SET cancelled_at = NULL, kind = 'plenary' WHERE id = {energia}")
    assert (await pressing(stage, giulia, join)).toast == said("gone")
    await change(stage, f"UPDATE sessions SET kind = 'visit', capacity = 0 WHERE id = {energia}")
    assert "lista d’attesa" in (await pressing(stage, giulia, join)).toast
    assert await stage.value(seats) == 1
    await change(stage, f"UPDATE sessions SET audience = 'ru' WHERE id = {energia}")
    assert giulia.last.has("Lascia la lista")
    assert (await pressing(stage, giulia, ShowSession(energia, "a"))).verdict == "yes"
    assert (await pressing(stage, giulia, Leave(energia, sure=True))).toast == said("left")
    assert await stage.value(seats) == 0
    assert (await pressing(stage, giulia, join)).verdict == "gone"
    await nothing_failed(stage)


async def test_after_the_end_of_the_forum_every_screen_still_answers(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    stage.clock.jump(stage.clock.now().replace(year=2150))
    for button in (
        Home(),
        NowAndNext(),
        Programme(),
        ShowTables(),
        ShowVisits(),
        ShowAgenda(),
        SendCalendar(),
    ):
        await pressing(stage, giulia, button)
    assert (await pressing(stage, giulia, Join(await number(stage, "sessions", "moda")))).toast == said(
        "over"
    )
    await nothing_failed(stage)


async def test_old_screens_deleted_screens_and_quick_presses(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send("/tables")
    tables = await giulia.screen()
    for _ in range(2):
        await giulia.press("Moda", on=tables)
    await stage.running.inbox.empty()
    await pressing(stage, giulia, SetLanguage("ru"))
    await giulia.press_data(tables, tables.data("Moda"))
    assert (await giulia.screen()).text.startswith("Мода\n")
    del giulia.chat.messages[tables.id]
    await giulia.press_data(tables, tables.data("Moda"))
    await giulia.until(lambda: len(giulia.from_bot) == 1 and giulia.last.text.startswith("Мода\n"))
    await giulia.send("/agenda")
    await giulia.press_data(giulia.last, Home().pack())
    await stage.running.inbox.empty()
    assert len(giulia.from_bot) == 1
    await nothing_failed(stage)


async def test_no_screen_costs_more_than_a_handful_of_statements(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    costs = {}
    for button in (
        Home(), ShowTables(), ShowVisits(), Programme("2018-11-29"), ShowAgenda(), ShowInfo(), ShowSettings(),
        ShowSession(await number(stage, "sessions", "moda"), "t"), SendCalendar(),
        Join(await number(stage, "sessions", "energia"), despite_clash=True),
    ):  # fmt: skip
        before = stage.running.database.statements
        await pressing(stage, giulia, button)
        costs[type(button).__name__] = stage.running.database.statements - before
    assert max(costs.values()) <= 14, costs
