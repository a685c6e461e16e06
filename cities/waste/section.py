"""What the page of a city says of its waste: the portrait with its sentences, or what isn't known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cities.choices import CoveredArea, WasteFate, WasteRole
from cities.models import City, IndicatorValue
from cities.statistics import get_comparable_values
from cities.waste.amounts import format_share, format_tonnes
from cities.waste.portrait import Portrait, build_portrait, choose_unit
from cities.waste.residents import (
    ResidentStrip,
    WastePerResident,
    build_resident_strip,
    fetch_waste_per_resident,
    fetch_whole_city_residents,
)
from cities.waste.sentences import (
    describe_check,
    describe_definition,
    describe_empty_cells,
    write_headline,
    write_second_sentence,
)
from cities.waste.treatment import INTENTIONS, CityWaste, WasteYear, fetch_partial_waste
from records.choices import MeasuredProperty, WasteArea
from records.texts.formats import format_digits, format_number, format_quantity, format_stated_date
from records.texts.translation import escape_isolated


@dataclass(frozen=True)
class FateRow:
    label: str
    cells: list[str]


@dataclass(frozen=True)
class WasteSection:
    """The section of a city. Without `waste`, `rate` is the share treated to the standard, if it is known."""

    city: City
    waste: CityWaste | None
    headline: str
    second: str
    #: For screens and for phones.
    portraits: list[Portrait] = field(default_factory=list)
    values: list[IndicatorValue] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    rows: list[FateRow] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    per_resident: WastePerResident | None = None
    strip: ResidentStrip | None = None
    #: Residents of another area, by which the tonnes aren't divided.
    residents: IndicatorValue | None = None
    why_not: str = ""
    rate: IndicatorValue | None = None
    #: The newest rate of recycling, which is counted differently from the shares of the portrait.
    recycling: IndicatorValue | None = None
    #: Whether there are figures of its waste, of which it can't be told where it went.
    has_figures: bool = False
    #: A year of which only some ways are known, and what the drawing says of each way.
    partial: WasteYear | None = None
    ways: dict[str, str] = field(default_factory=dict)
    total_url: str = ""

    @property
    def cited(self) -> list[IndicatorValue]:
        residents = self.per_resident.residents if self.per_resident else self.residents
        more = [residents, self.rate, self.recycling]
        return [*self.values, *(value for value in more if value)]


def build_waste_section(city: City, everyone: Mapping[int, CityWaste]) -> WasteSection | None:
    """Return the section; None of a place abroad, and of a part of a city without data."""
    waste = everyone.get(city.pk)
    if waste is not None and waste.new is not None:
        return _build_known(waste, everyone)
    if city.country != "CN" or city.parent_id is not None:
        return None
    return _build_unknown(city, everyone)


def _build_known(waste: CityWaste, everyone: Mapping[int, CityWaste]) -> WasteSection:
    shown = [year for year in (waste.first, waste.new) if year]
    years = waste.all_years
    values = [value for year in years for value in year.values]
    everybody = fetch_waste_per_resident(everyone)
    per_resident = everybody.get(waste.city.pk)
    residents = None if per_resident else fetch_whole_city_residents(waste)
    return WasteSection(
        waste.city,
        waste,
        write_headline(waste),
        write_second_sentence(waste),
        portraits=_build_portraits(waste, everyone),
        values=[value for year in shown for value in year.values],
        caption=_write_caption(waste, shown),
        years=[year.year for year in years],
        rows=_build_rows(years),
        notes=list(dict.fromkeys(value.note for value in values if value.note)),
        per_resident=per_resident,
        strip=build_resident_strip(waste.city.pk, everybody, everyone) if per_resident else None,
        residents=residents,
        why_not="" if per_resident else _describe_missing_number(waste, residents),
        recycling=_fetch_recycling(waste.city),
    )


def _fetch_recycling(city: City) -> IndicatorValue | None:
    rates = IndicatorValue.objects.published().filter(city=city.pk, value__isnull=False)
    rates = rates.filter(
        indicator__measured_property=MeasuredProperty.RECYCLING_RATE,
        indicator__waste_area=WasteArea.DOMESTIC,
    ).exclude(evidence__in=INTENTIONS)
    return rates.select_related("indicator", "city").order_by("-year", "indicator__slug", "pk").first()


def _build_portraits(waste: CityWaste, everyone: Mapping[int, CityWaste]) -> list[Portrait]:
    """Return the portraits for screens and for phones."""
    drawn = (build_portrait(waste, everyone, form) for form in ("wide", "tall"))
    return [portrait for portrait in drawn if portrait]


def _write_caption(waste: CityWaste, years: list[WasteYear]) -> list[str]:
    unit = {"tonnes": format_tonnes(choose_unit(years))}
    if len(years) > 1:
        thread = _("One thread is %(tonnes)s in both years; up: burned, down: sanitary landfill.") % unit
    else:
        thread = _("One thread is %(tonnes)s; up: burned, down: sanitary landfill.") % unit
    other = _(
        "“Other treatment” is what was treated neither by burning nor in landfill, calculated by China Hub."
    )
    return [
        thread,
        *([other] if any(year.other for year in years) else []),
        *([describe_empty_cells()] if any(year.worked_out for year in years) else []),
        describe_definition(waste),
        describe_check(waste),
    ]


def _build_rows(years: list[WasteYear]) -> list[FateRow]:
    """Return the tonnes of all years: as they are given, and what is worked out of them."""
    rows = [
        FateRow(pgettext("waste table", "Collected"), [_format_given(year, "collected") for year in years])
    ]
    labels = {
        WasteFate.BURNED: pgettext("waste table", "Burned"),
        WasteFate.LANDFILLED: pgettext("waste table", "In sanitary landfill"),
        WasteFate.OTHER: pgettext("waste table", "Other treatment (calculated)"),
        WasteFate.UNTREATED: pgettext("waste table", "Not treated to standard (calculated)"),
        WasteFate.UNSTATED: pgettext("waste table", "Way not stated (calculated)"),
    }
    for fate, label in labels.items():
        if fate in (WasteFate.BURNED, WasteFate.LANDFILLED) or any(year.get_tonnes(fate) for year in years):
            rows.append(FateRow(label, [_format_cell(year, fate) for year in years]))
    return rows


def _format_given(year: WasteYear, role: str) -> str:
    value = year.find_value(role)
    return pgettext("waste", "not known") if value is None else format_digits(value.value)


def _format_cell(year: WasteYear, fate: WasteFate) -> str:
    tonnes = year.get_tonnes(fate)
    if fate in year.worked_out:
        return _("cell empty; the others add up to the total")
    if tonnes is None:
        return pgettext("waste", "not known")
    is_given = fate in (WasteFate.BURNED, WasteFate.LANDFILLED)
    text = _format_given(year, fate) if is_given else format_digits(round(tonnes, 1))
    return (
        _("%(tonnes)s (%(share)s)") % {"tonnes": text, "share": format_share(year.share(fate))}
        if tonnes and year.has_shares
        else text
    )


def _describe_missing_number(waste: CityWaste, residents: IndicatorValue | None) -> str:
    if residents is None or residents.value is None:
        return _("No figure per resident: no number of residents of the same area is known.")
    parts = {
        "people": format_quantity(residents.value, residents.unit),
        "year": format_stated_date(residents.year),
    }
    if waste.scope == CoveredArea.URBAN_AREA:
        return (
            _(
                "No figure per resident: the tonnes are for the urban area,"
                " the population (%(people)s, %(year)s) for the whole city."
            )
            % parts
        )
    text = _("No figure per resident: the tonnes and the %(people)s of %(year)s aren’t of one area and year.")
    return text % parts


def _build_unknown(city: City, everyone: Mapping[int, CityWaste]) -> WasteSection:
    known = get_comparable_values().filter(city=city.pk, value__isnull=False)
    known = known.exclude(indicator__waste_role="").order_by("-year", "pk")
    values = list(known.select_related("indicator", "city"))
    rates = (value for value in values if value.indicator.waste_role == WasteRole.TREATED_SHARE)
    waste = fetch_partial_waste(city)
    partial = waste.all_years[-1] if waste else None
    headline = (
        format_html(_write_partial_headline(partial), city=escape_isolated(str(city.name)))
        if partial
        else format_html(
            _("Where the municipal waste of {city} goes is not known here"),
            city=escape_isolated(str(city.name)),
        )
    )
    total, url = _add_up(everyone)
    return WasteSection(
        city,
        None,
        headline,
        total,
        rate=next(rates, None),
        has_figures=bool(values),
        partial=partial,
        values=list(partial.values) if partial else [],
        ways=_describe_ways(partial),
        total_url=url,
    )


def _write_partial_headline(year: WasteYear) -> str:
    parts = {
        "year": year.year,
        "burned": format_tonnes(year.burned),
        "landfilled": format_tonnes(year.landfilled),
    }
    if year.landfilled is None:
        text = _(
            "{city} burned %(burned)s of municipal waste in %(year)s;"
            " how much went to landfill is not known here"
        )
    elif year.burned is None:
        text = _(
            "{city} sent %(landfilled)s of municipal waste to landfill in %(year)s;"
            " how much was burned is not known here"
        )
    else:
        text = _(
            "{city} burned %(burned)s of municipal waste in %(year)s and sent %(landfilled)s to landfill"
        )
    return text % parts


def _describe_ways(year: WasteYear | None) -> dict[str, str]:
    """Return what the drawing says of each way: the tonnes of the year, or that they aren't known."""
    unknown = {
        WasteFate.BURNED: _("burned: not known"),
        WasteFate.OTHER: _("other treatment: not known"),
        WasteFate.LANDFILLED: _("landfilled: not known"),
    }
    known = {
        WasteFate.BURNED: pgettext("way of waste", "burned: %(tonnes)s, %(year)s"),
        WasteFate.LANDFILLED: pgettext("way of waste", "landfilled: %(tonnes)s, %(year)s"),
    }
    ways = {fate.value: text for fate, text in unknown.items()}
    for fate, text in known.items():
        if year and (tonnes := year.get_tonnes(fate)) is not None:
            ways[fate.value] = text % {"tonnes": format_tonnes(tonnes), "year": year.year}
    return ways


def _add_up(everyone: Mapping[int, CityWaste]) -> tuple[str, str]:
    """Return a sentence on all cities of which the last year is known, and the page of one of its parts."""
    years = [
        waste.new
        for waste in everyone.values()
        if waste.new and waste.new.year == waste.last_year and waste.new.other is not None
    ]
    collected = sum(year.collected for year in years)
    if not collected:
        return "", ""
    fates = (WasteFate.BURNED, WasteFate.LANDFILLED, WasteFate.OTHER)
    shares = {
        fate.value: format_share(sum(year.get_tonnes(fate) or 0 for year in years) / collected)
        for fate in fates
    }
    text = ngettext(
        "In the %(count)s city of which it is known, %(burned)s of the waste collected in %(year)s was"
        " burned, %(landfilled)s went to sanitary landfill and %(other)s was treated in other ways.",
        "In the %(count)s cities of which it is known, %(burned)s of the waste collected in %(year)s was"
        " burned, %(landfilled)s went to sanitary landfill and %(other)s was treated in other ways.",
        len(years),
    )
    value = years[0].find_value(WasteRole.LANDFILLED)
    parts = {"count": format_number(len(years)), "year": years[0].year, **shares}
    return text % parts, value.indicator.get_absolute_url() if value else ""
