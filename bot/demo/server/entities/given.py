"""Entities that a bot passes itself."""

from bot.demo.server.entities.markdown import link_entity
from bot.demo.server.errors import bad_request
from bot.demo.server.wire import Json, utf16_length

_PLAIN = frozenset(
    ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote")
)
# Telegram finds these by itself and passes over a bot's opinion.
_FOUND = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)


def read_given(given: object, text: str) -> list[Json]:
    """Entities checked against `text`; ApiError 400 for a wrong kind, type or place."""
    if not isinstance(given, list):
        return []
    boundaries = _boundaries(text)
    entities = []
    for one in given:
        entity = _read(one)
        if entity is not None:
            _check_place(entity, boundaries, utf16_length(text))
            entities.append(entity)
    return entities


def _read(one: object) -> Json | None:
    if not isinstance(one, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for name in ("offset", "length"):
        if not isinstance(one.get(name), int) or isinstance(one[name], bool):
            raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be of type Number')
    kind = one.get("type")
    if kind in _FOUND:
        return None
    place = {"offset": one["offset"], "length": one["length"]}
    if kind in _PLAIN:
        return {"type": kind, **place}
    extra = _extra(kind, one)
    if extra is None:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    return {**extra, **place} if extra else None


def _extra(kind: object, one: Json) -> Json | None:
    if kind == "pre":
        language = one.get("language")
        return {"type": "pre", "language": language} if language else {"type": "pre"}
    if kind == "custom_emoji":
        return {"type": kind, "custom_emoji_id": str(one.get("custom_emoji_id", ""))}
    if kind == "text_mention":
        return {"type": kind, "user": {"id": (one.get("user") or {}).get("id")}}
    if kind == "text_link":
        if not isinstance(one.get("url"), str):
            raise bad_request('can\'t parse MessageEntity: Field "url" must be of type String')
        entity = link_entity(one["url"])
        if entity is None:
            raise bad_request(f"entity URL '{one['url']}' is invalid: Wrong HTTP URL")
        return entity
    return None


def _boundaries(text: str) -> set[int]:
    places, units = {0}, 0
    for character in text:
        units += 2 if character > "\uffff" else 1
        places.add(units)
    return places


def _check_place(entity: Json, boundaries: set[int], end: int) -> None:
    offset, length = entity["offset"], entity["length"]
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if length < 0:
        raise bad_request(f"receive an entity with incorrect length {length}")
    if offset + length > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
        )
    if offset not in boundaries:
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at UTF-16 offset {offset}")
    if offset + length not in boundaries:
        raise bad_request(f"entity ends in a middle of a UTF-16 symbol at UTF-16 offset {offset + length}")
