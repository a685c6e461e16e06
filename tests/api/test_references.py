"""References have the names of their records, read by one query, and the addresses of the origin."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Region
from initiatives.models import MaterialFlow
from tests.api.api_client import BASE, get_json
from tests.factories import make_city, make_flow, make_park, make_region, writing


@pytest.fixture(autouse=True)
def _parks_of_two_regions(monkeypatch, db):
    monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
    with writing():
        for letter in "ab":
            region = make_region(f"region-{letter}", name_en=f"Region {letter}")
            city = make_city(f"city-{letter}", name_en=f"City {letter}", region=region)
            make_flow(make_park(f"park-{letter}", city=city), f"flow-{letter}", from_name_en="Plant")


def fetch(client, query: str) -> list[dict[str, Any]]:
    return get_json(client, f"{BASE}/{query}")["results"]


def test_all_names_of_a_response_are_asked_for_at_once(client):
    with CaptureQueriesContext(connection) as queries:
        rows = fetch(client, "parks/?page_size=50")
    assert [row["city"]["name"] for row in rows] == ["City a", "City b"]
    assert [row["region"]["name"] for row in rows] == ["Region a", "Region b"]
    assert sum('"title_en"' in query["sql"] for query in queries) == 1


def test_each_language_has_its_own_names(client):
    (row, _other) = fetch(client, "parks/?page_size=50&lang=all")
    for lang in ("en", "zh-hans", "zh-hant"):
        (named, _other) = fetch(client, f"parks/?page_size=50&lang={lang}")
        assert (
            row["city"]["name"][{"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(lang, lang)]
            == (named["city"]["name"])
        )


def test_a_name_that_was_changed_is_shown_at_once(client):
    """Also while the process believes that the content is that of a second ago."""
    fetch(client, "cities/?page_size=9")
    with writing() as changes:
        region = Region.objects.get(slug="region-a")
        region.name_en = "Renamed"
        changes.save(region)
    rows = fetch(client, "cities/?page_size=8")
    assert [row["region"]["name"] for row in rows] == ["Renamed", "Region b"]


def test_a_part_that_was_changed_is_shown_at_once(client):
    for name in ("parks", "flows"):
        fetch(client, f"{name}/?page_size=9")
    with writing() as changes:
        flow = MaterialFlow.objects.get(key="flow-a")
        flow.from_name_en = "Another plant"
        changes.save(flow)
    assert fetch(client, "parks/?page_size=8")[0]["flows"][0]["from_name"] == "Another plant"
    assert fetch(client, "flows/?page_size=8")[0]["from_name"] == "Another plant"


def test_each_origin_has_its_own_addresses(client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "", ["*"]
    for host in ("one.example", "two.example", "one.example"):
        rows = client.get(f"{BASE}/parks/?page_size=9", headers={"host": host}).json()["results"]
        assert rows[0]["url"].startswith(f"http://{host}/")
        assert rows[0]["city"]["url"].startswith(f"http://{host}/")
