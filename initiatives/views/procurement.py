"""Pages of procurement cases."""

from typing import Any

from django.db.models import F, Q, QuerySet

from initiatives.figures import expected, measured
from initiatives.filters.procurement import CaseFilter
from initiatives.models import ProcurementCase
from initiatives.rows import case_rows
from records.pages import RecordDetail, RecordList

RELATED = 4


class CaseList(RecordList):
    template_name = "initiatives/case_list.html"
    filterset_class = CaseFilter

    def get_queryset(self) -> QuerySet:
        return case_rows(ProcurementCase.objects.published()).order_by(
            F("year").desc(nulls_last=True), "title_en", "pk"
        )


class CaseDetail(RecordDetail):
    template_name = "initiatives/case_detail.html"

    def get_queryset(self) -> QuerySet:
        return (
            ProcurementCase.objects.published()
            .select_related("city__parent", "programme")
            .prefetch_related("criteria", "outcomes", "awards")
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        outcomes = list(self.record.outcomes.all())
        ahead, found = expected(outcomes), measured(outcomes)
        return {
            **super().page_context(context),
            "expected": ahead,
            "measured": found,
            "stated": [figure for figure in outcomes if figure not in ahead and figure not in found],
            "related": list(_related(self.record)[:RELATED]),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["related"]]


def _related(case: ProcurementCase) -> QuerySet:
    """Other cases that buy the same kind of thing or belong to the same programme."""
    alike = Q(category=case.category)
    if case.programme_id:
        alike |= Q(programme=case.programme_id)
    others = ProcurementCase.objects.published().filter(alike).exclude(pk=case.pk)
    return others.select_related("city__parent").order_by(F("year").desc(nulls_last=True), "title_en", "pk")
