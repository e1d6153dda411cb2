"""What a hostile or an unlucky person can do: forged, foreign and outdated buttons, and bad moments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.arrival import consent_version
from handlers.buttons import (
    BUTTONS,
    Agree,
    AskInvitation,
    Attend,
    Button,
    ChooseDelegation,
    Decide,
    Home,
    Join,
    Leave,
    NowAndNext,
    Pin,
    Programme,
    Registering,
    Remove,
    SendCalendar,
    SetLanguage,
    SetReminders,
    SetVisibility,
    ShowAgenda,
    ShowConsent,
    ShowHelp,
    ShowInfo,
    ShowInfoPage,
    ShowProject,
    ShowProjects,
    ShowSession,
    ShowSettings,
    ShowTables,
    ShowVisits,
    Speak,
    Submit,
)
from locales import Words
from storage import forums
from tests.support.people import Person
from tests.support.screens import as_read
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

ORGANISER = 777_000_001
WORDS = Words("it", ZoneInfo("Europe/Rome"))


def said(key: str) -> str:
    return as_read(WORDS.plain(f"said.{key}"))


@dataclass(frozen=True)
class Answer:
    """What a press brought: the passing word, and the text of the screen that stands there now."""

    toast: str
    text: str

    @property
    def verdict(self) -> str:
        """'arrive' or 'organisers' for who may not, 'gone' for what is not theirs, 'none' for no pin, else 'yes'."""
        if self.text.startswith(said("gone")):
            return "gone"
        words = {said("first_arrive"): "arrive", said("not_yours"): "organisers", said("gone"): "gone"}
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
    return await stage.value(f"SELECT id FROM {table} WHERE code = '{code}'")  # noqa: S608 -- a test's own words


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


async def make_foreign(stage: Stage) -> None:
    """A table, a visit and a page of information become the Russian delegation's own."""
    await change(
        stage,
        "UPDATE sessions SET audience = 'ru' WHERE code IN ('moda', 'corti')",
        "UPDATE sessions SET audience = 'all' WHERE code = 'nuovo-pignone'",
        "UPDATE info_pages SET audience = 'ru', latitude = 43.7, longitude = 11.2 WHERE code = (SELECT min(code) FROM "
        "info_pages WHERE audience = 'all')",
    )


async def plausible(stage: Stage) -> list[tuple[Button, Sequence[str]]]:
    """Every button with plausible values, and what becomes of it when it is pressed by: a stranger, somebody whose
    registration waits, an Italian delegate, an Italian organiser, an organiser by number who is no delegate.
    """
    moda, energia = await number(stage, "sessions", "moda"), await number(stage, "sessions", "energia")
    plenary, corti = await number(stage, "sessions", "plenary"), await number(stage, "sessions", "corti")
    pignone = await number(stage, "sessions", "nuovo-pignone")
    briefing = await number(stage, "sessions", "briefing-ru")
    foreign = await stage.value(f"SELECT min(id) FROM projects WHERE session_id = {moda}")
    own = await stage.value(f"SELECT min(id) FROM projects WHERE session_id = {energia}")
    page = await stage.value("SELECT id FROM info_pages WHERE audience = 'ru' AND latitude = 43.7")
    other_page = await stage.value("SELECT id FROM info_pages WHERE audience = 'all'")
    stop = await stage.value(f"SELECT min(position) FROM stops WHERE session_id = {corti} AND latitude > 0")
    own_stop = await stage.value(
        f"SELECT min(position) FROM stops WHERE session_id = {pignone} AND latitude > 0"
    )
    anyone = ("yes",) * 5
    known = ("arrive", "yes", "yes", "yes", "yes")
    member = ("arrive", "arrive", "yes", "yes", "yes")
    delegate = ("arrive", "arrive", "yes", "yes", "arrive")
    organiser = ("arrive", "arrive", "organisers", "yes", "yes")
    not_ours = ("arrive", "arrive", "gone", "gone", "yes")
    not_ours_to_join = ("arrive", "arrive", "gone", "gone", "arrive")
    return [
        (Speak("it"), anyone),
        (AskInvitation("it"), anyone),
        (ShowConsent("it", ""), anyone),
        (ShowHelp(), anyone),
        (Home(), known),
        (Registering(), known),
        (ChooseDelegation("it"), ("arrive", "gone", "gone", "gone", "gone")),
        (Submit(), ("arrive", "yes", "gone", "gone", "gone")),
        (Programme(), member),
        (Programme("2018-11-29"), member),
        (NowAndNext(), member),
        (ShowTables(), member),
        (ShowVisits(), member),
        (ShowInfo(), member),
        (ShowSettings(), member),
        (SetLanguage("it"), member),
        (ShowSession(energia, "t"), member),
        (ShowProjects(energia, "t"), member),
        (ShowProject(own, "t"), member),
        (ShowInfoPage(other_page), member),
        (Pin("s", plenary), member),
        (Pin("b", pignone, own_stop), member),
        (ShowSession(moda, "t"), not_ours),
        (ShowSession(briefing), not_ours),
        (ShowProjects(moda, "t"), not_ours),
        (ShowProject(foreign, "t"), not_ours),
        (ShowInfoPage(page), not_ours),
        (Pin("s", moda), not_ours),
        (Pin("b", corti, stop), not_ours),
        (Pin("i", page), not_ours),
        (Join(moda), not_ours_to_join),
        (Join(moda, despite_clash=True), not_ours_to_join),
        (Join(corti, "v", despite_clash=True), not_ours_to_join),
        (Attend(briefing, absent=True), not_ours_to_join),
        (Attend(briefing, absent=False), not_ours_to_join),
        (Join(energia, despite_clash=True), delegate),
        (Leave(energia), delegate),
        (Leave(energia, sure=True), delegate),
        (Attend(plenary, absent=True), delegate),
        (Attend(plenary, absent=False), delegate),
        (ShowAgenda(), delegate),
        (SendCalendar(), delegate),
        (SetVisibility(), delegate),
        (SetVisibility("all"), delegate),
        (SetReminders(), delegate),
        (SetReminders(1), delegate),
        (Decide(999, accepted=True), organiser),
        (Decide(999, accepted=False), organiser),
        (Remove(), anyone),
    ]


