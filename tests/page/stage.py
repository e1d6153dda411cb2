"""What the page's tests act with: the page, its phones, a clock that can be moved."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import Locator, Page

from bot.demo.server.app import RehearsalServer
from tests.page.tiny_bot import TinyBot

ZONE = ZoneInfo("Europe/Rome")
OPENING = datetime(2018, 11, 29, 9, 0, tzinfo=ZONE)


class RunningClock:
    """The forum's clock as the server wants it: runs at its speed from where it was put."""

    zone = "Europe/Rome"

    def __init__(self, start: datetime) -> None:
        self.speed = 1.0
        self._start = start
        self._since = time.monotonic()

    def now(self) -> datetime:
        return (self._start + timedelta(seconds=(time.monotonic() - self._since) * self.speed)).astimezone(
            ZONE
        )

    def set_speed(self, speed: float) -> None:
        self.jump(self.now())
        self.speed = speed

    def jump(self, to: datetime) -> None:
        self._start = to
        self._since = time.monotonic()


@dataclass(frozen=True)
class Phone:
    """One phone on the page; `send` is the name of its send button."""

    section: Locator
    user_id: int
    send_label: str

    @property
    def field(self) -> Locator:
        return self.section.locator("textarea")

    @property
    def messages(self) -> Locator:
        return self.section.locator("article")

    @property
    def last(self) -> Locator:
        """The newest message of the bot."""
        return self.section.locator("article.theirs").last

    @property
    def log(self) -> Locator:
        return self.section.get_by_role("log")

    def button(self, name: str) -> Locator:
        return self.section.get_by_role("button", name=name, exact=True)

    async def send(self, text: str) -> None:
        await self.field.fill(text)
        await self.button(self.send_label).click()

    def said(self, text: str) -> Locator:
        """The message with this text."""
        return self.messages.filter(has_text=text)


@dataclass(frozen=True)
class Stage:
    """A page with a Russian and an Italian phone on it."""

    page: Page
    server: RehearsalServer
    bot: TinyBot
    anna: Phone
    marco: Phone


OUTLINE = """node => {
  const inside = (part) => [...part.childNodes].map(outline).join("");
  const outline = (part) => {
    if (part.nodeType === Node.TEXT_NODE) return part.data;
    if (part.matches(".meta, .pre-head, .quote-toggle")) return "";
    const tag = part.localName;
    return tag === "span" ? `[${inside(part)}]` : `<${tag}>${inside(part)}</${tag}>`;
  };
  return inside(node);
}"""


async def outline(message: Locator) -> str:
    """A message's text with its tags, without attributes; a span is written `[...]`."""
    drawn: str = await message.locator(".text").evaluate(OUTLINE)
    return drawn
