"""Key numbers of a city as rows: a value, what it is of, and where it stands among all other cities.

Cities are compared by values of one indicator, year and evidence, so that unit and area covered are the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from cities.choices import CoveredArea, Direction, Topic
from cities.models import City, CityFigure, IndicatorValue
from cities.statistics import get_comparable_values
from cities.values.report_counts import get_report_count
from cities.waste.treatment import INTENTIONS, MOST_RESIDENTS, CityWaste
from records.choices import MeasuredProperty, Unit, WasteArea
from records.version_cache import VersionOf, cache_value

#: Values of fewer other cities are named instead of drawn.
_FEWEST_OTHERS = 5
#: Rows of a page, values from which they are chosen, and cities that a row names.
_MOST_ROWS, _MOST_VALUES, _MOST_NAMED = 5, 120, 4
#: As many dots on one spot have their number under it.
_PILE = 8
#: Positions of dots: parts of the width.
_POSITIONS = 400
#: Numbers that grow with a city are on a scale of ratios.
_SIZES = (Unit.PEOPLE,)
#: The order of rows, and of rates: what is used again before what is treated or collected.
_ORDER = (
    Unit.PEOPLE, Unit.CNY_PER_PERSON, WasteArea.DOMESTIC, WasteArea.INDUSTRIAL, WasteArea.CONSTRUCTION,
    WasteArea.HAZARDOUS, WasteArea.AGRICULTURAL, *Topic,
)  # fmt: skip
_RATES = (MeasuredProperty.RECYCLING_RATE, MeasuredProperty.TREATMENT_RATE, MeasuredProperty.COLLECTION_RATE)


@dataclass(frozen=True)
class Spread:
    """The values of all cities in one scope, ascending, with the rows of the lowest and the highest."""

    values: tuple[tuple[int, float], ...]
    lowest: IndicatorValue
    highest: IndicatorValue


@dataclass(frozen=True)
class NumberStrip:
    """The other cities as dots at parts of the width, and the place of this one; all from 0 to 100."""

    own: float
    dots: list[float]
    #: Position and number of cities.
    piles: list[tuple[float, int]]
    spread: Spread

    @property
    def ends(self) -> list[tuple[str, IndicatorValue]]:
        """The lowest and the highest value, each with its city or the number of cities that have it."""
        found = []
        for end in (self.spread.lowest, self.spread.highest):
            count = sum(value == float(end.value or 0) for _city, value in self.spread.values)
            others = ngettext("%(count)s city", "%(count)s cities", count) % {"count": count}
            found.append((others if count > 1 else end.city.full_name, end))
        return found

    @property
    def layers(self) -> list[str]:
        """The dots as paths of points; neighbours are on different ones, so that they darken each other."""
        return ["".join(f"M{x:g},0h0" for x in self.dots[start::3]) for start in range(3)]


@dataclass
class NumberRow:
    """A number with a strip, with those of a few other cities, or alone."""

    value: IndicatorValue | CityFigure
    strip: NumberStrip | None = None
    others: list[IndicatorValue] = field(default_factory=list)

    @property
    def is_of_size(self) -> bool:
        """Whether it says how large a city is, or its output a resident."""
        return self.value.unit in (Unit.PEOPLE, Unit.CNY_PER_PERSON)


def choose_values(city: City, known: Sequence[IndicatorValue] | None = None) -> list[IndicatorValue]:
    """Return the values of a city that tell most, at most five. `known`: its newest values; else one query.

    Residents and output a resident come first, then one rate of each subject: of what is used again rather
    than of what is treated, known of most cities. What was treated of the municipal waste is left out where
    the page says where the waste goes.
    """
    newest: dict[int, IndicatorValue] = {}
    rows: Iterable[IndicatorValue] = known or ()
    if known is None or any(value.evidence in INTENTIONS for value in known):
        rows = _list_own_values(city)[:_MOST_VALUES]
    for value in rows:
        if value.city_id == city.pk and value.value is not None:
            newest.setdefault(value.indicator_id, value)
    is_told = _is_waste_told(city)
    chosen: dict[Any, IndicatorValue] = {}
    for value in sorted(newest.values(), key=_get_weight):
        subject = _get_subject(value)
        if subject and not (is_told and _is_waste_treated(value)):
            chosen.setdefault(subject, value)
    return sorted(list(chosen.values())[:_MOST_ROWS], key=_get_place)


def _is_waste_told(city: City) -> bool:
    """Return whether the page says where the waste goes: of cities of China, not of their parts."""
    return city.country == "CN" and city.parent_id is None


def _list_own_values(city: City) -> QuerySet:
    return (
        IndicatorValue.objects.published()
        .filter(
            city=city, value__isnull=False, indicator__unit__in=[*_SIZES, Unit.CNY_PER_PERSON, Unit.PERCENT]
        )
        .exclude(evidence__in=INTENTIONS)
        .select_related("indicator", "report_count")
        .order_by("-year", "indicator", "pk")
    )


def _get_subject(value: IndicatorValue) -> Any:
    """Return of what a value is one row; None if it is of none."""
    indicator = value.indicator
    if indicator.unit in (Unit.PEOPLE, Unit.CNY_PER_PERSON):
        return indicator.unit if indicator.scope == CoveredArea.WHOLE_CITY else None
    is_rate = indicator.unit == Unit.PERCENT and indicator.direction != Direction.NEUTRAL
    return indicator.subject if is_rate else None


def _is_waste_treated(value: IndicatorValue) -> bool:
    indicator = value.indicator
    is_treated = indicator.measured_property == MeasuredProperty.TREATMENT_RATE
    return is_treated and indicator.waste_area == WasteArea.DOMESTIC


def _get_weight(value: IndicatorValue) -> tuple[Any, ...]:
    """Return what orders the values of a city: those with the least are shown."""
    is_size = value.indicator.unit != Unit.PERCENT
    measured = value.indicator.measured_property
    kind = -1 if is_size else _RATES.index(measured) if measured in _RATES else len(_RATES)
    return kind, _get_place(value), -get_report_count(value), -value.year, value.indicator.slug


def _get_place(value: IndicatorValue) -> int:
    subject = _get_subject(value)
    return _ORDER.index(subject) if subject else len(_ORDER)


def build_number_rows(
    city: City, values: Sequence[IndicatorValue], waste: Mapping[int, CityWaste]
) -> list[NumberRow]:
    """Return values of a city as rows: with a strip if enough others are known, else with others by name.

    A place of the size of a province is compared with none. What is read of all cities is kept as long as
    their `waste`, which is worked out from rows of the same types.
    """
    for value in values:
        value.city = city
    if not values or _is_province_sized(values):
        return [NumberRow(value) for value in values]
    return [_build_row(value, VersionOf(waste)) for value in values]


def _build_row(value: IndicatorValue, version: VersionOf) -> NumberRow:
    scope = value.indicator_id, value.year, value.evidence
    strip = _build_strip(value, cache_value(("spread", *scope), version, lambda: _build_spread(*scope)))
    if strip is not None:
        return NumberRow(value, strip)
    key = "values of few cities", value.indicator_id, value.year
    few = cache_value(key, version, lambda: _fetch_few(value.indicator_id, value.year))
    others = [row for row in few if row.city_id != value.city_id]
    return NumberRow(value, None, others[:_MOST_NAMED])


def _is_province_sized(values: Iterable[IndicatorValue]) -> bool:
    return any(
        value.indicator.unit == Unit.PEOPLE and value.value is not None and value.value > MOST_RESIDENTS
        for value in values
    )


def _list_compared() -> QuerySet:
    """Return what cities are compared by: not of their districts, nor of places of the size of a province."""
    residents = get_comparable_values().filter(
        indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY, value__gt=MOST_RESIDENTS
    )
    values = get_comparable_values().filter(city__parent=None)
    return values.exclude(city__in=residents.order_by().values("city"))


def _build_spread(indicator: int, year: int, evidence: str) -> Spread | None:
    rows = _list_compared().filter(indicator=indicator, year=year, evidence=evidence)
    found = list(rows.order_by("value", "city__name_en", "pk").values_list("pk", "city", "value"))
    values = {city: float(value) for _pk, city, value in found}
    if len(values) <= _FEWEST_OTHERS:
        return None
    low, high = found[0][0], found[-1][0]
    ends = IndicatorValue.objects.select_related("city__parent", "indicator").in_bulk([low, high])
    return Spread(tuple(values.items()), ends[low], ends[high])


def _build_strip(own: IndicatorValue, spread: Spread | None) -> NumberStrip | None:
    if spread is None or own.value is None:
        return None
    others = [value for city, value in spread.values if city != own.city_id]
    low, high = (min(spread.values[0][1], float(own.value)), max(spread.values[-1][1], float(own.value)))
    if len(others) < _FEWEST_OTHERS or low == high:
        return None
    is_ratio = own.indicator.unit in _SIZES and low > 0

    def place(value: float) -> float:
        part = log(value / low) / log(high / low) if is_ratio else (value - low) / (high - low)
        return round(part * _POSITIONS) * 100 / _POSITIONS

    counts = Counter(map(place, others))
    every = [value for _city, value in spread.values]
    # What stands at an end says how many cities have its value.
    told = {place(end) for end in (every[0], every[-1]) if every.count(end) > 1}
    piles = [(x, number) for x, number in counts.items() if number >= _PILE and x not in told]
    return NumberStrip(place(float(own.value)), list(counts), piles, spread)


def _fetch_few(indicator: int, year: int) -> list[IndicatorValue]:
    """Return the values of a year if they are few; if there is none, the newest ones if they are few."""
    rows = _list_compared().filter(indicator=indicator).exclude(evidence__in=INTENTIONS)
    rows = rows.select_related("city__parent", "indicator").order_by("-year", "city__name_en", "pk")
    for some in (rows.filter(year=year), rows):
        newest: dict[int, IndicatorValue] = {}
        for row in some[:_MOST_VALUES]:
            newest.setdefault(row.city_id, row)
        if len(newest) > 1:
            break
    return list(newest.values()) if len(newest) <= _FEWEST_OTHERS else []
