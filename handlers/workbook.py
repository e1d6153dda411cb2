"""The forum as a workbook: an organiser sends one, sees what it would change, releases it; or gets it back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial

from forum.apart import NotDone, apart
from forum.deeds import Deed
from forum.desk import Outcome, refusal
from forum.workbook import examining, files
from forum.workbook import sent as rules
from handlers.buttons import DiscardWorkbook, ExportWorkbook, ReleaseWorkbook, SendTemplate, ShowWorkbook
from handlers.fetching import MOST_BYTES
from handlers.making import later
from handlers.screens import workbook as screens
from handlers.screens.notices import said
from handlers.screens.screen import File, Next, Screen
from handlers.sent import Sent
from handlers.visit import Visit
from locales import escape
from storage import sent_workbooks
from storage.sent_workbooks import SentWorkbook

_OTHER = (".ods", ".numbers", ".pdf", ".doc", ".docx", ".txt", ".jpg", ".jpeg", ".png", ".zip")


async def show(visit: Visit, button: ShowWorkbook) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """How a workbook is sent, and the keys to get one."""
    return screens.menu(visit.words)


async def received(visit: Visit, button: ShowWorkbook, sent: Sent) -> Screen:  # noqa: ARG001
    """A file was sent: it is looked at, unless it can be none."""
    unfit = _unfit(sent)
    if unfit is not None or sent.file is None:
        return _menu_saying(visit, unfit or refusal("workbook_no_file"))
    following = Next(partial(_examine, visit), fetches=sent.file.id)
    return replace(screens.checking(visit.words), following=following)


def _unfit(sent: Sent) -> Outcome | None:
    """Why what was sent is no workbook, as far as can be told without fetching it; None where it may be one."""
    file = sent.file
    if file is None:
        return refusal("workbook_no_file")
    if file.kind == "photo":
        return refusal("workbook_photo")
    if sent.album:
        return refusal("workbook_album")
    if file.size > MOST_BYTES:
        return refusal("workbook_big")
    if file.name.lower().endswith(".csv"):
        return refusal("workbook_csv")
    return refusal("workbook_other") if file.name.lower().endswith(_OTHER) else None


async def _examine(visit: Visit, content: bytes | None) -> Screen:
    """What is wrong with the file, or what it would change."""
    if content is None:
        return _menu_below(visit, refusal("workbook_not_given"))
    number = int((await rules.keep(visit.desk, visit.user_id)).facts["number"] or 0)
    await _lay_down(visit, number, content)
    try:
        examined = examining.read_back(await apart(examining.examine, _sent(visit, number)))
    except NotDone:
        await _forget(visit, number)
        return _menu_below(visit, refusal("workbook_not_read"))
    if examined.changes.problems:
        await _forget(visit, number)
        return await asyncio.to_thread(screens.problems, visit.words, examined)
    if examined.changes.rows:
        # Thousands of lines: others are answered meanwhile.
        return await asyncio.to_thread(screens.preview, visit.words, number, examined)
    # That its author has touched nothing, or said what holds already, is worth remembering all the same.
    return await _released(visit, number, examined.shown)


async def _lay_down(visit: Visit, number: int, content: bytes) -> None:
    """The file lies beside the database, in place of one that was sent before."""
    database = visit.desk.database.path
    async with visit.desk.glance() as view:
        needed = await sent_workbooks.waiting(view)
    await asyncio.to_thread(rules.remove_all_but, database, needed)
    await asyncio.to_thread(rules.put, database, number, content)


async def _forget(visit: Visit, number: int) -> None:
    visit.desk.afterwards.append(partial(sent_workbooks.drop, number=number))
    await asyncio.to_thread(rules.remove, visit.desk.database.path, number)


def _sent(visit: Visit, number: int) -> examining.Sent:
    desk = visit.desk
    return examining.Sent(desk.database.path, number, visit.now, desk.organisers)


def _menu_saying(visit: Visit, came: Outcome) -> Screen:
    return screens.menu(visit.words).saying(said(visit.words, came))


def _menu_below(visit: Visit, came: Outcome) -> Screen:
    """For what takes the place of another screen, which no passing word reaches."""
    return screens.menu(visit.words).below(escape(said(visit.words, came)))


async def release(visit: Visit, button: ReleaseWorkbook) -> Screen:
    """Import the file, if that changes what was shown."""
    sent = await _mine(visit, button.workbook)
    if sent is None or sent.released_at is not None:
        return _menu_saying(visit, refusal("workbook_gone" if sent is None else "workbook_before"))

    async def go_on(_: bytes | None) -> Screen:
        return await _released(visit, button.workbook, button.shown, visit.desk.deed)

    return replace(screens.releasing(visit.words), following=Next(go_on))


async def _mine(visit: Visit, number: int) -> SentWorkbook | None:
    """A workbook that whoever presses has sent."""
    async with visit.desk.glance() as view:
        sent = await sent_workbooks.get(view, number)
    return sent if sent is not None and sent.user_id == visit.user_id else None


async def _released(visit: Visit, number: int, shown: str, deed: Deed | None = None) -> Screen:
    """Import a file; with a `deed` that is put on record."""
    words = visit.words
    sent = replace(_sent(visit, number), deed=deed)
    try:
        examined = examining.read_back(await apart(examining.release, sent, shown))
    except NotDone:
        return _menu_below(visit, refusal("workbook_not_read"))
    if examined.changes.problems:
        await _forget(visit, number)
        return await asyncio.to_thread(screens.problems, words, examined)
    match examined.word:
        case "released" if examined.changes.rows:
            visit.desk.wake()
            return screens.released(words, examined)
        case "changed" if examined.changes.rows:
            return await asyncio.to_thread(screens.preview, words, number, examined, anew=True)
        case "released" | "changed":
            return screens.same(words)
    return _menu_below(visit, refusal("workbook_before" if examined.word == "before" else "workbook_gone"))


async def discard(visit: Visit, button: DiscardWorkbook) -> Screen:
    """The file is not wanted after all."""
    if await _mine(visit, button.workbook) is None:
        return _menu_saying(visit, refusal("workbook_gone"))
    came = await rules.discard(visit.desk, button.workbook)
    await asyncio.to_thread(rules.remove, visit.desk.database.path, button.workbook)
    return _menu_saying(visit, came)


async def export(visit: Visit, button: ExportWorkbook) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """The forum as it stands, as a file."""

    async def make(_: str) -> File:
        content = await apart(files.exported, visit.desk.database.path)
        return screens.forum_file(visit.words, content, visit.now)

    return later(visit, make)


async def template(visit: Visit, button: SendTemplate) -> Screen:  # noqa: ARG001
    """An empty workbook."""

    async def make(_: str) -> File:
        return screens.template_file(visit.words, await apart(files.template))

    return later(visit, make)
