"""What a message says: texts and captions within Telegram's lengths, media, places, contacts."""

from bot.demo.server.entities import format_text
from bot.demo.server.errors import bad_request
from bot.demo.server.files import StoredFile
from bot.demo.server.parameters import Call, field_of
from bot.demo.server.wire import Json, utf16_length
from bot.demo.server.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_REQUEST = 1 << 15
POLE, DATE_LINE = 90, 180
WRONG_FILE = "wrong file identifier/HTTP URL specified"


def read_text(world: World, call: Call) -> Json:
    """`text`, `entities` and the preview's options of a call; ApiError 400 for what is empty, too long or broken."""
    options = link_preview(call.json("link_preview_options", "link preview options"))
    given = call.array("entities", "entities", "MessageEntity")
    return {**text_content(world, call.text("text"), call.text("parse_mode"), given), **options}


def text_content(world: World, text: str, mode: str, given: object) -> Json:
    """A text message's content."""
    if not text:
        raise bad_request("message text is empty")
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST_REQUEST:
        raise bad_request("text is too long")
    text, entities = format_text(text, mode, given)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, **_entities(world, "entities", entities)}


def caption_content(world: World, caption: str, mode: str, given: object) -> Json:
    """A caption's part of a message's content; nothing for an empty one."""
    text, entities = format_text(caption, mode, given)
    if utf16_length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": text, **_entities(world, "caption_entities", entities)} if text else {}


def read_caption(world: World, call: Call) -> Json:
    """The caption of a call and where it stands."""
    given = call.array("caption_entities", "caption entities", "MessageEntity")
    content = caption_content(world, call.text("caption"), call.text("parse_mode"), given)
    if content and call.boolean("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def _entities(world: World, name: str, entities: list[Json]) -> Json:
    known = []
    for entity in entities:
        if entity["type"] != "text_mention":
            known.append(entity)
        elif entity["user"]["id"] in world.users:
            known.append({**entity, "user": world.users[entity["user"]["id"]]})
    return {name: known} if known else {}


def link_preview(value: object) -> Json:
    """The options of a link's preview as a message carries them."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad_request("object expected as link preview options")
    read = {name: field_of(value, name, bool) for name in _PREVIEW}
    read["url"] = field_of(value, "url", str)
    kept = {name: found for name, found in read.items() if found}
    return {"link_preview_options": kept} if kept else {}


_PREVIEW = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")


def media_content(world: World, call: Call, kind: str, name: str) -> Json:
    """`photo` or `document` named by the parameter: uploaded, or known by its file_id."""
    upload = call.upload(name)
    if upload is not None:
        stored = world.files.add_photo(upload) if kind == "photo" else world.files.add_document(upload)
        return media_of(stored, kind)
    return known_media(world, call.text(name), kind)


def known_media(world: World, file_id: str, kind: str) -> Json:
    """The same file once more; ApiError 400 for one the server does not have or that is of another kind."""
    if not file_id:
        raise bad_request(f"there is no {kind} in the request")
    if file_id.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.by_id.get(file_id)
    if stored is None or file_id.startswith("attach://"):
        raise bad_request(WRONG_FILE)
    if (stored.size is not None) != (kind == "photo"):
        found = "Photo" if stored.size else "Document"
        raise bad_request(f"can't use file of type {found} as {kind.capitalize()}")
    return media_of(stored, kind)


def media_of(stored: StoredFile, kind: str) -> Json:
    """A file as a message carries it."""
    return {"photo": stored.as_photo()} if kind == "photo" else {"document": stored.as_document()}


def location_content(call: Call) -> Json:
    """A Location; ApiError 400 outside the globe."""
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if abs(latitude) > POLE or abs(longitude) > DATE_LINE:
        raise bad_request("invalid location specified")
    location: Json = {"latitude": latitude, "longitude": longitude}
    if call.has("horizontal_accuracy"):
        location["horizontal_accuracy"] = call.number("horizontal_accuracy")
    return {"location": location}


def venue_content(call: Call) -> Json:
    """A Venue with its Location, as a message carries both."""
    content = location_content(call)
    title, address = call.text("title").strip(), call.text("address").strip()
    if not title:
        raise bad_request("title is empty")
    if not address:
        raise bad_request("address is empty")
    venue: Json = {"location": content["location"], "title": title, "address": address}
    for name in ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"):
        if call.has(name):
            venue[name] = call.text(name)
    return {"venue": venue, **content}


def contact_content(call: Call) -> Json:
    """A Contact."""
    contact: Json = {}
    for name in ("phone_number", "first_name", "last_name", "vcard"):
        if call.has(name):
            contact[name] = call.text(name)
        elif name in ("phone_number", "first_name"):
            raise bad_request(f"contact {name.replace('_', ' ')} is empty")
    return {"contact": contact}
