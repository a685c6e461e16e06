"""Panels on the page of a zero-waste pilot: its actions, figures and awards."""

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.translation import gettext_lazy as _

from initiatives.choices import ActionKind
from initiatives.figure_groups import EXPECTED_EVIDENCE
from initiatives.models import PilotFigure, ZeroWastePilot
from records.choices import WasteArea
from records.pages.panels import register_panel

#: Of each kind, on the page of a pilot.
_SHOWN = 26


def _order_by_codes(field: str, codes: Any) -> Case:
    """Return the order of the codes; others come last."""
    places = [When(**{field: code}, then=place) for place, code in enumerate(codes)]
    return Case(*places, default=len(places), output_field=IntegerField())


@register_panel(
    ZeroWastePilot,
    key="actions",
    title=_("Actions by waste area"),
    template="initiatives/panels/actions_pilot.html",
    order=10,
    slot="actions",
    limit=_SHOWN,
)
def list_actions_of_pilot(pilot: ZeroWastePilot) -> QuerySet:
    """Return the actions by waste area and kind."""
    by_area, by_kind = _order_by_codes("area", WasteArea), _order_by_codes("kind", ActionKind)
    return pilot.actions.order_by(by_area, by_kind, "position", "pk")


@register_panel(
    ZeroWastePilot,
    key="plan",
    title=_("Plan figures"),
    template="initiatives/panels/plan_pilot.html",
    order=12,
    slot="plan",
    limit=_SHOWN,
)
def list_plan_figures(pilot: ZeroWastePilot) -> QuerySet[PilotFigure]:
    return _sort_figures(pilot.results.filter(is_plan=True))


@register_panel(
    ZeroWastePilot,
    key="results",
    title=_("Results"),
    template="initiatives/panels/figures_pilot.html",
    order=14,
    slot="results",
    limit=_SHOWN,
)
def list_results_of_pilot(pilot: ZeroWastePilot) -> QuerySet[PilotFigure]:
    """Return the figures that state what was reached, by waste area."""
    return _sort_figures(pilot.results.filter(is_plan=False).exclude(evidence__in=EXPECTED_EVIDENCE))


@register_panel(
    ZeroWastePilot,
    key="aims",
    title=_("Targets and expectations"),
    template="initiatives/panels/figures_pilot.html",
    order=16,
    slot="aims",
    limit=_SHOWN,
)
def list_aims_of_pilot(pilot: ZeroWastePilot) -> QuerySet[PilotFigure]:
    return _sort_figures(pilot.results.filter(is_plan=False, evidence__in=EXPECTED_EVIDENCE))


@register_panel(
    ZeroWastePilot,
    key="awards",
    title=_("Awards"),
    template="initiatives/panels/awards.html",
    order=18,
    slot="awards",
)
def list_awards_of_pilot(pilot: ZeroWastePilot) -> QuerySet:
    return pilot.awards.order_by("position", "pk")


def _sort_figures(figures: QuerySet[PilotFigure]) -> QuerySet[PilotFigure]:
    return figures.order_by(_order_by_codes("area", WasteArea), "position", "pk")
