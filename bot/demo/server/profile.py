"""What the bot says about itself: its names, descriptions, commands and menu button."""

from dataclasses import dataclass, field

from bot.demo.server.wire import Json

Scope = tuple[str, int | None, int | None]
DEFAULT: Scope = ("default", None, None)
PRIVATE: Scope = ("all_private_chats", None, None)


@dataclass(slots=True)
class Profile:
    """Texts by language code, "" for everybody else; commands by scope and language code."""

    user: Json
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    @property
    def id(self) -> int:
        """The bot's user id."""
        number: int = self.user["id"]
        return number

    def name(self, language: str) -> str:
        """The bot's name for a reader of `language`."""
        return self.names.get(language) or self.names.get("") or str(self.user["first_name"])

    def description(self, language: str) -> str:
        """What an empty chat shows."""
        return self.descriptions.get(language) or self.descriptions.get("", "")

    def short_description(self, language: str) -> str:
        """What the bot's page shows."""
        return self.short_descriptions.get(language) or self.short_descriptions.get("", "")

    def commands_for(self, user_id: int, language: str) -> list[Json]:
        """The menu a person sees in the chat with the bot: the narrowest scope wins, in it the own language."""
        for scope in (("chat", user_id, None), PRIVATE, DEFAULT):
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []
