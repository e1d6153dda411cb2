"""Raw calls of the Bot API, without any library between."""

import io
from typing import Any

import aiohttp

Json = dict[str, Any]


class Api:
    """Calls methods of one server's bot."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self.session = session
        self.url = url
        self.base = f"{url}/bot{token}"

    async def call(self, method: str, values: Json | None = None) -> tuple[int, Json]:
        """A JSON call: the HTTP status and the body."""
        async with self.session.post(f"{self.base}/{method}", json=values or {}) as response:
            return response.status, await response.json()

    async def ok(self, method: str, **values: object) -> Any:
        """The result of a call that must succeed."""
        status, body = await self.call(method, values)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **values: object) -> tuple[int, str]:
        """The code and the description of a call that must fail."""
        status, body = await self.call(method, values)
        assert (body["ok"], body["error_code"]) == (False, status), body
        return status, body["description"]

    async def upload(
        self, method: str, files: dict[str, tuple[str, bytes]], **values: str
    ) -> tuple[int, Json]:
        """A multipart call."""
        form = aiohttp.FormData(values, quote_fields=False)
        for name, (file_name, content) in files.items():
            form.add_field(name, io.BytesIO(content), filename=file_name)
        async with self.session.post(f"{self.base}/{method}", data=form) as response:
            return response.status, await response.json()
