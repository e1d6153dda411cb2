"""Reminders and digests on the phone, in both languages: what is next, where, how to get there, who waits there."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.demo.rehearsal import SAMPLE
from bot.forum_files import load_forum
from handlers.buttons import SetReminders
from tests.support.halls import Table
from tests.support.hostile import change, number
from tests.support.people import Person
from tests.support.screens import Screen
from tests.support.stage import BARDAZZI, MORNING, SHCHERBAKOV, Stage, staged

ROSSI, GALLI, BELLINI = "IT-ROSSI-7K2M", "IT-GALLI-5V8B", "IT-BELLINI-8T3C"
THURSDAY, FRIDAY = "2018-11-29T", "2018-11-30T"


class Ear:
    """Somebody who listens: what has come since they last looked."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.heard = person.last.id

    def hears(self) -> list[str]:
        return [one.text for one in self.screens() if one.text]

    def screens(self) -> list[Screen]:
        found = [one for one in self.person.from_bot if one.id > self.heard]
        self.heard = max([self.heard, *(one.id for one in found)])
        return found


async def listening(stage: Stage, invitation: str, language: str) -> Ear:
    """Somebody who has arrived and looks at the menu."""
    return Ear(await stage.arrive(invitation, language))


def forum_with(folder: Path, sheet: str, code: str, **changed: str) -> Path:
    """The sample forum with other cells in the rows of one code of one sheet; in `folder` if it is there already."""
    if not folder.exists():
        shutil.copytree(SAMPLE, folder)
    path = folder / f"{sheet}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if code in {row.get("code"), row.get("key"), f"{row.get('visit')}/{row.get('order')}"}:
            row.update(changed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


async def seat(stage: Stage, invitation: str, session: str) -> None:
    await change(
        stage,
        "INSERT INTO seats (session_id, delegate_id, state) SELECT sessions.id, delegates.id, 'seated' "
        f"FROM sessions, delegates WHERE sessions.code = '{session}' AND invitation = '{invitation}'",
    )


async def agreed(stage: Stage, one: str, other: str, clock: str) -> int:
    """A meeting at the sample's Meeting Point, agreed by delegates' codes; what is told of it is another story."""
    table = Table(stage.running.database, stage.clock.now())
    starts = datetime.fromisoformat(f"{THURSDAY}{clock}:00+01:00").astimezone(UTC)
    sides = await number(stage, "delegates", one), await number(stage, "delegates", other)
    meeting = await table.agreed(*sides, starts)
    await change(stage, "DELETE FROM outbox")
    return meeting


async def test_an_hour_and_a_quarter_before_a_session(stage: Stage) -> None:
    giulia, alexey = await listening(stage, BARDAZZI, "it"), await listening(stage, SHCHERBAKOV, "ru")
    await stage.at(f"{THURSDAY}12:29")
    await stage.at(f"{THURSDAY}12:30")
    (italian,), (russian,) = giulia.screens(), alexey.screens()
    assert italian.text == (
        "Fra 60 minuti: Riunione plenaria\n\n"
        "🕘 oggi, 29 novembre, 13:30–14:25\n"
        "📍 Padiglione Spadolini, sala 3\n"
        "Moderazione: Paolo Gherardini, Наталья Королёва"
    )
    assert russian.text == (
        "Через 60 минут: Пленарное заседание\n\n"
        "🕘 сегодня, 29 ноября, 13:30–14:25\n"
        "📍 Павильон Спадолини, зал 3\n"
        "Модерация: Paolo Gherardini, Наталья Королёва"
    )
    assert (italian.rows, russian.rows) == ([["Apri", "📍 Mappa"]], [["Открыть", "📍 На карте"]])
    await stage.at(f"{THURSDAY}12:31")
    await stage.at(f"{THURSDAY}13:14")
    assert giulia.hears() + alexey.hears() == []
    await stage.at(f"{THURSDAY}13:15:20")
    assert [text.splitlines()[0] for text in giulia.hears() + alexey.hears()] == [
        "Fra 15 minuti: Riunione plenaria",
        "Через 15 минут: Пленарное заседание",
    ]
    # The map and the session stand under the reminder, which stays.
    await giulia.person.press("📍 Mappa", on=italian)
    assert (await giulia.person.screen()).message["venue"]["title"] == "Padiglione Spadolini, sala 3"
    await giulia.person.press("Apri", on=italian)
    assert (await giulia.person.screen()).text.startswith("Riunione plenaria\n")
    assert italian.text in [one.text for one in giulia.person.from_bot]


async def test_who_wants_no_reminders_gets_none_and_who_wants_half_an_hour_gets_that(stage: Stage) -> None:
    giulia, alexey = await listening(stage, BARDAZZI, "it"), await listening(stage, SHCHERBAKOV, "ru")
    await giulia.person.press_data(giulia.person.last, SetReminders(4).pack())
    assert "Promemoria: nessuno" in (await giulia.person.screen()).text
    await alexey.person.press_data(alexey.person.last, SetReminders(2).pack())
    assert "Напоминания: за 30 мин" in (await alexey.person.screen()).text
    await stage.at(f"{THURSDAY}12:29")
    for clock in ("12:30", "13:00", "13:15", "18:30", "20:00"):
        await stage.at(f"{THURSDAY}{clock}")
    assert giulia.hears() == []
    assert [text.splitlines()[0] for text in alexey.hears()] == [
        "Через 30 минут: Пленарное заседание",
        "Через 30 минут: Вечерний приём",
        "Завтра, 30 ноября, с 17:15: 2 пункта программы",
    ]


async def test_the_bus_of_a_visit_and_the_guide(stage: Stage) -> None:
    await seat(stage, SHCHERBAKOV, "corti")
    alexey, martina = await listening(stage, SHCHERBAKOV, "ru"), await listening(stage, BELLINI, "it")
    await stage.at(f"{FRIDAY}07:40")
    alexey.hears(), martina.hears()
    await stage.at(f"{FRIDAY}07:45")
    (reminder,) = alexey.screens()
    assert reminder.text == (
        "Через 60 минут отправление автобуса: Corti: кожгалантерея\n\n"
        "🕘 сегодня, 30 ноября, 08:45–12:15\n"
        "🚌 08:45 отправление: Гостиница делегации, район Новоли\n"
        "Сбор в холле гостиницы. У сопровождающей табличка с названием предприятия.\n"
        "👤 Гид: Мартина Беллини\n"
        "☎ +39 300 000 0046"
    )
    await alexey.person.press("📍 На карте", on=reminder)
    assert (await alexey.person.screen()).message["venue"]["title"] == "Гостиница делегации, район Новоли"
    await stage.at(f"{FRIDAY}08:30")
    assert [text.splitlines()[0] for text in alexey.hears()] == [
        "Через 15 минут отправление автобуса: Corti: кожгалантерея"
    ]
    assert martina.hears()[-1] == (
        "Fra 15 minuti parte il pullman: Corti: pelletteria\n\n"
        "🕘 oggi, 30 novembre, 08:45–12:15\n"
        "🚌 08:45 partenza: Albergo della delegazione, Novoli\n"
        "Davanti alla reception. L’accompagnatrice ha un cartello con il nome della visita.\n"
        "Lei guida la visita: 1 iscritto."
    )


async def test_a_meeting_reminds_both_sides_and_the_interpreter(stage: Stage) -> None:
    await agreed(stage, "d05", "d23", "14:50")
    marco, alexey = await listening(stage, ROSSI, "it"), await listening(stage, SHCHERBAKOV, "ru")
    sofia = await listening(stage, GALLI, "it")
    await stage.at(f"{THURSDAY}13:49")
    await stage.at(f"{THURSDAY}13:50")
    (mine,), (his,), (hers,) = marco.screens(), alexey.screens(), sofia.screens()
    assert mine.text == (
        "Fra 60 minuti, tavolo 1: incontro con Aleksei Shcherbakov, Volzhskie Stanki\n\n"
        "🕘 oggi, 29 novembre, 14:50–15:10\n"
        "📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n"
        "Interprete: Sofia Galli"
    )
    assert his.text == (
        "Через 60 минут встреча, стол 1: Марко Росси, Оффичине Мекканике Росси\n\n"
        "🕘 сегодня, 29 ноября, 14:50–15:10\n"
        "📍 Meeting Point, стол 1, Павильон Каванилья\n"
        "Переводчик: София Галли"
    )
    assert hers.text == (
        "Fra 60 minuti, tavolo 1: interpretariato, Marco Rossi – Aleksei Shcherbakov\n\n"
        "🕘 oggi, 29 novembre, 14:50–15:10\n"
        "📍 Meeting Point, tavolo 1, Padiglione Cavaniglia\n"
        "Lingue: italiano – russo"
    )
    assert mine.rows == [["Apri", "📍 Mappa"]]
    await marco.person.press("📍 Mappa", on=mine)
    assert (await marco.person.screen()).message["venue"]["title"] == "Padiglione Cavaniglia"


async def test_a_meeting_that_is_moved_takes_its_reminders_along_and_a_cancelled_one_has_none(
    stage: Stage,
) -> None:
    meeting = await agreed(stage, "d05", "d23", "14:50")
    alexey = await listening(stage, SHCHERBAKOV, "ru")
    await stage.at(f"{THURSDAY}13:49")
    await stage.at(f"{THURSDAY}13:50")
    assert len(alexey.hears()) == 1
    table = Table(stage.running.database, stage.clock.now())
    side, other = (await table.meeting(meeting)).sides
    later = datetime.fromisoformat(f"{THURSDAY}16:10:00+01:00").astimezone(UTC)
    await table.propose(side, meeting, later)
    await table.accept(other, meeting, later)
    await change(stage, "DELETE FROM outbox WHERE kind <> 'reminder'")
    await stage.at(f"{THURSDAY}14:35")
    assert alexey.hears() == []
    await stage.at(f"{THURSDAY}15:10")
    assert [text.splitlines()[0] for text in alexey.hears()] == [
        "Через 60 минут встреча, стол 1: Марко Росси, Оффичине Мекканике Росси"
    ]
    await table.at(stage.clock.now()).cancel(side, meeting)
    await change(stage, "DELETE FROM outbox WHERE kind <> 'reminder'")
    await stage.at(f"{THURSDAY}15:55")
    assert alexey.hears() == []


async def test_the_evening_before_and_in_the_morning(stage: Stage) -> None:
    await seat(stage, SHCHERBAKOV, "corti")
    await agreed(stage, "d05", "d23", "14:50")
    alexey, giulia = await listening(stage, SHCHERBAKOV, "ru"), await listening(stage, BARDAZZI, "it")
    await stage.at(f"{THURSDAY}19:59")
    giulia.hears(), alexey.hears()
    await stage.at(f"{THURSDAY}20:00")
    (evening,), (russian,) = giulia.screens(), alexey.screens()
    assert evening.text == (
        "Domani, 30 novembre, dalle 10:00: 2 impegni\n\n"
        "🕘 10:00–11:30 · Seminario: vendere in Russia\n"
        "📍 Padiglione Spadolini, sala 2\n"
        "🕘 17:15–18:00 · Riunione conclusiva e firma del protocollo\n"
        "📍 Padiglione Spadolini, sala 3\n\n"
        "Orari di Firenze."
    )
    assert evening.rows == [["La mia agenda"]]
    assert russian.text == (
        "Завтра, 30 ноября, с 08:45: 3 пункта программы\n\n"
        "🕘 08:45–12:15 · Corti: кожгалантерея\n"
        "🚌 08:45 отправление: Гостиница делегации, район Новоли\n"
        "🕘 17:15–18:00 · Заключительное заседание и подписание протокола\n"
        "📍 Павильон Спадолини, зал 3\n"
        "🕘 18:15–18:45 · Трансфер в аэропорт Флоренции\n"
        "📍 Фортецца-да-Бассо, вход с виале Строцци\n\n"
        "Время флорентийское."
    )
    await giulia.person.press("La mia agenda", on=evening)
    assert "Venerdì 30 novembre" in (await giulia.person.screen()).text
    giulia.screens()
    await stage.at(f"{FRIDAY}06:59")
    assert giulia.hears() + alexey.hears() == []
    await stage.at(f"{FRIDAY}07:00")
    assert [text.splitlines()[0] for text in giulia.hears() + alexey.hears()] == [
        "Oggi, 30 novembre, dalle 10:00: 2 impegni",
        "Сегодня, 30 ноября, с 08:45: 3 пункта программы",
    ]
    await stage.at(f"{FRIDAY}20:00")
    # Nobody has anything on Saturday.
    assert [
        text for text in giulia.hears() + alexey.hears() if "1 dicembre" in text or "1 декабря" in text
    ] == []


async def test_what_waits_for_an_answer_stands_in_the_digest(stage: Stage) -> None:
    table = Table(stage.running.database, stage.clock.now())
    await change(stage, "UPDATE forum SET request_hours = 48")
    giulia = await listening(stage, BARDAZZI, "it")
    for code in ("d23", "d28"):
        await table.ask(await number(stage, "delegates", code), await number(stage, "delegates", "d01"))
    await stage.at(f"{THURSDAY}19:59")
    giulia.hears()
    await stage.at(f"{THURSDAY}20:00")
    (digest,) = giulia.screens()
    assert digest.text.endswith("Orari di Firenze.\n\n2 richieste di incontro attendono la Sua risposta.")
    assert digest.rows == [["La mia agenda"], ["Da valutare (2)"]]


async def test_a_long_day_is_cut(stage: Stage) -> None:
    await change(
        stage,
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 11) "
        "INSERT INTO sessions (code, kind, title_it, title_ru, starts, ends, place_it, place_ru) "
        "SELECT 'x' || n, 'other', 'Evento', 'Событие', printf('2018-11-30T11:%02d:00.000+00:00', n), "
        "'2018-11-30T12:30:00.000+00:00', 'Sala', 'Зал' FROM numbers",
    )
    giulia, alexey = await listening(stage, BARDAZZI, "it"), await listening(stage, SHCHERBAKOV, "ru")
    await stage.at(f"{THURSDAY}19:59")
    giulia.hears(), alexey.hears()
    await stage.at(f"{THURSDAY}20:00")
    (italian,), (russian,) = giulia.hears(), alexey.hears()
    assert italian.splitlines()[0] == "Domani, 30 novembre, dalle 10:00: 13 impegni"
    assert italian.endswith("\n\nAltri 3 impegni sono nella Sua agenda.\n\nOrari di Firenze.")
    assert russian.endswith("\n\nЕщё 3 пункта — в Вашей программе.\n\nВремя флорентийское.")


