import asyncio
import hashlib
import io
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest, RequestData

from bot.transport import AiohttpRequest, NotSent, NotSentInTime, Timeouts
from bot.transport.bodies import form, multipart
from bot.transport.errors import redacted
from tests.bot.wire_server import (
    TOKEN,
    Act,
    Line,
    WireServer,
    answers,
    cuts,
    result,
    says,
    stays_silent,
    writes,
)

SHORT = 0.05


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest() as made:
        yield made


async def bot_at(server: WireServer, request: AiohttpRequest) -> Bot:
    return Bot(TOKEN, base_url=f"{server.url}/bot", request=request, get_updates_request=AiohttpRequest())


async def said_by(server: WireServer, request: AiohttpRequest) -> object:
    return await request.post(server.method())


async def failure_of(
    request: AiohttpRequest | HTTPXRequest, server: WireServer, **bounds: float
) -> Exception:
    with pytest.raises(TelegramError) as caught:
        await asyncio.wait_for(request.post(server.method(), RequestData(), **bounds), 10)
    return caught.value


MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "x"}


async def test_parameters_arrive_as_a_form(request_: AiohttpRequest) -> None:
    async with WireServer([result(MESSAGE)]) as server:
        sent = await (await bot_at(server, request_)).send_message(
            5, "Встреча & <b>тест</b> + 20%\n", parse_mode="HTML"
        )
        asked = server.asked[0]
    assert sent.message_id == 7
    assert asked.head.split("\r\n")[0] == f"POST /bot{TOKEN}/sendMessage HTTP/1.1"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(asked.body.decode())) == {
        "chat_id": "5",
        "text": "Встреча & <b>тест</b> + 20%\n",
        "parse_mode": "HTML",
    }


async def test_a_request_without_parameters_has_an_empty_body(request_: AiohttpRequest) -> None:
    async with WireServer([result({"id": 1, "is_bot": True, "first_name": "b", "username": "b"})]) as server:
        me = await (await bot_at(server, request_)).get_me()
        assert server.asked[0].body == b""
    assert me.username == "b"


@settings(deadline=None)
@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=4))
def test_a_form_reads_back_but_for_lone_surrogates(fields: dict[str, str]) -> None:
    def text(value: str) -> str:
        return value.encode("utf-8", "ignore").decode()

    expected = {text(name): text(value) for name, value in fields.items()}
    assert dict(parse_qsl(form(fields).decode(), keep_blank_values=True)) == expected


async def test_a_form_too_long_for_one_piece_arrives_whole(request_: AiohttpRequest) -> None:
    text = "много " * 300_000
    async with WireServer(
        [answers({"ok": False, "description": "Bad Request: message is too long"}, 400)]
    ) as server:
        with pytest.raises(BadRequest, match="Message is too long"):
            await (await bot_at(server, request_)).send_message(5, text)
        assert dict(parse_qsl(server.asked[0].body.decode()))["text"] == text


