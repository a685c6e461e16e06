"""Pages of procurement cases."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.maps.place_maps import PlacedRecordList
from initiatives.choices import CriterionKind
from initiatives.figure_groups import MEASURED_EVIDENCE, filter_measured
from initiatives.filters.procurement import CaseFilter
from initiatives.models import ProcurementCase, ProcurementOutcome
from initiatives.property_columns import PropertyColumnList
from records.pages.chosen_columns import TableColumnChoice
from records.pages.generic_views import RecordDetail
from records.pages.list_tables import ListColumn, format_year
from records.pages.panels import FilledPanel

_RELATED_COUNT = 3


class CaseList(PropertyColumnList, PlacedRecordList):
    queryset = ProcurementCase.objects.for_list().select_related("city__region").newest_first()
    template_name = "initiatives/case_list.html"
    result_template = "initiatives/case_result.html"
    filterset_class = CaseFilter
    table_columns = (
        ListColumn(_("City"), lambda case: case.city.full_name),
        ListColumn(_("Region"), lambda case: case.city.region.name),
    )
    table_name, figure_model = "procurement", ProcurementOutcome
    choices = (
        TableColumnChoice(
            "category",
            _("Product category"),
            is_usual=True,
            get_value=lambda case: case.get_category_display(),
        ),
        TableColumnChoice(
            "programme",
            _("Programme"),
            is_usual=True,
            get_value=lambda case: case.programme.name if case.programme else None,
        ),
        TableColumnChoice("year", _("Year"), is_usual=True, get_value=lambda case: format_year(case.year)),
        TableColumnChoice("authority", _("Contracting authority"), get_value=lambda case: case.authority),
        TableColumnChoice("object", _("Item bought"), get_value=lambda case: case.object),
    )

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        outcomes = (outcome for case in context["rows"] for outcome in case.main_outcomes)
        return [*super().get_cited_records(context), *outcomes]


class CaseDetail(RecordDetail):
    """The page of a case: steps, criteria, outcomes, related cases.

    Then the panels registered with `@register_panel(ProcurementCase, order=…)`.
    """

    queryset = ProcurementCase.objects.select_related("city__parent", "programme")
    template_name = "initiatives/case_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        placed = context["placed"]
        return {
            **context,
            **_count_criteria(self.object, placed.get("criteria")),
            "measured_count": _count_measured(self.object, placed.get("outcomes")),
            "related": list(_find_related(self.object)[:_RELATED_COUNT]),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        case, placed = self.object, context["placed"]
        known = {
            _("criteria"): "criteria" in placed,
            _("thresholds"): context["threshold_count"] or not context["requirement_count"],
            _("contract"): "stated" in placed,
            _("measured results"): context["measured_count"],
            _("programme"): case.programme or case.programme_note,
            _("year"): case.year or case.period,
            _("awards"): "awards" in placed,
            _("lessons"): case.lessons,
        }
        return [label for label, value in known.items() if not value]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["related"]]


def _count_criteria(case: ProcurementCase, panel: FilledPanel | None) -> dict[str, int]:
    """Return the number of criteria, by kind, and of thresholds. One query, unless the panel has all."""
    if panel is not None and panel.has_more:
        return case.criteria.aggregate(
            criterion_count=Count("pk"),
            requirement_count=Count("pk", filter=Q(kind=CriterionKind.REQUIREMENT)),
            weighted_count=Count("pk", filter=Q(kind=CriterionKind.AWARD)),
            threshold_count=Count("threshold_value"),
        )
    criteria = panel.rows if panel else []
    kinds = Counter(criterion.kind for criterion in criteria)
    return {
        "criterion_count": len(criteria),
        "requirement_count": kinds[CriterionKind.REQUIREMENT],
        "weighted_count": kinds[CriterionKind.AWARD],
        "threshold_count": sum(criterion.threshold_value is not None for criterion in criteria),
    }


def _count_measured(case: ProcurementCase, panel: FilledPanel | None) -> int:
    """Return the number of measured outcomes. One query, unless the panel has all outcomes."""
    if panel is not None and panel.has_more:
        return case.outcomes.filter(evidence__in=MEASURED_EVIDENCE).count()
    return len(filter_measured(panel.rows if panel else []))


def _find_related(case: ProcurementCase) -> QuerySet:
    """Find other cases with the same category, city or programme."""
    alike = Q(category=case.category) | Q(city=case.city_id)
    if case.programme_id:
        alike |= Q(programme=case.programme_id)
    others = ProcurementCase.objects.published().filter(alike).exclude(pk=case.pk)
    return others.select_related("city__parent").newest_first()
