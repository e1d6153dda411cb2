"""Steps at the desk for delegates that are asked about first, and the invitation that is handed out."""

from __future__ import annotations

from collections.abc import Sequence

from forum.delegates_desk import Dossier, Losses, mark_of
from handlers.buttons import NewInvitation, RemoveDelegate, ShowDelegate
from handlers.screens.delegates import name_of, names_of
from handlers.screens.screen import NOTHING, Code, Page, Screen, short
from locales import Words
from storage.records import Attended, Delegate

_TITLE = 50


def confirm_invitation(words: Words, found: Dossier) -> Screen:
    """What a new invitation makes void."""
    page, person = Page(words), found.person
    page.say(words("people.name", name=name_of(words, person)))
    key = "delegates.ask_invitation_linked" if found.account else "delegates.ask_invitation"
    page.say(words(key))
    page.row(
        page.key("delegates.new_invitation_sure", NewInvitation(person.id, sure=True, shown=mark_of(person)))
    )
    page.back(ShowDelegate(person.id))
    return page.screen()


def invitation(words: Words, person: Delegate) -> Code:
    """The invitation, to be shown or printed; its address below, to be sent."""
    return Code(
        person.invitation or "", words("delegates.invitation_of", name=name_of(words, person)), spelled=True
    )


def confirm_removal(words: Words, found: Dossier, lost: Losses) -> Screen:
    """What a removal does, to whom."""
    page, person = Page(words), found.person
    page.say(words("people.name", name=name_of(words, person)))
    page.say(
        words("delegates.ask_removal"),
        words.count("delegates.ends_agreed", lost.agreed) if lost.agreed else NOTHING,
        words.count("delegates.ends_asked", lost.asked) if lost.asked else NOTHING,
        words.count("delegates.ends_interpreted", found.interpreting) if found.interpreting else NOTHING,
        words("delegates.ends_places", titles=_titles(words, lost.places)) if lost.places else NOTHING,
        words("delegates.ends_guiding", titles=_titles(words, lost.guided)) if lost.guided else NOTHING,
        words("delegates.ends_acting", names=names_of(words, found.acts_for)) if found.acts_for else NOTHING,
    )
    page.say(words("delegates.removal_explained"))
    page.row(page.key("delegates.remove_sure", RemoveDelegate(person.id, sure=True)))
    page.back(ShowDelegate(person.id))
    return page.screen()


def _titles(words: Words, places: Sequence[Attended]) -> str:
    return ", ".join(short(words.pick(one, "title"), _TITLE) for one in places)
