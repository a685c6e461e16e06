"""The ways of threads: ports at boxes, tracks in the gaps between columns, lanes above and below all."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from initiatives.loops.network import Thread
from initiatives.loops.rows import TRACK, WIDTH, Passage, Place, RowPlan
from initiatives.loops.shapes import Point, drop_repeated_points

#: Distance of the first upright track from the column on its left, and of tracks from each other.
_FIRST_TRACK, _TRACK_STEP = 16, 10
#: Room between a label and the box at its right, and least width of a gap.
ARROW, _LEAST_GAP = 14, 100
_LANE = 26
#: How far the end of a line is from the box; the tip of its arrow fills the rest.
_TIP = 8


@dataclass
class Bend:
    """A thread that changes its height in a gap; `x` is that of its track, from the left of the gap."""

    thread: Thread
    start: float
    end: float
    x: float = 0


@dataclass
class Routes:
    """From what the points of threads follow: left edges of columns, ports, bends, lanes."""

    rows: RowPlan
    measure: Callable[[Thread], float]
    inputs: dict[int, float] = field(default_factory=dict)
    outputs: dict[int, float] = field(default_factory=dict)
    lanes: dict[int, float] = field(default_factory=dict)
    drops: dict[int, float] = field(default_factory=dict)
    bends: dict[int, list[Bend]] = field(default_factory=lambda: defaultdict(list))
    x: list[float] = field(default_factory=list)

    def get_middle(self, actor: str) -> float:
        return self.x[self.rows.plan.columns[actor]] + WIDTH / 2

    def get_track(self, gap: int, thread: Thread) -> float:
        bend = next(bend for bend in self.bends[gap] if bend.thread is thread)
        left = self.x[gap] + WIDTH if gap >= 0 else self.x[0] - self.get_width(-1)
        return left + bend.x

    def get_width(self, gap: int) -> float:
        """Return the width of the gap right of a column: tracks, then labels; of a ring, labels between."""
        plan = self.rows.plan
        number = len(self.bends.get(gap, ()))
        tracks = _FIRST_TRACK + _TRACK_STEP * number if number else 0
        labels = [
            self.measure(thread) + ARROW + 12
            for thread in (*plan.forward, *plan.back)
            if plan.columns[thread.receiver] == gap + 1
        ]
        width = tracks + max(labels, default=0) if labels else tracks
        if gap == -1 or gap == plan.number - 1:
            return width
        inner = [self.measure(thread) for thread in plan.inner if self.get_gap_of_label(thread) == gap]
        around = (
            max([*inner, 60]) + 2 * max(tracks, 20)
            if plan.is_of_ring(gap) and plan.is_of_ring(gap + 1)
            else 0
        )
        return max(width, around, _LEAST_GAP)

    def get_gap_of_label(self, thread: Thread) -> int:
        """Return the gap of the ring in which a track has its label."""
        return min(self.rows.plan.columns[end] for end in (thread.supplier, thread.receiver))


def find_routes(rows: RowPlan, measure: Callable[[Thread], float]) -> Routes:
    """`measure` returns the width of a label."""
    routes = Routes(rows, measure)
    _set_ports(routes)
    _set_lanes(routes)
    _set_bends(routes)
    left = 0.0
    for column in range(rows.plan.number):
        routes.x.append(left)
        left += WIDTH + routes.get_width(column)
    _set_drops(routes)
    return routes


def _set_ports(routes: Routes) -> None:
    rows, plan = routes.rows, routes.rows.plan
    number_of = {id(thread): number for number, thread in enumerate(plan.forward)}
    below = max((y + rows.heights[place] for place, y in rows.y.items()), default=0)

    def get_end(thread: Thread, side: int) -> float:
        """The height from which a thread comes (-2), or to which it goes next (1)."""
        if id(thread) in number_of:
            return rows.y[rows.ways[number_of[id(thread)]][side]]
        return -below if thread in plan.roof else below

    for actor in plan.columns:
        y, height = rows.y[actor], rows.heights[actor]
        into = [thread for thread in (*plan.forward, *plan.back) if thread.receiver == actor]
        into.sort(key=lambda thread: get_end(thread, -2))
        for place, thread in enumerate(into):
            routes.inputs[id(thread)] = y + (place - (len(into) - 1) / 2) * rows.port
        out = [thread for thread in (*plan.roof, *plan.forward, *plan.back) if thread.supplier == actor]
        out.sort(key=lambda thread: get_end(thread, 1))
        step = min(rows.port, (height - 8) / max(len(out), 1))
        for place, thread in enumerate(out):
            routes.outputs[id(thread)] = y + (place - (len(out) - 1) / 2) * step
    for thread in plan.forward:
        _match_heights(routes, thread, rows.ways[number_of[id(thread)]])
    _move_apart(routes)


def _match_heights(routes: Routes, thread: Thread, way: list[Place]) -> None:
    """Let a thread leave at the height at which it arrives, where the supplier is tall enough."""
    rows, y = routes.rows, routes.rows.y[thread.supplier]
    wanted = routes.inputs[id(thread)] if len(way) == 2 else rows.y[way[1]]
    others = [
        routes.outputs[id(other)] for other in _list_leaving(routes, thread.supplier) if other is not thread
    ]
    is_within = abs(wanted - y) <= rows.heights[thread.supplier] / 2 - 8
    if is_within and all(abs(wanted - other) > 12 for other in others):
        routes.outputs[id(thread)] = wanted


def _list_leaving(routes: Routes, actor: str) -> list[Thread]:
    plan = routes.rows.plan
    return [thread for thread in (*plan.roof, *plan.forward, *plan.back) if thread.supplier == actor]


def _move_apart(routes: Routes) -> None:
    """Move ports of leaving threads, and passages, off the heights at which others arrive."""
    rows, plan = routes.rows, routes.rows.plan
    for thread in (*plan.roof, *plan.forward, *plan.back):
        arriving = _list_arriving(routes, plan.columns[thread.supplier] + 1, thread)
        y, room = rows.y[thread.supplier], rows.heights[thread.supplier] / 2 - 6
        own = routes.outputs[id(thread)]
        others = [
            routes.outputs[id(one)] for one in _list_leaving(routes, thread.supplier) if one is not thread
        ]
        for move in (0, 6, -6, 12, -12, 18, -18):
            if (
                abs(own + move - y) <= room
                and _is_apart(own + move, arriving, 5)
                and _is_apart(own + move, others, 8)
            ):
                routes.outputs[id(thread)] = own + move
                break
    for number, way in rows.ways.items():
        for passage in way[1:-1]:
            arriving = _list_arriving(routes, rows.get_column(passage) + 1, plan.forward[number])
            own = rows.y[passage]
            moves = (own + move for move in (0, 5, -5, 9, -9))
            rows.y[passage] = next((moved for moved in moves if _is_apart(moved, arriving, 5)), own)


def _list_arriving(routes: Routes, column: int, thread: Thread) -> list[float]:
    """The heights at which other threads enter a column."""
    rows, plan = routes.rows, routes.rows.plan
    heights = [
        routes.inputs[id(other)]
        for other in (*plan.forward, *plan.back)
        if other is not thread and plan.columns[other.receiver] == column
    ]
    passages = [place for place in rows.y if isinstance(place, Passage) and place.column == column]
    return heights + [rows.y[place] for place in passages if plan.forward[place.thread] is not thread]


def _is_apart(y: float, others: list[float], least: float) -> bool:
    return all(abs(y - other) >= least for other in others)


def _set_lanes(routes: Routes) -> None:
    """Give a lane to each thread over the top, those to near actors first, and to each that goes back."""
    rows, plan = routes.rows, routes.rows.plan
    top = min([rows.roof, *(y - rows.heights[place] / 2 for place, y in rows.y.items())])
    bottom = max([rows.floor, *(y + rows.heights[place] / 2 for place, y in rows.y.items())])
    for level, thread in enumerate(_sort_roof(routes)):
        routes.lanes[id(thread)] = top - 22 - _LANE * level
    for level, thread in enumerate(plan.back):
        routes.lanes[id(thread)] = bottom + 24 + _LANE * level


def _sort_roof(routes: Routes) -> list[Thread]:
    """Sort from the lowest lane: those from the left first, and to near actors before far ones."""
    columns = routes.rows.plan.columns
    return sorted(
        routes.rows.plan.roof,
        key=lambda thread: (columns[thread.supplier] >= columns[thread.receiver], columns[thread.receiver]),
    )


def _set_drops(routes: Routes) -> None:
    """Set where threads come down on an actor of the ring: right of its tracks, those from the left first."""
    rows, plan = routes.rows, routes.rows.plan
    for actor in plan.ring[1:]:
        own = [thread for thread in _sort_roof(routes) if thread.receiver == actor]
        left = [thread for thread in own if plan.columns[thread.supplier] < plan.columns[actor]]
        ordered = left + [thread for thread in own if thread not in left][::-1]
        start = 0.0
        if len(plan.ring) == 2:
            start = 20 + 14 * max(len(rows.above) - 1, 0) if rows.above else 0
        elif actor == plan.ring[-1]:
            start = 12
        for place, thread in enumerate(ordered):
            routes.drops[id(thread)] = routes.get_middle(actor) + start + 14 * place


def _set_bends(routes: Routes) -> None:
    rows, plan = routes.rows, routes.rows.plan
    for number, thread in enumerate(plan.forward):
        way = rows.ways[number]
        heights = [
            routes.outputs[id(thread)],
            *(rows.y[place] for place in way[1:-1]),
            routes.inputs[id(thread)],
        ]
        for place, (start, end) in enumerate(pairwise(heights)):
            if abs(start - end) >= 1:
                routes.bends[plan.columns[thread.supplier] + place].append(Bend(thread, start, end))
    for thread in (*plan.roof, *plan.back):
        lane = routes.lanes[id(thread)]
        routes.bends[plan.columns[thread.supplier]].append(Bend(thread, routes.outputs[id(thread)], lane))
        if id(thread) in routes.inputs:
            bend = Bend(thread, lane, routes.inputs[id(thread)])
            routes.bends[plan.columns[thread.receiver] - 1].append(bend)
    for bends in routes.bends.values():
        downward = sorted((bend for bend in bends if bend.end > bend.start), key=lambda bend: -bend.start)
        upward = sorted((bend for bend in bends if bend.end <= bend.start), key=lambda bend: bend.start)
        for place, bend in enumerate([*downward, *upward]):
            bend.x = _FIRST_TRACK + _TRACK_STEP * place


def list_points(routes: Routes, thread: Thread) -> list[Point]:
    """Return the points of a thread that isn't between two actors of the ring."""
    plan = routes.rows.plan
    column = plan.columns[thread.supplier]
    points = [(routes.x[column] + WIDTH, routes.outputs[id(thread)])]
    if id(thread) in routes.lanes:
        track, lane = routes.get_track(column, thread), routes.lanes[id(thread)]
        points += [(track, points[0][1]), (track, lane)]
        if id(thread) in routes.drops:
            drop = routes.drops[id(thread)]
            return [*points, (drop, lane), (drop, -routes.rows.half_ring - _TIP)]
        track = routes.get_track(plan.columns[thread.receiver] - 1, thread)
        points += [(track, lane), (track, routes.inputs[id(thread)])]
    else:
        for gap in range(column, plan.columns[thread.receiver]):
            for bend in routes.bends[gap]:
                if bend.thread is thread:
                    track = routes.get_track(gap, thread)
                    points += [(track, points[-1][1]), (track, bend.end)]
    end = (routes.x[plan.columns[thread.receiver]] - _TIP, points[-1][1])
    return drop_repeated_points([*points, end])


def list_ring_points(routes: Routes, thread: Thread) -> list[Point]:
    """Return the points of a thread within the ring: out along the top, back along the bottom."""
    rows = routes.rows
    is_above = thread in rows.above
    level = (rows.above if is_above else rows.below).index(thread)
    side = -1 if is_above else 1
    edge, track = side * rows.half_ring, side * (rows.half_ring + TRACK + rows.track_step * level)
    start = _get_foot(routes, thread.supplier, thread.receiver, level)
    end = _get_foot(routes, thread.receiver, thread.supplier, level)
    return [(start, edge), (start, track), (end, track), (end, edge + side * _TIP)]


def _get_foot(routes: Routes, actor: str, other: str, level: int) -> float:
    """Return where a track stands on a box: of two actors at their middles, the outer tracks further out."""
    plan, middle = routes.rows.plan, routes.get_middle(actor)
    side = 1 if plan.columns[other] > plan.columns[actor] else -1
    return middle - side * 14 * level if len(plan.ring) == 2 else middle + side * (24 + 9 * level)
