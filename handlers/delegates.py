"""The organisers' desk for delegates: finding one, correcting, inviting, removing; the registrations that wait."""

from __future__ import annotations

from dataclasses import replace

from forum import delegates_desk as rules
from forum import people
from forum.delegates_desk import CHOICES, FIELDS, Dossier
from forum.desk import Outcome
from handlers.buttons import (
    EditDelegate,
    NewInvitation,
    RemoveDelegate,
    RestoreDelegate,
    SendInvitation,
    SetDelegate,
    ShowApplications,
    ShowDelegate,
    ShowDelegates,
)
from handlers.screens import delegate_steps as steps
from handlers.screens import delegates as screens
from handlers.screens import edit_delegate as edit_screens
from handlers.screens.notices import said
from handlers.screens.screen import PAGE_SIZE, Screen, page_of
from handlers.visit import Visit
from storage import applications, check_ins
from storage import delegates as stored
from storage.connection import Connection


async def delegates(visit: Visit, button: ShowDelegates) -> Screen:
    """The figures and the ways to find somebody, or one of the lists."""
    async with visit.desk.look() as view:
        if button.by == "a":
            return await _missing(view, visit, button.page)
        gone = await stored.removed(view)
        if button.by == "r":
            return screens.removed(visit.words, gone, button.page)
        present = await check_ins.counts(view)
        missing = await check_ins.number_missing(view)
        _, waiting = await applications.next_waiting(view)
    return screens.hub(visit.words, present, missing, len(gone), waiting)


async def _missing(view: Connection, visit: Visit, page_number: int) -> Screen:
    number = await check_ins.number_missing(view)
    _, page, _ = page_of(range(number), page_number, PAGE_SIZE)
    found = await check_ins.missing(view, visit.words.language, PAGE_SIZE, page * PAGE_SIZE)
    return screens.missing(visit.words, found, number, page)


async def typed(visit: Visit, button: ShowDelegates, text: str) -> Screen:  # noqa: ARG001 -- routed alike
    """Whom a typed text means: all about them, those it may mean, or nobody."""
    viewer = visit.visitor.delegate_id or 0
    async with visit.desk.look() as view:
        hits = await rules.matching(
            view, text, viewer=viewer, language=visit.words.language, most=PAGE_SIZE + 1
        )
        meant = people.meant(hits)
        gone = {one.id for one in await stored.removed(view)}
    if meant is not None:
        return await delegate(visit, ShowDelegate(meant.delegate_id))
    if not hits:
        return screens.nobody(await delegates(visit, ShowDelegates()), visit.words, text)
    return screens.results(visit.words, text, hits[:PAGE_SIZE], gone, more=len(hits) > PAGE_SIZE)


async def delegate(visit: Visit, button: ShowDelegate) -> Screen:
    """All about a delegate."""
    async with visit.desk.look() as view:
        found = await rules.dossier(view, button.person, visit.now)
    if found is None:
        return (await delegates(visit, ShowDelegates())).saying(visit.words.plain("said.gone"))
    return screens.dossier(visit.words, found, button.page)


async def _found(visit: Visit, person_id: int) -> Dossier | None:
    """All about a delegate who takes part."""
    async with visit.desk.look() as view:
        found = await rules.dossier(view, person_id, visit.now)
    return None if found is None or found.removed else found


async def _after(visit: Visit, person_id: int, came: Outcome) -> Screen:
    return (await delegate(visit, ShowDelegate(person_id))).saying(said(visit.words, came))


async def edit(visit: Visit, button: EditDelegate) -> Screen:
    """What can be corrected, or one field of it."""
    found = await _found(visit, button.person)
    if found is None:
        return await delegate(visit, ShowDelegate(button.person))
    if button.field not in FIELDS:
        return edit_screens.fields(visit.words, found.person)
    return edit_screens.field(visit.words, found.person, button.field)


async def typed_field(visit: Visit, button: EditDelegate, text: str) -> Screen:
    """A field's new text was typed; what the workbook would not take is asked again."""
    if button.field not in FIELDS or button.field in CHOICES:
        return await edit(visit, EditDelegate(button.person))
    return await _correct(visit, button.person, button.field, text)


async def set_field(visit: Visit, button: SetDelegate) -> Screen:
    """A choice for a field, or that it be empty."""
    if button.value and button.field not in CHOICES:
        return await edit(visit, EditDelegate(button.person))
    return await _correct(visit, button.person, button.field, button.value)


async def _correct(visit: Visit, person_id: int, field: str, text: str) -> Screen:
    came = await rules.correct(visit.desk, person_id, field, text)
    asked_again = field if came.refused else ""
    screen = await edit(visit, EditDelegate(person_id, asked_again))
    if field == "language" and not came.refused:
        screen = replace(screen, renews=await _account_of(visit, person_id))
    if came.word == "cell_refused":
        return screen.below(edit_screens.refused(visit.words, came))
    if not came.refused and (found := await _found(visit, person_id)) is not None:
        screen = screen.below(edit_screens.also(visit.words, found.person, field))
    return screen.saying(said(visit.words, came))


async def _account_of(visit: Visit, person_id: int) -> int | None:
    found = await _found(visit, person_id)
    return found.account.user_id if found and found.account else None


async def send_invitation(visit: Visit, button: SendInvitation) -> Screen:
    """The invitation as it is."""
    found = await _found(visit, button.person)
    if found is None or found.person.invitation is None:
        return await delegate(visit, ShowDelegate(button.person))
    return Screen(extra=steps.invitation(visit.words, found.person), toast=visit.words.plain("badge.sent"))


async def new_invitation(visit: Visit, button: NewInvitation) -> Screen:
    """Give a delegate a new invitation; not sure yet: say what becomes void."""
    found = await _found(visit, button.person)
    if found is None:
        return await delegate(visit, ShowDelegate(button.person))
    if not button.sure:
        return steps.confirm_invitation(visit.words, found)
    came = await rules.renew(visit.desk, button.person, visit.visitor.delegate_id, button.shown)
    screen = await _after(visit, button.person, came)
    fresh = None if came.refused else await _found(visit, button.person)
    return replace(screen, extra=steps.invitation(visit.words, fresh.person)) if fresh else screen


async def remove(visit: Visit, button: RemoveDelegate) -> Screen:
    """Take a delegate out of the forum; not sure yet: say what that does."""
    if button.sure:
        came = await rules.remove(visit.desk, button.person, visit.visitor.delegate_id)
        return await _after(visit, button.person, came)
    found = await _found(visit, button.person)
    if found is None:
        return await delegate(visit, ShowDelegate(button.person))
    async with visit.desk.look() as view:
        lost = await rules.losses(view, found, visit.now)
    return steps.confirm_removal(visit.words, found, lost)


async def restore(visit: Visit, button: RestoreDelegate) -> Screen:
    """Let a removed delegate take part again."""
    return await _after(visit, button.person, await rules.restore(visit.desk, button.person))


async def waiting(visit: Visit, button: ShowApplications) -> Screen:  # noqa: ARG001 -- every button is routed alike
    """The first registration that waits."""
    return await next_application(visit)


async def next_application(visit: Visit, word: str = "") -> Screen:
    """The same after another was decided: `word` says what became of it."""
    async with visit.desk.look() as view:
        first, number = await applications.next_waiting(view)
    return screens.application(visit.words, first, number, word)
