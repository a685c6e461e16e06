"""Choices of this app. Loading the content compares them with content/vocabularies.yaml."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.vocabularies import Vocabulary


class TargetKind(TextChoices):
    GOAL = "goal", pgettext_lazy("target_kinds", "Target")
    REACHED = "reached", pgettext_lazy("target_kinds", "Progress")
    BASELINE = "baseline", pgettext_lazy("target_kinds", "Baseline")


class TargetCount(TextChoices):
    """The records that are counted for a target."""

    PARKS = "parks", pgettext_lazy("target_counts", "Parks of the level")
    DESIGNATIONS = "designations", pgettext_lazy("target_counts", "Places selected by the programme")
    PILOTS = "pilots", pgettext_lazy("target_counts", "Zero-waste pilots of the programme")
    PILOT_CITIES = "pilot_cities", pgettext_lazy("target_counts", "Zero-waste pilot cities of the programme")


class PriorityList(TextChoices):
    """The list that a priority links to, by the name of its URL."""

    CITIES = "cities", _("View cities")
    PARKS = "parks", _("View industrial parks")
    PILOTS = "zero_waste", _("View zero-waste cities")
    BUSINESSES = "businesses", _("View circular businesses")


class FindingDrawing(TextChoices):
    """How the figures of a finding are drawn."""

    SQUARES = "squares", pgettext_lazy("finding_drawings", "Squares, one for each thing counted")
    SHARES = "shares", pgettext_lazy("finding_drawings", "Bars of 100, the unknown rest hatched")
    DOTS = "dots", pgettext_lazy("finding_drawings", "Dots on a line from 0 to 100")
    BARS = "bars", pgettext_lazy("finding_drawings", "Bars from 0")
    TARGETS = "targets", pgettext_lazy("finding_drawings", "Targets on a line of years")


#: The vocabularies of this app. content/vocabularies.yaml defines the same codes.
VOCABULARIES = (
    Vocabulary("target_kinds", pgettext_lazy("vocabularies", "Types of target"), TargetKind),
    Vocabulary("target_counts", pgettext_lazy("vocabularies", "Records counted for targets"), TargetCount),
    Vocabulary("priority_lists", pgettext_lazy("vocabularies", "Lists of the priorities"), PriorityList),
    Vocabulary("finding_drawings", pgettext_lazy("vocabularies", "Drawings of findings"), FindingDrawing),
)
