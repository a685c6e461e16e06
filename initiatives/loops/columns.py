"""In which column of a drawing each actor of a network stands, and which way each thread takes.

A ring, if there is one, is actors side by side; what comes back runs below them. A receiver stands right of
its suppliers, and a supplier one column left of its first receiver.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from initiatives.loops.network import FlowNetwork, Thread

#: What stands for all actors of the ring while columns are set.
_RING = "ring:"


@dataclass
class ColumnPlan:
    """The columns of actors, and the threads by the way they take.

    `inner`: between two actors of the ring. `roof`: into an actor of the ring but the first, over the top.
    `back`: to a column that isn't further right, below all. `forward`: all others.
    """

    ring: list[str]
    columns: dict[str, int]
    inner: list[Thread] = field(default_factory=list)
    forward: list[Thread] = field(default_factory=list)
    roof: list[Thread] = field(default_factory=list)
    back: list[Thread] = field(default_factory=list)

    @property
    def number(self) -> int:
        return max(self.columns.values()) + 1

    @property
    def first(self) -> int:
        """The column of the first actor of the ring."""
        return self.columns[self.ring[0]] if self.ring else 0

    def is_of_ring(self, column: int) -> bool:
        return self.first <= column < self.first + len(self.ring)


def plan_columns(network: FlowNetwork) -> ColumnPlan:
    ring = find_ring(network)
    columns = _set_columns(network, ring)
    plan = ColumnPlan(ring, columns)
    for thread in network.threads:
        if thread.supplier in ring and thread.receiver in ring:
            way = plan.inner
        elif thread.receiver in ring[1:]:
            way = plan.roof
        elif columns[thread.supplier] < columns[thread.receiver]:
            way = plan.forward
        else:
            way = plan.back
        way.append(thread)
    return plan


def find_ring(network: FlowNetwork) -> list[str]:
    """Return the actors of the first loop, else of what a note says, else two that supply each other."""
    for loop in network.loops:
        return _arrange_ring([thread.supplier for thread in loop], network)
    for half in network.half_loops:
        return _arrange_ring([half.supplier, half.receiver], network)
    pairs = {(thread.supplier, thread.receiver) for thread in network.threads}
    for thread in network.threads:
        if (thread.receiver, thread.supplier) in pairs:
            return _arrange_ring([thread.supplier, thread.receiver], network)
    return []


def _arrange_ring(ring: list[str], network: FlowNetwork) -> list[str]:
    """Begin with the actor that receives most from outside the ring; the one that supplies most is last."""

    def weigh(actor: str) -> tuple[int, int]:
        supplies = [
            thread for thread in network.threads if thread.supplier == actor and thread.receiver not in ring
        ]
        receives = [
            thread for thread in network.threads if thread.receiver == actor and thread.supplier not in ring
        ]
        return len(supplies), -len(receives)

    turns = [ring[place:] + ring[:place] for place in range(len(ring))]
    return min(turns, key=lambda turn: (weigh(turn[0])[0] - weigh(turn[-1])[0], weigh(turn[0])[1]))


def _set_columns(network: FlowNetwork, ring: list[str]) -> dict[str, int]:
    columns = {actor: place for place, actor in enumerate(ring)}
    edges = _list_forward_edges(network.threads, ring)
    order = _sort_actors(network.actors, edges, ring)
    if not ring:
        received = {receiver for _supplier, receiver in edges}
        columns |= {actor: 0 for actor in order if actor not in received}
    _arrange_right(order, edges, columns, ring)
    while missing := [actor for actor in order if actor not in columns]:
        _arrange_left(missing, edges, columns, ring)
        _arrange_right(order, edges, columns, ring)
        if missing == [actor for actor in order if actor not in columns]:
            columns[missing[0]] = 0
    if not ring:
        _move_suppliers(edges, columns)
    leftmost = min(columns.values())
    return {actor: column - leftmost for actor, column in columns.items()}


def _list_forward_edges(threads: Iterable[Thread], ring: list[str]) -> list[tuple[str, str]]:
    """Return pairs of supplier and receiver, the ring taken as one, without those that close a circle."""
    following: dict[str, list[str]] = defaultdict(list)
    pairs = list(dict.fromkeys((thread.supplier, thread.receiver) for thread in threads))
    pairs = [pair for pair in pairs if not {*pair} <= {*ring}]
    ends = {pair: tuple(_RING if actor in ring else actor for actor in pair) for pair in pairs}
    for supplier, receiver in ends.values():
        following[supplier].append(receiver)
    returning = _find_returning(following)
    return [pair for pair in pairs if ends[pair] not in returning]


def _find_returning(following: dict[str, list[str]]) -> set[tuple[str, ...]]:
    """Find the pairs that close a circle, searching from the ring, then from what receives nothing."""
    returning: set[tuple[str, ...]] = set()
    done: set[str] = set()

    def visit(actor: str, way: frozenset[str]) -> None:
        for receiver in following.get(actor, []):
            if receiver in way:
                returning.add((actor, receiver))
            elif receiver not in done:
                visit(receiver, way | {receiver})
        done.add(actor)

    received = {receiver for receivers in following.values() for receiver in receivers}
    for actor in sorted(following, key=lambda actor: (actor != _RING, actor in received)):
        if actor not in done:
            visit(actor, frozenset({actor}))
    return returning


def _sort_actors(actors: Iterable[str], edges: list[tuple[str, str]], ring: list[str]) -> list[str]:
    """Sort topologically, by rounds: whoever receives from none that is left comes next."""
    left, order = [actor for actor in actors if actor not in ring], list[str]()
    while left:
        waiting = {receiver for supplier, receiver in edges if supplier in left}
        ready = [actor for actor in left if actor not in waiting] or left[:1]
        order += ready
        left = [actor for actor in left if actor not in ready]
    return order


def _arrange_right(
    order: list[str], edges: list[tuple[str, str]], columns: dict[str, int], ring: list[str]
) -> None:
    """Place what placed suppliers supply, right of the last of them."""
    fixed = {*columns}
    for actor in order:
        suppliers = [columns[one] for one, receiver in edges if receiver == actor and one in columns]
        if actor not in fixed and suppliers:
            columns[actor] = max(suppliers) + 1


def _arrange_left(
    missing: list[str], edges: list[tuple[str, str]], columns: dict[str, int], ring: list[str]
) -> None:
    """Place suppliers left of their first receiver, those of the ring left of all of it."""
    for actor in reversed(missing):
        receivers = [
            0 if other in ring else columns[other]
            for one, other in edges
            if one == actor and other in columns
        ]
        if receivers:
            columns[actor] = min(receivers) - 1


def _move_suppliers(edges: list[tuple[str, str]], columns: dict[str, int]) -> None:
    """Move what receives nothing one column left of its first receiver."""
    received = {receiver for _supplier, receiver in edges}
    for actor in columns:
        receivers = [columns[other] for one, other in edges if one == actor]
        if actor not in received and receivers:
            columns[actor] = min(receivers) - 1
