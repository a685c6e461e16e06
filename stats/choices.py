"""The codes of this app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Group(TextChoices):
    """Under which heading a statistic stands in the index."""

    PARKS = "parks", pgettext_lazy("statistics", "Industrial parks")
    FLOWS = "flows", pgettext_lazy("statistics", "Material flows")
    ZERO_WASTE = "zero_waste", pgettext_lazy("statistics", "Zero-waste pilots")
    PROCUREMENT = "procurement", pgettext_lazy("statistics", "Procurement")
    COALITION = "coalition", pgettext_lazy("statistics", "The Coalition")
    INDICATORS = "indicators", pgettext_lazy("statistics", "Indicators of cities")
    RECORDS = "records", pgettext_lazy("statistics", "The records themselves")


class Chart(TextChoices):
    """How the values are drawn beside their table."""

    NONE = "none", pgettext_lazy("chart", "None")
    BAR = "bar", pgettext_lazy("chart", "Bars")
    LINE = "line", pgettext_lazy("chart", "Line")
    MAP = "map", pgettext_lazy("chart", "Map")
    MATRIX = "matrix", pgettext_lazy("chart", "Matrix")
    FLOWS = "flows", pgettext_lazy("chart", "Flow network")


class Reason(TextChoices):
    """Why there is no value."""

    NOT_COUNTED = "not_counted", _("No counted numerator on record")
    NOT_RECORDED = "not_recorded", _("Not recorded")
    TOO_FEW = "too_few", _("Too few records")
