"""What search engines are told."""

import re
from xml.etree import ElementTree

from django.utils.timezone import localdate

from cities.models import City
from tests.factories import make_city, make_region, make_source, save, text

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def locations(xml: str) -> list[str]:
    return [str(entry.text) for entry in ElementTree.fromstring(xml).findall("s:url/s:loc", NAMES)]


def test_every_list_and_profile_is_there_in_each_language(content, get):
    found = set(locations(get("/sitemap.xml")))
    for language in ("en", "zh-hans", "zh-hant"):
        for path in (
            "",
            "cities/changchun/",
            "parks/changchun-circular-economy-park/",
            "sources/geonames/",
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
    xml = get("/sitemap.xml")
    assert "/en/cities/profiled/" in xml
    assert "draft-city" not in xml
    assert "base-only" not in xml


def test_each_address_names_the_other_languages_and_english_as_the_default(db, get):
    make_source("a-source")
    tree = ElementTree.fromstring(get("/sitemap.xml"))
    entry = next(url for url in tree.findall("s:url", NAMES) if "zh-hant/sources/a-source" in url[0].text)
    alternates = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
    assert set(alternates) == {"en", "zh-hans", "zh-hant", "x-default"}
    assert alternates["x-default"] == alternates["en"] == "http://testserver/en/sources/a-source/"


def test_a_record_says_when_it_last_changed(db, get):
    source = make_source("a-source")
    source.refresh_from_db()
    xml = get("/sitemap.xml")
    entry = re.search(r"<url><loc>[^<]*/en/sources/a-source/</loc>(.*?)</url>", xml)
    assert f"<lastmod>{localdate(source.updated_at):%Y-%m-%d}</lastmod>" in entry[1]


def test_the_address_of_the_site_is_used_where_it_is_set(db, get, settings):
    settings.SITE_URL = "https://hub.example.org"
    assert all(url.startswith("https://hub.example.org/") for url in locations(get("/sitemap.xml")))
    assert "Sitemap: https://hub.example.org/sitemap.xml" in get("/robots.txt")


def test_robots_name_the_sitemap_with_its_full_address(db, get):
    assert "Sitemap: http://testserver/sitemap.xml" in get("/robots.txt")
