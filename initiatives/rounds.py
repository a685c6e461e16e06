"""The rounds of the zero-waste programme: their official sizes, and how much of them is recorded here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from coalition.models import Programme, ProgrammeFigure
from initiatives.choices import PilotKind
from initiatives.models import ZeroWastePilot

FIRST_ROUND = "zero-waste-2019"
SECOND_ROUND = "zero-waste-2022"

#: Kind of pilot -> the key of the official size that counts its kind; and the key of all together.
SIZE_KEYS = {PilotKind.PILOT: "cities", PilotKind.SPECIAL_AREA: "special-areas"}
TOTAL_KEY = "pilots-in-all"


@dataclass(frozen=True)
class RoundSize:
    """How many places of one kind a round has: officially, and recorded here."""

    official: ProgrammeFigure
    recorded: int


@dataclass(frozen=True)
class PilotRound:
    """One round of the programme with its sizes."""

    programme: Programme
    total: ProgrammeFigure | None
    cities: RoundSize
    special_areas: RoundSize

    def size(self, kind: str) -> RoundSize:
        return self.cities if kind == PilotKind.PILOT else self.special_areas


@dataclass(frozen=True)
class PilotGroup:
    """Pilots of one round and kind: those of which something is told, and those that are named only."""

    programme: Programme
    kind: str
    size: RoundSize | None
    told: list[ZeroWastePilot] = field(default_factory=list)
    named_only: list[ZeroWastePilot] = field(default_factory=list)

    @property
    def shown(self) -> int:
        return len(self.told) + len(self.named_only)


def get_rounds() -> dict[str, PilotRound]:
    """The published rounds of which both official sizes are on record, by the slug of their programme."""
    counted = ZeroWastePilot.objects.published().order_by().values_list("programme", "kind")
    recorded = {(programme, kind): rows for programme, kind, rows in counted.annotate(rows=Count("pk"))}
    programmes = (
        Programme.objects.published()
        .filter(slug__in=[FIRST_ROUND, SECOND_ROUND])
        .prefetch_related("official_sizes")
    )
    found = {}
    for programme in programmes:
        counts: dict[str, int] = {kind: recorded.get((programme.pk, kind), 0) for kind in SIZE_KEYS}
        entry = build_round(programme, counts)
        if entry:
            found[programme.slug] = entry
    return found


def build_round(programme: Programme, recorded: dict[str, int]) -> PilotRound | None:
    """A programme as a round, with how many of each kind are recorded; none without both official sizes."""
    official = get_official_sizes(programme)
    if not set(SIZE_KEYS.values()) <= set(official):
        return None
    cities, special_areas = (
        RoundSize(official[key], recorded.get(kind, 0)) for kind, key in SIZE_KEYS.items()
    )
    return PilotRound(programme, official.get(TOTAL_KEY), cities, special_areas)


def get_official_sizes(programme: Programme) -> dict[str, ProgrammeFigure]:
    """The official sizes of a programme by their keys."""
    return {figure.key: figure for figure in programme.official_sizes.all()}


def group_pilots(pilots: Iterable[Any], found: dict[str, PilotRound]) -> list[PilotGroup]:
    """Pilots from `for_list()`, grouped by round and kind in the order given."""
    groups: dict[tuple[str, str], PilotGroup] = {}
    for pilot in pilots:
        entry = found.get(pilot.programme.slug)
        group = groups.setdefault(
            (pilot.programme.slug, pilot.kind),
            PilotGroup(pilot.programme, pilot.kind, entry.size(pilot.kind) if entry else None),
        )
        told = pilot.actions_count or pilot.results_count or pilot.plan_count
        (group.told if told else group.named_only).append(pilot)
    return list(groups.values())
