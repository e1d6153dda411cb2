"""Changes of the programme by an import: looked at, released or dismissed; those concerned learn of them once."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

import csv
import shutil
from datetime import timedelta
from pathlib import Path

from bot.demo.rehearsal import SAMPLE
from handlers.buttons import ShowSession
from tests.journeys.test_agenda import events
from tests.support.hostile import change, nothing_failed, number
from tests.support.people import Person
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage

PARODI = "IT-PARODI-2N9W"

Rows = dict[str, dict[str, str]]


def files(folder: Path, sessions: Rows, *, gone: tuple[str, ...] = (), stops: str | None = None) -> Path:
    """The sample forum with other cells, without some sessions, with the stops of one visit only."""
    shutil.copytree(SAMPLE, folder)
    _rewrite(
        folder / "sessions.csv",
        lambda row: None if row["code"] in gone else row | sessions.get(row["code"], {}),
    )
    if stops is not None:
        _rewrite(folder / "stops.csv", lambda row: None if row["visit"] == stops else row)
    return folder


def _rewrite(path: Path, each: object) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(one for row in rows if (one := each(row)) is not None)  # type: ignore[operator]


MOVED: Rows = {
    "meccanica": {
        "starts": "2018-11-29 09:30",
        "ends": "2018-11-29 11:00",
        "place_it": "Sala della Scherma",
        "place_ru": "Зал делла Скерма",
    }
}


async def later(stage: Stage, minutes: int = 3) -> None:
    """So much time goes by, and what was due meanwhile has arrived."""
    await stage.at(stage.clock.now() + timedelta(minutes=minutes))


def since(person: Person, number: int) -> list[str]:
    """The texts of the bot's messages after the first so many."""
    return [screen.text for screen in person.from_bot[number:]]


async def organisers(stage: Stage) -> tuple[Person, Person]:
    return await stage.arrive(LOMBARDI, "it"), await stage.arrive(MOROZOVA, "ru")


async def test_an_import_is_looked_at_and_released(stage: Stage, tmp_path: Path) -> None:
    beatrice, ksenia = await organisers(stage)
    alexey, davide = await stage.arrive(SHCHERBAKOV, "ru"), await stage.arrive(PARODI, "it")
    giulia = await stage.arrive(BARDAZZI, "it")
    counts = {one.id: len(one.from_bot) for one in (alexey, davide, giulia)}
    await stage.load(files(tmp_path / "moved", MOVED))
    await beatrice.until(lambda: "comunicare" in beatrice.last.text)
    assert beatrice.last.text == (
        "1 modifica del programma da comunicare\nDa avvisare: 13 persone (delegazione italiana: 7, russa: 6)"
    )
    assert beatrice.last.rows == [["Anteprima"], ["Invia ora (13)", "Non comunicare"]]
    await ksenia.until(lambda: "рассылки" in ksenia.last.text)
    assert ksenia.last.text == (
        "1 изменение программы ждёт рассылки\nПолучатели: 13 человек (итальянская делегация: 7, российская: 6)"
    )
    assert ksenia.last.rows == [["Просмотр"], ["Отправить сейчас (13)", "Не сообщать"]]

    await ksenia.press("Просмотр")
    seen = await ksenia.screen()
    assert seen.text == (
        "Изменения, о которых ещё не сообщили\n\n"
        "Машиностроение и оборудование\n"
        "🕘 09:15–10:45 → сегодня, 29 ноября, 09:30–11:00\n"
        "📍 Павильон Спадолини, зал 1 → Зал делла Скерма\n"
        "Получатели: 13 человек (итальянская делегация: 7, российская: 6)"
    )
    assert seen.rows == [
        ["Машиностроение и оборудование"],
        ["Отправить сейчас (13)"],
        ["Не сообщать"],
        ["Назад", "Меню"],
    ]
    await ksenia.press("Машиностроение и оборудование")
    names = await ksenia.screen()
    assert names.text.startswith(
        "Машиностроение и оборудование\n"
        "🕘 09:15–10:45 → сегодня, 29 ноября, 09:30–11:00\n"
        "📍 Павильон Спадолини, зал 1 → Зал делла Скерма\n\n"
        "Получатели: 13 человек (итальянская делегация: 7, российская: 6)\n"
        "👤 Давиде Пароди, Пароди Импьянти\n"
    )
    assert names.rows[-2:] == [["Следующие ▶"], ["Назад", "Меню"]]
    await ksenia.press("Следующие ▶")
    assert (await ksenia.screen()).text.endswith(
        "российская: 6)\n👤 Светлана Павлова, Торгово-промышленная палата Присурья"
    )
    await later(stage, 5)
    assert [since(one, counts[one.id]) for one in (alexey, davide, giulia)] == [[], [], []]

    await ksenia.press("Отправить сейчас (13)")
    done = await ksenia.screen()
    assert await ksenia.alert() == "Рассылка началась. Получателей: 13."
    assert done.text == (
        "Изменения рассылаются\nПолучатели: 13 человек\n\n"
        "В течение минуты всё можно вернуть как было: неотправленные сообщения не уйдут, "
        "а тем, кто своё уже получил, придёт ещё одно."
    )
    assert done.rows == [["Вернуть как было"], ["Назад", "Меню"]]
    await later(stage)
    assert since(alexey, counts[alexey.id]) == [
        (
            "Новые время и место проведения: Машиностроение и оборудование\n"
            "🕘 четверг, 29 ноября, 09:30–11:00 (раньше: 09:15–10:45)\n"
            "📍 Зал делла Скерма (раньше: Павильон Спадолини, зал 1)\n"
            "⚠️ Пересекается по времени: Кофе-пауза"
        )
    ]
    assert alexey.last.rows == [["Открыть"], ["Моя программа"]]
    assert since(davide, counts[davide.id]) == [
        (
            "Nuovo orario e nuovo luogo: Meccanica strumentale\n"
            "🕘 giovedì 29 novembre, 09:30–11:00 (prima: 09:15–10:45)\n"
            "📍 Sala della Scherma (prima: Padiglione Spadolini, sala 1)\n"
            "⚠️ Si sovrappone a: Pausa caffè"
        )
    ]
    assert since(giulia, counts[giulia.id]) == []
    await later(stage, 10)
    assert len(since(alexey, counts[alexey.id])) == 1
    await nothing_failed(stage)


