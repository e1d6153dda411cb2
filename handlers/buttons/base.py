"""What a button is, and who may press it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

LONGEST = 64
FRESH = "!"


class Need(IntEnum):
    """Who may press a button or use a command."""

    ANYONE = 0
    CONSENT = 1  # has given consent
    MEMBER = 2  # a delegate, or an organiser who is none
    DELEGATE = 3
    ORGANISER = 4


class NotAButton(ValueError):
    """The data is no button of ours, or no longer one."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a press means."""

    prefix: ClassVar[str]
    needs: ClassVar[Need] = Need.MEMBER
    despite_consent: ClassVar[bool] = False
    """May be pressed while a new text of the consent waits for an answer."""
    in_place: ClassVar[bool] = False
    """Under a notice: the answer takes the place of the notice."""
    for_others: ClassVar[bool] = False
    """Whoever presses it does so as one who leads: what it changes is put on record, as of an organiser's button."""

    def pack(self, *, fresh: bool = False) -> str:
        """Write it as callback data; `fresh`: it stands under a notice, which must not be overwritten by a screen.

        Raises ValueError over 64 bytes.
        """
        names: tuple[str, ...] = self.__match_args__
        parts = [self.prefix, *(_write(getattr(self, name)) for name in names)]
        data = (FRESH if fresh else "") + ":".join(parts)
        if len(data.encode()) > LONGEST:
            raise ValueError(f"a button of {len(data.encode())} bytes: {self!r}")
        return data


def _write(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)
