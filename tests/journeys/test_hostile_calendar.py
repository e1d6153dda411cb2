"""The calendar file read by the letter of RFC 5545, and days on which the clocks change."""
# ruff: noqa: S608 -- a test's own words

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handlers.buttons import (
    Programme,
    SendCalendar,
    ShowAgenda,
)
from tests.support.hostile import (
    change,
    number,
    pressing,
)
from tests.support.stage import BARDAZZI, Stage


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
