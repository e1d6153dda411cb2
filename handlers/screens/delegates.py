"""The organisers' desk for delegates: finding one, all about them, and the lists of those to look after."""

from __future__ import annotations

from collections.abc import Sequence

from forum.delegates_desk import Dossier
from forum.search import Hit
from handlers.buttons import (
    CheckIn,
    Decide,
    EditDelegate,
    NewInvitation,
    Organise,
    PrintAgenda,
    PrintBadge,
    RemoveDelegate,
    RestoreDelegate,
    SendInvitation,
    ShowApplications,
    ShowDelegate,
    ShowDelegates,
    ShowMeetings,
    ShowPeople,
    ShowRecord,
    ShowTold,
)
from handlers.screens.card import both, scripts
from handlers.screens.check_in import check_in_key, checked_in, when
from handlers.screens.people import LONGEST_QUERY, entry, readable
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from locales import Html, Words
from storage.check_ins import Missing, Present
from storage.records import Application, Attended, Delegate

_NAME, _QUOTATION, _TITLE = 100, 150, 50
_REMOVED = 40
"""So much of an entry leaves room on a key for the word that they were removed."""
_FEW = 5
"""So many tables, visits and heads are named."""

STATES = ("agreed", "asked", "held", "missed")
"""The states of meetings that are counted, in this order."""


def hub(words: Words, present: Sequence[Present], missing: int, removed: int, waiting: int) -> Screen:
    """Who has arrived, how to find somebody, and who is to be looked after."""
    page = Page(words)
    page.say(words("delegates.title"))
    page.say(*(_present(words, one) for one in present if one.role != "organiser"))
    page.say(words("delegates.explained"))
    page.row(page.key("delegates.missing_key", ShowDelegates("a"), number=missing) if missing else None)
    page.row(page.key("delegates.waiting_key", ShowApplications(), number=waiting) if waiting else None)
    page.row(page.key("delegates.removed_key", ShowDelegates("r"), number=removed) if removed else None)
    page.row(page.key("button.refresh", ShowDelegates()))
    page.back(Organise())
    return seeking(page)


def _present(words: Words, one: Present) -> Html:
    who = words.plain(f"delegates.present.{one.role}")
    return words("delegates.present", who=who, present=one.present, number=one.number)


def arrived(words: Words, present: int, number: int) -> Html:
    """How many delegates are here, for the organisers' first screen; nothing before the first is."""
    return _present(words, Present("delegate", present, number)) if present else NOTHING


def seeking(page: Page) -> Screen:
    """The finished screen; what is typed next finds a delegate."""
    return page.screen().expecting(ShowDelegates())


def nobody(hub: Screen, words: Words, text: str) -> Screen:
    """Nobody is like what was typed."""
    return hub.below(words("delegates.nobody", text=short(readable(text), LONGEST_QUERY)))


def results(words: Words, text: str, hits: Sequence[Hit], gone: set[int], *, more: bool) -> Screen:
    """Those whom a typed text may mean; `gone` are the numbers of those who were removed."""
    page = Page(words)
    page.say(words("people.results", text=readable(text)[:LONGEST_QUERY]), words("people.choose"))
    page.say(words("delegates.more") if more else NOTHING)
    page.column(_hit(words, hit, removed=hit.delegate_id in gone) for hit in hits)
    page.back(ShowDelegates())
    return seeking(page)


def _hit(words: Words, hit: Hit, *, removed: bool) -> Key:
    label = entry(words, hit)
    if removed:
        label = words.plain("delegates.entry_removed", entry=short(label, _REMOVED))
    return Key(short(label), ShowDelegate(hit.delegate_id))


def missing(words: Words, found: Sequence[Missing], number: int, page_number: int) -> Screen:
    """Who is not checked in, a page of them."""
    page = Page(words)
    page.paged(range(number), page_number, lambda turned: ShowDelegates("a", turned))
    page.say(words("delegates.missing_title", number=number) if number else words("delegates.all_here"))
    page.column(_person(words, one, page_number) for one in found)
    page.back(ShowDelegates())
    return seeking(page)


def removed(words: Words, found: Sequence[Delegate], page_number: int) -> Screen:
    """Who was removed."""
    page = Page(words)
    here = page.paged(found, page_number, lambda turned: ShowDelegates("r", turned))
    page.say(words("delegates.removed_title"))
    page.say(words("people.nobody_here") if not found else NOTHING)
    page.column(_person(words, one) for one in here)
    page.back(ShowDelegates())
    return seeking(page)


def _person(words: Words, one: Missing | Delegate, page_number: int = -1) -> Key:
    organisation = words.name(one.organisation, one.organisation_other, one.delegation)
    return Key(short(f"{name_of(words, one)}, {organisation}"), ShowDelegate(one.id, page_number))


def name_of(words: Words, one: Missing | Delegate) -> str:
    """How somebody is called in the reader's script."""
    return short(words.name(one.name, one.name_other, one.delegation), _NAME)


def dossier(words: Words, found: Dossier, came_from: int = -1) -> Screen:
    """All about a delegate, and what an organiser can do; `came_from` as in `ShowDelegate.page`."""
    page, person = Page(words), found.person
    _profile(page, found)
    if person.removed_at is not None:
        page.say(words("delegates.removed_since", when=when(words, person.removed_at)))
        page.row(page.key("delegates.restore", RestoreDelegate(person.id)))
        page.back(ShowDelegates())
        return seeking(page)
    page.say(checked_in(words, found.seen), *_reach(words, found))
    _places(page, "tables", found.tables)
    _places(page, "visits", found.visits)
    _others(page, found)
    arrival = CheckIn(person.id, found.seen is None, page=came_from)
    page.row(check_in_key(page, found.seen, arrival))
    _keys(page, found)
    page.back(ShowDelegates() if came_from < 0 else ShowDelegates("a", came_from))
    return seeking(page)


