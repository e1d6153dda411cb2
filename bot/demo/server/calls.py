"""The calls a server has handled, for whoever wants to see them."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.server.wire import Json

KEPT = 2000


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call: what was sent (`values` as they came, `uploads` the names of the files) and what was answered."""

    method: str
    values: Json
    uploads: tuple[str, ...]
    status: int
    body: Json

    @property
    def ok(self) -> bool:
        """Whether it took effect."""
        return self.body.get("ok") is True


Observer = Callable[[CallRecord], None]


class Calls:
    """The newest calls in order, the number of each method, and observers who are shown every call."""

    def __init__(self) -> None:
        self.seen: deque[CallRecord] = deque(maxlen=KEPT)
        self.counts: Counter[str] = Counter()
        self._observers: list[Observer] = []

    def attach(self, observer: Observer) -> None:
        """Shows every call from now on to `observer`, in the server's loop."""
        self._observers.append(observer)

    def detach(self, observer: Observer) -> None:
        """Shows it no more."""
        self._observers.remove(observer)

    def note(self, record: CallRecord) -> None:
        """A call has been handled."""
        self.seen.append(record)
        self.counts[record.method] += 1
        for observer in self._observers:
            observer(record)

    def of(self, *methods: str) -> list[CallRecord]:
        """The kept calls of these methods, oldest first."""
        return [record for record in self.seen if record.method in methods]
