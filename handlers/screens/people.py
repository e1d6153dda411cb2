"""Finding people: the ways to do it, lists, and what a typed text found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from forum.people import digits_of
from forum.search import Hit
from forum.suggestions import Reason, Suggestion
from forum.workbook.sheets import DELEGATE_KINDS
from handlers.buttons import AskOrganisers, Button, ShowDelegate, ShowDelegation, ShowPeople, ShowPerson
from handlers.screens.programme import FEW
from handlers.screens.screen import PAGE_SIZE, Key, Page, Screen, page_of, short
from locales import LANGUAGES, Html, Words
from storage.people import Presented, Share
from storage.records import Attended, Delegate

LONGEST_QUERY = 64
_LONGEST_NAME = 100
_REASONS, _THINGS = 3, 3
_PROJECTS = {"their_project", "own_project"}


@dataclass(frozen=True, slots=True)
class Seeker:
    """In whose place somebody looks at the screens: the delegate for whom they act; None: themselves.

    `organiser`: they act as one who runs the forum.
    """

    acting: Delegate | None = None
    organiser: bool = False

    @property
    def number(self) -> int:
        """As in the buttons."""
        return self.acting.id if self.acting else 0

    @property
    def came_from(self) -> Button | None:
        """Where those are chosen for whom somebody acts: of organisers the delegate's card; None for oneself."""
        if self.acting is None:
            return None
        return ShowDelegate(self.acting.id) if self.organiser else ShowDelegation()

    def say(self, page: Page) -> None:
        """Say for whom one acts, where that is somebody else."""
        if self.acting is not None:
            one = self.acting
            name = page.words.name(one.name, one.name_other, one.delegation)
            page.say(page.words("people.acting", name=short(name, _LONGEST_NAME)))

    def finish(self, page: Page) -> Screen:
        """The finished screen; what is typed next is sought for the same delegate."""
        screen = page.screen()
        return screen if self.acting is None else screen.expecting(ShowPeople(acting=self.number))


def nobody(hub: Screen, words: Words, *, asks: bool) -> Screen:
    """Nobody is found: the other ways to find people, and for who `asks` the way to the organisers."""
    screen = hub.below(words("help.not_understood"))
    if not asks:
        return screen
    ask = (Key(words.plain("menu.ask"), AskOrganisers()),)
    return replace(screen, rows=(*screen.rows[:-1], ask, *screen.rows[-1:]))


def hub(words: Words, seeker: Seeker, *, delegation: str | None, own: int | None) -> Screen:
    """The ways to find people; `own` is the reader's number, None for an organiser who is no delegate."""
    page, acting = Page(words), seeker.number
    seeker.say(page)
    page.say(words("people.title"), words("people.explained"))
    if own is not None or acting:
        page.row(page.key("people.suggested", ShowPeople("s", acting=acting)))
    page.row(
        page.key("people.by_table", ShowPeople("t", acting=acting)),
        page.key("people.by_project", ShowPeople("p", acting=acting)),
    )
    page.row(
        page.key("people.by_kind", ShowPeople("k", acting=acting)),
        page.key("people.by_region", ShowPeople("r", acting=acting)),
    )
    page.column(
        page.key(f"delegation.{one}", ShowPeople("d", one, acting=acting))
        for one in LANGUAGES
        if one != delegation
    )
    if own is not None and not acting:
        page.row(page.key("people.own_card", ShowPerson(own)))
    page.back(seeker.came_from)
    return seeker.finish(page)


def tables(words: Words, seeker: Seeker, found: Sequence[Attended], number: int) -> Screen:
    """The thematic tables, to choose those who sit at one."""
    return _choice(
        words,
        seeker,
        words("people.choose_table"),
        "t",
        [(words.pick(one, "title"), str(one.id)) for one in found],
        number,
    )


def kinds(words: Words, seeker: Seeker, found: Sequence[Share], number: int) -> Screen:
    """The kinds of organisations, in the order of the workbook's list."""
    known = sorted(found, key=lambda one: DELEGATE_KINDS.index(one.value))
    return _choice(
        words,
        seeker,
        words("people.choose_kind"),
        "k",
        [(_counted(words, words.plain(f"people.kinds.{one.value}"), one), one.value) for one in known],
        number,
    )


def regions(words: Words, seeker: Seeker, found: Sequence[Share], number: int) -> Screen:
    """The regions of both countries, by their names in the reader's language."""
    named = sorted((words.region(one.value), one.value, one) for one in found)
    return _choice(
        words,
        seeker,
        words("people.choose_region"),
        "r",
        [(_counted(words, name, one), digits_of(value)) for name, value, one in named],
        number,
    )


def _counted(words: Words, title: str, share: Share) -> str:
    return words.plain("people.with_number", title=title, number=share.number)


