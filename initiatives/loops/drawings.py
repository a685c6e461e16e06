"""Drawings of the network of a park: one for each part that doesn't touch another.

Closed loops are double threads around a seal, half loops are dashed, all else single threads at right angles.
Threads have one width, unless every flow has an amount of its material in one unit and of one kind. What is
too large, or would cover itself, is a list.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.loops.columns import plan_columns
from initiatives.loops.letters import AMOUNT, LABEL, measure_line
from initiatives.loops.network import Actor, FlowNetwork, Thread, ThreadKind, build_network
from initiatives.loops.routes import ARROW, Routes, find_routes, list_points, list_ring_points
from initiatives.loops.rows import LINE, PORT, PORT_WITH_AMOUNT, WIDTH, RowPlan, set_rows
from initiatives.loops.sentences import (
    Step,
    build_step,
    describe_threads,
    format_thread_amount,
    get_short_name,
    write_title,
)
from initiatives.loops.shapes import ActorBox, Area, LoopLabel, LoopStrand, Shapes, find_overlaps
from initiatives.models import IndustrialPark, MaterialFlow, ParkActor
from records.choices import WasteArea
from records.texts.translation import Text

#: Larger networks are a list.
MAX_ACTORS, MAX_THREADS, MAX_COLUMNS, MAX_RING = 12, 24, 6, 4
#: Flows of a park; of more, its page shows the first, and no drawing.
MAX_FLOWS = 30
#: Threads on one side of a ring, and over the top of one of its actors.
_MAX_TRACKS, _MAX_DROPS = 3, 2
#: Wider drawings don't fit beside the contents of the page.
_COLUMN = 960
#: Width of the thread of the largest amount.
_WIDEST = 14


@dataclass(frozen=True)
class LoopDrawing:
    """A part of the network as shapes."""

    network: FlowNetwork
    shapes: Shapes

    @property
    def title(self) -> str:
        return write_title(self.network)

    @property
    def description(self) -> str:
        return describe_threads(self.network)

    @property
    def view(self) -> Area:
        """Left, top, width and height."""
        left, top, right, bottom = (round(side, 1) for side in self.shapes.frame)
        return left, top, round(right - left, 1), round(bottom - top, 1)

    @property
    def seal(self) -> str:
        """The path of the seal in the middle of a closed loop."""
        if not self.shapes.seal:
            return ""
        x, y = self.shapes.seal
        return (
            f"M{x + 15:.1f},{y - 15:.1f}H{x - 13:.1f}a2,2 0 0 0 -2,2V{y + 13:.1f}a2,2 0 0 0 2,2H{x + 11:.1f}"
            f"a2,2 0 0 0 2,-2V{y - 5:.1f}H{x - 5:.1f}V{y + 5:.1f}H{x + 4:.1f}"
        )


@dataclass(frozen=True)
class ParkLoops:
    """The network of a park with its drawings. Without drawings it is a list."""

    network: FlowNetwork
    drawings: list[LoopDrawing]
    has_widths: bool

    @property
    def title(self) -> str:
        return write_title(self.network)

    @property
    def merged(self) -> list[tuple[Actor, list[Text]]]:
        """Actors that have several names for themselves, with these, or that share one and say why."""
        actors = self.network.actors.values()
        owners = Counter(str(name) for actor in actors for name in actor.recorded)
        found: dict[str, tuple[Actor, list[Text]]] = {}
        for actor in actors:
            own = [name for name in actor.recorded if owners[str(name)] == 1]
            if len(own) > 1 or (len(own) < len(actor.recorded) and actor.why):
                found.setdefault(str(actor.why or actor.key), (actor, own if len(own) > 1 else []))
        return list(found.values())

    @property
    def rings(self) -> list[list[Step]]:
        """What comes back, for narrow screens: loops, and flows with what a note says comes back."""
        returns = {id(thread.flow): thread for thread in self.network.threads if not thread.is_flow}
        halves = [[half, returns[id(half.flow)]] for half in self.network.half_loops]
        return [
            [build_step(thread, self.network) for thread in ring] for ring in (*self.network.loops, *halves)
        ]

    @property
    def chains(self) -> list[Step]:
        return [build_step(thread, self.network) for thread in self._singles]

    @property
    def _singles(self) -> list[Thread]:
        return [thread for thread in self.network.threads if thread.kind == ThreadKind.SINGLE]

    @property
    def areas(self) -> list[tuple[str, str]]:
        """The waste areas of the single threads with their names; what is no waste comes last."""
        found = {thread.waste_area for thread in self._singles}
        areas: list[tuple[str, str]] = [
            (code, str(label)) for code, label in WasteArea.choices if code in found
        ]
        return [*areas, ("", _("no waste: water, heat or a product"))] if "" in found else areas

    @property
    def has_outside(self) -> bool:
        return any(actor.is_outside for actor in self.network.actors.values())

    @property
    def is_wide(self) -> bool:
        """Whether a drawing needs the room that contents beside it would take."""
        return any(drawing.view[2] > _COLUMN for drawing in self.drawings)

    @property
    def has_unknown_direction(self) -> bool:
        return any(not thread.flow.direction_known for thread in self.network.threads)


def build_park_loops(park: IndustrialPark, flows: Sequence[MaterialFlow]) -> ParkLoops | None:
    """Return the drawings of a park in China, if it has any.

    Of a park abroad some flows are recorded as a reference: a drawing of them would look like all of it.
    """
    return build_loops(flows, park.actors.all()) if park.city.country == "CN" else None


def build_loops(flows: Sequence[MaterialFlow], actors: Iterable[ParkActor] = ()) -> ParkLoops | None:
    """Return the drawings of the flows of a park; None if no actor has two: a table tells it as well."""
    network = build_network(flows, actors)
    if len(network.threads) < 2 or len(network.actors) >= 2 * len(network.threads):
        return None
    has_widths = _is_comparable(flows) and not (network.loops or network.half_loops)
    largest = max((flow.value for flow in flows if flow.value), default=None) if has_widths else None
    drawings = [_draw(part, float(largest) if largest else None) for part in network.split()]
    drawn = [drawing for drawing in drawings if drawing]
    # A part of the network would look like all of it.
    return ParkLoops(network, drawn if len(drawn) == len(drawings) else [], has_widths)


def _is_comparable(flows: Sequence[MaterialFlow]) -> bool:
    """Whether the amounts of all flows can be drawn to one scale."""
    kinds = {(flow.unit, flow.amount_type, flow.evidence, flow.status, flow.year) for flow in flows}
    return len(kinds) == 1 and all(flow.is_amount_of_material and flow.value for flow in flows)


def _draw(network: FlowNetwork, largest: float | None) -> LoopDrawing | None:
    """Draw a part of the network; None if it is too large or would cover itself."""
    if len(network.actors) > MAX_ACTORS or len(network.threads) > MAX_THREADS:
        return None
    if any(thread.is_own for thread in network.threads):
        return None
    plan = plan_columns(network)
    if plan.number > MAX_COLUMNS or len(plan.ring) > MAX_RING:
        return None
    port = PORT_WITH_AMOUNT if any(format_thread_amount(thread) for thread in network.threads) else PORT
    rows = set_rows(network, plan, port + (_WIDEST if largest else 0))
    into = [sum(thread.receiver == actor for thread in plan.roof) for actor in plan.ring]
    is_crowded = len(plan.ring) > 2 and any(number > 1 for number in into[:-1])
    if max(len(rows.above), len(rows.below)) > _MAX_TRACKS or max(into, default=0) > _MAX_DROPS or is_crowded:
        return None
    routes = find_routes(rows, _measure)
    shapes = _build_shapes(network, routes, largest)
    return None if any(find_overlaps(shapes)) else LoopDrawing(network, shapes)


def _measure(thread: Thread) -> float:
    """The width of a label: the material, and its amount below it."""
    name, amount = get_short_name(thread), format_thread_amount(thread)
    return max(measure_line(name) * LABEL, measure_line(amount) * AMOUNT)


def _build_shapes(network: FlowNetwork, routes: Routes, largest: float | None) -> Shapes:
    plan = routes.rows.plan
    boxes = [_build_box(actor, routes) for actor in network.actors.values()]
    strands = [LoopStrand(thread, list_ring_points(routes, thread)) for thread in plan.inner]
    labels = [
        _build_ring_label(thread, strand, routes) for thread, strand in zip(plan.inner, strands, strict=True)
    ]
    for thread in (*plan.forward, *plan.roof, *plan.back):
        width = None
        if largest and thread.flow.value:
            width = max(round(_WIDEST * float(thread.flow.value) / largest, 1), 1.0)
        strand = LoopStrand(thread, list_points(routes, thread), width)
        strands.append(strand)
        labels.append(
            _build_roof_label(thread, strand)
            if thread in plan.roof
            else _build_end_label(thread, strand, width or 0)
        )
    seal = None
    if plan.ring and any(thread.kind == ThreadKind.LOOP for thread in plan.inner):
        right = routes.x[plan.first + 1]
        seal = (round((routes.x[plan.first] + WIDTH + right) / 2, 1), 0.0)
    return Shapes(boxes, strands, labels, seal)


def _build_box(actor: Actor, routes: Routes) -> ActorBox:
    rows: RowPlan = routes.rows
    x, y = routes.x[rows.plan.columns[actor.key]], rows.y[actor.key]
    half = rows.heights[actor.key] / 2
    lines = rows.lines[actor.key]
    top = y - (len(lines) - 1) * LINE / 2
    spread = [(round(top + place * LINE, 1), line) for place, line in enumerate(lines)]
    area = (round(x, 1), round(y - half, 1), round(x + WIDTH, 1), round(y + half, 1))
    return ActorBox(actor.key, spread, area, actor.is_outside)


def _build_ring_label(thread: Thread, strand: LoopStrand, routes: Routes) -> LoopLabel:
    """Above a track that leads to the right, below one that leads back; in the middle of a gap."""
    gap = routes.get_gap_of_label(thread)
    x = (routes.x[gap] + WIDTH + routes.x[gap + 1]) / 2
    track = strand.points[1][1]
    has_amount = bool(format_thread_amount(thread))
    y = track - (27 if has_amount else 10) if track < 0 else track + 20
    return _build_label(thread, x, y, "middle", y + 16)


def _build_end_label(thread: Thread, strand: LoopStrand, width: float) -> LoopLabel:
    """Above the end of a thread, with the amount below it."""
    x, y = strand.points[-1]
    return _build_label(
        thread, x + 4 - ARROW - width / 2, y - 7 - width / 2, "end", y + max(width / 2, 2) + 14
    )


def _build_roof_label(thread: Thread, strand: LoopStrand) -> LoopLabel:
    """Above the lane, beside the point at which the thread comes down."""
    x, y = strand.points[-2]
    has_amount = bool(format_thread_amount(thread))
    is_from_left = strand.points[0][0] < x
    y -= 24 if has_amount else 7
    return _build_label(
        thread, x - 12 if is_from_left else x + 12, y, "end" if is_from_left else "start", y + 16
    )


def _build_label(thread: Thread, x: float, y: float, anchor: str, amount_y: float) -> LoopLabel:
    width = _measure(thread)
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    area = (round(left, 1), round(y - 11, 1), round(left + width, 1), round(y + 3, 1))
    name, amount = get_short_name(thread), format_thread_amount(thread)
    return LoopLabel(name, amount, round(x, 1), round(y, 1), anchor, area, round(amount_y, 1))
