"""Template tags that link pages to the same data in the API."""

from typing import Any, NamedTuple

from django import template
from django.utils.http import urlencode
from django.utils.translation import get_language

from api.resources import get_resource
from api.serializer_fields import RESOURCE_NAMES, build_api_path
from records.models import Record

register = template.Library()


class DataLink(NamedTuple):
    name: str
    url: str


def _get_language_query() -> dict[str, str]:
    # English is the default of the API.
    language = get_language() or "en"
    return {} if language == "en" else {"lang": language}


@register.simple_tag
def record_as_data(record: Record) -> str:
    """`{% record_as_data record as address %}`: the record as JSON, in the language of the page."""
    address = build_api_path(RESOURCE_NAMES[type(record)], record.slug)
    return f"{address}?{urlencode(_get_language_query())}" if _get_language_query() else address


@register.simple_tag
def list_as_data(filterset: Any) -> list[DataLink]:
    """`{% list_as_data filterset as links %}`: the list with its filters in each format, whole."""
    resource = get_resource(filterset.queryset.model)
    filters = set(filterset.base_filters) - {"sort"}
    parameters = [
        (name, values[-1] if name == "q" else ",".join(filter(None, values)))
        for name, values in (filterset.data.lists() if filterset.data else ())
        if name in filters and any(values)
    ]
    formats = ["CSV", "JSON", *(["GeoJSON"] if resource.place is not None else [])]
    return [DataLink(name, _build_address(resource.address, parameters, name)) for name in formats]


def _build_address(path: str, parameters: list[tuple[str, str]], name: str) -> str:
    # JSON is the default format.
    format_ = [] if name == "JSON" else [("format", name.lower())]
    query = urlencode([*parameters, *_get_language_query().items(), *format_])
    return f"{path}?{query}" if query else path