async def test_files_arrive_as_multipart_and_a_handle_can_be_sent_again(
    request_: AiohttpRequest, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789" * 30_000)
    async with WireServer([result(MESSAGE), result(MESSAGE)]) as server:
        bot = await bot_at(server, request_)
        with path.open("rb") as handle:
            document = InputFile(handle, filename='про"грамма\r\n.ics', read_file_handle=False)
            for _ in range(2):
                await bot.send_document(5, document, caption="Программа")
        first, second = server.asked
    boundary = first.headers["content-type"].removeprefix("multipart/form-data; boundary=")
    assert first.body.split(f"\r\n--{boundary}".encode()) == [
        b"",
        b'\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n5',
        '\r\nContent-Disposition: form-data; name="caption"\r\n\r\nПрограмма'.encode(),
        '\r\nContent-Disposition: form-data; name="document"; filename="про%22грамма%0D%0A.ics"\r\n'
        "Content-Type: text/calendar\r\n\r\n".encode()
        + path.read_bytes(),
        b"--\r\n",
    ]
    assert second.body.count(path.read_bytes()) == 1


async def test_a_big_file_is_streamed_whole(request_: AiohttpRequest, tmp_path: Path) -> None:
    path = tmp_path / "big.bin"
    path.write_bytes(bytes(range(256)) * 80_000)
    async with WireServer([result(MESSAGE)]) as server:
        with path.open("rb") as handle:
            await (await bot_at(server, request_)).send_document(
                5, InputFile(handle, filename="big.bin", read_file_handle=False)
            )
        body = server.asked[0].body
    content = body[body.index(b"\r\n\r\n", body.index(b"filename=")) + 4 : body.rindex(b"\r\n--")]
    assert hashlib.sha256(content).digest() == hashlib.sha256(path.read_bytes()).digest()


async def test_a_stream_that_cannot_be_rewound_is_read_at_once() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    body = multipart({}, {"document": ("a", Pipe(b"abc"), "text/plain")}, None)
    assert body.size == len(f"\r\n--{'0' * 32}\r\n") + len(f"\r\n--{'0' * 32}--\r\n") + len(
        'Content-Disposition: form-data; name="document"; filename="a"\r\nContent-Type: text/plain\r\n\r\nabc'
    )


async def test_a_file_that_shrinks_while_it_is_sent_fails(request_: AiohttpRequest) -> None:
    class Shrinking(io.BytesIO):
        def seek(self, position: int, whence: int = 0) -> int:
            return 10 if whence == io.SEEK_END else super().seek(position, whence)

    async with WireServer([result(MESSAGE)]) as server:
        bot = await bot_at(server, request_)
        with pytest.raises(NetworkError):
            await bot.send_document(5, InputFile(Shrinking(b"12345"), filename="a", read_file_handle=False))
        assert server.asked == []


REFUSALS: list[tuple[Act, type[TelegramError], str]] = [
    (answers({"ok": False, "description": "Unauthorized"}, 401), InvalidToken, "Unauthorized"),
    (answers({"ok": False, "description": "Not Found"}, 404), InvalidToken, "Not Found"),
    (answers({"ok": False, "description": "Bad Request: chat not found"}, 400), BadRequest, "Chat not found"),
    (answers({"ok": False, "description": "Forbidden: x"}, 403), Forbidden, "Forbidden: x"),
    (answers({"ok": False, "description": "Conflict: x"}, 409), Conflict, "Conflict: x"),
    (
        answers({"ok": False, "description": "Internal Server Error"}, 500),
        NetworkError,
        "Internal Server Error",
    ),
    (
        answers({"ok": False, "description": "x", "parameters": {"retry_after": 7}}, 429),
        RetryAfter,
        "Flood control exceeded. Retry in 0:00:07",
    ),
    (
        answers({"ok": False, "description": "x", "parameters": {"migrate_to_chat_id": -1009}}, 400),
        ChatMigrated,
        "Group migrated to supergroup. New chat id: -1009",
    ),
    (
        says(502, b"<html>Bad Gateway</html>", "text/html"),
        NetworkError,
        "Bad Gateway (502). Parsing the server response b'<html>Bad Gateway</html>' failed",
    ),
]


@pytest.mark.parametrize("client", [AiohttpRequest, HTTPXRequest])
@pytest.mark.parametrize(("act", "kind", "message"), REFUSALS)
async def test_what_the_server_refuses_is_said_as_the_library_says_it(
    client: type[AiohttpRequest] | type[HTTPXRequest], act: Act, kind: type[TelegramError], message: str
) -> None:
    async with WireServer([act]) as server, client() as request:
        error = await failure_of(request, server)
    assert (type(error), str(error)) == (kind, message)


async def test_a_gateways_long_page_is_cut_and_loses_the_token(request_: AiohttpRequest) -> None:
    page = f"<html>cannot get http://api/bot{TOKEN}/sendMessage, {TOKEN} {'x' * 100_000}</html>".encode()
    async with WireServer([says(504, page, "text/html")]) as server:
        error = await failure_of(request_, server)
    assert type(error) is NetworkError
    assert str(error).startswith(
        "Gateway Timeout (504). Parsing the server response b'<html>cannot get http://api/bot<token>/sendMessage, "
        "<token> xxx"
    )
    assert len(str(error)) < 300


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "Invalid server response (0 bytes)"),
        (b'{"ok": true, "result', "Invalid server response (20 bytes)"),
        (b"\xff\xfe", "Invalid server response (2 bytes)"),
        (b"[1]", "Invalid server response (3 bytes)"),
        (b'{"ok": true}', "Invalid server response (no 'result')"),
    ],
)
async def test_an_answer_that_is_none_is_an_error_and_no_log(
    request_: AiohttpRequest, caplog: pytest.LogCaptureFixture, body: bytes, message: str
) -> None:
    async with WireServer([says(200, body)]) as server:
        error = await failure_of(request_, server)
    assert (type(error), str(error)) == (NetworkError, message)
    assert [record.getMessage() for record in caplog.records] == []


