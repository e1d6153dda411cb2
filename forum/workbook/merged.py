"""The merged cells of a workbook, which openpyxl does not give when it reads a stream."""

from __future__ import annotations

import posixpath
from typing import BinaryIO
from zipfile import ZipFile

_CHUNK = 1 << 20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_MERGE = {f"{_MAIN}mergeCell", f"{_STRICT}mergeCell"}
_ROW = {f"{_MAIN}row", f"{_STRICT}row"}


def merged_ranges(file: BinaryIO) -> dict[str, list[str]]:
    """By the sheets' titles: the merged ranges, as `B2:C3`.

    Raises whatever a damaged file brings about.
    """
    with ZipFile(file) as archive:
        present = set(archive.namelist())
        return {
            title: _ranges(archive, part)
            for title, part in _parts(archive).items()
            if part in present and _mentions_merging(archive, part)
        }


def _parts(archive: ZipFile) -> dict[str, str]:
    """The part of each sheet, by the sheet's title."""
    from defusedxml.ElementTree import fromstring

    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    parts = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            identity = next((value for name, value in element.items() if name.endswith("}id")), "")
            target = targets.get(identity, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            parts[element.get("name", "")] = posixpath.normpath(part)
    return parts


def _mentions_merging(archive: ZipFile, part: str) -> bool:
    # Most sheets merge nothing, and looking for a word is many times faster than parsing.
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if b"mergeCell" in tail + chunk:
                return True
            tail = chunk[-len(b"mergeCell") :]
    return False


def _ranges(archive: ZipFile, part: str) -> list[str]:
    from defusedxml.ElementTree import iterparse

    found = []
    with archive.open(part) as stream:
        for _, element in iterparse(stream):
            if element.tag in _MERGE:
                found.append(element.get("ref", ""))
            if element.tag in _ROW:
                element.clear()
    return found
