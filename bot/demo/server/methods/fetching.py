"""Files that go down."""

from bot.demo.server.context import Context, Method
from bot.demo.server.errors import bad_request
from bot.demo.server.files import DOWNLOAD_LIMIT
from bot.demo.server.parameters import Call
from bot.demo.server.wire import Json


def get_file(context: Context, call: Call) -> Json:
    """`getFile`: up to 20 MB."""
    if not call.has("file_id"):
        raise bad_request("file_id not specified")
    stored = context.world.files.by_id.get(call.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return stored.as_file()


def get_profile_photos(context: Context, call: Call) -> Json:
    """`getUserProfilePhotos`: nobody here has one."""
    if call.integer("user_id") not in context.world.users:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


METHODS: dict[str, Method] = {"getFile": get_file, "getUserProfilePhotos": get_profile_photos}
