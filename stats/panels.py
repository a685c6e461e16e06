"""A panel with the statistics of a record, on the pages of all record types."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from records.models import Record, get_record_types
from records.panels import panel
from stats.declaring import Reading, Statistic, registered
from stats.reading import readings_of
from stats.scopes import Scope


@dataclass(frozen=True)
class Found:
    statistic: Statistic
    scope: Scope
    readings: list[Reading]

    @property
    def finding(self) -> str:
        return self.statistic.finding(self.readings)

    @property
    def as_of(self) -> datetime | None:
        return self.readings[0].as_of


def get_record_statistics(record: Record) -> list[Found]:
    """Return a summary of each statistic in the scope of the record. Two queries, or none."""
    if not any(record.type_code in statistic.scopes for statistic in registered().values()):
        return []
    scope = Scope(record.type_code, record.slug, record)
    return [Found(statistic, scope, values) for statistic, values in readings_of(record).items()]


for _model in get_record_types().values():
    panel(
        _model, key="statistics", title=_("Statistics"), template="stats/panel.html", order=85, cites=False
    )(get_record_statistics)
