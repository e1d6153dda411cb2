"""Connections that are kept alive, and are looked at before they are used again."""

import select
import socket
from weakref import WeakSet

from aiohttp import ClientRequest, ClientTimeout, TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.tracing import Trace


class LookingConnector(TCPConnector):
    """A pool that never hands out a connection the server has closed in the meantime.

    aiohttp notices the server's goodbye only when the event loop comes to read it. A request written before that
    is lost, and nobody can say whether it took effect. So the socket of a used connection is asked first: as nothing
    is owed to us, anything to read on it is a goodbye.
    """

    def __init__(self, *, keepalive: float) -> None:
        super().__init__(limit=0, keepalive_timeout=keepalive)
        self._used: WeakSet[ResponseHandler] = WeakSet()

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 - aiohttp's own signature
    ) -> Connection:
        """A connection, kept or new, on which nothing has been said by the server yet."""
        while True:
            connection = await super().connect(req, traces, timeout)
            handler = connection.protocol
            if handler is None or handler not in self._used:
                break
            if not _has_something_to_say(connection):
                return connection
            connection.close()
        if handler is not None:
            self._used.add(handler)
        return connection


def _has_something_to_say(connection: Connection) -> bool:
    transport = connection.transport
    found: socket.socket | None = None if transport is None else transport.get_extra_info("socket")
    if found is None or found.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(found.fileno(), select.POLLIN)
    return bool(poll.poll(0))
