"""Rows about cities: rounds, designations, actions and parks."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.comparison import build_family_condition, group_by_city
from cities.models import City
from initiatives.models import Designation, IndustrialPark, PilotAction, ZeroWastePilot
from records.choices import Status, WasteArea
from records.comparison.rows import (
    ComparedItem,
    ComparisonCell,
    ComparisonRow,
    RowGroup,
    build_row,
    register_comparison_rows,
)
from records.texts.formats import format_stated_date

#: Actions of a waste area that a cell lists.
_ACTIONS_SHOWN = 4


@register_comparison_rows(City, order=52)
def list_programme_rows(cities: list[City]) -> Iterator[ComparisonRow]:
    pilots = (
        ZeroWastePilot.objects.in_round()
        .filter(build_family_condition("city", cities))
        .select_related("programme", "city__parent")
        .order_by("named", "pk")
    )
    cells = [
        [
            ComparedItem(
                row.programme.name, row.get_absolute_url(), claim=row, note=format_stated_date(row.named)
            )
            for row in own
        ]
        for own in group_by_city(cities, pilots, lambda row: row.city)
    ]
    yield build_row(RowGroup.PROGRAMMES, "zero-waste-pilots", _("Zero-waste cities"), cells)
    within = build_family_condition("city", cities) | build_family_condition("park__city", cities)
    designations = (
        Designation.objects.published()
        .filter(within)
        .select_related("programme", "city__parent", "park__city__parent")
        .order_by("programme__name_en", "pk")
    )
    cells = [
        [
            ComparedItem(
                row.programme.name, row.get_absolute_url(), claim=row, note=row.park.name if row.park else ""
            )
            for row in own
        ]
        for own in group_by_city(cities, designations, lambda row: row.city or row.park.city)
    ]
    yield build_row(RowGroup.PROGRAMMES, "designations", _("Selected by programmes"), cells)


@register_comparison_rows(City, order=62)
def list_action_rows(cities: list[City]) -> Iterator[ComparisonRow]:
    """Return the actions of the cities as zero-waste cities, by waste area."""
    actions = (
        PilotAction.objects.filter(
            Q(pilot__status=Status.PUBLISHED) & build_family_condition("pilot__city", cities)
        )
        .select_related("pilot__city__parent")
        .order_by("-pilot__named", "position", "pk")
    )
    by_area: dict[str, list[PilotAction]] = defaultdict(list)
    for action in actions:
        by_area[action.area].append(action)
    for area in filter(by_area.get, WasteArea):
        own = group_by_city(cities, by_area[area], lambda action: action.pilot.city)
        yield build_row(RowGroup.MEASURES, area.value, area.label, [_list_actions(rows) for rows in own])


def _list_actions(actions: list[PilotAction]) -> ComparisonCell:
    return [
        ComparedItem(
            action.title,
            f"{action.pilot.get_absolute_url()}#{action.key}",
            claim=action,
            note=action.year or "",
        )
        for action in actions[:_ACTIONS_SHOWN]
    ]


@register_comparison_rows(City, order=64)
def list_park_rows(cities: list[City]) -> list[ComparisonRow]:
    parks = (
        IndustrialPark.objects.published()
        .filter(build_family_condition("city", cities))
        .select_related("city__parent")
        .order_by("name_en", "pk")
    )
    cells = [
        [ComparedItem(park.name, park.get_absolute_url(), claim=park) for park in own]
        for own in group_by_city(cities, parks, lambda park: park.city)
    ]
    return [build_row(RowGroup.MEASURES, "parks", _("Industrial parks"), cells)]