async def _calendar(person: Person) -> dict[str, tuple[int, str]]:
    await person.send("/agenda")
    await person.screen()
    await person.press("В календарь телефона")
    return await events(person)


async def test_agenda_and_calendar_follow_at_once(stage: Stage, tmp_path: Path) -> None:
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    before = await _calendar(alexey)
    await stage.load(files(tmp_path / "moved", MOVED))
    await alexey.send("/agenda")
    assert (
        "🕘 09:30–11:00 · Машиностроение и оборудование\n📍 Зал делла Скерма\n⚠️ Пересекается по времени: Кофе-пауза"
        in (await alexey.screen()).text
    )
    after = await _calendar(alexey)
    title = "Машиностроение и оборудование"
    assert (before[title], after[title]) == ((0, "CONFIRMED"), (1, "CONFIRMED"))


async def test_a_notice_is_asked_about_before_it_goes_out_or_is_dropped(stage: Stage, tmp_path: Path) -> None:
    beatrice, ksenia = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    await stage.load(files(tmp_path / "moved", MOVED))
    await beatrice.until(lambda: "comunicare" in beatrice.last.text)
    notice = beatrice.last
    await beatrice.press("Invia ora (13)", on=notice)
    asked = await beatrice.screen()
    assert (asked.text, asked.rows) == (
        notice.text,
        [["Invia ora (13)", "Non comunicare"], ["Anteprima"], ["Indietro", "Menu"]],
    )
    await ksenia.until(lambda: "рассылки" in ksenia.last.text)
    await ksenia.press("Не сообщать")
    asked = await ksenia.screen()
    assert asked.text == (
        "Не сообщать об этих изменениях?\nОни останутся в силе, но никто о них не узнает от бота.\n\n"
        "• Машиностроение и оборудование\n\n"
        "Получатели: 13 человек (итальянская делегация: 7, российская: 6)"
    )
    await ksenia.press("Не сообщать", on=asked)
    assert (await ksenia.screen()).text == "Организация\n\nРешения сейчас ничего не ждёт."
    assert await ksenia.alert() == "Рассылки не будет."
    await beatrice.press("Invia ora (13)", on=beatrice.last)
    assert (await beatrice.screen()).text == "Organizzazione\n\nNulla in sospeso."
    assert await beatrice.alert() == "Non c’è più nulla da comunicare."
    await beatrice.press("Non comunicare", on=notice)
    assert await beatrice.alert() == "Non c’è più nulla da comunicare."
    await later(stage)
    assert since(alexey, count) == []


