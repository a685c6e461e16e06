"""Material flows as precedents for somebody who has or needs a by-product, by how well they fit.

Each part of the fit (material, sector, quantity, distance) has a level and is said in words. What isn't known
is neither a good fit nor a bad one: it stands between them. What nobody asked for has no words.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from cities.models import City
from initiatives.choices import Sector
from initiatives.material_names import MaterialMatch
from initiatives.models import Designation, MaterialFlow
from records.distances import measure_distance
from records.figures.units import get_unit

#: Of more flows, only so many are compared.
MAX_PRECEDENTS = 1_000
_SHOWN = 20
#: Quantities of which the larger one is at most so many times the other.
_ALIKE, _SAME_SCALE = 2, 10
_YEARLY = "t_per_year"


class Side(StrEnum):
    """What somebody does with the material."""

    HAVE = "have"
    NEED = "need"


class Fit(IntEnum):
    """How well a part fits; lower is better."""

    GOOD = 0
    FAIR = 1
    UNKNOWN = 2
    POOR = 3


@dataclass(frozen=True)
class Offer:
    """What somebody has or needs. `tonnes` are per year."""

    side: Side
    materials: dict[int, MaterialMatch]
    city: City | None = None
    tonnes: float | None = None
    sector: str = ""


@dataclass(frozen=True)
class FitPart:
    level: Fit
    text: str


@dataclass(frozen=True)
class Precedent:
    """A flow with its fit and the programmes that have named its park. `distance` is in kilometres."""

    flow: MaterialFlow
    material: FitPart
    sector: FitPart
    quantity: FitPart
    place: FitPart
    distance: float | None
    is_elsewhere: bool
    programmes: list[Any]

    @property
    def parts(self) -> list[FitPart]:
        """The parts that were compared."""
        return [part for part in (self.material, self.sector, self.quantity, self.place) if part.text]

    @property
    def sort_key(self) -> tuple[Any, ...]:
        far = float("inf") if self.distance is None else self.distance
        flow = self.flow
        levels = (self.material.level, self.sector.level, self.quantity.level)
        return (*levels, far, flow.park.name_en, flow.position, flow.pk)  # type: ignore[attr-defined]


def find_precedents(offer: Offer) -> tuple[list[Precedent], int]:
    """Return the precedents that fit best, and how many there are, with two queries."""
    found = rank_precedents(offer)
    shown = found[:_SHOWN]
    add_programmes(shown)
    return shown, len(found)


def rank_precedents(offer: Offer) -> list[Precedent]:
    """Return the precedents without their programmes, those that fit best first, with one query."""
    flows = list(
        MaterialFlow.objects.published()
        .filter(material__in=offer.materials)
        .select_related("material", "park__city__region", "park__city__parent")
        .order_by("park__name_en", "park", "position", "pk")[:MAX_PRECEDENTS]
    )
    return sorted((_build_precedent(flow, offer) for flow in flows), key=lambda one: one.sort_key)


def add_programmes(precedents: Sequence[Precedent]) -> None:
    """Add the programmes that have named the parks, with one query."""
    programmes = _load_programmes(one.flow.park_id for one in precedents)
    for one in precedents:
        one.programmes.extend(programmes[one.flow.park_id])


def _build_precedent(flow: MaterialFlow, offer: Offer) -> Precedent:
    distance = _measure_way(flow, offer.city)
    elsewhere = offer.city is not None and offer.city.region_id != flow.park.city.region_id
    return Precedent(
        flow=flow,
        material=_compare_material(offer.materials[flow.material_id]),
        sector=_compare_sector(flow, offer),
        quantity=_compare_quantity(flow, offer.tonnes),
        place=_describe_way(flow, offer.city, distance),
        distance=distance,
        is_elsewhere=elsewhere,
        programmes=[],
    )


def _load_programmes(parks: Iterable[int]) -> dict[int, list[Any]]:
    """Return the programmes that have named each park."""
    programmes: dict[int, list[Any]] = defaultdict(list)
    designations = Designation.objects.published().filter(park__in=set(parks)).select_related("programme")
    for designation in designations.order_by("programme__name_en", "pk"):
        programmes[designation.park_id].append(designation.programme)
    return programmes


# -- the parts of the fit --------------------------------------------------------------------------------

_NOT_COMPARED = FitPart(Fit.UNKNOWN, "")


def _compare_material(match: MaterialMatch) -> FitPart:
    if match is MaterialMatch.SAME:
        return FitPart(Fit.GOOD, _("Same material"))
    if match is MaterialMatch.KIND:
        return FitPart(Fit.FAIR, _("Broader or narrower material"))
    return FitPart(Fit.POOR, _("Similar name"))


def _compare_sector(flow: MaterialFlow, offer: Offer) -> FitPart:
    """Compare the sector with that of the company on the same side of the precedent."""
    sector = flow.from_sector if offer.side is Side.HAVE else flow.to_sector
    if not offer.sector:
        return _NOT_COMPARED
    if not sector:
        return FitPart(Fit.UNKNOWN, _("Sector not known"))
    if sector == offer.sector:
        return FitPart(Fit.GOOD, _("Same sector"))
    return FitPart(Fit.POOR, _("Another sector: %(sector)s") % {"sector": Sector(sector).label})


def _compare_quantity(flow: MaterialFlow, tonnes: float | None) -> FitPart:
    if tonnes is None:
        return _NOT_COMPARED
    yearly = _get_yearly_tonnes(flow)
    if yearly is None:
        return FitPart(Fit.UNKNOWN, _("Yearly amount not known"))
    more, less = max(yearly, tonnes), min(yearly, tonnes)
    if more <= _ALIKE * less:
        return FitPart(Fit.GOOD, _("About the amount you entered"))
    times = number_format(round(more / less), use_l10n=True, force_grouping=True) if less else "∞"
    level = Fit.FAIR if more <= _SAME_SCALE * less else Fit.POOR
    if yearly > tonnes:
        return FitPart(level, _("About %(times)s times the amount you entered") % {"times": times})
    return FitPart(level, _("About 1/%(times)s of the amount you entered") % {"times": times})


def _get_yearly_tonnes(flow: MaterialFlow) -> float | None:
    """Return the tonnes of the material per year, if the quantity is one of the material over time."""
    if not flow.is_amount_of_material:
        return None
    unit, yearly = get_unit(flow.unit), get_unit(_YEARLY)
    if unit.dimension != yearly.dimension or not unit.si_factor or not yearly.si_factor or flow.value is None:
        return None
    return float(flow.value) * unit.si_factor / yearly.si_factor


def _measure_way(flow: MaterialFlow, city: City | None) -> float | None:
    if city is None:
        return None
    places: list[Any] = [
        flow.park,
        flow.park.city,
        *([flow.park.city.parent] if flow.park.city.parent else []),
    ]
    ways = (measure_distance(city, place) for place in places)
    return next((way for way in ways if way is not None), None)


def _describe_way(flow: MaterialFlow, city: City | None, distance: float | None) -> FitPart:
    if city is None:
        return _NOT_COMPARED
    if flow.park.city_id == city.pk:
        return FitPart(Fit.GOOD, _("Same city"))
    if distance is None:
        return FitPart(Fit.UNKNOWN, _("Distance not known"))
    km = number_format(round(distance), use_l10n=True, force_grouping=True)
    text = _("%(km)s km from %(city)s in a straight line") % {"km": km, "city": city.name.plain}
    return FitPart(Fit.FAIR, text)
