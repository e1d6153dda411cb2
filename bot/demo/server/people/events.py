"""Server-Sent Events: a phone hears at once what happens in its chat."""

import asyncio
import json
from contextlib import suppress
from typing import TypeAlias

from aiohttp import web

from bot.demo.server.chats import Chat, Effect, PrivateChat
from bot.demo.server.world import World

Waiting: TypeAlias = asyncio.Queue[Effect | None]
HEARTBEAT = 15.0
HEADERS = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Streams:
    """The phones that listen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._open: set[Waiting] = set()

    async def serve(self, request: web.Request, chat: PrivateChat) -> web.StreamResponse:
        """Writes one phone's events until the page goes away or the server stops."""
        queue: Waiting = asyncio.Queue()
        listeners = self.world.listeners.setdefault(chat.id, [])
        listeners.append(queue.put_nowait)
        try:
            return await self._write(request, queue)
        finally:
            listeners.remove(queue.put_nowait)

    async def serve_all(self, request: web.Request) -> web.StreamResponse:
        """Writes all phones' events, each with its `user`: a browser keeps no more than six connections."""
        queue: Waiting = asyncio.Queue()

        def onlooker(chat: Chat, effect: Effect) -> None:
            if isinstance(chat, PrivateChat):
                queue.put_nowait(Effect(effect.number, {"user": chat.id, **effect.event}))

        self.world.onlookers.append(onlooker)
        try:
            return await self._write(request, queue)
        finally:
            self.world.onlookers.remove(onlooker)

    async def _write(self, request: web.Request, queue: Waiting) -> web.StreamResponse:
        response = web.StreamResponse(headers=HEADERS)
        self._open.add(queue)
        try:
            await response.prepare(request)
            await response.write(b": listening\n\n")
            with suppress(ConnectionError):
                await _pass_on(queue, response)
        finally:
            self._open.discard(queue)
        return response

    def close(self) -> None:
        """Ends all streams."""
        for queue in self._open:
            queue.put_nowait(None)


async def _pass_on(queue: Waiting, response: web.StreamResponse) -> None:
    while True:
        try:
            effect = await asyncio.wait_for(queue.get(), HEARTBEAT)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if effect is None:
            return
        data = json.dumps(effect.event, ensure_ascii=False)
        await response.write(f"id: {effect.number}\ndata: {data}\n\n".encode("utf-8", "surrogatepass"))
