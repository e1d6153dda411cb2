"""A table of the Meeting Point: all its slots of a day, for those who sit at it in either language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from forum.meetings.slots import Slot
from forum.paper.both import Both, picked, scripts, together
from forum.paper.facts import Listing, Part
from storage.paper import HallMeeting
from storage.records import Session

_COLUMNS = ("time", "one", "other", "interpreter")
_ROOM, _HIGHEST, _LOWEST = 225.0, 20.0, 9.0
"""Millimetres that the slots of a day share on one page, and how high each is at most and at least."""


def tables(
    both: Both,
    day: date,
    slots: Sequence[Slot],
    points: Sequence[Session],
    meetings: Sequence[HallMeeting],
    numbers: Sequence[int],
) -> list[Listing]:
    """A list for each table of these `numbers`; what is free stays empty, to be written on."""
    at = {(one.table_number, one.starts): one for one in meetings}
    days = together(words.day(day) for words in both)
    here = {slot.session_id for slot in slots}
    places = [together(picked(both, point, "place")) for point in points if point.id in here]
    return [
        Listing(
            heading=together(words.plain("paper.table_number", number=number) for words in both),
            lines=["Meeting Point", days, *dict.fromkeys(places)],
            columns=[together(words.plain(f"paper.column.{name}") for words in both) for name in _COLUMNS],
            widths=(2.8, 5, 5, 4),
            parts=[Part("", _rows(both, number, slots, at))],
            height=min(_HIGHEST, max(_LOWEST, _ROOM / max(1, len(slots)))),
        )
        for number in numbers
    ]


def _rows(
    both: Both, number: int, slots: Sequence[Slot], at: dict[tuple[int, datetime], HallMeeting]
) -> list[tuple[str, str, str, str]]:
    times = {slot.starts: slot.ends for slot in slots}
    # The slots may have been cut anew since a meeting was agreed on: it stands in its own time.
    times |= {starts: starts for table, starts in at if table == number and starts not in times}
    return [_row(both, starts, ends, at.get((number, starts))) for starts, ends in sorted(times.items())]


def _row(
    both: Both, starts: datetime, ends: datetime, meeting: HallMeeting | None
) -> tuple[str, str, str, str]:
    words = both[0]
    time = words.times(starts, ends) if ends != starts else words.time(starts)
    if meeting is None:
        return time, "", "", ""
    one = _person(meeting.one_name, meeting.one_name_other, meeting.one_delegation, meeting.one_organisation)
    other = _person(
        meeting.other_name, meeting.other_name_other, meeting.other_delegation, meeting.other_organisation
    )
    helper = ""
    if meeting.interpreter_name is not None:
        names = scripts(
            meeting.interpreter_name,
            meeting.interpreter_name_other or "",
            meeting.interpreter_delegation or "",
        )
        helper = "\n".join(filter(None, names))
    elif meeting.interpreted:
        helper = together(words.plain("paper.no_interpreter") for words in both)
    # The host's guests stand on the right, whoever asked.
    return (
        (time, other, one, helper) if meeting.one_delegation != words.language else (time, one, other, helper)
    )


def _person(name: str, other: str, delegation: str, organisation: str) -> str:
    return "\n".join(filter(None, (*scripts(name, other, delegation), organisation)))
