"""The contexts of drawings of municipal waste: cities with made-up amounts."""

from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory

from cities.choices import WasteRole
from cities.models import City, CitySimilarity, Indicator, IndicatorValue, Region
from cities.peers.beside import BesideCity, describe_neighbour
from cities.peers.reasons import list_strong_reasons
from cities.row_marks import list_mark_kinds
from cities.waste.column_layout import build_drawing_context
from cities.waste.columns import choose_columns
from cities.waste.comparison import ComparedPortrait, ComparedPortraits
from cities.waste.indicator_page import WastePage
from cities.waste.portrait import build_portrait, build_small_portrait
from cities.waste.residents import ResidentDot, ResidentEnd, ResidentStrip, WastePerResident
from cities.waste.section import FateRow, WasteSection, build_portraits
from cities.waste.sentences import describe_check, describe_definition, write_headline, write_second_sentence
from cities.waste.treatment import CityWaste, WasteYear, build_year
from portal.styleguide.samples import Context, StateSamples, register_context
from records.comparison.letters import choose_letters
from records.pages.chosen_columns import TableColumnChoice

#: What was collected, treated, burned and landfilled in the first and the last year, by state.
_AMOUNTS: dict[str, tuple[tuple[float | None, ...], ...]] = {
    "usual": ((5_750_000, 5_750_000, 2_690_000, 3_060_000), (9_100_000, 9_100_000, 6_850_000, 0)),
    "gaps": ((), (448_000, 420_000, None, 213_000)),
    "untreated": ((984_000, 114_000, None, 114_000), (1_180_000, 1_180_000, 800_000, 241_000)),
}
_YEARS = (2015, 2023)


def make_waste(samples: StateSamples, amounts: str) -> CityWaste:
    """Make the waste of a sample city in two years; `amounts` is a key of `_AMOUNTS`."""
    city = samples.make(City)
    indicators = {
        role: samples.make(Indicator, waste_role=role, scope="urban_area") for role in list(WasteRole)[:4]
    }
    years = {}
    for year, cells in zip(_YEARS, _AMOUNTS[amounts], strict=True):
        values: list[Any] = [
            samples.make(
                IndicatorValue, city=city, indicator=indicator, year=year, value=cell, copy_check="one_copy"
            )
            for indicator, cell in zip(indicators.values(), cells, strict=False)
            if cell is not None
        ]
        for value in values:
            value.source_ids = frozenset({1})
        if made := build_year(values):
            years[year] = made
    return CityWaste(city, years, *_YEARS)


@register_context("cities/waste/portrait.svg")
def build_portrait_context(samples: StateSamples, amounts: str, form: str = "wide") -> Context:
    return {"portrait": build_portrait(make_waste(samples, amounts), {}, form)}


@register_context("cities/waste/portrait_section.html")
def build_section(samples: StateSamples, amounts: str = "") -> Context:
    """A city with its waste a resident, one without residents of its area, or without data."""
    city = samples.make(City)
    if not amounts:
        rate = samples.make(IndicatorValue, city=city, value=100)
        headline = f"Where the municipal waste of {city.name} goes is not known here"
        return {"section": WasteSection(city, None, headline, "A sample sentence.", rate=rate)}
    waste = make_waste(samples, amounts)
    new = waste.years[_YEARS[1]]
    residents = samples.make(IndicatorValue, city=city, value=19_000_000, note=("Sample note.", "示例说明。"))
    own = WastePerResident(2022, 479, residents)
    dots = [ResidentDot(0), ResidentDot(30, 9), ResidentDot(100)]
    end = ResidentEnd(str(city.name), "479")
    is_known = amounts == "usual"
    section = WasteSection(
        city,
        waste,
        write_headline(waste),
        write_second_sentence(waste),
        portraits=build_portraits(waste, {}),
        values=list(new.values),
        caption=["A sample sentence.", "A second one."],
        years=[2015, 2023],
        rows=[FateRow("Sample row", ["1 (20%)", "2 (30%)"])],
        notes=["Sample note."],
        per_resident=own if is_known else None,
        strip=ResidentStrip(dots, 42, end, end, 12, end) if is_known else None,
        residents=None if is_known else residents,
        why_not="A sample sentence says why not.",
    )
    return {"section": section}


