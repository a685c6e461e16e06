"""Pages of zero-waste pilots."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from initiatives.choices import ActionKind, ActionStatus
from initiatives.figures import by_label, expected
from initiatives.filters.pilots import PilotFilter
from initiatives.models import PilotAction, ZeroWastePilot
from initiatives.rounds import FIRST_ROUND, SECOND_ROUND, rounds
from initiatives.rows import pilot_rows
from records.choices import WasteArea
from records.pages import RecordDetail, RecordList


class PilotList(RecordList):
    template_name = "initiatives/pilot_list.html"
    filterset_class = PilotFilter

    def get_queryset(self) -> QuerySet:
        return pilot_rows(ZeroWastePilot.objects.published()).order_by(
            "programme__starts", "programme__slug", "kind", "city__name_en", "pk"
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        found = rounds()
        return {
            **super().page_context(context),
            "first_round": found.get(FIRST_ROUND),
            "second_round": found.get(SECOND_ROUND),
            "areas": WasteArea.choices,
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        shown = [context["first_round"], context["second_round"]]
        return [*super().cited(context), *(entry.programme for entry in shown if entry)]


class PilotDetail(RecordDetail):
    template_name = "initiatives/pilot_detail.html"

    def get_queryset(self) -> QuerySet:
        return (
            ZeroWastePilot.objects.published()
            .select_related("city__parent", "programme")
            .prefetch_related("actions", "results", "awards")
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        pilot = self.record
        actions = list(pilot.actions.all())
        figures = [figure for figure in pilot.results.all() if not figure.is_plan]
        aims = expected(figures)
        return {
            **super().page_context(context),
            "plan_figures": [figure for figure in pilot.results.all() if figure.is_plan],
            "actions": actions,
            "statuses": _statuses(actions),
            "matrix": matrix(actions),
            "kinds": ActionKind.labels,
            "areas": WasteArea.choices,
            "results": by_label(figure for figure in figures if figure not in aims),
            "aims": by_label(aims),
            "other_rounds": list(
                ZeroWastePilot.objects.published()
                .filter(city=pilot.city)
                .exclude(pk=pilot.pk)
                .select_related("city", "programme")
                .order_by("named", "pk")
            ),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), *context["other_rounds"]]


@dataclass(frozen=True)
class Area:
    """One row of the matrix: a waste area with its actions by their kind, and all of them in order."""

    code: str
    label: Any
    cells: list[tuple[Any, list[PilotAction]]]

    @property
    def actions(self) -> list[PilotAction]:
        return [action for _label, actions in self.cells for action in actions]


def matrix(actions: Iterable[PilotAction]) -> list[Area]:
    """The actions of a pilot by waste area and kind: always five rows of six cells."""
    found: dict[tuple[str, str], list[PilotAction]] = {}
    for action in actions:
        found.setdefault((action.area, action.kind), []).append(action)
    return [
        Area(area, area.label, [(kind.label, found.get((area, kind), [])) for kind in ActionKind])
        for area in WasteArea
    ]


def _statuses(actions: Iterable[PilotAction]) -> list[tuple[str, Any, int]]:
    """Code, name and number of each status that occurs."""
    counts = Counter(action.status for action in actions)
    return [(status, status.label, counts[status]) for status in ActionStatus if counts[status]]
