"""Whom an announcement is for: who is wanted and how many they are, and the choice of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forum.announcements import TRAITS, Audience, token, wanted
from handlers.buttons import Aim, ChooseAmong, ChooseAudience, ShowAnnouncement
from handlers.screens.screen import NOTHING, Key, Page, Screen, short
from locales import Html, Words
from locales.markup import join
from storage.announcement_records import Announcement, Share

_NAMED = 6
_LONGEST_VALUE = 60

Chosen = Mapping[str, Sequence[Share]]
"""The values chosen of each trait, with their names."""


def audience_line(words: Words, whom: Audience, chosen: Chosen) -> Html:
    """Whom it is for: who is wanted, and how many that is."""
    lines = [
        words.count("announcement.people", whom.number),
        *who(words, chosen),
        words(
            "announcement.by_language", italian=whom.readers.get("it", 0), russian=whom.readers.get("ru", 0)
        ),
        words.count("announcement.without", whom.without) if whom.without else NOTHING,
    ]
    return join(lines)


def who(words: Words, chosen: Chosen) -> list[Html]:
    """Who is wanted: a line for each trait, or everybody."""
    parts = [_trait_line(words, trait, chosen[trait]) for trait in TRAITS if chosen.get(trait)]
    return parts or [words("announcement.everybody")]


def _trait_line(words: Words, trait: str, shares: Sequence[Share]) -> Html:
    names = [short(value_name(words, trait, one), _LONGEST_VALUE) for one in shares[:_NAMED]]
    if len(shares) > _NAMED:
        names.append(words.plain_count("announcement.others", len(shares) - _NAMED))
    return words(
        "announcement.wanted", trait=words.plain(f"announcement.trait.{trait}"), values=", ".join(names)
    )


def value_name(words: Words, trait: str, share: Share) -> str:
    """A value of a trait in the reader's words."""
    match trait:
        case "table" | "visit":
            return words.pick(share, "title")
        case "region":
            return words.region(share.value)
        case "kind":
            return words.plain(f"people.kinds.{share.value}")
        case "role":
            return words.plain(f"announcement.roles.{share.value}")
        case "delegation":
            return words.plain(f"delegation.{share.value}")
        case _:
            return words.plain("announcement.not_arrived")


def choose_audience(words: Words, found: Announcement, whom: Audience, chosen: Chosen) -> Screen:
    """The traits by which those concerned are chosen."""
    page, number = Page(words), found.id
    page.say(words("announcement.audience_title"))
    page.say(audience_line(words, whom, chosen))
    page.say(words("announcement.audience_rule"))
    keys = [_trait_key(page, number, trait, len(chosen.get(trait, ()))) for trait in TRAITS]
    page.paired(keys)
    if any(chosen.values()):
        page.row(page.key("announcement.all", Aim(number, "", "", wanted=True)))
    page.row(page.key("announcement.ready", ShowAnnouncement(number)))
    page.back(None)
    return page.screen()


def _trait_key(page: Page, number: int, trait: str, chosen: int) -> Key:
    label = page.words.plain(f"announcement.trait.{trait}")
    return Key(f"✓ {label} ({chosen})" if chosen else label, ChooseAmong(number, trait))


def choose_among(
    words: Words,
    found: Announcement,
    whom: Audience,
    chosen: Chosen,
    trait: tuple[str, Sequence[Share]],
    page_number: int,
) -> Screen:
    """The values of a trait, those wanted marked."""
    (name, shares), page, number = trait, Page(words), found.id
    here = page.paged(shares, page_number, lambda turned: ChooseAmong(number, name, turned))
    page.say(words("announcement.trait_title", trait=words.plain(f"announcement.trait.{name}")))
    page.say(audience_line(words, whom, chosen))
    if not shares:
        page.say(words("announcement.no_values"))
    have = set(wanted(found).get(name, ()))
    for one in here:
        on = one.value in have
        label = short(value_name(words, name, one), _LONGEST_VALUE - 12)
        mark = "✓ " if on else ""
        button = Aim(number, name, token(one.value), not on, page_number)
        page.row(Key(f"{mark}{label} ({one.number})", button))
    page.row(page.key("announcement.ready", ChooseAudience(number)))
    page.back(None)
    return page.screen()
