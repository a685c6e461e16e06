"""Panels on the page of a procurement case: its criteria, outcomes and awards."""

from django.db.models import Count, F, Min, QuerySet, Window
from django.utils.translation import gettext_lazy as _

from initiatives.figure_groups import EXPECTED_EVIDENCE, MEASURED_EVIDENCE
from initiatives.models import ProcurementCase, ProcurementOutcome
from records.pages.panels import register_panel

#: Of each kind, on the page of a case.
_SHOWN = 30
_COMPARED_EVIDENCE = (*EXPECTED_EVIDENCE, *MEASURED_EVIDENCE)


@register_panel(
    ProcurementCase,
    key="criteria",
    title=_("Criteria"),
    template="initiatives/panels/criteria_case.html",
    order=10,
    slot="criteria",
    limit=_SHOWN,
)
def list_criteria_of_case(case: ProcurementCase) -> QuerySet:
    return case.criteria.order_by("position", "pk")


@register_panel(
    ProcurementCase,
    key="outcomes",
    title=_("Outcomes"),
    template="initiatives/panels/outcomes_case.html",
    order=12,
    slot="outcomes",
    limit=_SHOWN,
)
def list_compared_outcomes(case: ProcurementCase) -> QuerySet[ProcurementOutcome]:
    """Return the expected and measured figures, those of the same outcome together.

    `group_size` is the number of those, since a page may end within an outcome.
    """
    outcome = [F("label_en"), F("unit"), F("amount_type")]
    return (
        case.outcomes.filter(evidence__in=_COMPARED_EVIDENCE)
        .annotate(
            first_position=Window(Min("position"), partition_by=outcome),
            group_size=Window(Count("pk"), partition_by=outcome),
        )
        .order_by("first_position", *outcome, F("year").asc(nulls_first=True), "position", "pk")
    )


@register_panel(
    ProcurementCase,
    key="stated",
    title=_("Contracted or stated"),
    template="initiatives/panels/figures.html",
    order=14,
    slot="stated",
    limit=_SHOWN,
)
def list_stated_outcomes(case: ProcurementCase) -> QuerySet[ProcurementOutcome]:
    """Return the figures that are neither expected nor measured."""
    return case.outcomes.exclude(evidence__in=_COMPARED_EVIDENCE).order_by("position", "pk")


@register_panel(
    ProcurementCase,
    key="awards",
    title=_("Awards"),
    template="initiatives/panels/awards.html",
    order=16,
    slot="awards",
    limit=_SHOWN,
)
def list_awards_of_case(case: ProcurementCase) -> QuerySet:
    return case.awards.order_by("position", "pk")
