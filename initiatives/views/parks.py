"""Pages of parks."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from initiatives.filters.parks import ParkFilter
from initiatives.flows import build_flow_charts, find_largest_flow
from initiatives.models import Designation, IndustrialPark, MaterialFlow
from records.generic_views import RecordDetail, RecordList

# Maximum on the page of a park. The pages of materials list all precedents.
_PRECEDENTS_SHOWN = 12


class ParkList(RecordList):
    # Parks with most flows and facilities first.
    queryset = (
        IndustrialPark.objects.select_related("city__parent")
        .with_counts()
        .order_by("-flow_count", "-facility_count", "name_en", "pk")
    )
    template_name = "initiatives/park_list.html"
    filterset_class = ParkFilter


class ParkDetail(RecordDetail):
    """The page of a park: facilities, flows, precedents, designations, other parks of the city.

    Then the panels registered with `@register_panel(IndustrialPark, order=…)`.
    """

    queryset = IndustrialPark.objects.select_related("city__parent", "city__region").prefetch_related(
        "facilities", "key_facts", Prefetch("flows", MaterialFlow.objects.select_related("material"))
    )
    template_name = "initiatives/park_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        park = self.object
        figures = list(park.key_facts.all())
        flows, others = list(park.flows.all()), _find_other_parks(park)
        precedents = list(_find_precedents(park)[: _PRECEDENTS_SHOWN + 1]) if flows else []
        alike = [other for other in others if (other.city_id, other.kind) == (park.city_id, park.kind)]
        context = {
            **super().get_context_data(**kwargs),
            "area": next((figure for figure in figures if figure.key == "area"), None),
            "figures": [figure for figure in figures if figure.key != "area"],
            "facilities": list(park.facilities.all()),
            "operating_count": sum(facility.status == "operating" for facility in park.facilities.all()),
            "flows": flows,
            "charts": (charts := build_flow_charts(flows)),
            "undrawn": bool(charts) and sum(len(chart.flows) for chart in charts) < len(flows),
            "largest": find_largest_flow(flows),
            "quantified_count": sum(flow.value is not None for flow in flows),
            "precedents": precedents[:_PRECEDENTS_SHOWN],
            "more_precedents": len(precedents) > _PRECEDENTS_SHOWN,
            "designations": list(
                Designation.objects.published().filter(park=park).select_related("programme", "park")
            ),
            "others": others,
            "alike": alike,
        }
        parts = ("alike", "area", "figures", "facilities", "flows", "designations")
        return {**context, "has_overview": any(context[part] for part in parts)}

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        rows = (*context["designations"], *context["others"], *context["precedents"])
        return [*super().get_cited_records(context), self.object.city, *rows]


def _find_precedents(park: IndustrialPark) -> QuerySet:
    return MaterialFlow.objects.precedents_of(park).order_by(
        "material__name_en", "material", "park__name_en", "park", "position", "pk"
    )


def _find_other_parks(park: IndustrialPark) -> list[IndustrialPark]:
    """Find the other parks of the city, with their area."""
    return list(
        IndustrialPark.objects.published()
        .within(park.city)
        .exclude(pk=park.pk)
        .select_related("city")
        .with_area()
        .order_by("name_en", "pk")
    )
