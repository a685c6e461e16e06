"""Rows of the comparison of parks."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Prefetch
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from cities.comparison import build_city_row, build_labelled_rows
from initiatives.models import Designation, IndustrialPark, MaterialFlow, ParkFigure
from records.choices import Status
from records.comparison.numbers import fetch_fact_values
from records.comparison.rows import (
    ComparedItem,
    ComparedType,
    ComparisonCell,
    ComparisonRow,
    RowGroup,
    build_lede_row,
    build_row,
    build_text_cells,
    build_value_row,
    register_compared_type,
    register_comparison_rows,
)


def _format_park_count(count: int) -> str:
    return ngettext("Compare %(count)s park", "Compare %(count)s parks", count) % {"count": count}


def _format_number_of_parks(count: int) -> str:
    return ngettext("%(count)s park", "%(count)s parks", count) % {"count": count}


def _fetch_others_of_parks(
    rows: Sequence[ComparisonRow], parks: Sequence[IndustrialPark]
) -> list[list[Decimal]]:
    facts = ParkFigure.objects.filter(park__status=Status.PUBLISHED)
    return fetch_fact_values(facts, rows, "park", parks)


register_compared_type(
    ComparedType(
        "parks",
        IndustrialPark,
        _("Compare industrial parks"),
        _("Industrial parks"),
        IndustrialPark.objects.select_related("city__parent", "city__region"),
        _format_park_count,
        _format_number_of_parks,
        lambda park: park.city.full_name,
        _fetch_others_of_parks,
    )
)


@register_comparison_rows(IndustrialPark, order=10)
def list_park_identity_rows(parks: list[IndustrialPark]) -> Iterator[ComparisonRow]:
    group = RowGroup.IDENTITY
    yield build_city_row(parks)
    yield build_value_row(
        group, "kind", _("Type"), build_text_cells(park.get_kind_display() for park in parks)
    )
    yield build_value_row(
        group, "level", _("Level"), build_text_cells(park.get_level_display() for park in parks)
    )
    yield build_row(
        group, "established", _("Established"), build_text_cells(park.established for park in parks)
    )
    yield build_value_row(
        group,
        "applies-symbiosis",
        _("Applies industrial symbiosis"),
        [_build_symbiosis_cell(park) for park in parks],
    )
    yield build_lede_row(parks)


def _build_symbiosis_cell(park: IndustrialPark) -> ComparisonCell:
    """Return the answer, beside which the year stands: a year alone is no other answer."""
    if park.applies_symbiosis is None:
        return []
    answer = pgettext("answer", "Yes") if park.applies_symbiosis else pgettext("answer", "No")
    year = park.symbiosis_since
    return [ComparedItem(answer, note=gettext("since %(year)s") % {"year": year} if year else "")]


@register_comparison_rows(IndustrialPark, order=20)
def list_park_fact_rows(parks: list[IndustrialPark]) -> list[ComparisonRow]:
    figures = ParkFigure.objects.filter(park__in=parks).select_related("park").order_by("position", "pk")
    return build_labelled_rows(RowGroup.FACTS, parks, figures, "park_id")


@register_comparison_rows(IndustrialPark, order=50)
def list_park_rows_of_programmes(parks: list[IndustrialPark]) -> list[ComparisonRow]:
    rows = Designation.objects.published().filter(park__in=parks).select_related("programme", "park")
    designations = list(rows.order_by("programme__name_en", "pk"))
    cells = [
        [
            ComparedItem(row.programme.name, row.get_absolute_url(), claim=row)
            for row in designations
            if row.park_id == park.pk
        ]
        for park in parks
    ]
    return [build_row(RowGroup.PROGRAMMES, "designations", _("Selected by programmes"), cells)]


@register_comparison_rows(IndustrialPark, order=60)
def list_park_measure_rows(parks: list[IndustrialPark]) -> Iterator[ComparisonRow]:
    """Return facilities, and the materials that one company passes on to another."""
    fetched = IndustrialPark.objects.filter(pk__in=[park.pk for park in parks]).prefetch_related(
        "facilities", Prefetch("flows", MaterialFlow.objects.select_related("material"))
    )
    by_pk = {park.pk: park for park in fetched}
    whole = [by_pk[park.pk] for park in parks]
    yield build_row(
        RowGroup.MEASURES,
        "facilities",
        _("Facilities"),
        [
            [
                ComparedItem(row.name, claim=row, note=row.get_status_display())
                for row in park.facilities.all()
            ]
            for park in whole
        ],
    )
    yield build_row(
        RowGroup.MEASURES,
        "materials",
        _("Materials passed on"),
        [
            [
                ComparedItem(flow.material.name, flow.material.get_absolute_url(), claim=flow)
                for flow in {flow.material_id: flow for flow in park.flows.all()}.values()
            ]
            for park in whole
        ],
    )
