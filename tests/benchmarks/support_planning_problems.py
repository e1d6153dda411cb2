"""Planning problems for the benchmark: halls as large as the forum's and larger, and harder variants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.forum.planning.problems import whole

Json = dict[str, Any]

SLOTS = 12
SHARES = (15, 25)
"""Per cent of what is fixed, forbidden or put in order in a variant."""


def hall(seed: int, *, times: int = 1, interpreters: int = 60) -> Json:
    """The forum's shape, so many times: all of it can be placed, and nearly every guest is busy in every slot."""
    given = whole(
        seed, guests=85 * times, hosts=310 * times, slots=SLOTS, meetings=1000 * times, helped=600 * times,
        away=0.1,
    )  # fmt: skip
    known = len(given["interpreters"])
    number = max(known, interpreters * times) if interpreters else known
    return given | {
        "tables": 90 * times,
        "interpreters": [{"id": f"i{one}"} for one in range(number)],
    }


def crowd(seed: int, *, people: int, meetings: int, slots: int, tables: int, away: int = 0) -> Json:
    """Meetings of anybody with anybody; so many per cent of each one's slots are forbidden. It may not fit whole."""
    chance = Random(seed)
    pairs = [(one, other) for other in range(people) for one in range(other)]
    given: Json = {
        "slots": slots,
        "tables": tables,
        "fairness": 2,
        "meetings": [
            {"id": f"m{number}", "participants": [f"p{one}", f"p{other}"]}
            for number, (one, other) in enumerate(chance.sample(pairs, meetings))
        ],
    }
    return forbidding(given, away, chance) if away else given


def own(seed: int) -> Iterator[tuple[str, Json]]:
    """Problems of other shapes than the published ones: 21 slots, everything at once, more than there is room for."""
    chance = Random(seed)
    long_day = whole(seed, guests=30, hosts=90, slots=21, meetings=480, helped=200, away=0.3)
    yield "hall-21", long_day
    yield "hall-21-orders", ordered(long_day, 15, chance)
    yield "hall-21-fixed", fixed(long_day, 15, chance)
    yield "crowd-21", crowd(seed, people=60, meetings=300, slots=21, tables=16)
    yield "crowd-21-away", crowd(seed, people=60, meetings=300, slots=21, tables=18, away=15)
    yield "crowd-12-full", crowd(seed, people=40, meetings=230, slots=12, tables=20)
    yield "crowd-12-over", crowd(seed, people=40, meetings=260, slots=12, tables=20)
    yield "hall-12-all", everything(hall(seed), 10, chance)


def variants(given: Json, seed: int) -> Iterator[tuple[str, Json]]:
    """A problem made harder, in each way by each share; in the last all of them together."""
    for share in SHARES:
        chance = Random(f"{seed} {share}")
        yield f"fixed{share}", fixed(given, share, chance)
        yield f"forb{share}", forbidding(given, share, chance)
        yield f"prec{share}", ordered(given, share, chance)
    yield "all10", everything(given, 10, Random(seed))


def everything(given: Json, share: int, chance: Random) -> Json:
    """Forbidden slots, orders and fixed meetings."""
    return fixed(ordered(forbidding(given, share, chance), share, chance), share, chance)


def forbidding(given: Json, share: int, chance: Random) -> Json:
    """So many per cent of each participant's slots forbidden besides those that are."""
    slots = range(given["slots"])
    known = {one["id"]: set(one.get("forbidden", ())) for one in given.get("participants", [])}
    for meeting in given["meetings"]:
        for who in meeting["participants"]:
            known.setdefault(who, set())
    number = given["slots"] * share // 100
    return given | {
        "participants": [
            {"id": who, "forbidden": sorted(away.union(chance.sample(slots, number)))}
            for who, away in known.items()
        ]
    }


def ordered(given: Json, share: int, chance: Random) -> Json:
    """Orders between meetings of one participant, as many as so many per cent of their meetings, in no circle."""
    rank = {one["id"]: chance.random() for one in given["meetings"]}
    after = {one["id"]: set(one.get("after", ())) for one in given["meetings"]}
    for names in _of_each(given).values():
        for _ in range(len(names) * share // 100):
            earlier, later = sorted(chance.sample(names, 2), key=rank.__getitem__)
            after[later].add(earlier)
    return given | {"meetings": [one | {"after": sorted(after[one["id"]])} for one in given["meetings"]]}


def fixed(given: Json, share: int, chance: Random) -> Json:
    """So many per cent of the meetings fixed, where each of them alone could be and all of them together."""
    away = {one["id"]: set(one.get("forbidden", ())) for one in given.get("participants", [])}
    slot_of: dict[str, int] = {}
    taken: set[tuple[str, int]] = set()
    room, speaking = Counter[int](), Counter[int]()
    meetings = given["meetings"]
    for one in chance.sample(meetings, len(meetings) * share // 100):
        free = [
            slot
            for slot in range(given["slots"])
            if slot
            not in set(one.get("forbidden", ())).union(*(away.get(who, ()) for who in one["participants"]))
            and not taken & {(who, slot) for who in one["participants"]}
            and room[slot] < given["tables"]
            and (not one.get("interpreter") or speaking[slot] < len(given["interpreters"]))
            and _in_order(meetings, slot_of, one, slot)
        ]
        if free:
            slot_of[one["id"]] = slot = chance.choice(free)
            taken |= {(who, slot) for who in one["participants"]}
            room[slot] += 1
            speaking[slot] += bool(one.get("interpreter"))
    return given | {"meetings": [one | {"slot": slot_of.get(one["id"])} for one in meetings]}


def _in_order(meetings: list[Json], slot_of: dict[str, int], one: Json, slot: int) -> bool:
    before = {slot_of[name] for name in one.get("after", ()) if name in slot_of}
    later = {
        slot_of[other["id"]]
        for other in meetings
        if one["id"] in other.get("after", ()) and other["id"] in slot_of
    }
    return all(early < slot for early in before) and all(late > slot for late in later)


def _of_each(given: Json) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in given["meetings"]:
        for who in one["participants"]:
            found.setdefault(who, []).append(one["id"])
    return found
