"""Pages of parks."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cities.maps.place_maps import PlacedRecordList
from initiatives.filters.parks import ParkFilter
from initiatives.loops.drawings import build_park_loops
from initiatives.models import IndustrialPark, MaterialFlow, ParkFigure
from initiatives.property_columns import PropertyColumnList, count_known_amounts
from records.pages.chosen_columns import TableColumnChoice
from records.pages.generic_views import RecordDetail
from records.pages.list_tables import ListColumn, format_year
from records.texts.formats import is_chinese

# Maximum on the page of a park. The pages of materials list all precedents.
_PRECEDENTS_SHOWN = 5
#: Flows among which they are looked for, the oldest: sorting all would take longer with each new one.
MOST_PRECEDENTS = 400
#: Figures in view; the others are folded.
_FIGURES_SHOWN = 4
#: Parks that are easily confused with this one.
_ALIKE_SHOWN = 3


class ParkList(PropertyColumnList, PlacedRecordList):
    # Its rows have many lines.
    paginate_by = 25
    # Parks with most flows and facilities first.
    queryset = (
        IndustrialPark.objects.select_related("city__parent", "city__region")
        .with_counts()
        .order_by("-flow_count", "-facility_count", "name_en", "pk")
    )
    template_name = "initiatives/park_list.html"
    result_template = "initiatives/park_result.html"
    filterset_class = ParkFilter
    table_columns = (
        ListColumn(gettext_lazy("City"), lambda park: park.city.full_name),
        ListColumn(gettext_lazy("Region"), lambda park: park.city.region.name),
    )
    table_name, figure_model = "parks", ParkFigure
    choices = (
        TableColumnChoice(
            "level", gettext_lazy("Level"), is_usual=True, get_value=lambda park: park.get_level_display()
        ),
        TableColumnChoice(
            "kind", gettext_lazy("Type"), is_usual=True, get_value=lambda park: park.get_kind_display()
        ),
        TableColumnChoice(
            "facilities",
            gettext_lazy("Facilities"),
            is_usual=True,
            is_number=True,
            get_value=lambda park: park.facility_count,
        ),
        TableColumnChoice(
            "flows",
            gettext_lazy("Material flows"),
            is_usual=True,
            is_number=True,
            get_value=lambda park: park.flow_count,
        ),
        TableColumnChoice(
            "flows-with-amount",
            gettext_lazy("Material flows with an amount"),
            is_number=True,
            fetch_values=partial(count_known_amounts, "park"),
        ),
        TableColumnChoice(
            "established",
            gettext_lazy("Established"),
            get_value=lambda park: format_year(park.established),
        ),
        TableColumnChoice(
            "symbiosis",
            gettext_lazy("Applies industrial symbiosis"),
            get_value=lambda park: _describe_symbiosis(park),
        ),
    )


def _describe_symbiosis(park: IndustrialPark) -> str:
    """Return whether a park applies it, and since when; nothing if it isn't known."""
    if park.applies_symbiosis is None:
        return ""
    answer = pgettext("answer", "Yes") if park.applies_symbiosis else pgettext("answer", "No")
    since = _("since %(year)s") % {"year": park.symbiosis_since} if park.symbiosis_since else ""
    return f"{answer}{'，' if is_chinese() else ', '}{since}" if since else answer


class ParkDetail(RecordDetail):
    """The page of a park: facts and figures, precedents, and the panels with a slot.

    Then the panels registered with `@register_panel(IndustrialPark, order=…)`.
    """

    queryset = IndustrialPark.objects.select_related("city__parent", "city__region")
    template_name = "initiatives/park_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        park = self.object
        context = super().get_context_data(**kwargs)
        rows = {key: panel.rows for key, panel in context["placed"].items()}
        figures = rows.get("figures", [])
        flows = rows.get("flows", [])
        area = next((figure for figure in figures if figure.key == "area"), None)
        shown = [*([area] if area else []), *(figure for figure in figures if figure != area)]
        return {
            **context,
            "area": area,
            "key_figures": shown[:_FIGURES_SHOWN],
            "more_figures": shown[_FIGURES_SHOWN:],
            # A part of the network would look like all of it.
            "loops": (
                build_park_loops(park, flows) if flows and not context["placed"]["flows"].has_more else None
            ),
            "precedents": list(_find_precedents(park)[:_PRECEDENTS_SHOWN]) if flows else [],
            "alike": [
                other
                for other in rows.get("others", [])[:_ALIKE_SHOWN]
                if (other.city_id, other.kind) == (park.city_id, park.kind)
            ],
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        park, placed = self.object, context["placed"]
        flows: list[MaterialFlow] = placed["flows"].rows if "flows" in placed else []
        known = {
            _("level"): park.level,
            _("year of founding"): park.established,
            _("area"): context["area"],
            _("location"): park.lat is not None,
            _("who passes what on to whom"): flows,
            _("amounts of the materials"): not flows or any(flow.is_amount_of_material for flow in flows),
        }
        return [label for label, value in known.items() if not value]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*super().get_cited_records(context), self.object.city, *context["precedents"]]


def _find_precedents(park: IndustrialPark) -> QuerySet:
    """Find flows of the same materials elsewhere, in alphabetical order, among the oldest of very many."""
    compared = MaterialFlow.objects.precedents_of(park).order_by("pk").values("pk")[:MOST_PRECEDENTS]
    return (
        MaterialFlow.objects.published()
        .filter(pk__among=compared)
        .order_by("material__name_en", "material", "park__name_en", "park", "position", "pk")
    )
