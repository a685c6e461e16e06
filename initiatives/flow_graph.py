"""Who supplies whom in a park, as a drawing: a graph from left to right, with what comes back as a loop.

Lines have one width. Amounts are words beside the flows, because most flows have none of the material. A loop
is a ring of flows in operation that are of one material, or of which the content says what comes back: steam
for sludge is none. Only networks in which something is passed on are drawn.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from initiatives.choices import FlowStatus
from initiatives.models import MaterialFlow
from records.texts.line_breaks import split_text
from records.texts.translation import Text

#: Width of the drawing, and the sizes of its parts, in pixels.
WIDTH = 920
_NODE, _GAP_X, _GAP_Y, _LINE, _PADDING, _MARGIN, _DEPTH = 190, 110, 46, 18, 20, 12, 62
#: Width of a Latin and a Han character.
_LATIN, _HAN = 7.4, 15.0
#: Larger networks are a list.
MAX_COLUMNS, MAX_NODES = 4, 12
#: Positions on a line at which its label may be.
_POSITIONS = (0.5, 0.38, 0.62, 0.28, 0.72)


Point = tuple[float, float]
#: Left, top, right and bottom.
Area = tuple[float, float, float, float]


@dataclass(frozen=True)
class Company:
    """A supplier or receiver as a box with the lines of its name."""

    name: str
    lines: list[tuple[float, str]]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Arrow:
    """A flow as a line with its label. `returns`: it is part of a loop."""

    flow: MaterialFlow
    path: str
    returns: bool
    label: list[tuple[float, str]]
    label_x: float
    highest: float
    lowest: float


@dataclass(frozen=True)
class FlowGraph:
    """Companies and arrows; `loops` and `chains` are the same flows as lists, for narrow screens.

    Without companies the network is too large to be drawn.
    """

    companies: list[Company]
    arrows: list[Arrow]
    top: float
    height: float
    loops: list[list[MaterialFlow]]
    chains: list[MaterialFlow]

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def returning(self) -> list[Text]:
        """What comes back, of each loop."""
        return [loop[0].loop_of or loop[0].material.name for loop in self.loops]

    @property
    def has_unknown_direction(self) -> bool:
        return any(not arrow.flow.direction_known for arrow in self.arrows)


def build_flow_graph(flows: Sequence[MaterialFlow]) -> FlowGraph | None:
    """Return the drawing of the flows of a park; None if nothing is passed on.

    None, too, with a ring that is no loop: it would look like one.
    """
    rings = find_rings(flows)
    loops = [ring for ring in rings if _is_loop(ring)]
    if len(loops) < len(rings) or not (loops or _is_passed_on(flows)):
        return None
    in_loop = {flow.pk for loop in loops for flow in loop}
    chains = [flow for flow in flows if flow.pk not in in_loop]
    columns = _set_columns(flows)
    number = max(columns.values()) + 1
    if number > MAX_COLUMNS or len(columns) > MAX_NODES or any(_is_own(flow) for flow in flows):
        return FlowGraph([], [], 0, 0, loops, chains)
    companies = _arrange_companies(flows, columns, number)
    arrows = _build_arrows(flows, companies, columns, in_loop)
    boxes = companies.values()
    top = min([box.y for box in boxes] + [arrow.highest for arrow in arrows]) - _MARGIN
    bottom = max([box.y + box.height for box in boxes] + [arrow.lowest for arrow in arrows]) + _MARGIN
    return FlowGraph(list(boxes), arrows, round(top, 1), round(bottom - top, 1), loops, chains)


def find_rings(flows: Iterable[MaterialFlow]) -> list[list[MaterialFlow]]:
    """Find rings of flows, each from the receiver of the one before, back to the first supplier.

    Each flow is in one ring at most. A flow of unknown direction closes none, nor one within a company.
    """
    free = [flow for flow in flows if flow.direction_known and not _is_own(flow)]
    rings = []
    for flow in list(free):
        if flow in free and (way := _find_way(_get_taker(flow), _get_giver(flow), free)):
            ring = [flow, *way]
            rings.append(ring)
            free = [other for other in free if other not in ring]
    return rings


def _is_loop(ring: Sequence[MaterialFlow]) -> bool:
    """Whether one thing comes back: the flows in operation have one material, or the same words for it."""
    materials = {flow.material_id for flow in ring}
    returning: set[str] = {flow.loop_of_en for flow in ring}  # type: ignore[attr-defined]
    is_one = len(materials) == 1 or (len(returning) == 1 and "" not in returning)
    return is_one and all(flow.status == FlowStatus.OPERATING for flow in ring)


def _is_passed_on(flows: Sequence[MaterialFlow]) -> bool:
    """Whether a company that receives something supplies another one than its supplier."""
    known = [flow for flow in flows if flow.direction_known and not _is_own(flow)]
    return any(
        _get_taker(flow) == _get_giver(other) and _get_taker(other) != _get_giver(flow)
        for flow in known
        for other in known
    )


def _find_way(start: str, end: str, flows: list[MaterialFlow]) -> list[MaterialFlow]:
    """Return the shortest way along the flows; empty if there is none."""
    ways: list[list[MaterialFlow]] = [[flow] for flow in flows if _get_giver(flow) == start]
    seen = {start}
    while ways:
        longer = []
        for way in ways:
            last = _get_taker(way[-1])
            if last == end:
                return way
            if last not in seen:
                seen.add(last)
                longer += [[*way, flow] for flow in flows if _get_giver(flow) == last]
        ways = longer
    return []


def _get_giver(flow: MaterialFlow) -> str:
    return str(flow.from_name)


def _get_taker(flow: MaterialFlow) -> str:
    return str(flow.to_name)


def _is_own(flow: MaterialFlow) -> bool:
    return _get_giver(flow) == _get_taker(flow)


def _set_columns(flows: Sequence[MaterialFlow]) -> dict[str, int]:
    """Assign companies to columns: a receiver is right of its suppliers, unless a flow comes back."""
    following: dict[str, list[str]] = defaultdict(list)
    names: dict[str, None] = {}
    for flow in flows:
        following[_get_giver(flow)].append(_get_taker(flow))
        names |= {_get_giver(flow): None, _get_taker(flow): None}
    returning = _find_returning(names, following)
    columns = dict.fromkeys(names, 0)
    for _round in names:
        for giver, takers in following.items():
            for taker in takers:
                if (giver, taker) not in returning:
                    columns[taker] = max(columns[taker], columns[giver] + 1)
    return columns


def _find_returning(names: Iterable[str], following: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Find the pairs that close a ring, by a depth-first search in the order of the flows."""
    returning: set[tuple[str, str]] = set()
    done: set[str] = set()

    def visit(name: str, way: frozenset[str]) -> None:
        for taker in following.get(name, []):
            if taker in way:
                returning.add((name, taker))
            elif taker not in done:
                visit(taker, way | {taker})
        done.add(name)

    givers = [name for name in names if name in following]
    received = {taker for takers in following.values() for taker in takers}
    for name in sorted(givers, key=lambda giver: giver in received):
        if name not in done:
            visit(name, frozenset({name}))
    return returning


def _arrange_companies(
    flows: Sequence[MaterialFlow], columns: dict[str, int], number: int
) -> dict[str, Company]:
    step = (WIDTH - 2 * _MARGIN + _GAP_X) / max(number, 2)
    width = min(_NODE, step - _GAP_X)
    last = WIDTH - _MARGIN - width
    heights = {name: len(wrap_text(name, width - _PADDING)) * _LINE + _PADDING for name in columns}
    members: dict[int, list[str]] = defaultdict(list)
    for name, column in columns.items():
        members[column].append(name)
    for column in range(1, number):
        members[column].sort(key=lambda name: _get_position(name, flows, members))
    tall = max(sum(heights[name] + _GAP_Y for name in own) for own in members.values())
    companies = {}
    for column, own in sorted(members.items()):
        x = _MARGIN + column * (last - _MARGIN) / max(number - 1, 1)
        room = (tall - sum(heights[name] for name in own)) / len(own)
        y = _MARGIN + room / 2
        for name in own:
            lines = _spread_lines(wrap_text(name, width - _PADDING), y + heights[name] / 2)
            companies[name] = Company(name, lines, round(x, 1), round(y, 1), round(width, 1), heights[name])
            y += heights[name] + room
    return companies


def _get_position(name: str, flows: Sequence[MaterialFlow], members: dict[int, list[str]]) -> float:
    """The mean position of the suppliers in their columns."""
    places = [own.index(_get_giver(flow)) for flow in flows if _get_taker(flow) == name
              for own in members.values() if _get_giver(flow) in own]  # fmt: skip
    return sum(places) / len(places) if places else 0


def _build_arrows(
    flows: Sequence[MaterialFlow], companies: dict[str, Company], columns: dict[str, int], in_loop: set[Any]
) -> list[Arrow]:
    taken = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in companies.values()]
    pairs = Counter((_get_giver(flow), _get_taker(flow)) for flow in flows)
    seen: Counter[tuple[str, str]] = Counter()
    arrows = []
    for flow in flows:
        giver, taker = companies[_get_giver(flow)], companies[_get_taker(flow)]
        pair = giver.name, taker.name
        offset = (seen[pair] - (pairs[pair] - 1) / 2) * 2
        seen[pair] += 1
        is_back = columns[giver.name] >= columns[taker.name]
        points = (
            _link_back(giver, taker, companies, offset) if is_back else _link_forward(giver, taker, offset)
        )
        lines = wrap_text(str(flow.material.name), 130)
        x, y = _find_space(points, lines, taken)
        path = "M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(
            *(value for point in points for value in point)
        )
        heights = [y - len(lines) * _LINE / 2, y + len(lines) * _LINE / 2]
        heights += [_get_point(points, share / 20)[1] for share in range(21)]
        label = _spread_lines(lines, y)
        is_in_loop = flow.pk in in_loop
        arrows.append(Arrow(flow, path, is_in_loop, label, round(x, 1), min(heights), max(heights)))
    return arrows


def _link_forward(giver: Company, taker: Company, offset: float) -> list[Point]:
    """A curve from the right side of the supplier to the left side of the receiver."""
    start = (giver.x + giver.width, giver.y + giver.height / 2 + 13 * offset)
    end = (taker.x - 8, taker.y + taker.height / 2 + 13 * offset)
    middle, bend = (start[0] + end[0]) / 2, 30 * offset
    return [start, (middle, start[1] + bend), (middle, end[1] + bend), end]


def _link_back(giver: Company, taker: Company, companies: dict[str, Company], offset: float) -> list[Point]:
    """A curve from the supplier back to the receiver, below both; above them if others are below."""
    is_up = _is_blocked(giver, taker, companies, below=True) and not _is_blocked(
        giver, taker, companies, below=False
    )
    x_start, x_end, depth = giver.middle - 12 * offset, taker.middle + 12 * offset, _DEPTH + 16 * abs(offset)
    if is_up:
        high = min(giver.y, taker.y) - depth
        return [(x_start, giver.y), (x_start, high), (x_end, high), (x_end, taker.y - 8)]
    low = max(giver.y + giver.height, taker.y + taker.height) + depth
    end = (x_end, taker.y + taker.height + 8)
    return [(x_start, giver.y + giver.height), (x_start, low), (x_end, low), end]


def _is_blocked(giver: Company, taker: Company, companies: dict[str, Company], *, below: bool) -> bool:
    """Whether another company is below, or above, one of the two or between them."""
    left, right = sorted((giver.x, taker.x))
    others = [box for box in companies.values() if box not in (giver, taker) and left <= box.x <= right]
    edge = min(giver.y, taker.y)
    return any((box.y > edge) == below for box in others)


def _find_space(
    points: list[Point], lines: list[str], taken: list[tuple[float, float, float, float]]
) -> Point:
    """Find a place on the curve where the label covers nothing; the middle if there is none."""
    width, height = max(measure_line(line) for line in lines) + 6, len(lines) * _LINE
    for rise, share in product((0, -20, 20), _POSITIONS):
        x, y = _get_point(points, share)
        box = (x - width / 2, y + rise - height / 2, x + width / 2, y + rise + height / 2)
        if not any(_has_overlap(box, other) for other in taken):
            taken.append(box)
            return x, y + rise
    return _get_point(points, 0.5)


def _has_overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _get_point(points: list[Point], share: float) -> Point:
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


def measure_line(text: str) -> float:
    return sum(_LATIN if ord(letter) < 0x2E80 else _HAN for letter in text)


def wrap_text(text: str, room: float) -> list[str]:
    """Break a text between words into lines of about the same length, as few as `room` allows."""
    parts = [part for word in text.split(" ") for part in _split_word(word, room)]
    lines = _fill_lines(parts, room)
    longest = max(map(measure_line, lines))
    while longest > 0 and len(narrower := _fill_lines(parts, longest - 1)) == len(lines):
        lines, longest = narrower, min(longest - 1, max(map(measure_line, narrower)))
    return lines


def _fill_lines(parts: list[tuple[str, str]], room: float) -> list[str]:
    lines = [""]
    for glue, word in parts:
        longer = f"{lines[-1]}{glue if lines[-1] else ''}{word}"
        if lines[-1] and measure_line(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _split_word(word: str, room: float) -> list[tuple[str, str]]:
    """Split into what may be a line of its own, each with what joins it to the text before."""
    if all(ord(letter) < 0x2E80 for letter in word):
        return [(" ", word)]
    pieces: Sequence[str] = split_text(word)
    if any(measure_line(piece) > room for piece in pieces):
        pieces = list(word)
    return [(" " if place == 0 else "", piece) for place, piece in enumerate(pieces)]


def _spread_lines(lines: list[str], middle: float) -> list[tuple[float, str]]:
    top = middle - (len(lines) - 1) * _LINE / 2
    return [(round(top + place * _LINE, 1), line) for place, line in enumerate(lines)]
