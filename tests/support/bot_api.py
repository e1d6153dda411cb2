"""Every call held against descriptions of the Bot API that are not ours.

    recorder = CallRecorder()
    server.calls.attach(recorder)
    ...
    recorder.check()      # AssertionError naming each method, field and fault

One description is aiogram's typed methods and objects. The other is a machine-readable copy of Telegram's own page,
at the path in the environment variable BOTAPI_JSON or in `../shared/botapi/api.json` beside the project; where it is
not there, that half is left out and `BotApiDescription().left_out` names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

from bot.demo.server.calls import CallRecord
from tests.support.bot_api_aiogram import AiogramDescription
from tests.support.bot_api_json import JsonDescription, find_json

ERROR_SHAPE = {"ok": "bool", "error_code": "int", "description": "str"}


@dataclass(frozen=True)
class BotApiDescription:
    """Both descriptions; `left_out` says which is missing and how to have it."""

    aiogram: AiogramDescription
    page: JsonDescription | None
    left_out: str | None
    _sound: set[bytes] = field(default_factory=set)
    """Digests of calls in which there was nothing wrong: each start of the bot makes the same twenty."""

    @classmethod
    @cache
    def load(cls) -> "BotApiDescription":
        path = find_json()
        missing = (
            None if path else "api.json is not there: set BOTAPI_JSON to a copy to hold calls against it too"
        )
        return cls(AiogramDescription(), JsonDescription.load(path) if path else None, missing)

    def problems(self, record: CallRecord) -> list[str]:
        """What is wrong with a call or its answer."""
        digest = blake2b(repr(record).encode(), digest_size=16).digest()
        if digest in self._sound:
            return []
        found = list(self._faults(record))
        if not found:
            self._sound.add(digest)
        return found

    def _faults(self, record: CallRecord) -> Iterator[str]:
        yield from (f"aiogram: {record.method}: {problem}" for problem in self.aiogram.problems(record))
        if self.page is not None:
            yield from (f"api.json: {record.method}: {problem}" for problem in self.page.problems(record))
        yield from (f"{record.method}: {problem}" for problem in _problems_of_answer(record))


@dataclass
class CallRecorder:
    """An observer for `server.calls.attach`. `updates=False` passes over getUpdates, where a test feeds nonsense."""

    updates: bool = True
    records: list[CallRecord] = field(default_factory=list)

    def __call__(self, record: CallRecord) -> None:
        self.records.append(record)

    def problems(self) -> list[str]:
        """All faults of all calls so far, each once."""
        description = BotApiDescription.load()
        records = [record for record in self.records if self.updates or record.method != "getUpdates"]
        return list(dict.fromkeys(problem for record in records for problem in description.problems(record)))

    def check(self) -> None:
        """AssertionError with every fault."""
        problems = self.problems()
        assert not problems, "\n".join(problems)


def _problems_of_answer(record: CallRecord) -> list[str]:
    body = record.body
    if record.ok:
        return [] if record.status == 200 and "result" in body else ["a success without a result"]
    shape = {name: type(value).__name__ for name, value in body.items() if name != "parameters"}
    problems = (
        []
        if shape == {"ok": "bool", "error_code": "int", "description": "str"}
        else [f"an error shaped {shape}"]
    )
    unknown = set(body.get("parameters", {})) - {"retry_after", "migrate_to_chat_id"}
    return problems + [f"unknown response parameter {name}" for name in sorted(unknown)]
