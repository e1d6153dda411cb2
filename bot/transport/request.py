"""python-telegram-bot's requests, carried out by aiohttp."""

import asyncio
import json
import os
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import aiohttp
import certifi
from aiohttp.payload import Payload
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transport.bodies import FORM, body_of
from bot.transport.connector import LookingConnector
from bot.transport.errors import NotSentInTime, presentable, translated
from bot.transport.proxies import Proxies

_FORM_HEADERS = {"Content-Type": FORM}
_NONE_FREE = (
    "Pool timeout: All connections in the connection pool are occupied. Request was *not* sent to Telegram."
)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds, None for no bound; the defaults are python-telegram-bot's.

    `connect`: from the name to the finished handshake. `read`: until the answer begins, and between two pieces
    of it. `write` and `media_write`: until the network takes one piece of a body. `pool`: until a connection is free.
    """

    connect: float | None = 5.0
    read: float | None = 5.0
    write: float | None = 5.0
    pool: float | None = 1.0
    media_write: float | None = 20.0


class AiohttpRequest(BaseRequest):
    """Requests to the Bot API over a pool of kept connections.

    `connections`: how many requests may be under way at once. `keepalive`: seconds an idle connection is kept.
    `answer_limit`: bytes of the longest answer that is read. `proxies`: left out, the environment's.
    A POST is made once and never repeated here: whether to repeat one is for the caller to say, who knows from
    `NotSent` that nothing of it arrived.
    """

    def __init__(
        self,
        timeouts: Timeouts | None = None,
        *,
        connections: int = 256,
        keepalive: float = 30.0,
        answer_limit: int = 64 * 2**20,
        proxies: Proxies | None = None,
    ) -> None:
        self._timeouts = timeouts or Timeouts()
        self._connections = connections
        self._keepalive = keepalive
        self._answer_limit = answer_limit
        self._proxies = Proxies() if proxies is None else proxies
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(connections)

    @property
    def read_timeout(self) -> float | None:
        """Seconds an answer may take where a call names no bound; long polling adds to it."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the pool; what is open stays."""
        if self._session is None:
            self._free = asyncio.Semaphore(self._connections)
            self._session = aiohttp.ClientSession(
                connector=LookingConnector(keepalive=self._keepalive),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the pool and what is under way on it; `initialize` opens it again."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a mapping; NetworkError where it is none. What was received goes into no log."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NetworkError(f"Invalid server response ({len(payload)} bytes)")
        return _Answer(answer)

    async def do_request(  # noqa: PLR0917 - the seam's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer; NetworkError and its kinds without one."""
        session = self._session
        if session is None:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        ours = self._timeouts
        files = request_data is not None and request_data.contains_files
        stall = _given(write_timeout, ours.media_write if files else ours.write)
        bounds = _bounds(_given(connect_timeout, ours.connect), _given(read_timeout, ours.read))
        try:
            async with _slot(self._free, _given(pool_timeout, ours.pool)):
                return await self._asked(session, url, method, body_of(request_data, stall), bounds)
        except NetworkError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - whatever it is, its text may hold the token
            failure = translated(error)
        # Raised out here, it has no context: the original error holds the URL.
        raise failure

    async def _asked(
        self,
        session: aiohttp.ClientSession,
        url: str,
        method: str,
        body: bytes | Payload | None,
        bounds: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        target = URL(url)
        async with session.request(
            method,
            target,
            data=body,
            headers=_FORM_HEADERS if isinstance(body, bytes) else None,
            timeout=bounds,
            allow_redirects=False,
            proxy=self._proxies.between(target),
            ssl=self._tls if target.scheme == "https" else True,
        ) as answer:
            payload = await self._read(answer)
            return answer.status, presentable(answer.status, payload)

    async def _read(self, answer: aiohttp.ClientResponse) -> bytes:
        gathered = bytearray()
        async for piece in answer.content.iter_any():
            gathered += piece
            if len(gathered) > self._answer_limit:
                raise NetworkError(f"The answer is longer than {self._answer_limit} bytes")
        return bytes(gathered)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Whom the system trusts, and certifi's list, where `SSL_CERT_FILE` and `SSL_CERT_DIR` name nobody else."""
        context = ssl.create_default_context()
        if not os.environ.keys() & {"SSL_CERT_FILE", "SSL_CERT_DIR"}:
            context.load_verify_locations(certifi.where())
        return context


class _Answer(dict[str, Any]):
    """An answer's mapping that says what is wrong when `result` is missing."""

    def __missing__(self, key: str) -> None:
        raise NetworkError(f"Invalid server response (no '{key}')")


def _given(seconds: object, default: float | None) -> float | None:
    return float(seconds) if isinstance(seconds, int | float) else default if seconds is not None else None


@asynccontextmanager
async def _slot(free: asyncio.Semaphore, patience: float | None) -> AsyncIterator[None]:
    """One of the connections that may be in use at once; NotSentInTime after `patience` seconds."""
    if not free.locked():
        await free.acquire()
    else:
        try:
            async with asyncio.timeout(patience):
                await free.acquire()
        except TimeoutError:
            raise NotSentInTime(_NONE_FREE) from None
    try:
        yield
    finally:
        free.release()


@lru_cache(64)
def _bounds(connect: float | None, read: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read)
