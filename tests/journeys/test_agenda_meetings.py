"""Agreed meetings on the agenda, in the menu and in the phone's calendar: of those who meet, and who interprets."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from handlers.buttons import ShowAgenda, ShowMeeting, ShowMeetings, ShowSession
from tests.support.halls import Table
from tests.support.hostile import change, number
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import SHCHERBAKOV, Stage

ROSSI, GALLI = "IT-ROSSI-7K2M", "IT-GALLI-5V8B"
THURSDAY = "2018-11-29"


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{THURSDAY}T{clock}:00+01:00").astimezone(UTC)


class Hall:
    """Meetings at the sample's Meeting Point, agreed by delegates' codes; what is told of them is another story."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    def table(self) -> Table:
        return Table(self.stage.running.database, self.stage.clock.now())

    async def delegate(self, code: str) -> int:
        return await number(self.stage, "delegates", code)

    async def agreed(self, one: str, other: str, clock: str) -> int:
        meeting = await self.table.agreed(await self.delegate(one), await self.delegate(other), at(clock))
        await self.quiet()
        return meeting

    async def asked(self, one: str, other: str, *clocks: str) -> int:
        times = [at(clock) for clock in clocks]
        came = await self.table.ask(await self.delegate(one), await self.delegate(other), *times)
        await self.quiet()
        return int(came.facts["meeting"] or 0)

    async def moved(self, meeting: int, clock: str) -> None:
        sides = (await self.table.meeting(meeting)).sides
        assert (await self.table.propose(sides[0], meeting, at(clock))).word == "proposed"
        assert (await self.table.accept(sides[1], meeting, at(clock))).word == "agreed"
        await self.quiet()

    async def cancelled(self, meeting: int) -> None:
        sides = (await self.table.meeting(meeting)).sides
        assert (await self.table.cancel(sides[0], meeting)).word == "cancelled"
        await self.quiet()

    async def quiet(self) -> None:
        await change(self.stage, "DELETE FROM outbox")


async def agenda(person: Person, page: int = 0, day: str = THURSDAY) -> Screen:
    """A page of the agenda of a day."""
    await person.press_data(person.last, ShowAgenda(day, page).pack())
    return await person.screen()


def part(screen: Screen, begins: str) -> str:
    """The one paragraph that begins like this."""
    [found] = [one for one in screen.text.split("\n\n") if one.startswith(begins)]
    return found


async def test_a_meeting_stands_among_the_sessions_of_both_and_of_the_interpreter(stage: Stage) -> None:
    hall = Hall(stage)
    meeting = await hall.agreed("d05", "d23", "15:30")
    alexey, marco, sofia = [
        await stage.arrive(*who) for who in ((SHCHERBAKOV, "ru"), (ROSSI, "it"), (GALLI, "it"))
    ]
    shown = await agenda(alexey, 1)
    assert shown.text == (
        "Моя программа\nЧетверг, 29 ноября\n\n"
        "🕘 15:30–15:50 · Встреча: Марко Росси, Оффичине Мекканике Росси\n"
        "📍 Meeting Point, стол 1, Павильон Каванилья\nПереводчик: София Галли\n\n"
        "Без встреч 15:50–18:30\n\n"
        "Свободно 18:30–19:00\n\n"
        "🕘 19:00–21:00 · Вечерний приём\n📍 Палаццина Лоренезе\n\n"
        "🕘 21:15–21:40 · Возвращение в гостиницу\n📍 Фортецца-да-Бассо, вход с виале Строцци\n\n"
        "Время флорентийское."
    )
    assert shown.rows == [
        ["15:30 Марко Росси"],
        ["19:00 Вечерний приём"],
        ["21:15 Возвращение в гостиницу"],
        ["Пт, 30 нояб."],
        ["В календарь телефона", "Для печати"],
        ["◀ Предыдущие"],
        ["Меню"],
    ]
    assert shown.data("15:30 Марко Росси") == ShowMeeting(meeting).pack()
    assert (await agenda(alexey)).text.endswith(
        "🕘 14:30–18:30 · Meeting Point\n📍 Павильон Каванилья\n\nБез встреч 14:30–15:30\n\nВремя флорентийское."
    )

    shown = await agenda(marco)
    assert part(shown, "🕘 15:30") == (
        "🕘 15:30–15:50 · Incontro: Aleksei Shcherbakov, Volzhskie Stanki\n"
        "📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\nInterprete: Sofia Galli"
    )
    assert shown.data("15:30 Aleksei Shcherbakov") == ShowMeeting(meeting).pack()

    shown = await agenda(sofia)
    assert part(shown, "🕘 15:30") == (
        "🕘 15:30–15:50 · Interpretariato: Marco Rossi – Aleksei Shcherbakov\n"
        "📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\nLingue: italiano – russo"
    )
    assert shown.data("15:30 Marco Rossi – Aleksei Shcherbakov") == ShowMeeting(meeting).pack()
    await sofia.press("15:30 Marco Rossi – Aleksei Shcherbakov")
    assert "15:30–15:50" in (await sofia.screen()).text
    await agenda(alexey, 1)
    await alexey.press("15:30 Марко Росси")
    assert "15:30–15:50" in (await alexey.screen()).text


