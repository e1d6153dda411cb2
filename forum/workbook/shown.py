"""A spreadsheet's typed value as the text that the cell shows."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

_HALF_A_SECOND = timedelta(microseconds=500_000)


def shown(value: object, number_format: str) -> str:
    """The text of a cell's value: dates by their format with or without the time, numbers without a needless `.0`."""
    text = str(value)
    match value:
        case bool():
            text = text.upper()
        case float():
            text = _number(value)
        case datetime():
            text = _moment(value, number_format)
        case time():
            text = value.isoformat("seconds" if value.second or value.microsecond else "minutes")
        case timedelta():
            text = _duration(value)
    return text


def _number(value: float) -> str:
    # Never with an exponent: 0.00001 is 0.00001 and a long telephone number all its digits.
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def _moment(value: datetime, number_format: str) -> str:
    # A spreadsheet counts days in floating point: 9:30 may come as 9:29:59.999999.
    value = (value + _HALF_A_SECOND).replace(microsecond=0)
    if "h" not in number_format.lower() and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return value.isoformat(" ", "seconds" if value.second else "minutes")


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text
