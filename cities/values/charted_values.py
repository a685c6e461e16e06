"""The values of an indicator that its page draws and describes: all of a few, some of many."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cities.models import Indicator, IndicatorValue, ValueSample
from cities.statistics import get_comparable_values
from cities.values.coverage import count_by_indicator
from cities.values.time_series import MAX_NAMED, ValueChange, ValueSpread, describe_series
from stats.aggregations import FEWEST_FOR_A_SENTENCE

#: With more values, those of the newest year with several cities are drawn; with more of that year, none:
#: every city has a dot, or none. China has fewer cities.
MAX_DRAWN = MAX_DRAWN_OF_YEAR = 400


@dataclass(frozen=True)
class ChartedValues:
    """The values that are drawn, and what all of them show; `count` and `cities` are those of all values."""

    values: list[IndicatorValue]
    series: ValueSpread | ValueChange | None
    count: int
    cities: int
    is_newest_only: bool = False

    @property
    def cited(self) -> list[IndicatorValue]:
        """The values that the sentence about all of them names."""
        if isinstance(self.series, ValueSpread):
            return [*self.series.lowest, *self.series.highest]
        return [self.series.first, self.series.last] if self.series else []


def fetch_charted_values(indicator: Indicator) -> ChartedValues:
    """Return the values to draw. One query with a stored sample; else two, or seven for many values."""
    stored: ValueSample | None = getattr(indicator, "sample", None)
    sampled = _fetch_sample(indicator, stored.data) if stored else None
    return sampled or _choose_values(indicator)


def _choose_values(indicator: Indicator) -> ChartedValues:
    rows = list_values_of_indicator(indicator)
    counts = rows.order_by().aggregate(count=Count("pk"), cities=Count("city", distinct=True))
    if counts["count"] <= MAX_DRAWN:
        values = list(rows)
        return ChartedValues(values, describe_series(values), **counts)
    return ChartedValues(
        _list_newest_year(rows), _fetch_spread(rows, indicator), **counts, is_newest_only=True
    )


def list_values_of_indicator(indicator: Indicator) -> QuerySet[Any]:
    """Return the published values of an indicator: the newest year first, and of a year the largest value."""
    # All have this indicator, which need not be read with each.
    rows: Any = indicator.values.published()
    return rows.select_related("city__parent", "city__region").order_by(
        "-year", F("value").desc(nulls_last=True), "city__name_en", "city", "pk"
    )


def list_newest_values(indicator: Indicator, limit: int) -> QuerySet[Any]:
    """Return the first of `list_values_of_indicator()`, for which only the newest years are sorted."""
    rows = list_values_of_indicator(indicator)
    years = rows.order_by("-year").values("year")
    last = Coalesce(Subquery(years[limit : limit + 1]), 0)
    return rows.filter(year__gte=last)


def _list_newest_year(rows: QuerySet[Any]) -> list[Any]:
    """Return the values of the newest year with several cities; none of very many."""
    known = rows.filter(value__isnull=False)
    by_year = known.order_by("-year").values("year").annotate(n=Count("pk"))
    newest = by_year.filter(n__gt=1).first() or by_year.first()
    if newest is None or newest["n"] > MAX_DRAWN_OF_YEAR:
        return []
    return list(known.filter(year=newest["year"]))


def _fetch_spread(rows: QuerySet[Any], indicator: Indicator) -> ValueSpread | None:
    """Return the lowest and highest values of the newest year with enough cities."""
    comparable = get_comparable_values().filter(indicator=indicator).order_by()
    by_year = comparable.values("year").annotate(n=Count("pk"), low=Min("value"), high=Max("value"))
    newest = by_year.filter(n__gte=FEWEST_FOR_A_SENTENCE).order_by("-year").first()
    if newest is None:
        return None
    of_year = rows.filter(pk__in=comparable.filter(year=newest["year"]).values("pk"))
    ends = of_year.order_by().aggregate(
        lowest=Count("pk", filter=Q(value=newest["low"])), highest=Count("pk", filter=Q(value=newest["high"]))
    )
    return ValueSpread(
        newest["year"],
        list(of_year.filter(value=newest["low"])[:MAX_NAMED]),
        list(of_year.filter(value=newest["high"])[:MAX_NAMED]),
        newest["n"],
        (ends["lowest"], ends["highest"]),
    )


# -- stored samples ---------------------------------------------------------------------------------


def _describe_sample(charted: ChartedValues) -> dict[str, Any]:
    """Return the data of a `ValueSample`: numbers, and the primary keys of the values."""
    spread = charted.series if isinstance(charted.series, ValueSpread) else None
    return {
        "count": charted.count,
        "cities": charted.cities,
        "drawn": [value.pk for value in charted.values],
        "spread": spread
        and {
            "year": spread.year,
            "cities": spread.cities,
            "ends": list(spread.ends),
            "lowest": [[value.pk, str(value.value)] for value in spread.lowest],
            "highest": [[value.pk, str(value.value)] for value in spread.highest],
        },
    }


def _fetch_sample(indicator: Indicator, data: dict[str, Any]) -> ChartedValues | None:
    """Return what is stored of an indicator; None if a lowest or highest value has changed since."""
    ends = [data["spread"][end] for end in ("lowest", "highest")] if data["spread"] else []
    keys = {*data["drawn"], *(pk for end in ends for pk, _amount in end)}
    rows = {value.pk: value for value in list_values_of_indicator(indicator).filter(pk__in=keys)}
    named = [[rows[pk] for pk, amount in end if pk in rows and str(rows[pk].value) == amount] for end in ends]
    if any(len(values) < len(end) for values, end in zip(named, ends, strict=True)):
        return None
    drawn = set(data["drawn"])
    return ChartedValues(
        [value for pk, value in rows.items() if pk in drawn],
        _read_spread(data["spread"], named),
        data["count"],
        data["cities"],
        is_newest_only=True,
    )


def _read_spread(data: dict[str, Any] | None, named: list[list[Any]]) -> ValueSpread | None:
    if data is None:
        return None
    lowest, highest = named
    return ValueSpread(data["year"], lowest, highest, data["cities"], tuple(data["ends"]))


def update_samples() -> int:
    """Choose the values of indicators with many; return the number of samples that changed."""
    values = IndicatorValue.objects.published()
    by_indicator = values.order_by().values("indicator")
    many = by_indicator.annotate(n=Count("pk")).filter(n__gt=MAX_DRAWN).values("indicator")
    coverage = {row.pop("indicator"): row for row in count_by_indicator(values.filter(indicator__in=many))}
    samples = {
        indicator.pk: _describe_sample(_choose_values(indicator)) | {"coverage": coverage[indicator.pk]}
        for indicator in Indicator.objects.filter(pk__in=many)
    }
    removed, _rows = ValueSample.objects.exclude(pk__in=samples).delete()
    known = dict(ValueSample.objects.values_list("pk", "data"))
    changed = [
        ValueSample(indicator_id=pk, data=data) for pk, data in samples.items() if known.get(pk) != data
    ]
    ValueSample.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["indicator"], update_fields=["data"]
    )
    return removed + len(changed)
