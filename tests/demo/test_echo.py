"""A bare python-telegram-bot bot: the server is one that an ordinary library talks to."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.support.people import Person, Rehearsal, labels_of, text_of

Context = ContextTypes.DEFAULT_TYPE


async def echo(update: Update, _context: Context) -> None:
    assert update.message is not None
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Ancora", callback_data="again")]])
    await update.message.reply_html(f"<b>{update.message.text_html}</b>", reply_markup=keys)


async def again(update: Update, _context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Fatto")
    await update.callback_query.edit_message_text("ancora")


@pytest.fixture
async def bot(server: Rehearsal) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").job_queue(None)
    application = builder.base_file_url(f"{server.url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(again))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(bootstrap_retries=0)
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("bot")
async def test_an_echo(anna: Person) -> None:
    await anna.send("ciao")
    screen = await anna.next_message()
    while screen.text != "ciao":
        screen = await anna.next_message()
    assert (screen.html, labels_of(screen), text_of(screen)) == ("<b>ciao</b>", [["Ancora"]], "ciao")
    await anna.press("Ancora", on=screen)
    assert await anna.alert() == "Fatto"
    assert (await anna.screen()).text == "ancora"
    assert anna.toasts == ["Fatto"]
