"""The pages of the desk take as many queries with many rows as with few."""

import pytest
from django.test import Client

from tests.desk_rows import PAGES, DeskRows
from tests.fetched_rows import count_fetched

#: More than a page of a list has, and fewer than would be told from many otherwise.
FEW, MORE = 60, 90
MOST_QUERIES = 30
#: Types of records, each with the queries of its own.
MOST_QUERIES_OF_ALL_TYPES = 81
_ALL_TYPES = {
    "missing Chinese", "find", "find many", "suggestions", "deletion of a source", "withdrawal of a source",
}  # fmt: skip

#: A list with and without a filter is one.
NAMES = [name for name in PAGES if "," not in name]


def count_queries(client: Client, rows: DeskRows) -> dict[str, int]:
    keys, counts = rows.get_keys(), {}
    for name in NAMES:
        address = f"/admin/{PAGES[name].format(**keys)}"
        with count_fetched() as fetched:
            assert client.get(address).status_code == 200, address
        counts[name] = fetched.queries
    return counts


@pytest.fixture(scope="module")
def counted_queries(module_rows: None) -> tuple[dict[str, int], dict[str, int]]:
    rows, client = DeskRows(), Client()
    client.force_login(rows.user)
    rows.grow(FEW)
    count_queries(client, rows)  # fills what a process keeps
    few = count_queries(client, rows)
    rows.grow(MORE)
    return few, count_queries(client, rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_desk_takes_as_many_queries_with_more_rows(
    db: None, counted_queries: tuple[dict[str, int], dict[str, int]], name: str
) -> None:
    few, more = (counts[name] for counts in counted_queries)
    assert more <= few
    assert few <= (MOST_QUERIES_OF_ALL_TYPES if name in _ALL_TYPES else MOST_QUERIES)
