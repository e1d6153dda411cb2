"""A word that stands nowhere else, written into every text that a database holds of a person; and the search for it.

Rows and columns are found by walking the schema: a table or a column that somebody adds is filled, too.
"""
# ruff: noqa: S608 -- names out of the schema

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

LATIN, CYRILLIC = "Zqxjwv", "Щъыжфц"
USER = 0x5A5B5C5D5E5F
"""A Telegram user id that leaves bytes of its own: as a value of six bytes, as a row's number, as a text."""
INSTANT = "2018-11-29T07:00:00.000+00:00"
LATER = "2018-11-29T08:00:00.000+00:00"
DERIVED = ("search_", "suggestion_")
_WHEN = re.compile(r"(^|_)(at|since|starts|ends|before|until)$")
"""Columns of instants are called so."""


@dataclass
class Filled:
    """What was filled: columns as 'table.column', and those that take only certain words."""

    texts: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)


def tables(raw: sqlite3.Connection) -> list[str]:
    rows = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(row[0] for row in rows)


def owners(raw: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table by which a row is somebody's: 'delegates' or 'accounts' by column."""
    found = {
        row[3]: row[2]
        for row in raw.execute(f"PRAGMA foreign_key_list('{table}')")
        if row[2] in {"delegates", "accounts"}
    }
    names = {row[1] for row in raw.execute(f"PRAGMA table_info('{table}')")}
    named = {"delegate_id": "delegates", "user_id": "accounts"}
    return {name: to for name, to in named.items() if name in names} | found


def give_rows(raw: sqlite3.Connection, person: int, other: int, user: int) -> None:
    """One row of this person's in every table that can have one and has none, made of what the schema asks for."""
    raw.execute("PRAGMA foreign_keys = ON")
    numbers = {"delegates": person, "accounts": user}
    left = [table for table in tables(raw) if _lacks(raw, table, numbers)]
    # A row may need one of another table first.
    for _ in range(3):
        left = [table for table in left if not _inserted(raw, table, numbers, other)]
    assert not left, f"a test makes a row by hand for {left}"


def _lacks(raw: sqlite3.Connection, table: str, numbers: dict[str, int]) -> bool:
    own = owners(raw, table)
    if not own or table in {"delegates", "accounts"} or table.startswith(DERIVED):
        return False
    where = " OR ".join(f'"{column}" = {numbers[to]}' for column, to in own.items())
    return raw.execute(f"SELECT 1 FROM {table} WHERE {where}").fetchone() is None


def _inserted(raw: sqlite3.Connection, table: str, numbers: dict[str, int], other: int) -> bool:
    try:
        _insert(raw, table, owners(raw, table), numbers, other)
    except sqlite3.IntegrityError:
        return False
    return True


def _insert(
    raw: sqlite3.Connection, table: str, own: dict[str, str], numbers: dict[str, int], other: int
) -> None:
    (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    keys = {row[3]: (row[2], row[4] or "id") for row in raw.execute(f"PRAGMA foreign_key_list('{table}')")}
    values: dict[str, object] = {}
    taken: set[str] = set()
    for _, name, kind, needed, default, key in raw.execute(f"PRAGMA table_info('{table}')"):
        if name in own and not (table == "outbox" and name == "user_id"):
            values[name] = other if own[name] in taken and own[name] == "delegates" else numbers[own[name]]
            taken.add(own[name])
        elif name in keys and ((needed and default is None) or key):
            to, column = keys[name]
            (values[name],) = raw.execute(f"SELECT min({column}) FROM {to}").fetchone()
        elif needed and default is None:
            values[name] = _plain(sql, name, kind)
    raw.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
        [*values.values()],
    )


def _plain(sql: str, name: str, kind: str) -> object:
    if kind == "INTEGER":
        return 1
    choices = re.search(rf"\b{name} (?:TEXT|IN)[^,]*?\(?{name} IN\s*\('([^']+)'", sql)
    if choices:
        return choices[1]
    if "json_valid" in sql or name in {"facts", "cells", "entry", "given"}:
        return "{}"
    if name == "ends":
        return LATER
    return INSTANT if _WHEN.search(name) else "word"


def fill(raw: sqlite3.Connection, person: int, user: int, besides: Collection[str]) -> Filled:
    """Write the sentinel into every text column of every row of this person's that takes it.

    `besides` are columns ('table.column') and tables that hold nothing of persons.
    """
    filled, numbers = Filled(), count(100)
    raw.execute("PRAGMA foreign_keys = ON")
    for table in tables(raw):
        if table.startswith(DERIVED):
            continue
        columns = {"delegates": {"id": "delegates"}}.get(table) or owners(raw, table)
        own = {"delegates": person, "accounts": user}
        where = " OR ".join(f'"{column}" = {own[to]}' for column, to in columns.items())
        if table == "imported":
            where = f"sheet = 'delegates' AND code = (SELECT code FROM delegates WHERE id = {person})"
        if where and raw.execute(f"SELECT 1 FROM {table} WHERE {where}").fetchone():
            filled.tables.add(table)
            for column in _texts(raw, table):
                if {table, f"{table}.{column}"} & set(besides):
                    continue
                _write(raw, table, column, where, filled, numbers)
    return filled


def _texts(raw: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in raw.execute(f"PRAGMA table_info('{table}')") if row[2] in {"TEXT", "BLOB"}]


_LINKS = {("imported", "sheet"), ("imported", "code"), ("delegates", "code")}


def _write(
    raw: sqlite3.Connection, table: str, column: str, where: str, filled: Filled, numbers: Iterator[int]
) -> None:
    if (table, column) in _LINKS or _WHEN.search(column):
        return
    for key, value in _rows(raw, table, column, where):
        word = f"{LATIN}{next(numbers)}{CYRILLIC}"
        listed = isinstance(value, str) and value.startswith("[")
        text = json.dumps([word] if listed else {"x": word}, ensure_ascii=False)
        try:
            raw.execute(
                f'UPDATE {table} SET "{column}" = ? WHERE {key}',
                (text if isinstance(value, str) and value[:1] in {"{", "["} else word,),
            )
        except sqlite3.IntegrityError:
            filled.choices.add(f"{table}.{column}")
        else:
            filled.texts.add(f"{table}.{column}")


def _rows(raw: sqlite3.Connection, table: str, column: str, where: str) -> list[tuple[str, object]]:
    """A condition for each row, by its primary key, and the value that stands there."""
    keys = [row[1] for row in raw.execute(f"PRAGMA table_info('{table}')") if row[5]]
    names = ", ".join(f"quote({key})" for key in keys)
    return [
        (" AND ".join(f"{key} = {value}" for key, value in zip(keys, row[:-1], strict=True)), row[-1])
        for row in raw.execute(f'SELECT {names}, "{column}" FROM {table} WHERE {where}').fetchall()
    ]


def needles(user: int) -> dict[str, bytes]:
    """What must be found nowhere, by what it is."""
    return {
        LATIN: LATIN.encode(),
        CYRILLIC: CYRILLIC.encode(),
        "user id as text": str(user).encode(),
        "user id as value": user.to_bytes(6, "big"),
        "user id as row": _varint(user),
        "recipient as value": (user * 2 + 1).to_bytes(6, "big"),
    }


def _varint(number: int) -> bytes:
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))


def found_in(folder: Path, words: dict[str, bytes]) -> dict[str, list[str]]:
    """Which of the words stand in which files of a folder, byte by byte."""
    contents = {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    found = {
        word: [name for name, content in contents.items() if needle in content]
        for word, needle in words.items()
    }
    return {word: names for word, names in found.items() if names}


def places(path: Path, word: str) -> list[str]:
    """In which columns a word still stands: to say more than that it does."""
    with closing(sqlite3.connect(path)) as raw:
        return [
            f"{table}.{column}: {row[0]}"
            for table in tables(raw)
            for column in _texts(raw, table)
            for row in raw.execute(f'SELECT "{column}" FROM {table} WHERE instr("{column}", ?)', (word,))
        ]
