"""Whose turn it is, against a simple model: order in a lane, turns between lanes, the bounds."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.inbox.lanes import Lane, Lanes
from bot.inbox.raw import lane_of
from storage.records import Update

SHARE, IN_MEMORY = 3, 5


def update(number: int, lane: int) -> Update:
    return Update(number, lane, "waiting", "{}", None, 0)


class Turns(RuleBasedStateMachine):
    """Lanes beside a model that holds everything open in a dictionary, as the database does."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes = Lanes(share=SHARE, in_memory=IN_MEMORY)
        self.open: dict[int, list[int]] = defaultdict(list)
        self.taken: list[tuple[Lane, Update]] = []
        self.parked: list[Lane] = []
        self.handled: set[int] = set()
        self.number = 0

    @rule(lane=st.integers(1, 4), skipped=st.booleans())
    def arrives(self, lane: int, skipped: bool) -> None:  # noqa: FBT001
        self.number += 2
        self._arrives(self.number, lane)
        if skipped:
            # One that was overtaken on its way.
            self._arrives(self.number - 1, lane)

    def _arrives(self, number: int, lane: int) -> None:
        self.open[lane] = sorted([*self.open[lane], number])
        self.lanes.add(update(number, lane))

    @precondition(lambda self: self.lanes.ready)
    @rule()
    def takes_its_turn(self) -> None:
        lane = self.lanes.turn()
        assert lane is not None
        assert lane.number not in {one.number for one, _ in self.taken}
        wanted = self.lanes.wanted(lane)
        if wanted:
            assert wanted <= SHARE
            found = [update(number, lane.number) for number in self.open[lane.number][:wanted]]
            self.lanes.load(lane, found)
        next_one = self.lanes.take(lane)
        assert next_one is not None
        assert next_one.update_id == self.open[lane.number][0]
        assert next_one.update_id not in self.handled
        self.taken.append((lane, next_one))

    @precondition(lambda self: self.taken)
    @rule(which=st.integers(0, 3))
    def is_handled(self, which: int) -> None:
        lane, done = self.taken.pop(which % len(self.taken))
        self.open[lane.number].remove(done.update_id)
        self.handled.add(done.update_id)
        self.lanes.release(lane)

    @precondition(lambda self: self.taken)
    @rule(which=st.integers(0, 3))
    def has_to_wait(self, which: int) -> None:
        lane, _ = self.taken.pop(which % len(self.taken))
        self.lanes.park(lane)
        self.parked.append(lane)

    @precondition(lambda self: self.parked)
    @rule()
    def has_waited(self) -> None:
        self.lanes.unpark(self.parked.pop(0))

    @invariant()
    def everything_open_is_known_and_nothing_else(self) -> None:
        with_something = [lane for lane, numbers in self.open.items() if numbers]
        assert len(self.lanes) == len(with_something)
        assert self.lanes.ready == len(with_something) - len(self.taken) - len(self.parked)

    @invariant()
    def what_lies_ahead_is_measured(self) -> None:
        waiting = {lane.number for lane in self.parked}
        weights = [min(SHARE, len(numbers)) for lane, numbers in self.open.items() if lane not in waiting]
        assert self.lanes.ahead == sum(weights)


TestTurns = Turns.TestCase
TestTurns.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=60))
def test_each_lane_gets_one_turn_in_a_round(arrivals: list[int]) -> None:
    lanes = Lanes(share=100, in_memory=100)
    for number, lane in enumerate(arrivals):
        lanes.add(update(number, lane))
    order = []
    while (turn := lanes.turn()) is not None:
        lanes.take(turn)
        order.append(turn.number)
        lanes.release(turn)
    rounds = defaultdict(list)
    seen: dict[int, int] = defaultdict(int)
    for number in order:
        rounds[seen[number]].append(number)
        seen[number] += 1
    assert order == [number for which in sorted(rounds) for number in rounds[which]]
    assert len(lanes) == lanes.ahead == 0


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.dictionaries(
                st.sampled_from(["chat", "message", "from", "user", "id", "update_id", "x"]), inner
            )
            | st.lists(inner)
        ),
    )
)
def test_any_payload_has_a_lane_that_fits_the_database(payload: object) -> None:
    assert -(2**63) < lane_of({"update_id": 1, "x": payload}) < 2**63


def test_the_lane_is_the_chat_or_else_the_person() -> None:
    chat, person = {"chat": {"id": -100}}, {"id": 7}
    assert lane_of({"update_id": 1, "message": {**chat, "from": person}}) == -100
    assert lane_of({"update_id": 1, "my_chat_member": {**chat, "from": person}}) == -100
    assert lane_of({"update_id": 1, "callback_query": {"from": person, "message": chat}}) == -100
    assert lane_of({"update_id": 1, "callback_query": {"from": person, "inline_message_id": "x"}}) == 7
    assert lane_of({"update_id": 1, "inline_query": {"from": person}}) == 7
    assert lane_of({"update_id": 1, "poll_answer": {"user": person}}) == 7
    assert lane_of({"update_id": 1, "poll": {"id": "5"}}) == 0
    assert lane_of({"update_id": 1, "message": {"chat": {"id": True}, "from": {"id": 2**64}}}) == 0
