"""Content files of this app: materials, parks, designations, pilots, procurement, businesses."""

from collections.abc import Iterator
from typing import Any

from initiatives.models import (
    BusinessInitiative,
    Designation,
    IndustrialPark,
    Material,
    ParkFigure,
    PilotFigure,
    ProcurementCase,
    ZeroWastePilot,
)
from records.choices import MeasuredProperty
from records.content.consistency import StatedNumber, iter_stated_figures
from records.content.declarations import ContentEntry, ContentList, SingleFigure, add_figure
from records.content.parser import Location
from records.content.rows import ContentRow

_FLOW = {
    "from.name": "from_name",
    "from.sector": "from_sector",
    "to.name": "to_name",
    "to.sector": "to_sector",
}
_PLAN = {"plan.title": "plan_title", "plan.from": "plan_from", "plan.to": "plan_to"}
_THRESHOLD = {f"threshold.{name}": f"threshold_{name}" for name in ("operator", "value", "unit")}

# The numbers of a plan are loaded as figures: key in the content file -> what is measured, unit, label.
_PLAN_FIGURES = {
    "indicators": (
        MeasuredProperty.PLAN_CONTENTS,
        "indicators",
        {"en": "Indicators in the plan", "zh_hans": "方案指标"},
    ),
    "tasks": (MeasuredProperty.PLAN_CONTENTS, "tasks", {"en": "Tasks in the plan", "zh_hans": "方案任务"}),
    "projects": (
        MeasuredProperty.PROJECTS,
        "projects",
        {"en": "Projects in the plan", "zh_hans": "方案项目"},
    ),
    "investment_cny": (
        MeasuredProperty.MONEY,
        "cny",
        {"en": "Investment in the plan", "zh_hans": "方案投资"},
    ),
}


def _add_plan_figures(entry: dict[str, Any], row: ContentRow, at: Location) -> None:
    plan = entry.get("plan")
    if not isinstance(plan, dict):
        return
    # A plan without sources of its own uses the sources of the pilot.
    row.lists.setdefault("plan_sources", list(row.lists.get("sources", [])))
    for name, (measured, unit, label) in _PLAN_FIGURES.items():
        if name in plan:
            figure = {
                "value": plan[name],
                "unit": unit,
                "evidence": "planned",
                "source_type": entry.get("source_type"),
                "sources": entry.get("plan_sources", []),
            }
            if name == "tasks" and "tasks_scope" in plan:
                figure["note"] = plan["tasks_scope"]
            key = f"plan-{name.removesuffix('_cny')}"
            declared = SingleFigure(PilotFigure, key, label, measured)
            add_figure(row, at.child(f"plan.{name}"), declared, figure)
            row.parts[PilotFigure][-1].columns["is_plan"] = True
    if "tasks_scope" in plan and "tasks" not in plan:
        at.add_issue("plan.tasks_scope", "A scope of tasks needs the number of tasks.")


CONTENT_LISTS = [
    ContentList("materials.yaml", Material),
    ContentList(
        "parks.yaml",
        IndustrialPark,
        rename=_FLOW,
        figures={
            "area_km2": SingleFigure(
                ParkFigure, "area", {"en": "Area", "zh_hans": "面积"}, MeasuredProperty.AREA
            )
        },
    ),
    ContentList(
        "designations.yaml",
        Designation,
        slug=lambda entry: f"{entry['programme']}-{entry.get('park') or entry['city']}",
    ),
    ContentList(
        "pilots.yaml",
        ZeroWastePilot,
        rename=_PLAN,
        extra=frozenset({*(f"plan.{name}" for name in _PLAN_FIGURES), "plan.tasks_scope"}),
        derive=_add_plan_figures,
    ),
    ContentList("procurement.yaml", ProcurementCase, rename=_THRESHOLD),
    ContentList("business.yaml", BusinessInitiative),
]


def _collect_claims(entries: list[ContentEntry]) -> Iterator[StatedNumber]:
    """Yield the figures of cities (results of pilots) and of parks for the consistency check."""
    for entry in entries:
        row = entry.row
        if entry.model is ZeroWastePilot:
            # Plan figures are excluded: a city can have a plan in each round.
            results = [part for part in row.parts.get(PilotFigure, []) if not part.columns.get("is_plan")]
            yield from iter_stated_figures(entry, results, f"city {row.references['city']}")
        elif entry.model is IndustrialPark:
            yield from iter_stated_figures(entry, row.parts.get(ParkFigure, []), f"park {entry.slug}")


CLAIMS = [_collect_claims]
