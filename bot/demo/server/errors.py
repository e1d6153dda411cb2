"""The refusals of a Bot API server, worded as Telegram words them."""

from bot.demo.server.wire import Json


class ApiError(Exception):
    """A call that was refused: `code` as in HTTP, `description` with Telegram's prefix, `parameters` or none."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(text: str) -> ApiError:
    """400; the first letter is made small unless the text is a name such as `BUTTON_DATA_INVALID`."""
    constant = len(text) > 1 and (text[1] == "_" or "A" <= text[1] <= "Z")
    return ApiError(400, "Bad Request: " + (text if constant else text[:1].lower() + text[1:]))


def forbidden(text: str) -> ApiError:
    """403."""
    return ApiError(403, "Forbidden: " + text)


def conflict(text: str) -> ApiError:
    """409."""
    return ApiError(409, "Conflict: " + text)


def too_many_requests(seconds: int) -> ApiError:
    """429: nothing may be sent before `seconds` are over."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def migrated(chat_id: int) -> ApiError:
    """400: the group has become the supergroup `chat_id`."""
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, text, {"migrate_to_chat_id": chat_id})
