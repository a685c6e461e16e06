"""The dots of an indicator can be taken along, each at its value, with how they are read and by whom."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from cities.models import Indicator
from cities.values.chart_files import draw_indicator
from cities.values.charts import build_indicator_chart, describe_finding
from records.drawings.files import Imprint, build_file
from tests.conftest import LANGUAGES
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_source,
    make_waste_indicators,
    writing,
)
from tests.html_text import strip_tags
from tests.svg_files import SVG, read_svg

pytestmark = pytest.mark.django_db


@pytest.fixture
def few() -> Indicator:
    """Values of three cities: each has a row."""
    indicator = make_indicator("recycling-rate", unit="percent")
    sources = [make_source("report", title="统计公报", publisher="Datong")]
    datong, taiyuan, jinan = (make_city(slug) for slug in ("datong", "taiyuan", "jinan"))
    for city, year, value in ((datong, 2014, 30), (datong, 2023, 45), (taiyuan, 2022, 80)):
        make_indicator_value(indicator, city, year=year, value=value, sources=sources)
    make_indicator_value(indicator, jinan, year=2023, value=60, precision="at_least", sources=sources)
    return indicator


@pytest.fixture
def many() -> Indicator:
    """Values of 30 cities in two years: a strip for each year, on which some dots are a column."""
    indicator = make_indicator("waste", unit="t")
    with writing():
        for number in range(30):
            city = make_city(f"city-{number}")
            for year in (2015, 2023):
                make_indicator_value(indicator, city, year=year, value=max(0, number - 10) * 10 + year % 10)
    return indicator


def test_each_value_is_a_dot_at_its_place_beside_its_city(client: Client, few: Indicator) -> None:
    root, texts = read_svg(client, "/en/indicators/recycling-rate/values.svg")
    dots = {dot[0].text: dot for dot in root.iter(f"{SVG}circle") if len(dot)}
    assert len(dots) == few.values.count()
    places = {title: float(dot.get("cx", 0)) for title, dot in dots.items()}
    assert set(places) == {
        "Datong, 2014: 30%",
        "Datong, 2023: 45%",
        "Taiyuan, 2022: 80%",
        "Jinan, 2023: at least 60%",
    }
    width = places["Taiyuan, 2022: 80%"] / 0.8
    assert places["Datong, 2014: 30%"] / width == pytest.approx(0.3, abs=0.001)
    for word in ("Datong", "Taiyuan", "Jinan", "2014", "2022", "2023", "0", "100", "at least"):
        assert word in texts, word
    assert dots["Jinan, 2023: at least 60%"].get("stroke-dasharray")


def test_a_strip_has_a_dot_or_the_number_of_a_column_for_each_city(client: Client, many: Indicator) -> None:
    root, _texts = read_svg(client, "/en/indicators/waste/values.svg")
    dots = [dot for dot in root.iter(f"{SVG}circle")]
    piles = [path for path in root.iter(f"{SVG}path") if path.get("stroke-linecap") == "round"]
    strips = build_indicator_chart(many).strips
    spots = [spot for strip in strips.rows for spot in strip.spots]
    assert len(piles) == sum(spot.is_pile for spot in spots) > 0
    counted = [int(spot.label) for spot in spots if spot.is_pile]
    assert len(dots) + sum(counted) == 60
    description = root.find(f"{SVG}desc").text
    assert "2023: 30 cities, from 3" in description


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_the_sentence_of_the_page_how_it_is_read_and_who_states_it(
    client: Client, few: Indicator, language: str
) -> None:
    _root, texts = read_svg(client, f"/{language}/indicators/recycling-rate/values.svg")
    page = client.get(f"/{language}/indicators/recycling-rate/").content.decode()
    chart = page.split('<figure class="chart"')[1].split("</figure>")[0]
    reading = strip_tags(chart.split('class="chart__foot"')[1].split("<p>")[1])
    joined = "".join(texts.split())
    assert "".join(reading.split()) in joined
    assert "统计公报" in texts or "統計公報" in texts
    assert f"/{language}/indicators/recycling-rate/" in texts
    assert f"/{language}/indicators/recycling-rate/values.svg" in page


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_is_the_finding_of_the_page(client: Client, many: Indicator, language: str) -> None:
    page = client.get(f"/{language}/indicators/waste/").content.decode()
    title = page.split('id="chart-title">')[1].split("</h3>")[0].split("<a ")[0]
    with override(language):
        finding = describe_finding(build_indicator_chart(many))
    assert "".join(finding.split()) in "".join(strip_tags(title).split())
    _root, texts = read_svg(client, f"/{language}/indicators/waste/values.svg")
    assert "".join(finding.split()) in "".join(texts.split())


def test_the_table_has_the_exact_values(client: Client, few: Indicator) -> None:
    text = client.get("/en/indicators/recycling-rate/values.csv").content.decode("utf-8-sig")
    rows = [
        (row["City"], row["Year"], row["Value"], row["Precision"])
        for row in csv.DictReader(io.StringIO(text))
    ]
    assert sorted(rows) == [
        ("Datong", "2014", "30", ""), ("Datong", "2023", "45", ""),
        ("Jinan", "2023", "60", "at least"), ("Taiyuan", "2022", "80", ""),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_chart_is_a_small_file(many: Indicator, language: str) -> None:
    for number in range(30):
        for year in range(2016, 2022):
            city = next(value.city for value in many.values.filter(city__slug=f"city-{number}"))
            make_indicator_value(many, city, year=year, value=number * 7 % 50)
    imprint = Imprint("China Hub", "https://hub.example/", "CC BY 4.0", "today")
    with override(language):
        svg = build_file(draw_indicator(build_indicator_chart(many)), imprint, language)
    assert len(svg.encode()) < 60_000


def test_a_few_sources_are_named_and_the_others_counted(client: Client) -> None:
    indicator = make_indicator("rate")
    with writing():
        for number in range(7):
            source = make_source(f"report-{number}", title=f"Report {number}")
            make_indicator_value(indicator, make_city(f"city-{number}"), value=number, sources=[source])
    _root, texts = read_svg(client, "/en/indicators/rate/values.svg")
    assert len(set(re.findall(r"Report \d", texts))) == 4
    assert "3 more sources on the page" in texts


def test_search_engines_read_the_chart(client: Client, few: Indicator) -> None:
    page = client.get("/en/indicators/recycling-rate/").content.decode()
    [data] = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    [image] = [item for item in json.loads(data)["@graph"] if item["@type"] == "ImageObject"]
    assert image["contentUrl"].endswith("/en/indicators/recycling-rate/values.png")
    assert "Taiyuan, 2022: 80%" in image["caption"]


def test_what_is_not_drawn_has_no_file(client: Client) -> None:
    indicator = make_indicator("lonely")
    make_indicator_value(indicator, make_city("datong"))
    response = client.get("/en/indicators/lonely/values.svg")
    assert response.status_code == 404
    assert "The page: /en/indicators/lonely/" in response.content.decode()
    assert client.get("/en/indicators/nothing/values.svg").status_code == 404
    assert "values.svg" not in client.get("/en/indicators/lonely/").content.decode()


def test_an_indicator_of_all_cities_as_columns_has_the_file_of_these(
    client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("cities.values.chart_files.build_waste_page", lambda *_args: True)
    indicator = make_waste_indicators()["landfilled"]
    for number in range(4):
        make_indicator_value(indicator, make_city(f"city-{number}"), value=number)
    assert client.get(f"/en/indicators/{indicator.slug}/values.svg").status_code == 404
