"""Where the waste of compared cities went can be taken along as one drawing, for a slide or a report."""

from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree as etree

import pytest
from django.test import Client
from PIL import Image

from cities.models import Indicator
from tests.factories import make_city, make_region, make_waste_indicators, report_waste, text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def cities(module_rows: None) -> None:
    roles = make_waste_indicators()
    for slug, landfilled in (("aa", 60), ("bb", 20)):
        city = make_city(slug)
        report_waste(
            roles, city, 2015, collected=100, treated=100, burned=100 - landfilled, landfilled=landfilled
        )
        report_waste(roles, city, 2023, collected=100, treated=100, burned=90, landfilled=10)
    make_city("cc")


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_slide_has_the_portraits_side_by_side(client: Client, language: str) -> None:
    response = client.get(f"/{language}/compare/drawing-slide.png?cities=aa,bb,cc")
    assert response.status_code == 200
    assert Image.open(BytesIO(response.content)).size == (1280, 720)


def test_a_file_says_of_each_city_what_is_known(client: Client) -> None:
    svg = client.get("/en/compare/drawing.svg?cities=aa,bb,cc").content
    texts = " ".join("".join(element.itertext()) for element in etree.fromstring(svg))
    for words in (
        "Aa",
        "fell from 60% in 2015 to 10% in 2023",
        "Cc",
        "Not known",
        "not checked against print",
    ):
        assert words in texts, words
    assert "http://testserver/en/compare/?cities=aa,bb,cc" in texts


def test_a_city_of_which_only_the_tonnes_are_known_says_so(client: Client) -> None:
    report_waste({role.waste_role: role for role in Indicator.objects.all()}, make_city("dd"), collected=100)
    svg = client.get("/en/compare/drawing.svg?cities=aa,dd").content
    drawn = " ".join(filter(None, (text.text for text in etree.fromstring(svg).iter())))
    assert "how it was treated isn’t stated" in " ".join(drawn.split("Dd")[-1].split())


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_long_names_and_names_of_two_cities_stay_in_their_columns(client: Client, language: str) -> None:
    for slug, province in (("east", "zhejiang"), ("west", "jiangsu")):
        region = make_region(province, **text("name", province.title(), "浙江省"))
        make_city(slug, region=region, **text("name", "Taizhou", "台州市"))
    name = "Beijing Economic-Technological Development Area"
    make_city("zone", **text("name", name, "海西蒙古族藏族自治州经济技术开发区"))
    svg = client.get(f"/{language}/compare/drawing.svg?cities=aa,zone,east,west").content
    texts = list(etree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))
    rows: dict[str, list[tuple[float, float]]] = {}
    for element in texts:
        left = float(element.get("x", 0))
        rows.setdefault(element.get("y", ""), []).append((left, left + float(element.get("textLength", 0))))
    assert max(map(len, rows.values())) >= 4
    for row in rows.values():
        for (_left, end), (start, _end) in pairwise(sorted(row)):
            assert end <= start
    if language == "en":
        drawn = [element.text for element in texts]
        assert "Taizhou (Zhejiang)" in drawn
        assert "Taizhou (Jiangsu)" in drawn


def test_the_table_has_the_values_of_all(client: Client) -> None:
    lines = client.get("/en/compare/drawing.csv?cities=aa,bb").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("City,Year,Part")
    assert {line.split(",")[0] for line in lines[1:]} == {"Aa", "Bb"}
    assert any(line.startswith("Aa,2015,in sanitary landfill,60,60") for line in lines)


@pytest.mark.parametrize(
    ("query", "status"), [("cities=aa,nowhere", 400), ("cities=aa", 404), ("cities=cc,cc", 404), ("", 404)]
)
def test_an_address_that_names_no_comparison_has_no_file(client: Client, query: str, status: int) -> None:
    response = client.get(f"/en/compare/drawing.svg?{query}")
    assert response.status_code == status
    if status == 400:
        assert "nowhere" in response.content.decode()


def test_the_comparison_leads_to_its_files(client: Client) -> None:
    html = client.get("/en/compare/?cities=aa,bb").content.decode()
    for address in ("compare/drawing-slide.png?cities=aa,bb", "compare/drawing.svg?cities=aa,bb"):
        assert address in html
