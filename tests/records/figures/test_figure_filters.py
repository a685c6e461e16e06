"""Each filter of figures finds what it says, and refuses what it doesn't know."""

import pytest
from django.http import QueryDict

from cities.models import City
from records.figures.filters import FigureFilter
from records.models import FigureEntry
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_material,
    make_park,
    make_source,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries() -> None:
    """The figure "area", the flow "ash" and the value "waste"."""
    city = make_city("datong")
    area = make_city_figure(
        city, "area", value=10, year=2019, precision="about", **text("label", "Built-up area", "建成区面积")
    )
    report = make_source("a-report", kind="report")
    with writing() as changes:
        changes.set_related(area, "sources", [report])
    make_flow(
        make_park("tashan", city=city),
        "ash",
        material=make_material("fly-ash", **text("name", "Fly ash", "粉煤灰")),
        value=600_000, unit="t_per_year", amount_type="capacity", evidence="planned", source_type="reported",
    )  # fmt: skip
    waste = make_indicator("waste", unit="percent", **text("name", "Waste recycled", "垃圾回收利用率"))
    make_indicator_value(waste, city, 2021, value=40)


def find(query: str) -> set[str]:
    filterset = FigureFilter(QueryDict(query), queryset=FigureEntry.objects.all())
    assert filterset.is_valid(), filterset.errors
    names = {"city.datong.area": "area", "park.tashan.ash": "ash"}
    return {names.get(entry.identifier, "waste") for entry in filterset.qs}


#: Query -> what it finds.
FOUND = {
    "": "area ash waste",
    "type=city": "area",
    "type=park,indicator-value": "ash waste",
    "type=business": "",
    "subject=datong": "area waste",
    "subject=tashan": "ash",
    "variable=fly-ash": "ash",
    "unit=km2,percent": "area waste",
    "unit=people": "",
    "year=2019": "area",
    "year=2019,2021": "area waste",
    "year=2020": "",
    "year_min=2020": "waste",
    "year_max=2020": "area",
    "value_min=40": "ash waste",
    "value_max=39.5": "area",
    "amount_type=capacity": "ash",
    "amount_type=not_recorded": "area waste",
    "precision=about": "area",
    "evidence=planned": "ash",
    "evidence=verified": "",
    "source_type=reported": "ash",
    "document_type=report": "area",
    "document_type=report,page": "area ash waste",
    "document_type=dataset": "",
    "q=area BUILT": "area",
    "q=粉煤灰": "ash",
    "q=垃圾": "waste",
    "q=another plant": "ash",
    "q=建成區": "area",
    "q=area ash": "",
    "type=city&unit=km2&year=2019&q=area": "area",
}


def test_a_filter_finds_what_it_says_and_nothing_else(entries):
    assert {query: find(query) for query in FOUND} == {
        query: set(names.split()) for query, names in FOUND.items()
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"type": "region"}, {"unit": "furlong"}, {"year": "x"}, {"year": "2019,x"}, {"year_min": "x"},
        {"value_min": "many"}, {"value_max": "1e400"}, {"amount_type": "x"}, {"evidence": "x"},
        {"document_type": "x"}, {"subject": "nowhere"}, {"subject": "a\x00"},
        {"year": "99999999999999999999"}, {"year_max": "10000"},
    ],
)  # fmt: skip
def test_an_invalid_value_is_refused(parameters: dict[str, str]):
    assert not FigureFilter(parameters, queryset=FigureEntry.objects.all()).is_valid()


def test_the_type_of_a_record_is_not_the_beginning_of_another_type(entries):
    assert {entry.record_type for entry in FigureEntry.objects.of_types(["indicator-value"])} == {
        "indicator-value"
    }
    assert not FigureEntry.objects.of_types(["indicator", "pa", "cit"]).exists()


def test_a_source_of_the_record_is_not_one_of_its_figures(entries):
    city = City.objects.get(slug="datong")
    with writing() as changes:
        changes.set_related(city, "sources", [make_source("a-paper", kind="news")])
    assert find("document_type=news") == set()
