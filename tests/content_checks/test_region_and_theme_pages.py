"""Region pages list places, parks and programmes; theme pages list their records."""

import re

import pytest
from django.db.models import Count

from cities.models import City, Region
from tests.content_checks.test_city_pages import words

pytestmark = pytest.mark.usefixtures("content")


def section(html: str, anchor: str) -> str:
    """A section of a page, from its heading to its end."""
    return html.split(f'<h2 id="{anchor}">')[1].split("</section>")[0]


def test_a_region_shows_its_cities_with_profiles_first_and_the_others_apart(get):
    page = get("/en/regions/guangdong/")
    assert "10 places in this region." in words(page)
    assert "Shenzhen" in section(page, "cities")
    assert "Foshan" not in section(page, "cities")
    assert re.findall(r'href="/en/cities/([a-z-]+)/"', section(page, "others")) == [
        "dongguan",
        "foshan",
        "guangzhou",
        "huizhou",
        "jiangmen",
        "zhaoqing",
        "zhongshan",
        "zhuhai",
    ]


def test_a_region_says_how_much_of_each_programme_is_recorded(get):
    rows = words(section(get("/en/regions/guangdong/"), "designations"))
    assert "Construction waste pilots (2018) 2 8 35" in rows
    assert "Zero-waste city pilots (2019) 1 16 16" in rows
    assert "The number listed is not the size of the programme." in rows


def test_a_region_lists_the_pilots_of_its_cities(get):
    html = section(get("/en/regions/shandong/"), "pilots")
    assert re.findall(r'id="zero-waste-pilot-([a-z-]+)', html)[:2] == ["weihai", "weihai-"]


def test_the_pilots_of_a_region_are_not_told_by_one_sentence_each(get):
    html = section(get("/en/regions/zhejiang/"), "pilots")
    assert words(html).count("on the list of cities of April 2022") == 0
    assert "Hangzhou" in words(html)


def test_a_region_with_one_city_leaves_nothing_empty(get):
    (slug, *_others) = [
        region.slug
        for region in Region.objects.published().annotate(places=Count("cities")).filter(places=1)
        if City.objects.published().filter(region=region, profile__isnull=False).exists()
    ]
    page = get(f"/en/regions/{slug}/")
    assert "1 place in this region" in words(page)
    assert 'id="others"' not in page


def test_a_region_abroad_names_its_country(get):
    assert "Country Germany" in words(get("/en/regions/north-rhine-westphalia/"))
    assert "德国" in words(get("/zh-hans/regions/north-rhine-westphalia/"))


def test_a_theme_gathers_what_profiles_say_city_by_city(get):
    html = section(get("/en/themes/food-systems/"), "cities")
    assert len(re.findall(r'<h3>\s*<a href="/en/cities/hong-kong/">', html)) == 1
    assert len(re.findall(r'href="/en/cities/hong-kong/#', html)) == 3


@pytest.mark.parametrize(
    ("theme", "programme"),
    [
        ("municipal-resource-management", "zero-waste-2019"),
        ("industrial-symbiosis", "eco-industrial-demonstration"),
        ("circular-public-procurement", "10yfp-spp"),
    ],
)
def test_a_theme_names_the_programmes_behind_it(get, theme, programme):
    assert f'href="/en/programmes/{programme}/"' in section(get(f"/en/themes/{theme}/"), "programmes")


def test_a_theme_shows_ten_parks_and_leads_to_all(get):
    page = get("/en/themes/industrial-symbiosis/")
    assert section(page, "parks").count('id="park-') == 10
    assert "Showing 10 of the 40 parks that apply it" in words(page)
    assert 'href="/en/parks/?applies_symbiosis=true"' in page
