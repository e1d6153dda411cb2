"""`python -m tests.benchmarks.support_echo KIND`: the least a bot can be, on the server of TELEGRAM_API_URL.

It repeats what is written to it; a press it answers, and puts the pressed data into the message.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from bot.demo.server.app import TOKEN


def library(workers: int) -> None:
    """python-telegram-bot as its own examples build it; `workers`: updates it handles at once, its default is 1."""
    from telegram import Update
    from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text is not None:
            await update.message.reply_text(update.message.text)

    async def pressed(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is not None:
            await query.answer()
            await query.edit_message_text(f"{query.data} {query.id}")

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{_api()}/bot")
    application = builder.concurrent_updates(workers).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling()


async def aiogram() -> None:
    """aiogram 3 as its own examples build it."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import CallbackQuery, Message

    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    @dispatcher.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        await query.answer()
        if isinstance(query.message, Message):
            await query.message.edit_text(f"{query.data} {query.id}")

    session = AiohttpSession(api=TelegramAPIServer.from_base(_api()))
    await dispatcher.start_polling(Bot(TOKEN, session=session))


def _api() -> str:
    return os.environ["TELEGRAM_API_URL"]


KINDS: dict[str, Any] = {
    "library": lambda: library(1),
    "library-concurrent": lambda: library(16),
    "aiogram": lambda: asyncio.run(aiogram()),
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]()
