"""The page of a region: its map and the first of its cities."""

import re

import pytest
from django.utils.translation import override

from cities.models import Region
from stats.scopes import Scope, sort_scopes
from tests.factories import make_city, make_park, make_region, make_source, text, writing


@pytest.mark.django_db
def test_the_page_of_a_region_draws_all_cities_and_lists_the_first(client):
    region, sources = make_region("jilin"), {"coordinates_sources": [make_source()]}
    with writing():
        for number in range(26):
            make_city(f"city-{number}", region=region, lat=43 + number / 10, lon=125.5, lists=sources)
    page = client.get("/en/regions/jilin/").content.decode()
    assert page.count('<circle class="map__dot map__dot--many" cx="') == 26
    assert page.count('<a href="/en/cities/city-') == 24
    assert '<a href="?section=others">' in page
    assert client.get("/en/regions/jilin/?section=others").content.decode().count("/en/cities/city-") >= 26


@pytest.mark.django_db
def test_chinese_pages_list_regions_by_administrative_code_and_english_ones_by_name(client):
    values = {
        "anhui": ("Anhui", "安徽省", "340000"),
        "beijing": ("Beijing", "北京市", "110000"),
        "aa": ("Aa", "甲州", ""),
    }
    with writing():
        for slug, (english, chinese, code) in values.items():
            country = "CN" if code else "DE"
            region = make_region(slug, **text("name", english, chinese), country=country, admin_code=code)
            make_park(city=make_city(region=region, country=country))

    def read(path):
        facet = client.get(path.format("parks")).content.decode().partition('class="list')[0]
        page = client.get(path.format("regions")).content.decode()
        return re.findall(r'name="region"\s+value="(\w+)"', facet), re.findall(
            r'<b><a href="[^"]*/regions/(\w+)/">', page
        )

    assert read("/en/{}/") == (["anhui", "beijing", "aa"],) * 2
    assert read("/zh-hans/{}/") == (["beijing", "anhui", "aa"],) * 2


@pytest.mark.parametrize(
    ("language", "slugs"), [("en", ["aa", "anhui", "beijing"]), ("zh-hans", ["beijing", "anhui", "aa"])]
)
def test_the_menu_of_a_statistic_lists_regions_as_lists_do(language, slugs):
    codes = {"anhui": "340000", "beijing": "110000", "aa": ""}
    regions = [Region(slug=slug, name_en=slug.title(), admin_code=code) for slug, code in codes.items()]
    with override(language):
        assert [
            scope.slug for scope in sort_scopes(Scope("region", one.slug, one) for one in regions)
        ] == slugs
