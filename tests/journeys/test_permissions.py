"""The matrix of permissions: what each sort of person may do with every command, every button and inline mode.

The buttons' own table stands in `test_hostile.plausible`, where every button there is has its row; strangers,
applicants, delegates and organisers are tried there. Here are heads, guides and interpreters, who may what delegates
may, but that a guide leads visits and a head acts for others.
"""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from collections.abc import Mapping

import pytest

from handlers.buttons import (
    BUTTONS,
    Accept,
    AskMeeting,
    Button,
    CancelMeeting,
    ChooseSubject,
    Decline,
    Pin,
    ProposeTimes,
    ReportMeeting,
    SayLate,
    SendRequest,
    SendTimes,
    ShowContact,
    ShowGuide,
    ShowMeeting,
    ShowMeetings,
    ShowPeople,
    ShowPerson,
    Withdraw,
)
from handlers.routes import COMMANDS
from tests.journeys.test_hostile import make_foreign, plausible
from tests.support.hostile import (
    Answer,
    an_applicant,
    an_organiser_by_number,
    change,
    nothing_failed,
    number,
    pressing,
    said,
)
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, Stage

GHERARDINI, BELLINI, GALLI = "IT-GHERARDINI-7M3D", "IT-BELLINI-8T3C", "IT-GALLI-5V8B"
INVITATIONS = {
    "delegate": BARDAZZI,
    "head": GHERARDINI,
    "guide": BELLINI,
    "interpreter": GALLI,
    "organiser": LOMBARDI,
}

PEOPLE = (
    "stranger",
    "applicant",
    "delegate",
    "head",
    "guide",
    "interpreter",
    "organiser",
    "by number",
)
"""Everybody there is; 'by number' is an organiser named to the process who is no delegate."""

ALLOWED: Mapping[str, str] = {
    #  stranger, applicant, delegate, head, guide, interpreter, organiser, organiser by number
    "programme": "- - + + + + + +",
    "tables": "- - + + + + + +",
    "people": "- - + + + + + +",
    "meetings": "- - + + + + + +",
    "agenda": "- - + + + + + -",
    "visits": "- - + + + + + +",
    "info": "- - + + + + + +",
    "settings": "- - + + + + + +",
    "help": "+ + + + + + + +",
    "organise": "- - x x x x + +",
    "": "- - + + + + + +",
}
"""Who may use a command, and inline mode (""): "+" may, "-" is shown the way in, "x" hears that it is not theirs."""

SIGNS = {"yes": "+", "arrive": "-", "organisers": "x"}


async def somebody(stage: Stage, who: str) -> Person:
    match who:
        case "stranger":
            person = stage.server.person("Stranger", language_code="it")
            await person.send("/start")
            await person.screen()
            return person
        case "applicant":
            return await an_applicant(stage)
        case "by number":
            return await an_organiser_by_number(stage)
    return await stage.arrive(INVITATIONS[who], "it")


async def command(person: Person, name: str) -> str:
    """What becomes of a command: its screen, or the word above another one."""
    await person.send(f"/{name}")
    text = (await person.screen(20)).text
    above = next((key for key in ("first_arrive", "not_yours") if text.startswith(said(key))), "")
    return SIGNS[Answer(said(above) if above else "", "").verdict]


async def inline(person: Person) -> str:
    """Whether inline mode finds anybody; whoever finds nobody is shown the way in."""
    answer = await person.inline("Щербаков")
    assert bool(answer.results) == (answer.button is None)
    return "+" if answer.results else "-"


def test_every_command_stands_in_the_table() -> None:
    assert set(ALLOWED) == {*COMMANDS, ""}
    assert {len(row.split()) for row in ALLOWED.values()} == {len(PEOPLE)}


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_use_which_command(stage: Stage, who: str) -> None:
    person = await somebody(stage, who)
    found = {name: await command(person, name) for name in COMMANDS} | {"": await inline(person)}
    assert found == {name: row.split()[PEOPLE.index(who)] for name, row in ALLOWED.items()}
    await nothing_failed(stage)


