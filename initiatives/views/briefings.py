"""The briefing of a park: its summary, its key figures, and its drawing if that fits the sheet."""

from dataclasses import replace

from initiatives.loops.files import draw_park_loops, is_within_sheet
from initiatives.models import IndustrialPark
from initiatives.panels.parks import list_figures_of_park
from records.drawings.files import PageDrawing
from records.pages.briefings import MAX_FACTS, BriefingFact, RecordBriefing


class ParkBriefing(RecordBriefing):
    queryset = IndustrialPark.objects.select_related("city__parent", "city__region")
    template_name = "initiatives/park_briefing.html"

    def build_drawing(self) -> PageDrawing | None:
        drawing = draw_park_loops(self.object)
        # The sheet names the park above.
        return replace(drawing, subtitle="") if drawing and is_within_sheet(drawing) else None

    def list_facts(self) -> list[BriefingFact]:
        """Return the first figures whose number is known, as on the page of the park."""
        figures = list_figures_of_park(self.object).filter(value__isnull=False)[:MAX_FACTS]
        return [BriefingFact(figure.label, figure.year, figure, figure) for figure in figures]
