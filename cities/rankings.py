"""Rankings of indicator values among cities, computed on each request."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cities.models import IndicatorValue
from cities.statistics import get_comparable_values
from cities.time_series import is_comparable


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


def annotate_rankings(values: "QuerySet[IndicatorValue]") -> "QuerySet[IndicatorValue]":
    """Add the numbers of values that `get_ranking()` reads."""
    peers = get_comparable_values().filter(
        indicator=OuterRef("indicator"), year=OuterRef("year"), evidence=OuterRef("evidence")
    )
    return values.annotate(
        higher_count=_count_rows(peers.filter(value__gt=OuterRef("value"))),
        lower_count=_count_rows(peers.filter(value__lt=OuterRef("value"))),
        peer_count=_count_rows(peers),
    )


def get_ranking(value: Any) -> Ranking | None:
    """Return the ranking of an annotated value.

    Values of a part of a year, bounds, and the only value of a year have none.
    """
    if not is_comparable(value) or value.peer_count < 2:
        return None
    return Ranking(value.higher_count, value.lower_count, value.peer_count)


def _count_rows(rows: "QuerySet[IndicatorValue]") -> Coalesce:
    counted = rows.order_by().values("indicator").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, IntegerField()), 0)
