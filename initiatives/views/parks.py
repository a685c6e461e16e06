"""Pages of parks."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from initiatives.filters.parks import ParkFilter
from initiatives.models import Designation, IndustrialPark, MaterialFlow, ParkFigure
from records.pages import RecordDetail, RecordList


class ParkList(RecordList):
    template_name = "initiatives/park_list.html"
    filterset_class = ParkFilter

    def get_queryset(self) -> QuerySet:
        # Parks with the most to read first; every other order is the reader's choice.
        return (
            IndustrialPark.objects.published()
            .select_related("city__parent")
            .with_counts()
            .order_by("-flow_count", "-facility_count", "name_en", "pk")
        )


class ParkDetail(RecordDetail):
    template_name = "initiatives/park_detail.html"

    def get_queryset(self) -> QuerySet:
        return (
            IndustrialPark.objects.published()
            .select_related("city__parent", "city__region")
            .prefetch_related(
                "facilities", "key_facts", Prefetch("flows", MaterialFlow.objects.select_related("material"))
            )
        )

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        park = self.record
        figures = list(park.key_facts.all())
        others = _others_of_the_city(park)
        return {
            **super().page_context(context),
            "area": next((figure for figure in figures if figure.key == "area"), None),
            "figures": [figure for figure in figures if figure.key != "area"],
            "designations": list(
                Designation.objects.published().filter(park=park).select_related("programme", "park")
            ),
            "others": others,
            "alike": [other for other in others if (other.city_id, other.kind) == (park.city_id, park.kind)],
            **_counts(park),
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [*super().cited(context), self.record.city, *context["designations"], *context["others"]]


def _others_of_the_city(park: IndustrialPark) -> list[IndustrialPark]:
    """The parks that stand beside this one in its city, each with its `key_facts` reduced to the area."""
    return list(
        IndustrialPark.objects.published()
        .within(park.city)
        .exclude(pk=park.pk)
        .select_related("city")
        .prefetch_related(Prefetch("key_facts", ParkFigure.objects.filter(key="area")))
        .order_by("name_en", "pk")
    )


def _counts(park: IndustrialPark) -> dict[str, int]:
    """How many facilities and flows the record holds, how many operate, how many have an amount."""
    facilities, flows = list(park.facilities.all()), list(park.flows.all())
    return {
        "facility_count": len(facilities),
        "operating_count": sum(facility.status == "operating" for facility in facilities),
        "flow_count": len(flows),
        "quantified_count": sum(flow.value is not None for flow in flows),
    }
