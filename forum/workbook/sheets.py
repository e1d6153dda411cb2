"""The workbook's sheets and columns, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from forum.workbook import cells
from forum.workbook.cells import Parse, choice, degrees, line, listed, prose, whole

TITLE, LINE, NAME, BODY, TEXT, NOTE = 200, 300, 200, 3000, 2000, 500
"""The longest texts: a screen shows one body, or a few texts and titles, and never more than Telegram's 4,096."""

AUDIENCES = ("all", "it", "ru")
SESSION_KINDS = ("table", "plenary", "meeting_point", "visit", "transfer", "social", "other")
STOP_KINDS = ("departure", "stop", "return")
ROLES = ("delegate", "organiser", "interpreter", "guide")
DELEGATE_KINDS = (
    *("institution", "region", "company", "association", "chamber"),
    *("fair", "university", "technology_park", "research", "bank"),
)


class Store(Enum):
    """What a cell is in the database."""

    TEXT = auto()
    WHOLE = auto()
    REAL = auto()
    MOMENT = auto()
    SET = auto()  # in a table of its own; its order says nothing


@dataclass(frozen=True, slots=True)
class Column:
    """A column (or a key of the sheet `forum`); `default` is what an empty cell means."""

    name: str
    parse: Parse
    required: bool = False
    default: str = ""
    store: Store = Store.TEXT
    prose: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; `optional` ones may have no rows or be left out altogether."""

    name: str
    columns: tuple[Column, ...]
    optional: bool = False

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        return self.by_name[name]

    @property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)


def _text(name: str, most: int, *, required: bool = False) -> Column:
    return Column(name, line(most), required)


def _prose(name: str, most: int, *, required: bool = False) -> Column:
    return Column(name, prose(most), required, prose=True)


def _choice(name: str, choices: tuple[str, ...], *, required: bool = False, default: str = "") -> Column:
    return Column(name, choice(*choices), required, default, choices=choices)


def _whole(name: str, least: int, most: int, *, required: bool = False) -> Column:
    return Column(name, whole(least, most), required, store=Store.WHOLE)


def _moment(name: str) -> Column:
    return Column(name, cells.moment, required=True, store=Store.MOMENT)


_CODE = Column("code", cells.code, required=True)
_PHONE = Column("phone", cells.phone)
_AUDIENCE = _choice("audience", AUDIENCES, default="all")
_PLACE = (
    Column("latitude", degrees(90), store=Store.REAL),
    Column("longitude", degrees(180), store=Store.REAL),
)
_DAY_MINUTES, _MANY = 24 * 60, 100_000

FORUM = Sheet("forum", (Column("key", line(NAME), required=True), Column("value", prose(BODY))))
KEYS = Sheet(
    "forum",
    (
        _text("name_it", TITLE, required=True),
        _text("name_ru", TITLE, required=True),
        _moment("starts"),
        _moment("ends"),
        Column("timezone", cells.zone, required=True),
        _text("venue_it", TITLE),
        _text("venue_ru", TITLE),
        _text("address", LINE),
        *_PLACE,
        _whole("slot_minutes", 1, _DAY_MINUTES, required=True),
        _whole("meeting_tables", 0, _MANY, required=True),
        _whole("open_requests", 1, _MANY),
        _whole("request_hours", 1, _MANY),
        _choice("scheduling", ("instant", "planned", "both"), default="both"),
        Column("reminder_minutes", listed(cells.minutes)),
        Column("quiet_from", cells.clock),
        Column("quiet_until", cells.clock),
        _choice("registration", ("invitation", "approval", "open"), required=True),
        _prose("consent_it", BODY, required=True),
        _prose("consent_ru", BODY, required=True),
        Column("purge_after", cells.day),
    ),
)
"""The keys of the sheet `forum`, as if they were columns."""

SESSIONS = Sheet(
    "sessions",
    (
        _CODE,
        _choice("kind", SESSION_KINDS, required=True),
        _text("title_it", TITLE, required=True),
        _text("title_ru", TITLE, required=True),
        _prose("description_it", TEXT),
        _prose("description_ru", TEXT),
        _moment("starts"),
        _moment("ends"),
        _text("place_it", TITLE, required=True),
        _text("place_ru", TITLE, required=True),
        *_PLACE,
        _whole("capacity", 0, _MANY),
        _AUDIENCE,
        _text("moderator", TITLE),
    ),
)
PROJECTS = Sheet(
    "projects",
    (
        _CODE,
        Column("table", cells.code, required=True),
        _text("title_it", TITLE, required=True),
        _text("title_ru", TITLE, required=True),
        _prose("summary_it", TEXT),
        _prose("summary_ru", TEXT),
        Column("presenter", cells.code),
    ),
    optional=True,
)
STOPS = Sheet(
    "stops",
    (
        Column("visit", cells.code, required=True),
        _whole("order", 0, _MANY, required=True),
        _choice("kind", STOP_KINDS, required=True),
        _text("place_it", TITLE, required=True),
        _text("place_ru", TITLE, required=True),
        _moment("at"),
        *_PLACE,
        _prose("note_it", NOTE),
        _prose("note_ru", NOTE),
    ),
    optional=True,
)
DELEGATES = Sheet(
    "delegates",
    (
        _CODE,
        _text("name", NAME, required=True),
        _text("name_other", NAME),
        _text("organisation", TITLE, required=True),
        _text("organisation_other", TITLE),
        _text("position_it", TITLE),
        _text("position_ru", TITLE),
        _choice("delegation", ("it", "ru"), required=True),
        _text("region", TITLE),
        _choice("kind", DELEGATE_KINDS),
        Column("languages", listed(cells.language)),
        _choice("language", ("it", "ru")),
        Column("tables", listed(cells.code), store=Store.SET),
        _prose("offers", TEXT // 2),
        _prose("seeks", TEXT // 2),
        _PHONE,
        Column("email", cells.email),
        Column("invitation", cells.invitation),
        _choice("role", ROLES, required=True),
        Column("head_of", listed(cells.code), store=Store.SET),
        Column("unavailable", listed(cells.interval), store=Store.SET),
    ),
)
INFO = Sheet(
    "info",
    (
        _CODE,
        _text("title_it", TITLE, required=True),
        _text("title_ru", TITLE, required=True),
        _prose("body_it", BODY, required=True),
        _prose("body_ru", BODY, required=True),
        _PHONE,
        Column("url", cells.url),
        *_PLACE,
        _AUDIENCE,
    ),
    optional=True,
)

SHEETS: Mapping[str, Sheet] = {
    sheet.name: sheet for sheet in (FORUM, SESSIONS, PROJECTS, STOPS, DELEGATES, INFO)
}
HELP = "help"
"""A sheet with explanations, which the template brings along and the import passes over."""


def of_rows(name: str) -> Sheet:
    """The columns of a sheet's rows; those of `forum` are its keys, which make one row."""
    return KEYS if name == FORUM.name else SHEETS[name]


def twins(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The columns that hold one text in both languages, as (Italian, Russian)."""
    names = set(sheet.names)
    for name in sheet.names:
        if name.endswith("_it") and f"{name[:-3]}_ru" in names:
            yield name, f"{name[:-3]}_ru"
