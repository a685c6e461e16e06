"""Rankings of values among cities: projections, refreshed like statistics.

Indicator values are ranked among those of one year and evidence, key facts of cities among those with one
name, unit, year, period, type of amount and evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import Lower, Rank

from cities.models import CityFigure, FactRanking, ValueRanking
from cities.statistics import get_comparable_values
from cities.values.time_series import is_comparable
from records.choices import Precision, Status, Unit
from stats.sql import run_query

_BOUNDS = (Precision.AT_LEAST, Precision.UP_TO)
#: Numbers that are no amounts.
_UNRANKED_UNITS = (Unit.CALENDAR_YEAR, Unit.MILESTONE)
#: What key facts have in common that are ranked together, beside their name.
_SCOPE_OF_FACTS = ("unit", "year", "period_en", "period_zh_hans", "amount_type", "evidence")


@dataclass(frozen=True)
class Ranking:
    """The number of cities with a higher and a lower value, among all that are ranked together."""

    higher: int
    lower: int
    cities: int

    @property
    def equal(self) -> int:
        """The number of other cities with the same value."""
        return self.cities - self.higher - self.lower - 1


def get_ranking(value: Any) -> Ranking | None:
    """Return the stored ranking of a value or key fact, loaded with `select_related("ranking")`.

    There is none for bounds, the only value of a year, indicator values of a part of a year, and key facts
    without a year.
    """
    stored: ValueRanking | FactRanking | None = getattr(value, "ranking", None)
    if stored is None or stored.cities < 2 or not _may_rank(value):
        return None
    return Ranking(stored.higher, stored.lower, stored.cities)


def _may_rank(value: Any) -> bool:
    """Return whether a value can be ranked: it may have changed since the last refresh."""
    if isinstance(value, CityFigure):
        return value.year is not None and value.precision not in _BOUNDS
    return is_comparable(value)


def get_ranked_facts() -> "QuerySet[CityFigure]":
    """Return key facts with a year that are not bounds, of cities that are not part of another one.

    A fact of which a city has several values in the same scope is left out.
    """
    scope = {name: OuterRef(name) for name in ("city", "label_en", *_SCOPE_OF_FACTS)}
    twins = CityFigure.objects.filter(**scope).exclude(pk=OuterRef("pk"))
    facts = CityFigure.objects.filter(city__status=Status.PUBLISHED, city__parent=None, year__isnull=False)
    return facts.exclude(precision__in=_BOUNDS).exclude(unit__in=_UNRANKED_UNITS).filter(~Exists(twins))


def update_rankings() -> int:
    """Compute the rankings of indicator values; return the number of rows that changed."""
    return _update_table(ValueRanking, get_comparable_values(), [F("indicator_id"), F("year"), F("evidence")])


def update_fact_rankings() -> int:
    """Compute the rankings of key facts of cities; return the number of rows that changed."""
    group = [Lower("label_en"), *map(F, _SCOPE_OF_FACTS)]
    return _update_table(FactRanking, get_ranked_facts(), group)


def _update_table(model: type[Any], ranked: "QuerySet[Any]", group: Sequence[Any]) -> int:
    """Compute all rankings and write those that changed; return their number.

    Each value is read once: one sort serves all windows.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    pks, params = ranked.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        run_query(cursor, f"DELETE FROM {table} WHERE value_id NOT IN ({pks})", params)
        removed = cursor.rowcount
        ranks, params = _compile_ranks(ranked, group)
        # The condition stands last, so that SQLite can tell the conflict clause from one of a join.
        run_query(
            cursor,
            f"INSERT INTO {table} (value_id, higher, lower, cities) "
            f"WITH ranked (id, below, same, size) AS ({ranks}) "
            f"SELECT id, size - below - same, below, size FROM ranked "
            f"WHERE NOT EXISTS (SELECT 1 FROM {table} AS stored WHERE stored.value_id = ranked.id "
            f"AND stored.lower = below AND stored.cities = size AND stored.higher = size - below - same) "
            f"ON CONFLICT (value_id) DO UPDATE SET higher = excluded.higher, lower = excluded.lower, "
            f"cities = excluded.cities",
            params,
        )
        return removed + cursor.rowcount


def _compile_ranks(ranked: "QuerySet[Any]", group: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL of the ranked values with what is below, the same, and the size of their group."""
    ranks = (
        ranked.order_by()
        .annotate(
            place=Window(Rank(), partition_by=group, order_by=F("value").asc()),
            same=Window(Count("*"), partition_by=[*group, F("value")]),
            size=Window(Count("*"), partition_by=group),
        )
        .values_list("pk", F("place") - 1, "same", "size")
    )
    return ranks.query.sql_with_params()
