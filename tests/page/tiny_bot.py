"""A small bot that shows everything the chat page has to draw; nothing of it is ours but the buttons."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatAction, ParseMode
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

TOKEN = "42:TEST"
FORMATTED = (
    "<b>жирный <i>курсив 😀</i></b> <u>u</u> <s>s</s> <tg-spoiler>секрет</tg-spoiler> "
    '<a href="https://example.com/x">сайт</a> <code>c</code>\n'
    '<pre><code class="language-python">print(1)</code></pre>\n'
    "<blockquote>цитата</blockquote>\n"
    "<blockquote expandable>1\n2\n3\n4\n5</blockquote>\nконец"
)
PICTURE = bytes.fromhex(  # a PNG of one pixel
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da6348b0d90b"
    "000259015a033b8bbb0000000049454e44ae426082"
)
PEOPLE = ["Antonio Franceschini", "Anna Rossi", "Борис Иванов"]


@dataclass
class TinyBot:
    """What the tests may look at and hold back."""

    bot: Bot
    release: asyncio.Event = field(default_factory=asyncio.Event)
    """`slow` presses are answered once this is set."""
    chats: list[int] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


def keys(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def key(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


def table_screen(tiny: TinyBot) -> tuple[str, InlineKeyboardMarkup]:
    text = "Tavolo Moda\n" + "\n".join(f"{place}. {name}" for place, name in enumerate(tiny.joined, 1))
    return text.strip(), keys([key("Join", "join"), key("Again", "again")])


def routes(tiny: TinyBot) -> Router:
    """Every message, press and query the tests use."""
    router = Router()
    for module in (greet, show, press, search, receive):
        module(router, tiny)
    return router


def greet(router: Router, tiny: TinyBot) -> None:
    @router.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> None:
        tiny.chats.append(message.chat.id)
        await message.answer(f"Welcome with {command.args or 'nothing'}")

    @router.message(Command("table"))
    async def table(message: Message) -> None:
        text, markup = table_screen(tiny)
        await message.answer(text, reply_markup=markup)

    @router.message(Command("typing"))
    async def typing(message: Message, bot: Bot) -> None:
        await bot.send_chat_action(message.chat.id, ChatAction.TYPING)
        await tiny.release.wait()
        await message.answer("Thought about it")


def show(router: Router, _tiny: TinyBot) -> None:
    @router.message(Command("format"))
    async def formatted(message: Message) -> None:
        await message.answer(FORMATTED, parse_mode=ParseMode.HTML)

    @router.message(Command("buttons"))
    async def buttons(message: Message) -> None:
        link = InlineKeyboardButton(text="Site", url="https://example.com/forum")
        again = InlineKeyboardButton(text="Search", switch_inline_query_current_chat="anna")
        first = [key("Toast", "toast"), key("Alert", "alert")]
        await message.answer("Press", reply_markup=keys(first, [key("Slow", "slow"), link], [again]))

    @router.message(Command("file"))
    async def file(message: Message) -> None:
        await message.answer_document(BufferedInputFile(b"BEGIN:VCALENDAR", "agenda.ics"), caption="Agenda")

    @router.message(Command("album"))
    async def album(message: Message) -> None:
        photos = [InputMediaPhoto(media=BufferedInputFile(PICTURE, f"{number}.png")) for number in range(3)]
        await message.answer_media_group([*photos])

    @router.message(Command("place"))
    async def place(message: Message) -> None:
        await message.answer_venue(43.7799, 11.2486, "Fortezza da Basso", "Viale Filippo Strozzi 1")
        await message.answer_contact("+39055000000", "Segreteria")

    @router.message(Command("menu"))
    async def menu(message: Message) -> None:
        rows = [[KeyboardButton(text="Да"), KeyboardButton(text="Нет")]]
        await message.answer("Choose", reply_markup=ReplyKeyboardMarkup(keyboard=rows))


def press(router: Router, tiny: TinyBot) -> None:
    @router.callback_query(F.data == "join")
    async def join(query: CallbackQuery, bot: Bot) -> None:
        tiny.joined.append(query.from_user.first_name)
        text, markup = table_screen(tiny)
        assert isinstance(query.message, Message)
        await query.message.edit_text(text, reply_markup=markup)
        await query.answer()
        for chat in tiny.chats:
            if chat != query.from_user.id:
                await bot.send_message(chat, f"{query.from_user.first_name} joined")

    @router.callback_query(F.data == "slow")
    async def slow(query: CallbackQuery) -> None:
        await tiny.release.wait()
        await query.answer()

    @router.callback_query(F.data == "alert")
    async def alert(query: CallbackQuery) -> None:
        await query.answer("Il posto è appena stato preso.", show_alert=True)

    @router.callback_query()
    async def toast(query: CallbackQuery) -> None:
        await query.answer("Ваш номер в листе ожидания: 3")


def search(router: Router, _tiny: TinyBot) -> None:
    @router.inline_query()
    async def inline(query: InlineQuery) -> None:
        found = [name for name in PEOPLE if query.query.lower() in name.lower()]
        await query.answer([card(name) for name in found], cache_time=0)


def card(name: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(message_text=f"Card of {name}")
    return InlineQueryResultArticle(
        id=str(PEOPLE.index(name)), title=name, description="delegate", input_message_content=content
    )


def receive(router: Router, _tiny: TinyBot) -> None:
    @router.message(F.document)
    async def document(message: Message) -> None:
        assert message.document is not None
        size = message.document.file_size
        await message.answer(f"{message.document.file_name}: {size} bytes, {message.caption}")

    @router.message(F.location)
    async def location(message: Message) -> None:
        assert message.location is not None
        await message.answer(f"{message.location.latitude:.4f} {message.location.longitude:.4f}")

    @router.edited_message(F.text)
    async def edited(message: Message) -> None:
        await message.answer(f"Corrected: {message.text}")

    @router.message(F.reply_to_message)
    async def reply(message: Message) -> None:
        await message.answer(f"Reply: {message.text}")

    @router.message(F.text)
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")


class Session(AiohttpSession):
    """aiogram's own, which waits a quarter of a second at its end for TLS; there is none here."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


@contextlib.asynccontextmanager
async def running(url: str) -> AsyncIterator[TinyBot]:
    """The bot, polling the server at `url` until the block is left."""
    async with Bot(TOKEN, Session(api=TelegramAPIServer.from_base(url))) as bot:
        tiny = TinyBot(bot)
        commands = [
            BotCommand(command="table", description="Стол"),
            BotCommand(command="typing", description="…"),
        ]
        await bot.set_my_commands(commands)
        await bot.set_my_description("Accompanies the delegates.")
        dispatcher = Dispatcher()
        dispatcher.include_router(routes(tiny))
        polling = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
        )
        yield tiny
        tiny.release.set()
        await dispatcher.stop_polling()
        await polling