async def test_the_agenda_opens_where_one_is(stage: Stage) -> None:
    await Hall(stage).agreed("d05", "d23", "15:30")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await alexey.send("/agenda")
    assert (await alexey.screen()).has("07:30 Трансфер в Фортецца-да-Бассо")
    stage.clock.jump(at("14:31"))
    await alexey.send("/agenda")
    assert (await alexey.screen()).has("15:30 Марко Росси")
    stage.clock.jump(at("22:00"))
    await alexey.send("/agenda")
    assert (await alexey.screen()).has("07:30 Трансфер в Фортецца-да-Бассо")


async def test_what_is_not_settled_is_counted_below_with_the_ways_there(stage: Stage) -> None:
    hall = Hall(stage)
    for partner in ("d01", "d02"):
        await hall.asked(partner, "d23", "16:10")
    asked = await hall.asked("d03", "d23")
    alexey, paolo = await number(stage, "delegates", "d23"), await number(stage, "delegates", "d03")
    assert (await hall.table.accept(alexey, asked)).word == "accepted"
    await hall.quiet()
    person = await stage.arrive(SHCHERBAKOV, "ru")
    shown = await agenda(person)
    assert part(shown, "1 ") == (
        "1 принятая встреча пока без времени.\nЖдут Вашего ответа 2 предложения о встрече."
    )
    assert shown.data("Без времени (1)") == ShowMeetings("unplaced").pack()
    assert shown.data("Ответить (2)") == ShowMeetings("to_answer").pack()

    assert (await hall.table.propose(paolo, asked, at("15:10"))).word == "proposed"
    await hall.quiet()
    marco = await stage.arrive(ROSSI, "it")
    await hall.asked("d23", "d05", "17:30")
    shown = await agenda(marco)
    assert part(shown, "1 ") == "1 richiesta di incontro attende la Sua risposta."
    assert shown.data("Da valutare (1)") == ShowMeetings("to_answer").pack()
    assert "Ждут Вашего ответа 3 предложения о встрече." in (await agenda(person)).text
    await person.press("Без времени (1)")
    assert "Паоло Герардини" in (await person.screen()).text
    await agenda(person)
    await person.press("Ответить (3)")
    assert "Антонио Франческини" in (await person.screen()).text


