"""The briefing of a park: its summary and its key figures."""

from initiatives.models import IndustrialPark
from initiatives.panels.parks import list_figures_of_park
from records.pages.briefings import MAX_FACTS, BriefingFact, RecordBriefing


class ParkBriefing(RecordBriefing):
    queryset = IndustrialPark.objects.select_related("city__parent", "city__region")
    template_name = "initiatives/park_briefing.html"

    def list_facts(self) -> list[BriefingFact]:
        """Return the first figures whose number is known, as on the page of the park."""
        figures = list_figures_of_park(self.object).filter(value__isnull=False)[:MAX_FACTS]
        return [BriefingFact(figure.label, figure.year, figure, figure) for figure in figures]
