"""Rows of the comparison of zero-waste cities."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cities.comparison import build_city_row, build_labelled_rows
from initiatives.models import PilotAction, PilotFigure, ZeroWastePilot
from records.choices import Status, WasteArea
from records.comparison.numbers import fetch_fact_values
from records.comparison.rows import (
    ComparedItem,
    ComparedType,
    ComparisonCell,
    ComparisonRow,
    RowGroup,
    build_link_cells,
    build_row,
    build_text_cells,
    build_value_row,
    register_compared_type,
    register_comparison_rows,
)
from records.texts.formats import format_date_range, format_stated_date


def _format_pilot_count(count: int) -> str:
    return ngettext("Compare %(count)s zero-waste city", "Compare %(count)s zero-waste cities", count) % {
        "count": count
    }


def _format_number_of_pilots(count: int) -> str:
    return ngettext("%(count)s zero-waste city", "%(count)s zero-waste cities", count) % {"count": count}


def _fetch_others_of_pilots(
    rows: Sequence[ComparisonRow], pilots: Sequence[ZeroWastePilot]
) -> list[list[Decimal]]:
    facts = PilotFigure.objects.filter(pilot__status=Status.PUBLISHED)
    return fetch_fact_values(facts, rows, "pilot", pilots)


register_compared_type(
    ComparedType(
        "pilots",
        ZeroWastePilot,
        _("Compare zero-waste cities"),
        _("Zero-waste cities"),
        ZeroWastePilot.objects.select_related("city__parent", "city__region", "programme"),
        _format_pilot_count,
        _format_number_of_pilots,
        lambda pilot: pilot.city.region.name,
        _fetch_others_of_pilots,
    )
)


@register_comparison_rows(ZeroWastePilot, order=10)
def list_pilot_identity_rows(pilots: list[ZeroWastePilot]) -> Iterator[ComparisonRow]:
    group = RowGroup.IDENTITY
    yield build_city_row(pilots)
    yield build_value_row(
        group, "kind", _("Type"), build_text_cells(row.get_kind_display() for row in pilots)
    )
    yield build_row(group, "programme", _("Programme"), build_link_cells(row.programme for row in pilots))
    yield build_value_row(
        group, "named", _("Selected"), build_text_cells(format_stated_date(row.named) for row in pilots)
    )
    yield build_row(
        group,
        "waste-areas",
        _("Waste areas"),
        [[ComparedItem(WasteArea(code).label) for code in row.waste_areas] for row in pilots],
    )
    yield build_row(
        group,
        "plan",
        _("Plan"),
        [
            [
                ComparedItem(
                    row.plan_title,
                    claim=row,
                    field="plan_title",
                    note=format_date_range(row.plan_from, row.plan_to),
                )
            ]
            if row.plan_title
            else []
            for row in pilots
        ],
    )


@register_comparison_rows(ZeroWastePilot, order=20)
def list_pilot_figure_rows(pilots: list[ZeroWastePilot]) -> list[ComparisonRow]:
    """Return the figures of the plans, then the results."""
    figures = list(
        PilotFigure.objects.filter(pilot__in=pilots).select_related("pilot").order_by("position", "pk")
    )
    plan = [figure for figure in figures if figure.is_plan]
    results = [figure for figure in figures if not figure.is_plan]
    return [
        *build_labelled_rows(_("Figures of the plan"), pilots, plan, "pilot_id"),
        *build_labelled_rows(_("Results"), pilots, results, "pilot_id"),
    ]


@register_comparison_rows(ZeroWastePilot, order=60)
def list_pilot_action_rows(pilots: list[ZeroWastePilot]) -> list[ComparisonRow]:
    actions = PilotAction.objects.filter(pilot__in=pilots).select_related("pilot").order_by("position", "pk")
    by_area: dict[str, dict[int, ComparisonCell]] = defaultdict(lambda: defaultdict(list))
    for action in actions:
        url = f"{action.pilot.get_absolute_url()}#{action.key}"
        item = ComparedItem(action.title, url, claim=action, note=action.get_status_display())
        by_area[action.area][action.pilot_id].append(item)
    return [
        build_row(RowGroup.MEASURES, area.value, area.label, [by_area[area][row.pk] for row in pilots])
        for area in WasteArea
    ]
