"""Rows of the comparison of procurement cases."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cities.comparison import build_city_row, build_labelled_rows
from initiatives.models import Criterion, ProcurementCase, ProcurementOutcome
from records.choices import Status
from records.comparison.numbers import fetch_fact_values
from records.comparison.rows import (
    ComparedItem,
    ComparedType,
    ComparisonRow,
    RowGroup,
    build_row,
    build_text_cells,
    build_value_row,
    register_compared_type,
    register_comparison_rows,
)


def _format_case_count(count: int) -> str:
    return ngettext("Compare %(count)s case", "Compare %(count)s cases", count) % {"count": count}


def _format_number_of_cases(count: int) -> str:
    return ngettext("%(count)s case", "%(count)s cases", count) % {"count": count}


def _fetch_others_of_cases(
    rows: Sequence[ComparisonRow], cases: Sequence[ProcurementCase]
) -> list[list[Decimal]]:
    facts = ProcurementOutcome.objects.filter(case__status=Status.PUBLISHED)
    return fetch_fact_values(facts, rows, "case", cases)


register_compared_type(
    ComparedType(
        "cases",
        ProcurementCase,
        _("Compare procurement cases"),
        _("Procurement cases"),
        ProcurementCase.objects.select_related("city__parent", "city__region", "programme"),
        _format_case_count,
        _format_number_of_cases,
        lambda case: case.city.full_name,
        _fetch_others_of_cases,
    )
)


@register_comparison_rows(ProcurementCase, order=10)
def list_case_identity_rows(cases: list[ProcurementCase]) -> Iterator[ComparisonRow]:
    group = RowGroup.IDENTITY
    yield build_city_row(cases)
    yield build_row(
        group, "authority", _("Contracting authority"), build_text_cells(case.authority for case in cases)
    )
    yield build_value_row(
        group, "category", _("Category"), build_text_cells(case.get_category_display() for case in cases)
    )
    yield build_row(group, "object", _("Item bought"), build_text_cells(case.object for case in cases))
    yield build_row(group, "year", _("Year"), build_text_cells(case.period or case.year for case in cases))
    yield build_row(
        RowGroup.PROGRAMMES,
        "programme",
        _("Programme"),
        [
            [ComparedItem(case.programme.name, case.programme.get_absolute_url(), claim=case)]
            if case.programme
            else []
            for case in cases
        ],
    )
    yield build_row(
        RowGroup.MEASURES,
        "approach",
        _("Approach"),
        [[ComparedItem(case.approach, claim=case)] for case in cases],
        is_prose=True,
    )


@register_comparison_rows(ProcurementCase, order=20)
def list_case_outcome_rows(cases: list[ProcurementCase]) -> list[ComparisonRow]:
    outcomes = ProcurementOutcome.objects.filter(case__in=cases).select_related("case")
    return build_labelled_rows(_("Outcomes"), cases, outcomes.order_by("position", "pk"), "case_id")


@register_comparison_rows(ProcurementCase, order=60)
def list_criterion_rows(cases: list[ProcurementCase]) -> Iterator[ComparisonRow]:
    criteria = list(
        Criterion.objects.filter(case__in=cases).select_related("case").order_by("position", "pk")
    )
    for environmental, label in ((True, _("Criteria about the environment")), (False, _("Other criteria"))):
        cells = [
            [
                ComparedItem(row.name, claim=row, note=row.get_kind_display())
                for row in criteria
                if row.case_id == case.pk and row.is_environmental is environmental
            ]
            for case in cases
        ]
        code = "environmental-criteria" if environmental else "other-criteria"
        yield build_row(RowGroup.MEASURES, code, label, cells)
