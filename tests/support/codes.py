"""QR codes as a phone's camera reads them."""

from __future__ import annotations

from io import BytesIO

import zxingcpp
from PIL import Image

from tests.support.people import Person


def read(picture: bytes) -> str:
    """What is in the one code on a picture."""
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    return found.text


async def payload(person: Person) -> str:
    """The start payload of the code on the last picture that a person got."""
    address, _, found = read(await person.file_of(person.last)).partition("?start=")
    assert address == f"https://t.me/{person.server.world.profile.user['username']}"
    return found
