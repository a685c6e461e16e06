"""What is done with words that no title has: typing mistakes, other places, compounds, rare words."""

from pathlib import Path

import pytest

from search.compounds import split_compound
from search.selectors import find_results
from tests.factories import make_city, make_material, make_park, make_pilot, make_region, text, writing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows")]

#: Names of countries, provinces and cities, most of which the site doesn't have.
UNCORRECTED_WORDS = Path(__file__).with_name("uncorrected_words.txt").read_text(encoding="utf-8").split()
#: Cities whose names are much like others.
LIKE_OTHERS = {
    "taian": "泰安市", "jinan": "济南市", "wuhan": "武汉市", "xining": "西宁市",
    "turku": "图尔库", "changzhou": "常州市", "nanyang": "南阳市", "huizhou": "惠州市",
    "yichang": "宜昌市", "dali": "大理市", "xianyang": "咸阳市",
}  # fmt: skip


def found(query: str, **how: bool) -> list[str]:
    """Return the records, without pages and statistics."""
    types = ("city", "region", "material", "park", "zero-waste-pilot")
    return [match.slug for match in find_results(query, among=types, **how).matches]


@pytest.mark.parametrize(
    "words", [UNCORRECTED_WORDS[:20], pytest.param(UNCORRECTED_WORDS[20:], marks=pytest.mark.slow)]
)
def test_a_place_is_never_taken_for_another(words: list[str]):
    with writing():
        region = make_region("a-region", **text("name", "A region", "某地"))
        for slug, name in LIKE_OTHERS.items():
            make_city(slug, region=region, **text("name", slug.capitalize(), name))
        make_material("trap", **text("name", "Roman malt of the Japanese kind", "水泥"))
    for word in set(words) - {slug.capitalize() for slug in LIKE_OTHERS}:
        results = find_results(word, among=("city", "material"))
        assert (results.matches, results.near) == ([], []), word


def test_a_misspelt_name_is_offered_and_not_answered():
    make_city("shenzhen", **text("name", "Shenzhen", "深圳市"))
    make_park("tashan", **text("name", "Tashan Park", "塔山园区"))
    for asked, meant in (("shenzehn", "shenzhen"), ("Shenzen", "shenzhen"), ("tashen", "tashan")):
        results = find_results(asked)
        assert results.matches == []
        assert [match.slug for match in results.near] == [meant]


def test_a_misspelt_word_is_corrected():
    make_material("gangue", **text("name", "Coal gangue", "煤矸石"))
    results = find_results("gangeu")
    assert results.is_corrected
    assert [match.slug for match in results.matches] == ["gangue"]


def test_the_start_of_a_word_is_found_while_typing_only():
    make_material("gangue", **text("name", "Coal gangue", "煤矸石"))
    make_park("coalition", **text("name", "Coalition park", "联盟园区"))
    assert found("coal") == ["gangue"]
    assert found("coal", is_typing=True) == ["gangue", "coalition"]
    assert found("coal gan", is_typing=True) == ["gangue"]
    assert found("coa gangue", is_typing=True, needs_all=True) == []


def test_the_start_of_a_name_is_offered():
    make_city("changchun", **text("name", "Changchun", "长春市"))
    results = find_results("changch")
    assert (results.matches, [match.slug for match in results.near]) == ([], ["changchun"])


def test_compounds_are_split_by_known_names():
    region = make_region("zhejiang", **text("name", "Zhejiang", "浙江省"))
    city = make_city("hangzhou", region=region, **text("name", "Hangzhou", "杭州市"))
    make_material(
        "waste", **text("name", "Waste", "固体废物"), **text("description", "In Zhejiang", "浙江省的废物")
    )
    make_pilot("hangzhou-2022", city=city)
    assert found("浙江固体废物") == found("浙江的固体废物有多少") == ["waste"]
    assert found("浙江固體廢物") == ["waste"]


@pytest.mark.parametrize(
    ("run", "parts"),
    [
        ("浙江无废城市", ["浙江", "无废城市"]),
        ("浙江的无废城市有哪些", ["浙江", "无废城市"]),
        ("无废城市建设", ["无废城市", "建设"]),
        ("高炉渣", ["高炉渣"]),
        ("有多少", ["有多少"]),
    ],
)
def test_a_name_is_no_part_where_it_leaves_one_character(run: str, parts: list[str]):
    assert split_compound(run, frozenset({"浙江", "无废城市", "炉渣"})) == parts


def test_the_rarest_words_are_dropped_at_most_half_of_them():
    for slug in ("fly-ash", "soda-ash"):
        make_material(slug, **text("name", slug.replace("-", " "), "灰"))
    results = find_results("Zibo fly ash")
    assert [match.slug for match in results.matches] == ["fly-ash"]
    assert results.dropped == ("Zibo",)
    assert not results.is_corrected
    assert find_results("fly to Zibo and Linzi").dropped == ()
    assert find_results("Zibo fly ash", needs_all=True).matches == []


def test_a_record_is_found_by_the_words_that_readers_use_for_its_name():
    make_material("municipal", **text("name", "Municipal waste", "生活垃圾"))
    make_material("other", **text("name", "Other municipal waste", "其他生活垃圾"))
    make_city("beijing", **text("name", "Beijing", "北京市"))
    make_city("xicheng", **text("name", "Xicheng in Beijing", "西城区"))
    for query in ("garbage", "household waste", "trash", "shenghuo laji"):
        assert found(query) == ["municipal", "other"]
    assert found("Peking") == ["beijing", "xicheng"]
