"""The transport over TLS, with a certificate made for the occasion."""

from __future__ import annotations

import asyncio
import shutil
import ssl
from pathlib import Path

import pytest

from bot.transport import AiohttpRequest, NotSent
from tests.bot.wire_server import TOKEN, WireServer, result

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="makes a certificate with openssl: apt-get install openssl"
)


@pytest.fixture
async def certificate(tmp_path: Path) -> tuple[Path, Path]:
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await made.wait() == 0
    return certificate, key


def speaking_tls(certificate: tuple[Path, Path], answers: int) -> WireServer:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return WireServer([result(number) for number in range(answers)], tls=context)


async def test_a_connection_is_kept_and_one_that_was_closed_is_not_used_again(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    async with speaking_tls(certificate, 6) as server, AiohttpRequest() as request:
        url = f"https://localhost:{server.port}/bot{TOKEN}/sendMessage"
        said: list[object] = [await request.post(url) for _ in range(3)]
        assert len(server.lines) == 1
        server.lines[0].hang_up_now()
        said += [await request.post(url) for _ in range(3)]
        assert len(server.lines) == 2
    assert said == [0, 1, 2, 3, 4, 5]


async def test_a_certificate_nobody_vouches_for_is_not_spoken_to(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    async with speaking_tls(certificate, 1) as server, AiohttpRequest() as request:
        with pytest.raises(NotSent) as caught:
            await request.post(f"https://localhost:{server.port}/bot{TOKEN}/sendMessage")
    assert TOKEN not in str(caught.value)
    assert server.asked == []