async def test_what_was_shown_is_not_what_waits_any_more(stage: Stage, tmp_path: Path) -> None:
    beatrice, _ = await organisers(stage)
    await stage.load(files(tmp_path / "moved", MOVED))
    await beatrice.until(lambda: "comunicare" in beatrice.last.text)
    await beatrice.press("Anteprima")
    old = await beatrice.screen()
    await stage.load(files(tmp_path / "more", {**MOVED, "moda": {"place_it": "Cortile", "place_ru": "Двор"}}))
    await beatrice.until(lambda: beatrice.last.text.startswith("2 modifiche"))
    await beatrice.press("Invia ora (13)", on=old)
    seen = await beatrice.screen()
    assert await beatrice.alert() == "Nel frattempo le modifiche sono cambiate: le riveda."
    assert seen.text == (
        "Modifiche da comunicare\n\n"
        "Moda\n🕘 oggi, 29 novembre, 09:15–10:45\n📍 Padiglione Spadolini, sala 2 → Cortile\n"
        "Da avvisare: 11 persone (delegazione italiana: 7, russa: 4)\n\n"
        "Meccanica strumentale\n🕘 09:15–10:45 → oggi, 29 novembre, 09:30–11:00\n"
        "📍 Padiglione Spadolini, sala 1 → Sala della Scherma\n"
        "Da avvisare: 13 persone (delegazione italiana: 7, russa: 6)\n\n"
        "In tutto riguardano 24 persone."
    )
    assert await stage.value("SELECT count(*) FROM outbox WHERE kind = 'programme_news'") == 0


TEN: Rows = {
    **{
        code: {"place_it": f"Sala nuova di {code}", "place_ru": f"Новый зал {code}"}
        for code in ("meccanica", "moda", "energia", "oil-gas", "plenary", "lunch", "coffee")
    },
    "reception": {"starts": "2018-11-29 19:30", "ends": "2018-11-29 21:00"},
    "closing": {"title_it": "Chiusura", "title_ru": "Закрытие"},
}


async def test_ten_sessions_at_once_are_one_message(stage: Stage, tmp_path: Path) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    await stage.load(files(tmp_path / "ten", TEN, gone=("bus-out",)))
    await beatrice.until(lambda: "comunicare" in beatrice.last.text)
    assert beatrice.last.text.startswith("10 modifiche del programma da comunicare\n")
    await beatrice.press("Anteprima")
    pages = [(await beatrice.screen()).rows]
    for _ in range(2):
        await beatrice.press("Seguenti ▶")
        pages.append((await beatrice.screen()).rows)
    titles = [
        [row[0] for row in page if len(row) == 1 and "▶" not in row[0] and "◀" not in row[0]]
        for page in pages
    ]
    assert [len(one) for one in titles] == [4, 4, 2]
    (release,) = [label for label in beatrice.last.labels if label.startswith("Invia ora")]
    await beatrice.press(release)
    await beatrice.screen()
    await later(stage)
    (text,) = since(alexey, count)
    blocks = text.split("\n\n")
    assert blocks[0] == "Программа изменилась: 7 мероприятий"
    assert blocks[1:] == [
        (
            "Новое место проведения: Машиностроение и оборудование\n🕘 четверг, 29 ноября, 09:15–10:45\n"
            "📍 Новый зал meccanica (раньше: Павильон Спадолини, зал 1)"
        ),
        (
            "Новое место проведения: Кофе-пауза\n🕘 четверг, 29 ноября, 10:45–11:00\n"
            "📍 Новый зал coffee (раньше: Павильон Спадолини, фойе)"
        ),
        (
            "Новое место проведения: Деловой обед\n🕘 четверг, 29 ноября, 12:30–13:25\n"
            "📍 Новый зал lunch (раньше: Павильон Каванилья)"
        ),
        (
            "Новое место проведения: Пленарное заседание\n🕘 четверг, 29 ноября, 13:30–14:25\n"
            "📍 Новый зал plenary (раньше: Павильон Спадолини, зал 3)"
        ),
        (
            "Новое время: Вечерний приём\n🕘 четверг, 29 ноября, 19:30–21:00 (раньше: 19:00–21:00)\n"
            "📍 Палаццина Лоренезе"
        ),
        (
            "Мероприятие отменено: Возвращение в гостиницу\n🕘 четверг, 29 ноября, 21:15–21:40\n"
            "В Вашей программе его больше нет."
        ),
        (
            "Новое название: Закрытие\nРаньше: «Заключительное заседание и подписание протокола»\n"
            "🕘 пятница, 30 ноября, 17:15–18:00\n📍 Павильон Спадолини, зал 3"
        ),
    ]
    assert alexey.last.rows == [["Моя программа"]]


