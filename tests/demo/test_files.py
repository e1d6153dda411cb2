"""Pictures, files and albums, up and down."""

import json
import struct

import pytest

from bot.demo.server.files import picture_size
from tests.demo.api import Api
from tests.support.people import Person, Rehearsal


def png(width: int = 16, height: int = 8) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)


PHOTO = {"type": "photo", "media": "x"}
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x08\x00\x10\x03"


async def test_a_document_keeps_its_name_and_comes_down_again(api: Api, anna: Person) -> None:
    sent = {"document": ("Программа è qui.ics", b"BEGIN:VCALENDAR")}
    status, body = await api.upload(
        "sendDocument", sent, chat_id=str(anna.id), caption="<b>c</b>", parse_mode="HTML"
    )
    assert status == 200, body
    document = body["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "Программа è qui.ics",
        "text/calendar",
        15,
    )
    assert (anna.last.text, await anna.file_of(anna.last)) == ("c", b"BEGIN:VCALENDAR")
    file = await api.ok("getFile", file_id=document["file_id"])
    async with api.session.get(
        f"{api.url}/file/bot{api.base.rpartition('/bot')[2]}/{file['file_path']}"
    ) as response:
        assert (response.status, await response.read()) == (200, b"BEGIN:VCALENDAR")
    again = await api.ok("sendDocument", chat_id=anna.id, document=document["file_id"])
    assert again["document"]["file_id"] == document["file_id"]


@pytest.mark.parametrize(("content", "size"), [(png(640, 480), (640, 480)), (JPEG, (16, 8))])
async def test_a_photo_is_measured(api: Api, anna: Person, content: bytes, size: tuple[int, int]) -> None:
    _, body = await api.upload("sendPhoto", {"photo": ("a", content)}, chat_id=str(anna.id))
    photo = body["result"]["photo"][-1]
    assert (photo["width"], photo["height"]) == size
    assert picture_size(content) == size


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "file must be non-empty"),
        (b"GIF89a", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff\xe0\x00", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (
            png() + b"x" * (10 * 1024 * 1024),
            "file of size 10485784 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
)
async def test_what_is_no_photo(api: Api, anna: Person, content: bytes, words: str) -> None:
    status, body = await api.upload("sendPhoto", {"photo": ("a.png", content)}, chat_id=str(anna.id))
    assert (status, body["description"]) == (400, f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("method", "values", "words"),
    [
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {"photo": "unknown"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "attach://missing"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"photo": "https://forum.it/a.png"}, "failed to get HTTP URL content"),
        ("sendDocument", {"document": "a", "caption": "c" * 1025}, "message caption is too long"),
        ("getFile", {"file_id": "unknown"}, "invalid file_id"),
        ("getFile", {}, "file_id not specified"),
        ("sendMediaGroup", {"media": []}, "too few messages to send as an album"),
        ("sendMediaGroup", {"media": [PHOTO] * 11}, "too many messages to send as an album"),
        ("sendMediaGroup", {"media": "x"}, "can't parse media JSON object"),
        ("sendMediaGroup", {"media": ["x", "y"]}, "can't parse InputMedia: Expected an Object"),
        ("sendMediaGroup", {"media": [{"type": "clip", "media": "x"}] * 2}, 'can\'t parse InputMedia: Type "clip" is unsupported'),  # noqa: E501
    ],
)  # fmt: skip
async def test_refused(api: Api, anna: Person, method: str, values: dict[str, object], words: str) -> None:
    assert await api.refused(method, **{"chat_id": anna.id, **values}) == (400, f"Bad Request: {words}")


async def test_a_photo_is_no_document(api: Api, anna: Person) -> None:
    _, body = await api.upload("sendPhoto", {"photo": ("a.png", png())}, chat_id=str(anna.id))
    file_id = body["result"]["photo"][0]["file_id"]
    refused = await api.refused("sendDocument", chat_id=anna.id, document=file_id)
    assert refused == (400, "Bad Request: can't use file of type Photo as Document")


async def test_an_album(api: Api, anna: Person) -> None:
    media = [
        {"type": "photo", "media": "attach://a", "caption": "uno"},
        {"type": "photo", "media": "attach://b"},
    ]
    files = {"a": ("a.png", png()), "b": ("b.png", png())}
    _, body = await api.upload("sendMediaGroup", files, chat_id=str(anna.id), media=json.dumps(media))
    groups = {message["media_group_id"] for message in body["result"]}
    assert (len(groups), [screen.text for screen in anna.from_bot]) == (1, ["uno", ""])
    mixed = json.dumps([media[0], {"type": "document", "media": "attach://b"}])
    _, body = await api.upload("sendMediaGroup", files, chat_id=str(anna.id), media=mixed)
    assert body["description"] == "Bad Request: documents can't be mixed with other media types"


async def test_what_is_too_big(api: Api, server: Rehearsal, anna: Person) -> None:
    message = await anna.send_file("grande.bin", b"x" * (20 * 1024 * 1024 + 1))
    refused = await api.refused("getFile", file_id=message["document"]["file_id"])
    assert refused == (400, "Bad Request: file is too big")
    status, body = await api.upload(
        "sendDocument", {"document": ("a", b"x" * (52 * 1024 * 1024))}, chat_id=str(anna.id)
    )
    assert (status, body["description"]) == (413, "Request Entity Too Large")
    assert server.calls.of("sendDocument") == []


async def test_a_broken_body(api: Api) -> None:
    for content_type, content, words in (
        ("application/json", b"{", "can't parse request JSON object"),
        ("application/json", b"[]", "object expected as request parameters"),
        ("multipart/form-data", b"x", "boundary in multipart content type is not found"),
        ("multipart/form-data; boundary=b", b"--b\r\nx", "multipart body is broken"),
        ("text/plain", b"x", "unsupported content type"),
    ):
        headers = {"Content-Type": content_type}
        async with api.session.post(f"{api.base}/getMe", data=content, headers=headers) as response:
            assert (response.status, (await response.json())["description"]) == (400, f"Bad Request: {words}")


async def test_a_dangerous_name(api: Api, anna: Person) -> None:
    files = {"document": ("../../etc/passwd", b"x")}
    _, body = await api.upload("sendDocument", files, chat_id=str(anna.id))
    assert body["result"]["document"]["file_name"] == "passwd"


async def test_a_foreign_path(api: Api) -> None:
    token = api.base.rpartition("/bot")[2]
    async with api.session.get(f"{api.url}/file/bot{token}/../../etc/passwd") as response:
        assert response.status == 404
    async with api.session.get(f"{api.url}/file/bot{token}x/documents/file_0.ics") as response:
        assert response.status == 401
