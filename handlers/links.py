"""Links that open the bot at a screen: `https://t.me/BOT?start=PAYLOAD`."""

from __future__ import annotations

import re

from telegram import Message

_QUESTION = re.compile(r"q_([1-9][0-9]{0,17})")
_BADGE = re.compile(r"c_([0-9a-f]{24})")
_LINK = re.compile(r"https://t\.me/(\w+)\?start=(\w+)", re.ASCII)


def start_link(bot: str, payload: str) -> str:
    """The address that opens the bot with this payload, an invitation for one; `bot` is the bot's user name."""
    return f"https://t.me/{bot}?start={payload}"


def badge_payload(token: str) -> str:
    """What the link in a badge's QR code carries (`storage.check_ins.badges`)."""
    return f"c_{token}"


def badge_of(payload: str) -> str | None:
    """The token of the badge a start link stands on."""
    found = _BADGE.fullmatch(payload)
    return found[1] if found else None


def question_link(bot: str, question: int) -> str:
    """The address of a question; `bot` is the bot's user name. It is also how a reply says what it answers."""
    return start_link(bot, f"q_{question}")


def question_of(payload: str) -> int | None:
    """The question a start link leads to."""
    found = _QUESTION.fullmatch(payload)
    return int(found[1]) if found else None


def question_replied_to(message: Message, bot_id: int) -> int | None:
    """The question that stands in the bot's message a message replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot_id:
        return None
    for entity in replied.entities:
        link = _LINK.fullmatch(entity.url or "")
        if link is not None:
            return question_of(link[2])
    return None
