"""`python -m tests.benchmarks.support_echo KIND`: the least a bot can be, on the server of TELEGRAM_API_URL.

It repeats what is written to it; a press it answers, and puts the pressed data into the message.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

from bot.demo.server.app import TOKEN
from tests.benchmarks.support import FIRST_USER

TEXT = "<b>Registrazione accettata.</b> Dal menu si arriva a tutto."


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


def limited() -> None:
    """python-telegram-bot with its own rate limiter; "/tell N" has the first N people told, 32 at once."""
    from telegram import Update
    from telegram.ext import (
        AIORateLimiter,
        ApplicationBuilder,
        CommandHandler,
        ContextTypes,
        MessageHandler,
        filters,
    )

    async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text is not None:
            await update.message.reply_text(update.message.text)

    async def tell(_update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        chats = iter(range(FIRST_USER, FIRST_USER + int((context.args or ["0"])[0])))

        async def work() -> None:
            for chat in chats:
                await context.bot.send_message(chat, TEXT, parse_mode="HTML")

        await asyncio.gather(*(work() for _ in range(32)))

    builder = ApplicationBuilder().token(TOKEN).base_url(f"{_api()}/bot").concurrent_updates(16)
    application = builder.rate_limiter(AIORateLimiter(max_retries=5)).build()
    application.add_handler(CommandHandler("tell", tell))
    application.add_handler(MessageHandler(filters.ALL, echo))
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
    "library-limited": limited,
    "aiogram": lambda: asyncio.run(aiogram()),
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]()
