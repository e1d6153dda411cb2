"""How an announcement stands: what of it has gone out, what is under way, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forum.announcements.body import Body
from locales import LANGUAGES
from storage import announcement_chores as chores
from storage import announcements as stored
from storage.announcement_records import Announcement
from storage.announcements import CORRECTED, TAKEN_BACK, TOLD
from storage.connection import Connection

_DONE = ("sent", "failed", "unreachable")
_OPEN = ("pending", "sending")

PHASES = ("sending", "correcting", "taking_back", "stopping", "over")
"""What may go on with an announcement that was released."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A released announcement, the numbers of its notices by kind and state, and what is still to be done."""

    announcement: Announcement
    numbers: Mapping[tuple[str, str], int]
    chores: frozenset[str]
    read: int

    @property
    def delivered(self) -> int:
        """How many have it."""
        return self.numbers.get((TOLD, "sent"), 0)

    @property
    def missed(self) -> int:
        """How many it could not reach."""
        return self._of(TOLD, "failed", "unreachable")

    @property
    def left(self) -> int:
        """How many it has not gone out to, because it was stopped."""
        stopped = self.announcement.state != "released" and "queue" not in self.chores
        return max(0, self.announcement.people - self.delivered - self.missed) if stopped else 0

    @property
    def taken_back(self) -> int:
        """From how many chats it was taken back."""
        return self.numbers.get((TAKEN_BACK, "sent"), 0)

    @property
    def kept(self) -> int:
        """In how many chats it could not be deleted."""
        return self._of(TAKEN_BACK, "failed", "unreachable")

    @property
    def corrected(self) -> int:
        """In how many messages the last correction stands."""
        return self.numbers.get((CORRECTED, "sent"), 0)

    @property
    def phase(self) -> str:
        """What goes on, of `PHASES`."""
        if "take_back" in self.chores or self._of(TAKEN_BACK, *_OPEN):
            return "taking_back"
        if self.announcement.state == "released" and ("queue" in self.chores or self._of(TOLD, *_OPEN)):
            return "sending"
        if "correct" in self.chores or self._of(CORRECTED, *_OPEN):
            return "correcting"
        # A stop lets the few arrive that are under way.
        return "stopping" if self._of(TOLD, "sending") or "withdraw" in self.chores else "over"

    @property
    def done(self) -> int:
        """How far it has come in what goes on."""
        return self._of(self._kind, *_DONE)

    @property
    def total(self) -> int:
        """How far it has to come."""
        if self.phase == "sending":
            return max(self.announcement.people, self.done)
        return max(self.delivered, self.done)

    @property
    def _kind(self) -> str:
        return {"correcting": CORRECTED, "taking_back": TAKEN_BACK}.get(self.phase, TOLD)

    def _of(self, kind: str, *states: str) -> int:
        return sum(self.numbers.get((kind, state), 0) for state in states)


async def standing(connection: Connection, announcement_id: int) -> Standing | None:
    """How an announcement stands that was released; None for any other."""
    found = await stored.get(connection, announcement_id)
    if found is None or found.released_at is None:
        return None
    return Standing(
        found,
        await stored.numbers(connection, found),
        frozenset(await chores.of(connection, announcement_id)),
        await stored.number_read(connection, announcement_id),
    )


def bodies(announcement: Announcement) -> dict[str, Body]:
    """What it says, by language; a language in which nothing is written is missing."""
    found = {language: Body.from_json(getattr(announcement, f"body_{language}")) for language in LANGUAGES}
    return {language: body for language, body in found.items() if body is not None}


def body_for(announcement: Announcement, language: str) -> Body | None:
    """What a reader of a language is shown: what is written in it, otherwise what there is; None for nothing."""
    found = bodies(announcement)
    return found.get(language) or next(iter(found.values()), None)
