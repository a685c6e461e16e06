"""CSV that PostgreSQL writes equals that of the serializers, which write all other files."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from api.records.relations import list_derived_names
from api.records.resources import RESOURCES
from records.models import Publication
from tests.api.api_client import BASE, read_body
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    make_source,
)

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Only PostgreSQL writes files."),
]
#: What has a list of other records is written by the serializers.
WRITTEN = [resource for resource in RESOURCES if not list_derived_names(resource.model, lists=True)]
each = pytest.mark.parametrize("resource", WRITTEN, ids=lambda resource: resource.list_name)


@pytest.fixture
def copies(monkeypatch) -> list[str]:
    """The copies that PostgreSQL wrote."""
    written: list[str] = []
    copy = CursorWrapper.__getattr__

    def note(self, name):
        if name == "copy_expert":
            written.append(name)
        return copy(self, name)

    monkeypatch.setattr(CursorWrapper, "__getattr__", note)
    return written


@pytest.fixture
def compare(client, monkeypatch, copies):
    """Fetch an address both ways, compare the files, and return them."""

    def fetch_both(address):
        copies.clear()
        response = client.get(address)
        assert response.status_code == 200
        by_database = read_body(response)
        assert copies
        with monkeypatch.context() as patch:
            patch.setattr("api.records.bulk_export.can_write", lambda view: False)
            by_serializer = read_body(client.get(address))
        # Compared by line, because of the report of a failure.
        assert by_database.split("\n") == by_serializer.split("\n")
        assert len(copies) == 1
        return by_database

    return fetch_both


@pytest.mark.content_check
@pytest.mark.usefixtures("content")
class TestTheStartingContent:
    @pytest.mark.sampled(6)
    @each
    def test_files_of_the_database_are_those_of_the_serializers(self, compare, resource):
        assert compare(f"{BASE}/{resource.list_name}/?format=csv")

    @pytest.mark.parametrize(
        "query",
        ["fields=slug", "fields=name,sources&sort=-updated_at", "city=changchun&level=national", "q=x"],
    )
    def test_filters_orders_and_fields_are_the_same(self, compare, query):
        compare(f"{BASE}/parks/?format=csv&{query}")


@pytest.mark.sampled(1)
@pytest.mark.django_db
@pytest.mark.parametrize(
    "beginning", ["=", "-", "\t", "\n", '"', ",", "a\r\n", "%s%%", "{rows}", "\\", "\x85", "市"]
)
def test_unusual_texts_are_the_same(compare, beginning):
    city = make_city("a-city", name_en=f"A{beginning}", name_zh_hans="某市")
    make_city_figure(city, note_en=f"{beginning}'note\"")
    make_park("a-park", city=city, name_en=f"{beginning}, 'a\" park")
    make_source("another", title=f"{beginning}title", url="https://example.org/a,b")
    for name in ("cities", "parks", "sources"):
        compare(f"{BASE}/{name}/?format=csv")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", ["0.000001", "0.000025", "0.1", "-0.5", "12345678901234", "1234567.654321", None]
)
def test_numbers_are_the_same(compare, value):
    missing = {"reason": "missing"} if value is None else {}
    make_indicator_value(
        make_indicator("an-indicator"), make_city("a-city"), value=value and Decimal(value), **missing
    )
    written = compare(f"{BASE}/indicator-values/?format=csv&fields=value,value_reason")
    assert written.splitlines()[1].split(",")[0] == (value or "")
    single = compare(f"{BASE}/indicator-values/?format=csv&fields=value")
    assert single.splitlines()[1] == (value or '""')  # a line isn't empty


@pytest.mark.django_db
@pytest.mark.parametrize("microsecond", [0, 1, 500_000, 999_990])
def test_times_are_the_same(compare, microsecond):
    city = make_city("a-city")
    moment = datetime(2026, 2, 3, 23, 59, 40, microsecond, tzinfo=UTC)
    type(city).objects.filter(pk=city.pk).update(updated_at=moment)
    Publication.objects.filter(record_type="city").update(at=moment)
    written = compare(f"{BASE}/cities/?format=csv&fields=updated_at")
    assert written.splitlines()[1] == moment.isoformat().replace("+00:00", "Z")


@pytest.mark.django_db
def test_versions_that_are_older_than_a_field_have_its_default(compare):
    make_city_figure(make_city("a-city"))
    for row in Publication.objects.filter(record_type="city"):
        kept = {"slug", "name_en", "name_zh_hans", "kind", "key_facts", "coordinates_sources"}
        row.data = {name: value for name, value in (row.data or {}).items() if name in kept}
        row.data["key_facts"] = [{"key": "area", "value": 5} for _figure in row.data["key_facts"]]
        Publication.objects.filter(pk=row.pk).update(data=row.data)
    compare(f"{BASE}/cities/?format=csv")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["format=jsonl", "format=csv&lang=zh-hans", "format=csv&labels=1", "format=csv&as_of=2026-01-01"]
)
def test_the_serializers_write_what_a_copy_cannot(client, copies, query):
    make_city("a-city")
    response = client.get(f"{BASE}/cities/?{query}")
    assert response.status_code == 200
    assert read_body(response) or "as_of" in query
    assert not copies