@pytest.mark.parametrize("who", range(5), ids=["stranger", "applicant", "delegate", "organiser", "by number"])
async def test_who_may_press_what(stage: Stage, who: int) -> None:
    await make_foreign(stage)
    match who:
        case 0:
            person = stage.server.person("Stranger", language_code="it")
            await person.send("/start")
            await person.screen()
        case 1:
            person = await an_applicant(stage)
        case 2:
            person = await stage.arrive(BARDAZZI, "it")
        case 3:
            person = await stage.arrive(LOMBARDI, "it")
        case _:
            person = await an_organiser_by_number(stage)
    table = await plausible(stage)
    assert {type(button) for button, _ in table} | {Agree} == set(BUTTONS.values())
    expected = {repr(button): verdicts[who] for button, verdicts in table}
    found = {repr(button): (await pressing(stage, person, button)).verdict for button, _ in table}
    assert found == expected
    await nothing_failed(stage)
    assert await stage.value("SELECT count(*) FROM absences") == 0
    assert (
        await stage.value(
            "SELECT count(*) FROM seats JOIN sessions ON sessions.id = session_id JOIN delegates "
            "ON delegates.id = delegate_id WHERE audience <> 'all' AND audience <> delegation AND delegates.code "
            f"IN (SELECT code FROM delegates JOIN accounts ON delegate_id = delegates.id WHERE user_id = {person.id})"
        )
        == 0
    )


FORGED = [
    "p:9999-12-31:0",
    "p:0001-01-01:0",
    "p:2018-11-29:9223372036854775807",
    "p:2018-11-29:-9",
    "s:1:" + "x" * 60,
    "s:1:p:p",
    "s:9223372036854775807:p",
    "s:-1:p",
    "s:01:p",
    "s:1:\ud83d",
    "j:5:" + "z" * 56 + ":1",
    "jl:5:" + "z" * 55 + ":0",
    "ps:5:" + "z" * 56 + ":0",
    "pr:1:" + "z" * 58,
    "sa:11:1:" + "я" * 20,
    "c:it:\ud83d",
    "c:xx:",
    "c:it:" + "A" * 22,
    "ca:xx:12345678:",
    "ca:it::",
    "l:",
    "l:xx",
    "li:de",
    "rd:xx",
    "a:99:99",
    "a::-5",
    "a:nonsense:3",
    "m:b:15:9223372036854775807",
    "m::1:0",
    "ol:de",
    "ov:everybody",
    "or:99",
    "or:-7",
    "d:1:2",
    "d:9223372036854775808:1",
    "!",
    "!!h",
    ":",
    "h:",
    "нет",
    "i:-1",
    "ip:0",
]


