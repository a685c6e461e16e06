"""The figures of cities from which readers choose the columns of their table."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy

from cities.choices import CoveredArea, WasteFate, WasteRole
from cities.models import Indicator
from cities.statistics import get_comparable_values
from cities.values.coverage import count_values
from cities.waste.amounts import format_share
from cities.waste.treatment import MIN_COMPARED_CITIES, CityWaste, fetch_all_waste
from records.choices import Unit
from records.pages.chosen_columns import StatedValue, TableColumnChoice
from records.texts.formats import format_in_unit
from records.version_cache import cache_value

#: Shares of what was collected, which no indicator has.
_SHARES = {
    "landfilled-share": (WasteFate.LANDFILLED, gettext_lazy("Municipal waste in sanitary landfill, share")),
    "burned-share": (WasteFate.BURNED, gettext_lazy("Municipal waste burned, share")),
}


def list_city_figures(versions: Any) -> list[TableColumnChoice]:
    """Return indicators of which many cities have a value, then the shares of municipal waste.

    `versions`: those of the types of which values are.
    """
    indicators: list[Indicator] = cache_value(("city figures",), versions, _fetch_indicators)
    choices = [_build_choice(indicator) for indicator in indicators]
    if any(indicator.waste_role for indicator in indicators):
        choices += [
            TableColumnChoice(code, label, Unit.PERCENT, is_usual=True, is_number=True)
            for code, (_fate, label) in _SHARES.items()
        ]
    return choices


def _fetch_indicators() -> list[Indicator]:
    many = [pk for pk, coverage in count_values().items() if coverage.cities_count >= MIN_COMPARED_CITIES]
    return list(Indicator.objects.published().filter(pk__in=many).order_by("name_en", "pk"))


def _build_choice(indicator: Indicator) -> TableColumnChoice:
    is_of_all = indicator.scope == CoveredArea.WHOLE_CITY
    is_residents = indicator.unit == Unit.PEOPLE and is_of_all
    is_usual = is_residents or indicator.waste_role == WasteRole.COLLECTED
    return TableColumnChoice(
        indicator.slug, indicator.name, indicator.unit, is_usual=is_usual, is_number=True
    )


def fetch_city_figures(codes: list[str], cities: list[int]) -> dict[str, dict[int, StatedValue]]:
    """Return the newest value of each city of each figure. One query for all indicators."""
    values: dict[str, dict[int, StatedValue]] = {code: {} for code in codes}
    for row in _fetch_newest([code for code in codes if code not in _SHARES], cities):
        text = format_in_unit(row.value, row.indicator.unit)
        values[row.indicator.slug][row.city_id] = StatedValue(row.value, text, row.year)
    waste = fetch_all_waste() if _SHARES.keys() & values.keys() else {}
    for code in _SHARES.keys() & values.keys():
        values[code] = _list_shares(code, waste, cities)
    return values


def _fetch_newest(indicators: list[str], cities: list[int]) -> Any:
    comparable = get_comparable_values()
    same = comparable.filter(indicator=OuterRef("indicator"), city=OuterRef("city"))
    newest = Subquery(same.order_by("-year").values("year")[:1])
    rows = comparable.filter(indicator__slug__in=indicators, city__in=cities, year=newest)
    return rows.select_related("indicator").order_by("pk")


def _list_shares(code: str, waste: dict[int, CityWaste], cities: Iterable[int]) -> dict[int, StatedValue]:
    """Return a share of each city in percent, with one decimal."""
    found = {}
    for pk in cities:
        year = waste[pk].new if pk in waste else None
        share = year.share(_SHARES[code][0]) if year else None
        if year and share is not None:
            number = Decimal(f"{100 * share:.1f}")
            found[pk] = StatedValue(number, format_share(share), year.year)
    return found
