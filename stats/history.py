"""Earlier values of a statistic, and what superseded those of a content version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from records.figures.citations import get_version_day
from stats.definitions import StatisticResult
from stats.models import HistoricalValue, encode_dimensions
from stats.selectors import ScopedKey, find_change_numbers, find_former_slugs
from stats.tables import Table, build_table


@dataclass(frozen=True)
class HistoricalRow:
    """A replaced value with its labels."""

    value: HistoricalValue
    name: str
    formatted_value: str
    reason: Any


#: Replaced values shown on a page.
MAX_HISTORICAL_ROWS = 60


def build_historical_rows(table: Table) -> list[HistoricalRow]:
    """Return the newest replaced values, also under former slugs of the scope, labelled as in the table.

    Two queries besides those of the labels.
    """
    statistic, scope = table.statistic, table.scope
    former = find_former_slugs([(scope.kind, scope.slug)])[scope.kind, scope.slug]
    rows = HistoricalValue.objects.filter(
        statistic=statistic.key, scope=scope.kind, slug__in=[scope.slug, *former]
    )
    newest = list(rows.order_by("-until", "-pk")[:MAX_HISTORICAL_ROWS])
    results = {row.pk: row.result(statistic) for row in newest}
    rows_by_result = {
        id(row.result): row for row in build_table(statistic, scope, list(results.values())).rows
    }
    labelled = [(value, rows_by_result[id(results[value.pk])]) for value in newest]
    return [HistoricalRow(value, row.name, row.formatted_value, row.reason) for value, row in labelled]


@dataclass(frozen=True)
class StatisticState:
    """The content version since which values differ from those before, with its day."""

    number: int
    day: Day | None


@dataclass(frozen=True)
class StatisticSupersession:
    """What superseded the values of a content version: the next state, and the latest one."""

    next: StatisticState
    latest: StatisticState


def find_statistic_supersession(
    scoped_key: ScopedKey, number: int, then: Sequence[StatisticResult], now: Sequence[StatisticResult]
) -> StatisticSupersession | None:
    """Return what superseded the values `then` of a content version; None if those of `now` are the same."""
    if _collect_values(then) == _collect_values(now):
        return None
    numbers = find_change_numbers(scoped_key, number)
    if not numbers:
        return None
    states = [StatisticState(one, get_version_day(one)) for one in (numbers[0], numbers[-1])]
    return StatisticSupersession(*states)


def _collect_values(results: Sequence[StatisticResult]) -> dict[str, tuple[Any, ...]]:
    return {
        encode_dimensions(result.dimensions): (result.value, result.n, result.denominator, result.reason)
        for result in results
    }
