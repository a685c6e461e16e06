"""Pages of zero-waste pilots."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.maps.place_maps import PlacedRecordList
from cities.place_names import mark_same_cities
from initiatives.choices import ActionStatus, Naming, PilotKind
from initiatives.filters.pilots import PilotFilter
from initiatives.models import PilotFigure, ZeroWastePilot
from initiatives.pilot_counts import count_selections
from initiatives.pilot_rounds import build_round, get_rounds, group_pilots, prefetch_round_sizes
from initiatives.property_columns import PropertyColumnList
from records.choices import WasteArea
from records.filters import FacetedFilterSet
from records.pages.chosen_columns import TableColumnChoice
from records.pages.generic_views import RecordDetail
from records.pages.list_tables import ListColumn
from records.pages.panels import FilledPanel
from records.texts.formats import format_date_range, join_list

#: Members of the round on the page of a pilot; the page of the programme has all.
_MEMBERS_SHOWN = 120
_OTHER_ROUNDS_SHOWN = 5


class PilotList(PropertyColumnList, PlacedRecordList):
    queryset = (
        ZeroWastePilot.objects.filter(naming=Naming.NATIONAL_LIST)
        .for_list()
        .select_related("city__region")
        .order_by("programme__starts", "programme__slug", "kind", "city__name_en", "pk")
    )
    template_name = "initiatives/pilot_list.html"
    filterset_class = PilotFilter
    table_columns = (ListColumn(_("Region"), lambda pilot: pilot.city.region.name),)
    table_name, figure_model = "zero-waste", PilotFigure
    choices = (
        TableColumnChoice(
            "round",
            pgettext_lazy("pilots", "Round"),
            is_usual=True,
            get_value=lambda pilot: pilot.programme.name,
        ),
        TableColumnChoice("kind", _("Type"), is_usual=True, get_value=lambda pilot: pilot.get_kind_display()),
        TableColumnChoice(
            "waste-areas",
            _("Waste areas"),
            is_usual=True,
            get_value=lambda pilot: join_list(WasteArea(code).label for code in pilot.waste_areas),
        ),
        TableColumnChoice(
            "actions",
            _("Actions"),
            is_usual=True,
            is_number=True,
            get_value=lambda pilot: pilot.actions_count,
        ),
        TableColumnChoice(
            "results",
            _("Results"),
            is_usual=True,
            is_number=True,
            get_value=lambda pilot: pilot.results_count,
        ),
        TableColumnChoice(
            "plan-figures", _("Plan figures"), is_number=True, get_value=lambda pilot: pilot.plan_count
        ),
        TableColumnChoice(
            "plan",
            _("Plan"),
            get_value=lambda pilot: format_date_range(pilot.plan_from, pilot.plan_to),
        ),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rounds = get_rounds()
        shown = super().get_context_data(**kwargs)
        mark_same_cities(pilot.city for pilot in shown["rows"])
        is_sorted = shown["filterset"].form.cleaned_data.get("sort")
        return {
            **shown,
            "first_round": rounds.get(1),
            "second_round": rounds.get(2),
            "selections": count_selections(self.filterset.filter_queryset(ZeroWastePilot.objects.in_round())),
            "in_plans": [] if shown["page_obj"].has_next() else _list_named_in_plan(self.filterset),
            "groups": [] if is_sorted else group_pilots(shown["rows"], rounds),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        shown = [context["first_round"], context["second_round"]]
        rounds: list[Any] = [entry.programme for entry in shown if entry]
        sizes = (size for programme in rounds for size in programme.round_sizes)
        return [*super().get_cited_records(context), *context["in_plans"], *rounds, *sizes]


def _list_named_in_plan(filterset: FacetedFilterSet) -> list[ZeroWastePilot]:
    """Return the places that only a plan names and that match the filters. They belong to no round."""
    if filterset.data.get("programme"):
        return []
    places = ZeroWastePilot.objects.named_in_plan().select_related("city__parent", "programme")
    matching = filterset.filter_queryset(places).order_by("city__name_en", "pk")
    return list(matching[:_MEMBERS_SHOWN])


class PilotDetail(RecordDetail):
    """The page of a pilot: plan, actions, results, its round.

    Then the panels registered with `@register_panel(ZeroWastePilot, order=…)`.
    """

    queryset = ZeroWastePilot.objects.select_related("city__parent", "programme").prefetch_related(
        prefetch_round_sizes("programme__")
    )
    template_name = "initiatives/pilot_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pilot = self.object
        context = super().get_context_data(**kwargs)
        placed = context["placed"]
        has_plan = bool(pilot.plan_title or pilot.plan_from or pilot.plan_to or "plan" in placed)
        return {
            **context,
            "has_plan": has_plan,
            **_count_actions(pilot, placed.get("actions")),
            "areas": WasteArea.choices,
            **_build_round_context(pilot),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        known = {
            _("date of selection"): self.object.named or self.object.naming == Naming.PLAN,
            _("plan"): context["has_plan"],
            _("waste areas"): self.object.waste_areas,
            _("actions"): "actions" in context["placed"],
            _("results"): "results" in context["placed"],
        }
        return [label for label, value in known.items() if not value]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        programme = context["record"].programme
        sizes = programme.round_sizes
        return [*super().get_cited_records(context), programme, *sizes, *context["other_rounds"]]


def _count_actions(pilot: ZeroWastePilot, panel: FilledPanel | None) -> dict[str, Any]:
    """Return the number of actions, their `statuses` (code, label, number) and the areas without any.

    One query, unless the panel has all actions.
    """
    if panel is None or not panel.has_more:
        counts = Counter((action.area, action.status) for action in (panel.rows if panel else []))
    else:
        rows = pilot.actions.order_by().values_list("area", "status").annotate(number=Count("pk"))
        counts = Counter({(area, status): number for area, status, number in rows})
    by_status: Counter[str] = Counter()
    for (_area, status), number in counts.items():
        by_status[status] += number
    areas = {area for area, _status in counts}
    return {
        "action_count": counts.total(),
        "statuses": [
            (status, status.label, by_status[status]) for status in ActionStatus if by_status[status]
        ],
        "empty_areas": [area.label for area in WasteArea if area not in areas],
    }


def _build_round_context(pilot: ZeroWastePilot) -> dict[str, Any]:
    """Return the context variables for the round of a pilot, its first members by kind, and other rounds."""
    rows: Any = ZeroWastePilot.objects.published().select_related("city__parent", "city__region", "programme")
    of_round = ZeroWastePilot.objects.in_round().filter(programme=pilot.programme_id)
    members = list(
        rows.filter(pk__in=of_round.values("pk")).order_by("kind", "city__name_en", "pk")[:_MEMBERS_SHOWN]
    )
    mark_same_cities(member.city for member in members)
    recorded = dict(of_round.order_by().values_list("kind").annotate(number=Count("pk")))
    others = rows.filter(city=pilot.city_id).exclude(programme=pilot.programme_id)
    kinds = {kind: [member for member in members if member.kind == kind] for kind in PilotKind}
    return {
        "round": build_round(pilot.programme, {kind: recorded.get(kind, 0) for kind in PilotKind}),
        "cities": kinds[PilotKind.CITY],
        "special_areas": kinds[PilotKind.SPECIAL_AREA],
        "has_more_members": sum(recorded.values()) > len(members),
        "other_rounds": list(others.order_by("programme", "pk")[:_OTHER_ROUNDS_SHOWN]),
    }
