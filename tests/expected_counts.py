"""Counts in plain Python over the records, to compare with the rows of a statistic's query."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from cities.models import City
from stats.definitions import HUB, Code, StatisticResult, StatisticRow, get_statistics

#: (kind of scope, slug, dimensions) -> how many.
Table = dict[tuple[str, str, tuple[tuple[str, Code], ...]], Any]

Scopes = list[tuple[str, str]]


def make_key(scope: str, slug: str, dimensions: Mapping[str, Code]) -> tuple[Any, ...]:
    return scope, slug, tuple(sorted(dimensions.items()))


def rows_of(statistic: str, *scopes: str) -> list[StatisticRow]:
    rows = get_statistics()[statistic].rows()
    return [row for row in rows if not scopes or row.scope in scopes]


def count_rows(statistic: str, *scopes: str) -> Table:
    """What the query counts: `n` of every value."""
    return {make_key(row.scope, row.slug, row.dimensions): row.n for row in rows_of(statistic, *scopes)}


def compute_values(statistic: str, *scopes: str) -> Table:
    """What the query yields, rounded as it is stored."""
    round_value = get_statistics()[statistic].round_value
    return {
        make_key(row.scope, row.slug, row.dimensions): round_value(row.value)
        for row in rows_of(statistic, *scopes)
    }


def compute_hub_values(statistic: str) -> dict[Any, Any]:
    """The values at the hub by their dimensions; by the code alone where there is one dimension."""
    round_value = get_statistics()[statistic].round_value
    found = {tuple(row.dimensions.values()): round_value(row.value) for row in rows_of(statistic, HUB)}
    return {codes[0] if len(codes) == 1 else codes: value for codes, value in found.items()}


def count_expected(
    things: Iterable[Any],
    scopes: Callable[[Any], Scopes],
    dimensions: Callable[[Any], Mapping[str, Code]],
    amount: Callable[[Any], Any] = lambda thing: 1,
) -> Table:
    """Count, or add up, things in each of their scopes; a thing counts once in each."""
    table: Counter[Any] = Counter()
    for thing in things:
        for scope, slug in dict.fromkeys(scopes(thing)):
            table[make_key(scope, slug, dimensions(thing))] += amount(thing)
    return dict(table)


def in_city(city: City) -> Scopes:
    """The hub, the region, and the city with all that it belongs to."""
    above, found = city, [(HUB, ""), ("region", city.region.slug)]
    while above is not None:
        found.append(("city", above.slug))
        above = above.parent
    return found


def in_region(city: City) -> Scopes:
    return in_city(city)[:2]


def make_reading(row: StatisticRow, statistic: str) -> StatisticResult:
    """A row as it would be read once it is stored."""
    declared, now = get_statistics()[statistic], datetime(2026, 1, 1, tzinfo=UTC)
    return StatisticResult(
        declared, row.scope, row.slug, row.dimensions, declared.round_value(row.value), row.n,
        None if row.denominator is None else Decimal(str(row.denominator)), row.reason, now, now, now,
    )  # fmt: skip


def make_readings(statistic: str, scope: str = HUB, slug: str = "") -> list[StatisticResult]:
    rows = [row for row in rows_of(statistic, scope) if row.slug == slug]
    return [make_reading(row, statistic) for row in rows]


def render_headline(statistic: str, scope: str = HUB, slug: str = "") -> str:
    """The title sentence from what is on record now."""
    return get_statistics()[statistic].headline(make_readings(statistic, scope, slug))
