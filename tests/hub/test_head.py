"""Metadata for search engines, shared links and start screens."""

import json
import re
from html import unescape

import pytest
from django.contrib.staticfiles import finders

from tests.conftest import LANGUAGES
from tests.factories import make_city, text

PAGES = ["/", "/cities/", "/cities/changchun/", "/parks/suzhou-industrial-park/", "/about/", "/sources/"]


def meta(html: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{re.escape(name)}" content="([^"]*)">', html)
    assert found, name
    return unescape(found[1])


def things(html: str) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return [thing for text in found for thing in json.loads(text)["@graph"]]


@pytest.mark.content_check
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_has_a_title_and_a_description_of_its_own(content, get, language):
    pages = [get(f"/{language}{path}") for path in PAGES]
    assert len({meta(page, "description") for page in pages}) == len(PAGES)
    assert len({meta(page, "og:title") for page in pages}) == len(PAGES)
    for page in pages:
        assert meta(page, "description") == meta(page, "og:description")
        assert len(meta(page, "og:title")) > 0
        assert meta(page, "og:title").removesuffix("…") in unescape(
            re.search("<title>(.*?)</title>", page)[1]
        )


@pytest.mark.content_check
def test_a_shared_link_shows_a_picture_by_its_full_address(content, get, settings):
    settings.SITE_URL = "https://hub.example.org"
    page = get("/zh-hant/cities/changchun/")
    assert meta(page, "og:url") == "https://hub.example.org/zh-hant/cities/changchun/"
    picture = meta(page, "og:image")
    assert picture == "https://hub.example.org/zh-hant/cities/changchun/waste-share.png"
    assert meta(page, "og:locale") == "zh_HK"
    without_portrait = meta(get("/zh-hant/cities/essen/"), "og:image")
    assert without_portrait.startswith("https://hub.example.org/share/wide/")


@pytest.mark.content_check
def test_the_hub_and_a_city_say_what_they_are(content, get):
    (site,) = things(get("/en/"))
    assert (site["@type"], site["name"], site["publisher"]["name"]) == (
        "WebSite",
        "China Hub",
        "ICLEI East Asia",
    )
    city, _portrait = things(get("/zh-hans/cities/changchun/"))
    assert (city["@type"], city["name"]) == ("City", "长春市")
    assert "Changchun" in city["alternateName"]
    assert city["geo"]["latitude"] == pytest.approx(43.88, abs=0.1)
    assert city["identifier"]["value"] == "220100"
    assert len(city["description"]) > 10
    (district,) = things(get("/en/cities/guangming/"))
    assert (district["@type"], district["containedInPlace"]["name"]) == ("AdministrativeArea", "Shenzhen")


@pytest.mark.content_check
@pytest.mark.parametrize("path", ["/parks/", "/cities/", "/indicators/industrial-solid-waste-generated/"])
def test_a_data_set_says_what_it_holds_and_under_which_licence(content, get, path):
    found, *charts = things(get(f"/en{path}"))
    assert found["@type"] == "Dataset"
    assert {chart["@type"] for chart in charts} <= {"ImageObject"}
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["usageInfo"].endswith("/about/#licence"), "it says which values the licence leaves out"
    assert found["name"]
    # Search engines ask for a description of at least fifty characters.
    assert len(found["description"]) >= 50


def test_no_text_of_a_record_can_end_the_script(db, get):
    make_city("a-city", **text("name", "</script><b>&", "甲"))
    page = get("/en/cities/a-city/")
    (city,) = things(page)
    assert city["name"] == "</script><b>&"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manifest_leads_to_the_hub_and_its_icons_are_there(client, language):
    response = client.get(f"/{language}/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["start_url"] == f"/{language}/"
    assert manifest["name"] in {"China Hub", "循环城市·中国", "循環城市·中國"}
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