async def test_a_run_of_imports_is_one_message_and_what_came_and_went_none(
    stage: Stage, tmp_path: Path
) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)

    async def release(folder: str, sessions: Rows) -> None:
        await stage.load(files(tmp_path / folder, sessions))
        await beatrice.until(lambda: "comunicare" in beatrice.last.text)
        await beatrice.press("Invia ora (13)")
        asked = await beatrice.screen()
        await beatrice.press("Invia ora (13)", on=asked)
        await beatrice.screen()

    await release("one", {"meccanica": {"starts": "2018-11-29 09:20"}})
    await release(
        "two", {"meccanica": {"starts": "2018-11-29 09:20", "place_it": "Cortile", "place_ru": "Двор"}}
    )
    await later(stage)
    assert since(alexey, count) == [
        (
            "Новые время и место проведения: Машиностроение и оборудование\n"
            "🕘 четверг, 29 ноября, 09:20–10:45 (раньше: 09:15–10:45)\n"
            "📍 Двор (раньше: Павильон Спадолини, зал 1)"
        )
    ]
    await release("three", {"meccanica": {"starts": "2018-11-29 09:25"}})
    await release(
        "four", {"meccanica": {"starts": "2018-11-29 09:20", "place_it": "Cortile", "place_ru": "Двор"}}
    )
    await later(stage)
    assert len(since(alexey, count)) == 1
    assert await stage.value("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')") == 0


async def test_who_waits_for_a_seat_is_told_so_and_who_guides_is_told_too(
    stage: Stage, tmp_path: Path
) -> None:
    _, ksenia = await organisers(stage)
    waiting = await stage.text("SELECT invitation FROM delegates WHERE code = 'd39'")
    person = await stage.arrive(waiting, "ru")
    guide = await stage.arrive(await stage.text("SELECT invitation FROM delegates WHERE code = 'g02'"), "it")
    moved = {
        "oil-gas": {"place_it": "Cortile", "place_ru": "Двор"},
        "corti": {"place_it": "Altrove", "place_ru": "Не там"},
    }
    await stage.load(files(tmp_path / "moved", moved))
    await ksenia.until(lambda: "рассылки" in ksenia.last.text)
    await ksenia.press("Просмотр")
    seen = await ksenia.screen()
    await ksenia.press_data(seen, next(seen.data(one) for one in seen.labels if one.startswith("Отправить")))
    await ksenia.screen()
    await later(stage)
    assert person.last.text == (
        "Новое место проведения: Технологии для нефтегазовой отрасли\n🕘 четверг, 29 ноября, 11:00–12:30\n"
        "📍 Двор (раньше: Павильон Спадолини, зал 3)\nВы в листе ожидания."
    )
    assert guide.last.text.startswith("Nuovo luogo: Corti: pelletteria\n")


