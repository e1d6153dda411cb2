"""What Telegram does to every text it takes: cleans and trims it, and puts its entities in order."""

import re
from collections import defaultdict

from bot.demo.server.wire import Json, utf16_length

_SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_CODE = ("code", "pre")
# The order of entities that cover the same text.
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
_DROPPED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e")
_KEPT_CONTROLS = frozenset("\n\r")


def clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Without control characters (a space stands for them), carriage returns and marks that turn the writing."""
    if not _UNWANTED.search(text):
        return text, entities
    removed_before, units, gone = {0: 0}, 0, 0
    cleaned = []
    for character in text:
        units += 2 if character > "\uffff" else 1
        if character in _DROPPED:
            gone += 1
        else:
            cleaned.append(" " if character < " " and character not in _KEPT_CONTROLS else character)
        removed_before[units] = gone
    return "".join(cleaned), [_moved(entity, removed_before) for entity in entities]


def _moved(entity: Json, removed_before: dict[int, int]) -> Json:
    begin, end = entity["offset"], entity["offset"] + entity["length"]
    begin, end = begin - removed_before[begin], end - removed_before[end]
    return {**entity, "offset": begin, "length": end - begin}


def finish(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """The text trimmed as Telegram trims it and its entities clipped, merged and sorted."""
    text = text.rstrip()
    entities = _clipped(entities, 0, utf16_length(text))
    first = min((entity["offset"] for entity in entities), default=len(text))
    leading = 0
    while leading < min(first, len(text)) and text[leading] in " \n":
        leading += 1
    if leading:
        text = text[leading:]
        entities = _clipped(entities, leading, utf16_length(text))
    return text, sorted(_merged(entities), key=text_order)


def _clipped(entities: list[Json], moved: int, end: int) -> list[Json]:
    clipped = []
    for entity in entities:
        begin = entity["offset"] - moved
        length = min(begin + entity["length"], end) - begin
        if length > 0:
            clipped.append({**entity, "offset": begin, "length": length})
    return clipped


def text_order(entity: Json) -> tuple[int, int, int]:
    """Telegram's order: earlier first, longer first, then by kind."""
    return entity["offset"], -entity["length"], _PRIORITY.get(entity["type"], 50)


def _merged(entities: list[Json]) -> list[Json]:
    """Same kinds that touch become one; nothing else stands inside code."""
    if len(entities) < 2:  # noqa: PLR2004 - one entity cannot touch another
        return entities
    code = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _CODE]
    kept: list[Json] = []
    ranges: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for entity in entities:
        span = (entity["offset"], entity["offset"] + entity["length"])
        if entity["type"] in _SPLITTABLE:
            ranges[entity["type"]] += _outside(span, code)
        elif entity["type"] in (*_CODE, "blockquote", "expandable_blockquote") or not _inside(span, code):
            kept.append(entity)
    for kind, spans in ranges.items():
        kept += [{"type": kind, "offset": begin, "length": end - begin} for begin, end in _union(spans)]
    return kept


def _inside(span: tuple[int, int], code: list[tuple[int, int]]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in code)


def _outside(span: tuple[int, int], code: list[tuple[int, int]]) -> list[tuple[int, int]]:
    pieces, begin = [], span[0]
    for code_begin, code_end in sorted(code):
        if code_begin < span[1] and begin < code_end:
            pieces.append((begin, code_begin))
            begin = max(begin, code_end)
    pieces.append((begin, span[1]))
    return [piece for piece in pieces if piece[0] < piece[1]]


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if united and begin <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((begin, end))
    return united
