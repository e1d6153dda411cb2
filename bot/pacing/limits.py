"""How much Telegram lets a bot send."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's published figures (Bots FAQ, "My bot is hitting limits"); infinity means none.

    `per_second`: messages over all chats. `chat_per_second`: messages in one chat in the long run, `chat_burst` of
    them at once. `group_per_minute`: messages in one group or channel.
    """

    per_second: float = 30
    chat_per_second: float = 1
    chat_burst: float = 4
    group_per_minute: float = 20

    @classmethod
    def real(cls) -> Limits:
        """Telegram's own."""
        return cls()

    @classmethod
    def off(cls) -> Limits:
        """None at all."""
        return cls(math.inf, math.inf, math.inf, math.inf)

    @classmethod
    def from_text(cls, text: str | None) -> Limits:
        """What `TELEGRAM_LIMITS` says: nothing or "real", "off", or three numbers like "30/1/20".

        The numbers are `per_second`, `chat_per_second` and `group_per_minute`. ValueError says what is wrong.
        """
        match (text or "real").strip().lower():
            case "real":
                return cls.real()
            case "off":
                return cls.off()
            case numbers:
                return cls._from_numbers(numbers.split("/"))

    @classmethod
    def _from_numbers(cls, parts: list[str]) -> Limits:
        try:
            per_second, chat_per_second, group_per_minute = (float(part) for part in parts)
        except ValueError:
            raise ValueError('TELEGRAM_LIMITS is "real", "off" or three numbers like 30/1/20') from None
        if not (per_second >= 1 and chat_per_second > 0 and group_per_minute >= 1):
            raise ValueError(
                "TELEGRAM_LIMITS needs at least 1 a second, more than 0 in a chat, 1 a minute in a group"
            )
        return cls(per_second, chat_per_second, cls().chat_burst, group_per_minute)
