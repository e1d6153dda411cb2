"""Announcements: what cannot be taken gets a clear answer, and nobody presses what is not theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from handlers.buttons import (
    Aim,
    AskForReading,
    AttachFile,
    Button,
    ChooseAmong,
    ChooseAudience,
    CorrectAnnouncement,
    DetachFile,
    DiscardAnnouncement,
    MarkRead,
    PreviewAnnouncement,
    ResumeAnnouncement,
    ScheduleAnnouncement,
    SendAnnouncement,
    SendCorrection,
    ShowAnnouncement,
    ShowMissed,
    ShowUnread,
    StopAnnouncement,
    TakeBackAnnouncement,
    UnscheduleAnnouncement,
    WriteAnnouncement,
)
from tests.journeys.test_announcements import LUNCH, OBED, PIXEL
from tests.support.announcements import announcing, composed, copies, press, released, says, sent_out
from tests.support.groups import taken_in
from tests.support.hostile import an_organiser_by_number, nothing_failed, pressing
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, Stage

CUT = (
    "Il testo supera 4096 caratteri e Telegram lo ha diviso: non ne è rimasto nulla. "
    "Lo accorci e lo invii di nuovo."
)
OTHER = "Qui serve un testo, una foto o un file: adesivi, messaggi vocali e video non si possono inviare come avviso."
ALBUM = "Un avviso porta una sola foto o un solo file: invii un album pezzo per pezzo in avvisi diversi."
MISSING = "Testo italiano: manca\nTesto russo: manca"
FILE = {"file_id": "AAA", "file_unique_id": "a", "file_size": 5}


async def sends(stage: Stage, person: Person, content: dict[str, Any]) -> None:
    """A message that no phone of the rehearsal can send."""
    last = person.messages[-1]
    number = 900_000 + stage.server.world.updates.queue.__len__() + len(person.messages)
    stage.recorder.updates = False
    message = {"message_id": number, "date": last["date"], "chat": last["chat"], "from": person.chat.user}
    stage.server.world.updates.add_raw({"message": {**message, **content}})
    await taken_in(stage)


async def test_a_text_of_five_thousand_characters(stage: Stage) -> None:
    """Telegram's applications send it as two messages."""
    beatrice = await stage.arrive(LOMBARDI, "it")
    await announcing(beatrice)
    await beatrice.send("a" * 4096)
    await beatrice.send("b" * 904)
    await taken_in(stage)
    assert beatrice.last.text.startswith(f"{CUT}\n\nBozza dell’avviso\n\n{MISSING}\n")
    # Whoever shortens it takes a while.
    stage.clock.jump(stage.clock.now() + timedelta(seconds=10))
    draft = await says(beatrice, "Corto.")
    assert "Testo italiano: Corto.\nTesto russo: manca" in draft.text
    await nothing_failed(stage)


async def test_a_second_text_of_five_thousand_characters(stage: Stage) -> None:
    """The rest of the Russian text comes when no text is missing any more: it is no search for people."""
    beatrice = await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH)
    await beatrice.send("я" * 4096)
    await beatrice.send("ю" * 904)
    await taken_in(stage)
    assert f"Testo italiano: {LUNCH}\nTesto russo: manca" in beatrice.last.text
    assert beatrice.last.text.startswith(CUT)


async def test_a_text_that_nothing_has_asked_for(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    answer = await says(beatrice, "Un altro testo")
    assert answer.text.startswith(
        "Quale testo vuole sostituire? Scelga prima «Testo italiano» o «Testo russo».\n\nBozza dell’avviso"
    )
    assert f"Testo italiano: {LUNCH}\nTesto russo: {OBED}" in answer.text


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (
            {
                "sticker": {
                    **FILE,
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            OTHER,
        ),
        ({"voice": {**FILE, "duration": 3}}, OTHER),
        ({"video": {**FILE, "width": 1, "height": 1, "duration": 3}, "caption": ""}, OTHER),
        ({"animation": {**FILE, "width": 1, "height": 1, "duration": 1}, "document": FILE}, OTHER),
        ({"location": {"latitude": 43.7, "longitude": 11.2}}, OTHER),
        ({"photo": [{**FILE, "width": 1, "height": 1}], "media_group_id": "7", "caption": "Uno"}, ALBUM),
        ({"text": "   "}, "Il testo è vuoto: scriva qualcosa."),
    ],
)
async def test_what_is_no_announcement(stage: Stage, content: dict[str, Any], answer: str) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await announcing(beatrice)
    await sends(stage, beatrice, content)
    assert beatrice.last.text.startswith(answer)
    # The same screen still waits for the text.
    assert LUNCH in (await says(beatrice, LUNCH)).text
    assert await stage.value("SELECT count(*) FROM announcements WHERE file_id IS NOT NULL") == 0


async def test_formatting_that_telegram_would_refuse_is_left_out(stage: Stage) -> None:
    giulia, beatrice = await stage.arrive(BARDAZZI, "it"), await stage.arrive(LOMBARDI, "it")
    await announcing(beatrice)
    emoji = {"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368324170671202286"}
    broken = [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "italic", "offset": 6, "length": 4},
        {"type": "underline", "offset": 1, "length": 3},
        {"type": "bold", "offset": 3, "length": 400},
    ]
    await sends(stage, beatrice, {"text": "😀 Pranzo alle 14", "entities": [emoji, *broken]})
    await released(beatrice)
    await sent_out(stage)
    assert giulia.last.html == "😀 <b>Pranz</b>o alle 14"
    await nothing_failed(stage)