async def test_what_is_joined_at_the_time_of_a_meeting_is_shown_first_and_marked_afterwards(
    stage: Stage,
) -> None:
    await change(
        stage,
        "UPDATE sessions SET starts = '2018-11-29T14:00:00.000+00:00', ends = '2018-11-29T15:00:00.000+00:00', "
        "capacity = NULL WHERE code = 'moda'",
    )
    await Hall(stage).agreed("d05", "d23", "15:30")
    alexey, marco, sofia = [
        await stage.arrive(*who) for who in ((SHCHERBAKOV, "ru"), (ROSSI, "it"), (GALLI, "it"))
    ]
    await alexey.send("/tables")
    await alexey.screen()
    await alexey.press("Мода")
    await alexey.screen()
    await alexey.press("Записаться")
    asked = await alexey.screen()
    assert "🕘 15:30–15:50 · Встреча: Марко Росси, Оффичине Мекканике Росси" in asked.text.splitlines()
    await alexey.press("Всё равно записаться")
    joined = await alexey.screen()
    assert part(joined, "⚠️") == (
        "⚠️ Пересекается по времени:\n🕘 15:30–15:50 · Встреча: Марко Росси, Оффичине Мекканике Росси"
    )
    lines = [line for page in (0, 1) for line in (await agenda(alexey, page)).text.splitlines()]
    assert "⚠️ Пересекается по времени: Встреча (Марко Росси)" in lines
    assert "⚠️ Пересекается по времени: Мода" in lines

    for person, clash in (
        (marco, "Incontro (Aleksei Shcherbakov)"),
        (sofia, "Interpretariato (15:30)"),
    ):
        moda = await number(stage, "sessions", "moda")
        await change(
            stage,
            "INSERT INTO seats (session_id, delegate_id, state) SELECT "
            f"{moda}, delegate_id, 'seated' FROM accounts WHERE user_id = {person.id}",
        )
        assert f"⚠️ Si sovrappone a: {clash}" in (await agenda(person)).text.splitlines()


async def test_a_session_taken_back_onto_the_agenda_shows_the_meeting_agreed_meanwhile(stage: Stage) -> None:
    await change(
        stage,
        "UPDATE sessions SET starts = '2018-11-29T14:00:00.000+00:00', ends = '2018-11-29T15:00:00.000+00:00' "
        "WHERE code = 'plenary'",
    )
    hall, plenary = Hall(stage), await number(stage, "sessions", "plenary")
    marco = await stage.arrive(ROSSI, "it")
    await change(
        stage,
        "INSERT INTO absences (delegate_id, session_id) SELECT id, "
        f"{plenary} FROM delegates WHERE code IN ('d05', 'd23', 'i01')",
    )
    await hall.agreed("d05", "d23", "15:30")
    assert "⚠️" not in (await agenda(marco)).text
    await marco.press_data(marco.last, ShowSession(plenary, "a").pack())
    await marco.screen()
    await marco.press("Rimetti in agenda")
    clash = "🕘 15:30–15:50 · Incontro: Aleksei Shcherbakov, Volzhskie Stanki"
    assert part(await marco.screen(), "⚠️") == f"⚠️ Si sovrappone a:\n{clash}"
    assert "⚠️ Si sovrappone a: Riunione plenaria" in part(await agenda(marco), "🕘 15:30")


async def test_the_menu_names_the_next_meeting_within_two_hours(stage: Stage) -> None:
    hall = Hall(stage)
    first, second = await hall.agreed("d05", "d23", "15:30"), await hall.agreed("d05", "d27", "15:50")
    alexey, marco, sofia = [
        await stage.arrive(*who) for who in ((SHCHERBAKOV, "ru"), (ROSSI, "it"), (GALLI, "it"))
    ]
    stage.clock.jump(at("13:29"))
    await marco.press_data(marco.last, "h")
    assert "Prossimo incontro" not in (await marco.screen()).text
    stage.clock.jump(at("13:31"))
    await marco.send("/start")
    menu = await marco.screen()
    assert part(menu, "Prossimo") == (
        "Prossimo incontro\n🕘 15:30–15:50 · Aleksei Shcherbakov, Volzhskie Stanki\n"
        "📍 Meeting Point, tavolo 1, Padiglione Cavaniglia"
    )
    assert menu.rows[0] == ["15:30 Aleksei Shcherbakov"]
    assert menu.data("15:30 Aleksei Shcherbakov") == ShowMeeting(first).pack()
    await alexey.send("/start")
    assert part(await alexey.screen(), "Ближайшая") == (
        "Ближайшая встреча\n🕘 15:30–15:50 · Марко Росси, Оффичине Мекканике Росси\n"
        "📍 Meeting Point, стол 1, Павильон Каванилья"
    )
    await sofia.send("/start")
    assert part(await sofia.screen(), "Prossimo") == (
        "Prossimo incontro\n🕘 15:30–15:50 · Marco Rossi – Aleksei Shcherbakov\n"
        "📍 Meeting Point, tavolo 1, Padiglione Cavaniglia"
    )

    stage.clock.jump(at("15:35"))
    await marco.send("/start")
    menu = await marco.screen()
    assert part(menu, "Incontro in corso").splitlines()[1] == (
        "🕘 15:30–15:50 · Aleksei Shcherbakov, Volzhskie Stanki"
    )
    assert part(menu, "Prossimo").splitlines()[1].startswith("🕘 15:50–16:10 · Dmitrii Kuznetsov, ")
    assert menu.rows[:2] == [["15:30 Aleksei Shcherbakov"], ["15:50 Dmitrii Kuznetsov"]]
    assert menu.data("15:50 Dmitrii Kuznetsov") == ShowMeeting(second).pack()
    stage.clock.jump(at("16:11"))
    await marco.send("/start")
    assert "incontro" not in (await marco.screen()).text.lower()


