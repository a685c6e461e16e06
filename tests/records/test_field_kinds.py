"""A new kind of field is one class: loader, log, history, pages, API and filters follow it."""

from collections.abc import Iterator
from typing import Any

import django_filters
import pytest
from rest_framework import serializers

from api.description.fields import SerializerFieldExtension
from api.description.schema import ApiSchema
from api.records import viewsets
from api.records.serializers import get_record_serializer
from cities.models import City
from records.content import schema
from records.content.parser import ContentIssue, Location
from records.diff import records
from records.field_kinds import base, get_content_kinds, get_field_kinds, register_kind
from records.field_kinds.texts import StringKind
from records.history import get_record_history
from records.models import Publication, get_record_types
from records.models.base import get_part_models
from tests.api.api_client import get_json
from tests.factories import make_city, writing

_CACHED = (
    get_field_kinds,
    get_record_serializer,
    viewsets.get_filterset_class,
    schema._build_keys,
    records._list_fields,
    records._list_quantity_fields,
)


class AdminCodeKind(StringKind):
    """An administrative code, logged with its country: CN-340100."""

    serialized_as = "object"

    @classmethod
    def is_kind_of(cls, field: Any) -> bool:
        return field.name == "admin_code"

    def add_to_snapshot(self, row: Any, obj: Any, prefetched: Any) -> None:
        row[self.name] = f"CN-{obj.admin_code}"

    def compare(self, before: Any, after: Any, titles: Any) -> Any:
        yield from super(StringKind, self).compare(before, after, titles)

    def format_value(self, value: Any, titles: Any) -> str:
        return f"area {value}"

    def convert_loaded(self, value: Any) -> Any:
        return value.replace(" ", "")

    def represent(self, row: Any, version: Any, context: Any) -> Any:
        return {"country": row["admin_code"][:2], "code": row["admin_code"][3:]}

    def build_filters(self) -> dict[str, Any]:
        return {"admin_area": django_filters.CharFilter("admin_code", lookup_expr="startswith")}


@pytest.fixture
def new_kind() -> Iterator[None]:
    register_kind(AdminCodeKind)
    _clear_caches()
    yield
    base._kinds.remove(AdminCodeKind)
    _clear_caches()


def _clear_caches() -> None:
    for cached in _CACHED:
        cached.cache_clear()


@pytest.fixture
def city(new_kind: None, db: None) -> City:
    return make_city("hefei", admin_code="340100")


def test_the_loader_reads_it(new_kind):
    issues: list[ContentIssue] = []
    row = schema.read_row({"admin_code": "34 01 00"}, City, Location("cities.yaml", "hefei", issues), {})
    assert row is not None
    assert row.columns["admin_code"] == "340100"


def test_the_log_has_it(city):
    assert Publication.objects.get(slug="hefei").data["admin_code"] == "CN-340100"


def test_history_and_page_show_it(city, get):
    city.admin_code = "340200"
    with writing() as changes:
        changes.save(city)
    (line,) = get_record_history(city).newest.lines
    assert (line.before, line.after) == ("area CN-340100", "area CN-340200")
    assert "area CN-340200" in get("/en/cities/hefei/")


def test_the_api_shows_describes_and_filters_it(city, client):
    make_city("jinan", admin_code="370100")
    assert get_json(client, "/api/v1/cities/hefei/")["admin_code"] == {"country": "CN", "code": "340100"}
    field = SerializerFieldExtension(get_record_serializer(City).get_declared_fields()["admin_code"])
    assert field.map_serializer_field(ApiSchema(), "response") == {"type": "object"}
    found = get_json(client, "/api/v1/cities/?admin_area=34")["results"]
    assert [row["slug"] for row in found] == ["hefei"]


@pytest.mark.django_db
def test_a_second_difference_looks_up_no_role_of_a_field(monkeypatch):
    """A page with ten versions compares them field by field."""
    city = make_city("hefei")
    for name in ("First", "Second", "Third"):
        city.name_en = name
        with writing() as changes:
            changes.save(city)
    assert get_record_history(city).newest.lines

    def fail(field: Any) -> None:
        raise AssertionError(f"The role of {field} was looked up again.")

    monkeypatch.setattr(base, "get_field_role", fail)
    assert get_record_history(city).newest.lines


@pytest.mark.parametrize("code", get_record_types())
def test_each_field_is_a_field_of_the_rest_framework_and_its_filters_are_filters(code):
    model = get_record_types()[code]
    for kind in [kind for owner in (model, *get_part_models(model)) for kind in get_content_kinds(owner)]:
        assert all(isinstance(field, serializers.Field) for field in kind.build_serializer_fields())
        assert all(isinstance(entry, django_filters.Filter) for entry in kind.build_filters().values())
