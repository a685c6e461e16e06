"""Choices of this app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StatisticGroup(TextChoices):
    """The heading under which the index lists a statistic."""

    PARKS = "parks", pgettext_lazy("statistics", "Industrial parks")
    FLOWS = "flows", pgettext_lazy("statistics", "Material flows")
    ZERO_WASTE = "zero_waste", pgettext_lazy("statistics", "Zero-waste pilots")
    PROCUREMENT = "procurement", pgettext_lazy("statistics", "Procurement")
    COALITION = "coalition", pgettext_lazy("statistics", "The Coalition")
    INDICATORS = "indicators", pgettext_lazy("statistics", "Indicators of cities")
    RECORDS = "records", pgettext_lazy("statistics", "The records themselves")


class Chart(TextChoices):
    """The kind of chart shown beside the table."""

    NONE = "none", pgettext_lazy("chart", "None")
    BAR = "bar", pgettext_lazy("chart", "Bars")
    LINE = "line", pgettext_lazy("chart", "Line")
    MAP = "map", pgettext_lazy("chart", "Map")
    MATRIX = "matrix", pgettext_lazy("chart", "Matrix")
    FLOWS = "flows", pgettext_lazy("chart", "Flow network")


class NoValueReason(TextChoices):
    """The reason why a statistic has no value."""

    NOT_COUNTED = "not_counted", _("No counted numerator on record")
    NOT_RECORDED = "not_recorded", _("Not recorded")
    TOO_FEW = "too_few", _("Too few records")
