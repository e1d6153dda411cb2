"""Who may press what; forged buttons and strange texts get a clear answer."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handlers.buttons import (
    BUTTONS,
    Accept,
    AcceptPlan,
    AddSession,
    Agree,
    AgreeUnlisted,
    Aim,
    AnswerNew,
    AnswerQuestion,
    AskForReading,
    AskInvitation,
    AskMeeting,
    AskNew,
    AskOrganisers,
    AssignInterpreter,
    AttachFile,
    Attend,
    BeginPlanning,
    BeginReturn,
    Board,
    Button,
    CallMissing,
    CancelMeeting,
    Cannot,
    CheckIn,
    ChooseAmong,
    ChooseAudience,
    ChooseDelegation,
    ChooseInterpreter,
    ChooseSubject,
    CorrectAnnouncement,
    Decide,
    Decline,
    Delay,
    DelayFrom,
    DeleteMe,
    DeletePapers,
    DemandPapers,
    DetachFile,
    DiscardAnnouncement,
    DiscardPlan,
    DiscardWorkbook,
    Dismiss,
    EditDelegate,
    EditSession,
    ExportWorkbook,
    ForgoInterpreter,
    Home,
    Join,
    Leave,
    LetGoQuestion,
    MarkAboard,
    MarkRead,
    MoveSession,
    NewAnnouncement,
    NewInvitation,
    NewSession,
    NowAndNext,
    Organise,
    Pin,
    PreviewAnnouncement,
    PrintAgenda,
    PrintAgendas,
    PrintBadge,
    PrintBadges,
    PrintBus,
    PrintCards,
    PrintHall,
    PrintOwnAgenda,
    Programme,
    ProposeTimes,
    PutAside,
    Registering,
    Release,
    ReleaseWorkbook,
    RemindOfPapers,
    Remove,
    RemoveDelegate,
    ReportMeeting,
    RestoreDelegate,
    ResumeAnnouncement,
    RetryNotice,
    SayLate,
    ScheduleAnnouncement,
    SendAnnouncement,
    SendCalendar,
    SendChart,
    SendCorrection,
    SendFigures,
    SendGateList,
    SendHall,
    SendInvitation,
    SendMyData,
    SendPhone,
    SendReport,
    SendRequest,
    SendTemplate,
    SendTimes,
    SetCancelled,
    SetCapacity,
    SetDelegate,
    SetEnd,
    SetLanguage,
    SetPlace,
    SetReminders,
    SetStop,
    SetTitle,
    SetVisibility,
    ShareContacts,
    ShowAgenda,
    ShowAnnouncement,
    ShowAnnouncements,
    ShowApplications,
    ShowBadge,
    ShowCancelled,
    ShowChange,
    ShowChanges,
    ShowConsent,
    ShowContact,
    ShowCrowded,
    ShowDelays,
    ShowDelegate,
    ShowDelegates,
    ShowDelegation,
    ShowFailure,
    ShowFailures,
    ShowFigures,
    ShowGate,
    ShowGuide,
    ShowHelp,
    ShowInfo,
    ShowInfoPage,
    ShowMeeting,
    ShowMeetings,
    ShowMissed,
    ShowMissing,
    ShowMoves,
    ShowNotPlaced,
    ShowPapers,
    ShowPassengers,
    ShowPeople,
    ShowPerson,
    ShowPlanning,
    ShowPrinting,
    ShowPrivacy,
    ShowProject,
    ShowProjects,
    ShowQuestion,
    ShowQuestions,
    ShowReach,
    ShowRecord,
    ShowReport,
    ShowRoll,
    ShowSession,
    ShowSettings,
    ShowStops,
    ShowTables,
    ShowTold,
    ShowUninterpreted,
    ShowUnplaced,
    ShowUnreached,
    ShowUnread,
    ShowVisits,
    ShowWorkbook,
    Speak,
    StopAnnouncement,
    StopPlanning,
    Submit,
    TakeBackAnnouncement,
    TakeQuestion,
    TypePaper,
    UndoStep,
    UnscheduleAnnouncement,
    Withdraw,
    WriteAnnouncement,
    WriteCapacity,
    WritePlace,
    WriteTitle,
)
from tests.support.hostile import (
    an_applicant,
    an_organiser_by_number,
    change,
    nothing_failed,
    number,
    pressing,
)
from tests.support.stage import BARDAZZI, LOMBARDI, Stage


async def make_foreign(stage: Stage) -> None:
    """A table, a visit and a page of information become the Russian delegation's own, and somebody hides."""
    await change(
        stage,
        "UPDATE sessions SET audience = 'ru' WHERE code IN ('moda', 'corti')",
        "UPDATE sessions SET audience = 'all' WHERE code = 'nuovo-pignone'",
        "UPDATE info_pages SET audience = 'ru', latitude = 43.7, longitude = 11.2 "
        "WHERE code = (SELECT min(code) FROM info_pages WHERE audience = 'all')",
        "UPDATE delegates SET visibility = 'nobody' WHERE code = 'd39'",
    )


