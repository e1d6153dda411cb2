"""What tests of hostile and unlucky people share: presses of any button, and people who are half way in."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from forum.arrival import consent_version
from handlers.buttons import Button
from locales import Words
from storage import forums
from tests.support.people import Person
from tests.support.screens import as_read
from tests.support.stage import Stage

ORGANISER = 777_000_001
WORDS = Words("it", ZoneInfo("Europe/Rome"))
GONE = ("people.gone", "meeting.gone")
"""What stands in place of a card or a meeting that is not for the reader."""


def said(key: str) -> str:
    return as_read(WORDS.plain(f"said.{key}"))


@dataclass(frozen=True)
class Answer:
    """What a press brought: the passing word, and the text of the screen that stands there now."""

    toast: str
    text: str

    @property
    def verdict(self) -> str:
        """'arrive', 'organisers' or 'leading' for who may not, 'gone' for what is not theirs, else 'yes'."""
        if self.text.startswith((said("gone"), *(as_read(WORDS.plain(key)) for key in GONE))):
            return "gone"
        words = {
            said("first_arrive"): "arrive",
            said("not_yours"): "organisers",
            said("not_leading"): "leading",
            said("gone"): "gone",
        }
        return words.get(self.toast, "yes")


async def pressing(stage: Stage, person: Person, button: Button | str) -> Answer:
    """Press any button, forged ones too, and wait until the bot is done with it."""
    before, on = person.chat.effects[-1].number, person.last
    await person.press_data(on, button if isinstance(button, str) else button.pack())
    toast = await person.alert(20)
    await stage.running.inbox.empty()
    shown = [
        effect.event["message"].get("text", "")
        for effect in person.chat.effects
        if effect.number > before and effect.event["event"] in {"message", "edited"}
    ]
    return Answer(toast, as_read(shown[-1]) if shown else on.text)


async def nothing_failed(stage: Stage) -> None:
    assert await stage.value("SELECT count(*) FROM updates WHERE state = 'set_aside' OR attempts > 0") == 0


async def change(stage: Stage, *statements: str) -> None:
    async with stage.running.database.write() as tx:
        for statement in statements:
            await tx.run(statement)


async def number(stage: Stage, table: str, code: str) -> int:
    return await stage.value(f"SELECT id FROM {table} WHERE code = '{code}'")


async def an_applicant(stage: Stage, name: str = "Carlo", *, state: str = "waiting") -> Person:
    """Somebody who has given consent and registered; their registration waits."""
    person = stage.server.person(name, language_code="it")
    await person.send("/start")
    await person.screen()
    for label in ("Continua in italiano", "Richiedi l’iscrizione", "Acconsento"):
        await person.press(label)
        await person.screen()
    if state == "draft":
        return person
    for text in (f"{name} Verdi", "Ditta Verdi"):
        await person.send(text)
        await person.screen()
    await person.press("Delegazione italiana")
    await person.screen()
    if state == "waiting":
        await person.press("Invia la richiesta")
        await person.screen()
    return person


async def an_organiser_by_number(stage: Stage) -> Person:
    """Somebody named in ORGANISERS who is no delegate."""
    await stage.stop()
    stage.use(organisers=frozenset({ORGANISER}))
    await stage.start()
    person = stage.server.person("Piero", language_code="it", id=ORGANISER)
    await person.send("/start")
    await person.screen()
    for label in ("Continua in italiano", "Richiedi l’iscrizione", "Acconsento"):
        await person.press(label)
        await person.screen()
    return person


async def remove(stage: Stage, code: str) -> None:
    """What an import does with a delegate who is no longer in the file."""
    delegate = await number(stage, "delegates", code)
    await change(
        stage,
        f"UPDATE accounts SET delegate_id = NULL, expects = '' WHERE delegate_id = {delegate}",
        "UPDATE delegates SET removed_at = '2018-11-29T07:00:00.000+00:00', invitation = NULL, "
        f"invitation_digest = NULL WHERE id = {delegate}",
        f"DELETE FROM seats WHERE delegate_id = {delegate}",
    )


async def version(stage: Stage) -> str:
    async with stage.running.database.read() as view:
        forum = await forums.get(view)
    assert forum is not None
    return consent_version(forum)


async def cut_off(stage: Stage, person: Person, button: Button) -> Answer:
    """Press; the bot is stopped between the effect and the answer, and started again."""
    on, before = person.last, person.chat.effects[-1].number
    for method in ("editMessageText", "sendMessage", "answerCallbackQuery"):
        stage.server.faults.add("drop_before", method=method, times=99)
    await person.press_data(on, button.pack())
    await stage.becomes("SELECT count(*) FROM updates WHERE state = 'effected'", 1)
    await stage.stop()
    stage.server.faults.clear()
    await stage.start()
    toast = await person.alert(20)
    await stage.running.inbox.empty()
    shown = [
        effect.event["message"].get("text", "")
        for effect in person.chat.effects
        if effect.number > before and effect.event["event"] in {"message", "edited"}
    ]
    return Answer(toast, as_read(shown[-1]) if shown else "")
