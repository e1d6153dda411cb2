"""The screens and notices of meetings: what stands first, what passing words say, and that all of it always fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forum.desk import refusal
from forum.meetings import STATES, Choice, Contacts, Prospect, Sight, Told
from forum.meetings.free import Hall
from forum.meetings.slots import Slot
from handlers.present import vcard
from handlers.screens import meeting_asking, meeting_notices, meeting_steps, meetings
from handlers.screens.meeting import meeting as meeting_screen
from handlers.screens.meeting_asking import Chosen
from handlers.screens.meeting_lines import on_days, said
from handlers.screens.meetings import Own
from handlers.screens.people import Seeker
from handlers.screens.screen import LONGEST_LABEL, LONGEST_TEXT, LONGEST_TOAST, Contact, Screen, length
from locales import LANGUAGES, Words
from locales.tags import without_tags
from storage.meeting_looks import Topic
from storage.meeting_records import Act, Report, Seen
from storage.records import Delegate
from tests.support.agendas import DAY, meeting
from tests.support.screens import as_read as unbroken

LONG = "Ж<" * 300
SUBJECT = "&" * 300
SLOTS = [DAY + timedelta(minutes=5 * number) for number in range(100)]
LONGEST: dict[str, Any] = {
    **dict.fromkeys(
        (
            *("side_name", "side_name_other", "partner_name", "partner_name_other", "place_it", "place_ru"),
            *(
                "side_organisation",
                "side_organisation_other",
                "partner_organisation",
                "project_it",
                "project_ru",
            ),
            *("partner_organisation_other", "interpreter_name", "interpreter_name_other"),
        ),
        LONG,
    ),
    "reason": SUBJECT,
    "subject": SUBJECT,
    "side_languages": ("it", "en", "fr", "de", "es", "pt", "zh", "ja") * 9,
    "lapses_at": DAY,
}


def as_read(text: str) -> str:
    """What a person reads of markup."""
    return unbroken(without_tags(text))


def words(language: str) -> Words:
    return Words(language, ZoneInfo("Europe/Rome"), date(2018, 11, 29))


def person(number: int) -> Delegate:
    texts = dict.fromkeys(Delegate.__match_args__, LONG)
    given: dict[str, Any] = {
        "id": number,
        "languages": (),
        "removed_at": None,
        "role": "delegate",
        "phone": "+39 1",
    }
    return Delegate(**{**texts, **given})


def hall(scheduling: str = "both") -> Hall:
    slots = [Slot(time, time + timedelta(minutes=5), 90) for time in SLOTS]
    return Hall(slots, (1, 2), 9, interpreters=[11], scheduling=scheduling)


def shapes() -> Iterator[Seen]:
    """Meetings in every state, with and without a time, with and without a project, whoever's answer is awaited."""
    for state in STATES:
        for awaited in (None, 1, 2):
            for project in (None, 5):
                one = meeting(1, 0, 20, state=state, awaits_id=awaited, project_id=project, **LONGEST)
                yield replace(one, times=tuple(SLOTS[:3]))
                if state not in {"held", "missed"}:
                    yield replace(one, starts=None, ends=None, table_number=None, times=())  # type: ignore[arg-type]


def sights() -> Iterator[Sight]:
    report = Report(1, 2, held=True, result="protocol", rating=5, exchanged=True)
    for one in shapes():
        for now in (DAY - timedelta(minutes=10), DAY + timedelta(minutes=10), DAY + timedelta(days=1)):
            yield Sight(
                one,
                interpreting=False,
                now=now,
                hall=hall(),
                competing=[one] * 9,
                report=report,
                last=Act("cancelled", 1, 1, "self"),
            )
            yield Sight(one, interpreting=True, now=now)


