"""The Bot API as aiogram's types describe it."""

import inspect
import json
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, get_args

import aiogram.methods
from aiogram.methods.base import TelegramMethod
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.demo.server.calls import CallRecord

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# aiogram describes a newer Bot API than the server speaks (10.0): fields that have become required since.
NEWER = {("missing", "can_send_welcome_messages")}


class AiogramDescription:
    """Requests and results validated by pydantic, unknown fields refused at every depth."""

    @cached_property
    def methods(self) -> dict[str, type[TelegramMethod[Any]]]:
        found = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
        classes = (one for one in found if inspect.isclass(one) and issubclass(one, TelegramMethod))
        return {
            one.__api_method__: one for one in classes if isinstance(one.__dict__.get("__api_method__"), str)
        }

    def problems(self, record: CallRecord) -> list[str]:
        method = self.methods.get(record.method)
        if method is None:
            return ["unknown method"]
        problems = self._request(method, record)
        return problems + self._result(method, record) if record.ok else problems

    def _request(self, method: type[TelegramMethod[Any]], record: CallRecord) -> list[str]:
        fields = {one.alias or name: one for name, one in method.model_fields.items()}
        problems = [f"unknown parameter {name}" for name in record.values if name not in fields]
        values = {
            name: _decoded(value, fields[name].annotation)
            for name, value in record.values.items()
            if name in fields
        }
        values.update({name: BufferedInputFile(b"-", "file") for name in record.uploads if name in fields})
        return problems + _validated(_adapter(method), values)

    def _result(self, method: type[TelegramMethod[Any]], record: CallRecord) -> list[str]:
        problems = _validated(_adapter(method.__returning__), record.body.get("result"))
        return [f"result: {problem}" for problem in problems]


@cache
def _adapter(kind: Any) -> "TypeAdapter[Any]":
    return TypeAdapter(kind)


def _validated(adapter: "TypeAdapter[Any]", value: object) -> list[str]:
    try:
        parsed = adapter.validate_python(value)
    except ValidationError as error:
        faults = [one for one in error.errors() if (one["type"], *one["loc"][-1:]) not in NEWER]
        if _fits_a_kind(error, faults):
            return []
        return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in faults]
    return [f"unknown field {path}" for path in _extras(parsed, "")]


def _fits_a_kind(error: ValidationError, faults: "Sequence[ErrorDetails]") -> bool:
    """Whether, where there are several kinds (of a ChatMember, say), one of them lacks newer fields only."""
    kinds = {str(one["loc"][0]) for one in error.errors() if one["loc"] and str(one["loc"][0])[:1].isupper()}
    return bool(kinds - {str(one["loc"][0]) for one in faults if one["loc"]})


def _extras(value: object, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{path}{name}" for name in value.model_extra or {})
        for name, one in value.__dict__.items():
            if isinstance(one, BaseModel | list):
                yield from _extras(one, f"{path}{name}.")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _extras(one, f"{path}{place}.")


def _decoded(value: object, annotation: object) -> object:
    """JSON in a form's field as what it stands for."""
    if not isinstance(value, str) or str in _alternatives(annotation):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _alternatives(annotation: object) -> set[object]:
    inner = get_args(annotation)
    if not inner or getattr(annotation, "__origin__", None) is list:
        return {annotation}
    return {alternative for one in inner for alternative in _alternatives(one)}
