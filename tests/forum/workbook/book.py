"""A small forum without fault, which each test changes in one place."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from forum.workbook import Workbook, check, read
from forum.workbook.problems import Problem
from forum.workbook.reading import RawRow, RawSheet, Reading

Row = dict[str, str]


def _forum() -> list[Row]:
    values = {
        "name_it": "Forum di prova",
        "name_ru": "Пробный форум",
        "starts": "2018-11-29 08:00",
        "ends": "2018-11-30 20:00",
        "timezone": "Europe/Rome",
        "slot_minutes": "20",
        "meeting_tables": "4",
        "registration": "approval",
        "consent_it": "Consenso",
        "consent_ru": "Согласие",
    }
    return [{"key": key, "value": value} for key, value in values.items()]


def session(code: str, kind: str, starts: str, ends: str, **more: str) -> Row:
    titles = {
        "title_it": f"Titolo {code}",
        "title_ru": f"Название {code}",
        "place_it": "Sala",
        "place_ru": "Зал",
    }
    return {"code": code, "kind": kind, "starts": starts, "ends": ends, **titles, "capacity": ""} | more


def delegate(code: str, delegation: str = "it", **more: str) -> Row:
    filled = {
        "name": f"Nome {code}",
        "organisation": "Ditta",
        "role": "delegate",
        "invitation": f"INV-{code}",
    }
    return {"code": code, "delegation": delegation, "tables": "", **filled} | more


def _sessions() -> list[Row]:
    return [
        session("moda", "table", "2018-11-29 09:00", "2018-11-29 10:30", capacity="2"),
        session("oil", "table", "2018-11-29 11:00", "2018-11-29 12:30"),
        session("plenary", "plenary", "2018-11-29 14:00", "2018-11-29 15:00"),
        session("malo", "visit", "2018-11-30 09:00", "2018-11-30 13:00", audience="ru", capacity="5"),
    ]


def _stops() -> list[Row]:
    stops = [("1", "departure", "09:00"), ("2", "stop", "10:00"), ("3", "return", "13:00")]
    return [
        {
            "visit": "malo",
            "order": order,
            "kind": kind,
            "place_it": "Qui",
            "place_ru": "Тут",
            "at": f"2018-11-30 {at}",
        }
        for order, kind, at in stops
    ]


def _delegates() -> list[Row]:
    return [
        delegate("d1", tables="moda"),
        delegate("d2", "ru", tables="moda"),
        delegate("d3", "ru"),
        delegate("org", role="organiser", head_of="d1,d3"),
    ]


def _projects() -> list[Row]:
    return [{"code": "p1", "table": "moda", "title_it": "Uno", "title_ru": "Один", "presenter": "d1"}]


def _info() -> list[Row]:
    return [
        {"code": "wifi", "title_it": "Rete", "title_ru": "Сеть", "body_it": "Chiave", "body_ru": "Ключ"},
        {"code": "badge", "title_it": "Badge", "title_ru": "Бейдж", "body_it": "Qui", "body_ru": "Здесь"},
    ]


@dataclass
class Book:
    """Sheets as lists of rows; the columns of a sheet are those that any of its rows has."""

    forum: list[Row] = field(default_factory=_forum)
    sessions: list[Row] = field(default_factory=_sessions)
    projects: list[Row] = field(default_factory=_projects)
    stops: list[Row] = field(default_factory=_stops)
    delegates: list[Row] = field(default_factory=_delegates)
    info: list[Row] = field(default_factory=_info)

    def row(self, sheet: str, code: str) -> Row:
        rows: list[Row] = getattr(self, sheet)
        return next(row for row in rows if code in {row.get("code"), row.get("key"), row.get("order")})

    def put(self, sheet: str, row: str, /, **cells: str) -> Book:
        self.row(sheet, row).update(cells)
        return self

    def put_key(self, key: str, value: str) -> Book:
        self.forum = [row for row in self.forum if row["key"] != key] + [{"key": key, "value": value}]
        return self

    def drop(self, sheet: str, code: str) -> Book:
        getattr(self, sheet).remove(self.row(sheet, code))
        return self

    def tables(self) -> dict[str, list[list[str]]]:
        found = {}
        for name, rows in vars(self).items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            found[name] = [columns, *([row.get(column, "") for column in columns] for row in rows)]
        return found

    def reading(self) -> Reading:
        sheets = {}
        for name, (columns, *rows) in self.tables().items():
            raw = [
                RawRow(number, {column: text for column, text in zip(columns, row, strict=True) if text})
                for number, row in enumerate(rows, start=2)
            ]
            sheets[name] = RawSheet(name, tuple(columns), 1, raw)
        return Reading(sheets)

    def problems(self) -> list[str]:
        return [str(problem) for problem in check(self.reading())[1]]

    def workbook(self) -> Workbook:
        return checked(check(self.reading()))

    def folder(self, path: Path) -> Path:
        path.mkdir(exist_ok=True)
        for name, rows in self.tables().items():
            with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
        return path


def checked(result: tuple[Workbook | None, list[Problem]]) -> Workbook:
    workbook, problems = result
    assert workbook is not None, [str(problem) for problem in problems]
    return workbook


def workbook_at(path: Path) -> Workbook:
    return checked(check(read(path)))
