"""What is derived from the values of cities beside statistics, each in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cities.charted_values import update_samples
from cities.models import CityFigure, FactRanking, IndicatorValue, ValueRanking, ValueSample
from cities.rankings import update_fact_rankings, update_rankings
from records.models import Publication
from records.projections import Projection, Update, find_record_types, register


def _register_table(
    name: str, title: Any, table: type[models.Model], read: type[models.Model], update: Callable[[], int]
) -> None:
    """Register a table that `update` brings up to date; it returns the number of rows that it changed."""

    def build(rows: Sequence[Publication]) -> Update:
        return Update(0, update)

    register(
        Projection(
            name=name, title=title, tables=(table,), record_types=find_record_types([read]), build=build
        )
    )


_register_table(
    "indicator-rankings",
    _("Rankings of indicator values among cities"),
    ValueRanking,
    IndicatorValue,
    update_rankings,
)
_register_table(
    "fact-rankings", _("Rankings of key facts among cities"), FactRanking, CityFigure, update_fact_rankings
)
_register_table(
    "value-samples", _("Samples of the values of indicators"), ValueSample, IndicatorValue, update_samples
)
