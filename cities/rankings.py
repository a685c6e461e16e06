"""Rankings of indicator values among cities, computed on each request."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cities.models import IndicatorValue
from cities.statistics import get_comparable_values


@dataclass(frozen=True)
class Ranking:
    """The number of cities with a higher and a lower value, among all of one year and evidence."""

    higher: int
    lower: int
    cities: int

    @property
    def equal(self) -> int:
        """The number of other cities with the same value."""
        return self.cities - self.higher - self.lower - 1


def compute_rankings(values: Iterable[IndicatorValue]) -> dict[int, Ranking]:
    """Return the ranking of each value by primary key. One query.

    Values of a part of a year, bounds, and the only value of a year have none.
    """
    peers = get_comparable_values().filter(
        indicator=OuterRef("indicator"), year=OuterRef("year"), evidence=OuterRef("evidence")
    )
    rows = (
        get_comparable_values()
        .filter(pk__in=[value.pk for value in values])
        .annotate(
            higher=_count_rows(peers.filter(value__gt=OuterRef("value"))),
            lower=_count_rows(peers.filter(value__lt=OuterRef("value"))),
            cities=_count_rows(peers),
        )
        .filter(cities__gt=1)
        .order_by()
    )
    return {
        pk: Ranking(higher, lower, cities)
        for pk, higher, lower, cities in rows.values_list("pk", "higher", "lower", "cities")
    }


def _count_rows(rows: "QuerySet[IndicatorValue]") -> Coalesce:
    counted = rows.order_by().values("indicator").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, IntegerField()), 0)