async def test_after_a_stop_the_nearest_reminder_comes_once_and_what_has_begun_is_dropped(
    stage: Stage,
) -> None:
    giulia = await listening(stage, BARDAZZI, "it")
    await stage.at(f"{THURSDAY}10:00")
    giulia.hears()
    await stage.stop()
    stage.clock.jump(datetime.fromisoformat(f"{THURSDAY}13:19:00+01:00"))
    await stage.start()
    await stage.at(f"{THURSDAY}13:20")
    # Of the coffee break and the lunch nobody speaks any more.
    assert [text.splitlines()[0] for text in giulia.hears()] == ["Fra 10 minuti: Riunione plenaria"]
    await stage.at(f"{THURSDAY}13:21")
    assert giulia.hears() == []


async def test_a_departure_in_the_quiet_hours_is_announced_and_what_can_wait_waits(tmp_path: Path) -> None:
    files = forum_with(tmp_path / "early", "stops", "corti/1", at="2018-11-30 07:15")
    files = forum_with(files, "stops", "corti/2", at="2018-11-30 07:30")
    files = forum_with(files, "sessions", "corti", starts="2018-11-30 07:15")
    files = forum_with(files, "sessions", "closing", starts="2018-11-30 09:15", ends="2018-11-30 09:45")
    files = forum_with(files, "forum", "reminder_minutes", value="180,60")
    await load_forum(tmp_path / "early.sqlite3", files, Clock(MORNING))
    async with staged(tmp_path / "early.sqlite3", tmp_path) as stage:
        await seat(stage, SHCHERBAKOV, "corti")
        alexey = await listening(stage, SHCHERBAKOV, "ru")
        await stage.at(f"{FRIDAY}04:00")
        alexey.hears()
        await stage.at(f"{FRIDAY}06:15")
        assert [text.splitlines()[:4] for text in alexey.hears()] == [
            [
                "Через 60 минут отправление автобуса: Corti: кожгалантерея",
                "",
                "🕘 сегодня, 30 ноября, 07:15–12:15",
                "🚌 07:15 отправление: Гостиница делегации, район Новоли",
            ]
        ]
        # Three hours before the session at 9:15 it is quiet: the reminder waits until 6:45.
        await stage.at(f"{FRIDAY}06:44")
        assert alexey.hears() == []
        await stage.at(f"{FRIDAY}06:45")
        assert [text.splitlines()[0] for text in alexey.hears()] == [
            "Напоминание: Заключительное заседание и подписание протокола"
        ]


