"""Flows in a network, by OR-tools: of least cost, and the greatest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def cheapest(arcs: Sequence[tuple[int, int, int, int]], supplies: Mapping[int, int]) -> list[int]:
    """The flow on each arc (from, to, capacity, cost of a unit) that brings supplies where they are wanted."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped]

    flow = SimpleMinCostFlow()
    for tail, head, capacity, cost in arcs:
        flow.add_arc_with_capacity_and_unit_cost(tail, head, capacity, cost)
    for node, supply in supplies.items():
        flow.set_node_supply(node, supply)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("there is no such flow")
    return [int(flow.flow(arc)) for arc in range(len(arcs))]


def greatest(arcs: Sequence[tuple[int, int, int]], source: int, sink: int) -> int:
    """How much flows from source to sink at most, over arcs (from, to, capacity)."""
    from ortools.graph.python.max_flow import SimpleMaxFlow  # type: ignore[import-untyped]

    flow = SimpleMaxFlow()
    for tail, head, capacity in arcs:
        flow.add_arc_with_capacity(tail, head, capacity)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise RuntimeError("the greatest flow was not found")
    return int(flow.optimal_flow())
