"""The Bot API as its own page describes it, in machine-readable form."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.demo.server.calls import CallRecord

ROOT = Path(__file__).resolve().parents[2]
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


def find_json() -> Path | None:
    """Where the description is, if it is anywhere."""
    named = os.environ.get("BOTAPI_JSON")
    path = Path(named) if named else ROOT.parent / "shared" / "botapi" / "api.json"
    return path if path.is_file() else None


@dataclass(frozen=True)
class JsonDescription:
    """Methods and types by name."""

    methods: dict[str, Any]
    types: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> "JsonDescription":
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(content["methods"], content["types"])

    def problems(self, record: CallRecord) -> list[str]:
        method = self.methods.get(record.method)
        if method is None:
            return ["unknown method"]
        fields = {one["name"]: one for one in method.get("fields", [])}
        values = {name: _decoded(value, fields.get(name)) for name, value in record.values.items()}
        values.update({name: "attached" for name in record.uploads if name in fields})
        problems = self._fields(values, fields, "")
        if record.ok:
            problems += [
                f"result: {one}" for one in self._value(record.body.get("result"), method["returns"], "")
            ]
        return problems

    def _fields(self, values: dict[str, Any], fields: dict[str, Any], path: str) -> list[str]:
        problems = [f"{path}{name} is unknown" for name in values if name not in fields]
        missing = (name for name, one in fields.items() if one["required"] and values.get(name) is None)
        problems += [f"{path}{name} is missing" for name in missing]
        for name, value in values.items():
            if name in fields:
                problems += self._value(value, fields[name]["types"], f"{path}{name}")
        return problems

    def _value(self, value: object, kinds: list[str], path: str) -> list[str]:
        """The faults under the alternative that fits best."""
        return min((self._as(value, kind, path) for kind in kinds), key=len)

    def _as(self, value: object, kind: str, path: str) -> list[str]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{path} is no {kind}"]
            inner = kind.removeprefix("Array of ").split(" or ")
            return [
                one
                for place, item in enumerate(value)
                for one in self._value(item, inner, f"{path}[{place}]")
            ]
        if kind in _PLAIN:
            fits = isinstance(value, _PLAIN[kind]) and (
                kind in ("Boolean", "True") or not isinstance(value, bool)
            )
            return [] if fits else [f"{path} is no {kind}"]
        if kind == "InputFile":
            return [] if isinstance(value, str) else [f"{path} is no file"]
        return self._object(value, kind, path)

    def _object(self, value: object, kind: str, path: str) -> list[str]:
        described = self.types[kind]
        if described.get("subtypes"):
            return self._value(value, described["subtypes"], path)
        if not isinstance(value, dict):
            return [f"{path} is no {kind}"]
        return self._fields(value, {one["name"]: one for one in described.get("fields", [])}, f"{path}.")


def _decoded(value: object, described: dict[str, Any] | None) -> object:
    """A form's text as what it stands for."""
    if not isinstance(value, str) or described is None or set(described["types"]) & {"String", "InputFile"}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
