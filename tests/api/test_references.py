"""References have the names of their records; a process asks for them once for a version of the content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import Region
from records import version_cache
from tests.api.api_client import BASE, get_json
from tests.factories import make_city, make_region, writing
from web.versions import versions


@pytest.fixture(autouse=True)
def _cities_of_two_regions(monkeypatch, db):
    monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
    with writing():
        for letter in "ab":
            region = make_region(f"region-{letter}", name_en=f"Region {letter}")
            for number in range(2):
                make_city(f"city-{letter}{number}", region=region)
    versions.forget()
    version_cache.clear_values()


def list_regions(client, query: str = "") -> tuple[list[str], bool]:
    """The names of the regions of the cities, and whether a query asked for a name."""
    with CaptureQueriesContext(connection) as queries:
        # With `fields`, the objects themselves are not kept.
        rows = get_json(client, f"{BASE}/cities/?page_size=50&fields=region{query}")["results"]
    asked = any('"title_en"' in query["sql"] for query in queries)
    return [row["region"]["name"] for row in rows], asked


def test_names_are_asked_for_once(client):
    assert list_regions(client) == (["Region a", "Region a", "Region b", "Region b"], True)
    assert list_regions(client, "&sort=-slug") == (["Region b", "Region b", "Region a", "Region a"], False)


def test_only_names_that_are_not_known_are_asked_for(client):
    assert list_regions(client, "&region=region-a") == (["Region a", "Region a"], True)
    assert list_regions(client, "&region=region-a&sort=-slug") == (["Region a", "Region a"], False)
    assert list_regions(client, "&region=region-b") == (["Region b", "Region b"], True)


def test_each_language_has_its_own_names(client):
    list_regions(client)
    names, asked = list_regions(client, "&lang=zh-hans")
    assert asked
    assert "Region a" not in names


def test_a_name_that_was_changed_is_shown_after_the_publication(client):
    list_regions(client)
    with writing() as changes:
        region = Region.objects.get(slug="region-a")
        region.name_en = "Renamed"
        changes.save(region)
    versions.forget()
    assert list_regions(client)[0] == ["Renamed", "Renamed", "Region b", "Region b"]


def test_a_limited_number_of_names_is_kept(client, monkeypatch):
    monkeypatch.setattr("api.references._MOST_NAMES", 1)
    list_regions(client)
    assert list_regions(client, "&sort=-slug")[1]
