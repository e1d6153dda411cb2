"""Arriving: an invitation recognised, consent given, or a registration without invitation."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.invitations import FORGOTTEN_AFTER, FREE_GUESSES, digest, minutes_left, wait_after
from forum.organisers import tell_organisers
from forum.privacy.consenting import VERSIONS, current
from forum.typed import one_line
from storage import accounts, applications, consents, delegates, forums, outbox
from storage.connection import Connection
from storage.instants import from_sql, to_sql
from storage.records import Application, Delegate, Forum

LONGEST_ANSWER = 200
"""Characters of a name or an organisation that somebody types."""


def consent_version(forum: Forum) -> str:
    """Eight characters that change whenever a text of the consent does."""
    return current(forum.consent_it, forum.consent_ru)


@dataclass(frozen=True, slots=True)
class Consent:
    """What a newcomer is asked to agree to, in one language, and who the invitation says they are."""

    text: str
    version: str
    delegate: Delegate | None


async def consent(connection: Connection, language: str, invitation_digest: str) -> Consent | None:
    """The consent to show; None where the invitation named is no longer known."""
    forum = await forums.get(connection)
    if forum is None:
        return None
    delegate = await delegates.by_invitation(connection, invitation_digest) if invitation_digest else None
    if invitation_digest and delegate is None:
        return None
    text = forum.consent_it if language == "it" else forum.consent_ru
    return Consent(text, consent_version(forum), delegate)


@use_case
async def present_invitation(work: Work, user_id: int, invitation: str) -> Outcome:
    """Look an invitation up, at a cost for guessing.

    Outcome: invited (digest, language). Refusals: wait (minutes), wrong (left), invitation_used,
    already_recognised.
    """
    await accounts.forget_guesses(work.tx, work.now - FORGOTTEN_AFTER)
    wrong, until = await accounts.wrong_guesses(work.tx, user_id)
    if until > to_sql(work.now):
        return refusal("wait", minutes=minutes_left(from_sql(until), work.now))
    found = await delegates.by_invitation(work.tx, digest(invitation))
    if found is None:
        wrong += 1
        await accounts.guessed_wrong(work.tx, user_id, wrong, work.now + wait_after(wrong))
        return outcome("wrong", left=max(0, FREE_GUESSES - wrong))
    await accounts.guessed_right(work.tx, user_id)
    return await _belongs_to(work, user_id, found)


async def _belongs_to(work: Work, user_id: int, delegate: Delegate) -> Outcome:
    own = await accounts.get(work.tx, user_id)
    if own is not None and own.delegate_id is not None:
        return outcome("already_here" if own.delegate_id == delegate.id else "already_recognised")
    other = await accounts.of_delegate(work.tx, delegate.id)
    if other is not None:
        await _report_used(work, user_id, delegate)
        return outcome("invitation_used")
    return outcome("invited", digest=digest(delegate.invitation or ""), language=delegate.language)


async def _report_used(work: Work, user_id: int, delegate: Delegate) -> None:
    # The stranger has not consented to anything: organisers learn whose invitation it is, not who tried it.
    trace = hashlib.sha256(str(user_id).encode()).hexdigest()[:12]
    await tell_organisers(
        work,
        "invitation_used",
        f"invitation_used:{delegate.id}:{trace}",
        {
            "code": delegate.code,
            "name": delegate.name,
            "name_other": delegate.name_other,
            "delegation": delegate.delegation,
        },
    )


@use_case
async def agree(
    work: Work, user_id: int, language: str, version: str, invitation_digest: str, *, found: bool = True
) -> Outcome:
    """Store the consent and, with an invitation, who it is; without one a registration begins.

    `found`: others may find the person, too, which is a consent of its own. Who has consented to an earlier text
    keeps everything, and consents to this one.

    Outcomes: welcome, register, consent_renewed. Refusals: consent_changed, invitation_gone, invitation_used.
    """
    forum = await forums.get(work.tx)
    if forum is None or version != consent_version(forum):
        return refusal("consent_changed")
    if await _renewed(work, user_id, version, invitation_digest):
        return outcome("consent_renewed")
    if not invitation_digest:
        return await _begin_registration(work, user_id, language, forum, found=found)
    return await _come_by_invitation(work, user_id, language, version, invitation_digest, found=found)


async def _renewed(work: Work, user_id: int, version: str, invitation_digest: str) -> bool:
    """Whether somebody has consented to an earlier text, and now to this one; who brings an invitation goes on."""
    known = await accounts.get(work.tx, user_id)
    if known is None or known.consent_version == version:
        return False
    await accounts.open_account(work.tx, user_id, known.language, version, work.now)
    return not invitation_digest or known.delegate_id is not None


async def _come_by_invitation(
    work: Work, user_id: int, language: str, version: str, invitation_digest: str, *, found: bool
) -> Outcome:
    delegate = await delegates.by_invitation(work.tx, invitation_digest)
    if delegate is None:
        return refusal("invitation_gone")
    came = await _belongs_to(work, user_id, delegate)
    if came.word == "already_here":
        return outcome("welcome")
    if came.word != "invited":
        return came
    await accounts.open_account(work.tx, user_id, language, version, work.now)
    await _let_be_found(work, user_id, found=found)
    await _recognise(work, user_id, delegate.id, language)
    return outcome("welcome")


async def _let_be_found(work: Work, user_id: int, *, found: bool) -> None:
    """What somebody has said about being found, until it is known who they are."""
    if found:
        await consents.give(work.tx, user_id, "found", VERSIONS["found"], work.now)
    else:
        await consents.withdraw(work.tx, user_id, "found", work.now)


async def _recognise(work: Work, user_id: int, delegate_id: int, language: str) -> None:
    await accounts.link(work.tx, user_id, delegate_id)
    if "found" not in await consents.standing(work.tx, user_id):
        await delegates.set_visibility(work.tx, delegate_id, "nobody")
    await accounts.speak(work.tx, user_id, language)
    await outbox.revive_user(work.tx, user_id)
    # Who asked to take part and then found their invitation is one person, not two.
    await applications.drop_of(work.tx, user_id)
    work.told = True


async def _begin_registration(
    work: Work, user_id: int, language: str, forum: Forum, *, found: bool
) -> Outcome:
    if forum.registration == "invitation" and user_id not in work.organisers:
        return refusal("by_invitation_only")
    known = await accounts.get(work.tx, user_id)
    if known is not None and known.delegate_id is not None:
        return outcome("welcome")
    await accounts.open_account(work.tx, user_id, language, consent_version(forum), work.now)
    await _let_be_found(work, user_id, found=found)
    if user_id in work.organisers:
        await outbox.revive_user(work.tx, user_id)
        work.told = True
        return outcome("welcome")
    application = await applications.of_user(work.tx, user_id)
    if application is None:
        await applications.draft(work.tx, user_id, work.now)
        await accounts.expect(work.tx, user_id, "name")
    elif application.state == "declined":
        await _begin_again(work, user_id)
    return outcome("register")


async def _begin_again(work: Work, user_id: int) -> None:
    await applications.begin_again(work.tx, user_id, work.now)
    await accounts.expect(work.tx, user_id, "name")


@use_case
async def answer(work: Work, user_id: int, asked: str, text: str) -> Outcome:
    """Take one answer of a registration: `asked` is name, organisation or delegation.

    Outcomes: asked (next: what is asked next, '' when all is there). Refusals: too_long, empty, gone.
    """
    text = one_line(text)
    if not any(unicodedata.category(sign)[0] in "LN" for sign in text.replace("\u3164", "")):
        return refusal("empty")
    if len(text) > LONGEST_ANSWER:
        return refusal("too_long", most=LONGEST_ANSWER, given=len(text))
    application = await applications.of_user(work.tx, user_id)
    if application is None or application.state != "draft":
        return refusal("gone")
    await applications.fill(work.tx, user_id, asked, text)
    following = {"name": "organisation", "organisation": "delegation"}.get(asked, "")
    await accounts.expect(work.tx, user_id, following)
    return outcome("asked", next=following)


@use_case
async def begin_again(work: Work, user_id: int) -> Outcome:
    """Begin a registration anew; one that the organisers have before them stays. Outcome: register."""
    application = await applications.of_user(work.tx, user_id)
    if application is not None and application.state != "waiting":
        await _begin_again(work, user_id)
    return outcome("register")


@use_case
async def submit(work: Work, user_id: int) -> Outcome:
    """Send a registration off: with open registration one is a delegate at once, otherwise the organisers decide.

    Outcomes: welcome, submitted. Refusals: incomplete, by_invitation_only (since it was begun), gone.
    """
    forum = await forums.get(work.tx)
    application = await applications.of_user(work.tx, user_id)
    if forum is None or application is None:
        return refusal("gone")
    if application.state == "waiting":
        return outcome("submitted")
    hindrance = _hindrance(forum, application)
    if hindrance is not None:
        return hindrance
    if forum.registration == "open":
        await _accept(work, user_id)
        return outcome("welcome")
    await applications.set_state(work.tx, application.id, "waiting")
    await tell_organisers(
        work,
        "registration",
        f"registration:{application.id}:{to_sql(work.now)}",
        {
            "application": application.id,
            "name": application.name,
            "organisation": application.organisation,
            "delegation": application.delegation,
        },
    )
    return outcome("submitted")


def _hindrance(forum: Forum, application: Application) -> Outcome | None:
    if application.state != "draft":
        return refusal("gone")
    if forum.registration == "invitation":
        return refusal("by_invitation_only")
    complete = application.name and application.organisation and application.delegation
    return None if complete else refusal("incomplete")


async def _accept(work: Work, user_id: int) -> int | None:
    """Make a delegate of an applicant; the number."""
    application = await applications.of_user(work.tx, user_id)
    if application is None:
        return None
    delegate_id = await delegates.add_from_chat(
        work.tx,
        user_id,
        name=application.name,
        organisation=application.organisation,
        delegation=application.delegation,
        language=application.language,
    )
    await _recognise(work, user_id, delegate_id, application.language)
    return delegate_id


@use_case
async def decide(work: Work, application_id: int, *, accepted: bool) -> Outcome:
    """An organiser decides on a registration; the newcomer is told.

    Outcomes: accepted (name, person), declined (name). Refusals: gone (somebody else was faster).
    """
    application = await applications.get(work.tx, application_id)
    if application is None or application.state != "waiting":
        return refusal("decided_already")
    if accepted:
        person = await _accept(work, application.user_id)
        await work.tell_user(application.user_id, "registration_accepted", f"accepted:{application_id}")
        return outcome("accepted", name=application.name, person=person)
    await applications.set_state(work.tx, application_id, "declined")
    await work.tell_user(
        application.user_id, "registration_declined", f"declined:{application_id}:{to_sql(work.now)}"
    )
    return outcome("declined", name=application.name)