async def plausible(stage: Stage) -> list[tuple[Button, Sequence[str]]]:
    """Every button with plausible values, and what becomes of it when pressed by: a stranger, somebody
    whose registration waits, an Italian delegate, an Italian organiser, an organiser by number who is no delegate.
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
    visible, hidden = await number(stage, "delegates", "d38"), await number(stage, "delegates", "d39")
    anyone = ("yes",) * 5
    known = ("arrive", "yes", "yes", "yes", "yes")
    member = ("arrive", "arrive", "yes", "yes", "yes")
    delegate = ("arrive", "arrive", "yes", "yes", "arrive")
    organiser = ("arrive", "arrive", "organisers", "yes", "yes")
    not_ours = ("arrive", "arrive", "gone", "gone", "yes")
    not_ours_to_join = ("arrive", "arrive", "gone", "gone", "arrive")
    ours_to_run = ("arrive", "arrive", "gone", "yes", "yes")
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
        (ShowSession(moda, "t"), ours_to_run),
        (ShowSession(briefing), ours_to_run),
        (ShowProjects(moda, "t"), ours_to_run),
        (ShowProject(foreign, "t"), ours_to_run),
        *of_meetings(visible, hidden, member=member, delegate=delegate),
        (ShowPeople(), member),
        (ShowPeople("s"), member),
        (ShowPeople("t", str(energia)), member),
        (ShowPerson(visible), member),
        (ShowPerson(hidden), ("arrive", "arrive", "gone", "yes", "yes")),
        (ShowInfoPage(page), not_ours),
        (Pin("s", moda), ours_to_run),
        (Pin("b", corti, stop), ("arrive", "arrive", "gone", "yes", "yes")),
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
        (AskOrganisers(), delegate),
        (SendPhone(page), ("arrive", "arrive", "gone", "gone", "gone")),
        (ShowQuestion(999), member),
        *((button, organiser) for button in of_the_desk(visible)),
        *((button, organiser) for button in of_the_workbook()),
        *((button, organiser) for button in of_what_is_open(energia)),
        *of_visits(corti, await number(stage, "delegates", "g02"), delegate=delegate),
        *((button, organiser) for button in of_changes(moda)),
        # Nothing was begun that could be added, nothing done that could be undone.
        (AddSession("00000000"), ("arrive", "arrive", "organisers", "gone", "gone")),
        (UndoStep(0), ("arrive", "arrive", "organisers", "gone", "gone")),
        (ShowBadge(), delegate),
        (PrintOwnAgenda(), delegate),
        *((button, organiser) for button in of_figures_and_paper()),
        *((button, organiser) for button in of_planning()),
        (Board("0" * 24, corti, "out", aboard=True), ("arrive", "arrive", "leading", "yes", "yes")),
        *((button, organiser) for button in of_delegates(visible)),
        *((button, organiser) for button in of_announcements()),
        (MarkRead(999), ("arrive", "arrive", "gone", "yes", "yes")),
        (ShowPrivacy(), known),
        (SendMyData(), known),
        (DeleteMe(), anyone),
        # After this one they are nobody any more.
        (DeleteMe(sure=True), anyone),
        # And after this one a stranger has no message of the bot left.
        (Remove(), anyone),
    ]


def of_the_desk(person: int) -> list[Button]:
    """The buttons by which questions are answered and the fate of notices is looked after; 999 is no notice."""
    return [
        ShowQuestions(),
        AnswerQuestion(999),
        TakeQuestion(999),
        LetGoQuestion(999),
        ShowReach(),
        ShowUnreached(),
        ShowFailures(),
        ShowFailure(999),
        RetryNotice(999),
        PutAside(999),
        ShowTold(person),
    ]


def of_the_workbook() -> list[Button]:
    """The buttons by which the forum is sent as a workbook, and got back; 999 was never sent."""
    return [
        ShowWorkbook(),
        ExportWorkbook(),
        SendTemplate(),
        ReleaseWorkbook(999, "zzzzzzzz"),
        DiscardWorkbook(999),
    ]


def of_announcements() -> list[Button]:
    """The buttons by which organisers announce; 999 is nobody's draft, and never went out."""
    return [
        ShowAnnouncements(),
        NewAnnouncement(),
        ShowAnnouncement(999),
        WriteAnnouncement(999, "it"),
        AttachFile(999),
        DetachFile(999),
        AskForReading(999, asked=True),
        ChooseAudience(999),
        ChooseAmong(999, "role"),
        Aim(999, "role", "guide", wanted=True),
        PreviewAnnouncement(999),
        SendAnnouncement(999, 0),
        SendAnnouncement(999, 0, sure=True),
        ScheduleAnnouncement(999, 0),
        UnscheduleAnnouncement(999, to_change=True),
        DiscardAnnouncement(999),
        DiscardAnnouncement(999, sure=True),
        StopAnnouncement(999),
        StopAnnouncement(999, live=True),
        ResumeAnnouncement(999),
        ResumeAnnouncement(999, sure=True),
        CorrectAnnouncement(999),
        SendCorrection(999, 0),
        TakeBackAnnouncement(999),
        TakeBackAnnouncement(999, sure=True),
        ShowMissed(999),
        ShowUnread(999),
    ]


def of_figures_and_paper() -> list[Button]:
    """The buttons of figures and of files to print; most name nothing there is, so that nothing is drawn."""
    return [
        ShowFigures(),
        ShowFigures("tables"),
        SendChart("x"),
        SendFigures(),
        ShowReport(),
        SendReport(),
        ShowPrinting(),
        ShowPrinting("hall"),
        PrintBadges("x"),
        PrintBadge(999),
        PrintCards("named"),
        PrintAgendas("x"),
        PrintAgenda(999),
        PrintHall("x"),
    ]


def of_planning() -> list[Button]:
    """The buttons by which the Meeting Point is planned; there is no run 999, and nothing to plan."""
    return [
        ShowPlanning(),
        BeginPlanning("open"),
        BeginPlanning("x", fresh=False),
        StopPlanning(999),
        AcceptPlan(999),
        AcceptPlan(999, sure=True, rest=True),
        DiscardPlan(999),
        ShowNotPlaced(999),
        ShowMoves(999, keep=999),
        SendHall(999),
    ]


def of_delegates(person: int) -> list[Button]:
    """The buttons of the desk for delegates; in the end everything is as it was."""
    return [
        ShowDelegates(),
        ShowDelegates("a"),
        ShowDelegates("r"),
        ShowDelegate(person),
        EditDelegate(person),
        EditDelegate(person, "name"),
        SetDelegate(person, "kind", "bank"),
        SendInvitation(person),
        NewInvitation(person),
        NewInvitation(person, sure=True),
        CheckIn(person, present=True),
        CheckIn(person, present=False, scanned=True),
        RemoveDelegate(person),
        RemoveDelegate(person, sure=True),
        RestoreDelegate(person),
        ShowApplications(),
    ]


def of_what_is_open(session: int) -> list[Button]:
    """The buttons by which what is open is looked at, and meetings get interpreters; 999 is no meeting."""
    return [
        ShowRecord(),
        ShowRecord("s", session),
        ShowCrowded(),
        ShowUnplaced(),
        ShowUninterpreted(),
        ChooseInterpreter(999),
        AssignInterpreter(999, 1, 1),
        ForgoInterpreter(999, 1),
        ForgoInterpreter(999, 1, sure=True),
    ]


