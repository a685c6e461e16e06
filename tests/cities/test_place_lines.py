"""A place says what and where it is, in the order of the reader's language."""

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override

from cities.maps.place_lines import format_city_and_region, format_kind_and_region, format_place_line
from cities.models import City, Region

GUANGDONG = Region(slug="guangdong", name_en="Guangdong", name_zh_hans="广东省")
SHENZHEN = City(name_en="Shenzhen", name_zh_hans="深圳市", country="CN", region=GUANGDONG)
BEIJING = Region(name_en="Beijing", name_zh_hans="北京市")
BEIJING_CITY = City(name_en="Beijing", name_zh_hans="北京市", region=BEIJING)
PLACES = {
    "prefecture_level": (
        City(kind="prefecture_level", country="CN", region=Region(name_en="Jilin", name_zh_hans="吉林省")),
        "Prefecture-level city in Jilin",
        "吉林省 · 地级市",
    ),
    "new area": (
        City(kind="new_area", country="CN", region=GUANGDONG, parent=SHENZHEN),
        "New area of Shenzhen, Guangdong",
        "深圳市 · 新区",
    ),
    "new area of a municipality": (
        City(
            kind="new_area",
            country="CN",
            region=BEIJING,
            parent=BEIJING_CITY,
        ),
        "New area of Beijing",
        "北京市 · 新区",
    ),
    "municipality": (
        City(kind="municipality", name_en="Beijing", country="CN", region=BEIJING),
        "Municipality (province level)",
        "直辖市",
    ),
    "abroad": (
        City(
            kind="city",
            country="DE",
            region=Region(name_en="North Rhine-Westphalia", name_zh_hans="北莱茵—威斯特法伦州"),
        ),
        "City in North Rhine-Westphalia, Germany",
        "德国北莱茵—威斯特法伦州",
    ),
    "county-level city": (
        City(
            kind="county_level_city",
            name_zh_hans="昆山市",
            country="CN",
            region=Region(name_en="Jiangsu", name_zh_hans="江苏省"),
            parent=City(name_en="Suzhou", name_zh_hans="苏州市"),
        ),
        "County-level city of Suzhou, Jiangsu",
        "苏州市 · 县级市",
    ),
    "county": (
        City(
            kind="county",
            name_zh_hans="光泽县",
            country="CN",
            region=Region(name_en="Fujian", name_zh_hans="福建省"),
        ),
        "County in Fujian",
        "福建省 · 县",
    ),
    "district": (
        City(kind="district", name_zh_hans="光明区", country="CN", region=GUANGDONG, parent=SHENZHEN),
        "District of Shenzhen, Guangdong",
        "深圳市 · 市辖区",
    ),
    "development zone": (
        City(
            kind="development_zone",
            name_zh_hans="北京经济技术开发区（亦庄）",
            country="CN",
            region=BEIJING,
            parent=BEIJING_CITY,
        ),
        "Development zone of Beijing",
        "北京市 · 经济技术开发区",
    ),
    "special administrative region": (
        City(kind="sar", name_en="Hong Kong", country="CN", region=Region(name_en="Hong Kong SAR")),
        "Special administrative region",
        "特别行政区",
    ),
    "country with an article": (
        City(kind="city", country="NL", region=Region(name_en="South Holland", name_zh_hans="南荷兰省")),
        "City in South Holland, the Netherlands",
        "荷兰南荷兰省",
    ),
    "city that is its own region": (
        City(kind="city", name_en="Hamburg", country="DE", region=Region(name_en="Hamburg")),
        "City in Germany",
        "德国",
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_line_of_a_place_goes_from_small_to_large_or_back(name):
    city, english, chinese = PLACES[name]
    with override("en"):
        assert format_place_line(city) == english
    with override("zh-hans"):
        assert format_place_line(city) == chinese


def test_the_line_is_in_traditional_chinese_too():
    city, _english, _chinese = PLACES["abroad"]
    with override("zh-hant"):
        assert format_place_line(city) == "德國北萊茵—威斯特法倫州"


def read_place(city, language, line):
    with override(language):
        return strip_tags(line(city))


def test_a_card_has_the_type_and_the_region_in_the_order_of_the_language():
    city = PLACES["county"][0]
    city.region.slug = "fujian"
    assert read_place(city, "en", format_kind_and_region) == "County Fujian"
    assert read_place(city, "zh-hans", format_kind_and_region) == "福建省 · 县"


def test_a_card_of_a_city_that_is_its_own_region_says_its_name_once():
    assert read_place(PLACES["municipality"][0], "zh-hans", format_kind_and_region) == "直辖市"


def test_the_city_of_a_park_stands_with_its_region_and_a_municipality_alone():
    shenzhen = City(slug="shenzhen", name_en="Shenzhen", name_zh_hans="深圳市", region=GUANGDONG)
    assert read_place(shenzhen, "en", format_city_and_region) == "Shenzhen, Guangdong"
    assert read_place(shenzhen, "zh-hans", format_city_and_region) == "广东省深圳市"
    beijing = City(slug="beijing", name_en="Beijing", name_zh_hans="北京市", region=BEIJING)
    assert read_place(beijing, "zh-hans", format_city_and_region) == "北京市"
    assert read_place(beijing, "en", format_city_and_region) == "Beijing"
