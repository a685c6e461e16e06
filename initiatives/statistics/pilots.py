"""Statistics of zero-waste pilots by round, waste area and kind of action, and of their results."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet, Value
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_scope_paths, get_region_scope_paths
from coalition.models import Programme
from initiatives.choices import ZERO_WASTE_STATISTICS, ActionKind, PilotKind
from initiatives.models import PilotAction, PilotFigure, ZeroWastePilot
from initiatives.statistics.programmes import PROGRAMME_DIMENSION
from records.choices import Evidence, Status, ThemeRecords, WasteArea
from records.models import Theme
from records.texts.formats import format_number
from stats.aggregations import (
    Aggregation,
    UnionAggregation,
    build_aggregation_statistic,
    count_codes,
    find_largest,
    format_in_sentence,
    sum_records,
)
from stats.choices import Chart
from stats.definitions import Dimension, StatisticResult, register

_AREA = Dimension(_("Waste area"), choices=WasteArea, empty=_("Waste area not stated"))
_KIND_OF_ACTION = Dimension(_("Type of action"), choices=ActionKind)

_NO_PILOTS = _("No zero-waste cities yet")
_NO_ACTIONS = _("No actions of zero-waste cities yet")


def select_pilots() -> Any:
    """Return the published pilots, annotated with the slug of the theme."""
    return ZeroWastePilot.objects.in_round().annotate(
        theme_slug=Theme.objects.slug_of(ThemeRecords.ZERO_WASTE)
    )


def build_area_query(area: WasteArea) -> "Callable[[], QuerySet[ZeroWastePilot]]":
    """Return a callable that selects the pilots with this waste area among theirs."""
    return lambda: select_pilots().filter(waste_areas__contains=f"|{area}|").annotate(area=Value(area.value))


def select_actions() -> "QuerySet[PilotAction]":
    return PilotAction.objects.filter(pilot__status=Status.PUBLISHED)


def select_results() -> "QuerySet[PilotFigure]":
    return PilotFigure.objects.filter(is_plan=False, pilot__status=Status.PUBLISHED)


# -- Headlines --------------------------------------------------------------------------------------------


def describe_pilot_rounds(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return str(_NO_PILOTS)
    areas = sum_records([result for result in results if result.dimensions["kind"] == PilotKind.SPECIAL_AREA])
    numbers = {"n": format_number(count), "areas": format_number(areas)}
    if count_codes(results, "programme") > 1 and not areas:
        return gettext("%(n)s selections in two rounds") % numbers
    if count_codes(results, "programme") > 1:
        return gettext("%(n)s selections in two rounds, %(areas)s of them special areas") % numbers
    return (
        ngettext(
            "%(n)s zero-waste city or area; special areas: %(areas)s",
            "%(n)s zero-waste cities and areas; special areas: %(areas)s",
            count,
        )
        % numbers
    )


def describe_pilot_areas(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "area")
    if not count:
        return gettext("Chosen waste areas not known")
    if top is None:
        return ngettext("%(n)s choice of a waste area", "%(n)s choices of waste areas", count) % {
            "n": format_number(count)
        }
    return ngettext(
        "%(area)s is chosen most often: by %(value)s city or area",
        "%(area)s is chosen most often: by %(value)s cities and areas",
        top.n,
    ) % {"value": format_number(top.value), "area": top.labels["area"]}


def describe_action_matrix(results: Sequence[StatisticResult]) -> str:
    """Describe how many cells of the matrix (five areas, six kinds) have actions."""
    filled, cells = len(results), len(WasteArea) * len(ActionKind)
    if not filled:
        return str(_NO_ACTIONS)
    return gettext("Actions found for %(filled)s of %(cells)s combinations of waste area and type") % {
        "filled": format_number(filled),
        "cells": format_number(cells),
    }


def describe_pilot_actions(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), _find_busiest_area(results)
    if not count:
        return str(_NO_ACTIONS)
    if top is None:
        return ngettext(
            "%(n)s action of zero-waste cities",
            "%(n)s actions of zero-waste cities",
            count,
        ) % {"n": format_number(count)}
    area, value = top
    return ngettext(
        "%(value)s of %(n)s action is about %(area)s",
        "%(value)s of %(n)s actions are about %(area)s",
        count,
    ) % {
        "value": format_number(value),
        "n": format_number(count),
        "area": format_in_sentence(WasteArea(area).label),
    }


def _find_busiest_area(results: Sequence[StatisticResult]) -> tuple[str, int] | None:
    counts = {
        area: sum_records([result for result in results if result.dimensions["area"] == area])
        for area in WasteArea.values
    }
    first, second = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    return first if first[1] > second[1] else None


def describe_pilot_results(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return gettext("No results of zero-waste cities yet")
    targets = sum_records([result for result in results if result.dimensions["evidence"] == Evidence.TARGET])
    if not targets:
        return ngettext(
            "%(n)s figure from zero-waste cities", "%(n)s figures from zero-waste cities", count
        ) % {"n": format_number(count)}
    return ngettext(
        "%(targets)s of %(n)s figure is a target, not a result",
        "%(targets)s of %(n)s figures are targets, not results",
        count,
    ) % {"n": format_number(count), "targets": format_number(targets)}


# -- Statistics -------------------------------------------------------------------------------------------

_ROUNDS = Aggregation(
    select_pilots,
    by={"programme": "programme__slug", "kind": "kind"},
    scope_paths={**get_city_scope_paths(), "theme": ["theme_slug"]},
)
_BY_AREA = UnionAggregation(
    [
        Aggregation(
            build_area_query(area),
            by={"area": "area"},
            scope_paths={
                **get_region_scope_paths(),
                "programme": ["programme__slug"],
                "theme": ["theme_slug"],
            },
        )
        for area in WasteArea
    ]
)
_MATRIX = Aggregation(
    select_actions,
    by={"area": "area", "kind": "kind"},
    scope_paths={**get_region_scope_paths("pilot__city"), "programme": ["pilot__programme__slug"]},
    distinct=("pilot", ZeroWastePilot),
)
_ACTIONS = Aggregation(
    select_actions,
    by={"area": "area", "kind": "kind"},
    scope_paths={**get_city_scope_paths("pilot__city"), "zero-waste-pilot": ["pilot__slug"]},
)
_RESULTS = Aggregation(
    select_results,
    by={"area": "area", "evidence": "evidence"},
    scope_paths={
        **get_region_scope_paths("pilot__city"),
        "programme": ["pilot__programme__slug"],
        "zero-waste-pilot": ["pilot__slug"],
    },
)

register(
    build_aggregation_statistic(
        _ROUNDS,
        key="pilots",
        title=_("Zero-waste cities by round"),
        group=ZERO_WASTE_STATISTICS,
        unit=pgettext_lazy("units", "selections"),
        formula=_(
            "Published zero-waste cities and special areas, counted by round. Total: %(n)s. A city that "
            "takes part in both rounds counts in each. In the API: not those with naming plan."
        ),
        depends_on=(ZeroWastePilot, Programme, City, Region, Theme),
        dimensions={"programme": PROGRAMME_DIMENSION, "kind": Dimension(_("Type"), choices=PilotKind)},
        headline=describe_pilot_rounds,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _BY_AREA,
        key="pilots-by-waste-area",
        title=_("Waste areas chosen by zero-waste cities"),
        group=ZERO_WASTE_STATISTICS,
        unit=pgettext_lazy("units", "cities and areas"),
        formula=_(
            "Published cities and areas that chose each of the five waste areas. Each counts in every area "
            "it chose: %(n)s choices in total. Those whose areas no source gives are not counted. In the "
            "API: not those with naming plan."
        ),
        depends_on=(ZeroWastePilot, Programme, City, Region, Theme),
        dimensions={"area": _AREA},
        headline=describe_pilot_areas,
        chart=Chart.BAR,
        order=20,
    ),
    build_aggregation_statistic(
        _MATRIX,
        key="pilots-by-action",
        title=_("Zero-waste cities by waste area and type of action"),
        group=ZERO_WASTE_STATISTICS,
        unit=pgettext_lazy("units", "cities and areas"),
        formula=_(
            "Published cities and areas with at least one action in a waste area and of a type, "
            "each counted once in each of the 5 × 6 cells; the cells add up to %(n)s. An empty "
            "cell means that no action was found."
        ),
        depends_on=(PilotAction, ZeroWastePilot, Programme, City, Region),
        dimensions={"area": _AREA, "kind": _KIND_OF_ACTION},
        headline=describe_action_matrix,
        chart=Chart.MATRIX,
        order=30,
    ),
    build_aggregation_statistic(
        _ACTIONS,
        key="pilot-actions",
        title=_("Actions of zero-waste cities"),
        group=ZERO_WASTE_STATISTICS,
        unit=pgettext_lazy("units", "actions"),
        formula=_(
            "Actions of published zero-waste cities and areas, counted by waste area and type. Total: %(n)s."
        ),
        depends_on=(PilotAction, ZeroWastePilot, City, Region),
        dimensions={"area": _AREA, "kind": _KIND_OF_ACTION},
        headline=describe_pilot_actions,
        chart=Chart.MATRIX,
        order=40,
    ),
    build_aggregation_statistic(
        _RESULTS,
        key="pilot-results",
        title=_("Figures of zero-waste cities by waste area"),
        group=ZERO_WASTE_STATISTICS,
        unit=pgettext_lazy("units", "figures"),
        formula=_(
            "Figures of published zero-waste cities and areas, without those of their plans, counted by "
            "evidence level and waste area. Total: %(n)s. Their units differ, so they are counted and not "
            "added up. In the API: results with is_plan false; the waste area is area."
        ),
        depends_on=(PilotFigure, ZeroWastePilot, Programme, City, Region),
        dimensions={"area": _AREA, "evidence": Dimension(_("Evidence level"), choices=Evidence)},
        headline=describe_pilot_results,
        chart=Chart.BAR,
        order=50,
    ),
)