@register_context("cities/waste/small_portrait.html")
def build_small_portraits(samples: StateSamples, amounts: str) -> Context:
    years = make_waste(samples, amounts).years.values()
    return {"portraits": [build_small_portrait(year) for year in years]}


def make_many_waste(samples: StateSamples, number: int) -> dict[int, CityWaste]:
    """So many cities, which landfill less and less; of the last one the first year isn't known."""
    cities = {}
    for place, city in enumerate(samples.make_many(City, number)):
        years = {_YEARS[1]: _make_year(_YEARS[1], 0.6 if place % 9 == 4 else 0)}
        if place < number - 1:
            years[_YEARS[0]] = _make_year(_YEARS[0], 1 - place / number)
        cities[place] = CityWaste(city, years, *_YEARS)
    return cities


def _make_year(year: int, landfilled: float) -> WasteYear:
    """A year in which a part was landfilled, and of the rest most was burned."""
    rest = 100_000 * (1 - landfilled)
    return WasteYear(
        year, 100_000, 0.8 * rest, 100_000 * landfilled, 0.1 * rest, 0.05 * rest, 0.05 * rest,
        worked_out=frozenset(), values=(), is_checked=False,
    )  # fmt: skip


def compare_sample_portraits(samples: StateSamples, cities: list[City]) -> ComparedPortraits:
    """The same portrait for each city."""
    waste, letters = make_waste(samples, "usual"), choose_letters([city.title.plain for city in cities])
    entries = [
        ComparedPortrait(city, letter, waste, list(_YEARS), "")
        for city, letter in zip(cities, letters, strict=True)
    ]
    return ComparedPortraits(entries, describe_definition(waste), [describe_check(waste)])


@register_context("cities/waste/columns.html")
def build_waste_columns(samples: StateSamples, form: str) -> Context:
    columns = choose_columns(make_many_waste(samples, 30))
    return build_drawing_context(columns, form) if columns else {}


@register_context("cities/beside.html")
def build_cities_beside(samples: StateSamples, record: City) -> Context:
    reasons: list[Context] = [
        {"reason": "nearest", "params": {"km": 62}},
        {"reason": "tonnes", "params": {"number": "9750000"}},
        {"reason": "another-way", "params": {"share": 0.35}},
        {"reason": "residents", "params": {"number": "18800000"}},
    ]
    rows = [
        samples.make(CitySimilarity, other=city, **reason)
        for city, reason in zip(samples.make_many(City, 4), reasons, strict=True)
    ]
    waste = make_waste(samples, "usual")
    return {
        "record": record,
        "beside": [BesideCity(row.other, describe_neighbour(row), waste) for row in rows],
    }


@register_context("cities/alike.html")
def build_cities_alike(samples: StateSamples, cities: list[City]) -> Context:
    return {"alike": {reason: cities for reason in list_strong_reasons().values()}}


@register_context("cities/waste/indicator_tables.html")
def build_waste_page_context(samples: StateSamples) -> Context:
    columns = choose_columns(make_many_waste(samples, 30))
    return {"waste": WastePage(WasteRole.LANDFILLED, columns)} if columns else {}


@register_context("cities/city_rows.html")
def build_city_rows(samples: StateSamples) -> Context:
    """A region with a city of each kind: with a bar, with residents, and with neither."""
    waste, kinds = make_waste(samples, "usual"), list_mark_kinds()
    residents = samples.make(
        IndicatorValue, indicator=samples.make(Indicator, unit="people"), value=4_160_000
    )
    shown: list[dict[str, Any]] = [
        {"row_marks": kinds, "waste_year": waste.new},
        {"row_marks": kinds[1:], "residents": residents},
        {"row_marks": []},
    ]
    rows = [render_to_string("cities/city_row.html", {"city": samples.make(City, **row)}) for row in shown]
    return {"groups": [(samples.make(Region), rows)], "mark_kinds": kinds, "note": describe_definition(None)}


@register_context("includes/column_picker.html")
def build_column_picker(samples: StateSamples) -> Context:
    indicators = samples.make_many(Indicator, 4)
    choices = [TableColumnChoice(indicator.slug, indicator.name, indicator.unit) for indicator in indicators]
    return {
        "column_choices": choices,
        "chosen_columns": choices[:2],
        "most_columns": 3,
        "table_url": "cities-table",
        "request": RequestFactory().get("/en/cities/", {"view": "table"}),
    }
