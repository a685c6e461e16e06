"""The page of an indicator has all its values as CSV and XLSX, with names in three languages."""

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories import make_city, make_indicator, make_indicator_value, text, writing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def values(module_rows: None) -> None:
    waste = make_indicator("waste", unit="t", **text("name", "Waste", "垃圾"))
    city = make_city("datong", **text("name", "Datong", "大同国"))
    with writing():
        for year in range(1990, 2024):
            make_indicator_value(waste, city, year, value=year)
    make_indicator_value(make_indicator("other"), city, 2020, value=5)


@pytest.fixture
def links(values: None, client: Client) -> dict[str, str]:
    page = client.get("/en/indicators/waste/").content.decode()
    return {
        name: unescape(url)
        for url, name in re.findall(r'<a href="([^"]*/api/[^"]+)"[^>]*>(CSV|XLSX)</a>', page)
    }


def test_each_value_is_a_row_with_city_year_level_and_source(client: Client, links: dict[str, str]):
    rows = list(csv.DictReader(io.StringIO(client.get(links["CSV"]).getvalue().decode("utf-8-sig"))))
    assert [row["year"] for row in rows] == [str(year) for year in range(1990, 2024)]
    row = rows[-1]
    assert row["value"] == "2023"
    assert (row["city_name"], row["city_name_zh_hans"], row["city_name_zh_hant"]) == (
        "Datong",
        "大同国",
        "大同國",
    )
    assert (row["evidence"], row["evidence_label"], row["sources"]) == ("stated", "Stated", "a-source")


def test_the_workbook_has_the_same_rows_and_its_sources(client: Client, links: dict[str, str]):
    content = b"".join(client.get(links["XLSX"]).streaming_content)
    workbook = load_workbook(io.BytesIO(content), read_only=True)
    assert [len(list(sheet.rows)) for sheet in workbook.worksheets[:2]] == [35, 2]


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("all", {"_label": "Web page", "_label_zh_hans": "网页", "_label_zh_hant": "網頁"}),
        ("zh-hans", {"_label": "网页"}),
    ],
)
def test_the_sources_of_the_workbook_say_their_type_in_words(
    client: Client, links: dict[str, str], lang: str, labels: dict[str, str]
):
    url = links["XLSX"].replace("lang=all", f"lang={lang}")
    content = b"".join(client.get(url).streaming_content)
    head, row = load_workbook(io.BytesIO(content), read_only=True).worksheets[1].iter_rows(values_only=True)
    source = dict(zip(head, row, strict=True))
    assert source["kind"] == "page"
    assert {name[4:]: text for name, text in source.items() if name.startswith("kind_")} == labels


def test_no_file_is_offered_of_no_values(client: Client):
    make_indicator("empty")
    assert ">CSV</a>" not in client.get("/en/indicators/empty/").text
