"""Dot strips: values of a city between the lowest and the highest, with those of its peers.

A strip compares values of one indicator, year and evidence, so that unit and area covered are the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, When, Window
from django.db.models.functions import RowNumber
from django.utils.html import strip_tags
from django.utils.translation import ngettext

from cities.choices import CoveredArea
from cities.models import City, CityFigure, IndicatorValue
from cities.rankings import get_ranking
from cities.statistics import get_comparable_values
from records.choices import Unit
from records.texts.formats import format_amount_text, format_stated_date, join_label, join_list

#: Values of fewer cities are no comparison.
MIN_CITIES = 5
#: Units whose values don't depend on the size of a city.
_RATES = (Unit.PERCENT, Unit.CNY_PER_PERSON)
#: Percent of the width within which the year at a dot would leave the drawing.
_EDGE = 8


@dataclass(frozen=True)
class StripDot:
    """A value at `x` percent of the width."""

    value: IndicatorValue
    x: float
    is_own: bool = False


@dataclass(frozen=True)
class StripEnd:
    """The lowest or highest value, with the name of its city or the number of cities that have it."""

    value: IndicatorValue
    label: str


@dataclass(frozen=True)
class ValueStrip:
    """The dots from the lowest to the highest."""

    own: IndicatorValue
    dots: list[StripDot]
    lowest: StripEnd
    highest: StripEnd
    cities: int

    @property
    def anchor(self) -> str:
        """The side at which the year stands at the dot of the city."""
        x = next(dot.x for dot in self.dots if dot.is_own)
        return "start" if x < _EDGE else "end" if x > 100 - _EDGE else "middle"

    @property
    def text(self) -> str:
        """City and value of each dot, from the lowest to the highest."""
        words = [
            f"{dot.value.city.name} {format_amount_text(dot.value).replace(chr(160), ' ')}"
            for dot in self.dots
        ]
        return join_label(format_stated_date(self.own.year), strip_tags(join_list(words)))


@dataclass(frozen=True)
class MainFigure:
    """A figure with which the page of a city opens; a value that is compared has a strip."""

    figure: CityFigure | IndicatorValue
    strip: ValueStrip | None = None


def choose_comparable_values(city: City, values: Iterable[IndicatorValue], count: int) -> list[Any]:
    """Return at most `count` values of a city that are ranked among at least five cities.

    The newest of each indicator whose area is known: first rates, in the order of `values`, then residents,
    which come before rates if there isn't space for both. `values` have their ranking loaded.
    """
    chosen: dict[int, IndicatorValue] = {}
    for value in values:
        ranking = get_ranking(value) if value.city_id == city.pk and value.indicator.scope else None
        if ranking and ranking.cities >= MIN_CITIES and ranking.higher + ranking.lower:
            chosen.setdefault(value.indicator_id, value)
    residents = [
        value
        for value in chosen.values()
        if value.unit == Unit.PEOPLE and value.indicator.scope == CoveredArea.WHOLE_CITY
    ][: min(count, 1)]
    rates = [value for value in chosen.values() if value.unit in _RATES]
    return [*rates[: count - len(residents)], *residents]


def add_strips(figures: Sequence[CityFigure | IndicatorValue], peers: Iterable[City]) -> list[MainFigure]:
    """Return the figures, indicator values that are ranked with a strip. At most one query.

    There is none where the stored rankings are older than the values.
    """
    values = [figure for figure in figures if isinstance(figure, IndicatorValue)]
    rows = _fetch_strip_values(values, peers) if values else []
    return [
        MainFigure(figure, _build_strip(figure, rows) if isinstance(figure, IndicatorValue) else None)
        for figure in figures
    ]


def _fetch_strip_values(values: Iterable[IndicatorValue], peers: Iterable[City]) -> list[Any]:
    """Fetch the values of peers, the lowest and the highest, in ascending order."""
    same, cities = Q(), [peer.pk for peer in peers]
    for value in values:
        same |= Q(indicator=value.indicator_id, year=value.year, evidence=value.evidence)
    is_peer = Case(When(city__in=cities, then=1), default=0, output_field=IntegerField())
    # Many cities may have the lowest or highest value: one of each is read.
    rows: Any = (
        get_comparable_values()
        .filter(same)
        .filter(Q(city__in=cities) | Q(ranking__lower=0) | Q(ranking__higher=0))
        .select_related("city__parent", "indicator", "ranking")
        .annotate(is_peer=is_peer)
        .annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("indicator"), F("is_peer"), F("ranking__lower"), F("ranking__higher")],
                order_by=[F("city__name_en"), F("pk")],
            )
        )
        .filter(Q(is_peer=1) | Q(place=1))
    )
    return sorted(rows, key=lambda row: (row.value, row.city.name_en, row.pk))


def _is_same(value: IndicatorValue, other: IndicatorValue) -> bool:
    return all(getattr(value, name) == getattr(other, name) for name in ("indicator_id", "year", "evidence"))


def _build_strip(own: IndicatorValue, values: list[Any]) -> ValueStrip | None:
    rows = [row for row in values if _is_same(own, row)]
    ranking = get_ranking(own)
    lowest, highest = (_find_end(rows, side) for side in ("lower", "higher"))
    if ranking is None or lowest is None or highest is None:
        return None
    low, high = lowest.value.value, highest.value.value
    if low is None or high is None or low == high:
        return None
    others = [row for row in rows if row.pk != own.pk]
    dots = [
        StripDot(row, round(float(100 * (row.value - low) / (high - low)), 2), row.pk == own.pk)
        for row in [*others, own]
        if low <= row.value <= high
    ]
    if not any(dot.is_own for dot in dots):
        return None  # The ranking is older than the value.
    dots.sort(key=lambda dot: (dot.x, dot.is_own))
    return ValueStrip(own, dots, lowest, highest, ranking.cities)


def _find_end(rows: Iterable[IndicatorValue], side: str) -> StripEnd | None:
    """Return the row that no other is lower or higher than."""
    for row in rows:
        ranking = get_ranking(row)
        if ranking and getattr(ranking, side) == 0:
            return StripEnd(row, _describe_end(row, ranking.equal))
    return None


def _describe_end(row: IndicatorValue, equal: int) -> str:
    if not equal:
        return str(row.city.full_name)
    return ngettext("%(count)s city", "%(count)s cities", equal + 1) % {"count": equal + 1}
