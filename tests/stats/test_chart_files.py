"""The chart of each statistic can be taken along, with the numbers of its page and no others."""

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree as etree

import pytest
from django.test import Client
from django.utils.translation import override

from records.choices import WasteArea
from records.drawings.files import Imprint, build_file, build_slide
from records.publishing import get_content_version
from stats.choices import Chart
from stats.definitions import Dimension, get_statistics
from stats.drawings.files import draw_table
from stats.drawings.layout import MAX_DRAWN_CELLS, MAX_DRAWN_WHOLES, draw_chart, has_drawing, list_drawn_rows
from stats.scopes import Scope
from stats.selectors import get_hub_results
from stats.tables import Table, build_table, build_tables
from tests.conftest import LANGUAGES
from tests.html_text import strip_tags as read_words
from tests.stats.sample_statistics import make_drawn_statistic, make_result
from tests.svg_files import SVG

KIND = {"kind": Dimension("Kind")}
PAIR = {"group": Dimension("Group"), "kind": Dimension("Kind")}
YEARS = {"kind": Dimension("Kind"), "year": Dimension("Year")}
AREAS = {"area": Dimension("Area", choices=WasteArea), "kind": Dimension("Kind")}
IMPRINT = Imprint("China Hub", "https://hub.example/en/statistics/drawn/", "CC BY 4.0", "today")
NUMBER = re.compile(r"\d[\d,.]*")


def make_table(chart: Chart, dimensions: dict[str, Dimension], rows: Any) -> Table:
    statistic = make_drawn_statistic(chart, dimensions)
    results = [
        make_result(statistic, dict(zip(dimensions, codes, strict=True)), *own) for *codes, own in rows
    ]
    return build_table(statistic, Scope(), results)


def read_texts(markup: str) -> list[str]:
    return ["".join(text.itertext()) for text in etree.fromstring(markup).iter() if text.tag.endswith("text")]


def list_marked_rows(markup: str) -> list[str]:
    return re.findall(r'data-row="([^"]+)"', markup)


def list_numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@pytest.mark.django_db
def test_each_bar_says_its_number_and_is_as_long() -> None:
    table = make_table(Chart.BAR, KIND, [("a", (4,)), ("b", (3, 8)), ("c", (None, 6, "not_counted"))])
    markup = draw_chart(table)
    assert " ".join(read_texts(markup)) == "a 4 b 3 of 8 c No progress figure found; baseline 6"
    boxes = [box for box in etree.fromstring(markup).iter("rect") if box.get("class") == "fill"]
    four, three = (float(box.get("width", 0)) for box in boxes)
    assert three / four == pytest.approx(3 / 4, abs=0.01)
    assert "gridline" in markup  # what has no number is hatched


@pytest.mark.django_db
def test_a_heading_is_repeated_where_its_bars_go_on_in_the_next_column() -> None:
    rows = [(group, f"kind-{number}", (number + 1,)) for group in ("x", "y") for number in range(20)]
    texts = read_texts(draw_chart(make_table(Chart.BAR, PAIR, rows)))
    headings = [place for place, text in enumerate(texts) if text in ("x", "y")]
    assert len(headings) >= 3
    assert all(texts[place + 1].startswith("kind-") for place in headings)


@pytest.mark.django_db
def test_years_and_cells_without_a_row_are_said_as_on_the_page() -> None:
    table = make_table(Chart.COLUMNS, YEARS, [("a", 2018, (1,)), ("a", 2020, (2,)), ("b", 2019, (3,))])
    texts = read_texts(draw_chart(table))
    assert texts == ["a", "1", "2018", "0", "2019", "2", "2020", "b", "0", "2018", "3", "2019", "0", "2020"]
    cells = [("industrial", "a", (5,)), ("industrial", "b", (1,)), ("hazardous", "b", (2,))]
    assert read_texts(draw_chart(make_table(Chart.MATRIX, AREAS, cells)))[-2:] == ["–", "2"]


