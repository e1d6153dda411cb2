"""What a hostile or an unlucky person can do: forged, foreign and outdated buttons, and bad moments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
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
    """What a press brought: the passing word, and the text of the screen, '' where none was shown."""

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
    before = person.chat.effects[-1].number
    await person.press_data(person.last, button if isinstance(button, str) else button.pack())
    answer = await person.answered(20)
    await stage.running.inbox.empty()
    shown = [
        effect.event["message"].get("text", "")
        for effect in person.chat.effects
        if effect.number > before and effect.event["event"] in {"message", "edited"}
    ]
    return Answer(as_read((answer or {}).get("text") or ""), as_read(shown[-1]) if shown else "")


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
        "UPDATE info_pages SET audience = 'ru', latitude = 43.7, longitude = 11.2 WHERE position = 0",
    )


async def plausible(stage: Stage) -> list[tuple[Button, Sequence[str]]]:
    """Every button with plausible values, and what becomes of it when it is pressed by: a stranger, somebody whose
    registration waits, an Italian delegate, an Italian organiser, an organiser by number who is no delegate.
    """
    moda, energia = await number(stage, "sessions", "moda"), await number(stage, "sessions", "energia")
    plenary, corti = await number(stage, "sessions", "plenary"), await number(stage, "sessions", "corti")
    malo = await number(stage, "sessions", "malo")
    briefing = await number(stage, "sessions", "briefing-ru")
    foreign = await stage.value(f"SELECT min(id) FROM projects WHERE session_id = {moda}")
    own = await stage.value(f"SELECT min(id) FROM projects WHERE session_id = {energia}")
    page = await stage.value("SELECT id FROM info_pages WHERE position = 0")
    other_page = await stage.value("SELECT id FROM info_pages WHERE position = 1")
    stop = await stage.value(f"SELECT min(position) FROM stops WHERE session_id = {corti} AND latitude > 0")
    own_stop = await stage.value(f"SELECT min(position) FROM stops WHERE session_id = {malo} AND latitude > 0")
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
        (ChooseDelegation("it"), known),
        (Submit(), known),
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
        (Pin("b", malo, own_stop), member),
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
    unanswered = []
    for data in FORGED:
        answer = await pressing(stage, giulia, data)
        if not (answer.toast or answer.text):
            unanswered.append(data)
    assert unanswered == []
    await nothing_failed(stage)
    assert await stage.count("seats") == seats
    await giulia.send("/agenda")
    assert (await giulia.screen()).text.startswith("La mia agenda")


TYPED = ["/start \x00", "/start\nAAA", "/start " + "я" * 4000, "/", "/ x", "/start@somebody_bot AAA", "\u202e" * 9]


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
        await change(stage, "UPDATE delegates SET invitation = 'X1', invitation_digest = 'X1' WHERE code = 'd01'")
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
    await change(stage, f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({moda}, {late}, 'waiting')")
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
