"""What a response was made from is freed with it, without a garbage collection."""

import gc

import pytest

from api.records.serializers import RecordVersion
from tests.api.api_client import BASE, get_json
from tests.factories import make_city

pytestmark = pytest.mark.both_databases


@pytest.mark.slow
def test_versions_and_objects_of_a_list_are_freed_with_the_response(client, db):
    make_city("a-city")
    get_json(client, f"{BASE}/cities/")  # what is kept for all requests is built by the first one
    gc.collect()
    gc.disable()
    try:
        get_json(client, f"{BASE}/cities/?page_size=5")
        objects = gc.get_objects()
    finally:
        gc.enable()
    assert [entry for entry in objects if type(entry) is RecordVersion and entry.slug == "a-city"] == []
    of_response = [entry for entry in objects if type(entry) is dict and entry.get("slug") == "a-city"]
    assert [entry for entry in of_response if entry.get("type") == "city"] == []
