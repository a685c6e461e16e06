"""Choices of this app. Loading the content compares them with content/vocabularies.yaml."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class TargetKind(TextChoices):
    GOAL = "goal", pgettext_lazy("target_kinds", "Target")
    REACHED = "reached", pgettext_lazy("target_kinds", "Progress")
    BASELINE = "baseline", pgettext_lazy("target_kinds", "Baseline")


#: Vocabulary in content/vocabularies.yaml -> its choices.
VOCABULARIES = {
    "target_kinds": TargetKind,
}
