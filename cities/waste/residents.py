"""Municipal waste per resident, only where tonnes and residents are of one area and one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cities.models import IndicatorValue
from cities.statistics import get_comparable_values
from cities.waste.treatment import CityWaste
from records.choices import Unit

_KILOGRAMS = 1000


@dataclass(frozen=True)
class WastePerResident:
    """Kilograms of a year for each resident of the area where the waste was collected."""

    year: int
    kilograms: float
    residents: IndicatorValue


def fetch_waste_per_resident(waste: Mapping[int, CityWaste]) -> dict[int, WastePerResident]:
    """Return that of the newest year in which residents of the same area are known, by city. One query."""
    found: dict[int, WastePerResident] = {}
    for value in _fetch_residents(waste):
        own = waste[value.city_id]
        year = own.years.get(value.year)
        if year and own.scope == value.indicator.scope and value.value:
            kilograms = year.collected * _KILOGRAMS / float(value.value)
            found[value.city_id] = WastePerResident(value.year, kilograms, value)
    return found


def _fetch_residents(waste: Mapping[int, CityWaste]) -> Any:
    """Fetch the residents of these areas, the newest year last."""
    scopes = {own.scope for own in waste.values() if own.scope}
    values = get_comparable_values().filter(
        indicator__unit=Unit.PEOPLE, indicator__scope__in=scopes, city__in=list(waste)
    )
    return values.select_related("indicator").order_by("year", "pk")
