"""Arriving: /start, invitations, consent, registration."""

from __future__ import annotations

from dataclasses import replace

from forum import arrival
from forum.arrival import agree, decide, present_invitation, submit
from forum.desk import Outcome
from forum.invitations import looks_like_one
from handlers import delegates, home
from handlers.buttons import (
    Agree,
    AgreeUnlisted,
    AskInvitation,
    ChooseDelegation,
    Decide,
    Home,
    Need,
    Registering,
    ShowConsent,
    Speak,
    Submit,
)
from handlers.consenting import ask_anew
from handlers.screens import arrival as screens
from handlers.screens.notices import said
from handlers.screens.screen import Screen
from handlers.visit import Visit
from locales import LANGUAGES, Html, Words, escape
from storage import applications


async def start(visit: Visit, invitation: str) -> Screen:
    """`/start`, with an invitation or without."""
    if invitation:
        return await _invitation(visit, invitation)
    return await doorstep(visit)


async def doorstep(visit: Visit) -> Screen:
    """Where somebody stands who just comes: the menu, their registration, or the choice of language."""
    if visit.lapsed:
        return await ask_anew(visit)
    if visit.visitor.application is not None and not visit.may(Need.MEMBER):
        return await _registration(visit)
    return await _threshold(visit)


async def come_home(visit: Visit, button: Home) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """The button "home": for those who are not in yet, it leads to where they stand."""
    return await doorstep(visit)


async def _threshold(visit: Visit) -> Screen:
    """The menu, or for those who may not see it the choice of language."""
    if visit.may(Need.MEMBER):
        return await home.menu(visit)
    words = {language: Words(language, visit.zone) for language in LANGUAGES}
    return screens.languages(words, visit.words.language, visit.visitor)


async def typed_by_newcomer(visit: Visit, text: str) -> Screen:
    """What somebody types who is no delegate yet: an answer to the registration, or an invitation."""
    if visit.visitor.application == "draft" and visit.visitor.expects in {"name", "organisation"}:
        return await _answer(visit, visit.visitor.expects, text)
    if visit.visitor.application is not None and not any(sign.isdigit() for sign in text):
        # They have said that they have no invitation: a word they write is hardly one.
        waits = visit.visitor.application == "waiting"
        hint = "registration.nothing_to_write" if waits else "registration.use_keys"
        return (await _registration(visit)).below(visit.words(hint))
    if looks_like_one(text.strip()):
        return await _invitation(visit, text.strip())
    return (await _inside(visit)).below(visit.words("arrival.not_an_invitation"))


async def _invitation(visit: Visit, invitation: str) -> Screen:
    came = await present_invitation(visit.desk, visit.user_id, invitation)
    if came.word == "invited":
        words = visit.in_language(str(came.facts["language"]))
        return await _consent(visit, words, str(came.facts["digest"]))
    if came.word == "already_here":
        return await home.menu(visit)
    return (await _inside(visit)).below(_notice(visit, came))


async def _inside(visit: Visit) -> Screen:
    """The doorstep for those who are past the choice of language: they have just written something."""
    if visit.visitor.known:
        return await doorstep(visit)
    return screens.welcome(visit.words, visit.visitor.registration)


def _notice(visit: Visit, came: Outcome) -> Html:
    return escape(said(visit.words, came))


async def speak(visit: Visit, button: Speak) -> Screen:
    """The language is chosen: an invitation, or a registration."""
    return screens.welcome(visit.in_language(button.language), visit.visitor.registration)


async def ask_invitation(visit: Visit, button: AskInvitation) -> Screen:
    """How to enter an invitation."""
    return screens.ask_invitation(visit.in_language(button.language))


async def show_consent(visit: Visit, button: ShowConsent) -> Screen:
    """What one agrees to."""
    return await _consent(visit, visit.in_language(button.language), button.digest)


async def _consent(visit: Visit, words: Words, digest: str) -> Screen:
    async with visit.desk.look() as view:
        found = await arrival.consent(view, words.language, digest)
    if found is None:
        return (await doorstep(visit)).below(words("said.invitation_gone"))
    return screens.consent(words, found, digest)


async def agreed(visit: Visit, button: Agree | AgreeUnlisted) -> Screen:
    """Consent is given: recognised, or the registration begins; or it is given to a new text."""
    if button.language not in LANGUAGES:
        return await doorstep(visit)
    came = await agree(
        visit.desk,
        visit.user_id,
        button.language,
        button.version,
        button.digest,
        found=isinstance(button, Agree),
    )
    words = visit.in_language(button.language)
    if came.word == "consent_changed":
        return (await _consent(visit, words, button.digest)).saying(said(words, came))
    fresh = await home.again(visit)
    if came.word == "welcome":
        return replace((await home.menu(fresh)).saying(said(words, came)), speaks=fresh.words.language)
    if came.word == "register":
        return await _registration(fresh)
    if came.word == "consent_renewed":
        return (await doorstep(fresh)).saying(said(fresh.words, came))
    return (await doorstep(fresh)).below(escape(said(words, came)))


async def registering(visit: Visit, button: Registering) -> Screen:
    """Where the registration stands; or once more from the beginning."""
    if visit.visitor.delegate_id is not None:
        return await home.menu(visit)
    if button.again:
        await arrival.begin_again(visit.desk, visit.user_id)
    return await _registration(visit)


async def _registration(visit: Visit) -> Screen:
    async with visit.desk.glance() as view:
        application = await applications.of_user(view, visit.user_id)
    if application is None:
        return await _threshold(visit)
    return screens.registering(visit.words, application)


async def _answer(visit: Visit, asked: str, text: str) -> Screen:
    came = await arrival.answer(visit.desk, visit.user_id, asked, text)
    screen = await _registration(await home.again(visit))
    return screen.below(_notice(visit, came)) if came.refused else screen


async def choose_delegation(visit: Visit, button: ChooseDelegation) -> Screen:
    """The last question of a registration."""
    if button.delegation not in LANGUAGES:
        return await _registration(visit)
    return await _answer(visit, "delegation", button.delegation)


async def submitted(visit: Visit, button: Submit) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """The registration is sent off."""
    came = await submit(visit.desk, visit.user_id)
    fresh = await home.again(visit)
    return (await doorstep(fresh)).saying(said(visit.words, came))


async def decided(visit: Visit, button: Decide) -> Screen:
    """An organiser has decided on a registration: what was decided takes its place, and the next one that waits."""
    came = await decide(visit.desk, button.application, accepted=button.accepted)
    return await delegates.next_application(visit, said(visit.words, came))
