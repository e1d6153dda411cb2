"""Documents for the gate of a visit: written by the passenger, read by those who lead the visit."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from forum.visits import gate as rules
from forum.visits.papers import FIELDS
from forum.visits.sheet import written
from forum.visits.staff import visit_led
from handlers.buttons import (
    DeletePapers,
    DemandPapers,
    RemindOfPapers,
    SendGateList,
    ShowGate,
    ShowPapers,
    ShowVisits,
    TypePaper,
)
from handlers.screens import gate as screens
from handlers.screens.notices import said
from handlers.screens.screen import File, Screen
from handlers.visit import Visit
from handlers.visits import actor, not_leading, visits
from locales import LANGUAGES
from storage import gates, sessions
from storage.gates import NO_PAPERS, Entrant, Papers
from storage.records import Session


async def _own(visit: Visit, session_id: int) -> tuple[Session, Papers] | None:
    """The visit and what one has written for it; None where nothing is asked of one."""
    async with visit.desk.look() as view:
        session = await sessions.get(view, session_id)
        papers = await gates.papers(view, session_id, visit.delegate_id)
    if session is None or papers is None or session.ends <= visit.now:
        return None
    return session, papers


async def _not_needed(visit: Visit) -> Screen:
    return (await visits(visit, ShowVisits())).saying(visit.words.plain("said.papers_not_needed"))


async def papers(visit: Visit, button: ShowPapers) -> Screen:
    """What one has written; the first question where that is nothing."""
    own = await _own(visit, button.session)
    if own is None:
        return await _not_needed(visit)
    session, found = own
    if found == NO_PAPERS:
        return screens.next_question(visit.words, session, found)
    return screens.papers(visit.words, session, found)


async def ask(visit: Visit, button: TypePaper) -> Screen:
    """Type the name or the number."""
    own = await _own(visit, button.session)
    if own is None or button.field not in FIELDS:
        return await _not_needed(visit)
    return screens.question(visit.words, own[0], button.field)


async def typed(visit: Visit, button: TypePaper, text: str) -> Screen:
    """Keep what was typed, and take it out of the chat. What cannot be right is asked again."""
    came = await rules.write(visit.desk, visit.delegate_id, button.session, button.field, text)
    own = await _own(visit, button.session)
    if own is None:
        screen = await _not_needed(visit)
    elif came.refused:
        screen = await ask(visit, button)
    else:
        screen = screens.next_question(visit.words, *own)
    return replace(screen.saying(said(visit.words, came)), erases=True)


async def delete(visit: Visit, button: DeletePapers) -> Screen:
    """Delete what one has written, after having been asked."""
    own = await _own(visit, button.session)
    if own is not None and not button.sure:
        return screens.confirm_delete(visit.words, own[0])
    came = await rules.withdraw(visit.desk, visit.delegate_id, button.session)
    if own is None:
        return await _not_needed(visit)
    return screens.papers(visit.words, own[0], NO_PAPERS).saying(said(visit.words, came))


async def _entrants(visit: Visit, session_id: int) -> tuple[Session, bool, list[Entrant]] | None:
    """A visit that one leads, whether its gate asks for documents, and what the passengers have written."""
    async with visit.desk.look() as view:
        session = await visit_led(view, session_id, actor(visit))
        if session is None:
            return None
        asked = await gates.asked_at(view, session_id) is not None
        found = await gates.entrants(view, session_id, visit.words.language) if asked else []
    return session, asked, found


async def gate(visit: Visit, button: ShowGate) -> Screen:
    """What passengers have written."""
    found = await _entrants(visit, button.session)
    if found is None:
        return await not_leading(visit)
    session, asked, entrants = found
    return screens.gate(visit.words, session, entrants, button.page, asked=asked)


async def demand(visit: Visit, button: DemandPapers) -> Screen:
    """Ask for documents, or no more."""
    if not button.demanded and not button.sure:
        found = await _entrants(visit, button.session)
        if found is not None and any(one.paper_name or one.paper_number for one in found[2]):
            return screens.confirm_waive(visit.words, found[0])
    decide = rules.demand if button.demanded else rules.waive
    came = await decide(visit.desk, actor(visit), button.session)
    return (await gate(visit, ShowGate(button.session))).saying(said(visit.words, came))


async def remind(visit: Visit, button: RemindOfPapers) -> Screen:
    """Ask those once more who owe documents."""
    came = await rules.remind(visit.desk, actor(visit), button.session)
    return (await gate(visit, ShowGate(button.session))).saying(said(visit.words, came))


async def send_list(visit: Visit, button: SendGateList) -> Screen:
    """The list for the gate as a file."""
    found = await _entrants(visit, button.session)
    if found is None:
        return await not_leading(visit)
    session, asked, entrants = found
    if not any(one.complete for one in entrants):
        return screens.gate(visit.words, session, entrants, 0, asked=asked).saying(
            visit.words.plain("said.no_papers_yet")
        )
    both = [visit.in_language(language) for language in LANGUAGES]
    content = await asyncio.to_thread(written, *screens.gate_list(both, session, entrants))
    words = visit.words
    name = words.plain("gate.file_name", code=session.code) + ".xlsx"
    file = File(name, content, screens.file_caption(words, session, entrants), private=True)
    return Screen(extra=file, toast=words.plain("said.file_sent"))
