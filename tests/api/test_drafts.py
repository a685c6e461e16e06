"""Unpublished records appear nowhere in the API: lists, filters, expansions, past days, changes, files."""

import pytest
from django.utils import timezone

from api.records.resources import RESOURCES, get_resource_by_type
from api.serializers import get_field_names
from records.field_kinds.filters import SlugsFilter
from tests.api.api_client import BASE, get_errors, get_json, read_body
from tests.unpublished import TELLTALE, create_unpublished_copies


def everything(client) -> dict[str, str]:
    """All that the API tells, by address."""
    addresses = [f"{BASE}/", f"{BASE}/changes/?page_size=500&lang=all", "/feeds/changes.atom"]
    for resource in RESOURCES:
        names = get_field_names(resource.serializer_class, ("reference", "references"))
        path = f"{BASE}/{resource.list_name}/"
        addresses += [f"{path}?page_size=500&count=1&lang=all", f"{path}?format=csv", f"{path}?format=jsonl"]
        addresses += [f"{path}?as_of={timezone.localdate()}&page_size=500", f"{path}?q=telltale&count=1"]
        addresses += [f"{path}?page_size=100&expand={','.join(names)}", f"{path}?page=1&page_size=50"]
        if resource.has_points:
            addresses.append(f"{path}?format=geojson")
    return {address: read_body(client.get(address)) for address in addresses}


@pytest.mark.slow
@pytest.mark.usefixtures("content")
def test_drafts_and_withdrawn_records_change_nothing_in_the_api(client):
    before = everything(client)
    assert len(before) > 180
    hidden = create_unpublished_copies()
    after = everything(client)
    assert [
        address for address, body in after.items() if TELLTALE.lower() in body.lower() and "q=" not in address
    ] == []
    assert [address for address in after if after[address] != before[address]] == []
    for record in hidden:
        name = get_resource_by_type(record.type_code).name
        get_json(client, f"{BASE}/{name}/{record.slug}/", 404)
        get_json(client, f"{BASE}/{name}/{record.slug}/?as_of={timezone.localdate()}", 404)
    for resource in RESOURCES:
        for name, entry in resource.filterset_class.base_filters.items():
            if isinstance(entry, SlugsFilter):
                hidden_slug = f"telltale-{entry.extra['model'].type_code}-0"
                (fault,) = get_errors(client, f"{BASE}/{resource.list_name}/?{name}={hidden_slug}")
                assert fault["parameter"] == name
