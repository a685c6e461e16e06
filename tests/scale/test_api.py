"""The API over 100,000 indicator values and more on PostgreSQL: a page takes as long as out of 10,000."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from api import pagination
from api.records.resources import get_resource_by_type
from api.records.selectors import select_rows
from cities.models import Indicator, IndicatorValue
from tests.fetched_rows import count_fetched
from tests.scale.conftest import SCALE, say
from web import versions

PATH = "/api/v1/indicator-values/"
VALUES = get_resource_by_type("indicator-value")
TABLE = IndicatorValue._meta.db_table
MOST_GROWTH = 80 * 1024 * 1024

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The promise is one of PostgreSQL."),
    # pytest-django makes a database only where a test asks for one.
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_scale"),
]


@contextmanager
def ten_thousand() -> Iterator[None]:
    """Inside, this connection sees a table with 10,000 of the values and the same indexes."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {TABLE} (LIKE public.{TABLE} INCLUDING ALL)")
        cursor.execute(f"INSERT INTO pg_temp.{TABLE} SELECT * FROM public.{TABLE} ORDER BY id LIMIT 10000")
        cursor.execute(f"ANALYZE pg_temp.{TABLE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE pg_temp.{TABLE}")


def last_page(sort_name: str) -> str:
    """The address of the page that ends the list."""
    sort = VALUES.get_orderings()[sort_name]
    backwards = select_rows(VALUES, VALUES.published(), sort).reverse()
    place = [backwards[100][name] for name in sort.names()]
    asked = pagination.hash_query(PATH, [("sort", [sort_name])])
    return f"{PATH}?sort={sort_name}&cursor={pagination.encode_cursor(asked, place)}"


def seconds(address: str) -> float:
    """What a page takes, at the median."""
    client, times = Client(), []
    for _ in range(9):
        start = time.perf_counter()
        response = client.get(address)
        times.append(time.perf_counter() - start)
        assert response.status_code == 200, response.content
        assert len(response.json()["results"]) == 100
    return statistics.median(times)


@pytest.mark.parametrize("sort", VALUES.get_orderings())
def test_a_page_out_of_many_is_as_quick_as_one_out_of_ten_thousand(sort: str) -> None:
    assert IndicatorValue.objects.count() == 100_000 * SCALE
    many = {"first": seconds(f"{PATH}?sort={sort}"), "last": seconds(last_page(sort))}
    with ten_thousand():
        assert IndicatorValue.objects.count() == 10_000
        few = {"first": seconds(f"{PATH}?sort={sort}"), "last": seconds(last_page(sort))}
    for place, took in many.items():
        say(
            f"100 values by {sort}, {place} page: {took * 1000:.0f} ms; of 10,000: {few[place] * 1000:.0f} ms"
        )
    for place, took in many.items():
        assert took < 2 * few[place] + 0.02, place


def test_a_filtered_page_out_of_many_is_quick() -> None:
    value = IndicatorValue.objects.published().select_related("city", "indicator").order_by("-pk").first()
    client = Client()
    for query in (f"city={value.city.slug}", f"indicator={value.indicator.slug}&city={value.city.slug}"):
        start = time.perf_counter()
        response = client.get(f"{PATH}?{query}")
        took = time.perf_counter() - start
        say(f"?{query}: {took * 1000:.0f} ms")
        assert response.json()["results"]
        assert took < 1


#: Rows, count, newest publication of each type, names of what is referred to, sources that state no licence.
#: Parts of a record also read snapshots of the record; figures the oldest kept version and regions of places.
MOST_QUERIES = {"parks": 5, "cities": 5, "flows": 6, "indicator-values": 5, "figures": 8}


@pytest.mark.parametrize("name", MOST_QUERIES)
def test_fifty_records_take_a_bounded_number_of_queries_and_little_time(
    name: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PAGE_CACHE = False
    monkeypatch.setattr(versions.VersionReader, "read", lambda self, now=False: versions.KnownVersion())
    address, client = f"/api/v1/{name}/?page_size=50&count=1", Client()
    with count_fetched() as fetched:
        assert len(client.get(address).json()["results"]) == 50
    quickest = min(get_cpu_seconds(client, address) for _ in range(30))
    empty = min(get_cpu_seconds(client, "/api/v1/") for _ in range(30))
    say(
        f"50 {name} with count: {fetched.queries} queries, {quickest * 1000:.1f} ms of CPU "
        f"(without rows: {empty * 1000:.1f} ms)"
    )
    assert 2 <= fetched.queries <= MOST_QUERIES[name]
    assert quickest < 12 * empty


def get_cpu_seconds(client: Client, address: str) -> float:
    start = time.process_time()
    assert client.get(address).status_code == 200
    return time.process_time() - start


def memory() -> int:
    """What this process holds in memory, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


@pytest.mark.parametrize("format_", ["csv", "jsonl", "geojson"])
def test_an_export_of_a_hundred_thousand_rows_needs_no_memory_for_them(format_: str) -> None:
    slugs = list(Indicator.objects.published().order_by("slug").values_list("slug", flat=True)[: 40 // SCALE])
    client = Client()
    query = f"indicator={','.join(slugs)}"
    count = client.get(f"{PATH}?{query}&count=1&page_size=1").json()["count"]
    assert count > 90_000
    for _line in zip(range(4), stream(client, f"{PATH}?{query}&format={format_}"), strict=False):
        pass  # what the first rows bring with them (words, converters) is there once
    before = most = memory()
    start, size = time.perf_counter(), 0
    for part in stream(client, f"{PATH}?{query}&format={format_}"):
        size += len(part)
        most = max(most, memory())
    say(
        f"{count:,} values as {format_}: {size / 1e6:.0f} MB in {time.perf_counter() - start:.0f} s, "
        f"memory grew by {(most - before) / 1e6:.0f} MB"
    )
    assert most - before < MOST_GROWTH


def stream(client: Client, address: str) -> Any:
    return client.get(address).streaming_content
