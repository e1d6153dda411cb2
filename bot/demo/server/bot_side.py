"""The Bot API over HTTP: one request, one call, one answer."""

import asyncio
import inspect
import json
import logging
import re

from aiohttp import web

from bot.demo.server.calls import CallRecord, Calls
from bot.demo.server.context import Context, Described
from bot.demo.server.errors import ApiError
from bot.demo.server.faults import Fault, Faults
from bot.demo.server.methods import METHODS
from bot.demo.server.parameters import Call
from bot.demo.server.reading import read_call
from bot.demo.server.wire import Json

LOG = logging.getLogger(__name__)
_TOKEN = re.compile(r"^[0-9]+:[A-Za-z0-9_-]+$")
NOT_FOUND = ApiError(404, "Not Found")
# Bots send no Origin; a page somewhere in a browser does.
FOREIGN = ApiError(403, "Forbidden: pages in browsers are no bots")
UNAUTHORIZED = ApiError(401, "Unauthorized")


class BotSide:
    """Answers the bot that holds `token`."""

    def __init__(self, token: str, context: Context, calls: Calls, faults: Faults) -> None:
        self.token = token
        self.context = context
        self.calls = calls
        self.faults = faults
        self.closing = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """`/bot<token>/<method>`."""
        try:
            if "Origin" in request.headers:
                raise FOREIGN
            self._check_token(request)
            name, _ = METHODS.get(request.match_info["method"].lower(), ("", None))
            if not name:
                raise NOT_FOUND
            call = await read_call(request, name)
        except ApiError as error:
            return _response(error.code, error.as_json())
        fault = self.faults.take(name, _chat_id(call))
        if self.closing or (fault and fault.kind == "drop_before"):
            return _cut(request)
        if fault and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        status, body = await self.answer(call, fault)
        if fault and fault.kind == "drop_after":
            return _cut(request)
        return _response(status, body)

    async def answer(self, call: Call, fault: Fault | None = None) -> tuple[int, Json]:
        """Carries a call out: the HTTP status and the body."""
        try:
            if fault and fault.kind == "status":
                raise fault.error()
            result = METHODS[call.method.lower()][1](self.context, call)
            if inspect.isawaitable(result):
                result = await result
            status, body = 200, _success(result)
        except ApiError as error:
            status, body = error.code, error.as_json()
        self.calls.note(CallRecord(call.method, call.values, tuple(call.uploads), status, body))
        self.context.world.changes.notify()
        return status, body

    async def reply(self, body: Json) -> Json:
        """Carries out the method in a webhook's answer."""
        values = {name: value for name, value in body.items() if name != "method"}
        name, _ = METHODS.get(str(body["method"]).lower(), ("", None))
        return (await self.answer(Call(name, values)))[1] if name else NOT_FOUND.as_json()

    async def file(self, request: web.Request) -> web.StreamResponse:
        """`/file/bot<token>/<file_path>`."""
        try:
            self._check_token(request)
            stored = self.context.world.files.by_path.get(request.match_info["path"])
            if stored is None:
                raise NOT_FOUND
        except ApiError as error:
            return _response(error.code, error.as_json())
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if token != self.token:
            raise UNAUTHORIZED if _TOKEN.match(token) else NOT_FOUND


def _chat_id(call: Call) -> int | None:
    said = call.values.get("chat_id")
    try:
        return int(said) if isinstance(said, str | int) else None
    except ValueError:
        return None


def _success(result: object) -> Json:
    if isinstance(result, Described):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def _response(status: int, body: Json) -> web.Response:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return web.Response(status=status, body=content, content_type="application/json")


def _cut(request: web.Request) -> web.Response:
    """No answer: the connection is gone before one can be written."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
