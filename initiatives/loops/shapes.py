"""The shapes of a drawing, and whether one covers another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

Point = tuple[float, float]
#: Left, top, right and bottom.
Area = tuple[float, float, float, float]

_RADIUS = 14


@dataclass(frozen=True)
class ActorBox:
    """An actor with the lines of its name."""

    key: str
    lines: list[tuple[float, str]]
    area: Area
    is_outside: bool

    @property
    def x(self) -> float:
        return self.area[0]

    @property
    def y(self) -> float:
        return self.area[1]

    @property
    def width(self) -> float:
        return self.area[2] - self.area[0]

    @property
    def height(self) -> float:
        return round(self.area[3] - self.area[1], 1)

    @property
    def middle(self) -> float:
        return (self.area[0] + self.area[2]) / 2


@dataclass(frozen=True)
class LoopStrand:
    """A thread along right-angled points. `width`: the share of the largest amount, if amounts are drawn."""

    thread: Any
    points: list[Point]
    width: float | None = None

    @property
    def path(self) -> str:
        return round_corners(self.points)

    @property
    def head(self) -> str:
        """The tip of the arrow; none if it isn't known who supplies whom."""
        if not self.thread.flow.direction_known:
            return ""
        (x0, y0), (x, y) = self.points[-2:]
        size = 6 if self.thread.kind != "single" else 5
        along, across = 1.7 * size, size
        dx, dy = _get_sign(x - x0), _get_sign(y - y0)
        tip = (x + 6 * dx, y + 6 * dy)
        feet = [
            (tip[0] - along * dx + side * across * dy, tip[1] - along * dy + side * across * dx)
            for side in (-1, 1)
        ]
        return "M{:.1f},{:.1f}L{:.1f},{:.1f}L{:.1f},{:.1f}Z".format(*feet[0], *tip, *feet[1])


@dataclass(frozen=True)
class LoopLabel:
    """What is passed on at `y`, and its amount at `amount_y`. `area` is the room of the former."""

    text: str
    amount: str
    x: float
    y: float
    anchor: str
    area: Area
    amount_y: float

    @property
    def areas(self) -> list[Area]:
        """The rooms of the text and of the amount below the line."""
        if not self.amount:
            return [self.area]
        left, _top, right, _bottom = self.area
        return [self.area, (left, self.amount_y - 10, right, self.amount_y + 3)]


@dataclass(frozen=True)
class Shapes:
    boxes: list[ActorBox]
    strands: list[LoopStrand]
    labels: list[LoopLabel]
    seal: Point | None = None

    @property
    def frame(self) -> Area:
        """The room that all of it takes, with a margin."""
        areas = [box.area for box in self.boxes] + [area for label in self.labels for area in label.areas]
        areas += [(x - 6, y - 6, x + 6, y + 6) for strand in self.strands for x, y in strand.points]
        left, top = (min(area[side] for area in areas) - 4 for side in (0, 1))
        right, bottom = (max(area[side] for area in areas) + 4 for side in (2, 3))
        return left, top, right, bottom


def round_corners(points: Sequence[Point]) -> str:
    """Return the path along right-angled points, with round corners."""
    path = "M{:.1f},{:.1f}".format(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        lengths = [abs(corner[0] - other[0]) + abs(corner[1] - other[1]) for other in (before, after)]
        radius = min(_RADIUS, *(length / 2 for length in lengths))
        start, end = (_move(corner, other, radius) for other in (before, after))
        path += "L{:.1f},{:.1f}Q{:.1f},{:.1f} {:.1f},{:.1f}".format(*start, *corner, *end)
    return path + "L{:.1f},{:.1f}".format(*points[-1])


def _move(corner: Point, other: Point, length: float) -> Point:
    return (
        corner[0] + length * _get_sign(other[0] - corner[0]),
        corner[1] + length * _get_sign(other[1] - corner[1]),
    )


def _get_sign(value: float) -> int:
    return (value > 0) - (value < 0)


def drop_repeated_points(points: Iterable[Point]) -> list[Point]:
    """Return the points without those at which the direction doesn't change."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.1 and abs(kept[-1][1] - point[1]) < 0.1:
            continue
        if len(kept) > 1 and any(
            abs(kept[-2][axis] - kept[-1][axis]) < 0.1 and abs(kept[-1][axis] - point[axis]) < 0.1
            for axis in (0, 1)
        ):
            kept.pop()
        kept.append(point)
    return kept


def find_overlaps(shapes: Shapes) -> Iterator[str]:
    """Yield what covers something else: boxes, labels, threads through either, threads on each other."""
    named = [(f"box {box.key}", box.area) for box in shapes.boxes]
    named += [(f"label {label.text}", area) for label in shapes.labels for area in label.areas]
    for (one, first), (other, second) in combinations(named, 2):
        if _has_overlap(first, second):
            yield f"{one} covers {other}"
    lines = [(strand, line) for strand in shapes.strands for line in _list_lines(strand)]
    for name, area in named:
        inner = (area[0] + 1, area[1] + 1, area[2] - 1, area[3] - 1)
        for strand, line in lines:
            if _has_overlap(line, inner):
                yield f"thread {strand.thread.what} runs through {name}"
    for (strand, first), (another, second) in combinations(lines, 2):
        if strand is not another and _is_along(first, second) and _has_overlap(first, second, 4):
            yield f"threads {strand.thread.what} and {another.thread.what} run on each other"


def _list_lines(strand: LoopStrand) -> list[Area]:
    """Return the room of each straight part, as wide as it is drawn, without its ends."""
    half = {"loop": 5.0, "out": 5.0, "half": 2.0}.get(strand.thread.kind, max(1.25, (strand.width or 0) / 2))
    return [
        (
            min(x0, x) - half * (x0 == x),
            min(y0, y) - half * (y0 == y),
            max(x0, x) + half * (x0 == x),
            max(y0, y) + half * (y0 == y),
        )
        for (x0, y0), (x, y) in pairwise([(round(x, 1), round(y, 1)) for x, y in strand.points])
    ]


def _is_along(one: Area, other: Area) -> bool:
    """Whether both are wide, or both high."""
    return ((one[2] - one[0]) > (one[3] - one[1])) == ((other[2] - other[0]) > (other[3] - other[1]))


def _has_overlap(one: Area, other: Area, least: float = 0) -> bool:
    """Whether the areas overlap, by more than `least` in one direction."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0 and high > 0 and max(wide, high) > least
