"""Each statistic is a projection of its own, built as a whole."""

from collections.abc import Iterable, Sequence
from functools import partial

from django.utils import timezone

from records.models import Publication
from records.projections import Projection, Update, register
from records.publishing import get_content_version
from stats import storage, summaries
from stats.definitions import Statistic, get_statistics
from stats.models import HistoricalValue, StatisticValue, TableSummary


def register_statistics(statistics: Iterable[Statistic]) -> None:
    """Register a projection for each statistic."""
    for statistic in statistics:
        register(
            Projection(
                name=statistic.key,
                title=statistic.title,
                tables=(StatisticValue, HistoricalValue, TableSummary),
                record_types=statistic.record_types,
                build=partial(_build_values, statistic),
            )
        )


def _build_values(statistic: Statistic, rows: Sequence[Publication]) -> Update:
    number = get_content_version()  # of the state that the query reads, see `refresh`
    fresh = storage.compute_values(statistic)

    def save() -> int:
        now = timezone.now()
        changed = storage.save_values(statistic, fresh, now, number)
        if changed or not summaries.has_summaries(statistic):
            summaries.save_summaries(statistic, fresh, now)
        return changed

    return Update(len(fresh), save)


register_statistics(get_statistics().values())