def _profile(page: Page, found: Dossier) -> None:
    words, person = page.words, found.person
    own, second = scripts(words, person.name, found.name_other, person.delegation)
    name, other = short(own, _NAME), short(second, _NAME)
    kind = words.plain(f"people.kind.{person.kind}") if person.kind else ""
    belongs = (words.plain(f"role.{person.role}"), words.plain(f"delegation.{person.delegation}"))
    page.say(
        words("people.name_both", name=name, other=other) if other else words("people.name", name=name),
        words("text", text=both(words, person.organisation, person.organisation_other, person.delegation)),
        words("text", text=words.pick(person, "position")),
        words("text", text=" · ".join(filter(None, (words.region(person.region), kind)))),
        words("text", text=" · ".join(belongs)),
        words("people.languages", languages=words.languages(person.languages or (person.delegation,))),
        words("info.phone", phone=person.phone) if person.phone else words("roll.no_phone"),
        words("text", text=person.email),
    )
    for what in ("offers", "seeks"):
        text = getattr(person, what)
        if text:
            page.say(
                words("people.heading", heading=words.plain(f"people.{what}")),
                words("people.quotation", text=short(text, _QUOTATION)),
            )


def _reach(words: Words, found: Dossier) -> list[Html]:
    """What the bot speaks to them, whether it reaches them, and who may see them."""
    account, person = found.account, found.person
    if account is None:
        reach = words("reach.never_started" if person.invitation else "delegates.no_invitation")
    else:
        reach = words("reach.reachable" if account.reachable else "reach.blocked")
    return [
        words("delegates.bot", language=words.languages((person.language,))),
        reach,
        NOTHING if person.visibility == "all" else words(f"delegates.seen_by.{person.visibility}"),
    ]


def _places(page: Page, what: str, places: Sequence[Attended]) -> None:
    if places:
        page.say(
            page.words(f"delegates.{what}"),
            *(_place(page.words, one) for one in places[:_FEW]),
            _more(page.words, len(places)),
        )


def _place(words: Words, one: Attended) -> Html:
    title, day = short(words.pick(one, "title"), _TITLE), when(words, one.starts)
    if one.seat == "waiting":
        return words("delegates.waits", title=title, when=day, position=one.position)
    return words("delegates.sits" if one.seat else "delegates.guides", title=title, when=day)


def _more(words: Words, number: int) -> Html:
    return words.count("delegates.and_more", number - _FEW) if number > _FEW else NOTHING


def _others(page: Page, found: Dossier) -> None:
    """Meetings, those who act for each other, questions: as far as there are any."""
    words, asked = page.words, found.asked
    counts = [
        words.plain(f"delegates.meetings.{state}", number=found.meetings[state])
        for state in STATES
        if found.meetings.get(state)
    ]
    page.say(
        words("delegates.meetings", counts=", ".join(counts)) if counts else NOTHING,
        words("delegates.interprets", number=found.interpreting) if found.interpreting else NOTHING,
        words("delegates.acted_for", names=names_of(words, found.acted_for)) if found.acted_for else NOTHING,
        words("delegates.acts_for", names=names_of(words, found.acts_for)) if found.acts_for else NOTHING,
        words("delegates.asked", number=asked.number, unanswered=asked.unanswered)
        if asked.number
        else NOTHING,
    )


def names_of(words: Words, people: Sequence[Delegate]) -> str:
    """The first few of them by name."""
    names = ", ".join(short(name_of(words, one), _TITLE) for one in people[:_FEW])
    return f"{names}…" if len(people) > _FEW else names


def _keys(page: Page, found: Dossier) -> None:
    person = found.person
    page.paired(
        (
            page.key("delegates.correct", EditDelegate(person.id)),
            page.key("delegates.told", ShowTold(person.id)),
        )
    )
    shown = page.key("delegates.invitation", SendInvitation(person.id))
    renewed = page.key("delegates.new_invitation", NewInvitation(person.id))
    handed = found.account is None and person.invitation is not None
    page.paired((shown, renewed) if handed else (renewed,))
    if person.role == "delegate":
        page.paired(
            (
                page.key("menu.meetings", ShowMeetings(acting=person.id)),
                page.key("delegates.find_for", ShowPeople(acting=person.id)),
            )
        )
    page.paired(
        (
            page.key("paper.badge_key", PrintBadge(person.id)),
            page.key("paper.agenda_of_key", PrintAgenda(person.id)),
            page.key("record.key", ShowRecord("p", person.id)),
        ),
        filling=True,
    )
    page.row(page.key("delegates.remove", RemoveDelegate(person.id)))


def application(words: Words, first: Application | None, number: int, said: str = "") -> Screen:
    """The first of the registrations that wait, and how many more do; `said`: what became of the one before."""
    page = Page(words)
    page.say(words("text", text=said))
    if first is None:
        page.say(words("delegates.none_waits") if not said else NOTHING)
    else:
        page.say(
            words("notice.registration", name=first.name, organisation=first.organisation),
            words("text", text=words.plain(f"delegation.{first.delegation}")),
        )
        page.say(words.count("delegates.more_wait", number - 1) if number > 1 else NOTHING)
        page.row(
            page.key("registration.accept", Decide(first.id, accepted=True)),
            page.key("registration.decline", Decide(first.id, accepted=False)),
        )
    page.back(ShowDelegates())
    return page.screen()
