"""Comparisons as data: what the page shows and its file has, an entry in each line."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cities.models import City
from tests.api.api_client import BASE, get_csv_rows, get_errors, get_json, read_body, strip_host
from tests.api.test_schema import holds
from tests.factories import make_city, make_city_figure, make_park, make_region, text, writing

pytestmark = pytest.mark.django_db

COMPARISON = f"{BASE}/comparison/"
BOTH = f"{COMPARISON}?cities=aa,bb"


@pytest.fixture
def cities() -> None:
    for slug, area, year in (("aa", 10, 2020), ("bb", 30, 2020)):
        city = make_city(
            slug, region=make_region(f"{slug}-region", **text("name", f"Land {slug}", f"省{slug}"))
        )
        make_city_figure(city, "area", value=area, year=year)
        make_city_figure(
            city, "old", **text("label", "Old town", "旧城"), value=area, year=year + (slug == "bb")
        )


def find(client: Client, item: str, query: str = "") -> dict[str, Any]:
    entries = get_json(client, f"{BOTH}&page_size=500{query}")["results"]
    return {one["record"]["slug"]: one for one in entries if one["item"] == item}


def test_each_entry_of_a_cell_is_a_line_with_value_and_sources(client: Client, cities: None):
    holds("ComparedEntryList", get_json(client, BOTH))
    area = find(client, "Area")
    assert [area[slug]["value"] for slug in ("aa", "bb")] == [10, 30]
    first = area["aa"]
    assert (first["unit"], first["year"], first["group"], first["text"]) == ("km2", 2020, "Core facts", None)
    assert (first["differs"], first["remark"], first["rights"]) == (True, "", "cc_by")
    assert [one["slug"] for one in first["sources"]] == ["a-source"]
    region = find(client, "Region")["bb"]
    assert (region["text"], region["value"], region["unit"]) == ("Land bb", None, None)
    assert client.get(strip_host(region["page"])).status_code == 200


def test_a_row_has_a_code_in_every_language_and_numbers_the_state_in_which_they_are(
    client: Client, cities: None
):
    area = find(client, "Area")["aa"]
    chinese = get_json(client, f"{BOTH}&page_size=500&lang=zh-hans")["results"]
    assert (area["code"], area["state"], area["copy_check"]) == ("area", "stated", None)
    assert {one["code"] for one in chinese} >= {"area", "old-town", "region", "kind"}
    region = find(client, "Region")["bb"]
    assert (region["code"], region["state"]) == ("region", None)


def test_what_cannot_be_compared_says_why(client: Client, cities: None):
    assert find(client, "Old town")["aa"]["remark"] == "Not comparable: the years differ."


@pytest.mark.parametrize("query", ["", "&only=differences"])
def test_the_page_leads_to_its_rows_as_a_file_in_its_language(client: Client, cities: None, query: str):
    page = client.get(f"/zh-hans/compare/?cities=aa,bb{query}").content.decode()
    (address,) = re.findall(r'href="(/api/v1/comparison/[^"]*format=csv[^"]*)"', page)
    response = client.get(unescape(address))
    assert 'filename="comparison-aa-bb-' in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(read_body(response).removeprefix("\ufeff"))))
    entries = get_json(client, f"{BOTH}&page_size=500&lang=zh-hans{query}")["results"]
    assert [(row["item"], row["record"], row["year"]) for row in rows] == [
        (one["item"], one["record"]["slug"], str(one["year"] or "")) for one in entries
    ]
    assert "平方公里" in {row["unit_label"] for row in rows}
    (metadata,) = re.findall(r'<http://testserver([^>]+)>; rel="describedby"', response["Link"])
    described = client.get(metadata).json()
    assert described["dc:language"] == ["zh-Hans"]
    assert "not all values" in described["dc:rights"]


def test_the_workbook_has_numbers_sources_licence_and_the_page(client: Client, cities: None):
    page = client.get("/en/compare/?cities=aa,bb").content.decode()
    (address,) = re.findall(r'href="(/api/v1/comparison/[^"]*format=xlsx[^"]*)"', page)
    book = load_workbook(io.BytesIO(client.get(unescape(address)).getvalue()))
    assert book.sheetnames == ["Data", "Sources", "About"]
    data, sources, pairs = ([[cell.value for cell in row] for row in sheet] for sheet in book)
    rows = [dict(zip(data[0], row, strict=True)) for row in data[1:]]
    areas = [row for row in rows if row["item"] == "Area"]
    assert [(row["record"], row["value"], row["year"]) for row in areas] == [
        ("aa", 10, 2020),
        ("bb", 30, 2020),
    ]
    assert {row["sources"] for row in areas} <= {row[0] for row in sources}
    about = dict(pairs)
    assert "not all values" in about["Licence"]
    assert client.get(strip_host(about["Page"])).status_code == 200


def test_that_nothing_is_known_is_said(client: Client, cities: None):
    make_city_figure(City.objects.get(slug="aa"), "lone", **text("label", "Lone"), value=1, year=2020)
    known, unknown = find(client, "Lone")["aa"], find(client, "Lone")["bb"]
    assert (known["missing_reason"], unknown["missing_reason"], unknown["value"]) == (None, "Not known", None)


def test_words_and_labels_are_in_the_language_in_files_too(client: Client, cities: None):
    area = find(client, "面积", "&lang=zh-hans&labels=1") or find(
        client, "Area（中文）", "&lang=zh-hans&labels=1"
    )
    assert area["aa"]["unit_label"] == "平方公里"
    rows = get_csv_rows(client, f"{BOTH}&format=csv&lang=zh-hans")
    assert "省aa" in {row["text"] for row in rows}


def test_only_what_differs_can_be_asked_for(client: Client, cities: None):
    assert find(client, "Area", "&only=differences")
    assert not find(client, "Old town", "&only=differences")
    (error,) = get_errors(client, f"{BOTH}&only=all")
    assert (error["parameter"], error["allowed"]) == ("only", ["differences"])


def test_parks_are_compared_and_former_slugs_are_found(client: Client, cities: None):
    make_park("one")
    make_park("two")
    found = get_json(client, f"{COMPARISON}?parks=one,two")["results"]
    assert {one["record"]["slug"] for one in found} == {"one", "two"}
    with writing() as changes:
        changes.rename(City.objects.get(slug="aa"), "aa-city")
    entries = get_json(client, BOTH)["results"]
    assert {one["record"]["slug"] for one in entries} == {"aa-city", "bb"}


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("", "cities", "two to 4"),
        ("cities=aa", "cities", "two to 4"),
        ("cities=aa,nowhere", "cities", "nowhere"),
        ("cities=aa,bb,cc,dd,ee", "cities", "At most 4"),
        ("cities=aa,bb&parks=one", "parks", "one type"),
        ("cities=aa,bb&as_of=2026-01-01", "as_of", "present"),
        ("cities=aa,bb&typ=x", "typ", "Unknown"),
    ],
)
def test_what_is_not_understood_is_refused(
    client: Client, cities: None, query: str, parameter: str, words: str
):
    error = get_errors(client, f"{COMPARISON}?{query}")[0]
    assert error["parameter"] == parameter
    assert words in error["message"]


def test_four_cities_cost_as_many_queries_as_two(client: Client, cities: None):
    for slug in ("cc", "dd"):
        make_city_figure(make_city(slug), "area", value=5)

    def count(slugs: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            get_json(client, f"{COMPARISON}?cities={slugs}&page_size=500")
        return len(captured)

    count("aa,bb")
    assert count("aa,bb,cc,dd") <= count("aa,cc") + 1
