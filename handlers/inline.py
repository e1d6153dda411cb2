"""Inline mode: the bot's name and a few letters in any chat find delegates; and the links to their cards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from forum import people as rules
from forum.people import Looker
from forum.search import Hit
from forum.suggestions import Suggestion
from handlers import people
from handlers.buttons import Need
from handlers.context import ForumContext
from handlers.present import came_too_late
from handlers.screens.people import organisation
from handlers.visit import Visit, open_visit
from locales import Words, guess_language
from locales.words import neutral
from storage.connection import Connection

HERE = "inline"
"""What a start link carries that says nothing but where somebody comes from."""

_MOST = 50
_SECONDS = 10
"""So long Telegram may give the same answer again: people come and go."""
_PAYLOAD = re.compile(r"p_([1-9][0-9]{0,17})")
_LINK = re.compile(r"https?://t\.me/(\w+)\?start=(\w+)", re.ASCII)


def link(bot: str, person: int) -> str:
    """The address of a delegate's card; `bot` is the bot's user name."""
    return f"https://t.me/{bot}?start=p_{person}"


def person_of(payload: str) -> int | None:
    """The delegate whose card a start link leads to."""
    found = _PAYLOAD.fullmatch(payload)
    return int(found[1]) if found else None


def linked(message: Message, bot: str) -> int | None:
    """The delegate whose card a message leads to: one sent by inline mode, or a link that somebody passes on."""
    addresses = [entity.url for entity in message.entities if entity.url]
    for name, payload in _LINK.findall(" ".join([*addresses, message.text or ""])):
        if name.lower() == bot.lower():
            return person_of(payload)
    return None


async def sought(update: Update, context: ForumContext) -> None:
    """Somebody types the bot's name and a few letters in whatever chat."""
    query = update.inline_query
    if query is None:
        return
    # A search decides nothing: nobody's effect waits for it.
    context.errand.desk.turn.through()
    user = query.from_user
    visit = await open_visit(context.errand.desk, user.id, user.language_code)
    try:
        if visit is None or visit.lapsed or not visit.may(Need.MEMBER):
            language = visit.words.language if visit else guess_language(user.language_code)
            await _send_away(query, language)
        else:
            await _answer(query, visit, context.bot.username)
    except BadRequest as error:
        if not came_too_late(error):
            raise


async def _send_away(query: InlineQuery, language: str) -> None:
    """Nobody is found by those who are not recognised: they are shown the way in."""
    button = InlineQueryResultsButton(neutral("inline.arrive", language), start_parameter=HERE)
    await query.answer([], cache_time=_SECONDS, is_personal=True, button=button)


async def _answer(query: InlineQuery, visit: Visit, bot: str) -> None:
    offset = int(query.offset) if query.offset.isdecimal() and len(query.offset) < len(str(2**31)) else 0
    async with visit.desk.look() as view:
        found, more = await _found(view, people.oneself(visit), query.query, offset)
    await query.answer(
        [_result(visit.words, one, bot) for one in found],
        cache_time=_SECONDS,
        is_personal=True,
        next_offset=str(offset + _MOST) if more else "",
    )


async def _found(
    view: Connection, looker: Looker, text: str, offset: int
) -> tuple[Sequence[Hit | Suggestion], bool]:
    """Whom the words find, and whether there may be more; for no words those one may want to meet, or everybody."""
    if not text.strip() and not offset:
        suggested = await rules.suggested(view, looker, most=_MOST)
        if suggested:
            return suggested, False
    hits = await rules.matching(view, looker, text, most=_MOST, offset=offset, hidden=False)
    return hits, len(hits) == _MOST


def _result(words: Words, hit: Hit | Suggestion, bot: str) -> InlineQueryResultArticle:
    name = words.name(hit.name, hit.name_other, hit.delegation)
    works_for = organisation(words, hit)
    content = InputTextMessageContent(
        words("inline.message", name=name, organisation=works_for, link=link(bot, hit.delegate_id)),
        parse_mode=ParseMode.HTML,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    about = " · ".join(filter(None, (works_for, words.region(hit.region))))
    return InlineQueryResultArticle(str(hit.delegate_id), name, content, description=about)
