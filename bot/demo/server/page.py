"""The chat page's files."""

import mimetypes
import re
from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).resolve().parent.parent / "page"
_NAME = re.compile(r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*$")
HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def index(_request: web.Request) -> web.StreamResponse:
    """The page itself."""
    return _serve("index.html")


async def page_file(request: web.Request) -> web.StreamResponse:
    """A file beside it; 404 for any other."""
    return _serve(request.match_info["name"])


def _serve(name: str) -> web.Response:
    path = PAGE / name
    if not _NAME.match(name) or not path.is_file():
        raise web.HTTPNotFound
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    charset = "utf-8" if content_type.startswith("text/") or content_type.endswith("javascript") else None
    return web.Response(body=path.read_bytes(), content_type=content_type, charset=charset, headers=HEADERS)
