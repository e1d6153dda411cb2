"""Correcting a delegate's profile: each field by the rule of its column in the workbook."""

from __future__ import annotations

from collections.abc import Mapping

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.meetings.reconciling import reconcile, understand_anew
from forum.search.letters import is_cyrillic
from forum.typed import one_line, own_words
from forum.workbook.checked import parsed
from forum.workbook.encoding import Encoder
from forum.workbook.problems import Fault
from forum.workbook.sheets import DELEGATES
from storage import accounts, delegates
from storage import workbook_writes as writes
from storage.instants import to_sql
from storage.records import Delegate

POSITION = "position"
"""Two columns in one: what somebody is, in Italian and in Russian."""

FIELDS = (
    *("name", "name_other", "organisation", "organisation_other", POSITION, "region", "kind"),
    *("languages", "language", "phone", "email", "offers", "seeks"),
)
"""What can be corrected, in this order."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    name: DELEGATES.column(name).choices for name in ("kind", "language")
}
"""The fields that are chosen and not typed."""

OPTIONAL = frozenset(FIELDS) - {"name", "organisation", "language"}
"""The fields that may be empty."""

_LINES = 2


def now_in(person: Delegate, field: str) -> str:
    """What stands in a field now, as it would be typed."""
    if field == POSITION:
        return "\n".join(filter(None, (person.position_it, person.position_ru)))
    value = getattr(person, field)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


@use_case
async def correct(work: Work, person_id: int, field: str, text: str) -> Outcome:
    """Put another text into a field; '' empties it.

    Whoever has opened the bot is told of another language. Outcome: profile_corrected. Refusals: gone, empty,
    two_lines, cell_refused (fault: a word of `forum.workbook.problems.SENTENCES`, and its facts).
    """
    person = await delegates.get(work.tx, person_id)
    if person is None or field not in FIELDS or not (text or field in OPTIONAL):
        return refusal("gone")
    typed = _typed(field, text)
    if typed is None:
        return refusal("two_lines")
    if field not in OPTIONAL and not typed[field]:
        return refusal("empty")
    try:
        cells = {name: parsed(DELEGATES.column(name), cell) for name, cell in typed.items()}
    except Fault as fault:
        return refusal("cell_refused", fault=fault.word, **fault.facts)
    await _write(work, person, cells)
    return outcome("profile_corrected")


def _typed(field: str, text: str) -> dict[str, str] | None:
    """What was typed, by columns; None where a text in two languages is not two lines."""
    if field != POSITION:
        prose = DELEGATES.column(field).prose
        return {field: own_words(text) if prose else one_line(text)}
    lines = [line for typed in text.splitlines() if (line := one_line(typed))]
    if not text:
        return {"position_it": "", "position_ru": ""}
    if len(lines) != _LINES:
        return None
    # Whoever writes the Russian line first has said as clearly which is which.
    italian, russian = lines[::-1] if is_cyrillic(lines[0]) and not is_cyrillic(lines[1]) else lines
    return {"position_it": italian, "position_ru": russian}


async def _write(work: Work, person: Delegate, cells: Mapping[str, str]) -> None:
    values = Encoder("").values(DELEGATES.name, cells)
    await writes.change(work.tx, DELEGATES.name, [({"id": person.id}, values)])
    account = await accounts.of_delegate(work.tx, person.id)
    if account is not None and account.language != cells.get("language", account.language):
        await accounts.speak(work.tx, account.user_id, cells["language"])
        facts = {"language": cells["language"]}
        await work.tell(person.id, "language_changed", f"language:{person.id}:{to_sql(work.now)}", facts)
    if "languages" in cells:
        # Who understands whom has changed: meetings may need an interpreter, or need none any more.
        await (reconcile(work) if person.role == "interpreter" else understand_anew(work, person.id))
