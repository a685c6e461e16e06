"""Statistics of material flows: their number, connected parks and sums of quantities."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_scope_paths, get_region_scope_paths
from initiatives.choices import FLOW_STATISTICS, FlowStatus, Sector
from initiatives.models import IndustrialPark, Material, MaterialFlow
from records.choices import AmountType, Evidence, Status, ThemeRecords, Unit, WasteArea
from records.models import Theme
from records.texts.formats import format_number
from stats.aggregations import (
    Aggregation,
    build_aggregation_statistic,
    count_codes,
    find_largest,
    format_in_sentence,
    make_title_lookup,
    sum_records,
)
from stats.choices import Chart
from stats.definitions import HUB, Dimension, StatisticResult, register

_NO_FLOWS = _("No material flows yet")
_NO_QUANTITIES = _("No amounts of material flows yet")

_MATERIAL = Dimension(_("Material"), names=make_title_lookup(Material))
_AREA = Dimension(_("Waste area"), choices=WasteArea, empty=_("Not waste"))
_GIVES = Dimension(_("From sector"), choices=Sector, empty=_("Sector not known"))
_TAKES = Dimension(_("To sector"), choices=Sector, empty=_("Sector not known"))
_STATUS = Dimension(_("Status"), choices=FlowStatus)

#: Only quantities that agree in all of these are summed.
_KIND_OF_AMOUNT: dict[str, str] = {
    "unit": "unit",
    "amount_type": "amount_type",
    "evidence": "evidence",
    "status": "status",
}
_KIND_OF_AMOUNT_DIMENSIONS = {
    "unit": Dimension(_("Unit"), choices=Unit),
    "amount_type": Dimension(_("Type of amount"), choices=AmountType, empty=_("Type of amount not known")),
    "evidence": Dimension(_("Evidence level"), choices=Evidence),
    "status": _STATUS,
}


def select_flows() -> "QuerySet[MaterialFlow]":
    return MaterialFlow.objects.filter(park__status=Status.PUBLISHED)


def select_quantified_flows() -> "QuerySet[MaterialFlow]":
    return select_flows().filter(value__isnull=False)


def select_connected_parks() -> "QuerySet[IndustrialPark]":
    """Return the parks with at least one flow, annotated with the slug of the theme."""
    return (
        IndustrialPark.objects.published()
        .filter(Exists(MaterialFlow.objects.filter(park=OuterRef("pk"))))
        .annotate(theme_slug=Theme.objects.slug_of(ThemeRecords.SYMBIOSIS))
    )


# -- Headlines --------------------------------------------------------------------------------------------


def describe_flows(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return str(_NO_FLOWS)
    operating = sum_records(results, status=FlowStatus.OPERATING)
    return ngettext(
        "%(n)s material flow, %(operating)s operating",
        "%(n)s material flows, %(operating)s operating",
        count,
    ) % {"n": format_number(count), "operating": format_number(operating)}


def describe_flow_materials(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "material")
    if not count:
        return str(_NO_FLOWS)
    if top is None:
        return ngettext(
            "%(n)s material flow",
            "%(n)s material flows",
            count,
        ) % {"n": format_number(count)}
    code = top.dimensions["material"]
    return gettext("%(material)s is the most common: %(value)s of %(n)s material flows") % {
        "material": make_title_lookup(Material)([code]).get(code, code),
        "value": format_number(top.value),
        "n": format_number(count),
    }


def describe_flow_areas(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "area")
    if not count:
        return str(_NO_FLOWS)
    if top is None:
        return ngettext(
            "%(n)s material flow",
            "%(n)s material flows",
            count,
        ) % {"n": format_number(count)}
    return ngettext(
        "%(value)s of %(n)s material flow is %(area)s",
        "%(value)s of %(n)s material flows are %(area)s",
        count,
    ) % {
        "value": format_number(top.value),
        "n": format_number(count),
        "area": format_in_sentence(top.labels["area"]),
    }


def describe_flow_sectors(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "gives", "takes")
    if not count:
        return str(_NO_FLOWS)
    if top is None:
        return ngettext(
            "%(n)s material flow",
            "%(n)s material flows",
            count,
        ) % {"n": format_number(count)}
    values = {
        "gives": format_in_sentence(top.labels["gives"]),
        "takes": format_in_sentence(top.labels["takes"]),
        "value": format_number(top.value),
        "n": format_number(count),
    }
    if top.dimensions["gives"] == top.dimensions["takes"]:
        return gettext("%(value)s of %(n)s material flows stay within one sector: %(gives)s") % values
    return (
        gettext("%(value)s of %(n)s material flows go from %(gives)s to %(takes)s, the most of all") % values
    )


def describe_connected_parks(results: Sequence[StatisticResult]) -> str:
    parks = sum_records(results)
    if not parks:
        return gettext("No parks with material flows yet")
    return ngettext(
        "%(n)s park with material flows",
        "%(n)s parks with material flows",
        parks,
    ) % {"n": format_number(parks)}


def describe_amounts_by_material(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return str(_NO_QUANTITIES)
    materials = count_codes(results, "material")
    of_materials = ngettext("%(count)s material", "%(count)s materials", materials) % {
        "count": format_number(materials)
    }
    return ngettext(
        "%(n)s amount is known, of %(materials)s", "%(n)s amounts are known, of %(materials)s", count
    ) % {"n": format_number(count), "materials": of_materials}


def describe_amounts_by_area(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return str(_NO_QUANTITIES)
    return ngettext(
        "%(n)s amount of material flows is known", "%(n)s amounts of material flows are known", count
    ) % {"n": format_number(count)}


def describe_amounts_by_sector(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return str(_NO_QUANTITIES)
    return ngettext(
        "%(n)s amount is known, between %(pairs)s pairs of sectors",
        "%(n)s amounts are known, between %(pairs)s pairs of sectors",
        count,
    ) % {"n": format_number(count), "pairs": format_number(count_codes(results, "gives", "takes"))}


# -- Statistics -------------------------------------------------------------------------------------------

_FLOWS = Aggregation(
    select_flows,
    by={"status": "status"},
    scope_paths={
        **get_city_scope_paths("park__city"),
        "park": ["park__slug"],
        "material": ["material__slug"],
    },
)
_BY_MATERIAL = Aggregation(
    select_flows, by={"material": "material__slug"}, scope_paths=get_region_scope_paths("park__city")
)
_BY_AREA = Aggregation(
    select_flows, by={"area": "material__waste_area"}, scope_paths=get_city_scope_paths("park__city")
)
_BY_SECTOR = Aggregation(
    select_flows,
    by={"gives": "from_sector", "takes": "to_sector"},
    scope_paths={**get_region_scope_paths("park__city"), "material": ["material__slug"]},
)
_CONNECTED_PARKS = Aggregation(
    select_connected_parks, by={}, scope_paths={**get_city_scope_paths(), "theme": ["theme_slug"]}
)


def _build_amount_sum(by: dict[str, str], scope_paths: dict[str, Any]) -> Aggregation:
    return Aggregation(
        select_quantified_flows, by={**by, **_KIND_OF_AMOUNT}, scope_paths=scope_paths, total="value"
    )


_AMOUNTS_BY_MATERIAL = _build_amount_sum(
    {"material": "material__slug"}, {HUB: (), "material": ["material__slug"]}
)
_AMOUNTS_BY_AREA = _build_amount_sum({"area": "material__waste_area"}, get_region_scope_paths("park__city"))
_AMOUNTS_BY_SECTOR = _build_amount_sum({"gives": "from_sector", "takes": "to_sector"}, {HUB: ()})

_FLOW_MODELS = (MaterialFlow, IndustrialPark, Material, City, Region)

_SUM_FORMULA = _(
    "Amounts of %(n)s material flows. They are added up only where material or sectors, unit, "
    "type of amount, evidence level and status are the same, whatever the year. Flows without "
    "an amount add nothing. Material that passes through two flows counts in both. “About” and "
    "“at least” count with their number."
)
_UNIT_OF_ROW = _("unit as in each row")

register(
    build_aggregation_statistic(
        _FLOWS,
        key="flows",
        title=_("Material flows"),
        group=FLOW_STATISTICS,
        unit=pgettext_lazy("units", "flows"),
        formula=_("Material flows of published parks, counted by status. Total: %(n)s."),
        depends_on=_FLOW_MODELS,
        dimensions={"status": _STATUS},
        headline=describe_flows,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _CONNECTED_PARKS,
        key="parks-connected",
        title=_("Parks with material flows"),
        group=FLOW_STATISTICS,
        unit=pgettext_lazy("units", "parks"),
        formula=_("Published parks with at least one material flow: %(n)s."),
        depends_on=(MaterialFlow, IndustrialPark, City, Region, Theme),
        headline=describe_connected_parks,
        order=20,
    ),
    build_aggregation_statistic(
        _BY_MATERIAL,
        key="flows-by-material",
        title=_("Material flows by material"),
        group=FLOW_STATISTICS,
        unit=pgettext_lazy("units", "flows"),
        formula=_("Material flows of published parks, counted by material. Total: %(n)s."),
        depends_on=_FLOW_MODELS,
        dimensions={"material": _MATERIAL},
        headline=describe_flow_materials,
        chart=Chart.BAR,
        order=30,
    ),
    build_aggregation_statistic(
        _BY_AREA,
        key="flows-by-waste-area",
        title=_("Material flows by waste area"),
        group=FLOW_STATISTICS,
        unit=pgettext_lazy("units", "flows"),
        formula=_(
            "Material flows of published parks, counted by the waste area of the material. Total: %(n)s."
        ),
        depends_on=_FLOW_MODELS,
        dimensions={"area": _AREA},
        headline=describe_flow_areas,
        chart=Chart.BAR,
        order=40,
    ),
    build_aggregation_statistic(
        _BY_SECTOR,
        key="flows-by-sector",
        title=_("Material flows between sectors"),
        group=FLOW_STATISTICS,
        unit=pgettext_lazy("units", "flows"),
        formula=_(
            "Material flows of published parks, counted by supplying and receiving sector. Total: %(n)s."
        ),
        depends_on=_FLOW_MODELS,
        dimensions={"gives": _GIVES, "takes": _TAKES},
        headline=describe_flow_sectors,
        headline_codes=(("gives", "takes"),),
        chart=Chart.BAR,
        order=50,
    ),
    build_aggregation_statistic(
        _AMOUNTS_BY_MATERIAL,
        key="amounts-by-material",
        title=_("Amounts by material"),
        group=FLOW_STATISTICS,
        unit=_UNIT_OF_ROW,
        has_one_unit=False,
        decimals=2,
        formula=_SUM_FORMULA,
        depends_on=_FLOW_MODELS,
        dimensions={"material": _MATERIAL, **_KIND_OF_AMOUNT_DIMENSIONS},
        headline=describe_amounts_by_material,
        chart=Chart.BAR,
        separate_scales=tuple(_KIND_OF_AMOUNT),
        order=60,
    ),
    build_aggregation_statistic(
        _AMOUNTS_BY_AREA,
        key="amounts-by-waste-area",
        title=_("Amounts by waste area"),
        group=FLOW_STATISTICS,
        unit=_UNIT_OF_ROW,
        has_one_unit=False,
        decimals=2,
        formula=_SUM_FORMULA,
        depends_on=_FLOW_MODELS,
        dimensions={"area": _AREA, **_KIND_OF_AMOUNT_DIMENSIONS},
        headline=describe_amounts_by_area,
        chart=Chart.BAR,
        separate_scales=tuple(_KIND_OF_AMOUNT),
        order=70,
    ),
    build_aggregation_statistic(
        _AMOUNTS_BY_SECTOR,
        key="amounts-by-sector",
        title=_("Amounts between sectors"),
        group=FLOW_STATISTICS,
        unit=_UNIT_OF_ROW,
        has_one_unit=False,
        decimals=2,
        formula=_SUM_FORMULA,
        depends_on=_FLOW_MODELS,
        dimensions={"gives": _GIVES, "takes": _TAKES, **_KIND_OF_AMOUNT_DIMENSIONS},
        headline=describe_amounts_by_sector,
        headline_codes=(("gives", "takes"),),
        chart=Chart.BAR,
        separate_scales=tuple(_KIND_OF_AMOUNT),
        order=80,
    ),
)
