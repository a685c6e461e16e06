"""Walking a list in small pages returns the whole list, in every order."""

import pytest

from api.records.resources import RESOURCES
from tests.api.api_client import BASE, get_json, walk_pages

pytestmark = [pytest.mark.both_databases, pytest.mark.content_check]

SORTS = [(resource, sort) for resource in RESOURCES for sort in resource.get_orderings()]


@pytest.mark.sampled(12)
@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("resource", "sort"), SORTS, ids=lambda value: getattr(value, "name", value))
def test_a_walk_through_small_pages_is_the_whole_list(client, resource, sort):
    address = f"{BASE}/{resource.list_name}/?fields=slug&sort={sort}&page_size="
    whole = [row["slug"] for row in walk_pages(client, f"{address}500")]
    assert len(whole) == get_json(client, f"{address}1&count=1")["count"]
    walked = [row["slug"] for row in walk_pages(client, f"{address}{max(2, len(whole) // 5)}")]
    assert walked == whole
    assert len(set(walked)) == len(walked)
