"""Faults on demand: what a network and a server far away do now and then."""

from dataclasses import dataclass
from typing import Literal

from bot.demo.server.errors import ApiError
from bot.demo.server.wire import Json

Kind = Literal["status", "delay", "drop_before", "drop_after"]
KINDS = ("status", "delay", "drop_before", "drop_after")
_SAID = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """One fault, for the next `times` calls of `method` (`*`: of any) in `chat_id` (None: in any).

    `status` answers with an error, `delay` answers `seconds` later, `drop_before` and `drop_after` cut the
    connection before and after the effect.
    """

    kind: Kind
    method: str = "*"
    chat_id: int | None = None
    status: int = 500
    description: str | None = None
    retry_after: int | None = None
    seconds: float = 0.0
    times: int = 1

    def fits(self, method: str, chat_id: int | None) -> bool:
        """Whether a call is meant."""
        if self.method not in ("*", method) or (self.method == "*" and method == "getUpdates"):
            return False
        return self.chat_id is None or self.chat_id == chat_id

    def error(self) -> ApiError:
        """The answer of a `status` fault."""
        parameters: Json = {}
        description = self.description or _SAID.get(self.status, "Bad Request")
        if self.status == 429 or self.retry_after is not None:  # noqa: PLR2004 - HTTP
            parameters["retry_after"] = self.retry_after or 1
            description = self.description or f"Too Many Requests: retry after {parameters['retry_after']}"
        return ApiError(self.status, description, parameters or None)


class Faults:
    """The faults that wait for their call, the first that fits first. `*` spares getUpdates: name it to meet it."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def add(self, kind: Kind, **details: object) -> Fault:
        """Puts a fault in the queue; the details are Fault's. ValueError for an unknown kind."""
        if kind not in KINDS:
            raise ValueError(f"unknown kind of fault: {kind}")
        fault = Fault(kind, **details)  # type: ignore[arg-type]
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Forgets all that wait."""
        self.waiting.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, used up once."""
        for fault in self.waiting:
            if fault.fits(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
