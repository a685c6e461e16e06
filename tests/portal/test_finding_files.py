"""The drawing of a finding can be taken along, with the marks and numbers of its page and its limits."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from portal.models import Finding
from tests.conftest import LANGUAGES
from tests.factories import make_finding, make_finding_figure, make_source, make_target, text
from tests.html_text import strip_tags
from tests.svg_files import SVG, read_svg

pytestmark = pytest.mark.django_db
JADE = "#0d6552"


@pytest.fixture
def pilots() -> Finding:
    finding = make_finding(
        "pilots",
        drawing="squares",
        **text("title", "From 16 to 121", "从16到121"),
        **text("limits", "Being listed isn’t being built. Second sentence.", "入选不等于建成。第二句。"),
        **text("drawing_note", "One square for one place.", "一格代表一个地方。"),
    )
    sources = [make_source("notice", title="建设名单", publisher="生态环境部")]
    for name, value, row in (("old", 16, "2019"), ("cities", 113, "2022"), ("areas", 8, "2022")):
        words = {**text("row", row, row), **text("label", f"the {name}", f"{name}类")}
        make_finding_figure(finding, name, value=value, sources=sources, **words)
    return finding


@pytest.fixture
def shares() -> Finding:
    finding = make_finding("shares", drawing="shares", **text("title", "Half is recycled"))
    make_finding_figure(finding, "known", value=50, unit="percent", **text("row", "All"))
    make_finding_figure(finding, "aim", value=20, unit="percent", evidence="target", **text("row", "All"))
    return finding


def test_squares_are_as_many_as_on_the_page(client: Client, pilots: Finding) -> None:
    root, _texts = read_svg(client, "/en/findings/pilots/drawing.svg")
    areas = {"url(#square-1)": 0.0, "url(#square-2)": 0.0}
    for box in root.iter(f"{SVG}rect"):
        if box.get("fill") in areas:
            areas[box.get("fill", "")] += float(box.get("width", 0)) * float(box.get("height", 0)) / 100
    assert areas == {"url(#square-1)": 129, "url(#square-2)": 8}


def test_shares_are_as_long_as_their_numbers_and_the_rest_is_hatched(client: Client, shares: Finding) -> None:
    root, texts = read_svg(client, "/en/findings/shares/drawing.svg")
    boxes = [box for box in root.iter(f"{SVG}rect") if float(box.get("width", "0").rstrip("%")) > 100]
    widths = {box.get("fill"): float(box.get("width", 0)) / 7.6 for box in boxes if box.get("height") == "18"}
    assert widths == {JADE: 50, "none": 20, "url(#hatch)": 30}  # a target is drawn in outline
    assert "Rest not known" in texts


@pytest.mark.parametrize("drawing", ["dots", "bars"])
def test_each_figure_has_its_words_its_number_and_its_place(client: Client, drawing: str) -> None:
    finding = make_finding("rates", drawing=drawing)
    for number, evidence in ((40, "stated"), (80, "target")):
        words = {**text("row", "Rate"), **text("label", f"City {number}")}
        make_finding_figure(
            finding, f"f{number}", value=number, unit="percent", year=2022, evidence=evidence, **words
        )
    root, texts = read_svg(client, "/en/findings/rates/drawing.svg")
    page = client.get("/en/findings/rates/").content.decode()
    strips = page.split('class="drawing__strips"')[1].split("</ul>")[0]
    for strip in re.findall(r"<li>(.*?)<svg", strips, re.DOTALL):
        said = strip_tags(strip)
        for word in said.split():
            assert word in texts.replace("\N{NO-BREAK SPACE}", " "), said
    if drawing == "dots":
        assert [float(dot.get("cx", 0)) / 7.6 for dot in root.iter(f"{SVG}circle")] == [40, 80]
    else:
        widths = [float(box.get("width", 0)) for box in root.iter(f"{SVG}rect") if box.get("height") == "18"]
        assert widths[0] / widths[1] == 0.5


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "From 16 to 121",
                "What it doesn’t show: Being listed isn’t being built.",
                "One square",
                "Ministry of Ecology and Environment",
            ],
        ),
        ("zh-hans", ["从16到121", "不能说明什么：入选不等于建成。", "一格代表一个地方。", "生态环境部"]),
        ("zh-hant", ["從16到121", "生态环境部"]),
    ],
)
def test_a_file_says_the_limits_and_sources_of_the_finding(
    client: Client, pilots: Finding, language: str, words: list[str]
) -> None:
    root, texts = read_svg(client, f"/{language}/findings/pilots/drawing.svg")
    for word in (*words, f"/{language}/findings/pilots/", "CC BY 4.0"):
        assert word in texts, word
    for number in ("16", "113", "8"):
        assert number in texts
        assert number in root.find(f"{SVG}desc").text
    assert "Second" not in texts


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_the_files_and_search_engines_read_it(
    client: Client, pilots: Finding, language: str
) -> None:
    page = client.get(f"/{language}/findings/pilots/").content.decode()
    assert f"/{language}/findings/pilots/drawing-slide.png" in page
    [data] = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    [image] = [item for item in json.loads(data)["@graph"] if item["@type"] == "ImageObject"]
    assert image["contentUrl"].endswith(f"/{language}/findings/pilots/drawing.png")
    assert "113" in image["caption"]
    assert client.get(f"/{language}/findings/pilots/drawing.png").content.startswith(b"\x89PNG")


def test_the_table_has_the_figures(client: Client, pilots: Finding) -> None:
    table = client.get("/en/findings/pilots/drawing.csv").content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(table))
    found = [(row["Row"], row["Label"], row["Value"]) for row in rows]
    assert found == [("2019", "the old", "16"), ("2022", "the cities", "113"), ("2022", "the areas", "8")]


def test_a_finding_without_marks_has_no_file(client: Client) -> None:
    make_finding("words")
    make_finding("targets", drawing="targets", targets=[make_target("a-target")])
    for slug in ("words", "targets"):
        response = client.get(f"/en/findings/{slug}/drawing.svg")
        assert response.status_code == 404
        assert f"The page: /en/findings/{slug}/" in response.content.decode()
        assert "drawing.svg" not in client.get(f"/en/findings/{slug}/").content.decode()


def test_a_chinese_number_stands_behind_its_words_as_on_the_page(client: Client, pilots: Finding) -> None:
    places = {}
    for language, label in (("en", "the cities"), ("zh-hans", "cities类")):
        root, _texts = read_svg(client, f"/{language}/findings/pilots/drawing.svg")
        for element in root.iter(f"{SVG}text"):
            places[language, element.text] = float(element.get("x", 0))
        number = next(text for own, text in places if own == language and text.startswith("113"))
        assert (places[language, number] > places[language, label]) == (language != "en")
