"""What the page is told."""

from bot.demo.server.chats import GroupChat, PrivateChat
from bot.demo.server.wire import Json
from bot.demo.server.world import World


def clock(world: World) -> Json:
    """The forum's clock."""
    now = world.clock.now()
    return {"now": now.isoformat(), "speed": world.clock.speed, "zone": world.clock.zone}


def phone(world: World, chat: PrivateChat) -> Json:
    """One person and what their phone knows of the bot."""
    language = chat.user.get("language_code", "")
    profile = world.profile
    return {
        "user": chat.user,
        "title": chat.title,
        "start": chat.start,
        "blocked": chat.blocked,
        "commands": profile.commands_for(chat.id, language),
        "bot_name": profile.name(language),
        "description": profile.description(language),
        "short_description": profile.short_description(language),
    }


def state(world: World) -> Json:
    """Everything but the messages."""
    profile = world.profile
    languages = {code for _, code in profile.commands if code} | {"it", "ru"}
    bot = {
        "id": profile.id,
        "first_name": profile.name(""),
        "username": profile.user["username"],
        "description": {"": "", **profile.descriptions},
        "short_description": {"": "", **profile.short_descriptions},
        "commands": {code: profile.commands_for(0, code) for code in sorted(languages)},
    }
    chats = list(world.chats.values())
    phones = [phone(world, chat) for chat in chats if isinstance(chat, PrivateChat)]
    groups = [chat.info for chat in chats if isinstance(chat, GroupChat)]
    return {"bot": bot, "clock": clock(world), "phones": phones, "groups": groups}


def conversation(chat: PrivateChat) -> Json:
    """A whole chat, oldest first."""
    messages = [kept.wire for _, kept in sorted(chat.messages.items())]
    return {"messages": messages, "blocked": chat.blocked, "keyboard": chat.keyboard, "pinned": chat.pinned}
