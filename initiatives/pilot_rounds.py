"""Rounds of the zero-waste programme with official sizes and numbers of recorded pilots."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch

from coalition.models import Programme, ProgrammeFigure
from initiatives.choices import PilotKind
from initiatives.models import ZeroWastePilot

#: Kind of pilot -> key of the official size that counts this kind; and the key of the size of all kinds.
SIZE_KEYS = {PilotKind.CITY: "cities", PilotKind.SPECIAL_AREA: "special-areas"}
TOTAL_KEY = "pilots-in-all"


@dataclass(frozen=True)
class RoundSize:
    """Official and recorded number of pilots of one kind in a round."""

    official: ProgrammeFigure
    recorded: int


@dataclass(frozen=True)
class PilotRound:
    programme: Programme
    total: ProgrammeFigure | None
    cities: RoundSize
    special_areas: RoundSize

    @property
    def figures(self) -> list[ProgrammeFigure]:
        return [self.cities.official, self.special_areas.official]

    @property
    def totals(self) -> list[ProgrammeFigure]:
        """The official sizes, with that of all kinds if there is one."""
        return [figure for figure in (self.total, *self.figures) if figure]

    @property
    def announced(self) -> list[Programme | ProgrammeFigure]:
        """What says when the round began and how many places it has."""
        return [self.programme, *self.figures]

    @property
    def is_complete(self) -> bool:
        """Whether all cities and special areas of the round are recorded."""
        return all(size.recorded == size.official.value for size in (self.cities, self.special_areas))

    def size(self, kind: str) -> RoundSize:
        return self.cities if kind == PilotKind.CITY else self.special_areas


@dataclass(frozen=True)
class PilotGroup:
    """Pilots of one round and kind: those with recorded details, and those without."""

    programme: Programme
    kind: str
    size: RoundSize | None
    detailed: list[ZeroWastePilot] = field(default_factory=list)
    named_only: list[ZeroWastePilot] = field(default_factory=list)

    @property
    def shown(self) -> int:
        return len(self.detailed) + len(self.named_only)


def get_rounds() -> dict[int, PilotRound]:
    """Return the published rounds with both official sizes, by number."""
    of_rounds = ZeroWastePilot.objects.in_round().filter(programme__zero_waste_round__gt=0)
    counted = of_rounds.order_by().values_list("programme", "kind")
    recorded = {(programme, kind): rows for programme, kind, rows in counted.annotate(rows=Count("pk"))}
    programmes = (
        Programme.objects.published().filter(zero_waste_round__gt=0).prefetch_related(prefetch_round_sizes())
    )
    rounds = {}
    for programme in programmes:
        counts: dict[str, int] = {kind: recorded.get((programme.pk, kind), 0) for kind in SIZE_KEYS}
        entry = build_round(programme, counts)
        if entry:
            rounds[programme.zero_waste_round] = entry
    return rounds


def build_round(programme: Any, recorded: dict[str, int]) -> PilotRound | None:
    """Return the round, or None if one of the two official sizes is missing. `recorded`: number by kind.

    The programme is fetched with `prefetch_round_sizes()`.
    """
    official = {figure.key: figure for figure in programme.round_sizes}
    if not set(SIZE_KEYS.values()) <= set(official):
        return None
    cities, special_areas = (
        RoundSize(official[key], recorded.get(kind, 0)) for kind, key in SIZE_KEYS.items()
    )
    return PilotRound(programme, official.get(TOTAL_KEY), cities, special_areas)


def filter_round_sizes(sizes: Any) -> Any:
    """Return those official sizes of which the number of pilots is known."""
    return sizes.filter(key__in=[*SIZE_KEYS.values(), TOTAL_KEY])


def prefetch_round_sizes(path: str = "") -> Prefetch:
    """Return the prefetch of these sizes of the programme at `path`."""
    return Prefetch(f"{path}official_sizes", filter_round_sizes(ProgrammeFigure.objects.all()), "round_sizes")


def group_pilots(pilots: Iterable[Any], rounds: dict[int, PilotRound]) -> list[PilotGroup]:
    """Return pilots from `for_list()`, grouped by round and kind in the order given."""
    groups: dict[tuple[str, str], PilotGroup] = {}
    for pilot in pilots:
        entry = rounds.get(pilot.programme.zero_waste_round)
        group = groups.setdefault(
            (pilot.programme.slug, pilot.kind),
            PilotGroup(pilot.programme, pilot.kind, entry.size(pilot.kind) if entry else None),
        )
        (group.named_only if pilot.is_named_only else group.detailed).append(pilot)
    return list(groups.values())
