"""What is derived from cities and their values beside statistics, each in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cities.models import CitySimilarity, IndicatorValue, ReportCount, ValueSample
from cities.peers.similar_cities import list_compared_models, update_similarities
from cities.values.charted_values import update_samples
from cities.values.report_counts import update_report_counts
from records.models import Publication
from records.projections import Projection, Update, find_record_types, register


def _register_table(
    name: str,
    title: Any,
    table: type[models.Model],
    read: Iterable[type[models.Model]],
    update: Callable[[], int],
    *,
    has_texts: bool = False,
) -> None:
    """Register a table that `update` brings up to date; it returns the number of rows that it changed.

    `has_texts`: a redaction updates it, too, because it has texts of records.
    """

    def build(rows: Sequence[Publication]) -> Update:
        return Update(0, update)

    register(
        Projection(
            name=name,
            title=title,
            tables=(table,),
            record_types=find_record_types(read),
            build=build,
            clear=(lambda record_type, slugs: update()) if has_texts else None,
        )
    )


_register_table(
    "report-counts",
    _("Numbers of cities that report an indicator"),
    ReportCount,
    [IndicatorValue],
    update_report_counts,
)
_register_table(
    "value-samples", _("Samples of the values of indicators"), ValueSample, [IndicatorValue], update_samples
)
# What apps compare, and of which models.
import_module("cities.peers.neighbours")
autodiscover_modules("similarities")
_register_table(
    "similar-cities",
    gettext_noop("Similar cities"),
    CitySimilarity,
    list_compared_models(),
    update_similarities,
    has_texts=True,
)
