"""The briefing of a comparison: one sheet with portraits side by side, numbers, and who states them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_park,
    make_source,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cities(module_rows: None) -> list[Any]:
    roles = make_waste_indicators()
    yearbook = make_source("yearbook", title="Yearbook", publisher="Ministry of Housing")
    bureau = make_source("bureau", title="Report", publisher="Bureau of Statistics")
    product = make_indicator("gdp", unit="cny", **text("name", "Gross domestic product"))
    made = []
    with writing():
        for number, name in enumerate(("Aa", "Bb", "Cc", "Dd"), 1):
            city = make_city(name.lower(), **text("name", name))
            for year in (2015, 2023):
                tonnes = {
                    "collected": 100,
                    "treated": 100,
                    "burned": 10 * number,
                    "landfilled": 100 - 10 * number,
                }
                report_waste(roles, city, year, [yearbook], **tonnes)
            make_indicator_value(product, city, 2023, value=1_000 * number, sources=[bureau])
            made.append(city)
    return made


@pytest.mark.sampled(2)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize("slugs", ["aa,bb", "aa,bb,cc,dd"])
def test_a_sheet_has_names_portraits_numbers_sources_and_address(
    client: Client, cities: list[Any], language: str, slugs: str
) -> None:
    response = client.get(f"/{language}/compare/briefing/?cities={slugs}")
    assert response.status_code == 200
    html = response.content.decode()
    for words in (
        '<svg class="portrait', "sheet__numbers", "90%", "Bureau of Statistics", "Ministry of Housing",
        'class="qr"', f"http://testserver/{language}/compare/?cities={slugs}", "CC BY 4.0",
        'content="noindex"',
    ):  # fmt: skip
        assert words in html, words
    assert "<script" not in html
    assert " style=" not in html
    assert '<main class="sheet-area" tabindex="0">' in html  # the sheet is wider than a phone


@pytest.mark.parametrize(("language", "words"), [("en", " Technology Area"), ("zh-hans", "循环经济区")])
def test_long_names_take_the_room_of_rows(
    client: Client, cities: list[Any], language: str, words: str
) -> None:
    address = f"/{language}/compare/briefing/?cities=aa,bb,cc,dd"
    counts = []
    for times in (0, 1, 9):
        for city in cities:
            names = {
                "name_en": f"{city.slug}{words * times}"[:120],  # what the fields hold
                "name_zh_hans": f"{city.slug}{words * times}"[:119] + "市",
            }
            City.objects.filter(pk=city.pk).update(**names)
        html = client.get(address).content.decode()
        counts.append(html.count('<th scope="row"'))
        assert ('class="sheet__long-name"' in html) == (times == 9)
        assert ('class="lede"' in html) == (times != 9)
    assert 6 >= counts[0] > counts[1] > counts[2] == 1


def test_the_page_leads_to_its_briefing(client: Client, cities: list[Any]) -> None:
    html = client.get("/en/compare/?cities=aa,bb").content.decode()
    assert 'href="/en/compare/briefing/?cities=aa,bb"' in html


def test_what_has_no_numbers_in_common_has_none(client: Client) -> None:
    for slug in ("first", "second"):
        make_park(slug)
    assert client.get("/en/compare/briefing/?parks=first,second").status_code == 404
    assert "compare/briefing" not in client.get("/en/compare/?parks=first,second").content.decode()


@pytest.mark.parametrize("query", ["", "?cities=aa", "?cities=aa,nowhere", "?cities=aa,bb,cc,dd,ee"])
def test_any_other_address_is_not_found(client: Client, cities: list[Any], query: str) -> None:
    assert client.get(f"/en/compare/briefing/{query}").status_code == 404


def test_four_take_as_many_queries_as_two(client: Client, cities: list[Any]) -> None:
    counts = []
    client.get("/en/compare/briefing/?cities=aa,bb")
    for slugs in ("aa,bb", "aa,bb,cc,dd"):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/compare/briefing/?cities={slugs}")
        counts.append(len(queries))
    assert counts[1] <= counts[0] <= 25
