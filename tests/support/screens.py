"""A message as a test looks at it."""

from dataclasses import dataclass
from typing import Any

from telegram import Message

Json = dict[str, Any]


def as_read(text: str) -> str:
    """A text with plain spaces for those at which no line may break."""
    return text.replace("\u00a0", " ")


@dataclass(frozen=True)
class Screen:
    """One message with its keyboard; `message` is the Bot API's object."""

    message: Json

    @classmethod
    def of(cls, message: "Screen | Json") -> "Screen":
        return message if isinstance(message, cls) else cls(message)  # type: ignore[arg-type]

    @property
    def id(self) -> int:
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption, as it is read: where lines may break is the catalogues' own test's business."""
        return as_read(str(self.message.get("text", self.message.get("caption", ""))))

    @property
    def html(self) -> str:
        """The same with its formatting."""
        message = Message.de_json(self.message, None)
        assert message is not None
        return message.text_html_urled if "text" in self.message else message.caption_html_urled

    @property
    def rows(self) -> list[list[str]]:
        """The labels of the buttons, row by row."""
        return [[as_read(button["text"]) for button in row] for row in self._keyboard]

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons."""
        return [label for row in self.rows for label in row]

    @property
    def file_id(self) -> str:
        """The file or picture of the message."""
        photo = self.message.get("photo")
        return str(photo[-1]["file_id"] if photo else self.message["document"]["file_id"])

    def has(self, label: str) -> bool:
        return label in self.labels

    def button(self, label: str) -> Json:
        """The button with this label; LookupError."""
        for row in self._keyboard:
            for button in row:
                if as_read(button["text"]) == label:
                    return button
        raise LookupError(f"no button {label!r}, but {self.rows}")

    def data(self, label: str) -> str:
        """What the button sends; LookupError for one that opens a link."""
        button = self.button(label)
        if "callback_data" not in button:
            raise LookupError(f"the button {label!r} sends nothing: {button}")
        return str(button["callback_data"])

    @property
    def _keyboard(self) -> list[list[Json]]:
        keyboard: list[list[Json]] = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return keyboard