def of_changes(session: int) -> list[Button]:
    """The buttons by which the programme is changed, and others told."""
    shown = "00000000"
    return [
        Organise(),
        ShowChanges(),
        ShowChange(session),
        Release(shown),
        Release(shown, sure=True),
        Dismiss(shown),
        Dismiss(shown, sure=True),
        ShowCancelled(),
        EditSession(session),
        MoveSession(session, shown),
        MoveSession(session, shown, 25_724_700, sure=True),
        WritePlace(session, shown),
        SetPlace(session, shown, sure=True),
        WriteCapacity(session, shown),
        SetCapacity(session, shown, 7, sure=True),
        SetCancelled(session, shown, cancelled=True, sure=True),
        *of_the_live_programme(session, shown),
    ]


def of_the_live_programme(session: int, shown: str) -> list[Button]:
    """The buttons by which many sessions are delayed, one is added, and what was just done is undone."""
    return [
        WriteTitle(session, shown),
        SetTitle(session, shown, sure=True),
        SetEnd(session, shown),
        SetEnd(session, shown, 25_724_700, sure=True),
        ShowStops(session),
        SetStop(session, shown, 1),
        SetStop(session, shown, 1, 25_724_700, sure=True),
        ShowDelays(),
        DelayFrom(session),
        Delay(session),
        Delay(0, shown, 15, sure=True),
        NewSession(),
        NewSession("social"),
        AskNew(),
        AskNew("times"),
        AnswerNew("audience", "all"),
    ]


def of_visits(session: int, guide: int, *, delegate: Sequence[str]) -> list[tuple[Button, Sequence[str]]]:
    """The same for the buttons of a visit: those who lead it may press them."""
    leading = ("arrive", "arrive", "leading", "yes", "yes")
    return [
        (ShowGuide(session, guide), ("arrive", "arrive", "gone", "yes", "yes")),
        (ShowPapers(session), delegate),
        (TypePaper(session, "name"), delegate),
        (DeletePapers(session), delegate),
        (DeletePapers(session, sure=True), delegate),
        *(
            (button, leading)
            for button in (
                ShowPassengers(session),
                ShowRoll(session),
                MarkAboard(session, "out", 1, aboard=True),
                ShowMissing(session, "out"),
                CallMissing(session, "out", "1"),
                BeginReturn(session),
                ShowGate(session),
                DemandPapers(session, demanded=True),
                RemindOfPapers(session),
                SendGateList(session),
                PrintBus(session),
                DemandPapers(session, demanded=False),
            )
        ),
    ]


def of_meetings(
    visible: int, hidden: int, *, member: Sequence[str], delegate: Sequence[str]
) -> list[tuple[Button, Sequence[str]]]:
    """The same for the buttons of meetings; the meeting 999 is nobody's."""
    nobodys = ("arrive", "arrive", "gone", "gone", "gone")
    return [
        (ShowMeetings(), member),
        (ShowMeetings("agreed"), member),
        (AskMeeting(visible), member),
        (AskMeeting(hidden), ("arrive", "arrive", "gone", "yes", "yes")),
        (ChooseSubject(visible), member),
        (SendRequest(hidden), ("arrive", "arrive", "gone", "yes", "yes")),
        (ShowDelegation(), delegate),
        (ShareContacts(shared=False), delegate),
        (Cannot(999, 1), ("arrive", "arrive", "gone", "gone", "arrive")),
        *(
            (button, nobodys)
            for button in (
                ShowMeeting(999),
                ShowContact(999),
                Accept(999, 1),
                Decline(999, 1),
                Decline(999, 1, sure=True),
                ProposeTimes(999, 1),
                SendTimes(999, 1, "ff0bk"),
                Withdraw(999, 1),
                Withdraw(999, 1, sure=True),
                CancelMeeting(999, 1),
                CancelMeeting(999, 1, sure=True),
                SayLate(999, 5),
                ReportMeeting(999),
                ReportMeeting(999, "held", "1"),
            )
        ),
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
    assert {type(button) for button, _ in table} | {Agree, AgreeUnlisted} == set(BUTTONS.values())
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
async def test_whatever_a_person_types_is_answered(stage: Stage, known: bool) -> None:  # noqa: FBT001 -- drawn
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
