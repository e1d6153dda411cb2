"""A call as it came: its parameters whichever way they were sent, read with their types.

Telegram takes nested values as JSON in a form's field and as themselves in a JSON body. Numbers and booleans may
be text. Where Telegram would quietly take a default for what it cannot read, this refuses: a bot's mistake must
show in a rehearsal.
"""

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any

from bot.demo.server.errors import bad_request
from bot.demo.server.files import Upload
from bot.demo.server.wire import Json

_INTEGER = re.compile(r"^\s*[+-]?[0-9]{1,19}\s*$")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0", "")


def whole(text: str) -> str:
    """The text itself; ApiError 400 where half of a surrogate pair is in it: a text cut in the middle of an emoji."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return text


@dataclass(slots=True)
class Call:
    """One call of a method; `values` hold text, or what a JSON body held."""

    method: str
    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether a parameter was sent and is not empty."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        """A String parameter; ApiError 400 for a list or an object."""
        value = self.values.get(name, default)
        if isinstance(value, str):
            return whole(value)
        if value is None:
            return default
        if isinstance(value, bool | int | float):
            return json.dumps(value)
        raise bad_request(f'parameter "{name}" must be of type String')

    def integer(self, name: str, default: int = 0) -> int:
        """An Integer parameter; ApiError 400 for anything else."""
        value = self.values.get(name)
        if value in (None, ""):
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and _INTEGER.match(value):
            return int(value)
        raise bad_request(f'parameter "{name}" must be of type Integer')

    def number(self, name: str) -> float:
        """A required Float parameter; ApiError 400 where it is missing or no number."""
        value = self.values.get(name)
        if value in (None, ""):
            raise bad_request(f"{name} is empty")
        try:
            number = float("nan") if isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            number = float("nan")
        if not math.isfinite(number):
            raise bad_request(f'parameter "{name}" must be of type Float')
        return number

    def boolean(self, name: str) -> bool:
        """A Boolean parameter, false when left out; ApiError 400 for anything else."""
        value = self.values.get(name, False)
        if isinstance(value, bool):
            return value
        said = str(value).strip().lower() if value is not None else ""
        if said not in _TRUE and said not in _FALSE:
            raise bad_request(f'parameter "{name}" must be of type Boolean')
        return said in _TRUE

    def json(self, name: str, what: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
        """A JSON-serialized parameter, None when left out; ApiError 400 naming `what` for broken JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            if value is None and name in self.values:
                raise bad_request(f"object expected as {what}")
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def array(self, name: str, what: str, kind: str) -> list[Any] | None:
        """A list parameter, None when left out; ApiError 400 for anything else."""
        value = self.json(name, what)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"expected an Array of {kind}")

    def upload(self, name: str) -> Upload | None:
        """The file sent in a field, or in the one an `attach://` names."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


def field_of(value: Json, name: str, kind: type, *, required: bool = False) -> Any:  # noqa: ANN401
    """A field of a nested object; ApiError 400 when its type is wrong or a required one is missing."""
    found = value.get(name)
    if found is None:
        if required:
            raise bad_request(f'can\'t find field "{name}"')
        return None
    if kind is str and isinstance(found, int | float) and not isinstance(found, bool):
        return json.dumps(found)
    if kind is str and isinstance(found, str):
        return whole(found)
    if not isinstance(found, kind) or (kind is not bool and isinstance(found, bool)):
        names = {
            str: "String",
            int: "Number",
            bool: "Boolean",
            list: "Array",
            dict: "Object",
            float: "Number",
        }
        raise bad_request(f'field "{name}" must be of type {names[kind]}')
    return found
