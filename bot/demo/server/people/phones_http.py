"""The phones over HTTP."""

from aiohttp import web

from bot.demo.server.errors import ApiError
from bot.demo.server.people import acts, inline, views
from bot.demo.server.people.acts import ActError
from bot.demo.server.people.events import Streams
from bot.demo.server.people.guard import answer, guarded
from bot.demo.server.people.requests import body_of, phone_of, value_of
from bot.demo.server.reading import read_multipart
from bot.demo.server.wire import Json
from bot.demo.server.world import World

PHONE = "/rehearsal/phones/{user_id}"
ALL_EVENTS = "/rehearsal/events"


class PhonesHttp:
    """What one person sees and does."""

    def __init__(self, world: World, streams: Streams) -> None:
        self.world = world
        self.streams = streams

    def routes(self) -> list[web.RouteDef]:
        """All of it."""
        return [
            web.get("/rehearsal/state", guarded(self.state)),
            web.get(ALL_EVENTS, guarded(self.streams.serve_all)),
            web.post("/rehearsal/phones", guarded(self.meet)),
            web.get(PHONE + "/chat", guarded(self.chat)),
            web.get(PHONE + "/events", guarded(self.events)),
            web.post(PHONE + "/messages", guarded(self.say)),
            web.post(PHONE + "/edits", guarded(self.edit)),
            web.post(PHONE + "/presses", guarded(self.press)),
            web.post(PHONE + "/inline", guarded(self.ask)),
            web.post(PHONE + "/inline/chosen", guarded(self.choose)),
            web.post(PHONE + "/block", guarded(self.block)),
            web.post(PHONE + "/unblock", guarded(self.unblock)),
        ]

    async def state(self, _request: web.Request) -> web.StreamResponse:
        """Everything but the messages."""
        return answer({**views.state(self.world), "events": ALL_EVENTS})

    async def meet(self, request: web.Request) -> web.StreamResponse:
        """A new person."""
        body = await body_of(request)
        for name in ("first_name", "last_name", "username", "language_code", "start", "title"):
            value_of(body, name, str, "")
        value_of(body, "id", int, 0)
        chat = acts.meet(self.world, body, start=body.get("start"), title=body.get("title") or "")
        return answer(views.phone(self.world, chat))

    async def chat(self, request: web.Request) -> web.StreamResponse:
        """The whole chat."""
        return answer(views.conversation(phone_of(self.world, request)))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """The stream of events."""
        return await self.streams.serve(request, phone_of(self.world, request))

    async def say(self, request: web.Request) -> web.StreamResponse:
        """A text, a contact, a place or a file."""
        chat = phone_of(self.world, request)
        if request.content_type == "multipart/form-data":
            return answer(await self._file(request))
        body = await body_of(request)
        reply_to = value_of(body, "reply_to_message_id", int, None)
        return answer(acts.say(self.world, chat, _content(body, chat.user), reply_to))

    async def _file(self, request: web.Request) -> Json:
        chat = phone_of(self.world, request)
        try:
            values, uploads = read_multipart(await request.read(), request.headers["Content-Type"])
        except ApiError as error:
            raise ActError(400, error.description) from None
        if "file" not in uploads:
            raise ActError(400, "there is no file")
        photo = values.get("as") == "photo"
        return acts.send_file(self.world, chat, uploads["file"], values.get("caption", ""), photo=photo)

    async def edit(self, request: web.Request) -> web.StreamResponse:
        """An edit of what the person typed."""
        chat, body = phone_of(self.world, request), await body_of(request)
        return answer(
            acts.edit(self.world, chat, value_of(body, "message_id", int), value_of(body, "text", str))
        )

    async def press(self, request: web.Request) -> web.StreamResponse:
        """A press of a button."""
        chat, body = phone_of(self.world, request), await body_of(request)
        number = acts.press(self.world, chat, value_of(body, "message_id", int), value_of(body, "data", str))
        return answer({"id": number})

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """An inline query."""
        chat, body = phone_of(self.world, request), await body_of(request)
        query, offset = value_of(body, "query", str, ""), value_of(body, "offset", str, "")
        return answer({"id": inline.ask(self.world, chat, query, offset)})

    async def choose(self, request: web.Request) -> web.StreamResponse:
        """A result of an inline query."""
        chat, body = phone_of(self.world, request), await body_of(request)
        query_id, result_id = value_of(body, "inline_query_id", str), value_of(body, "result_id", str)
        return answer(inline.choose(self.world, chat, query_id, result_id))

    async def block(self, request: web.Request) -> web.StreamResponse:
        """Blocks the bot."""
        acts.block(self.world, phone_of(self.world, request), blocked=True)
        return answer({"blocked": True})

    async def unblock(self, request: web.Request) -> web.StreamResponse:
        """Unblocks the bot."""
        acts.block(self.world, phone_of(self.world, request), blocked=False)
        return answer({"blocked": False})


def _content(body: Json, user: Json) -> Json:
    if "contact" in body:
        contact = value_of(body, "contact", dict)
        phone = value_of(contact, "phone_number", str)
        name = value_of(contact, "first_name", str, user["first_name"])
        return {"contact": {"user_id": user["id"], **contact, "phone_number": phone, "first_name": name}}
    if "location" in body:
        place = value_of(body, "location", dict)
        numbers = {name: float(value_of(place, name, (int, float))) for name in ("latitude", "longitude")}
        return {"location": numbers}
    return acts.text_of_person(body.get("text"), body.get("entities"))
