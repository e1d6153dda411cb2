"""Files that went up or came from people."""

import mimetypes
import re
import secrets
import struct
from dataclasses import dataclass, field

from bot.demo.server.errors import bad_request
from bot.demo.server.wire import Json

PHOTO_LIMIT = 10 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024
LONGEST_SIDES = 10_000
LARGEST_RATIO = 20
_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came over HTTP."""

    name: str
    content: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file the server keeps; `size` of a photo is (width, height)."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content: bytes
    content_type: str
    size: tuple[int, int] | None = None

    def as_document(self) -> Json:
        """The Bot API's Document."""
        return {
            "file_name": self.name,
            "mime_type": self.content_type,
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def as_photo(self) -> list[Json]:
        """The Bot API's photo: one size, the original."""
        width, height = self.size or (0, 0)
        return [
            {
                "file_id": self.file_id,
                "file_unique_id": self.unique_id,
                "file_size": len(self.content),
                "width": width,
                "height": height,
            }
        ]

    def as_file(self) -> Json:
        """The answer of getFile."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
            "file_path": self.path,
        }


@dataclass(slots=True)
class Files:
    """All files by id and by path."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def add_document(self, upload: Upload) -> StoredFile:
        """Keeps a file; ApiError 400 for an empty one."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        return self._keep(upload, "documents", _file_name(upload.name), None)

    def add_photo(self, upload: Upload) -> StoredFile:
        """Keeps a picture (PNG or JPEG); ApiError 400 for what is too big or no picture."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > PHOTO_LIMIT:
            size = len(upload.content)
            raise bad_request(
                f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes"
            )
        measured = picture_size(upload.content)
        if measured is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = measured
        if width + height > LONGEST_SIDES or max(width, height) > LARGEST_RATIO * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        suffix = ".png" if upload.content.startswith(b"\x89PNG") else ".jpg"
        return self._keep(upload, "photos", f"file_{len(self.by_id)}{suffix}", measured)

    def _keep(self, upload: Upload, folder: str, name: str, size: tuple[int, int] | None) -> StoredFile:
        content_type = mimetypes.guess_type(name)[0] or upload.content_type or "application/octet-stream"
        path = f"{folder}/file_{len(self.by_id)}{_suffix(name)}"
        file_id = ("AgAC" if size else "BQAC") + secrets.token_urlsafe(40)
        stored = StoredFile(
            file_id, secrets.token_urlsafe(11), path, name, upload.content, content_type, size
        )
        self.by_id[stored.file_id] = stored
        self.by_path[path] = stored
        return stored


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR" and len(content) >= 24:  # noqa: PLR2004
        width, height = struct.unpack(">II", content[16:24])
        return (width, height) if width and height else None
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004 - a JPEG marker
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4])
        if marker in _START_OF_FRAME:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return (width, height) if width and height else None
        place += 2 + length
    return None


def _file_name(name: str) -> str:
    """Without folders and signs that no file name has."""
    name = re.sub(r"[\x00-\x1f\x7f<>:\"|?*]", "", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    return name[:255] or "file"


def _suffix(name: str) -> str:
    found = re.search(r"\.[A-Za-z0-9]{1,10}$", name)
    return found.group() if found else ""
