"""Lists with other filters share the objects that a process keeps for a version of the content."""

from typing import Any

import pytest

from api import stored_objects
from api.serializers import SnapshotSerializer
from cities.models import Region
from initiatives.models import MaterialFlow
from records import version_cache
from tests.api.api_client import BASE, get_json
from tests.factories import make_city, make_flow, make_park, make_region, writing
from web.versions import versions


@pytest.fixture(autouse=True)
def _parks_of_two_cities(monkeypatch, db):
    monkeypatch.setattr("web.versions.VERSION_TTL", 60.0)
    with writing():
        for letter in "ab":
            region = make_region(f"region-{letter}", name_en=f"Region {letter}")
            park = make_park(f"park-{letter}", city=make_city(f"city-{letter}", region=region))
            make_flow(park, f"flow-{letter}", from_name_en=f"Plant {letter}")
    versions.forget()
    version_cache.clear_values()


@pytest.fixture
def built(monkeypatch) -> list[str]:
    """The slugs of the records and parts whose objects were built."""
    slugs: list[str] = []
    build = SnapshotSerializer.to_representation

    def note(self, instance: Any) -> Any:
        slugs.append(instance.slug)
        return build(self, instance)

    monkeypatch.setattr(SnapshotSerializer, "to_representation", note)
    return slugs


def fetch(client, query: str) -> list[dict[str, Any]]:
    return get_json(client, f"{BASE}/{query}")["results"]


@pytest.mark.parametrize(
    ("list_name", "slugs"),
    [("parks", ["park-a", "park-b"]), ("flows", ["park-a--flow-a", "park-b--flow-b"])],
)
def test_an_object_is_built_once(client, built, list_name, slugs):
    first = fetch(client, f"{list_name}/?page_size=9")
    assert built == slugs
    assert [entry["slug"] for entry in first] == slugs
    assert fetch(client, f"{list_name}/?page_size=9&city=city-b,city-a") == first
    assert fetch(client, f"{list_name}/?page_size=9&city=city-b") == first[1:]
    assert built == slugs


def test_only_what_is_not_known_is_built(client, built):
    one = fetch(client, "parks/?page_size=9&city=city-b")
    both = fetch(client, "parks/?page_size=9")
    assert built == ["park-b", "park-a"]
    assert both[1:] == one
    assert both[0]["city"]["name"] == "City A"


@pytest.mark.parametrize("more", ["&lang=zh-hans", "&labels=1", "&fields=slug,name", "&expand=city"])
def test_what_is_returned_in_another_form_is_not_mixed_up(client, more):
    fresh = fetch(client, f"parks/?page_size=9{more}")
    version_cache.clear_values()
    plain = fetch(client, "parks/?page_size=9")
    assert fetch(client, f"parks/?page_size=9{more}") == fresh != plain
    assert fetch(client, "parks/?page_size=9&sort=slug") == plain


def test_each_origin_has_its_own_addresses(client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "", ["*"]
    for host in ("one.example", "two.example", "one.example"):
        rows = client.get(f"{BASE}/parks/?page_size=9", headers={"host": host}).json()["results"]
        assert rows[0]["url"].startswith(f"http://{host}/")


def test_a_name_that_was_changed_is_shown_after_the_publication(client):
    fetch(client, "cities/?page_size=9")
    with writing() as changes:
        region = Region.objects.get(slug="region-a")
        region.name_en = "Renamed"
        changes.save(region)
    versions.forget()
    rows = fetch(client, "cities/?page_size=9")
    assert [row["region"]["name"] for row in rows] == ["Renamed", "Region b"]


def test_a_changed_part_is_shown_at_once(client):
    """Also while the process believes that the content is that of a second ago."""
    fetch(client, "parks/?page_size=9")
    fetch(client, "flows/?page_size=9")
    with writing() as changes:
        flow = MaterialFlow.objects.get(key="flow-a")
        flow.from_name_en = "Another plant"
        changes.save(flow)
    assert fetch(client, "parks/?page_size=8")[0]["flows"][0]["from_name"] == "Another plant"
    assert fetch(client, "flows/?page_size=8")[0]["from_name"] == "Another plant"


def test_a_large_object_is_not_kept(client, built, monkeypatch):
    monkeypatch.setattr(stored_objects, "_MOST_BYTES", 100)
    assert fetch(client, "parks/?page_size=9") == fetch(client, "parks/?page_size=8")
    assert built == ["park-a", "park-b"] * 2


def test_a_limited_number_of_objects_is_kept(client, built, monkeypatch):
    monkeypatch.setattr(stored_objects, "_MOST_OBJECTS", 1)
    assert fetch(client, "parks/?page_size=9") == fetch(client, "parks/?page_size=8")
    assert built == ["park-a", "park-b", "park-a"]
