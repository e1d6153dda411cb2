"""Only the page of this machine may act for people."""

import functools
import json
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import TypeAlias

from aiohttp import web

from bot.demo.server.people.acts import ActError

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_BODIES = ("application/json", "multipart/form-data")


def guarded(handler: Handler) -> Handler:
    """Refuses other machines, foreign origins and forms; says in JSON what a person cannot do."""

    @functools.wraps(handler)
    async def checked(request: web.Request) -> web.StreamResponse:
        try:
            _check(request)
            return await handler(request)
        except ActError as error:
            return answer({"error": str(error)}, error.status)

    return checked


def _check(request: web.Request) -> None:
    if request.remote is None or not ip_address(request.remote).is_loopback:
        raise ActError(403, "only from this machine")
    if request.host.rpartition(":")[0] not in _NAMES and request.host not in _NAMES:
        raise ActError(403, "only under this machine's own name")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.host}":
        raise ActError(403, "only from this server's own page")
    if request.method == "POST" and request.content_type not in _BODIES:
        raise ActError(415, "Content-Type must be application/json")


def answer(body: object, status: int = 200) -> web.Response:
    """A JSON answer."""
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=content, status=status, content_type="application/json", headers=headers)
