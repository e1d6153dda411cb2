"""Which keys of the catalogues the code asks for, found by reading the source.

A key made by an f-string comes out as its template: f"kind.{session.kind}" is "kind.{}".
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SPEAKING = ("bot", "handlers", "forum")

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Asked:
    """One call that asks for a key: where, which, as plain text, counted, and with which values (None: `**facts`)."""

    place: str
    key: str
    plain: bool
    counted: bool
    values: frozenset[str] | None


@cache
def sources() -> dict[str, ast.Module]:
    """Every module that may speak, parsed; the local Bot API server, search and suggestions have no words of ours."""
    paths = [path for package in SPEAKING for path in sorted((ROOT / package).rglob("*.py"))]
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in paths
        if not {"server", "search", "suggestions"} & set(path.parts)
    }


def asked(modules: dict[str, ast.Module]) -> list[Asked]:
    """Every call that asks for a key, once for each key it may ask for."""
    returned = {
        function.name: _returned(function) for module in modules.values() for function in _functions(module)
    }
    return [one for name, module in modules.items() for one in _Finder(name, returned).of(module)]


def outcome_words(modules: dict[str, ast.Module]) -> set[str]:
    """The words of all `outcome("...")` and `refusal("...")`."""
    calls = [node for module in modules.values() for node in ast.walk(module) if isinstance(node, ast.Call)]
    named = [
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"outcome", "refusal"}
    ]
    return {value for call in named for value in _texts(call.args[0])}


def _functions(tree: ast.AST) -> Iterator[_Function]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _returned(function: _Function) -> list[str]:
    returns = [node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value]
    return [text for value in returns for text in _texts(value)]


def _texts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)]
    return []


def _is_words(node: ast.expr) -> bool:
    name = node.value if isinstance(node, ast.Subscript) else node
    return (name.id if isinstance(name, ast.Name) else getattr(name, "attr", "")) == "words" or (
        isinstance(name, ast.Call) and isinstance(name.func, ast.Name) and name.func.id == "Words"
    )


def _manner(func: ast.expr) -> tuple[bool, bool] | None:
    """(plain, counted) for a call that asks for a key, else None."""
    if isinstance(func, ast.Name) and func.id == "neutral":
        return True, False
    if isinstance(func, ast.Attribute):
        if _is_words(func.value) and func.attr in {"plain", "count", "plain_count"}:
            return func.attr.startswith("plain"), func.attr.endswith("count")
        if func.attr == "key" and isinstance(func.value, ast.Name) and func.value.id in {"page", "self"}:
            return True, False
    return (False, False) if _is_words(func) else None


class _Finder:
    def __init__(self, name: str, returned: dict[str, list[str]]) -> None:
        self._name = name
        self._returned = returned

    def of(self, module: ast.Module) -> Iterator[Asked]:
        inside = {id(node): function for function in _functions(module) for node in ast.walk(function)}
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args:
                yield from self._call(node, inside.get(id(node)))

    def _call(self, call: ast.Call, inside: _Function | None) -> Iterator[Asked]:
        manner = _manner(call.func)
        if manner is None:
            return
        plain, counted = manner
        place = f"{self._name}:{call.lineno}"
        given = [keyword.arg for keyword in call.keywords]
        names = [name for name in given if name is not None] + (["number"] if counted else [])
        values = frozenset(names) if None not in given else None
        for key in self._keys(call.args[0], inside) or [f"? {ast.unparse(call.args[0])}"]:
            yield Asked(place, key, plain, counted, values)

    def _keys(self, node: ast.expr, inside: _Function | None) -> list[str]:
        if isinstance(node, ast.Name) and inside is not None:
            return [text for value in _assigned(inside, node.id) for text in _texts(value)]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return self._returned.get(node.func.id, [])
        return _texts(node)


def _assigned(function: _Function, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(
            isinstance(to, ast.Name) and to.id == name for to in node.targets
        ):
            yield node.value
