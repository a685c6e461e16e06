"""Links from pages to the same data in the API."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from api.addresses import RESOURCE_NAMES, build_api_path
from api.records.resources import get_resource
from records.field_kinds.representation import ALL
from records.models import Record
from records.pages.data_links import (
    DataLink,
    register_export_url,
    register_feed_url,
    register_file_links,
    register_list_links,
    register_oembed_url,
    register_record_url,
)


def _get_language_query() -> dict[str, str]:
    # English is the default of the API.
    language = get_language() or "en"
    return {} if language == "en" else {"lang": language}


@register_record_url
def build_record_url(record: Record) -> str:
    """Return the URL of the record as JSON, in the language of the page."""
    address = build_api_path(RESOURCE_NAMES[type(record)], record.slug)
    return f"{address}?{urlencode(_get_language_query())}" if _get_language_query() else address


@register_feed_url
def build_feed_url(model: type[Record], record: Record | None) -> str:
    """Return the URL of the feed of a list or record, in the language of the page."""
    names = [RESOURCE_NAMES[model], *([record.slug] if record else [])]
    address = reverse("record-feed" if record else "list-feed", args=names)
    return f"{address}?{urlencode({'lang': get_language() or 'en'})}"


@register_oembed_url
def build_oembed_url(path: str) -> str:
    return f"{reverse('api-oembed')}?{urlencode({'url': path})}"


@register_list_links
def build_list_links(filterset: Any) -> list[DataLink]:
    """Return the URLs of the list with its filters in each format, whole."""
    resource = get_resource(filterset.queryset.model)
    filters = set(filterset.base_filters) - {"sort"}
    parameters = list(filterset.api_parameters.items()) + [
        (name, values[-1] if name == "q" else ",".join(filter(None, values)))
        for name, values in (filterset.data.lists() if filterset.data else ())
        if name in filters and any(values)
    ]
    parameters += _get_language_query().items()
    formats = [*_list_formats(resource), "JSON"]
    return [DataLink(name, _build_address(resource.get_address(), parameters, name)) for name in formats]


def _list_formats(resource: Any) -> list[str]:
    return ["CSV", "XLSX", *(["GeoJSON"] if resource.has_points else [])]


def build_resource_links(resource: Any) -> list[DataLink]:
    """Return the URLs of the files of a whole list, in the language of the page."""
    path, query = resource.get_address(), list(_get_language_query().items())
    return [DataLink(name, _build_address(path, query, name)) for name in _list_formats(resource)]


@register_file_links
def build_file_links(model: type[Record], parameters: dict[str, str]) -> list[DataLink]:
    """Return the URLs of the narrowed list as CSV and XLSX, with all languages."""
    path, query = get_resource(model).get_address(), [*parameters.items(), ("lang", ALL)]
    return [DataLink(name, _build_address(path, query, name)) for name in ("CSV", "XLSX")]


@register_export_url
def build_export_url(name: str, resource: str, slug: str, parameters: Mapping[str, str]) -> str:
    """Return the URL of a resource, or of an object in it, as a file in the language of the page."""
    path = build_api_path(resource, slug) if slug else f"/api/v1/{resource}/"
    return _build_address(path, [*parameters.items(), *_get_language_query().items()], name)


def _build_address(path: str, parameters: list[tuple[str, str]], name: str) -> str:
    # JSON is the default format. Excel reads Chinese in a CSV file only after a byte order mark.
    choice = [] if name == "JSON" else [("format", name.lower())]
    mark = [("excel", "1")] if name == "CSV" else []
    query = urlencode([*parameters, *choice, *mark])
    return f"{path}?{query}" if query else path