async def entries(person: Person, label: str) -> list[tuple[str, int, str, str, str]]:
    """Asks for the file: its meetings in order, as (title, sequence, status, start, place)."""
    await person.press(label)
    content = (await person.file_of(await person.screen())).decode()
    return sorted(
        (
            str(event["SUMMARY"]),
            int(str(event["SEQUENCE"])),
            str(event["STATUS"]),
            event.decoded("DTSTART").astimezone(at("00:00").tzinfo).strftime("%H:%M"),
            str(event["LOCATION"]).replace("\u00a0", " "),
        )
        for event in Calendar.from_ical(content).walk("VEVENT")
        if str(event["LOCATION"]).startswith("Meeting Point, ")
    )


async def test_the_file_follows_a_meeting_that_moves_and_is_cancelled(stage: Stage) -> None:
    hall = Hall(stage)
    meeting = await hall.agreed("d05", "d23", "15:30")
    alexey, sofia = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(GALLI, "it")
    await agenda(alexey)
    await agenda(sofia)
    met, helped = (
        "Встреча: Марко Росси, Оффичине Мекканике Росси",
        "Interpretariato: Marco Rossi – Aleksei Shcherbakov",
    )
    places = "Meeting Point, стол 1 (Павильон Каванилья)", "Meeting Point, tavolo 1 (Padiglione Cavaniglia)"
    for sequence, status, clock in (
        (0, "CONFIRMED", "14:30"),
        (1, "CONFIRMED", "16:10"),
        (2, "CANCELLED", "16:10"),
    ):
        if sequence == 1:
            await hall.moved(meeting, "17:10")
        if sequence == 2:
            await hall.cancelled(meeting)
        for person, label, title, place in (
            (alexey, "В календарь телефона", met, places[0]),
            (sofia, "Salva nel calendario", helped, places[1]),
        ):
            assert await entries(person, label) == [(title, sequence, status, clock, place)]


async def test_a_full_day_fits_whatever_the_names_are(stage: Stage) -> None:
    hall, partners = Hall(stage), [2, *range(4, 10), *range(11, 16)]
    for turn, partner in enumerate(partners):
        clock = at("15:30") + timedelta(minutes=20 * turn)  # an hour behind in UTC
        await hall.agreed(f"d{partner:02}", "d23", clock.strftime("%H:%M"))
    long = "Ж" * 200
    await change(
        stage,
        f"UPDATE delegates SET name = '{long}', name_other = '{long}', organisation = '{long}', "
        f"organisation_other = '{long}'",
        f"UPDATE sessions SET title_ru = '{long}', place_ru = '{long}'",
        "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'waiting' "
        "FROM sessions JOIN delegates ON delegates.code = 'd23' WHERE sessions.kind IN ('table', 'visit') "
        "AND sessions.id NOT IN (SELECT session_id FROM seats WHERE delegate_id = delegates.id)",
        "UPDATE sessions SET starts = '2018-11-29T13:30:00.000+00:00', ends = '2018-11-29T17:30:00.000+00:00' "
        "WHERE kind IN ('table', 'visit', 'plenary')",
    )
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    for page in range(4):
        shown = await agenda(alexey, page)
        assert shown.text.startswith("Моя программа")
        assert len(shown.rows) > 8
