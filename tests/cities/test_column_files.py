"""The drawing of all cities can be taken along from the pages of indicators of municipal waste."""

import csv
import io
from typing import Any
from xml.etree import ElementTree as etree

import pytest
from django.test import Client

from tests.factories import make_city, make_indicator, make_waste_indicators, report_waste

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def few_cities_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cities.waste.columns.MIN_COMPARED_CITIES", 3)
    monkeypatch.setattr("cities.waste.treatment.MIN_COMPARED_CITIES", 3)
    monkeypatch.setattr("cities.waste.indicator_page.MIN_COMPARED_CITIES", 3)


@pytest.fixture(scope="module")
def roles(module_rows: None) -> dict[str, Any]:
    roles = make_waste_indicators()
    for number, slug in enumerate(("aa", "bb", "cc")):
        city = make_city(slug)
        report_waste(
            roles,
            city,
            2015,
            collected=100,
            treated=100,
            burned=number * 10,
            landfilled=100 - number * 10,
        )
        report_waste(roles, city, 2023, collected=200, treated=200, burned=190, landfilled=number)
    return roles


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_file_has_a_column_for_each_city_and_says_what_is_counted(
    client: Client, roles: Any, language: str
) -> None:
    response = client.get(f"/{language}/indicators/landfilled/cities.svg")
    assert response.status_code == 200
    root = etree.fromstring(response.content)
    landfilled = [path for path in root.iter(f"{SVG}path") if path.get("fill") == "#463d32"]
    assert [path.get("d", "").count("M") for path in landfilled] == [3, 2]
    assert not list(root.iter(f"{SVG}a"))
    texts = " ".join("".join(element.itertext()) for element in root)
    assert "2015" in texts
    if language == "en":
        assert "1 of 3 cities sent 0 t to sanitary landfill" in texts
        assert "not checked against print" in texts
    assert len(response.content) < 60_000


def test_the_table_has_all_cities_in_both_years(client: Client, roles: Any) -> None:
    text = client.get("/en/indicators/landfilled/cities.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["City"], row["Year"], row["in sanitary landfill"]) for row in rows] == [
        ("Aa", "2015", "100"), ("Aa", "2023", "0"), ("Bb", "2015", "90"), ("Bb", "2023", "1"),
        ("Cc", "2015", "80"), ("Cc", "2023", "2"),
    ]  # fmt: skip


def test_the_table_says_what_was_worked_out_and_how_values_were_checked(client: Client, roles: Any) -> None:
    empty = make_city("dd")
    report_waste(roles, empty, 2015, collected=100, treated=100, burned=100)
    report_waste(roles, empty, 2023, collected=100, treated=100, burned=50, landfilled=50)
    report_waste(roles, make_city("ee"), 2023, collected=100, treated=90, burned=80, landfilled=0)
    text = client.get("/en/indicators/landfilled/cities.csv").content.decode("utf-8-sig")
    rows = {(row["City"], row["Year"]): row for row in csv.DictReader(io.StringIO(text))}
    column = "Calculated: not in the source"
    assert "in sanitary landfill" not in rows["Aa", "2023"][column]
    assert rows["Dd", "2015"]["in sanitary landfill"] == "0"
    assert rows["Dd", "2015"][column].endswith(", in sanitary landfill")
    assert rows["Ee", "2023"][column] == "other treatment, way not stated, not treated to the standard"
    for row in rows.values():
        assert "ash from burning isn’t counted" in row["What is counted"]
        assert row["How it was checked"].endswith(".")
        assert row["Source"]


def test_the_page_of_the_indicator_leads_to_the_files(client: Client, roles: Any) -> None:
    html = client.get("/en/indicators/landfilled/").content.decode()
    assert "/en/indicators/landfilled/cities-slide.png" in html


def test_other_indicators_have_no_such_file(client: Client, roles: Any) -> None:
    make_indicator("water")
    assert client.get("/en/indicators/water/cities.svg").status_code == 404