async def test_a_huge_answer_arrives_whole_and_a_monstrous_one_is_refused() -> None:
    huge = ["x" * 1000] * 5000
    async with WireServer([result(huge), result(huge), result(1)]) as server:
        async with AiohttpRequest() as request:
            assert await said_by(server, request) == huge
        async with AiohttpRequest(answer_limit=1_000_000) as request:
            error = await failure_of(request, server)
            assert (type(error), str(error)) == (NetworkError, "The answer is longer than 1000000 bytes")
            assert await said_by(server, request) == 1


async def test_files_are_fetched_as_they_are(request_: AiohttpRequest) -> None:
    content = bytes(range(256)) * 4000
    async with WireServer([says(200, content, "application/octet-stream")]) as server:
        assert await request_.retrieve(f"{server.url}/file/bot{TOKEN}/documents/file 1.bin") == content
        assert (
            server.asked[0].head.split("\r\n")[0] == f"GET /file/bot{TOKEN}/documents/file%201.bin HTTP/1.1"
        )


async def test_a_slow_answer_is_timed_out_by_the_call_and_by_the_default() -> None:
    async with WireServer([stays_silent, stays_silent]) as server:
        async with AiohttpRequest() as request:
            assert type(await failure_of(request, server, read_timeout=SHORT)) is TimedOut
        async with AiohttpRequest(Timeouts(read=SHORT)) as request:
            assert request.read_timeout == SHORT
            assert type(await failure_of(request, server)) is TimedOut


async def test_long_polling_waits_longer_than_other_calls() -> None:
    async def late(line: Line) -> None:
        try:
            async with asyncio.timeout(SHORT * 4):
                await line.reader.read()
        except TimeoutError:
            await result([])(line)

    async with WireServer([late]) as server, AiohttpRequest(Timeouts(read=SHORT)) as polling:
        bot = Bot(TOKEN, base_url=f"{server.url}/bot", get_updates_request=polling)
        assert await bot.get_updates(timeout=10) == ()


async def test_a_server_that_reads_nothing_is_timed_out() -> None:
    async with WireServer([], reads=False) as server, AiohttpRequest(Timeouts(media_write=SHORT)) as request:
        bot = await bot_at(server, request)
        with pytest.raises(TimedOut):
            await bot.send_document(5, InputFile(bytes(20_000_000), filename="big"))


async def test_an_upload_may_take_longer_than_an_answer() -> None:
    patient = Timeouts(read=0.5, media_write=10)
    async with (
        WireServer([result(MESSAGE)], reads_bodies_after=0.8) as server,
        AiohttpRequest(patient) as request,
    ):
        sent = await (await bot_at(server, request)).send_document(
            5, InputFile(bytes(20_000_000), filename="big")
        )
    assert sent.message_id == 7


async def test_nobody_listening_means_nothing_was_sent(request_: AiohttpRequest) -> None:
    async with WireServer([]) as server:
        url = server.method()
    with pytest.raises(NotSent):
        await request_.post(url)


async def test_a_handshake_that_never_comes_means_nothing_was_sent() -> None:
    async with WireServer([], reads=False) as server, AiohttpRequest(Timeouts(connect=SHORT)) as request:
        with pytest.raises(NotSentInTime):
            await request.post(server.method().replace("http:", "https:"))


