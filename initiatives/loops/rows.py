"""How high each actor of a drawing stands: the ring at 0, others at the mean height of their partners.

A thread that passes a column takes a place in it, a `Passage`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from initiatives.loops.columns import ColumnPlan
from initiatives.loops.letters import wrap_text
from initiatives.loops.network import FlowNetwork, Thread

WIDTH, LINE, GAP = 113, 18, 26
#: Distance of the ends of threads at a box; with an amount below each line.
PORT, PORT_WITH_AMOUNT = 30, 40
#: Distance of the tracks of a ring from its boxes, and from each other; the latter with an amount on one.
TRACK, _TRACKS_APART, _WITH_AMOUNT = 28, 30, 48
_PASSAGE = 22


@dataclass(frozen=True)
class Passage:
    thread: int
    column: int


Place = str | Passage


@dataclass
class RowPlan:
    """The places of a drawing: height and position of each, and the places along each thread.

    `roof` is the top of what isn't above the ring, `floor` the bottom of the tracks below it.
    """

    plan: ColumnPlan
    port: float
    lines: dict[str, list[str]]
    heights: dict[Place, float]
    ways: dict[int, list[Place]]
    above: list[Thread] = field(default_factory=list)
    below: list[Thread] = field(default_factory=list)
    y: dict[Place, float] = field(default_factory=dict)

    @property
    def track_step(self) -> float:
        return _WITH_AMOUNT if self.port > PORT else _TRACKS_APART

    @property
    def half_ring(self) -> float:
        return self.heights[self.plan.ring[0]] / 2 if self.plan.ring else 0

    @property
    def roof(self) -> float:
        return -self.half_ring - (TRACK + self.track_step * len(self.above) + 4 if self.above else 8)

    @property
    def floor(self) -> float:
        return self.half_ring + (TRACK + self.track_step * len(self.below) + 4 if self.below else 8)

    def get_column(self, place: Place) -> int:
        return place.column if isinstance(place, Passage) else self.plan.columns[place]


def set_rows(network: FlowNetwork, plan: ColumnPlan, port: float) -> RowPlan:
    """`port`: the distance of the ends of threads at a box."""
    lines = {key: wrap_text(str(actor.name), WIDTH - 14) for key, actor in network.actors.items()}
    ways = {number: _find_places(number, thread, plan) for number, thread in enumerate(plan.forward)}
    rows = RowPlan(plan, port, lines, _measure_heights(plan, lines, port), ways)
    place_of = {actor: place for place, actor in enumerate(plan.ring)}
    for thread in sort_tracks(plan.inner, place_of):
        (rows.above if place_of[thread.supplier] < place_of[thread.receiver] else rows.below).append(thread)
    _arrange_all(rows)
    return rows


def sort_tracks(threads: list[Thread], place_of: dict[str, int]) -> list[Thread]:
    """Sort the threads of a ring from the inside out: long ones, and those of the loop, outside."""
    return sorted(
        threads,
        key=lambda thread: (
            abs(place_of[thread.supplier] - place_of[thread.receiver]),
            thread.kind != "single",
        ),
    )


def _find_places(number: int, thread: Thread, plan: ColumnPlan) -> list[Place]:
    between = range(plan.columns[thread.supplier] + 1, plan.columns[thread.receiver])
    return [thread.supplier, *(Passage(number, column) for column in between), thread.receiver]


def _measure_heights(plan: ColumnPlan, lines: dict[str, list[str]], port: float) -> dict[Place, float]:
    heights: dict[Place, float] = {}
    for key, own in lines.items():
        into = sum(thread.receiver == key for thread in (*plan.forward, *plan.back))
        out = sum(thread.supplier == key for thread in (*plan.forward, *plan.back, *plan.roof))
        heights[key] = max(22 + LINE * len(own), port * max(into, out) + 4, 46)
    tallest = max((heights[key] for key in plan.ring), default=0)
    return heights | dict.fromkeys(plan.ring, tallest)


def _arrange_all(rows: RowPlan) -> None:
    plan = rows.plan
    members: dict[int, list[Place]] = defaultdict(list)
    for actor, column in plan.columns.items():
        if actor not in plan.ring:
            members[column].append(actor)
    partners: dict[Place, list[Place]] = defaultdict(list)
    for way in rows.ways.values():
        for one, other in pairwise(way):
            partners[one].append(other)
            partners[other].append(one)
        for passage in way[1:-1]:
            rows.heights[passage] = _PASSAGE
            members[rows.get_column(passage)].append(passage)
    for thread in (*plan.roof, *plan.back):
        if plan.columns[thread.supplier] != plan.columns[thread.receiver]:
            partners[thread.supplier].append(thread.receiver)
    rows.y = dict.fromkeys(plan.ring, 0.0)
    outward = sorted(members, key=lambda column: (column < plan.first, abs(column - plan.first)))
    for columns in (outward, outward[::-1], outward):
        for column in columns:
            _arrange_column(rows, column, members[column], partners)


def _arrange_column(
    rows: RowPlan, column: int, places: list[Place], partners: dict[Place, list[Place]]
) -> None:
    """Place each at the mean height of its partners, or as near as the others of the column let it."""
    wanted = {}
    for place in places:
        known = [rows.y[other] for other in partners[place] if other in rows.y]
        wanted[place] = sum(known) / len(known) if known else 0.0
    places = sorted(places, key=lambda place: wanted[place])
    top = None
    if rows.plan.ring:
        top = rows.floor if rows.plan.is_of_ring(column) else rows.roof
    offsets, offset = [], 0.0
    for number, place in enumerate(places):
        if number:
            offset += (rows.heights[places[number - 1]] + rows.heights[place]) / 2 + GAP
        offsets.append(offset)
    starts = _merge_means([wanted[place] - own for place, own in zip(places, offsets, strict=True)])
    least = None if top is None or not places else top + rows.heights[places[0]] / 2
    for place, start, own in zip(places, starts, offsets, strict=True):
        rows.y[place] = (start if least is None else max(start, least)) + own


def _merge_means(values: list[float]) -> list[float]:
    """Return the nearest values of which none is less than the one before: means of those that would be."""
    groups: list[list[float]] = []
    for value in values:
        groups.append([value])
        while len(groups) > 1 and _get_mean(groups[-2]) > _get_mean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_get_mean(group) for group in groups for _value in group]


def _get_mean(values: list[float]) -> float:
    return sum(values) / len(values)
