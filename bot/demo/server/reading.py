"""Requests into calls: query, urlencoded form, JSON and multipart, as Telegram takes them all."""

import json
import re
from urllib.parse import parse_qsl, unquote

from aiohttp import web

from bot.demo.server.errors import ApiError, bad_request
from bot.demo.server.files import UPLOAD_LIMIT, Upload
from bot.demo.server.parameters import Call
from bot.demo.server.wire import Json

BODY_LIMIT = UPLOAD_LIMIT + 1024 * 1024
_PARAMETER = re.compile(r'\b(name|filename)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))', re.IGNORECASE)
_EXTENDED = re.compile(r"\bfilename\*\s*=\s*utf-8''([^;\s]+)", re.IGNORECASE)
_BOUNDARY = re.compile(r'boundary\s*=\s*(?:"([^"]+)"|([^;\s]+))', re.IGNORECASE)


async def read_call(request: web.Request, method: str) -> Call:
    """The call in a request; ApiError 400 for a body that cannot be read, 413 for one that is too big."""
    values: Json = dict(request.query)
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    call = Call(method, values)
    if body:
        _read_body(call, body, request.content_type, request.headers.get("Content-Type", ""))
    return call


def _read_body(call: Call, body: bytes, content_type: str, header: str) -> None:
    if content_type == "application/x-www-form-urlencoded":
        call.values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    elif content_type == "application/json":
        call.values.update(read_json(body))
    elif content_type == "multipart/form-data":
        values, uploads = read_multipart(body, header)
        call.values.update(values)
        call.uploads.update(uploads)
    else:
        raise bad_request("unsupported content type")


def read_json(body: bytes) -> Json:
    """An object; ApiError 400 for anything else."""
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as request parameters")
    return value


def read_multipart(body: bytes, header: str) -> tuple[Json, dict[str, Upload]]:
    """Fields and files of a multipart body; ApiError 400 where it is broken."""
    boundary = _BOUNDARY.search(header)
    if boundary is None:
        raise bad_request("boundary in multipart content type is not found")
    parts = (b"\r\n" + body).split(b"\r\n--" + (boundary.group(1) or boundary.group(2)).encode())
    if len(parts) < 2 or not parts[-1].startswith(b"--"):  # noqa: PLR2004 - before the first, after the last
        raise bad_request("multipart body is broken")
    values: Json = {}
    uploads: dict[str, Upload] = {}
    for part in parts[1:-1]:
        head, found, content = part.partition(b"\r\n\r\n")
        if not found:
            raise bad_request("multipart body is broken")
        _read_part(head.decode("utf-8", "replace"), content, values, uploads)
    return values, uploads


def _read_part(head: str, content: bytes, values: Json, uploads: dict[str, Upload]) -> None:
    lines = [line.partition(":") for line in head.split("\r\n") if line]
    headers = {name.strip().lower(): value.strip() for name, _, value in lines}
    disposition = headers.get("content-disposition", "")
    named = {
        name.lower(): _unquote(quoted or plain) for name, quoted, plain in _PARAMETER.findall(disposition)
    }
    extended = _EXTENDED.search(disposition)
    if extended:
        named["filename"] = unquote(extended.group(1))
    if "name" not in named:
        raise bad_request("multipart body is broken")
    if "filename" in named:
        uploads[named["name"]] = Upload(named["filename"], content, headers.get("content-type", ""))
    else:
        values[named["name"]] = content.decode("utf-8", "replace")


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value).replace("%22", '"')