async def as_a_delegate_but(stage: Stage, who: str) -> dict[str, str]:
    """What becomes of every button: as with a delegate, but a guide leads the visit to Corti and sees all of it."""
    corti = await number(stage, "sessions", "corti")
    table = await plausible(stage)
    led = {
        repr(button): "yes"
        for button, verdicts in table
        if verdicts[2] == "leading"
        or (isinstance(button, ShowGuide) and button.session == corti)
        or (isinstance(button, Pin) and (button.of, button.id) == ("b", corti))
    }
    return {repr(button): verdicts[2] for button, verdicts in table} | (led if who == "guide" else {})


@pytest.mark.parametrize("who", ["head", "guide", "interpreter"])
async def test_who_may_press_what(stage: Stage, who: str) -> None:
    await make_foreign(stage)
    person = await somebody(stage, who)
    expected = await as_a_delegate_but(stage, who)
    found = {
        repr(button): (await pressing(stage, person, button)).verdict for button, _ in await plausible(stage)
    }
    assert found == expected
    await nothing_failed(stage)


ACTING: Mapping[str, tuple[bool, bool]] = {
    # for somebody of the head's delegation, for anybody else
    "stranger": (False, False),
    "applicant": (False, False),
    "delegate": (False, False),
    "head": (True, False),
    "guide": (False, False),
    "interpreter": (False, False),
    "organiser": (True, True),
    "by number": (True, True),
}
"""Who may act for others: heads for those whom the workbook names, organisers for all."""


def for_another(meeting: int, person: int, acting: int) -> list[Button]:
    """Every button by which one acts for another, without doing anything."""
    return [
        ShowPeople(acting=acting),
        ShowPerson(person, acting=acting),
        AskMeeting(person, acting=acting),
        ChooseSubject(person, acting=acting),
        SendRequest(person, "zzzzz", acting=acting),
        ShowMeetings(acting=acting),
        ShowMeeting(meeting, acting),
        ProposeTimes(meeting, 1, acting=acting),
        SendTimes(meeting, 1, "zzzzz", acting),
        Accept(meeting, 99, acting=acting),
        Decline(meeting, 1, acting=acting),
        Withdraw(meeting, 1, acting=acting),
        CancelMeeting(meeting, 1, acting=acting),
        SayLate(meeting, 5, acting),
        ReportMeeting(meeting, acting=acting),
        ShowContact(meeting, acting),
    ]


async def a_meeting(stage: Stage, one: int, other: int) -> int:
    """One has asked the other for a meeting; its number."""
    await change(
        stage,
        "INSERT INTO meetings (inviter_id, invitee_id, state, awaits_id, interpreted, asked_at) "
        f"VALUES ({one}, {other}, 'asked', {other}, 1, '2018-11-29T07:00:00.000+00:00')",
    )
    return await stage.value("SELECT max(id) FROM meetings")


@pytest.mark.parametrize("who", PEOPLE)
async def test_who_may_act_for_whom(stage: Stage, who: str) -> None:
    person = await somebody(stage, who)
    theirs, others = await number(stage, "delegates", "d05"), await number(stage, "delegates", "d24")
    asked, whom = await number(stage, "delegates", "d25"), await number(stage, "delegates", "d26")
    for acting, allowed in zip((theirs, others), ACTING[who], strict=True):
        buttons = for_another(await a_meeting(stage, acting, asked), whom, acting)
        assert {type(button) for button in buttons} == {
            kind for kind in BUTTONS.values() if "acting" in kind.__match_args__
        }
        name = await stage.text(
            f"SELECT iif(delegation = 'it', name, name_other) FROM delegates WHERE id = {acting}"
        )
        found = {
            repr(button): (await pressing(stage, person, button)).text.startswith(
                f"Agisce per conto di: {name}\n"
            )
            for button in buttons
        }
        assert found == dict.fromkeys(found, allowed)
    assert await stage.value("SELECT count(*) FROM meetings WHERE state = 'asked' AND revision = 1") == 2
    assert await stage.count("deeds") == 0
    await nothing_failed(stage)
