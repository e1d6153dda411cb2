from __future__ import annotations

import asyncio
import json
import os
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"


@dataclass
class Asked:
    head: str
    body: bytes

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


@dataclass
class Line:
    """One connection, seen from the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def read_request(self, pause: float) -> Asked | None:
        try:
            head = (await self.reader.readuntil(b"\r\n\r\n"))[:-4].decode("latin-1")
            length = int(Asked(head, b"").headers.get("content-length", "0"))
            if pause:
                await asyncio.wait([asyncio.get_running_loop().create_future()], timeout=pause)
            return Asked(head, await self.reader.readexactly(length))
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    def hang_up_now(self) -> None:
        """The goodbye is on the wire when this returns, before any event loop can have read it."""
        copy = socket.socket(fileno=os.dup(self.writer.get_extra_info("socket").fileno()))
        copy.shutdown(socket.SHUT_RDWR)
        copy.close()


Act = Callable[[Line], Awaitable[None]]


def says(status: int, body: bytes, kind: str = "application/json") -> Act:
    async def act(line: Line) -> None:
        head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        line.writer.write(head.encode() + body)
        await line.writer.drain()

    return act


def answers(content: object, status: int = 200) -> Act:
    return says(status, json.dumps(content).encode())


def result(value: object) -> Act:
    return answers({"ok": True, "result": value})


def writes(raw: bytes) -> Act:
    async def act(line: Line) -> None:
        line.writer.write(raw)
        await line.writer.drain()
        line.writer.close()

    return act


async def cuts(line: Line) -> None:
    line.writer.transport.abort()


async def stays_silent(line: Line) -> None:
    await line.reader.read()


@dataclass
class WireServer:
    """A server that does as it is told, one act for each request, over all connections."""

    acts: list[Act]
    tls: ssl.SSLContext | None = None
    reads: bool = True
    reads_bodies_after: float = 0
    asked: list[Asked] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    server: asyncio.Server | None = None
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self.tls)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.server is not None
        self.server.close()
        for line in self.lines:
            line.writer.transport.abort()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(line.writer.wait_closed() for line in self.lines), return_exceptions=True)

    @property
    def port(self) -> int:
        assert self.server is not None
        return int(self.server.sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def method(self, name: str = "sendMessage") -> str:
        return f"{self.url}/bot{TOKEN}/{name}"

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(reader, writer)
        self.lines.append(line)
        if self.reads:
            self.tasks.add(asyncio.create_task(self._serve(line)))
        else:
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            self.arrived.set()

    async def _serve(self, line: Line) -> None:
        with suppress(ConnectionError):
            while (
                asked := await line.read_request(self.reads_bodies_after)
            ) is not None and not line.writer.is_closing():
                self.asked.append(asked)
                self.arrived.set()
                await self.acts.pop(0)(line)
        line.writer.close()
