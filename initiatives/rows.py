"""Pilots and cases with all that a row of a list or panel shows of them."""

from django.db.models import Case, Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from initiatives.figures import EXPECTED_EVIDENCE, MEASURED_EVIDENCE
from initiatives.models import PilotAction, PilotFigure, ProcurementOutcome


def pilot_rows(pilots: QuerySet) -> QuerySet:
    """With city, round, `actions_count`, `results_count` and `plan_count`."""
    return pilots.select_related("city__parent", "programme").annotate(
        actions_count=_count(PilotAction.objects.all()),
        results_count=_count(PilotFigure.objects.filter(is_plan=False)),
        plan_count=_count(PilotFigure.objects.filter(is_plan=True)),
    )


def with_plan(pilots: QuerySet) -> QuerySet:
    """With `plan_figures`."""
    plan = PilotFigure.objects.filter(is_plan=True)
    return pilots.prefetch_related(Prefetch("results", plan, to_attr="plan_figures"))


def case_rows(cases: QuerySet) -> QuerySet:
    """With city, programme and `main_outcomes`: what was measured (`is_measured`), then what was expected."""
    outcomes = (
        ProcurementOutcome.objects.filter(evidence__in=(*MEASURED_EVIDENCE, *EXPECTED_EVIDENCE))
        .annotate(is_measured=Case(When(evidence__in=MEASURED_EVIDENCE, then=True), default=False))
        .order_by("-is_measured", "position", "pk")
    )
    return cases.select_related("city__parent", "programme").prefetch_related(
        Prefetch("outcomes", outcomes, to_attr="main_outcomes")
    )


def _count(parts: QuerySet) -> Coalesce:
    # A subquery: an aggregate of the rows themselves would change how the facets group them.
    of_pilot = parts.filter(pilot=OuterRef("pk")).order_by().values("pilot")
    rows = of_pilot.annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)
