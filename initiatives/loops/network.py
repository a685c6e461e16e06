"""Who supplies whom in a park: actors with all their names, the flows between them, and what comes back.

A loop is a ring of flows in operation that are of one material, or of which the content says what comes back:
steam for sludge is none. A return that only a note tells is half a loop.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from initiatives.choices import FlowStatus
from initiatives.models import MaterialFlow, ParkActor
from records.texts.translation import Text, get_text_from_columns, get_text_in_active_language


class ThreadKind(StrEnum):
    #: Part of a loop.
    LOOP = "loop"
    #: Goes out and comes back as a note says; and this return, which is no flow of its own.
    OUT = "out"
    HALF = "half"
    SINGLE = "single"


@dataclass(frozen=True)
class Actor:
    """A supplier or receiver. `recorded`: its names in flows, if an editor has listed them."""

    key: str
    name: Text
    is_outside: bool = False
    recorded: tuple[Text, ...] = ()
    why: Text | None = None


@dataclass(frozen=True)
class Thread:
    """A flow from one actor to another. A flow of a name that stands for two actors is two threads."""

    flow: MaterialFlow
    supplier: str
    receiver: str
    kind: ThreadKind = ThreadKind.SINGLE

    @property
    def what(self) -> Any:
        """What is passed on: the material, or what a note says comes back."""
        return self.flow.returns_as if self.kind == ThreadKind.HALF else self.flow.material.name

    @property
    def is_flow(self) -> bool:
        """Whether it is drawn of a flow, not of a note."""
        return self.kind != ThreadKind.HALF

    @property
    def is_double(self) -> bool:
        """Whether it is drawn as a double line: what goes out, and comes back."""
        return self.kind in (ThreadKind.LOOP, ThreadKind.OUT)

    @property
    def is_own(self) -> bool:
        return self.supplier == self.receiver

    @property
    def waste_area(self) -> str:
        return self.flow.material.waste_area if self.is_flow else ""


@dataclass(frozen=True)
class FlowNetwork:
    """Actors by key, threads in the order of the flows, and loops, each from its first supplier."""

    actors: dict[str, Actor] = field(default_factory=dict)
    threads: list[Thread] = field(default_factory=list)
    loops: list[list[Thread]] = field(default_factory=list)

    @property
    def half_loops(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.kind == ThreadKind.OUT]

    @property
    def circle(self) -> list[Thread]:
        """A ring of different materials, if there is one: two or more actors that supply each other."""
        known = [thread for thread in self.threads if thread.flow.direction_known and not thread.is_own]
        return next(_iterate_rings(known), [])

    @property
    def suppliers(self) -> set[str]:
        return {thread.supplier for thread in self.threads}

    @property
    def receivers(self) -> set[str]:
        return {thread.receiver for thread in self.threads}

    def split(self) -> list["FlowNetwork"]:
        """Return the parts that do not touch, those with a loop first, then by size."""
        groups: list[set[str]] = []
        for thread in self.threads:
            ends = {thread.supplier, thread.receiver}
            touched = [group for group in groups if group & ends]
            groups = [group for group in groups if group not in touched] + [ends.union(*touched)]
        parts = [self._select(group) for group in groups]
        return sorted(
            parts, key=lambda part: (-2 * bool(part.loops) - bool(part.half_loops), -len(part.actors))
        )

    def _select(self, keys: set[str]) -> "FlowNetwork":
        return FlowNetwork(
            {key: actor for key, actor in self.actors.items() if key in keys},
            [thread for thread in self.threads if thread.supplier in keys],
            [loop for loop in self.loops if loop[0].supplier in keys],
        )


def build_network(flows: Sequence[MaterialFlow], actors: Iterable[ParkActor] = ()) -> FlowNetwork:
    """Build the network of the flows of a park, whose actors have the names that `actors` lists."""
    known = _NamedActors(actors)
    plain = [thread for flow in flows for thread in known.list_threads(flow)]
    rings = find_loops(plain)
    in_loop = {id(thread) for ring in rings for thread in ring}
    threads: list[Thread] = []
    loops: dict[int, Thread] = {}
    for thread in plain:
        is_half = bool(str(thread.flow.returns_as)) and id(thread) not in in_loop and not thread.is_own
        kind = ThreadKind.OUT if is_half else ThreadKind.SINGLE
        drawn = replace(thread, kind=ThreadKind.LOOP if id(thread) in in_loop else kind)
        loops[id(thread)] = drawn
        threads.append(drawn)
        if is_half:
            threads.append(Thread(thread.flow, thread.receiver, thread.supplier, ThreadKind.HALF))
    used = {end for thread in threads for end in (thread.supplier, thread.receiver)}
    return FlowNetwork(
        {key: actor for key, actor in known.actors.items() if key in used},
        threads,
        [[loops[id(thread)] for thread in ring] for ring in rings],
    )


class _NamedActors:
    """Actors by the names that flows give them, which are compared in English."""

    def __init__(self, rows: Iterable[ParkActor]) -> None:
        self.actors: dict[str, Actor] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for name in row.recorded:
                self._by_name[name["en"]].append(row.key)
            names = tuple(get_text_from_columns(name) for name in row.recorded)
            name, why = get_text_in_active_language(row, "name"), get_text_in_active_language(row, "why")
            self.actors[row.key] = Actor(row.key, name, row.is_outside, names, why or None)

    def list_threads(self, flow: MaterialFlow) -> list[Thread]:
        """Return a thread for each pair of actors; none within one of two plants that a name joins."""
        suppliers, receivers = self.find(flow, "from"), self.find(flow, "to")
        threads = [Thread(flow, supplier, receiver) for supplier in suppliers for receiver in receivers]
        return [thread for thread in threads if not thread.is_own or len(threads) == 1]

    def find(self, flow: MaterialFlow, end: str) -> list[str]:
        """Return the keys of the actors of a flow; a name that none has is an actor of its own."""
        english = getattr(flow, f"{end}_name_en") or getattr(flow, f"{end}_name_zh_hans")
        if english not in self._by_name:
            key = f"name:{english}"
            self.actors[key] = Actor(key, getattr(flow, f"{end}_name"))
            self._by_name[english] = [key]
        return self._by_name[english]


def find_loops(threads: Sequence[Thread]) -> list[list[Thread]]:
    """Find the loops, in the order of their first flows. Each thread is in one at most."""
    groups: dict[Any, list[Thread]] = defaultdict(list)
    for thread in threads:
        flow = thread.flow
        if flow.direction_known and flow.status == FlowStatus.OPERATING and not thread.is_own:
            groups[flow.loop_of_en or flow.material_id].append(thread)  # type: ignore[attr-defined]
    order = {id(thread): place for place, thread in enumerate(threads)}
    rings = [ring for group in groups.values() for ring in _iterate_rings(group)]
    return sorted(rings, key=lambda ring: order[id(ring[0])])


def _iterate_rings(threads: Sequence[Thread]) -> Iterator[list[Thread]]:
    """Yield rings of threads, each from the receiver of the one before, back to the first supplier."""
    free = list(threads)
    for thread in threads:
        if thread in free and (way := _find_way(thread.receiver, thread.supplier, free)):
            ring = [thread, *way]
            free = [other for other in free if all(other is not member for member in ring)]
            yield ring


def _find_way(start: str, end: str, threads: list[Thread]) -> list[Thread]:
    """Return the shortest way along the threads; empty if there is none."""
    ways = [[thread] for thread in threads if thread.supplier == start]
    seen = {start}
    while ways:
        longer = []
        for way in ways:
            last = way[-1].receiver
            if last == end:
                return way
            if last not in seen:
                seen.add(last)
                longer += [[*way, thread] for thread in threads if thread.supplier == last]
        ways = longer
    return []
