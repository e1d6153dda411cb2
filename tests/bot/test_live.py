"""Messages that keep themselves up to date: changed in place as long as something goes on, and let go then."""

from __future__ import annotations

from handlers.living import Pace
from tests.support.announcements import composed, copies, released
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, Stage

GOING = "Avviso in invio\n\n███████████░ 97 %\n46 di 47\n\nConsegnati: 1\nNon raggiunti: 45"
OVER = "Avviso inviato\n\nConsegnati: 2\nNon raggiunti: 45"


async def going_on(stage: Stage) -> tuple[Person, Person]:
    """An organiser who announces, and a delegate to whom Telegram lets nothing through yet."""
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, "Ciao.", "Привет.")
    stage.server.faults.add("status", method="sendMessage", chat_id=giulia.id, status=500, times=99)
    await released(beatrice)
    await sent_out_but_one(stage)
    return giulia, beatrice


async def sent_out_but_one(stage: Stage) -> None:
    await stage.becomes("SELECT count(*) FROM outbox WHERE kind = 'announcement' AND state = 'sent'", 1)
    await stage.becomes(
        "SELECT count(*) FROM outbox WHERE kind = 'announcement' AND state = 'unreachable'", 45
    )
    await stage.running.ticks.tick()


async def arrived(stage: Stage) -> None:
    await stage.becomes("SELECT count(*) FROM outbox WHERE kind = 'announcement' AND state = 'sent'", 2)
    await stage.running.live.refresh()


async def living(stage: Stage) -> int:
    return await stage.value("SELECT count(*) FROM live_messages")


async def test_it_is_changed_in_place_until_it_is_over(stage: Stage) -> None:
    _, beatrice = await going_on(stage)
    await stage.running.live.refresh()
    (shown,) = [one for one in beatrice.from_bot if one.text.startswith("Avviso in")]
    assert shown.text == GOING
    edits = stage.called("editMessageText")
    assert await stage.running.live.refresh()
    assert stage.called("editMessageText") == edits, "nothing has changed"
    stage.server.faults.clear()
    await arrived(stage)
    (done,) = [one for one in beatrice.from_bot if one.text.startswith("Avviso in")]
    assert (done.id, done.text) == (shown.id, OVER)
    assert await living(stage) == 0
    assert not await stage.running.live.refresh()


async def test_it_goes_on_after_a_restart(stage: Stage) -> None:
    _, beatrice = await going_on(stage)
    await stage.running.live.refresh()
    await stage.stop()
    stage.server.faults.clear()
    await stage.start()
    await arrived(stage)
    assert copies(beatrice, "Avviso in") == [OVER]


async def test_one_that_its_reader_has_deleted_is_let_go(stage: Stage) -> None:
    _, beatrice = await going_on(stage)
    (shown,) = [one for one in beatrice.from_bot if one.text.startswith("Avviso in")]
    stage.server.world.remove(beatrice.chat, shown.id)
    await stage.running.live.refresh()
    assert await living(stage) == 0
    stage.server.faults.clear()
    await arrived(stage)
    assert copies(beatrice, "Avviso in") == []


async def test_one_whose_reader_blocks_the_bot_is_let_go(stage: Stage) -> None:
    await going_on(stage)
    refused = "Forbidden: bot was blocked by the user"
    stage.server.faults.add("status", method="editMessageText", status=403, description=refused)
    await stage.running.live.refresh()
    assert await living(stage) == 0


async def test_what_telegram_refuses_for_now_is_tried_again(stage: Stage) -> None:
    _, beatrice = await going_on(stage)
    stage.server.faults.add("status", method="editMessageText", status=502)
    await stage.running.live.refresh()
    assert await living(stage) == 1
    await stage.running.live.refresh()
    assert copies(beatrice, "Avviso in") == [GOING]


def test_the_pace_is_that_of_the_last_seconds() -> None:
    now = [100.0]
    pace = Pace(lambda: now[0])
    found = []
    for at, done in ((100, 0), (100.5, 10), (103, 87), (106, 87), (130, 87), (133, 117)):
        now[0] = at
        found.append(pace.rate(done))
    assert found == [None, None, 29.0, 14.5, None, 10.0]
