"""What rows of lists of cities show: marks, and one figure that is known of a city."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from cities.choices import CoveredArea, WasteRole
from cities.models import City, IndicatorValue, Region
from cities.row_marks import fetch_row_marks
from cities.statistics import get_comparable_values
from cities.waste.treatment import fetch_all_waste
from records.choices import Unit


def list_cities_by_region() -> QuerySet[City]:
    """Return cities in China by the code of their region, then those abroad.

    In a region those come first of which it is known what became of their waste, then others by name.
    """
    cities: Any = City.objects.with_place()
    collected = IndicatorValue.objects.published().filter(
        city=OuterRef("pk"), indicator__waste_role=WasteRole.COLLECTED
    )
    has_waste = Case(When(Exists(collected), then=Value(0)), default=Value(1))
    is_abroad = Case(When(country="CN", then=Value(0)), default=Value(1))
    has_no_code = Case(When(region__admin_code="", then=Value(1)), default=Value(0))
    ordered: QuerySet[City] = cities.annotate(has_no_waste=has_waste).order_by(
        is_abroad,
        has_no_code,
        "region__admin_code",
        "region__name_en",
        "region",
        "has_no_waste",
        "name_en",
        "pk",
    )
    return ordered


def attach_row_figures(cities: Sequence[Any]) -> None:
    """Set on cities what their rows show: `row_marks`, and `waste_year`, or else `residents`."""
    if not cities:
        return
    keys = [city.pk for city in cities]
    marks, waste, residents = fetch_row_marks(keys), fetch_all_waste(), _fetch_residents(keys)
    for city in cities:
        city.row_marks = marks.get(city.pk, [])
        own = waste.get(city.pk)
        newest = own.new if own else None
        city.waste_year = newest if newest and newest.landfilled is not None else None
        city.residents = residents.get(city.pk)


def _fetch_residents(cities: Sequence[int]) -> dict[int, IndicatorValue]:
    """Return the newest number of residents of whole cities. One query."""
    values = get_comparable_values().filter(
        city__in=cities, indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY
    )
    rows: Any = values.select_related("indicator").order_by("year", "pk")
    return {value.city_id: value for value in rows}


def group_by_region(keys: Sequence[int], rendered: Sequence[Any]) -> list[tuple[Any, list[Any]]]:
    """Return rendered rows, in the order of `keys`, each with its region in China, or None. Two queries."""
    regions_of = dict(City.objects.filter(pk__in=keys).values_list("pk", "region"))
    regions = Region.objects.filter(country="CN").in_bulk(
        {region for region in regions_of.values() if region}
    )
    groups = groupby(
        zip(keys, rendered, strict=True), key=lambda pair: regions.get(regions_of.get(pair[0]) or 0)
    )
    return [(region, [row for _key, row in own]) for region, own in groups]
