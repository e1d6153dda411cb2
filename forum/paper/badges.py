"""Badges: a person as everybody may read them across a room, whatever their script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from forum.paper.both import Both, picked, scripts, together
from forum.paper.facts import Badge, Badges
from storage.records import Delegate, Forum

PART = 400
"""So many badges in one file at most: it is made within seconds, and is no thicker than a ream of paper."""


def badges(
    both: Both,
    title: str,
    forum: Forum,
    people: Sequence[Delegate],
    code: Callable[[Delegate], str],
    now: datetime,
) -> Badges:
    """The badges of people; `code` gives the text of somebody's QR code, '' for none."""
    return Badges(title, picked(both, forum, "name"), [_badge(both, one, code(one)) for one in people], now)


def _badge(both: Both, person: Delegate, code: str) -> Badge:
    name, other = scripts(person.name, person.name_other, person.delegation)
    organisation_other = person.organisation_other
    plain = person.role == "delegate"
    delegation = [words.plain(f"delegation.{person.delegation}") for words in both]
    return Badge(
        name,
        other,
        person.organisation,
        "" if organisation_other == person.organisation else organisation_other,
        "" if plain else together(delegation),
        person.delegation if plain else person.role,
        delegation if plain else [words.plain(f"paper.role.{person.role}") for words in both],
        code,
    )
