"""Where a value stands among those of other cities: read from the values when shown, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cities.models import IndicatorValue
from cities.statistics import comparable


@dataclass(frozen=True)
class Standing:
    """How many of all the cities with a value, of one year and evidence, have a higher and a lower one."""

    higher: int
    lower: int
    cities: int

    @property
    def equal(self) -> int:
        """How many other cities have the same value."""
        return self.cities - self.higher - self.lower - 1


def standings(values: Iterable[IndicatorValue]) -> dict[int, Standing]:
    """The standing of each value, by its primary key; none for a part of a year, a bound, or a lone value.

    One query, whatever the number of values.
    """
    alike = comparable().filter(
        indicator=OuterRef("indicator"), year=OuterRef("year"), evidence=OuterRef("evidence")
    )
    rows = (
        comparable()
        .filter(pk__in=[value.pk for value in values])
        .annotate(
            higher=_count(alike.filter(value__gt=OuterRef("value"))),
            lower=_count(alike.filter(value__lt=OuterRef("value"))),
            cities=_count(alike),
        )
        .filter(cities__gt=1)
        .order_by()
    )
    return {
        pk: Standing(higher, lower, cities)
        for pk, higher, lower, cities in rows.values_list("pk", "higher", "lower", "cities")
    }


def _count(rows: "QuerySet[IndicatorValue]") -> Coalesce:
    counted = rows.order_by().values("indicator").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted, IntegerField()), 0)
