"""Finding people, and their cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button


@dataclass(frozen=True, slots=True)
class ShowPeople(Button):
    """People: '' the ways to find them, else a list.

    's' whom one may want to meet, 'p' those who present a project, or those of a table ('t'), kind ('k'), region
    ('r') or delegation ('d'). `value` is what they have in common: a number, a word, or eight hexadecimal digits that
    stand for a region; '' where it is still to be chosen. In this and the following `acting` is as in `AskMeeting`.
    """

    prefix: ClassVar[str] = "f"
    by: str = ""
    value: str = ""
    page: int = 0
    acting: int = 0


@dataclass(frozen=True, slots=True)
class ShowPerson(Button):
    """A delegate's card.

    `by`, `value` and `page` say where it was opened: a list as in `ShowPeople`, or the prefix of `ShowProject` (with
    its `via` as the value) or of `ShowMeeting`, whose number is then the page.
    """

    prefix: ClassVar[str] = "fc"
    person: int
    by: str = ""
    value: str = ""
    page: int = 0
    acting: int = 0
