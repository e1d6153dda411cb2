"""Questions that wait for the bot's answer: presses of buttons and inline queries."""

from dataclasses import dataclass, field
from itertools import count

from bot.demo.server.clocks import TelegramTime
from bot.demo.server.errors import bad_request
from bot.demo.server.wire import Json

CALLBACK_SECONDS = 150.0
INLINE_SECONDS = 30.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    """A press of a button."""

    query_id: str
    user_id: int
    until: float
    answer: Json | None = None


@dataclass(slots=True)
class InlineQuestion:
    """An inline query and, once it has come, its answer."""

    query_id: str
    user_id: int
    query: str
    until: float
    answer: Json | None = None
    results: dict[str, Json] = field(default_factory=dict)


class Queries:
    """Questions by id; each can be answered once and in time."""

    def __init__(self, clock: TelegramTime) -> None:
        self.clock = clock
        self.presses: dict[str, Press] = {}
        self.inline: dict[str, InlineQuestion] = {}
        self._ids = count(4_000_000_000_000_000_001)

    def press(self, user_id: int) -> Press:
        """A new press."""
        press = Press(str(next(self._ids)), user_id, self.clock.now() + CALLBACK_SECONDS)
        self.presses[press.query_id] = press
        return press

    def ask(self, user_id: int, query: str) -> InlineQuestion:
        """A new inline query."""
        question = InlineQuestion(str(next(self._ids)), user_id, query, self.clock.now() + INLINE_SECONDS)
        self.inline[question.query_id] = question
        return question

    def answer_press(self, query_id: str, answer: Json) -> Press:
        """Answers a press; ApiError 400 for one that is unknown, too old or answered already."""
        press = self.presses.get(query_id)
        if press is None or press.answer is not None or press.until <= self.clock.now():
            raise bad_request(TOO_OLD)
        press.answer = answer
        return press

    def answer_inline(self, query_id: str, answer: Json) -> InlineQuestion:
        """Answers an inline query; ApiError 400 as for a press."""
        question = self.inline.get(query_id)
        if question is None or question.answer is not None or question.until <= self.clock.now():
            raise bad_request(TOO_OLD)
        question.answer = answer
        question.results = {result["id"]: result for result in answer["results"]}
        return question
