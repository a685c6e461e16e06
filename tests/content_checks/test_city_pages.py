"""City pages show what is recorded, with its source, and what is missing, in the reader's language."""

import re
from html import unescape

import pytest

from cities.models import City
from cities.waste.treatment import list_drawn_cities
from tests.conftest import LANGUAGES
from tests.html_text import remove_break_marks

pytestmark = pytest.mark.usefixtures("content")


def words(html: str) -> str:
    """The text of a page as it is read, without the marks of sources."""
    html = re.sub(r'<a class="chip".*?</a>', "", html)
    text = (
        unescape(re.sub(r"<[^>]+>", " ", remove_break_marks(html))).replace("\u2060", "").replace("\xa0", " ")
    )
    return re.sub(r"\s+", " ", text)


# -- what is said of four cities --------------------------------------------------------------------

FACTS = {
    "changchun": [
        ("Population 9.07 million people", "人口 906.69万 人"),
        ("Automotive, Agricultural product processing", "汽车制造、农产品加工"),
        ("10 km² circular economy industrial park", "长春划定10平方公里循环经济产业园区"),
        ("43.88° N, 125.32° E", "北纬43.88°，东经125.32°"),
    ],
    "chengdu": [
        ("16,900 km", "1.69万 公里"),
        ("Sino-German Urbanisation Partnership", "中德城镇化伙伴关系"),
        ("food loops in a local area devoted to ecotourism", "本地一处生态旅游区推进食物循环"),
        ("Not known: main industries", "不详：主要产业"),
    ],
    "datong": [
        ("at least 7.5 %", "7.5 %以上"),
        ("gangue, fly ash and other residues", "煤矸石、粉煤灰等采煤副产品"),
        ("50 vehicles", "50 辆"),
        ("year not stated", "年份不详"),
    ],
    "hong-kong": [
        ("up to 3,500 t/day", "最多 3500 吨/日"),
        ("officials met the Seoul government", "官员们与首尔市政府"),
        ("whole city by 2030", "2030年在全港实现厨余分类收集"),
    ],
}


@pytest.mark.parametrize("slug", FACTS)
def test_a_city_page_says_in_english_and_chinese_what_is_recorded(get, slug):
    english, chinese = words(get(f"/en/cities/{slug}/")), words(get(f"/zh-hans/cities/{slug}/"))
    assert [fact for fact, _ in FACTS[slug] if fact not in english] == []
    assert [fact for _, fact in FACTS[slug] if fact.replace(" ", "") not in chinese.replace(" ", "")] == []


def test_the_traditional_page_is_written_as_in_hong_kong(get):
    page = words(get("/zh-hant/cities/changchun/"))
    assert "長春是吉林省省會，素有「汽車城」之稱" in page


def test_every_marker_on_a_city_page_leads_to_a_source_in_its_list(get):
    page = get("/en/cities/changchun/")
    marked = set(re.findall(r'<a class="chip" href="#(s\d+)"', page))
    listed = set(re.findall(r'id="(s\d+)"', page))
    assert len(marked) > 3
    assert marked <= listed


def test_a_district_is_named_with_its_city_in_lists(get):
    assert "Shenzhen · Guangming" in words(get("/en/cities/?kind=district"))
    assert 'href="/en/cities/shenzhen/"' in get("/en/cities/guangming/")
    assert 'href="/en/cities/guangming/"' in get("/en/cities/shenzhen/")


def test_a_region_lists_its_cities(get):
    assert 'href="/en/cities/changchun/"' in get("/en/regions/jilin/")


def test_memberships_stand_among_the_facts_with_their_sources(get):
    page = get("/en/cities/changchun/")
    facts = page.split('<h2 id="facts">')[1].split("</section>")[0]
    assert "Memberships Green Circular Cities Coalition : Endorser" in words(facts)
    assert 'href="#memberships"' not in page


