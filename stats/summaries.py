"""Writing the summaries of large tables, from which their pages are made."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import override

from stats.aggregations import summarize_results
from stats.charts import MAX_BARS, MAX_PLACES
from stats.choices import Chart
from stats.definitions import Statistic, StatisticResult
from stats.models import TableSummary, decode_dimensions, encode_dimensions
from stats.storage import StatisticValues
from stats.tables import MAX_BRIEF_ROWS, MAX_TABLE_ROWS, sort_results

#: Values drawn at most. Charts of other kinds draw all, which are few.
_DRAWN = {Chart.BAR: MAX_BARS, Chart.PAIRS: MAX_BARS, Chart.MAP: MAX_PLACES, Chart.NONE: 0}


def has_summaries(statistic: Statistic) -> bool:
    return TableSummary.objects.filter(statistic=statistic.key).exists()


def save_summaries(statistic: Statistic, fresh: StatisticValues, now: datetime) -> None:
    """Replace the summaries of a statistic by those of these values. Must run in a transaction."""
    stored = {(row.scope, row.slug): row for row in TableSummary.objects.filter(statistic=statistic.key)}
    built = _build_summaries(statistic, fresh, now) if statistic.chart in _DRAWN else []
    for summary in built:
        previous = stored.pop((summary.scope, summary.slug), None)
        if previous is not None:
            summary.pk = previous.pk
        if previous is None or _get_content(previous) != _get_content(summary):
            summary.save()
    TableSummary.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()


def _get_content(summary: TableSummary) -> tuple[Any, ...]:
    return summary.facts, summary.known, summary.brief


def _build_summaries(statistic: Statistic, fresh: StatisticValues, now: datetime) -> list[TableSummary]:
    sizes = Counter((key.scope, key.slug) for key in fresh)
    large: dict[tuple[str, str], list[StatisticResult]] = defaultdict(list)
    for key, content in fresh.items():
        if sizes[key.scope, key.slug] > MAX_TABLE_ROWS:
            codes = decode_dimensions(key.dimensions)
            large[key.scope, key.slug].append(
                StatisticResult(
                    statistic=statistic, scope=key.scope, slug=key.slug, dimensions=codes,
                    **content._asdict(), since=now, computed_at=None, as_of=None,
                )
            )  # fmt: skip
    with override("en"):
        return [
            _build_summary(statistic, *scope, sort_results(statistic, own)) for scope, own in large.items()
        ]


def _build_summary(
    statistic: Statistic, scope: str, slug: str, results: Sequence[StatisticResult]
) -> TableSummary:
    facts = summarize_results(statistic, results)
    values = [result.value or 0 for result in results]
    ranked = sorted(range(len(values)), key=lambda index: -values[index])
    codes = [result.dimensions for result in results]
    leading = {codes.index(own) for own in facts["leading"].values() if own}
    brief = {0, *(index for index in ranked[:MAX_BRIEF_ROWS] if values[index]), *leading}
    known = {*range(MAX_TABLE_ROWS), *ranked[: _DRAWN[statistic.chart]]}

    def write(chosen: set[int]) -> list[str]:
        return [encode_dimensions(codes[index]) for index in sorted(chosen)]

    return TableSummary(
        statistic=statistic.key, scope=scope, slug=slug,
        facts=facts, known=write(known | brief), brief=write(brief),
    )  # fmt: skip
