"""The rehearsal's machinery over HTTP: clock, faults, updates by hand, groups, files."""

from datetime import datetime, timedelta
from urllib.parse import quote

from aiohttp import web

from bot.demo.server.chats import PrivateChat
from bot.demo.server.clocks import ClockFixedError
from bot.demo.server.faults import KINDS, Faults
from bot.demo.server.people import groups, views
from bot.demo.server.people.acts import ActError
from bot.demo.server.people.guard import answer, guarded
from bot.demo.server.people.requests import body_of, group_of, value_of
from bot.demo.server.wire import Json
from bot.demo.server.world import World

_FAULT = {"method": str, "chat_id": int, "status": int, "description": str, "retry_after": int, "times": int}


class StageHttp:
    """What belongs to no phone."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults

    def routes(self) -> list[web.RouteDef]:
        """All of it."""
        return [
            web.get("/rehearsal/files/{file_id}", guarded(self.file)),
            web.get("/rehearsal/clock", guarded(self.clock)),
            web.post("/rehearsal/clock", guarded(self.set_clock)),
            web.post("/rehearsal/faults", guarded(self.add_fault)),
            web.delete("/rehearsal/faults", guarded(self.clear_faults)),
            web.post("/rehearsal/redeliver", guarded(self.redeliver)),
            web.post("/rehearsal/updates", guarded(self.update)),
            web.post("/rehearsal/groups", guarded(self.create_group)),
            web.post("/rehearsal/groups/{chat_id}/messages", guarded(self.say_in_group)),
            web.post("/rehearsal/groups/{chat_id}/migrate", guarded(self.migrate)),
            web.post("/rehearsal/groups/{chat_id}/kick", guarded(self.kick)),
        ]

    async def file(self, request: web.Request) -> web.StreamResponse:
        """A file, to be looked at if it is a picture, else to be kept."""
        stored = self.world.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise ActError(404, "no such file")
        shown = "inline" if stored.size else "attachment"
        headers = {
            "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(stored.name)}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        }
        return web.Response(body=stored.content, content_type=stored.content_type, headers=headers)

    async def clock(self, _request: web.Request) -> web.StreamResponse:
        """The forum's clock."""
        return answer(views.clock(self.world))

    async def set_clock(self, request: web.Request) -> web.StreamResponse:
        """Another speed, or a leap forward."""
        body = await body_of(request)
        try:
            self._set_clock(body)
        except ClockFixedError as error:
            raise ActError(409, str(error)) from None
        state = views.clock(self.world)
        for chat in list(self.world.chats.values()):
            if isinstance(chat, PrivateChat):
                self.world.tell(chat, {"event": "clock", "clock": state})
        return answer(state)

    def _set_clock(self, body: Json) -> None:
        clock = self.world.clock
        if body.get("forward_seconds") is not None:
            seconds = value_of(body, "forward_seconds", (int, float))
            self._jump(clock.now() + timedelta(seconds=seconds))
        if body.get("jump_to") is not None:
            try:
                instant = datetime.fromisoformat(value_of(body, "jump_to", str))
            except ValueError:
                raise ActError(400, "jump_to is no ISO 8601 instant") from None
            if instant.tzinfo is None:
                raise ActError(400, "jump_to needs an offset")
            self._jump(instant)
        if body.get("speed") is not None:
            speed = value_of(body, "speed", (int, float))
            if speed <= 0:
                raise ActError(400, "the speed is above zero")
            clock.set_speed(float(speed))

    def _jump(self, instant: datetime) -> None:
        if instant < self.world.clock.now():
            raise ActError(409, "the clock goes forward only")
        self.world.clock.jump(instant)

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        """A fault for a call to come."""
        body = await body_of(request)
        kind = value_of(body, "kind", str)
        if kind not in KINDS:
            raise ActError(400, f"kind must be one of {', '.join(KINDS)}")
        details = {
            name: value_of(body, name, type_) for name, type_ in _FAULT.items() if body.get(name) is not None
        }
        if body.get("seconds") is not None:
            details["seconds"] = value_of(body, "seconds", (int, float))
        self.faults.add(kind, **details)
        return answer({"waiting": len(self.faults.waiting)})

    async def clear_faults(self, _request: web.Request) -> web.StreamResponse:
        """No more faults."""
        self.faults.clear()
        return answer({"waiting": 0})

    async def redeliver(self, request: web.Request) -> web.StreamResponse:
        """The same update once more."""
        body = await body_of(request)
        if not self.world.updates.redeliver(value_of(body, "update_id", int)):
            raise ActError(404, "no such update")
        return answer({"redelivered": True})

    async def update(self, request: web.Request) -> web.StreamResponse:
        """Any update at all."""
        return answer({"update_id": self.world.updates.add_raw(await body_of(request))})

    async def create_group(self, request: web.Request) -> web.StreamResponse:
        """A group with the bot in it."""
        body = await body_of(request)
        title, members = value_of(body, "title", str), value_of(body, "members", list)
        administrator = value_of(body, "administrator", bool, default=True)
        forum = value_of(body, "forum", bool, default=False)
        return answer(
            groups.create(self.world, title, members, forum=forum, administrator=administrator).info
        )

    async def say_in_group(self, request: web.Request) -> web.StreamResponse:
        """A member writes."""
        chat, body = group_of(self.world, request), await body_of(request)
        thread = value_of(body, "message_thread_id", int, None)
        user, text = value_of(body, "user_id", int), value_of(body, "text", str)
        reply_to = value_of(body, "reply_to_message_id", int, None)
        return answer(groups.say(self.world, chat, user, text, thread, reply_to))

    async def migrate(self, request: web.Request) -> web.StreamResponse:
        """The group becomes a supergroup."""
        return answer(groups.migrate(self.world, group_of(self.world, request)).info)

    async def kick(self, request: web.Request) -> web.StreamResponse:
        """The bot is thrown out."""
        chat = group_of(self.world, request)
        groups.set_bot_status(self.world, chat, "kicked", by=next(iter(chat.statuses)))
        return answer({"kicked": True})
