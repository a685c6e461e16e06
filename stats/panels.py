"""A panel with the statistics of a record. Pages about places and things in China have none.

What can be said about them is a finding; a statistic counts the records of this site.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from records.models import Record, get_record_types
from records.pages.panels import register_panel
from stats.aggregations import is_worth_a_sentence
from stats.definitions import Statistic, StatisticResult, get_statistics
from stats.scopes import Scope
from stats.selectors import get_results_of_record


@dataclass(frozen=True)
class StatisticSummary:
    statistic: Statistic
    scope: Scope
    results: Sequence[StatisticResult]

    @property
    def headline(self) -> str:
        return self.statistic.headline(self.results)

    @property
    def as_of(self) -> datetime | None:
        return self.results[0].as_of


def get_record_statistics(record: Record) -> list[StatisticSummary]:
    """Return a summary of each statistic that counts enough records in the scope. At most three queries."""
    if not any(record.type_code in statistic.scopes for statistic in get_statistics().values()):
        return []
    scope = Scope(record.type_code, record.slug, record)
    return [
        StatisticSummary(statistic, scope, values)
        for statistic, values in get_results_of_record(record).items()
        if is_worth_a_sentence(values)
    ]


for _model in get_record_types().values():
    if _model.shows_statistics:
        register_panel(
            _model,
            key="statistics",
            title=_("About this data"),
            template="stats/panel.html",
            order=88,
            cites=False,
            folded=True,
        )(get_record_statistics)
