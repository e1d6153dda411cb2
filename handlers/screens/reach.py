"""What became of notices, for organisers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forum.reach import STATES, TOPICS, topic_of
from handlers.buttons import (
    Organise,
    PutAside,
    RetryNotice,
    ShowDelegate,
    ShowFailure,
    ShowFailures,
    ShowReach,
    ShowTold,
    ShowUnreached,
)
from handlers.screens.organise import Matter
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from handlers.screens.times import near_day
from locales import Html, Words
from locales.words import capital
from storage.delivery_report import Failure, Told, Unreached
from storage.records import Account, Delegate

Counts = Mapping[str, Mapping[str, int]]
"""By topic, then by state."""

_NAME, _ORGANISATION = 60, 80


def matter(words: Words, unreached: int, failed: int) -> Matter:
    """How many were not reached and how many notices were refused, and the way to them."""
    page = Page(words)
    page.say(
        words.count("reach.number_unreached", unreached) if unreached else NOTHING,
        words.count("reach.number_failed", failed) if failed else NOTHING,
    )
    return Matter(Key(words.plain("reach.key"), ShowReach()), page.screen().text)


def overview(words: Words, counts: Counts, unreached: int, failed: int) -> Screen:
    """All notices by state, then topic by topic."""
    page = Page(words)
    page.say(words("reach.title"))
    totals = {state: sum(states.get(state, 0) for states in counts.values()) for state in STATES}
    if any(totals.values()):
        page.say(words("reach.total"), *_states(words, totals))
    else:
        page.say(words("reach.nothing"))
    for topic in TOPICS:
        if topic in counts:
            page.say(
                words("reach.topic", topic=words.plain(f"reach.topic.{topic}")),
                *_states(words, counts[topic]),
            )
    page.row(page.key("reach.unreached_key", ShowUnreached()) if unreached else None)
    page.row(page.key("reach.failed_key", ShowFailures()) if failed else None)
    page.row(page.key("button.refresh", ShowReach()))
    page.back(Organise())
    return page.screen()


def _states(words: Words, states: Mapping[str, int]) -> list[Html]:
    return [
        words("reach.count", state=capital(words.plain(f"reach.state.{state}")), number=states[state])
        for state in STATES
        if states.get(state)
    ]


def unreached(words: Words, found: Sequence[Unreached], number: int, page_number: int) -> Screen:
    """Who could not be reached, with their phones and why."""
    page = Page(words)
    page.paged(range(number), page_number, ShowUnreached)
    page.say(words("reach.unreached_title"))
    page.say(words.count("reach.number_unreached", number) if number else words("reach.all_reached"))
    for one in found:
        page.say(
            words("reach.person", **_who(words, one)),
            words("reach.phone", phone=one.phone) if one.phone else words("reach.no_phone"),
            words("reach.blocked" if one.started else "reach.never_started"),
        )
    page.column(Key(short(_name(words, one)), ShowTold(one.id, page_number)) for one in found)
    page.back(ShowReach())
    return page.screen()


def _name(words: Words, one: Unreached | Delegate) -> str:
    return short(words.name(one.name, one.name_other, one.delegation), _NAME)


def _who(words: Words, one: Unreached | Delegate) -> dict[str, str]:
    organisation = words.name(one.organisation, one.organisation_other, one.delegation)
    return {"name": _name(words, one), "organisation": short(organisation, _ORGANISATION)}


def _recipient(words: Words, one: Failure) -> str:
    if one.name is None:
        return words.plain("reach.no_delegate")
    return short(words.name(one.name, one.name_other or "", one.delegation or ""), _NAME)


def failures(words: Words, found: Sequence[Failure], number: int, page_number: int) -> Screen:
    """What Telegram has refused for good, the latest first."""
    page = Page(words)
    page.paged(range(number), page_number, ShowFailures)
    page.say(words("reach.failed_title"))
    page.say(words.count("reach.number_failed", number) if number else words("reach.none_failed"))
    page.column(
        Key(
            short(words.plain("reach.notice_key", notice=one.id, name=_recipient(words, one))),
            ShowFailure(one.id),
        )
        for one in found
    )
    page.back(ShowReach())
    return page.screen()


def failure(words: Words, one: Failure) -> Screen:
    """A refused notice: to whom, about what, and why it was refused."""
    page = Page(words)
    day = near_day(words, words.day_of(one.settled_at))
    page.say(
        words("reach.notice", notice=one.id, name=_recipient(words, one)),
        words("reach.about", topic=words.plain(f"reach.topic.{topic_of(one.kind)}"), kind=one.kind),
        words("reach.refused_at", when=f"{day}, {words.time(one.settled_at)}"),
    )
    page.say(words("reach.reason", reason=one.reason))
    page.row(page.key("reach.retry", RetryNotice(one.id)), page.key("reach.put_aside", PutAside(one.id)))
    page.row(page.key("reach.person_key", ShowTold(one.delegate_id)) if one.delegate_id is not None else None)
    page.back(ShowFailures())
    return page.screen()


def told(
    words: Words, person: Delegate, account: Account | None, found: Sequence[Told], came_from: int
) -> Screen:
    """The latest notices to a delegate, each with what became of it; `came_from` as in `ShowTold.page`."""
    page = Page(words)
    page.say(
        words("reach.person", **_who(words, person)),
        words("reach.phone", phone=person.phone) if person.phone else words("reach.no_phone"),
        _reachable(words, account),
    )
    page.say(*(_line(words, one) for one in found) if found else (words("reach.told_nothing"),))
    if came_from < 0:
        page.back(ShowDelegate(person.id))
    else:
        page.row(page.key("badge.card", ShowDelegate(person.id)))
        page.back(ShowUnreached(came_from))
    return page.screen()


def _reachable(words: Words, account: Account | None) -> Html:
    if account is None:
        return words("reach.never_started")
    return words("reach.reachable" if account.reachable else "reach.blocked")


def _line(words: Words, one: Told) -> Html:
    day = words.day_of(one.at)
    return words(
        "reach.told",
        when=f"{words.short_day(day)}, {words.time(one.at)}",
        topic=words.plain(f"reach.topic.{topic_of(one.kind)}"),
        state=words.plain(f"reach.state.{one.state}"),
    )
