"""The rounds of the zero-waste programme: their official sizes, and how much of them is recorded here."""

from dataclasses import dataclass

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
class Size:
    """How many places of one kind a round has: officially, and recorded here."""

    official: ProgrammeFigure
    recorded: int


@dataclass(frozen=True)
class Round:
    """One round of the programme with its sizes."""

    programme: Programme
    total: ProgrammeFigure | None
    cities: Size
    special_areas: Size


def rounds() -> dict[str, Round]:
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
        official = official_sizes(programme)
        if not set(SIZE_KEYS.values()) <= set(official):
            continue
        cities, special_areas = (
            Size(official[key], recorded.get((programme.pk, kind), 0)) for kind, key in SIZE_KEYS.items()
        )
        found[programme.slug] = Round(programme, official.get(TOTAL_KEY), cities, special_areas)
    return found


def official_sizes(programme: Programme) -> dict[str, ProgrammeFigure]:
    """The official sizes of a programme by their keys."""
    return {figure.key: figure for figure in programme.official_sizes.all()}