async def test_no_free_connection_means_nothing_was_sent() -> None:
    async with (
        WireServer([stays_silent]) as server,
        AiohttpRequest(Timeouts(pool=SHORT), connections=1) as request,
    ):
        first = asyncio.create_task(request.do_request(server.method(), "POST"))
        await asyncio.wait_for(server.arrived.wait(), 5)
        with pytest.raises(NotSentInTime):
            await request.post(server.method())
        assert len(server.asked) == 1
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)


BROKEN: list[Act] = [
    cuts,
    writes(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
    writes(b"HTTP/1.1 2oo nonsense\r\n\r\n"),
    writes(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    writes(b""),
    writes(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"),
]


@pytest.mark.parametrize("act", BROKEN)
async def test_a_broken_answer_is_an_error_without_the_token_and_is_asked_once(
    caplog: pytest.LogCaptureFixture, act: Act
) -> None:
    caplog.set_level("DEBUG")
    async with WireServer([act, result("again")]) as server, AiohttpRequest() as request:
        with pytest.raises(NetworkError) as caught:
            await request.post(server.method())
        assert len(server.asked) == 1
        assert TOKEN not in "".join(traceback.format_exception(caught.value)) + repr(caught.value) + repr(
            request
        )
        assert (caught.value.__cause__, caught.value.__context__) == (None, None)
        assert await said_by(server, request) == "again"
    assert [record.getMessage() for record in caplog.records if TOKEN in record.getMessage()] == []


@pytest.mark.parametrize("url", ["no url", f"http:///bot{TOKEN}/getMe", f"ftp://127.0.0.1/bot{TOKEN}/getMe"])
async def test_an_impossible_address_is_an_error_without_the_token(
    request_: AiohttpRequest, url: str
) -> None:
    with pytest.raises(NetworkError) as caught:
        await request_.post(url)
    assert TOKEN not in repr(caught.value)


async def test_a_connection_closed_by_the_server_between_two_requests_loses_nothing(
    request_: AiohttpRequest,
) -> None:
    async with WireServer([result(number) for number in range(20)]) as server:
        for number in range(20):
            assert await said_by(server, request_) == number
            server.lines[-1].hang_up_now()
        assert len(server.asked) == 20
        assert len(server.lines) == 20


async def test_a_connection_is_kept_while_the_server_keeps_it(request_: AiohttpRequest) -> None:
    async with WireServer([result(number) for number in range(20)]) as server:
        assert [await request_.post(server.method()) for _ in range(20)] == list(range(20))
        assert len(server.lines) == 1


async def test_a_cancelled_request_gives_its_place_back() -> None:
    async with WireServer([stays_silent, result("next")]) as server, AiohttpRequest(connections=1) as request:
        task = asyncio.create_task(request.do_request(server.method(), "POST"))
        await asyncio.wait_for(server.arrived.wait(), 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await said_by(server, request) == "next"


async def test_it_opens_and_closes_as_often_as_one_likes() -> None:
    request = AiohttpRequest()
    await request.shutdown()
    async with WireServer([result(1), result(2)]) as server:
        for expected in (1, 2):
            await request.initialize()
            await request.initialize()
            assert await said_by(server, request) == expected
            await request.shutdown()
            await request.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await request.post(server.method())


async def test_closing_ends_what_is_under_way() -> None:
    async with WireServer([stays_silent]) as server:
        request = AiohttpRequest()
        await request.initialize()
        task = asyncio.create_task(request.do_request(server.method(), "POST"))
        await asyncio.wait_for(server.arrived.wait(), 5)
        await request.shutdown()
        with pytest.raises(NetworkError):
            await asyncio.wait_for(task, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"url='https://api.telegram.org/bot{TOKEN}/getMe'",
            "url='https://api.telegram.org/bot<token>/getMe'",
        ),
        (f"/file/bot{TOKEN}/a.jpg {TOKEN}", "/file/bot<token>/a.jpg <token>"),
        (f"/bot{TOKEN.replace(':', '%3A')}/x", "/bot<token>/x"),
        ("https://bottega.it/bottega at 10:30", "https://bottega.it/bottega at 10:30"),
        ("http://me:secret@proxy:3128 refused", "http://<credentials>@proxy:3128 refused"),
    ],
)
def test_what_is_redacted(text: str, expected: str) -> None:
    assert redacted(text) == expected
