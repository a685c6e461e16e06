"""A place says what and where it is, in the order of the reader's language."""

import pytest
from django.utils.translation import override

from cities.models import City, Region
from cities.place_lines import format_place_line

GUANGDONG = Region(name_en="Guangdong", name_zh_hans="广东省")
SHENZHEN = City(name_en="Shenzhen", name_zh_hans="深圳市", country="CN", region=GUANGDONG)
BEIJING = Region(name_en="Beijing", name_zh_hans="北京市")
PLACES = {
    "prefecture_level": (
        City(kind="prefecture_level", country="CN", region=Region(name_en="Jilin", name_zh_hans="吉林省")),
        "Prefecture-level city in Jilin",
        "吉林省 · 地级市",
    ),
    "district": (
        City(kind="new_area", country="CN", region=GUANGDONG, parent=SHENZHEN),
        "New area of Shenzhen, Guangdong",
        "深圳市 · 新区",
    ),
    "district of a municipality": (
        City(
            kind="new_area",
            country="CN",
            region=BEIJING,
            parent=City(name_en="Beijing", name_zh_hans="北京市", region=BEIJING),
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
    "main urban area of a municipality": (
        City(kind="municipality", name_en="Beijing (main urban area)", country="CN", region=BEIJING),
        "Municipality (province level)",
        "直辖市",
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
