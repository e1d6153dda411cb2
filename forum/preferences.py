"""What a delegate decides for themselves: language, reminders, who may see them."""

from __future__ import annotations

from forum.desk import Outcome, Work, outcome, refusal, use_case
from forum.privacy.consenting import note_found
from storage import accounts, delegates

LANGUAGES = ("it", "ru")
VISIBILITIES = ("all", "tables", "nobody")
REMINDERS = (None, "60,15", "30", "15", "")
"""Lead times in minutes that are offered: as the forum says, an hour and a quarter before, ..., none."""


@use_case
async def choose_language(work: Work, user_id: int, language: str) -> Outcome:
    """Speak another language from now on, everywhere. Outcome: saved. Refusal: gone."""
    if language not in LANGUAGES:
        return refusal("gone")
    await accounts.speak(work.tx, user_id, language)
    return outcome("saved")


@use_case
async def choose_visibility(work: Work, delegate_id: int, visibility: str) -> Outcome:
    """Say who may see one: all, those at one's tables, nobody. Outcome: saved. Refusal: gone."""
    if visibility not in VISIBILITIES:
        return refusal("gone")
    await delegates.set_visibility(work.tx, delegate_id, visibility)
    await note_found(work, delegate_id, given=visibility != "nobody")
    return outcome("saved")


@use_case
async def choose_reminders(work: Work, delegate_id: int, choice: int) -> Outcome:
    """Take one of the offered lead times, by its place in REMINDERS. Outcome: saved. Refusal: gone."""
    if not 0 <= choice < len(REMINDERS):
        return refusal("gone")
    await delegates.set_reminders(work.tx, delegate_id, REMINDERS[choice])
    return outcome("saved")
