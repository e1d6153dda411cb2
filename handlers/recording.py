"""Who acts for others, and by which button: the desk puts on record what comes of it."""

from __future__ import annotations

from dataclasses import fields

from forum.deeds import Deed
from handlers.buttons import Button, Need
from handlers.visit import Visit
from storage.deeds import Doer


def note(visit: Visit, button: Button) -> None:
    """What this update changes from here on is done by this button; for oneself, nothing is put on record."""
    visit.desk.deed = _deed(visit, button, _part(visit, button))


def note_in_group(visit: Visit, button: Button) -> None:
    """The same for somebody who writes in the organisers' group."""
    visit.desk.deed = _deed(visit, button, "organiser" if visit.organiser else "group")


def _part(visit: Visit, button: Button) -> str:
    """In which part a button is pressed; '' for oneself."""
    for_another = getattr(button, "acting", 0) not in {0, visit.visitor.delegate_id}
    if visit.organiser and (button.needs is Need.ORGANISER or button.for_others or for_another):
        return "organiser"
    return "head" if for_another else "guide" if button.for_others else ""


def _deed(visit: Visit, button: Button, part: str) -> Deed | None:
    if not part:
        return None
    doer = Doer(visit.user_id, visit.visitor.delegate_id, part)
    return Deed(doer, button.prefix, {one.name: getattr(button, one.name) for one in fields(button)})
