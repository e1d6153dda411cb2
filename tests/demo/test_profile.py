"""What the bot says of itself, and its commands."""

import pytest

from bot.demo.server.people import views
from tests.demo.api import Api
from tests.support.people import Person, Rehearsal


async def test_who_the_bot_is(api: Api) -> None:
    me = await api.ok("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (7000000000, True, "forum_rehearsal_bot")
    assert me["supports_inline_queries"] is True


@pytest.mark.parametrize(
    ("what", "longest", "words"),
    [("Name", 64, "BOT_TITLE_INVALID"), ("Description", 512, "BOT_DESCRIPTION_TOO_LONG"), ("ShortDescription", 120, "BOT_ABOUT_TOO_LONG")],  # noqa: E501
)  # fmt: skip
async def test_texts_by_language(api: Api, what: str, longest: int, words: str) -> None:
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    await api.ok(f"setMy{what}", **{field: "a"})
    await api.ok(f"setMy{what}", **{field: "я" * longest, "language_code": "ru"})
    assert await api.ok(f"getMy{what}", language_code="ru") == {field: "я" * longest}
    assert await api.ok(f"getMy{what}", language_code="it") == {field: "a"}
    assert await api.refused(f"setMy{what}", **{field: "a" * (longest + 1)}) == (400, f"Bad Request: {words}")
    refused = await api.refused(f"setMy{what}", **{field: "a", "language_code": "rus"})
    assert refused == (400, "Bad Request: invalid language code specified")
    await api.ok(f"setMy{what}", language_code="ru")
    assert await api.ok(f"getMy{what}", language_code="ru") == {field: "a"}


async def test_commands_by_scope_and_language(api: Api, server: Rehearsal, anna: Person) -> None:
    boris = server.person("Boris", language_code="it")

    def menu(person: Person) -> list[str]:
        return [one["description"] for one in views.phone(server.world, person.chat)["commands"]]

    def described(text: str) -> list[dict[str, str]]:
        return [{"command": "start", "description": text}]

    await api.ok("setMyCommands", commands=described("all"))
    assert (menu(anna), menu(boris)) == (["all"], ["all"])
    await api.ok("setMyCommands", commands=described("все"), language_code="ru")
    assert (menu(anna), menu(boris)) == (["все"], ["all"])
    await api.ok("setMyCommands", commands=described("private"), scope={"type": "all_private_chats"})
    assert (menu(anna), menu(boris)) == (["private"], ["private"])
    chat = {"type": "chat", "chat_id": anna.id}
    await api.ok("setMyCommands", commands=described("organiser"), scope=chat)
    assert (menu(anna), menu(boris)) == (["organiser"], ["private"])
    assert anna.chat.effects[-1].event == {"event": "commands", "commands": described("organiser")}
    assert await api.ok("getMyCommands", scope=chat) == described("organiser")
    assert await api.ok("getMyCommands", scope=chat, language_code="ru") == []
    await api.ok("deleteMyCommands", scope=chat)
    assert menu(anna) == ["private"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"commands": [{"command": "Start", "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "s" * 33, "description": "a"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "a" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [{"command": f"a{n}", "description": "a"} for n in range(101)]},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        ({"commands": [{"description": "a"}]}, 'can\'t find field "command"'),
        ({"commands": ["a"]}, "can't parse BotCommand: expected an Object"),
        ({"commands": {}}, "expected an Array of BotCommand"),
        (
            {"commands": [], "scope": {"type": "nowhere"}},
            "can't parse BotCommandScope: Unsupported type specified",
        ),
        ({"commands": [], "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
    ],
)
async def test_refused_commands(api: Api, values: dict[str, object], words: str) -> None:
    assert await api.refused("setMyCommands", **values) == (400, f"Bad Request: {words}")


async def test_the_menu_button(api: Api, anna: Person) -> None:
    assert await api.ok("getChatMenuButton") == {"type": "commands"}
    await api.ok("setChatMenuButton", chat_id=anna.id, menu_button={"type": "commands"})
    assert await api.ok("getChatMenuButton", chat_id=anna.id) == {"type": "commands"}
    refused = await api.refused("setChatMenuButton", menu_button={"type": "x"})
    assert refused == (400, "Bad Request: can't parse menu button: MenuButton has unsupported type")


async def test_leaving_is_agreed_to(api: Api) -> None:
    assert [await api.ok(method) for method in ("logOut", "close")] == [True, True]


async def test_the_chat_with_a_person(api: Api, anna: Person) -> None:
    chat = await api.ok("getChat", chat_id=anna.id)
    assert (chat["first_name"], chat["type"]) == ("Анна", "private")
    assert (await api.ok("getChatMember", chat_id=anna.id, user_id=anna.id))["status"] == "member"
    assert await api.ok("getChatMemberCount", chat_id=anna.id) == 2
    assert await api.ok("getUserProfilePhotos", user_id=anna.id) == {"total_count": 0, "photos": []}
    sent = await api.ok("sendMessage", chat_id=anna.id, text="a")
    pin = {"chat_id": anna.id, "message_id": sent["message_id"]}
    await api.ok("pinChatMessage", **pin)
    assert (await api.ok("getChat", chat_id=anna.id))["pinned_message"] == sent
    await api.ok("unpinChatMessage", **pin)
    await api.ok("unpinAllChatMessages", chat_id=anna.id)
    refused = await api.refused("pinChatMessage", chat_id=anna.id, message_id=99)
    assert refused == (400, "Bad Request: message to pin not found")


async def test_reactions(api: Api, anna: Person) -> None:
    thumb, heart = {"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "❤"}
    values = {"chat_id": anna.id, "message_id": 1}
    assert await api.ok("setMessageReaction", **values, reaction=[thumb]) is True
    for reaction, words in (
        ([thumb, heart], "REACTIONS_TOO_MANY"),
        ([{"type": "emoji", "emoji": "🇮🇹"}], "REACTION_INVALID"),
    ):
        refused = await api.refused("setMessageReaction", **values, reaction=reaction)
        assert refused == (400, f"Bad Request: {words}")
    refused = await api.refused("setMessageReaction", chat_id=anna.id, message_id=99, reaction=[thumb])
    assert refused == (400, "Bad Request: message to react not found")
