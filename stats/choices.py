"""Choices of this app."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.vocabularies import Vocabulary


@dataclass(frozen=True, eq=False)
class StatisticGroup:
    """The heading under which the index lists statistics, in this order.

    An app declares the groups of its statistics in its module `choices`, which its models import, so that all
    groups are known on start.
    """

    value: str
    label: Any
    order: int

    def __post_init__(self) -> None:
        _groups[self.value] = self


_groups: dict[str, StatisticGroup] = {}


def get_statistic_groups() -> dict[str, StatisticGroup]:
    """Return the groups by their codes, in the order of the index."""
    return {group.value: group for group in sorted(_groups.values(), key=lambda group: group.order)}


def get_group_choices() -> list[tuple[str, Any]]:
    return [(group.value, group.label) for group in get_statistic_groups().values()]


RECORD_STATISTICS = StatisticGroup("records", pgettext_lazy("statistics", "About the data"), 70)


class Chart(TextChoices):
    """The kind of chart shown beside the table."""

    NONE = "none", pgettext_lazy("chart", "None")
    BAR = "bar", pgettext_lazy("chart", "Bars")
    PAIRS = "pairs", pgettext_lazy("chart", "Bars of pairs")
    COLUMNS = "columns", pgettext_lazy("chart", "Columns by year")
    MAP = "map", pgettext_lazy("chart", "Map")
    SQUARES = "squares", pgettext_lazy("chart", "Squares")
    MATRIX = "matrix", pgettext_lazy("chart", "Matrix")


class NoValueReason(TextChoices):
    """The reason why a statistic has no value."""

    NOT_COUNTED = "not_counted", _("No progress figure found")
    NOT_RECORDED = "not_recorded", pgettext_lazy("statistic_reasons", "None listed here")
    NOT_COMPARABLE = "not_comparable", _("Not comparable with what is listed here")
    TOO_FEW = "too_few", _("Too few values")


VOCABULARIES = (
    Vocabulary(
        "statistic_reasons", pgettext_lazy("vocabularies", "Reasons for missing statistics"), NoValueReason
    ),
)
