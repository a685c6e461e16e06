"""A list takes as many queries with 300 rows as with 3."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.records.resources import RESOURCES
from api.serializers import get_field_names
from cities.models import IndicatorValue
from initiatives.models import Designation
from records.models.base import get_part_models
from records.snapshots import get_part_accessor
from tests.api.api_client import BASE, get_json, read_body
from tests.bulk_copies import create_copies
from tests.factories import writing
from tests.test_query_counts import leave, multiply
from web import versions

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]
MOST = 6


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The number of the newest publication is asked for once a second, whatever is asked."""
    monkeypatch.setattr(versions.VersionReader, "read", lambda self, now=False: versions.KnownVersion())


def many(record, count, name):
    """Public records like this one, each with all its parts."""
    model = type(record)
    if model is IndicatorValue:  # of one city, indicator and year there is one for each period
        different = {"period_en": lambda n: f"{name} {n}"}
    elif model is Designation:  # a programme names a city once
        cities = multiply(record.city or record.park.city, count)
        different = {"city_id": lambda n: cities[n].pk, "park_id": lambda n: None}
    else:
        return multiply(record, count)
    with writing() as written:
        copies = create_copies(
            model, [record] * count, slug=lambda n: f"{record.slug}-{name}-{n}", **different
        )
        written.touch(*copies)
    return copies


def fullest_first(resource):
    """Leave three records, and for parts such that have some."""
    if not resource.is_part:
        return leave(resource.owner, 2)
    name = get_part_accessor(resource.model)
    kept = [r.pk for r in resource.owner.objects.published() if getattr(r, name).exists()][:3]
    resource.owner.objects.exclude(pk__in=kept).update(status="archived")
    return None


def costs(client, addresses) -> dict[str, int]:
    found = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            assert response.status_code == 200, response.content
            read_body(response)
        found[address] = len(queries)
    return found


def check_costs(client, resource, most: int) -> None:
    """A list with so many rows costs as many queries as one with a few."""
    names = get_field_names(resource.serializer_class, ("reference", "references"))
    path = f"{BASE}/{resource.list_name}/?page_size=500"
    addresses = [path, f"{path}&expand={','.join(names)}&count=1", f"{path}&page=1&q=a&lang=all"]
    fullest_first(resource)
    (copy,) = many(resource.owner.objects.published().order_by("pk").first(), 1, "first")
    few = costs(client, addresses)
    rows = len(get_json(client, path)["results"])
    many(copy, most - 3, "more")
    assert len(get_json(client, path)["results"]) >= min(most, most // 3 * rows)
    assert costs(client, addresses) == few
    assert few[path] <= MOST
    assert len(get_part_models(resource.owner)) < 10


each = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)


@pytest.mark.sampled(6)
@each
def test_a_list_costs_as_many_queries_with_15_rows_as_with_3(client, resource):
    check_costs(client, resource, 15)


@pytest.mark.slow
@each
def test_a_list_costs_as_many_queries_with_300_rows_as_with_3(client, resource):
    check_costs(client, resource, 300)
