"""What is done for others is put on record: who, what, about whom or what; in the transaction of its effect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from storage import deeds
from storage.connection import Connection
from storage.deeds import Doer, Subject

Facts = Mapping[str, str | int | bool | None]

UNRECORDED = frozenset(
    {
        "announcement_aimed",
        "announcement_attached",
        "announcement_begun",
        "announcement_cut",
        "announcement_detached",
        "announcement_discarded",
        "announcement_reading_set",
        "announcement_written",
        "new_answered",
        "new_begun",
        "plan_kept",
        "text_drafted",
        "workbook_discarded",
        "workbook_kept",
    }
)
"""What an update may come to that only its author sees: a draft is not done yet."""

_PRESS = frozenset({"page", "revision", "shown", "sure", "token", "via"})
"""Fields of buttons that say nothing of what was done."""

_SUBJECTS = frozenset({"acting", "first", "meeting", "notice", "person", "question", "session"})
"""Fields and facts that name about whom or what it was."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody is about to do for others: `act` is the button's prefix, `fields` are its values."""

    doer: Doer
    act: str
    fields: Facts


async def record(tx: Connection, deed: Deed, word: str, facts: Facts, now: datetime) -> None:
    """Put a deed on record with what it came to; of the outcome's facts only numbers and truths are kept.

    A text among them may be somebody's name or own words. Facts `person`, `session` and `meeting` say what it is
    about where the button does not.
    """
    if word in UNRECORDED:
        return
    kept = {name: value for name, value in deed.fields.items() if name not in _PRESS}
    kept |= {name: value for name, value in facts.items() if isinstance(value, int)}
    subject = await _subject(tx, kept)
    told = {name: value for name, value in kept.items() if name not in _SUBJECTS}
    await deeds.add(tx, deed.doer, subject, act=deed.act, word=word, facts=json.dumps(told), at=now)


async def _subject(tx: Connection, kept: Facts) -> Subject:
    person = _number(kept, "acting") or _number(kept, "person")
    for what in ("question", "notice"):
        number = _number(kept, what)
        if person is None and number is not None:
            person = await deeds.owner(tx, what, number)
    session = _number(kept, "session") or _number(kept, "first")
    return Subject(person, session, _number(kept, "meeting"))


def _number(kept: Facts, name: str) -> int | None:
    value = kept.get(name)
    return value if isinstance(value, int) and value > 0 else None
