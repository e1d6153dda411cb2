"""Thematic tables: joining, waiting, giving back, in both languages at once."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from bot.demo.rehearsal import SAMPLE
from tests.support.stage import BARDAZZI, LOMBARDI, MOROZOVA, SHCHERBAKOV, Stage


def forum_where(folder: Path, code: str, **changed: str) -> Path:
    """The sample forum with other cells in one row of its sheet `sessions`."""
    shutil.copytree(SAMPLE, folder)
    path = folder / "sessions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["code"] == code:
            row.update(changed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


async def test_the_last_seat_the_waiting_list_and_a_seat_that_frees(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    alexey = await stage.arrive(SHCHERBAKOV, "ru")
    await giulia.send("/tables")
    await giulia.screen()
    await giulia.press("Moda")
    await giulia.screen()
    await giulia.press("Iscriviti")
    table = await giulia.screen()
    assert await giulia.alert() == "Posto confermato: l’appuntamento è nella Sua agenda."
    assert "Al completo, nessuno in attesa\nLei ha un posto.\n" in table.text
    assert table.rows[0] == ["Lascia"]

    await alexey.send("/tables")
    await alexey.screen()
    await alexey.press("Мода")
    assert (await alexey.screen()).rows[0] == ["В лист ожидания"]
    await alexey.press("В лист ожидания")
    clash = await alexey.screen()
    assert clash.text == (
        "⚠️ В это время Вы уже заняты\n"
        "Мода\n"
        "🕘 сегодня, 29 ноября, 09:15–10:45\n\n"
        "В Вашей программе:\n\n"
        "🕘 09:15–10:45 · Машиностроение и оборудование\n\n"
        "Вы можете всё равно записаться: в программе останется и то и другое."
    )
    await alexey.press("Всё равно в лист")
    waiting = await alexey.screen()
    assert await alexey.alert() == (
        "Все места заняты. Ваш номер в листе ожидания: 1. Когда место освободится, Вы получите сообщение."
    )
    assert "Мест нет, в листе ожидания 1 человек\nВаш номер в листе ожидания: 1\n" in waiting.text
    assert waiting.rows[0] == ["Выйти из листа"]

    await giulia.press("Lascia")
    asked = await giulia.screen()
    assert asked.text == (
        "Vuole lasciare questo impegno?\nModa\n🕘 oggi, 29 novembre, 09:15–10:45\n\n"
        "Il posto torna libero e va subito a chi è in lista d’attesa."
    )
    await giulia.press("Lascia")
    left = await giulia.screen()
    assert await giulia.alert() == "L’impegno non è più nella Sua agenda."
    assert "Al completo, nessuno in attesa\n" in left.text
    await alexey.until(lambda: "освободилось" in alexey.last.text)
    notice = alexey.last
    assert notice.text == (
        "Место за Вами: Мода\n🕘 четверг, 29 ноября, 09:15–10:45\n📍 Павильон Спадолини, зал 2\n\n"
        "Место освободилось и уже отмечено в Вашей программе. Если не сможете прийти, нажмите «Выйти»: "
        "его получит следующий в листе ожидания."
    )
    assert notice.rows == [["Открыть", "Выйти"]]
    await alexey.press("Выйти", on=notice)
    await alexey.screen()
    assert any(one.id == notice.id and one.text == notice.text for one in alexey.from_bot)
    await alexey.press("Выйти", on=alexey.last)
    assert "Свободно 1 место из 12" in (await alexey.screen()).text


async def test_pressing_twice_changes_nothing(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send("/tables")
    await giulia.screen()
    await giulia.press("Energie pulite")
    table = await giulia.screen()
    join = table.data("Iscriviti")
    for _ in range(3):
        await giulia.press_data(table, join)
        assert await giulia.alert() == "Posto confermato: l’appuntamento è nella Sua agenda."
    assert (
        await stage.value(
            "SELECT count(*) FROM seats JOIN sessions ON sessions.id = session_id "
            "WHERE sessions.code = 'energia' AND delegate_id = 1"
        )
        == 1
    )


async def test_an_update_delivered_twice_counts_once(stage: Stage) -> None:
    giulia = await stage.arrive(BARDAZZI, "it")
    await giulia.send("/tables")
    await giulia.screen()
    before = stage.called("sendMessage")
    assert stage.server.world.updates.redeliver(stage.server.world.updates.next_id - 1)
    await giulia.send("/help")
    assert (await giulia.screen()).text.startswith("Aiuto")
    await giulia.settled()
    assert stage.called("sendMessage") == before + 1


async def test_a_capacity_lowered_by_an_import_throws_nobody_out_and_the_organisers_learn(
    stage: Stage, tmp_path: Path
) -> None:
    beatrice = await stage.arrive(LOMBARDI, "it")
    ksenia = await stage.arrive(MOROZOVA, "ru")
    before = await stage.value("SELECT count(*) FROM seats WHERE state = 'seated'")
    await stage.load(forum_where(tmp_path / "lower", "meccanica", capacity="10"))
    await beatrice.until(lambda: "Più iscritti" in beatrice.last.text)
    assert beatrice.last.text == (
        "Più iscritti che posti: 13 su 10\nMeccanica strumentale\n🕘 giovedì 29 novembre, 09:15–10:45\n"
        "📍 Padiglione Spadolini, sala 1\n\nLa capienza è stata ridotta, ma nessuno ha perso il posto: "
        "la aumenti o si accordi con gli iscritti."
    )
    await ksenia.until(lambda: "Записавшихся больше" in ksenia.last.text)
    assert ksenia.last.text.startswith(
        "Записавшихся больше, чем мест: 13 на 10\nМашиностроение и оборудование\n"
    )
    assert await stage.value("SELECT count(*) FROM seats WHERE state = 'seated'") == before


async def test_a_capacity_raised_by_an_import_seats_those_who_wait(stage: Stage, tmp_path: Path) -> None:
    waiting = "RU-" + await stage.text("SELECT substr(invitation, 4) FROM delegates WHERE code = 'd39'")
    person = await stage.arrive(waiting, "ru")
    await stage.load(forum_where(tmp_path / "higher", "oil-gas", capacity="11"))
    await person.until(lambda: "освободилось" in person.last.text)
    assert person.last.text.startswith("Место за Вами: Технологии для нефтегазовой отрасли\n")


async def test_an_organiser_sees_and_joins_like_a_delegate(stage: Stage) -> None:
    ksenia = await stage.arrive(MOROZOVA, "ru")
    await ksenia.send("/tables")
    await ksenia.screen()
    await ksenia.press("Чистая энергия")
    assert (await ksenia.screen()).rows[0] == ["Записаться"]