@pytest.mark.django_db
def test_a_square_stands_for_each_of_a_whole() -> None:
    table = make_table(Chart.SQUARES, KIND, [("a", (100, 250)), ("b", (2, 5)), ("c", (1, 900))])
    counts = {"listed": 0.0, "unlisted": 0.0}
    for area in etree.fromstring(draw_chart(table)).iter("path"):
        for left, right in re.findall(r"M([\d.]+) [\d.]+H([\d.]+)v", area.get("d", "")):
            counts[area.get("fill", "")[5:-1]] += (float(right) - float(left)) / 13
    assert counts == {"listed": 102, "unlisted": 153}  # a whole of 900 is said in words alone


def make_largest_tables() -> list[Table]:
    """A table for each kind of chart, as large as one with files may be."""
    name, many = "一种相当长的名称 {} with a long name", MAX_DRAWN_CELLS
    rows = {
        Chart.BAR: [(f"组别{n // 4} of things", name.format(n), (n + 1,)) for n in range(200)],
        Chart.COLUMNS: [(f"一种 {n}", 2001 + n % 20, (1000 + n,)) for n in range(many // 20)],
        Chart.MATRIX: [(f"组 {n // 15}", f"一种 {n % 15}", (1000 + n,)) for n in range(many // 15 * 15)],
        Chart.SQUARES: [(name.format(n), (n, 400)) for n in range(MAX_DRAWN_WHOLES)],
    }
    dimensions = {Chart.COLUMNS: YEARS, Chart.SQUARES: KIND}
    return [make_table(chart, dimensions.get(chart, PAIR), own) for chart, own in rows.items()]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_largest_charts_are_small_files_whose_texts_stand_inside(language: str) -> None:
    with override(language):
        for table in make_largest_tables():
            assert has_drawing(table)
            drawing = draw_table(table)
            svg = build_file(drawing, IMPRINT, language)
            assert build_slide(drawing, IMPRINT, language)
            assert len(svg.encode()) < 60_000, table.chart
            root = etree.fromstring(svg)
            ends = list(find_ends(root, 0))
            assert ends
            assert all(-1 <= left <= right <= float(root.get("width", 0)) for left, right in ends)


def find_ends(element: etree.Element, x: float) -> Iterator[tuple[float, float]]:
    """The left and right ends of each text."""
    for move in re.findall(r"translate\((-?[\d.]+)", element.get("transform", "")):
        x += float(move)
    if element.tag == f"{SVG}text":
        width = float(element.get("textLength", 0))
        share = {"end": 1, "middle": 0.5}.get(element.get("text-anchor", ""), 0)
        left = x + float(element.get("x", 0)) - width * share
        yield left, left + width
    for child in element:
        yield from find_ends(child, x)


@pytest.mark.django_db
def test_a_chart_with_too_many_marks_has_no_file() -> None:
    rows = [("a", 1800, (1,)), ("a", 1900, (1,)), ("b", 2020, (1,)), ("c", 2021, (1,))]
    assert not has_drawing(make_table(Chart.COLUMNS, YEARS, rows))


# -- on the content ---------------------------------------------------------------------------------


@pytest.fixture
def tables(content: None, counted: None) -> list[Table]:
    results = get_hub_results()
    statistics = get_statistics().values()
    return build_tables({statistic: results.get(statistic, []) for statistic in statistics}, Scope())


@pytest.mark.sampled(1)
@pytest.mark.content_check
@pytest.mark.content_listeners
@pytest.mark.parametrize("language", LANGUAGES)
def test_files_have_the_rows_and_numbers_of_the_pages(
    client: Client, tables: list[Table], language: str
) -> None:
    drawn = 0
    for table in tables:
        path = f"/{language}/statistics/{table.statistic.key}/"
        page = client.get(path).content.decode()
        assert (f"{path}chart.svg" in page) == has_drawing(table), path
        if not has_drawing(table):
            continue
        with override(language):
            markup = draw_chart(build_table(table.statistic, table.scope, table.results))
        figure = page.split("<figure")[1].split('class="chart__foot"')[0].split("</figcaption>")[1]
        figure = figure.split('class="counted__narrow"')[0]
        marked = list_marked_rows(figure)
        assert sorted(list_marked_rows(markup)) == sorted(marked), path
        assert list_numbers(" ".join(read_texts(markup))) == list_numbers(read_words(f"<p {figure}")), path
        svg = client.get(f"{path}chart.svg")
        assert svg.status_code == 200
        assert len(svg.content) < 60_000
        drawn += 1
    assert drawn > 15


@pytest.mark.content_check
@pytest.mark.content_listeners
def test_a_file_says_what_is_counted_of_which_day_and_where(client: Client, tables: list[Table]) -> None:
    root = etree.fromstring(client.get("/en/statistics/facilities/chart.svg").content)
    texts = " ".join("".join(element.itertext()) for element in root)
    for text in (
        "facilities: ", "Park facilities by type and status, facilities", "Facilities of published parks",
        "Source: published records of China Hub as of", "/en/statistics/facilities/", "CC BY 4.0",
    ):  # fmt: skip
        assert text in texts, text
    table = next(table for table in tables if table.statistic.key == "facilities")
    description = root.find(f"{SVG}desc").text
    for row in list_drawn_rows(table):
        assert f"{row.name}: {row.description}" in description


@pytest.mark.content_check
@pytest.mark.content_listeners
def test_files_of_a_scope_and_a_version_are_those_of_their_pages(client: Client, tables: list[Table]) -> None:
    page = client.get("/en/statistics/parks-by-kind/?scope=region.shandong").content.decode()
    assert "/en/statistics/parks-by-kind/chart.png?scope=region.shandong" in page
    rows = client.get("/en/statistics/parks-by-kind/chart.csv?scope=region.shandong").content.decode(
        "utf-8-sig"
    )
    values = {row["Type"]: row["Value"] for row in csv.DictReader(io.StringIO(rows))}
    assert sum(map(int, values.values())) < 82
    for kind, value in values.items():
        assert re.search(rf"{re.escape(kind)}</span>.*?<b class=\"bars__value\">{value}</b>", page, re.DOTALL)
    version = get_content_version()
    address = f"/en/statistics/parks-by-kind/{{}}?scope=region.shandong&amp;version={version}"
    assert address.format("chart.svg") in client.get(unescape(address.format(""))).content.decode()
    assert address.format("") in client.get(unescape(address.format("chart.svg"))).content.decode()


@pytest.mark.content_check
@pytest.mark.content_listeners
def test_search_engines_read_the_chart_with_its_numbers(client: Client, tables: list[Table]) -> None:
    page = client.get("/zh-hans/statistics/facilities/").content.decode()
    [data] = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    [image] = [item for item in json.loads(data)["@graph"] if item["@type"] == "ImageObject"]
    assert image["contentUrl"].endswith("/zh-hans/statistics/facilities/chart.png")
    assert image["caption"].endswith("。")


@pytest.mark.content_check
@pytest.mark.content_listeners
def test_what_has_no_file_says_what_there_is(client: Client, tables: list[Table]) -> None:
    unknown = client.get("/en/statistics/nothing/chart.svg")
    assert (unknown.status_code, unknown["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert unknown.content.decode() == "No statistic has the name “nothing”. All statistics: /en/statistics/"
    # Maps stay on the site.
    of_map = client.get("/en/statistics/parks-by-city/chart.png")
    assert of_map.status_code == 404
    assert "The page: /en/statistics/parks-by-city/" in of_map.content.decode()
    late = client.get("/en/statistics/facilities/chart.svg?version=0")
    assert late.status_code == 400
    assert "Write a number from 1 to" in late.content.decode()
