"""Rows of the comparison of cities about where their municipal waste went, and how much a resident has."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from cities.choices import CoveredArea, WasteFate, WasteRole
from cities.models import City
from cities.statistics import get_comparable_values
from cities.waste.amounts import format_share, round_figures
from cities.waste.residents import WastePerResident, fetch_waste_per_resident
from cities.waste.sentences import (
    describe_check,
    describe_definition,
    describe_origin_of_waste,
    find_least_check,
    format_known_share,
    format_zero,
    write_headline,
)
from cities.waste.treatment import MOST_RESIDENTS, CityWaste, WasteYear, fetch_all_waste
from records.choices import Unit
from records.comparison.letters import choose_letters
from records.comparison.rows import (
    ComparedItem,
    ComparisonCell,
    ComparisonRow,
    DerivedFigure,
    NumberState,
    RowGroup,
    build_number_row,
)
from records.texts.formats import format_number, is_chinese

#: The fates that have a row: its label, and whether there is one of the first year, too.
_FATES = (
    (WasteFate.LANDFILLED, WasteRole.LANDFILLED.label, True),
    (WasteFate.BURNED, WasteRole.BURNED.label, False),
    (WasteFate.OTHER, pgettext_lazy("comparison", "Other treatment (not specified)"), False),
)


def list_waste_rows(cities: Sequence[City]) -> Iterator[ComparisonRow]:
    """Return rows of the shares of what was collected, of the tonnes, and of kilograms per resident."""
    waste = fetch_all_waste()
    known = [waste[city.pk] for city in cities if city.pk in waste]
    if not known:
        return
    years = list(dict.fromkeys((known[0].last_year, known[0].first_year)))
    rows = [
        _build_share_row(fate, label, year, cities, waste)
        for fate, label, has_first in _FATES
        for year in years[: 1 + has_first]
    ]
    rows[0].footnote = describe_origin_of_waste(known)
    yield from rows
    residents = fetch_waste_per_resident(waste)
    row = _build_resident_row(cities, waste, residents)
    tonnes = _build_tonnes_row(years[0], cities, waste)
    tonnes.footnote = "" if row else _describe_missing_residents(cities, known[0], residents)
    yield tonnes
    if row:
        yield row


def _build_share_row(
    fate: WasteFate, label: Any, year: int, cities: Sequence[City], waste: Mapping[int, CityWaste]
) -> ComparisonRow:
    years = [waste[city.pk].years.get(year) if city.pk in waste else None for city in cities]
    row = build_number_row(
        RowGroup.WASTE,
        f"{fate}-share",
        label,
        [_build_share_cell(fate, own) for own in years],
        scope=pgettext("comparison", "share of municipal waste collected"),
    )
    if fate == WasteFate.OTHER:
        row.scope = pgettext("comparison", "share of municipal waste collected, calculated")
    if fate == WasteFate.LANDFILLED:
        row.title = _("Share of municipal waste in sanitary landfill")
    shares = (own.share(fate) for own in _list_others(year, cities, waste))
    row.others = [_convert_to_percent(share) for share in shares if share is not None]
    row.format_value = _format_percent
    return row


def _build_share_cell(fate: WasteFate, year: WasteYear | None) -> ComparisonCell:
    share = year.share(fate) if year else None
    if year is None or share is None:
        return []
    is_left = fate == WasteFate.OTHER or fate in year.worked_out
    figure = DerivedFigure(
        _convert_to_percent(share),
        Unit.PERCENT,
        year.year,
        state=NumberState.BY_SUBTRACTION if is_left else NumberState.CALCULATED,
        copy_check=find_least_check([year]),
    )
    claim = year.find_value(fate.value) or year.find_value(WasteRole.TREATED) or year.values[0]
    text = format_known_share(year, fate)
    item = ComparedItem(text, claim=claim, figure=figure, nought=format_zero(year, fate))
    return [item]


def _list_others(year: int, cities: Sequence[City], waste: Mapping[int, CityWaste]) -> Iterator[WasteYear]:
    """Return that year of the other cities that can be compared."""
    compared = {city.pk for city in cities}
    for pk, own in waste.items():
        if pk not in compared and own.is_comparable and year in own.years:
            yield own.years[year]


def _build_tonnes_row(year: int, cities: Sequence[City], waste: Mapping[int, CityWaste]) -> ComparisonRow:
    values = [
        waste[city.pk].years[year].find_value(WasteRole.COLLECTED)
        if city.pk in waste and year in waste[city.pk].years
        else None
        for city in cities
    ]
    known = [value for value in values if value]
    row = build_number_row(
        RowGroup.WASTE,
        known[0].indicator.slug if known else WasteRole.COLLECTED,
        known[0].indicator.name if known else _("Municipal waste collected"),
        [[ComparedItem(figure=value)] if value else [] for value in values],
        url=known[0].indicator.get_absolute_url() if known else "",
        scope=next((own.scope.label for own in waste.values() if own.scope), ""),
    )
    row.others = [Decimal(str(own.collected)) for own in _list_others(year, cities, waste)]
    return row


# -- per resident -----------------------------------------------------------------------------------------


def _build_resident_row(
    cities: Sequence[City], waste: Mapping[int, CityWaste], known: Mapping[int, WastePerResident]
) -> ComparisonRow | None:
    """Return the row of kilograms per resident, if they are known of two of the cities for the same year."""
    years = Counter(known[city.pk].year for city in cities if city.pk in known)
    year, count = max(years.items(), key=lambda entry: (entry[1], entry[0]), default=(0, 0))
    if count < 2:
        return None
    of_year = {pk: own for pk, own in known.items() if own.year == year}
    row = build_number_row(
        RowGroup.WASTE,
        "waste-per-resident",
        _("Municipal waste per resident, kg"),
        [_build_resident_cell(of_year.get(city.pk)) for city in cities],
        scope=of_year[next(iter(of_year))].residents.indicator.get_scope_display(),
    )
    compared = {city.pk for city in cities}
    row.others = [
        _round_kilograms(own) for pk, own in of_year.items() if pk not in compared and waste[pk].is_comparable
    ]
    row.format_value = _format_kilograms
    return row


def _build_resident_cell(own: WastePerResident | None) -> ComparisonCell:
    if own is None:
        return []
    figure = DerivedFigure(_round_kilograms(own), Unit.KG_PER_PERSON_YEAR, own.year)
    return [ComparedItem(_format_kilograms(own.kilograms), claim=own.residents, figure=figure)]


def _describe_missing_residents(
    cities: Sequence[City], example: CityWaste, known: Mapping[int, WastePerResident]
) -> str:
    """Return why there is no row per resident, in a sentence."""
    scope = str(example.scope.label).lower() if example.scope else ""
    if not scope:
        return ""
    found = [(city, known[city.pk]) for city in cities if city.pk in known]
    if not found:
        text = _("No figure per resident: the tonnes are for the %(scope)s, whose residents are not known.")
        return text % {"scope": scope}
    city, own = found[0]
    text = _(
        "No figure per resident: the tonnes are for the %(scope)s, whose residents are known for %(city)s "
        "only (%(amount)s in %(year)s)."
    )
    amount = _format_kilograms(own.kilograms)
    return text % {"scope": scope, "city": city.distinct_title.plain, "amount": amount, "year": own.year}


def _round_kilograms(own: WastePerResident) -> Decimal:
    return round_figures(own.kilograms)


def _format_kilograms(kilograms: float) -> str:
    space = "" if is_chinese() else "\N{NO-BREAK SPACE}"
    return f"{format_number(round_figures(kilograms))}{space}{pgettext('units', 'kg')}"


# -- drawings ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ComparedPortrait:
    """The years of a city that are drawn, with the sentence that says the same; no years: not known."""

    city: City
    letters: str
    waste: CityWaste | None
    years: list[int]
    headline: str


@dataclass(frozen=True)
class ComparedPortraits:
    """The portraits side by side; all of them say what is counted, and how it was checked."""

    entries: list[ComparedPortrait]
    definition: str
    checks: list[str]


def compare_portraits(cities: Sequence[City]) -> ComparedPortraits | None:
    """Return what is drawn of the cities; None if where the waste went is known of none of them."""
    waste = fetch_all_waste()
    letters = choose_letters([city.title.plain for city in cities])
    entries = [
        _build_portrait_entry(city, own, waste.get(city.pk))
        for city, own in zip(cities, letters, strict=True)
    ]
    known = [entry.waste for entry in entries if entry.waste and entry.years]
    if not known:
        return None
    checks = list(dict.fromkeys(describe_check(entry) for entry in known))
    return ComparedPortraits(entries, describe_definition(known[0]), checks)


def _build_portrait_entry(city: City, letters: str, waste: CityWaste | None) -> ComparedPortrait:
    years = [year.year for year in (waste.old, waste.new) if year and year.is_stated] if waste else []
    headline = write_headline(waste) if waste else ""
    return ComparedPortrait(city, letters, waste, years, headline)


def find_province_sized_cities() -> "QuerySet[Any]":
    """Return the keys of places of the size of a province, which stand in no strip of other cities."""
    residents = get_comparable_values().filter(
        indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY, value__gt=MOST_RESIDENTS
    )
    return residents.order_by().values("city")


def _convert_to_percent(share: float) -> Decimal:
    return round(Decimal(share * 100), 2)


def _format_percent(percent: float) -> str:
    return format_share(percent / 100)