def _choice(
    words: Words, seeker: Seeker, heading: Html, by: str, options: Sequence[tuple[str, str]], number: int
) -> Screen:
    page = Page(words)
    here = page.paged(options, number, lambda turned: ShowPeople(by, "", turned, seeker.number))
    seeker.say(page)
    page.say(heading)
    if not options:
        page.say(words("people.nobody_here"))
    page.column(Key(short(label), ShowPeople(by, value, acting=seeker.number)) for label, value in here)
    page.back(ShowPeople(acting=seeker.number))
    return seeker.finish(page)


def projects(words: Words, seeker: Seeker, found: Sequence[Presented], number: int) -> Screen:
    """The projects, each key with the card of whom presents it behind it."""
    page = Page(words)
    here = page.paged(found, number, lambda turned: ShowPeople("p", "", turned, seeker.number))
    _, number, _ = page_of(found, number, PAGE_SIZE)
    seeker.say(page)
    page.say(words("people.choose_project"))
    if not found:
        page.say(words("people.nobody_here"))
    for one in here:
        page.say(words("projects.line", title=words.pick(one, "title"), who=entry(words, one)))
    page.column(
        Key(short(words.pick(one, "title")), ShowPerson(one.presenter_id, "p", "", number, seeker.number))
        for one in here
    )
    page.back(ShowPeople(acting=seeker.number))
    return seeker.finish(page)


def readable(text: str) -> str:
    """What somebody typed, in one line and without signs that nobody sees or that turn the text around."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def suggestions(words: Words, seeker: Seeker, found: Sequence[Suggestion], number: int) -> Screen:
    """People one may want to meet, each with the reasons."""
    page = Page(words)
    here = page.paged(found, number, lambda turned: ShowPeople("s", "", turned, seeker.number), FEW)
    _, number, _ = page_of(found, number, FEW)
    seeker.say(page)
    page.say(
        words("people.list", title=words.plain("people.suggested")),
        words("people.suggestions" if found else "people.no_suggestions"),
    )
    for one in here:
        name = words.name(one.name, one.name_other, one.delegation)
        page.say(
            words("people.suggestion", name=name, organisation=organisation(words, one)),
            *(because(words, reason) for reason in telling(one.reasons)[:_REASONS]),
        )
        page.row(Key(short(name), ShowPerson(one.delegate_id, "s", "", number, seeker.number)))
    page.back(ShowPeople(acting=seeker.number))
    return seeker.finish(page)


def telling(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """The reasons without the common table, where a project presented there is one already."""
    presented = any(reason.what in _PROJECTS for reason in reasons)
    return [reason for reason in reasons if not presented or reason.what != "table"]


def because(words: Words, reason: Reason) -> Html:
    """'Offre: valvole, compressori'."""
    names = [one.it if words.language == "it" else one.ru for one in reason.things[:_THINGS]]
    titled = [f"«{name}»" for name in names] if reason.what in _PROJECTS else names
    return words(f"people.because.{reason.what}", things=", ".join(titled))


def entry(words: Words, person: Hit | Presented | Suggestion) -> str:
    """'Antonio Franceschini, CNA', in the reader's script."""
    name = words.name(person.name, person.name_other, person.delegation)
    return f"{name}, {organisation(words, person)}"


def organisation(words: Words, person: Hit | Presented | Suggestion) -> str:
    """An organisation, in the reader's script where it is known."""
    return words.name(person.organisation, person.organisation_other, person.delegation)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: the button of this page, what its people have in common, how many they are in all."""

    button: ShowPeople
    title: str
    hits: Sequence[Hit]
    number: int


def listing(words: Words, seeker: Seeker, found: Listing) -> Screen:
    """One page of those who have something in common."""
    page, button = Page(words), found.button

    def turned(number: int) -> Button:
        return ShowPeople(button.by, button.value, number, seeker.number)

    page.paged(range(found.number), button.page, turned)
    seeker.say(page)
    page.say(
        words("people.list", title=found.title),
        words.count("people.number", found.number) if found.number else words("people.nobody_here"),
    )
    page.column(
        Key(
            short(entry(words, hit)),
            ShowPerson(hit.delegate_id, button.by, button.value, button.page, seeker.number),
        )
        for hit in found.hits
    )
    page.back(ShowPeople("" if button.by == "d" else button.by, acting=seeker.number))
    return seeker.finish(page)


def results(words: Words, seeker: Seeker, text: str, hits: Sequence[Hit], *, more: bool) -> Screen:
    """Those whom a typed text may mean; `more`: there are others, for whom inline mode is opened with that text."""
    page, query = Page(words), readable(text)[:LONGEST_QUERY]
    seeker.say(page)
    page.say(words("people.results", text=query), words("people.choose"))
    page.column(
        Key(short(entry(words, hit)), ShowPerson(hit.delegate_id, acting=seeker.number)) for hit in hits
    )
    if more:
        page.row(Key(words.plain("people.more"), inline=query))
    page.back(ShowPeople(acting=seeker.number))
    return seeker.finish(page)