async def test_a_visit_without_stops_and_one_whose_bus_leaves_earlier(stage: Stage, tmp_path: Path) -> None:
    beatrice, _ = await organisers(stage)
    giulia = await stage.arrive(BARDAZZI, "it")
    one = await number(stage, "delegates", "d01")
    visits = [await number(stage, "sessions", code) for code in ("corti", "malo")]
    await change(
        stage,
        *(
            f"INSERT INTO seats (session_id, delegate_id, state) VALUES ({v}, {one}, 'seated')"
            for v in visits
        ),
    )
    count = len(giulia.from_bot)
    folder = files(tmp_path / "stops", {}, stops="corti")
    _rewrite(
        folder / "stops.csv",
        lambda row: (
            row | {"at": "2018-11-30 13:15"} if (row["visit"], row["order"]) == ("malo", "1") else row
        ),
    )
    _rewrite(
        folder / "sessions.csv",
        lambda row: row | {"starts": "2018-11-30 13:15"} if row["code"] == "malo" else row,
    )
    await stage.load(folder)
    await beatrice.until(lambda: "comunicare" in beatrice.last.text)
    await beatrice.press("Anteprima")
    seen = await beatrice.screen()
    assert "Corti: pelletteria\n🕘 domani, 30 novembre, 08:45–12:15\n📍 " in seen.text
    assert "Percorso modificato" in seen.text
    await beatrice.press_data(seen, next(seen.data(one) for one in seen.labels if one.startswith("Invia")))
    await beatrice.screen()
    await later(stage)
    (text,) = since(giulia, count)
    corti, malo = await stage.texts(
        "SELECT place_it FROM sessions WHERE code IN ('corti', 'malo') ORDER BY code"
    )
    assert text.split("\n\n")[1:] == [
        (
            "Nuovo percorso: Corti: pelletteria\n🕘 venerdì 30 novembre, 08:45–12:15\n"
            f"📍 {corti}\n"
            "Le fermate non sono più indicate."
        ),
        (
            "Nuovo orario: Malo: maglieria\n🕘 venerdì 30 novembre, 13:15–16:45 (prima: 13:30–16:45)\n"
            f"📍 {malo}\n"
            "🚌 13:15 partenza: Fortezza da Basso, ingresso di viale Strozzi (prima: 13:30)\n"
            "📍 14:10 Malo, Campi Bisenzio\n"
            "🚌 16:45 rientro: Fortezza da Basso, ingresso di viale Strozzi"
        ),
    ]
    await giulia.press_data(giulia.last, ShowSession(visits[0], "v").pack())
    assert "Percorso" not in (await giulia.screen()).text


async def test_who_blocked_the_bot_is_told_later_what_then_is_different(stage: Stage, tmp_path: Path) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")

    async def release(folder: str, sessions: Rows) -> None:
        await stage.load(files(tmp_path / folder, sessions))
        await beatrice.until(lambda: "comunicare" in beatrice.last.text)
        await beatrice.press("Anteprima")
        seen = await beatrice.screen()
        await beatrice.press_data(
            seen, next(seen.data(one) for one in seen.labels if one.startswith("Invia"))
        )
        await beatrice.screen()
        await later(stage)

    await alexey.block()
    await stage.becomes("SELECT count(*) FROM accounts WHERE reachable = 0", 1)
    await release(
        "one", {"meccanica": {"starts": "2018-11-29 09:20"}, "moda": {"place_it": "C", "place_ru": "Д"}}
    )
    await release("two", {"meccanica": {"starts": "2018-11-29 09:25"}})
    await alexey.unblock()
    await alexey.send("/start")
    await alexey.until(lambda: "раньше" in alexey.last.text)
    assert alexey.last.text.startswith(
        "Новое время: Машиностроение и оборудование\n🕘 четверг, 29 ноября, 09:25–10:45 (раньше: 09:15–10:45)\n"
    )


async def test_what_waits_survives_a_restart(stage: Stage, tmp_path: Path) -> None:
    beatrice, _ = await organisers(stage)
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    count = len(alexey.from_bot)
    await stage.load(files(tmp_path / "moved", MOVED))
    await beatrice.until(lambda: "comunicare" in beatrice.last.text)
    await beatrice.press("Anteprima")
    seen = await beatrice.screen()
    await stage.stop()
    await stage.start()
    await beatrice.press("Invia ora (13)", on=seen)
    await beatrice.screen()
    await stage.stop()
    await stage.start()
    assert since(alexey, count) == []
    await later(stage)
    assert len(since(alexey, count)) == 1


async def test_a_dry_run_leaves_nothing_waiting(stage: Stage, tmp_path: Path) -> None:
    from bot.forum_files import load_forum

    changes = await load_forum(
        stage.settings.database, files(tmp_path / "moved", MOVED), stage.clock, dry_run=True
    )
    assert (changes.told, [telling.why for telling in changes.tellings]) == (13, ["changed"])
    assert await stage.count("session_changes") == 0
    assert await stage.count("outbox") == 0