async def test_a_reminder_that_waited_is_not_told_when_it_no_longer_holds(stage: Stage) -> None:
    """The chat cannot be reached for a while, and what waited for it is looked at again."""
    giulia = await listening(stage, BARDAZZI, "it")
    await stage.at(f"{THURSDAY}12:29")
    await giulia.person.block()
    await stage.becomes("SELECT count(*) FROM accounts WHERE reachable = 0", 1)
    await stage.at(f"{THURSDAY}12:30")
    assert (
        await stage.value("SELECT count(*) FROM outbox WHERE kind = 'reminder' AND state = 'unreachable'")
        == 1
    )
    await stage.at(f"{THURSDAY}13:15")
    await giulia.person.unblock()
    await stage.becomes("SELECT count(*) FROM accounts WHERE reachable = 0", 0)
    await stage.at(f"{THURSDAY}13:16")
    # The one of an hour before is of no use any more.
    assert [text.splitlines()[0] for text in giulia.hears()] == ["Fra 14 minuti: Riunione plenaria"]


SPRING, AUTUMN = ("2019-03-30", "2019-03-31"), ("2019-10-26", "2019-10-27")
"""Saturday and Sunday: in the night between them the clocks of Florence change."""


def forum_on(folder: Path, days: tuple[str, str]) -> Path:
    """The sample forum on two other days."""
    shutil.copytree(SAMPLE, folder)
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        for before, after in zip(
            ("2018-11-29", "2018-11-30", "2018-12-31"), (*days, "2019-12-31"), strict=True
        ):
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("days", "before", "after", "day"),
    [(SPRING, "+01:00", "+02:00", "31 марта"), (AUTUMN, "+02:00", "+01:00", "27 октября")],
)
async def test_in_the_night_when_the_clocks_change_everything_comes_at_its_local_time(
    tmp_path: Path, days: tuple[str, str], before: str, after: str, day: str
) -> None:
    files = forum_with(forum_on(tmp_path / "files", days), "stops", "corti/1", at=f"{days[1]} 07:15")
    files = forum_with(files, "sessions", "corti", starts=f"{days[1]} 07:15")
    await load_forum(tmp_path / "changed.sqlite3", files, Clock(MORNING))
    async with staged(tmp_path / "changed.sqlite3", tmp_path) as stage:
        await seat(stage, SHCHERBAKOV, "corti")
        await seat(stage, "RU-BELOVA-9F4W", "malo")
        await seat(stage, "RU-ORLOV-6H3D", "malo")
        await change(stage, "UPDATE delegates SET role = 'organiser' WHERE code = 'd23'")
        alexey = await listening(stage, SHCHERBAKOV, "ru")
        await stage.at(f"{days[0]}T19:59:00{before}")
        alexey.hears()
        await stage.at(f"{days[0]}T20:00:00{before}")
        (digest,) = alexey.hears()
        assert digest.startswith("Завтра, ")
        assert "🚌 07:15 отправление: Гостиница делегации, район Новоли" in digest.splitlines()
        await stage.at(f"{days[0]}T23:00:00{before}")
        # An import in the night: the bus of the afternoon is short of seats. The organiser sleeps.
        await stage.load(forum_with(tmp_path / "files", "sessions", "malo", capacity="1"))
        heard: dict[str, list[str]] = {}
        for clock in ("06:14", "06:15", "06:44", "06:45", "06:59", "07:00", "16:14", "16:15"):
            await stage.at(f"{days[1]}T{clock}:00{after}")
            told = [text.splitlines()[0] for text in alexey.hears()]
            heard[clock] = [text for text in told if not text.startswith("Программа")]
        bus = "отправление автобуса: Corti: кожгалантерея"
        assert heard == {
            "06:14": [],
            "06:15": [f"Через 60 минут {bus}"],
            "06:44": [],
            "06:45": ["Записавшихся больше, чем мест: 2 на 1"],
            "06:59": [],
            "07:00": [f"Через 15 минут {bus}", f"Сегодня, {day}, с 07:15: 3 пункта программы"],
            "16:14": [],
            "16:15": ["Через 60 минут: Заключительное заседание и подписание протокола"],
        }
