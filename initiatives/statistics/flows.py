"""Statistics of material flows: exchanges, connected parks and sums of quantities."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_scope_paths, get_region_scope_paths
from initiatives.choices import FLOW_STATISTICS, FlowStatus, Sector
from initiatives.models import IndustrialPark, Material, MaterialFlow
from records.choices import Basis, Evidence, Status, ThemeRecords, Unit, WasteArea
from records.formats import format_number
from records.models import Theme
from stats.aggregations import (
    Aggregation,
    build_aggregation_statistic,
    find_largest,
    format_in_sentence,
    make_title_lookup,
    sum_records,
)
from stats.choices import Chart
from stats.definitions import HUB, Dimension, StatisticResult, register

_NO_EXCHANGES = _("No material exchange is recorded here")
_NO_QUANTITIES = _("No quantity of a material exchange is recorded here")

_MATERIAL = Dimension(_("Material"), names=make_title_lookup(Material))
_AREA = Dimension(_("Waste area"), choices=WasteArea)
_GIVES = Dimension(_("From the sector"), choices=Sector, empty=_("Sector not recorded"))
_TAKES = Dimension(_("To the sector"), choices=Sector, empty=_("Sector not recorded"))
_STATUS = Dimension(_("Status"), choices=FlowStatus)

#: Only quantities that agree in all of these are summed.
_KIND_OF_AMOUNT: dict[str, str] = {
    "unit": "unit",
    "basis": "basis",
    "evidence": "evidence",
    "status": "status",
}
_KIND_OF_AMOUNT_DIMENSIONS = {
    "unit": Dimension(_("Unit"), choices=Unit),
    "basis": Dimension(_("Basis"), choices=Basis, empty=_("Basis not recorded")),
    "evidence": Dimension(_("Evidence"), choices=Evidence),
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


def describe_material_exchanges(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return str(_NO_EXCHANGES)
    operating = sum_records(
        [result for result in results if result.dimensions["status"] == FlowStatus.OPERATING]
    )
    return ngettext(
        "%(n)s material exchange is on record; recorded as operating: %(operating)s",
        "%(n)s material exchanges are on record; recorded as operating: %(operating)s",
        count,
    ) % {"n": format_number(count), "operating": format_number(operating)}


def describe_exchanged_materials(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "material")
    if not count:
        return str(_NO_EXCHANGES)
    if top is None:
        return ngettext(
            "%(n)s exchange is on record; no material stands out",
            "%(n)s exchanges are on record; no material stands out",
            count,
        ) % {"n": format_number(count)}
    code = top.dimensions["material"]
    return gettext("%(material)s is exchanged most often: in %(value)s of %(n)s exchanges on record") % {
        "material": make_title_lookup(Material)([code]).get(code, code),
        "value": format_number(top.value),
        "n": format_number(count),
    }


def describe_exchange_areas(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "area")
    if not count:
        return str(_NO_EXCHANGES)
    if top is None:
        return ngettext(
            "%(n)s exchange is on record; no waste area stands out",
            "%(n)s exchanges are on record; no waste area stands out",
            count,
        ) % {"n": format_number(count)}
    return ngettext(
        "%(value)s of %(n)s exchange on record belongs to the area of %(area)s",
        "%(value)s of %(n)s exchanges on record belong to the area of %(area)s",
        count,
    ) % {
        "value": format_number(top.value),
        "n": format_number(count),
        "area": format_in_sentence(top.labels["area"]),
    }


def describe_exchange_sectors(results: Sequence[StatisticResult]) -> str:
    known = [result for result in results if result.dimensions["gives"] and result.dimensions["takes"]]
    count, top = sum_records(results), find_largest(known, "gives")
    if not count:
        return str(_NO_EXCHANGES)
    if top is None:
        return ngettext(
            "%(n)s exchange is on record; no pair of sectors stands out",
            "%(n)s exchanges are on record; no pair of sectors stands out",
            count,
        ) % {"n": format_number(count)}
    return gettext(
        "The most frequent exchange is from “%(gives)s” to “%(takes)s”: %(value)s of %(n)s on record"
    ) % {
        "gives": top.labels["gives"],
        "takes": top.labels["takes"],
        "value": format_number(top.value),
        "n": format_number(count),
    }


def describe_connected_parks(results: Sequence[StatisticResult]) -> str:
    parks = sum_records(results)
    if not parks:
        return gettext("No park is recorded here with a material exchange")
    return ngettext(
        "%(n)s park is on record with a material exchange",
        "%(n)s parks are on record with a material exchange",
        parks,
    ) % {"n": format_number(parks)}


def describe_amounts_by_material(results: Sequence[StatisticResult]) -> str:
    materials = {result.dimensions["material"] for result in results}
    count = sum_records(results)
    if not count:
        return str(_NO_QUANTITIES)
    return ngettext(
        "%(n)s quantity of %(materials)s material is on record, in %(kinds)s kind",
        "%(n)s quantities of %(materials)s materials are on record, in %(kinds)s kinds never summed",
        count,
    ) % {
        "n": format_number(count),
        "materials": format_number(len(materials)),
        "kinds": format_number(_count_amount_kinds(results)),
    }


def describe_amounts_by_area(results: Sequence[StatisticResult]) -> str:
    areas = {result.dimensions["area"] for result in results}
    count = sum_records(results)
    if not count:
        return str(_NO_QUANTITIES)
    return ngettext(
        "%(n)s quantity in %(areas)s waste area is on record, in %(kinds)s kind",
        "%(n)s quantities in %(areas)s waste areas are on record, in %(kinds)s kinds never summed",
        count,
    ) % {
        "n": format_number(count),
        "areas": format_number(len(areas)),
        "kinds": format_number(_count_amount_kinds(results)),
    }


def describe_amounts_by_sector(results: Sequence[StatisticResult]) -> str:
    pairs = {(result.dimensions["gives"], result.dimensions["takes"]) for result in results}
    count = sum_records(results)
    if not count:
        return str(_NO_QUANTITIES)
    return ngettext(
        "%(n)s quantity between %(pairs)s pair of sectors is on record, in %(kinds)s kind",
        "%(n)s quantities between %(pairs)s pairs of sectors are on record, in %(kinds)s kinds never summed",
        count,
    ) % {
        "n": format_number(count),
        "pairs": format_number(len(pairs)),
        "kinds": format_number(_count_amount_kinds(results)),
    }


def _count_amount_kinds(results: Sequence[StatisticResult]) -> int:
    """Count the kinds of quantity, which are never summed together."""
    return len({tuple(result.dimensions[name] for name in _KIND_OF_AMOUNT) for result in results})


# -- Statistics -------------------------------------------------------------------------------------------

_EXCHANGES = Aggregation(
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
    "The quantities of %(n)s exchanges, added up only where material or sectors, unit, basis, evidence and "
    "status agree, of whatever year each is. An exchange without a quantity adds nothing. What goes through"
    " two "
    "exchanges counts in both; a quantity given as “about” or “at least” counts with its number."
)
_UNIT_OF_ROW = _("in the unit of each row")

register(
    build_aggregation_statistic(
        _EXCHANGES,
        key="exchanges",
        title=_("Material exchanges"),
        group=FLOW_STATISTICS,
        unit=_("material exchanges"),
        formula=_("The material flows recorded with published parks, counted by status: %(n)s together."),
        depends_on=_FLOW_MODELS,
        dimensions={"status": _STATUS},
        headline=describe_material_exchanges,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _CONNECTED_PARKS,
        key="parks-connected",
        title=_("Parks with a material exchange on record"),
        group=FLOW_STATISTICS,
        unit=_("parks"),
        formula=_("The published parks with at least one material flow, counted: %(n)s."),
        depends_on=(MaterialFlow, IndustrialPark, City, Region, Theme),
        headline=describe_connected_parks,
        order=20,
    ),
    build_aggregation_statistic(
        _BY_MATERIAL,
        key="exchanges-by-material",
        title=_("Material exchanges by material"),
        group=FLOW_STATISTICS,
        unit=_("material exchanges"),
        formula=_("The material flows of published parks, counted by material: %(n)s together."),
        depends_on=_FLOW_MODELS,
        dimensions={"material": _MATERIAL},
        headline=describe_exchanged_materials,
        chart=Chart.BAR,
        order=30,
    ),
    build_aggregation_statistic(
        _BY_AREA,
        key="exchanges-by-waste-area",
        title=_("Material exchanges by waste area"),
        group=FLOW_STATISTICS,
        unit=_("material exchanges"),
        formula=_(
            "The material flows of published parks, counted by the waste area of their material: %(n)s "
            "together."
        ),
        depends_on=_FLOW_MODELS,
        dimensions={"area": _AREA},
        headline=describe_exchange_areas,
        chart=Chart.BAR,
        order=40,
    ),
    build_aggregation_statistic(
        _BY_SECTOR,
        key="exchanges-by-sector",
        title=_("Material exchanges between sectors"),
        group=FLOW_STATISTICS,
        unit=_("material exchanges"),
        formula=_(
            "The material flows of published parks, counted by the sector that gives and the sector that "
            "takes: "
            "%(n)s together."
        ),
        depends_on=_FLOW_MODELS,
        dimensions={"gives": _GIVES, "takes": _TAKES},
        headline=describe_exchange_sectors,
        chart=Chart.BAR,
        order=50,
    ),
    build_aggregation_statistic(
        _AMOUNTS_BY_MATERIAL,
        key="amounts-by-material",
        title=_("Amounts exchanged, by material"),
        group=FLOW_STATISTICS,
        unit=_UNIT_OF_ROW,
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
        title=_("Amounts exchanged, by waste area"),
        group=FLOW_STATISTICS,
        unit=_UNIT_OF_ROW,
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
        title=_("Amounts exchanged between sectors"),
        group=FLOW_STATISTICS,
        unit=_UNIT_OF_ROW,
        decimals=2,
        formula=_SUM_FORMULA,
        depends_on=_FLOW_MODELS,
        dimensions={"gives": _GIVES, "takes": _TAKES, **_KIND_OF_AMOUNT_DIMENSIONS},
        headline=describe_amounts_by_sector,
        chart=Chart.BAR,
        separate_scales=tuple(_KIND_OF_AMOUNT),
        order=80,
    ),
)