def every(number: int) -> list[Button]:
    """Every button of an announcement by which something is shown or changed."""
    return [
        WriteAnnouncement(number, "it"),
        AttachFile(number),
        DetachFile(number),
        AskForReading(number, asked=True),
        ChooseAudience(number),
        ChooseAmong(number, "role"),
        Aim(number, "role", "guide", wanted=True),
        PreviewAnnouncement(number),
        SendAnnouncement(number, 1),
        SendAnnouncement(number, 1, sure=True),
        ScheduleAnnouncement(number, 1),
        UnscheduleAnnouncement(number, to_change=True),
        UnscheduleAnnouncement(number, to_change=False),
        DiscardAnnouncement(number),
        DiscardAnnouncement(number, sure=True),
        StopAnnouncement(number),
        ResumeAnnouncement(number, sure=True),
        CorrectAnnouncement(number),
        SendCorrection(number, 1),
        TakeBackAnnouncement(number, sure=True),
        ShowMissed(number),
        ShowUnread(number),
        ShowAnnouncement(number),
    ]


async def as_stored(stage: Stage) -> list[tuple[Any, ...]]:
    async with stage.running.database.read() as view:
        found = await view.rows("SELECT * FROM announcements ORDER BY id")
        return [tuple(row) for row in found] + [
            tuple(row) for row in await view.rows("SELECT id FROM outbox")
        ]


async def test_nobody_touches_the_draft_of_another(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    await composed(beatrice, LUNCH)
    before = await as_stored(stage)
    for button in every(1):
        answer = await pressing(stage, ksenia, button)
        assert LUNCH[:20] not in answer.text
        assert "Объявления" in answer.text
    # A typed text that would complete such a button does not, either.
    await pressing(stage, ksenia, WriteAnnouncement(1, "it"))
    await says(ksenia, "Чужое")
    assert await as_stored(stage) == before
    await nothing_failed(stage)


async def test_a_delegate_presses_none_of_it(stage: Stage) -> None:
    beatrice, giulia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(BARDAZZI, "it")
    await composed(beatrice, LUNCH)
    before = await as_stored(stage)
    for button in every(1):
        assert (await pressing(stage, giulia, button)).verdict == "organisers"
    await sends(stage, giulia, {"photo": [{**FILE, "width": 1, "height": 1}], "caption": "Uno"})
    assert (await pressing(stage, giulia, MarkRead(1))).verdict == "gone"
    assert await as_stored(stage) == before


async def test_every_button_of_one_that_went_out_changes_only_what_it_says(stage: Stage) -> None:
    """Those of a draft do nothing any more; those that follow it are tried in the journeys."""
    beatrice = await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH, OBED)
    await released(beatrice)
    await sent_out(stage)
    before = await as_stored(stage)
    harmless = (CorrectAnnouncement, TakeBackAnnouncement)
    for button in every(1):
        if not isinstance(button, harmless):
            await pressing(stage, beatrice, button)
    assert await as_stored(stage) == before
    await nothing_failed(stage)


async def test_an_organiser_who_is_no_delegate_announces_too(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    piero = await an_organiser_by_number(stage)
    await announcing(piero)
    await piero.send_file("foto.png", PIXEL, LUNCH, photo=True)
    await piero.screen()
    await released(piero)
    await sent_out(stage)
    assert giulia.last.text == LUNCH
    assert copies(piero, "Avviso inviato") == ["Avviso inviato\n\nConsegnati: 1\nNon raggiunti: 46"]
    await press(piero, "Apri")
    assert piero.last.text.startswith("Avviso inviato\n\n🕘")


FORGED = [
    "uw:1:xx",
    "ug:1:nothing:0",
    "ui:1:table:abc:1:0",
    "ui:1::x:1:0",
    "us:-1",
    "us:0",
    "ut:1:-5",
    "u:99",
    "uv:1:99",
]


async def test_forged_buttons(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    await composed(beatrice, LUNCH)
    for data in FORGED:
        assert (await pressing(stage, beatrice, data)).text
    await nothing_failed(stage)
