"""Pages of procurement cases."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.place_maps import PlacedRecordList
from initiatives.choices import CriterionKind
from initiatives.figure_groups import filter_expected, filter_measured, group_outcomes
from initiatives.filters.procurement import CaseFilter
from initiatives.models import Criterion, ProcurementCase
from records.generic_views import RecordDetail
from records.list_tables import ListColumn, format_year

_RELATED_COUNT = 3


class CaseList(PlacedRecordList):
    queryset = ProcurementCase.objects.for_list().select_related("city__region").newest_first()
    template_name = "initiatives/case_list.html"
    result_template, result_name = "initiatives/case_result.html", "case"
    filterset_class = CaseFilter
    table_columns = (
        ListColumn(_("City"), lambda case: case.city.full_name),
        ListColumn(_("Region"), lambda case: case.city.region.name),
        ListColumn(_("Product category"), lambda case: case.get_category_display()),
        ListColumn(_("Programme"), lambda case: case.programme.name if case.programme else None),
        ListColumn(_("Year"), lambda case: format_year(case.year)),
    )

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        outcomes = (outcome for case in context["rows"] for outcome in case.main_outcomes)
        return [*super().get_cited_records(context), *outcomes]


class CaseDetail(RecordDetail):
    """The page of a case: steps, criteria, outcomes, related cases.

    Then the panels registered with `@register_panel(ProcurementCase, order=…)`.
    """

    queryset = ProcurementCase.objects.select_related("city__parent", "programme").prefetch_related(
        "criteria", "outcomes", "awards"
    )
    template_name = "initiatives/case_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outcomes = list(self.object.outcomes.all())
        expected, measured = filter_expected(outcomes), filter_measured(outcomes)
        criteria = list(self.object.criteria.all())
        return {
            **super().get_context_data(**kwargs),
            "outcomes": group_outcomes([*expected, *measured]),
            "measured": measured,
            "stated": [figure for figure in outcomes if figure not in expected and figure not in measured],
            "criteria": [CriterionWeightChange(entry) for entry in criteria],
            "requirements": [entry for entry in criteria if entry.kind == CriterionKind.REQUIREMENT],
            "thresholds": [entry for entry in criteria if entry.threshold_value is not None],
            "weighted": [entry for entry in criteria if entry.kind == CriterionKind.AWARD],
            "related": list(_find_related(self.object)[:_RELATED_COUNT]),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        case = self.object
        known = {
            _("criteria"): context["criteria"],
            _("thresholds"): context["thresholds"] or not context["requirements"],
            _("contract"): context["stated"],
            _("measured results"): context["measured"],
            _("programme"): case.programme or case.programme_note,
            _("year"): case.year or case.period,
            _("awards"): case.awards.all(),
            _("lessons"): case.lessons,
        }
        return [label for label, value in known.items() if not value]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), *context["related"]]


@dataclass(frozen=True)
class CriterionWeightChange:
    """A criterion with the change of its weight, if both weights are recorded."""

    criterion: Criterion

    @property
    def change(self) -> Decimal | None:
        before, after = self.criterion.previous_weight_percent, self.criterion.weight_percent
        return None if before is None or after is None else after - before

    @property
    def points(self) -> Decimal | None:
        return None if self.change is None else abs(self.change)

    @property
    def number(self) -> int:
        """Number for the plural form of "point", which must be an integer: 1, else 2."""
        return 1 if self.points == 1 else 2


def _find_related(case: ProcurementCase) -> QuerySet:
    """Find other cases with the same category, city or programme."""
    alike = Q(category=case.category) | Q(city=case.city_id)
    if case.programme_id:
        alike |= Q(programme=case.programme_id)
    others = ProcurementCase.objects.published().filter(alike).exclude(pk=case.pk)
    return others.select_related("city__parent").newest_first()
