"""Pairs that were made for each other, of trades the sample forum does not have: `pairs.csv`, not used to make rules.

An Italian and a Russian each, described as people describe themselves; all of them in one forum, without tables.
When they were first asked, 43 of the 48 had the other one first.
"""

from __future__ import annotations

import csv
from pathlib import Path

from forum.suggestions import refresh, suggest
from storage.database import Database
from tests.forum.suggestions.forums import change, settle

PAIRS = Path(__file__).with_name("pairs.csv")
ENOUGH = 0.85


async def test_most_have_the_other_one_first(database: Database) -> None:
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        pairs = list(csv.DictReader(lines))
    async with database.write() as tx:
        await settle(tx, 2 * len(pairs))
        for number, pair in enumerate(pairs):
            for delegate, language in ((2 * number + 1, "it"), (2 * number + 2, "ru")):
                said = {name: pair[f"{name}_{language}"] for name in ("organisation", "offers", "seeks")}
                await change(tx, delegate, **said)
        await refresh(tx)
    async with database.read() as view:
        first = [await suggest(view, asker, most=1) for asker in range(1, 2 * len(pairs) + 1)]
    other = [asker + 1 if asker % 2 else asker - 1 for asker in range(1, 2 * len(pairs) + 1)]
    found = [bool(one) and one[0].delegate_id == sought for one, sought in zip(first, other, strict=True)]
    assert sum(found) >= ENOUGH * len(found)
