"""Problems for the planner's tests, as JSON; with what only the forum uses where a test wants it."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

from forum.planning import Answer, Problem
from forum.planning.planning import plan
from forum.planning.reading import read
from tests.forum.planning.verifier import Figures, looked_over

Json = dict[str, Any]
_OWN = {"able", "was", "now", "table", "helper"}


def problem(*meetings: str, slots: int = 4, tables: int = 3, **more: Any) -> Json:
    """A problem whose meetings are named by their participants: `"a b"`."""
    return {
        "slots": slots,
        "tables": tables,
        "meetings": [{"id": name.replace(" ", ""), "participants": name.split()} for name in meetings],
        **more,
    }


def as_problem(given: Json) -> Problem:
    """What the planner is given."""
    plain = {key: value for key, value in given.items() if key != "taken_tables"}
    plain["meetings"] = [
        {key: value for key, value in one.items() if key not in _OWN} for one in given["meetings"]
    ]
    found = read(json.dumps(plain).encode())
    meetings = [
        replace(
            one,
            able=frozenset(own["able"]) if "able" in own else None,
            was=own.get("was"),
            now=own.get("now"),
            table=own.get("table"),
            helper=own.get("helper"),
        )
        for one, own in zip(found.meetings, given["meetings"], strict=True)
    ]
    taken = {int(slot): frozenset(tables) for slot, tables in given.get("taken_tables", {}).items()}
    return replace(found, meetings=meetings, taken_tables=taken)


def planned(given: Json, *, seconds: float = 20, workers: int = 1, seed: int = 1) -> tuple[Answer, Figures]:
    """The planner's answer to a problem, looked over."""
    answer = plan(as_problem(given), seconds=seconds, workers=workers, seed=seed)
    return answer, looked_over(given, answer.to_json())


def slots_of(answer: Answer) -> dict[str, int]:
    return {one.meeting: one.slot for one in answer.assignments}


def whole(
    seed: int, *, guests: int, hosts: int, slots: int, meetings: int, helped: int = 0, away: float = 0.0
) -> Json:
    """A problem of two sides of which a plan with every meeting is known: it was made of one.

    As many tables and interpreters as that plan needs.
    """
    chance = Random(seed)
    forbidden = {
        f"h{host}": sorted(chance.sample(range(slots), 2)) for host in range(hosts) if chance.random() < away
    }
    cells = [(guest, slot) for guest in range(guests) for slot in range(slots)]
    chance.shuffle(cells)
    known: set[tuple[int, int]] = set()
    busy: set[tuple[int, int]] = set()
    made: list[tuple[int, int, int]] = []
    for guest, slot in cells:
        free = [
            host
            for host in range(hosts)
            if (host, slot) not in busy
            and (guest, host) not in known
            and slot not in forbidden.get(f"h{host}", ())
        ]
        if free and len(made) < meetings:
            host = chance.choice(free)
            known.add((guest, host))
            busy.add((host, slot))
            made.append((guest, host, slot))
    return _problem_of(made, helped, forbidden, slots)


def _problem_of(
    made: list[tuple[int, int, int]], helped: int, forbidden: dict[str, list[int]], slots: int
) -> Json:
    at_once = [sum(1 for *_, slot in made if slot == number) for number in range(slots)]
    speaking = [sum(1 for *_, slot in made[:helped] if slot == number) for number in range(slots)]
    return {
        "slots": slots,
        "tables": max(at_once),
        "participants": [{"id": name, "forbidden": away} for name, away in forbidden.items()],
        "interpreters": [{"id": f"i{number}"} for number in range(max(speaking))],
        "meetings": [
            {"id": f"m{number}", "participants": [f"g{guest}", f"h{host}"], "interpreter": number < helped}
            for number, (guest, host, _) in enumerate(made)
        ],
    }
