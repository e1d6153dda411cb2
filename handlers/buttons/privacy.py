"""One's own data: what is kept, a copy of it, and its deletion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handlers.buttons.base import Button, Need


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Button):
    """What is kept of somebody, why, how long and who sees it; and what they have consented to."""

    prefix: ClassVar[str] = "y"
    needs: ClassVar[Need] = Need.CONSENT
    despite_consent: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class SendMyData(Button):
    """Everything that is kept of somebody, as a file."""

    prefix: ClassVar[str] = "yd"
    needs: ClassVar[Need] = Need.CONSENT
    despite_consent: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class DeleteMe(Button):
    """Delete somebody and all that is kept of them; not `sure`: say what that does.

    Whoever presses it again is nobody any more, and is told that it is done.
    """

    prefix: ClassVar[str] = "yx"
    needs: ClassVar[Need] = Need.ANYONE
    despite_consent: ClassVar[bool] = True
    sure: bool = False
