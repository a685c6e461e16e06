"""Maps stay on the site without an approval number, and none is shown where maps are off."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cities.filters import CityFilter
from cities.models import City, Region
from records.validators import validate_country
from tests.crawler import visit_page

#: Pages with maps, and lists that can be shown as one.
PAGES = [
    "", "about/", "cities/", "cities/datong/", "cities/essen/", "regions/", "regions/zhejiang/",
    "statistics/parks-by-city/", "embed/statistics/parks-by-city/", "materials/", "materials/coal-gangue/",
    *(f"{path}/?view=map" for path in ("cities", "parks", "zero-waste", "procurement", "businesses")),
]  # fmt: skip
MAP = re.compile(r"<svg(?:(?!</svg>).)*?#land.*?</svg>", re.DOTALL)
LANGUAGES = ["en", "zh-hans", "zh-hant"]

pytestmark = pytest.mark.django_db


@pytest.mark.content_check
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("content", "counted")
def test_where_maps_are_off_pages_have_none_and_no_link_to_one(
    client: Client, settings: Any, language: str
) -> None:
    settings.MAPS = False
    for path in PAGES:
        page = visit_page(client, f"/{language}/{path}")
        assert page.status == 200, path
        assert "#land" not in page.html, path
        assert "build/land-" not in page.html, path
        assert not re.search(
            r"map-box|atlas__map|foot__legal.*(Maps show|地图仅|地圖僅)", page.html, re.DOTALL
        ), path
        if "view=map" not in path:  # The address of a map is that of the list, and stays so.
            assert not [link for link in page.links if "view=map" in link], path
        here = [link[1:] for link in page.links if link.startswith("#") and len(link) > 1]
        assert set(here) <= set(page.ids), path


@pytest.mark.content_check
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("content", "counted")
def test_the_approval_number_stands_under_every_map(client: Client, settings: Any, language: str) -> None:
    settings.MAP_APPROVAL_NUMBER = "GS(2024)1234号"
    number = 0
    for path in PAGES:
        html = client.get(f"/{language}/{path}").content.decode()
        maps = list(MAP.finditer(html))
        number += len(maps)
        notes = [found.start() for found in re.finditer("map-approval", html)]
        assert len(notes) == len(maps), path
        assert all(note > one.end() for note, one in zip(notes, maps, strict=True)), path
        assert html.count("GS(2024)1234号") == len(maps), path
    assert number > 8


@pytest.mark.content_check
@pytest.mark.usefixtures("content", "counted")
def test_without_a_number_nothing_that_leaves_the_site_carries_a_map(client: Client, settings: Any) -> None:
    frame = "/en/embed/statistics/parks-by-city/"
    html = client.get(frame).content.decode()
    assert "#land" not in html
    assert "<table" in html
    city = client.get("/en/cities/datong/").content.decode()
    files = set(re.findall(r'(?:href|content)="(?:http://testserver)?(/[^"]+\.svg)"', city))
    for address in (address for address in files if not address.startswith("/static/")):
        assert "land" not in re.sub("landfill", "", client.get(address).content.decode()), address
    assert "map-approval" not in city
    settings.MAP_APPROVAL_NUMBER = "GS(2024)1234号"
    html = client.get(frame).content.decode()
    assert "#land" in html
    assert "GS(2024)1234号" in html


def test_a_print_leaves_out_maps_without_a_number() -> None:
    with open("static/css/print.css", encoding="utf-8") as file:
        rules = file.read()
    for box in (".map-box", ".locator", ".atlas__map"):
        assert f"{box}:not(:has(.map-approval))" in rules


@pytest.mark.content_check
@pytest.mark.usefixtures("content", "counted")
def test_a_map_is_a_rectangle_of_land_cut_along_no_outline(client: Client) -> None:
    for path in PAGES:
        for found in MAP.finditer(client.get(f"/en/{path}").content.decode()):
            assert not re.search("clip|mask", found[0]), path
            _left, _top, width, height = map(float, re.findall(r'viewBox="([^"]+)"', found[0])[0].split())
            assert 1 <= width / height <= 2, path


@pytest.mark.parametrize("code", ["HK", "MO"])
def test_hong_kong_and_macao_are_no_countries(code: str) -> None:
    with pytest.raises(ValidationError):
        validate_country(code)


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
def test_lists_of_countries_have_china_and_abroad_and_hong_kong_is_a_place_and_a_region(get: Any) -> None:
    field = CityFilter({}, City.objects.published()).form.fields["country"]
    options = [str(label) for _code, label in field.choices]  # type: ignore[attr-defined]
    assert options == ["In China", "Abroad"]
    assert City.objects.get(slug="hong-kong").country == "CN"
    assert Region.objects.get(slug="hong-kong-sar").country == "CN"
    regions = get("/en/regions/")
    assert "Hong Kong SAR" in regions
    codes = {
        *City.objects.values_list("country", flat=True),
        *Region.objects.values_list("country", flat=True),
    }
    assert not codes & {"HK", "MO", "TW"}
