"""Printed pages as a test reads them: their texts, where each stands, the codes that a camera finds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfReader
from zxingcpp import read_barcodes

from forum.paper.drawing.sheet import Sheet

POINT = 25.4 / 72
"""Millimetres."""

_PIXELS = 8
"""In a millimetre."""

_AREA = re.compile(rb"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f")


@dataclass(frozen=True)
class Piece:
    """A line of text: its first letter's place in millimetres from the upper left corner, its size in points."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


def pages(content: bytes) -> list[str]:
    """The text of each page in the order in which it was written, without line breaks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def pieces(content: bytes, number: int = 0) -> list[Piece]:
    """Every line of a page with its place; what stands on its head is left out."""
    page = PdfReader(BytesIO(content)).pages[number]
    height = float(page.mediabox.height)
    found: list[Piece] = []

    def visit(text: str, turned: Any, matrix: Any, font: Any, size: float) -> None:
        if text.strip() and turned[0] > 0:
            bold = "Bold" in str(font["/BaseFont"])
            found.append(
                Piece(text.strip(), matrix[4] * POINT, (height - matrix[5]) * POINT, float(size), bold)
            )

    page.extract_text(visitor_text=visit)
    return found


def widths(found: Sequence[Piece]) -> list[float]:
    """How wide each is, in millimetres."""
    ruler = Sheet("", datetime.fromtimestamp(0, UTC))
    wide = [ruler.measure(piece.text, bold=piece.bold) * piece.size for piece in found]
    ruler.close()
    return wide


def codes(content: bytes, number: int = 0) -> list[str]:
    """What a camera reads on a page, by rows: its areas are painted and looked at."""
    page = PdfReader(BytesIO(content)).pages[number]
    high = float(page.mediabox.height)
    scale = _PIXELS * POINT
    picture = Image.new("L", (int(float(page.mediabox.width) * scale), int(high * scale)), 255)
    pen = ImageDraw.Draw(picture)
    stream = page.get_contents()
    assert stream is not None
    for found in _AREA.findall(stream.get_data()):
        x, y, width, height = map(float, found)
        left, right = sorted((x, x + width))
        top, bottom = sorted((high - y, high - y - height))
        if bottom - top < 5 / POINT:  # a coloured band is no part of a code
            pen.rectangle([left * scale, top * scale, right * scale - 1, bottom * scale - 1], 0)
    read = read_barcodes(picture)
    return [
        one.text
        for one in sorted(read, key=lambda one: (one.position.top_left.y // 200, one.position.top_left.x))
    ]
