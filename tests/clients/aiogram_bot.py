"""A small aiogram bot: the same things the grammY bot does, in aiogram's own way."""

from collections.abc import Callable

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputTextMessageContent,
    Message,
)


def make_bot(token: str, url: str) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    return Bot(token, session, DefaultBotProperties(parse_mode="HTML"))


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=label.lower())] for label in labels]
    )


def make_dispatcher(wait: Callable[[float], None]) -> Dispatcher:
    """`wait` lets the seconds pass that a 429 names."""
    dispatcher = Dispatcher()
    dispatcher.message.register(start, CommandStart())
    dispatcher.message.register(broken, Command("broken"))
    dispatcher.message.register(far, Command("far"))
    dispatcher.message.register(menu, Command("menu"))
    dispatcher.message.register(album, Command("album"))
    dispatcher.message.register(document, F.document)
    dispatcher.callback_query.register(opened, F.data == "apri")
    dispatcher.callback_query.register(closed, F.data == "chiudi")
    dispatcher.inline_query.register(asked)

    @dispatcher.message(Command("many"))
    async def many(message: Message) -> None:
        for number in range(1, 5):
            try:
                await message.answer(str(number))
            except TelegramRetryAfter as error:
                wait(error.retry_after)
                await message.answer(str(number))

    return dispatcher


async def start(message: Message, command: CommandObject) -> None:
    assert message.from_user is not None
    await message.answer(
        f"<b>Ciao</b> {message.from_user.first_name} [{command.args}]",
        reply_markup=keyboard("Apri", "Chiudi"),
    )


async def opened(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.answer("Aperto")
    await query.message.edit_text("<i>Aperto</i>", reply_markup=keyboard("Chiudi"))


async def closed(query: CallbackQuery) -> None:
    assert isinstance(query.message, Message)
    await query.answer("Chiuso", show_alert=True)
    await query.message.delete()


async def broken(message: Message) -> None:
    try:
        await message.answer("<b>a")
    except TelegramBadRequest as error:
        await message.answer(error.message, parse_mode=None)


async def far(message: Message, bot: Bot) -> None:
    try:
        await bot.send_message(7_000_000_002, "a")
    except TelegramForbiddenError as error:
        await message.answer(error.message)


async def menu(message: Message, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand(command="start", description="inizio")], language_code="it")
    await message.answer(" ".join(one.description for one in await bot.get_my_commands(language_code="it")))


async def album(message: Message) -> None:
    files = [BufferedInputFile(name.encode(), name) for name in ("uno.txt", "due.txt")]
    await message.answer_media_group(
        [InputMediaDocument(media=file, caption=file.filename) for file in files]
    )


async def document(message: Message, bot: Bot) -> None:
    assert message.document is not None
    content = await bot.download(message.document)
    assert content is not None
    name = message.document.file_name
    await message.answer_document(BufferedInputFile(content.read()[::-1], "обратно.bin"), caption=name)


async def asked(query: InlineQuery) -> None:
    content = InputTextMessageContent(message_text="scelto")
    await query.answer(
        [InlineQueryResultArticle(id="1", title=query.query, input_message_content=content)], cache_time=0
    )