async def test_a_forged_button_gets_a_clear_answer(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    seats = await stage.count("seats")
    for data in FORGED:
        await pressing(stage, giulia, data)
    await nothing_failed(stage)
    assert await stage.count("seats") == seats
    await giulia.send("/agenda")
    assert (await giulia.screen()).text.startswith("La mia agenda")


TYPED = [
    "/start a\x00b",
    "/start\nAAA",
    "/start " + "я" * 4000,
    "/",
    "/ x",
    "/start@somebody_bot AAA",
    "a\u202eb",
]


@pytest.mark.parametrize("known", [False, True])
async def test_whatever_a_person_types_is_answered(stage: Stage, known: bool) -> None:
    person = await stage.arrive(BARDAZZI, "it") if known else stage.server.person("S", language_code="it")
    for text in TYPED:
        await person.send(text)
        assert (await person.screen(20)).rows
    await stage.running.inbox.empty()
    await nothing_failed(stage)


async def test_half_a_surrogate_pair_is_a_wrong_invitation(stage: Stage) -> None:
    person = stage.server.person("S", language_code="it")
    await person.send("/help")
    await person.screen()
    stage.recorder.updates = False
    update = {"message": {**person.messages[0], "text": "/start \ud83d"}}
    stage.server.world.updates.add_raw(update)
    await person.until(lambda: "Codice non riconosciuto" in person.last.text, 20)
    await nothing_failed(stage)


async def test_who_waits_for_a_decision_sees_nothing_of_the_programme(stage: Stage) -> None:
    carlo = await an_applicant(stage)
    waiting = carlo.last.text
    await carlo.press("Aggiorna")
    await carlo.answered()
    await stage.running.inbox.empty()
    assert carlo.last.text == waiting
    assert carlo.last.rows == [["Aggiorna"]]


async def test_who_was_removed_sees_nothing_of_the_programme(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    menu = giulia.last
    await remove(stage, "d01")
    for button in (Home(), Registering(), ShowTables(), Join(6), SendCalendar(), Submit()):
        await giulia.press_data(menu, button.pack())
        await giulia.answered()
        await stage.running.inbox.empty()
        assert giulia.last.rows == [["Continua in italiano"], ["Продолжить по-русски"]]
    await nothing_failed(stage)


async def remove(stage: Stage, code: str) -> None:
    """What an import does with a delegate who is no longer in the file."""
    await change(
        stage,
        f"UPDATE accounts SET delegate_id = NULL, expects = '' WHERE delegate_id = (SELECT id FROM delegates WHERE code = '{code}')",
        f"UPDATE delegates SET removed_at = '2018-11-29T07:00:00.000+00:00', invitation = NULL, invitation_digest = NULL WHERE code = '{code}'",
        f"DELETE FROM seats WHERE delegate_id = (SELECT id FROM delegates WHERE code = '{code}')",
    )


async def test_an_old_consent_button_does_not_take_a_registration_back(stage: Stage) -> None:
    carlo = stage.server.person("Carlo", language_code="it")
    beatrice = await stage.arrive(LOMBARDI, "it")
    agree = Agree("it", await version(stage), "")
    await an_applicant_who_is(stage, carlo)
    await pressing(stage, carlo, agree)
    assert await stage.text("SELECT state FROM applications") == "waiting"
    await beatrice.until(lambda: beatrice.last.has("Accetta"))
    await beatrice.press("Accetta")
    assert (await beatrice.screen()).text == "Iscrizione accettata: Carlo Verdi"


async def an_applicant_who_is(stage: Stage, person: Person) -> None:
    await change(
        stage,
        "INSERT INTO accounts (user_id, language, consent_version, consent_at) "
        f"VALUES ({person.id}, 'it', 'x', '2018-11-29T07:00:00.000+00:00')",
        f"INSERT INTO applications (user_id, name, organisation, delegation, state, at) VALUES ({person.id}, "
        "'Carlo Verdi', 'Ditta', 'it', 'draft', '2018-11-29T07:00:00.000+00:00')",
    )
    await person.send("/start")
    await person.screen()
    await person.press("Invia la richiesta")
    await person.screen()


async def version(stage: Stage) -> str:
    async with stage.running.database.read() as view:
        forum = await forums.get(view)
    assert forum is not None
    return consent_version(forum)


async def test_who_finds_the_invitation_after_registering_is_not_doubled(stage: Stage) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    giulia = await an_applicant(stage, "Giulia")
    await beatrice.until(lambda: beatrice.last.has("Accetta"))
    notice = beatrice.last
    await giulia.send(f"/start {BARDAZZI}")
    await giulia.screen()
    await giulia.press("Acconsento")
    assert "👤 Giulia Bardazzi" in (await giulia.screen()).text
    before = await stage.count("delegates")
    await beatrice.press("Accetta", on=notice)
    assert (await beatrice.screen()).text == said("decided_already")
    assert await stage.count("delegates") == before
    await giulia.send("/start")
    assert "👤 Giulia Bardazzi" in (await giulia.screen()).text
    for button in (Submit(), ChooseDelegation("ru"), Registering(again=True)):
        await pressing(stage, giulia, button)
        assert "👤 Giulia Bardazzi" in giulia.last.text
    await nothing_failed(stage)


async def test_a_registration_begun_before_the_forum_was_closed_is_not_sent(stage: Stage) -> None:
    carlo = await an_applicant(stage, state="ready")
    await change(stage, "UPDATE forum SET registration = 'invitation'")
    answer = await pressing(stage, carlo, Submit())
    assert answer.toast == said("by_invitation_only")
    assert await stage.text("SELECT state FROM applications") == "draft"


async def test_two_organisers_decide_at_once(stage: Stage) -> None:
    beatrice, ksenia = await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")
    await an_applicant(stage)
    for one in (beatrice, ksenia):
        await one.until(lambda one=one: len(one.last.rows) == 1 and len(one.last.rows[0]) == 2)
    await beatrice.press("Accetta")
    await ksenia.press_data(ksenia.last, beatrice.last.data("Rifiuta"))
    first, second = await beatrice.screen(), await ksenia.screen()
    assert first.text == "Iscrizione accettata: Carlo Verdi"
    assert second.text == as_read(Words("ru", ZoneInfo("UTC")).plain("said.decided_already"))
    assert await stage.value("SELECT count(*) FROM delegates WHERE origin = 'chat'") == 1


async def test_two_phones_agree_with_the_same_invitation_at_once(stage: Stage) -> None:
    phones = [stage.server.person(f"Phone {n}", language_code="it") for n in range(2)]
    for phone in phones:
        await phone.send(f"/start {BARDAZZI}")
        await phone.screen()
    for phone in phones:
        await phone.press("Acconsento")
    texts = [(await phone.screen()).text for phone in phones]
    assert "👤 Giulia Bardazzi" in texts[0]
    assert texts[1].startswith(said("invitation_used"))
    assert await stage.count("accounts") == 1


@pytest.mark.parametrize("change_", ["gone", "other"])
async def test_an_invitation_that_changes_before_the_consent(stage: Stage, change_: str) -> None:
    giulia = stage.server.person("Giulia", language_code="it")
    await giulia.send(f"/start {BARDAZZI}")
    await giulia.screen()
    if change_ == "gone":
        await remove(stage, "d01")
    else:
        await change(
            stage, "UPDATE delegates SET invitation = 'X1', invitation_digest = 'X1' WHERE code = 'd01'"
        )
    await giulia.press("Acconsento")
    assert (await giulia.screen()).text.startswith(said("invitation_gone"))
    assert await stage.count("accounts") == 0


async def test_an_organiser_by_number_finds_what_was_told_before_they_came(stage: Stage) -> None:
    await stage.stop()
    stage.use(organisers=frozenset({ORGANISER}))
    await stage.start()
    await stage.arrive(BARDAZZI, "it")
    piero = stage.server.person("Piero", language_code="it", id=ORGANISER)
    thief = stage.server.person("Thief", language_code="it")
    await thief.send(f"/start {BARDAZZI}")
    await thief.screen()
    await stage.becomes(
        f"SELECT count(*) FROM outbox WHERE user_id = {ORGANISER} AND state = 'unreachable'", 1
    )
    await piero.send("/start")
    await piero.screen()
    for label in ("Continua in italiano", "Richiedi l’iscrizione", "Acconsento"):
        await piero.press(label)
        await piero.screen()
    await piero.until(lambda: "secondo account" in piero.last.text)


async def test_who_ran_the_forum_and_was_removed_comes_back_as_a_delegate_only(stage: Stage) -> None:
    await change(stage, "UPDATE forum SET registration = 'open'")
    carlo = await an_applicant(stage, state="waiting")
    assert await stage.value("SELECT count(*) FROM delegates WHERE origin = 'chat'") == 1
    code = await stage.text("SELECT code FROM delegates WHERE origin = 'chat'")
    await change(stage, "UPDATE delegates SET role = 'organiser' WHERE origin = 'chat'")
    await remove(stage, code)
    await pressing(stage, carlo, Agree("it", await version(stage), ""))
    for text in ("Carlo Verdi", "Ditta"):
        await carlo.send(text)
        await carlo.screen()
    await pressing(stage, carlo, ChooseDelegation("it"))
    await pressing(stage, carlo, Submit())
    assert await stage.text("SELECT role FROM delegates WHERE origin = 'chat'") == "delegate"


async def test_a_name_nobody_can_read_is_asked_again(stage: Stage) -> None:
    carlo = await an_applicant(stage, state="draft")
    for text in ("\u200b", "\u2060\u3164", "...", "🙂"):
        await carlo.send(text)
        assert (await carlo.screen()).text.startswith(said("empty"))
    assert await stage.text("SELECT name FROM applications") == ""


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


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar file, by RFC 5545 alone: each of at most 75 octets, ended by CR LF."""
    assert content.endswith(b"\r\n")
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(map(len, lines)) <= 75
    return b"\r\n".join(lines).replace(b"\r\n ", b"").decode().split("\r\n")


def values(lines: Sequence[str], name: str) -> list[str]:
    return [line.partition(":")[2] for line in lines if line.startswith((f"{name}:", f"{name};"))]


async def test_a_calendar_file_that_another_program_can_read(stage: Stage) -> None:
    title = "Énergie, acqua; «gas» \\ vento:\nseconda riga 🙂 " + "Технологии " * 12
    async with stage.running.database.write() as tx:
        await tx.run("UPDATE sessions SET title_it = ? WHERE code = 'plenary'", (title,))
    giulia = await stage.arrive(BARDAZZI, "it")
    await pressing(stage, giulia, SendCalendar())
    lines = unfolded(await giulia.file_of(giulia.last))
    escaped = title.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    assert [text for text in values(lines, "SUMMARY") if "nergie" in text] == [escaped]
    uids = values(lines, "UID")
    assert len(uids) == len(set(uids)) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    assert all(text.endswith("Z") for text in (*values(lines, "DTSTART"), *values(lines, "DTEND")))


@pytest.mark.parametrize(
    ("day", "starts", "ends", "times"),
    [
        ("2018-10-28", "2018-10-27T22:00:00.000+00:00", "2018-10-28T02:30:00.000+00:00", "00:00–03:30"),
        ("2018-10-28", "2018-10-28T22:30:00.000+00:00", "2018-10-29T01:00:00.000+00:00", "23:30–02:00"),
        ("2019-03-31", "2019-03-30T23:00:00.000+00:00", "2019-03-31T01:30:00.000+00:00", "00:00–03:30"),
        ("2019-03-31", "2019-03-31T21:30:00.000+00:00", "2019-04-01T00:00:00.000+00:00", "23:30–02:00"),
    ],
)
async def test_a_session_on_a_day_of_the_clock_change(
    stage: Stage, day: str, starts: str, ends: str, times: str
) -> None:
    plenary = await number(stage, "sessions", "plenary")
    await change(stage, f"UPDATE sessions SET starts = '{starts}', ends = '{ends}' WHERE id = {plenary}")
    giulia = await stage.arrive(BARDAZZI, "it")
    shown = await pressing(stage, giulia, Programme(day))
    assert f"🕘 {times} · " in shown.text
    assert f"🕘 {times} · " in (await pressing(stage, giulia, ShowAgenda(day))).text
    await pressing(stage, giulia, SendCalendar())
    lines = unfolded(await giulia.file_of(giulia.last))
    compact = [text[:19].replace("-", "").replace(":", "") + "Z" for text in (starts, ends)]
    assert compact[0] in values(lines, "DTSTART")
    assert compact[1] in values(lines, "DTEND")


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
    assert max(costs.values()) <= 18, costs


async def test_nothing_is_kept_of_a_stranger_who_guessed(stage: Stage) -> None:
    strangers = [stage.server.person(f"Stranger {number}", language_code="it") for number in range(2)]
    for _ in range(4):
        await strangers[0].send("WRONG-1")
        await strangers[0].screen()
    assert await stage.count("guesses") == 1
    stage.clock.jump(stage.clock.now() + timedelta(hours=26))
    await strangers[1].send("WRONG-2")
    await strangers[1].screen()
    assert await stage.texts("SELECT user_id FROM guesses") == [str(strangers[1].id)]
