"""Pages of materials."""

from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from initiatives.choices import Sector
from initiatives.filters.materials import MaterialFilter
from initiatives.models import Material, MaterialFlow
from initiatives.property_columns import count_known_amounts
from records.pages.chosen_columns import ChosenColumnList, TableColumnChoice
from records.pages.generic_views import RecordDetail
from records.pages.list_tables import ListColumn
from records.texts.formats import join_list

#: Sectors that receive a material, in a list.
_TAKERS_SHOWN = 12
#: Kinds of a material, which a vocabulary limits.
_KINDS_SHOWN = 60


class MaterialList(ChosenColumnList):
    # The number that each row shows, and then the name.
    queryset = Material.objects.with_counts().order_by("-flow_count", "name_en", "pk")
    template_name = "initiatives/material_list.html"
    result_template = "initiatives/material_result.html"
    filterset_class = MaterialFilter
    table_columns = (
        ListColumn(
            gettext_lazy("Waste area"), lambda material: material.get_waste_area_display() or _("Not waste")
        ),
    )
    table_name = "materials"
    choices = (
        TableColumnChoice(
            "ewc-code",
            gettext_lazy("EWC code"),
            is_usual=True,
            get_value=lambda material: material.ewc_code,
        ),
        TableColumnChoice(
            "national-code",
            gettext_lazy("National waste code"),
            is_usual=True,
            get_value=lambda material: material.national_code,
        ),
        TableColumnChoice(
            "parks",
            pgettext_lazy("figures", "Parks"),
            is_usual=True,
            is_number=True,
            get_value=lambda material: material.park_count,
        ),
        TableColumnChoice(
            "flows",
            gettext_lazy("Material flows"),
            is_usual=True,
            is_number=True,
            get_value=lambda material: material.flow_count,
        ),
        TableColumnChoice(
            "flows-with-amount",
            gettext_lazy("Material flows with an amount"),
            is_number=True,
            fetch_values=partial(count_known_amounts, "material"),
        ),
        TableColumnChoice(
            "takers", gettext_lazy("Received by"), fetch_values=lambda keys: _find_takers(keys)
        ),
        TableColumnChoice(
            "treated-by",
            gettext_lazy("Plants that treat it"),
            get_value=lambda material: material.get_treated_by_display(),
        ),
    )

    def complete_results(self, rows: list[Any]) -> None:
        """Set `takers` on each material: the sectors that receive it, as text."""
        takers = _find_takers([material.pk for material in rows]) if rows else {}
        for material in rows:
            material.takers = takers.get(material.pk, "")


def _find_takers(materials: list[int]) -> dict[int, Any]:
    """Return the sectors that receive each material, as text; of many those with most flows. One query."""
    flows = MaterialFlow.objects.published().filter(material__in=materials).exclude(to_sector="").order_by()
    counts = flows.values("material", "to_sector").annotate(rows=Count("pk"), first=Min("pk"))
    by_flows: Any = {"partition_by": F("material"), "order_by": [F("rows").desc(), F("first")]}
    ranked = counts.annotate(
        place=Window(RowNumber(), **by_flows), sectors=Window(Count("*"), partition_by=F("material"))
    )
    shown = ranked.filter(place__lte=_TAKERS_SHOWN).order_by("material", "place")
    takers = {}
    for material, rows in groupby(shown, key=itemgetter("material")):
        sectors = list(rows)
        named = join_list(Sector(row["to_sector"]).label for row in sectors)
        more = sectors[0]["sectors"] - len(sectors)
        takers[material] = (
            format_html(_("{named} and {count} more"), named=named, count=more) if more else named
        )
    return takers


class MaterialDetail(RecordDetail):
    """The page of a material: its flows and facilities.

    Then the panels registered with `@register_panel(Material, order=…)`.
    """

    queryset = Material.objects.select_related("parent")
    template_name = "initiatives/material_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        material, kinds = self.object, Material.objects.published().filter(parent=self.object)[:_KINDS_SHOWN]
        described = material.waste_area or material.parent or material.ewc_code or material.national_code
        return {**context, "kinds": list(kinds), "has_facts": bool(described or kinds)}

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        placed = context["placed"]
        flows: list[MaterialFlow] = placed["flows"].rows if "flows" in placed else []
        unknown = [] if flows else [_("who supplies and who receives it")]
        if flows and not any(flow.is_amount_of_material for flow in flows):
            unknown.append(_("amounts of the material itself"))
        if flows:
            unknown += [_("distances between supplier and receiver"), _("contacts"), _("prices")]
        lacks_code = self.object.waste_area and not self.object.national_code
        return [*unknown, _("national waste code")] if lacks_code else unknown