def screens(language: str) -> Iterator[Screen]:
    """Every screen of a meeting, with the longest that anything can be."""
    reader, acting = words(language), Seeker(person(1))
    for one in sights():
        yield meeting_screen(reader, acting, one)
    for one in (Sight(shape, interpreting=False, now=DAY) for shape in shapes()):
        yield meeting_steps.confirm_decline(reader, acting, one)
        yield meeting_steps.confirm_cancel(reader, acting, one)
        yield meeting_steps.confirm_withdraw(reader, acting, one)
        yield meeting_steps.confirm_cannot(reader, acting, one)
    agreed = next(one for one in sights() if one.meeting.state == "agreed")
    for asked in ("held", "result", "rating", "exchanged", "all"):
        yield meeting_steps.report(reader, acting, agreed, asked)
    for page in (0, 5, 99):
        yield meeting_asking.propose_times(reader, acting, agreed, hall(), Chosen(tuple(SLOTS[:3]), page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_of_a_meeting_fits(language: str) -> None:
    for screen in screens(language):
        check(screen)


def check(screen: Screen) -> None:
    assert 0 < length(screen.text) <= LONGEST_TEXT
    keys = [key for row in screen.rows for key in row]
    assert len(keys) <= 100
    for key in keys:
        assert len(key.label) <= LONGEST_LABEL
        assert key.button is None or key.button.pack(fresh=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheduling", ["instant", "planned", "both"])
def test_every_screen_of_a_request_fits(language: str, scheduling: str) -> None:
    reader, acting = words(language), Seeker(person(1))
    topics = [Topic(number, LONG, LONG) for number in range(6)]
    found = Prospect(person(1), person(2), hall(scheduling), topics)
    for page in (0, 5, 99):
        check(meeting_asking.choose_times(reader, acting, found, Chosen(tuple(SLOTS[:3]), page)))
    check(meeting_asking.choose_subject(reader, acting, found, tuple(SLOTS[:3])))
    check(meeting_steps.contact(reader, acting, 1, Contacts(person(2), shares=True, partner_shares=True)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_fits(language: str) -> None:
    reader, acting, found = words(language), Seeker(person(1)), list(shapes())
    own = Own(found, found, DAY, role="interpreter", heads=True)
    check(meetings.overview(reader, acting, own))
    for section in ("to_answer", "awaiting", "agreed", "unplaced", "to_report", "closed"):
        for page in (0, 1, 99):
            check(meetings.listing(reader, acting, own, section, page))
    check(meetings.delegation(reader, [person(number) for number in range(20)], 1))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(meeting_notices.KINDS))
def test_every_notice_fits(language: str, kind: str) -> None:
    numbers = {"meeting": 1, "revision": 2, "side": 2, "acting": 2, "minutes": 5, "late": 1, "table": 17}
    facts = {**numbers, "left": True, "by": LONG, "by_other": LONG, "by_delegation": "it"}
    before = {"starts": DAY.isoformat(), "ends": (DAY + timedelta(minutes=20)).isoformat()}
    for one in shapes():
        for was in ({"starts": None, "ends": None}, before):
            told = Told({**facts, **was}, one, rivals=21, whenever=not one.times)
            check(meeting_notices.render(kind, told, words(language)))


@pytest.mark.parametrize(
    ("kind", "language", "begins"),
    [
        ("meeting_agreed", "it", "Incontro confermato: 09:00, tavolo 17"),
        ("meeting_agreed", "ru", "Встреча подтверждена: 09:00, стол 17"),
        ("meeting_moved", "it", "Incontro spostato: 09:00, tavolo 17"),
        ("meeting_moved", "ru", "Встреча перенесена: 09:00, стол 17"),
        ("interpreter_assigned", "it", "Incontro da interpretare: 09:00, tavolo 1"),
        ("interpreter_assigned", "ru", "Назначен перевод: 09:00, стол 17"),
        ("interpreter_moved", "ru", "Перевод перенесён: 09:00, стол 17"),
        ("meeting_no_interpreter", "it", "Manca un interprete: 09:00, tavolo 17"),
        ("meeting_table", "it", "Nuovo tavolo: 17, ore 09:00"),
    ],
)
def test_the_point_stands_first(kind: str, language: str, begins: str) -> None:
    facts = {"meeting": 1, "revision": 2, "side": 2}
    screen = meeting_notices.render(kind, Told(facts, meeting(1, 0, 20)), words(language))
    assert as_read(screen.text).splitlines()[0][: max(40, len(begins))].startswith(begins)


def test_a_head_is_told_for_whom_and_a_side_who_acted() -> None:
    facts = {"meeting": 1, "revision": 2, "side": 2}
    one = meeting(1, 0, 20)

    def lines(**more: object) -> list[str]:
        screen = meeting_notices.render("meeting_agreed", Told({**facts, **more}, one), words("it"))
        return as_read(screen.text).splitlines()

    def last(**more: object) -> str:
        return lines(**more)[-1]

    assert lines(acting=2)[1] == "Per conto di: Aleksei Shcherbakov"
    assert last(by="Наталья Королёва", by_other="Natalia Koroleva", by_delegation="ru") == (
        "Ha agito per Lei: Natalia Koroleva"
    )
    assert last(by="", by_other="", by_delegation="") == "Hanno agito per Lei gli organizzatori."


def test_times_of_several_days_are_told_day_by_day() -> None:
    times = [
        datetime(2018, 11, day, 12, minute).astimezone(ZoneInfo("Europe/Rome"))
        for day in (30, 29)
        for minute in (0, 20)
    ]
    assert [as_read(line).split(": ")[0] for line in on_days(words("ru"), times)] == [
        "🕘 Сегодня, 29 ноября",
        "🕘 Завтра, 30 ноября",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_names_the_next_free_times_and_fits(language: str) -> None:
    free = " ".join(time.isoformat() for time in SLOTS if time != SLOTS[9])
    for word in ("no_interpreter", "tables_full", "not_free_you", "not_free_partner"):
        told = said(words(language), refusal(word, at=SLOTS[9].isoformat(), free=free))
        assert len(told) <= LONGEST_TOAST
        assert told.endswith("09:50, 09:55, 10:00, 10:05, 10:10, 10:15")
        alone = said(words(language), refusal(word, at=SLOTS[9].isoformat(), free=""))
        assert alone.endswith(
            {"it": "Non ci sono altri orari liberi.", "ru": "Другого свободного времени нет."}[language]
        )


def test_a_free_time_of_another_day_has_its_day() -> None:
    free = f"{SLOTS[0].isoformat()} {(SLOTS[0] + timedelta(days=1)).isoformat()}"
    told = said(words("it"), refusal("no_interpreter", at=SLOTS[1].isoformat(), free=free))
    assert (
        as_read(told)
        == "Nessun interprete libero alle 09:05. Orari liberi: Gio 29 nov, 09:00, Ven 30 nov, 09:00"
    )


def test_whoever_wrote_in_the_other_language_is_marked() -> None:
    mine = Sight(
        meeting(1, 0, 20, state="asked", subject="Filati", inviter_id=2, invitee_id=1, awaits_id=1),
        interpreting=False,
        now=DAY,
    )
    theirs = replace(mine, meeting=replace(mine.meeting, inviter_id=1, invitee_id=2))
    italian, russian = words("it"), words("ru")
    shown = [
        as_read(meeting_screen(reader, Seeker(), one).text)
        for reader, one in ((russian, mine), (russian, theirs))
    ]
    assert ["Тема\nFilati" in text for text in shown] == [True, False]
    assert "Тема (пишет по-итальянски)\nFilati" in shown[1]
    assert "Argomento\nFilati" in as_read(meeting_screen(italian, Seeker(), theirs).text)


def test_what_stands_in_the_way_has_no_key() -> None:
    asked = meeting(1, 0, 20, state="asked", awaits_id=2, times=tuple(SLOTS[:2]))

    class Taken(Hall):
        def choices(self) -> list[Choice]:
            return [Choice(SLOTS[1], SLOTS[2], "tables_full")]

    seen = Sight(asked, interpreting=False, now=DAY - timedelta(days=1), hall=Taken((), (2, 1), 1))
    screen = meeting_screen(words("it"), Seeker(), seen)
    text = as_read(screen.text)
    assert "⚠️ oggi, 29 novembre, 09:00: orario non più disponibile" in text
    assert "⚠️ oggi, 29 novembre, 09:05: nessun tavolo libero" in text
    assert not any("Accetta" in key.label for row in screen.rows for key in row)


def test_a_contact_cannot_break_out_of_its_card() -> None:
    card = vcard(Contact("Rossi; Marco\nTEL:+39 666", "+39 1", "A, B \\ C", ""))
    assert card.split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Rossi\\; Marco TEL:+39 666",
        "ORG:A\\, B \\\\ C",
        "TEL:+39 1",
        "END:VCARD",
    ]
