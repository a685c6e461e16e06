"""The briefing of a park: its summary, its drawing, its flows and its key figures."""

from dataclasses import replace
from typing import Any

from initiatives.loops.files import draw_park_loops
from initiatives.models import IndustrialPark
from initiatives.panels.parks import list_figures_of_park
from records.drawings.files import PageDrawing
from records.pages.briefings import MAX_FACTS, BriefingFact, RecordBriefing

#: Flows for which a sheet has room.
_MOST_FLOWS = 12


class ParkBriefing(RecordBriefing):
    queryset = IndustrialPark.objects.select_related("city__parent", "city__region")
    template_name = "initiatives/park_briefing.html"

    def build_drawing(self) -> PageDrawing | None:
        drawing = draw_park_loops(self.object)
        # The sheet names the park above.
        return replace(drawing, subtitle="") if drawing else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        flows = self.object.flows.select_related("material")[:_MOST_FLOWS]
        return {**super().get_context_data(**kwargs), "flows": flows}

    def list_facts(self) -> list[BriefingFact]:
        """Return the first figures whose number is known, as on the page of the park."""
        figures = list_figures_of_park(self.object).filter(value__isnull=False)[:MAX_FACTS]
        return [BriefingFact(figure.label, figure.year, figure, figure) for figure in figures]
