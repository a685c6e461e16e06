"""What is counted of a record, on its page: of every type of record that is a scope of some statistic."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from records.models import Record, record_types
from records.panels import panel
from stats import reading
from stats.declaring import Reading, Statistic, registered
from stats.scopes import Scope


@dataclass(frozen=True)
class Found:
    """What one statistic says of the record."""

    statistic: Statistic
    scope: Scope
    readings: list[Reading]

    @property
    def finding(self) -> str:
        return self.statistic.finding(self.readings)

    @property
    def as_of(self) -> datetime | None:
        return self.readings[0].as_of


def statistics_of(record: Record) -> list[Found]:
    """The findings in the scope of the record, in the order of the index. Two queries, or none."""
    if not any(record.type_code in statistic.scopes for statistic in registered().values()):
        return []
    scope = Scope(record.type_code, record.slug, record)
    return [Found(statistic, scope, values) for statistic, values in reading.readings_of(record).items()]


for _model in record_types().values():
    panel(
        _model, key="statistics", title=_("Statistics"), template="stats/panel.html", order=85, cites=False
    )(statistics_of)
