"""Who is in front of the bot, and what a handler works with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from forum.desk import Desk
from forum.privacy import consenting
from handlers.buttons import Button, Need, NotAButton, unpack
from locales import LANGUAGES, Words, guess_language
from storage import accounts
from storage.records import Visitor


@dataclass(frozen=True, slots=True)
class Visit:
    """One update of one person: the desk, who they are, and their words."""

    desk: Desk
    user_id: int
    visitor: Visitor
    words: Words
    guessed: str
    """The language Telegram says the person reads: for those who have not chosen."""

    @property
    def now(self) -> datetime:
        """The forum's time."""
        return self.desk.clock()

    @property
    def zone(self) -> ZoneInfo:
        """The forum's zone."""
        return self.words.zone

    @property
    def organiser(self) -> bool:
        """Whether they run the forum."""
        return self.visitor.role == "organiser" or (
            self.visitor.known and self.user_id in self.desk.organisers
        )

    @property
    def delegate_id(self) -> int:
        """Their number as a delegate; only after `may(Need.DELEGATE)`."""
        if self.visitor.delegate_id is None:
            raise LookupError("not a delegate")
        return self.visitor.delegate_id

    @property
    def awaited(self) -> Button | None:
        """The button that the text typed next completes; a registration's questions are no buttons."""
        try:
            return unpack(self.visitor.expects)[0]
        except NotAButton:
            return None

    @property
    def audience(self) -> str | None:
        """Whose programme they see: their delegation's; None (an organiser without one): all of it."""
        return self.visitor.delegation

    @property
    def overview(self) -> str | None:
        """Whose programme they look through: who runs the forum must find what is meant for the other delegation."""
        return None if self.organiser else self.audience

    @property
    def lapsed(self) -> tuple[str, ...]:
        """The purposes whose text has changed since they consented: to be asked anew before anything else."""
        return consenting.lapsed(self.visitor) if self.visitor.known else ()

    def may(self, need: Need) -> bool:
        """Whether they may press a button or use a command that needs this."""
        delegate = self.visitor.delegate_id is not None
        return {
            Need.ANYONE: True,
            Need.CONSENT: self.visitor.known,
            Need.MEMBER: delegate or self.organiser,
            Need.DELEGATE: delegate,
            Need.ORGANISER: self.organiser,
        }[need]

    def in_language(self, language: str) -> Words:
        """The words of another language, for those who are choosing; one there is not becomes the guessed one."""
        return Words(language if language in LANGUAGES else self.guessed, self.zone, self.words.today)


async def open_visit(desk: Desk, user_id: int, language_code: str | None) -> Visit | None:
    """Find out who it is; None before a forum was imported."""
    async with desk.glance() as view:
        visitor = await accounts.visitor(view, user_id)
    if visitor is None:
        return None
    guessed = guess_language(language_code)
    zone = ZoneInfo(visitor.timezone)
    words = Words(visitor.language or guessed, zone, desk.clock().astimezone(zone).date())
    return Visit(desk, user_id, visitor, words, guessed)
