"""Entries of an agenda out of thin air: sessions and meetings of a day, by minutes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.meeting_records import Appointment
from storage.records import Attended

DAY = datetime(2018, 11, 29, 8, 0, tzinfo=UTC)


def session(number: int, starts: int, ends: int, kind: str = "table", **given: Any) -> Attended:
    values: dict[str, Any] = {
        "id": number,
        "code": f"s{number}",
        "kind": kind,
        "starts": DAY + timedelta(minutes=starts),
        "ends": DAY + timedelta(minutes=ends),
        "title_it": f"Sessione {number}",
        "title_ru": f"Сессия {number}",
        "description_it": "",
        "description_ru": "",
        "place_it": "Sala",
        "place_ru": "Зал",
        "latitude": None,
        "longitude": None,
        "capacity": None,
        "audience": "all",
        "moderator": "",
        "cancelled_at": None,
        "seated": 0,
        "waiting": 0,
        "seat": None,
        "position": 0,
        "absent": False,
    }
    return Attended(**{**values, **given})


def meeting(number: int, starts: int, ends: int, **given: Any) -> Appointment:
    """A Russian's meeting with an Italian, with an interpreter."""
    values: dict[str, Any] = {
        "id": number,
        "inviter_id": 1,
        "invitee_id": 2,
        "state": "agreed",
        "awaits_id": None,
        "project_id": None,
        "subject": "",
        "reason": "",
        "interpreted": True,
        "forgone": False,
        "starts": DAY + timedelta(minutes=starts),
        "ends": DAY + timedelta(minutes=ends),
        "table_number": 17,
        "interpreter_id": 11,
        "revision": 2,
        "asked_at": DAY,
        "nudge_at": None,
        "lapses_at": None,
        "times": (),
        "reported": False,
        "interpreter_name": "Sofia Galli",
        "interpreter_name_other": "София Галли",
        "interpreter_delegation": "it",
        "project_it": None,
        "project_ru": None,
        "place_id": 90,
        "place_it": "Padiglione",
        "place_ru": "Павильон",
        "interpreting": False,
        "latitude": None,
        "longitude": None,
    }
    people = {
        "side": (
            2,
            "Алексей Щербаков",
            "Aleksei Shcherbakov",
            "ru",
            "Волжские станки",
            "Volga Machine Tools",
        ),
        "partner": (1, "Marco Rossi", "Марко Росси", "it", "Officine Rossi", "Оффичине Росси"),
    }
    columns = ("id", "name", "name_other", "delegation", "organisation", "organisation_other")
    for part, told in people.items():
        values |= {f"{part}_{column}": value for column, value in zip(columns, told, strict=True)}
        values[f"{part}_languages"] = ()
    return Appointment(**{**values, **given})
