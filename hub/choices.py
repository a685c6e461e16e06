"""The codes of this app, checked against content/vocabularies.yaml when it is loaded."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class TargetKind(TextChoices):
    """A goal promised, a figure reached, or a baseline."""

    GOAL = "goal", pgettext_lazy("target_kinds", "Goal")
    REACHED = "reached", pgettext_lazy("target_kinds", "Reached")
    BASELINE = "baseline", pgettext_lazy("target_kinds", "Baseline")


#: Vocabulary of content/vocabularies.yaml -> the codes it must agree with.
VOCABULARIES = {
    "target_kinds": TargetKind,
}
