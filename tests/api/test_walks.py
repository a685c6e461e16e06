"""A walk through small pages of the starting content is the whole list, in every order."""

import pytest

from api.resources import RESOURCES
from tests.api.asking import BASE, ask, walk

SORTS = [(resource, sort) for resource in RESOURCES for sort in resource.sorts]


@pytest.mark.sampled(12)
@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("resource", "sort"), SORTS, ids=lambda value: getattr(value, "name", value))
def test_a_walk_through_small_pages_is_the_whole_list(client, resource, sort):
    address = f"{BASE}/{resource.name}/?fields=slug&sort={sort}&page_size="
    whole = [row["slug"] for row in ask(client, f"{address}500")["results"]]
    walked = [row["slug"] for row in walk(client, f"{address}{max(2, len(whole) // 5)}")]
    assert walked == whole
    assert len(set(walked)) == len(walked)
