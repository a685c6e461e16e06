"""Sitemaps, robots.txt and noindex."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate

from cities.models import City
from initiatives.models import PilotAction
from portal import sitemaps
from records.models import Theme
from tests.bulk_copies import create_copies
from tests.factories import (
    make_city,
    make_pilot,
    make_region,
    make_source,
    make_theme,
    save,
    save_part,
    text,
    writing,
)
from web import page_cache

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(xml: str) -> list[str]:
    return [str(entry.text) for entry in ElementTree.fromstring(xml).findall("s:*/s:loc", NAMES)]


def parts(get) -> list[str]:
    """The parts that the index names."""
    return [address.removeprefix("http://testserver") for address in locations(get("/sitemap.xml"))]


@pytest.mark.content_check
def test_every_list_and_profile_is_there_in_each_language(content, get):
    found = {address for part in parts(get) for address in locations(get(part))}
    for language in ("en", "zh-hans", "zh-hant"):
        for path in (
            "",
            "cities/changchun/",
            "parks/changchun-circular-economy-park/",
            "legal/",
            "statistics/",
            "statistics/parks-by-level/",
        ):
            assert f"http://testserver/{language}/{path}" in found


def test_it_holds_no_draft_and_no_city_with_base_data_only(db, get):
    values = {
        **text("name", "Profiled"),
        "kind": "prefecture_level",
        "country": "CN",
        "region": make_region(),
    }
    city = City(slug="profiled", **text("summary", "A city."), **values)
    save(city, summary_sources=[make_source()])
    make_city("draft-city", publish=False, **text("summary", "A draft."))
    make_city("base-only")
    xml = get("/sitemap-city.xml")
    assert "/en/cities/profiled/" in xml
    assert "draft-city" not in xml
    assert "base-only" not in xml


def test_it_leaves_out_sources_and_zero_waste_cities_of_which_only_the_selection_is_known(db, get):
    make_source("a-source")
    make_pilot("selected")
    reported = make_pilot("reported", city=make_city("reported"))
    action = {"area": "industrial", "kind": "regulation", "status": "done"}
    save_part(PilotAction(pilot=reported, key="rule", **text("title", "A"), **text("text", "B"), **action))
    assert "source" not in get("/sitemap.xml")
    get("/sitemap-source.xml", 404)
    xml = get("/sitemap-zero-waste-pilot.xml")
    assert "/en/zero-waste/reported/" in xml
    assert "selected" not in xml


def test_each_address_names_the_other_languages_and_english_as_the_default(db, get):
    make_theme("a-theme")
    tree = ElementTree.fromstring(get("/sitemap-theme.xml"))
    entry = next(url for url in tree.findall("s:url", NAMES) if "zh-hant/themes/a-theme" in url[0].text)
    alternates = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
    assert set(alternates) == {"en", "zh-Hans", "zh-Hant-HK", "x-default"}
    assert alternates["x-default"] == alternates["en"] == "http://testserver/en/themes/a-theme/"


def test_a_record_says_when_it_last_changed(db, get):
    theme = make_theme("a-theme")
    theme.refresh_from_db()
    xml = get("/sitemap-theme.xml")
    entry = re.search(r"<url><loc>[^<]*/en/themes/a-theme/</loc>(.*?)</url>", xml)
    assert f"<lastmod>{localdate(theme.updated_at):%Y-%m-%d}</lastmod>" in entry[1]


def test_the_address_of_the_site_is_used_where_it_is_set(db, get, settings):
    settings.SITE_URL = "https://hub.example.org"
    for path in ("/sitemap.xml", "/sitemap-pages.xml"):
        assert all(url.startswith("https://hub.example.org/") for url in locations(get(path)))
    assert "Sitemap: https://hub.example.org/sitemap.xml" in get("/robots.txt")


def test_robots_name_the_sitemap_with_its_full_address(db, get):
    assert "Sitemap: http://testserver/sitemap.xml" in get("/robots.txt")


def test_each_part_is_short_and_costs_only_what_it_holds(db, get, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemaps.LocalizedSitemap, "limit", 6)
    own_themes = sitemaps.RecordSitemap(Theme.objects.filter(slug__startswith="in-parts-"))
    monkeypatch.setitem(sitemaps.SITEMAPS, "theme", own_themes)
    with writing():
        for number in range(5):
            make_theme(f"in-parts-{number}")
    own = [part for part in parts(get) if part.startswith("/sitemap-theme.xml")]
    assert own == ["/sitemap-theme.xml", "/sitemap-theme.xml?p=2", "/sitemap-theme.xml?p=3"]
    found = [locations(get(part)) for part in own]
    assert [len(addresses) for addresses in found] == [6, 6, 3]
    assert len({address for addresses in found for address in addresses}) == 15
    with django_assert_num_queries(2):
        get("/sitemap-theme.xml?p=2")


def test_the_index_counts_all_records_in_one_query(db, get, django_assert_num_queries):
    theme = make_theme("a-theme")
    theme.refresh_from_db()
    get("/sitemap.xml")
    with django_assert_num_queries(2):  # the other one asks whether the waste of cities has changed
        xml = get("/sitemap.xml")
    address, changed = re.search(r"<loc>([^<]*/sitemap-theme.xml)</loc><lastmod>([^<]*)", xml).groups()
    assert (address, changed[:10]) == (
        "http://testserver/sitemap-theme.xml",
        str(localdate(theme.updated_at)),
    )


def test_a_full_part_is_short(db, get):
    records = sitemaps.LocalizedSitemap.limit // 3
    with writing() as written:
        themes = create_copies(Theme, [make_theme()] * records, slug=lambda number: f"a-theme-{number:03}")
        written.touch(*themes)
    xml = get("/sitemap-theme.xml")
    assert len(locations(xml)) == 3 * records
    assert len(xml) < 150_000


@pytest.mark.parametrize(
    "path", ["/sitemap-nothing.xml", "/sitemap-theme.xml?p=99", "/sitemap-theme.xml?p=x"]
)
def test_a_part_that_is_not_there_is_not_found(db, get, path):
    get(path, 404)


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-theme.xml"])
def test_the_sitemap_comes_out_of_the_cache_until_something_is_published(
    db, client, settings, monkeypatch, path, django_assert_num_queries
):
    settings.PAGE_CACHE = True
    monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)  # the first page of a process may take longer
    make_theme("a-theme")
    page_cache.versions.forget()
    first = client.get(path)
    with django_assert_num_queries(0):
        assert client.get(path)["Cache-Status"] == "hub; hit"
        assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    make_theme("another-theme")
    page_cache.versions.forget()
    answer = client.get("/sitemap-theme.xml", headers={"If-None-Match": first["ETag"]})
    assert "another-theme" in answer.content.decode()
