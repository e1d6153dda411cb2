"""Documents for the gate of a visit: what the passenger writes, and what those who lead the visit see of it."""

from __future__ import annotations

from collections.abc import Sequence

from forum.visits.gate import owed
from handlers.buttons import (
    DeletePapers,
    DemandPapers,
    RemindOfPapers,
    SendGateList,
    ShowGate,
    ShowPapers,
    ShowSession,
    ShowVisits,
    TypePaper,
)
from handlers.screens.screen import NOTHING, Page, Screen, short
from locales import LANGUAGES, Html, Words
from storage.gates import Entrant, Papers
from storage.records import Session

_LONGEST_NAME = 60


def _title(page: Page, session: Session) -> None:
    words = page.words
    page.say(words("papers.title"), words("text", text=short(words.pick(session, "title"), 120)))


def papers(words: Words, session: Session, written: Papers) -> Screen:
    """What the reader has written, and the ways to change it."""
    page = Page(words)
    _title(page, session)
    page.say(
        words("papers.name", name=written.name) if written.name else words("papers.no_name"),
        words("papers.number", number=written.number) if written.number else words("papers.no_number"),
    )
    page.say(words("papers.who_sees"))
    page.row(
        page.key("papers.name_key", TypePaper(session.id, "name")),
        page.key("papers.number_key", TypePaper(session.id, "number")),
    )
    if written.name or written.number:
        page.row(page.key("papers.delete_key", DeletePapers(session.id)))
    page.back(ShowSession(session.id, ShowVisits.prefix))
    return page.screen()


def question(words: Words, session: Session, field: str) -> Screen:
    """Type the name or the number; what is typed next is the answer."""
    page = Page(words)
    _title(page, session)
    page.say(words("papers.ask_name" if field == "name" else "papers.ask_number"))
    page.say(words("papers.who_sees"))
    page.back(ShowPapers(session.id) if field == "number" else ShowSession(session.id, ShowVisits.prefix))
    return page.screen().expecting(TypePaper(session.id, field))


def next_question(words: Words, session: Session, written: Papers) -> Screen:
    """The question that is still open, or what was written."""
    field = owed(written)
    return question(words, session, field) if field else papers(words, session, written)


def confirm_delete(words: Words, session: Session) -> Screen:
    """Before what was written goes."""
    page = Page(words)
    _title(page, session)
    page.say(words("papers.confirm_delete"))
    page.row(page.key("papers.delete_key", DeletePapers(session.id, sure=True)))
    page.back(ShowPapers(session.id))
    return page.screen()


def gate(words: Words, session: Session, entrants: Sequence[Entrant], number: int, *, asked: bool) -> Screen:
    """What passengers have written, for those who lead the visit."""
    page = Page(words)
    _title(page, session)
    if asked:
        _list(page, session, entrants, number)
    else:
        page.say(words("gate.not_asked"))
        page.row(page.key("gate.demand", DemandPapers(session.id, demanded=True)))
    page.back(ShowSession(session.id, ShowVisits.prefix))
    return page.screen()


def _list(page: Page, session: Session, entrants: Sequence[Entrant], number: int) -> None:
    words = page.words
    here = page.paged(entrants, number, lambda turned: ShowGate(session.id, turned))
    complete = [one for one in entrants if one.complete]
    page.say(words("gate.count", complete=len(complete), number=len(entrants)), words("gate.handling"))
    page.say(*(line for one in here for line in _entrant(words, one)))
    page.row(page.key("gate.remind", RemindOfPapers(session.id)) if len(complete) < len(entrants) else None)
    page.row(page.key("gate.file", SendGateList(session.id)) if complete else None)
    page.row(page.key("gate.waive", DemandPapers(session.id, demanded=False)))


def name_of(words: Words, one: Entrant) -> str:
    """A passenger in the reader's script."""
    return words.name(one.name, one.name_other, one.delegation)


def _entrant(words: Words, one: Entrant) -> tuple[Html, Html]:
    name = words("passengers.name", name=short(name_of(words, one), _LONGEST_NAME))
    if not one.complete:
        return name, words("gate.lacks")
    return name, words("gate.paper", name=one.paper_name, number=one.paper_number)


def confirm_waive(words: Words, session: Session) -> Screen:
    """Before the question, and with it what was written, goes."""
    page = Page(words)
    _title(page, session)
    page.say(words("gate.confirm_waive"))
    page.row(page.key("gate.waive", DemandPapers(session.id, demanded=False, sure=True)))
    page.back(ShowGate(session.id))
    return page.screen()


def gate_list(
    both: Sequence[Words], session: Session, entrants: Sequence[Entrant]
) -> tuple[str, list[str], list[list[str]]]:
    """The list's title, header and rows: those who have written all. In both languages, for the gate reads one."""
    keys = [
        [words.plain("gate.column.place") for words in both],
        [words.plain("gate.column.name") for words in both],
        [words.plain("gate.column.number") for words in both],
        [words.plain("gate.column.organisation") for words in both],
    ]
    rows = [
        [str(place), one.paper_name, one.paper_number, _latin_organisation(one)]
        for place, one in enumerate((one for one in entrants if one.complete), start=1)
    ]
    return session.code[:31], [" / ".join(dict.fromkeys(key)) for key in keys], rows


def _latin_organisation(one: Entrant) -> str:
    host = LANGUAGES[0]
    return (
        one.organisation if one.delegation == host or not one.organisation_other else one.organisation_other
    )


def file_caption(words: Words, session: Session, entrants: Sequence[Entrant]) -> Html:
    """Under the file: of which visit, who is not in it, and what is to become of it."""
    lacking = sum(not one.complete for one in entrants)
    page = Page(words)
    page.say(words("text", text=short(words.pick(session, "title"), 120)))
    page.say(words("gate.file_lacks", number=lacking) if lacking else NOTHING, words("gate.file_explained"))
    return page.screen().text
