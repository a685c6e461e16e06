"""Lists read their first page from an index: each declared filter alone in default order, each sort alone.

PostgreSQL explains the queries of the list. Of a large table it reads no row after row, and sorts few rows.
The values of the filters are those that most rows have: whether a rare value is read from an index depends on
what the planner expects.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Max, Min
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django_filters import NumberFilter

from api.records.filters import UpdatedSince
from api.records.viewsets import SnapshotViewSet
from cities.values.charted_values import update_samples
from records.field_kinds.filters import IntegersFilter, SlugsFilter
from records.filters import CodesFilter, TextSearchFilter
from records.models import Publication, get_record_types
from records.pages.generic_views import RecordList
from records.version_cache import read_versions
from tests.scale.conftest import say
from web import versions

#: A table with more rows is large; a list may visit that many.
LARGE, MOST_SORTED = 5_000, 20_000

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The promise is one of PostgreSQL."),
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_scale"),
]


def iterate_subclasses(base: type) -> Iterator[Any]:
    for subclass in base.__subclasses__():
        yield subclass
        yield from iterate_subclasses(subclass)


def list_resources() -> list[Any]:
    get_resolver().url_patterns  # imports all viewsets and views  # noqa: B018
    return [view for view in dict.fromkeys(iterate_subclasses(SnapshotViewSet)) if hasattr(view, "model")]


def find_plans(
    address: str, monkeypatch: pytest.MonkeyPatch, settings: Any, options: str = "FORMAT JSON"
) -> list[dict[str, Any]]:
    """Ask for a page, and return the plan of each of its queries."""
    settings.PAGE_CACHE = False
    monkeypatch.setattr(versions.VersionReader, "read", lambda self, now=False: versions.KnownVersion())
    queries: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, *more: Any) -> Any:
        queries.append((sql, params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(note):
        assert Client().get(address).status_code == 200, address
    plans = []
    with connection.cursor() as cursor:
        for sql, params in queries:
            cursor.execute(f"EXPLAIN ({options}) {sql}", params)
            plan = cursor.fetchone()[0]
            plans.append((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return plans


def iterate_nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from iterate_nodes(part)


def find_full_reads(plans: list[dict[str, Any]], large: set[str]) -> list[str]:
    """Return what reads a large table row by row, or sorts more than 20,000 rows, with a LIMIT above it."""
    limited = [plan for plan in plans if plan["Node Type"] == "Limit" and plan["Plan Rows"] > 1]
    found = []
    for node in (node for plan in limited for node in iterate_nodes(plan)):
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in large:
            found.append(f"reads all of {node['Relation Name']}")
        if node["Node Type"] == "Sort" and node["Plan Rows"] > MOST_SORTED:
            found.append(f"sorts {node['Plan Rows']} rows")
    return found


def find_large_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [LARGE])
        return {name for (name,) in cursor.fetchall()}


def find_common_value(entry: Any, rows: Any) -> str | None:
    """Return the value of a filter that most rows have; None if none has one, or if it is a text."""
    if isinstance(entry, TextSearchFilter):
        return None
    if isinstance(entry, CodesFilter):
        allowed = {str(code) for code, _label in entry.field.choices}
        found = [row[:2] for query in entry.build_key_queries(rows) for row in query if row[0] in allowed]
        return max(found, key=lambda row: row[1].count(","), default=(None,))[0]
    if isinstance(entry, UpdatedSince):
        return "2020-01-01"
    if isinstance(entry, SlugsFilter):
        path = f"{entry.paths[0]}__slug"
    elif isinstance(entry, (IntegersFilter, NumberFilter)):
        path = entry.field_name
        if entry.lookup_expr in ("gte", "lte"):
            value = rows.aggregate(value=(Min if entry.lookup_expr == "gte" else Max)(path))["value"]
            return None if value is None else str(value)
    else:
        return None
    known = rows.order_by().filter(**{f"{path}__isnull": False}).values_list(path)
    found = known.annotate(number=Count("pk")).order_by("-number").first()
    return str(found[0]) if found else None


@pytest.mark.smoke
@pytest.mark.parametrize("view", list_resources(), ids=lambda view: view.list_name)
def test_a_list_of_the_api_is_read_from_an_index(
    view: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    rows, large = view.published(), find_large_tables()
    if view.model._meta.db_table not in large:
        pytest.skip("a small table")
    settings.API_RATE_ANONYMOUS = 1_000_000
    queries = [f"sort={name}" for name in view.get_orderings()]
    values = {
        name: find_common_value(entry, rows) for name, entry in view.filterset_class.base_filters.items()
    }
    queries += [f"{name}={value}" for name, value in values.items() if value is not None]
    found = {
        query: found
        for query in queries
        if (found := find_full_reads(
            find_plans(f"/api/v1/{view.list_name}/?page_size=50&{query}", monkeypatch, settings), large
        ))
    }  # fmt: skip
    say(f"{view.list_name}: {len(queries)} filters and sorts explained")
    assert found == {}


def list_pages() -> list[Any]:
    get_resolver().url_patterns  # noqa: B018
    views = dict.fromkeys(iterate_subclasses(RecordList))
    return [view for view in views if hasattr(view, "queryset") and view.queryset is not None]


def get_address(view: Any) -> str:
    """Return the address of a list, of which there is one beside those of its files."""
    found = [
        pattern for pattern in iterate_patterns(get_resolver().url_patterns)
        if getattr(pattern.callback, "view_class", None) is view and "<form>" not in str(pattern.pattern)
    ]  # fmt: skip
    return reverse(found[0].name)


def iterate_patterns(patterns: Any) -> Iterator[Any]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from iterate_patterns(pattern.url_patterns)
        else:
            yield pattern


@pytest.mark.parametrize("view", list_pages(), ids=lambda view: view.__name__)
def test_a_page_with_a_list_is_read_from_an_index(
    view: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    rows, large = view.queryset.all().published(), find_large_tables()
    if rows.model._meta.db_table not in large or rows.query.annotations:
        pytest.skip("a small table, or an order by numbers that are counted")
    filters = view.filterset_class.base_filters
    queries = ["", *(f"sort={name}" for name in filters["sort"].param_map)]
    values = {name: find_common_value(entry, rows) for name, entry in filters.items()}
    queries += [f"{name}={value}" for name, value in values.items() if value is not None]
    found = {
        query: found
        for query in queries
        if (found := find_full_reads(
            find_plans(f"{get_address(view)}?{query}", monkeypatch, settings), large
        ))
    }  # fmt: skip
    say(f"{view.__name__}: {len(queries)} filters and sorts explained")
    assert found == {}


#: Pages with rows of large tables.
PAGES = [
    "",
    "cities/sample-city-7/",
    "parks/sample-park-7/",
    "materials/sample-material-7/",
    "regions/sample-region-7/",
    "indicators/",
    "materials/",
    "sources/",
    "zero-waste/",
    "statistics/",
    "about/",
    "compare/?cities=sample-city-1,sample-city-2,sample-city-3",
]


@pytest.mark.smoke
@pytest.mark.parametrize("path", PAGES)
def test_a_page_visits_few_rows_of_large_tables(
    path: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    update_samples()  # as a refresh does
    Client().get(f"/en/{path}")  # fills what a process keeps for a version of the content
    # A comparison draws a dot for each other city with a value, in each of its eight strips.
    most = 2 * LARGE if path.startswith("compare/") else LARGE
    assert_few_visited(f"/en/{path}", monkeypatch, settings, most)


@pytest.mark.parametrize("path", ["changes", "businesses", "sources", "parks/sample-park-7", "corrections"])
def test_a_feed_visits_few_rows_of_the_log(path: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.API_RATE_ANONYMOUS = 1_000_000
    assert_few_visited(f"/feeds/{path}.atom", monkeypatch, settings)


def assert_few_visited(
    address: str, monkeypatch: pytest.MonkeyPatch, settings: Any, most: int = LARGE
) -> None:
    """Rows that a condition leaves out count, too."""
    plans = find_plans(address, monkeypatch, settings, "ANALYZE, FORMAT JSON")
    large = find_large_tables()
    nodes = [node for plan in plans for node in iterate_nodes(plan) if node.get("Relation Name") in large]
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    visited = {
        (node["Relation Name"], node["Actual Loops"] * sum(node.get(name, 0) for name in names))
        for node in nodes
    }
    say(f"{address}: at most {max((rows for _table, rows in visited), default=0):,} rows of a large table")
    assert {(table, rows) for table, rows in visited if rows > most} == set()


@pytest.mark.parametrize("record_type", get_record_types())
def test_the_newest_publication_of_a_type_is_found_without_those_of_others(record_type: str) -> None:
    rows = Publication.objects.of_type(record_type).values_list("number", "at")[:1]
    (plan,) = json.loads(rows.explain(format="json", analyze=True))
    (scan,) = (node for node in iterate_nodes(plan["Plan"]) if "Relation Name" in node)
    assert scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0) <= 1


def test_the_newest_publications_of_all_types_are_found_without_the_others() -> None:
    with CaptureQueriesContext(connection) as queries:
        newest = read_versions(get_record_types())
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {queries[0]['sql']}")
        ((plan,),) = cursor.fetchall()
    scans = [node for node in iterate_nodes(plan[0]["Plan"]) if "Relation Name" in node]
    assert len(scans) == 2
    for scan in scans:
        visited = scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)
        assert visited * scan["Actual Loops"] <= len(get_record_types())
    assert newest