def test_a_city_abroad_names_its_country(get):
    assert "North Rhine-Westphalia , Germany" in words(get("/en/cities/bonn/"))
    assert "Germany" not in words(get("/en/cities/changchun/").split('<h2 id="peers">')[0])


def test_a_city_abroad_is_shown_on_the_map_of_its_part_of_the_world(get):
    assert "build/land-europe.svg" in get("/en/cities/turku/")
    assert "build/land-east-asia.svg" in get("/en/cities/seoul/")


def test_what_a_city_does_stands_paragraph_by_paragraph_each_with_its_theme(get):
    page = get("/en/cities/changchun/").split('<h2 id="themes">')[1].split("</section>")[0]
    for theme in ("industrial-symbiosis", "municipal-resource-management", "spatial-planning-and-governance"):
        assert f'href="/en/themes/{theme}/"' in page
    assert page.count("<h3>") == 6


def test_indicators_stand_by_framework_and_subject_with_year_evidence_and_definition(get):
    page = get("/en/cities/shenzhen/?section=indicators")
    assert "Construction waste recycling rate" in words(page)
    assert words(page).index("Industrial waste") < words(page).index("Construction and demolition waste")
    assert 'href="/en/indicators/construction-waste-recycling-rate/?city=shenzhen#' in page


# -- a city of which little is known ----------------------------------------------------------------


def base_data_only() -> City:
    known_little = City.objects.published().filter(summary_en="", profile=None)
    return known_little.exclude(pk__in=list_drawn_cities()).first()


def test_a_city_without_a_profile_is_kept_out_of_search_engines(get):
    page = get(base_data_only().get_absolute_url())
    assert '<meta name="robots" content="noindex">' in page


def test_a_city_without_a_profile_is_left_out_of_the_sitemap(get):
    sitemap = get("/sitemap-city.xml")
    assert "/en/cities/changchun/" in sitemap
    assert f"{base_data_only().get_absolute_url()}<" not in sitemap


def test_every_city_with_a_portrait_is_found_by_search_engines(get):
    sitemap = get("/sitemap-city.xml") + get("/sitemap-city.xml?p=2")
    drawn = City.objects.filter(pk__in=list_drawn_cities())
    assert len(drawn) >= 78
    assert [city.slug for city in drawn if f"/en/cities/{city.slug}/<" not in sitemap] == []
    assert "noindex" not in get("/en/cities/hangzhou/")


def test_a_city_with_a_profile_is_found_by_search_engines(get):
    assert "noindex" not in get("/en/cities/changchun/")


# -- languages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["cities/", "cities/changchun/", "regions/jilin/", "indicators/"])
@pytest.mark.parametrize(("language", "tag"), zip(LANGUAGES, ["en", "zh-Hans", "zh-Hant-HK"], strict=True))
def test_a_page_names_its_language_and_the_same_page_in_the_others(get, path, language, tag):
    page = get(f"/{language}/{path}")
    assert f'<html lang="{tag}"' in page
    for other, other_tag in (("en", "en"), ("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant-HK")):
        assert re.search(rf'<link rel="alternate" hreflang="{other_tag}" href="[^"]*/{other}/{path}">', page)
    assert re.search(rf'hreflang="x-default" href="[^"]*/en/{path}">', page)


def test_switching_the_language_keeps_the_page_and_its_filters(get):
    page = get("/en/cities/?kind=district&sort=name")
    for language in ("zh-hans", "zh-hant"):
        assert f'href="/{language}/cities/?kind=district&amp;sort=name"' in page


def test_a_chinese_name_on_an_english_page_is_marked_as_chinese(get):
    assert re.search(r'lang="zh-Hans"[^>]*>长春市<', get("/en/cities/changchun/"))


def test_an_english_name_on_a_chinese_page_is_marked_as_english(get):
    assert re.search(r'lang="en"[^>]*>Changchun<', get("/zh-hans/cities/changchun/"))
