"""What is kept of a list is read only from records of the types with which it becomes out of date."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from api.records.resources import RESOURCES
from records import filters
from records.field_kinds.filters import SlugsFilter
from records.models import Link, Part, Record, SourceLink
from records.pages.generic_views import RecordList

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]

LISTS = (
    "cities", "regions", "indicators", "exchanges", "events", "programmes", "zero_waste", "businesses",
    "parks", "procurement", "materials", "findings", "sources", "themes",
)  # fmt: skip


def list_subclasses(base: Any) -> set[Any]:
    return {base, *(view for subclass in base.__subclasses__() for view in list_subclasses(subclass))}


def list_tables() -> dict[str, str]:
    """Return the types of records by the tables that hold them, their parts, links and relations."""
    tables = {}
    for model in apps.get_models():
        if issubclass(model, (Record, Part, Link)):
            record = model if issubclass(model, Record) else model._meta.get_field(model.owner).related_model
            tables[model._meta.db_table] = record.type_code
            tables |= {
                field.remote_field.through._meta.db_table: record.type_code
                for field in model._meta.local_many_to_many
            }
    return tables


def find_types_in(queries: CaptureQueriesContext) -> set[str]:
    """Return the types of the tables that queries name."""
    tables = list_tables()
    names = {name for query in queries for name in re.findall(r'"(\w+)"', query["sql"])}
    return {tables[name] for name in names & tables.keys()}


@pytest.fixture
def read_types(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The types that are read for what is kept of lists."""
    found: set[str] = set()

    def watch(build: Callable[..., Any]) -> Callable[..., Any]:
        def build_watched(*args: Any) -> Any:
            with CaptureQueriesContext(connection) as queries:
                value = build(*args)
            found.update(find_types_in(queries))
            return value

        return build_watched

    cache_value = filters.cache_value
    monkeypatch.setattr(
        filters, "cache_value", lambda key, version, build: cache_value(key, version, watch(build))
    )
    monkeypatch.setattr(RecordList, "render_results", watch(RecordList.render_results))
    return found


@pytest.mark.parametrize("name", LISTS)
def test_a_list_keeps_nothing_of_other_types_than_those_that_it_names(client, monkeypatch, read_types, name):
    view: Any = get_resolver().resolve(reverse(name)).func.view_class
    monkeypatch.setattr(view, "paginate_by", 1_000)
    sort = view.filterset_class.base_filters.get("sort")
    for order in ("", *(sort.param_map if sort else ())):
        assert client.get(reverse(name), {"sort": order} if order else {}).status_code == 200
    assert view.queryset.model.type_code in read_types
    assert read_types <= set(view.filterset_class.list_read_types())


def test_each_list_of_records_is_examined():
    views = {get_resolver().resolve(reverse(name)).func.view_class for name in LISTS}
    lists = {view for view in list_subclasses(RecordList) if hasattr(view, "filterset_class")}
    # A list as a file keeps what the list keeps.
    files = {view for view in lists if any(issubclass(view, other) for other in lists - {view})}
    assert views == lists - files


def list_values(entry: Any) -> list[str]:
    """Return values of which a filter of the API accepts at least one."""
    if isinstance(entry, SlugsFilter):
        return [entry.extra["model"].objects.published().values_list("slug", flat=True)[0]]
    if "choices" in entry.extra:
        choices = entry.extra["choices"]
        return [str((choices() if callable(choices) else choices)[0][0])]
    return ["2019", "2019-01-31", "30", "CN"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.list_name)
def test_rows_are_counted_in_no_other_types_than_those_that_the_list_names(resource):
    known, types = list_tables(), set(resource.list_read_types())
    for name, entry in resource.filterset_class.base_filters.items():
        filtersets = (
            resource.filterset_class({name: value}, queryset=resource.published())
            for value in list_values(entry)
        )
        filterset = next(filterset for filterset in filtersets if filterset.is_valid())
        tables = re.findall(r'(?:FROM|JOIN) "(\w+)"', str(filterset.qs.query))
        # Links to sources change with their owners only.
        tables = [table for table in tables if table != SourceLink._meta.db_table]
        assert {known[table] for table in tables} <= types, name
