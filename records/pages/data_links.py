"""Links from pages to the same records as data, registered by the app that serves the data.

The app registers functions in its module `data_links`, which is discovered on start.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import get_language

from records.models import Part, Record
from records.models.figure_index import build_identifier
from records.page_urls import build_page_url
from records.texts.translation import strip_direction_controls


class DataLink(NamedTuple):
    name: str
    url: str


ListLinks = Callable[[Any], list[DataLink]]
FileLinks = Callable[[type[Record], dict[str, str]], list[DataLink]]
RecordUrl = Callable[[Record], str]
ExportUrl = Callable[[str, str, str, Mapping[str, str]], str]
OEmbedUrl = Callable[[str], str]
FeedUrl = Callable[[type[Record], Record | None], str]

_list_links: list[ListLinks] = []
_file_links: list[FileLinks] = []
_export_urls: list[ExportUrl] = []
_feed_urls: list[FeedUrl] = []
_oembed_urls: list[OEmbedUrl] = []
_record_urls: list[RecordUrl] = []


def register_list_links(function: ListLinks) -> ListLinks:
    """Decorate a function that returns the links of a filter set, one for each format."""
    _list_links.append(function)
    return function


def register_file_links(function: FileLinks) -> FileLinks:
    """Decorate a function that returns files of a list, given its model and the parameters that narrow it."""
    _file_links.append(function)
    return function


def register_export_url(function: ExportUrl) -> ExportUrl:
    """Decorate a function that returns the URL of what is calculated of records, as a file.

    It is given the name of the format, the resource, the slug of an object in it or "", and parameters.
    """
    _export_urls.append(function)
    return function


def register_record_url(function: RecordUrl) -> RecordUrl:
    """Decorate a function that returns the URL of a record as JSON."""
    _record_urls.append(function)
    return function


def register_feed_url(function: FeedUrl) -> FeedUrl:
    """Decorate a function that returns the URL of the feed of a list or, given a record, of the record."""
    _feed_urls.append(function)
    return function


def register_oembed_url(function: OEmbedUrl) -> OEmbedUrl:
    """Decorate a function that returns where a page, given its path and query, says how to embed it."""
    _oembed_urls.append(function)
    return function


def get_oembed_url(path: str) -> str:
    return next((function(path) for function in _oembed_urls), "")


def get_list_feed(filterset: Any) -> DataLink | None:
    """Return the feed of the list that a filter set narrows, whatever its filters are."""
    model = filterset.queryset.model
    return _build_feed_link(capfirst(str(model._meta.verbose_name_plural)), model)


def get_record_feed(record: Record) -> DataLink | None:
    return _build_feed_link(str(record.title_in(get_language() or "en")), type(record), record)


def _build_feed_link(name: str, model: type[Record], record: Record | None = None) -> DataLink | None:
    url = next((function(model, record) for function in _feed_urls), "")
    return DataLink(strip_direction_controls(name), url) if url else None


def get_list_links(filterset: Any) -> list[DataLink]:
    return [link for function in _list_links for link in function(filterset)]


def get_file_links(model: type[Record], **parameters: str) -> list[DataLink]:
    """Return the narrowed list as CSV and XLSX, with names in all languages."""
    return [link for function in _file_links for link in function(model, parameters)]


def get_export_url(
    name: str, resource: str, slug: str = "", parameters: Mapping[str, str] | None = None
) -> str:
    """Return the URL of a resource, or of an object in it, as "CSV" or "XLSX", in the page’s language."""
    return next((function(name, resource, slug, parameters or {}) for function in _export_urls), "")


def get_record_url(record: Record) -> str:
    """Return the URL of a record as JSON; empty if no app serves it."""
    return next((function(record) for function in _record_urls), "")


def get_figure_url(obj: Any) -> str:
    """Return the URL of the page of a figure, with its citation; empty for other claims."""
    if getattr(obj, "figure_fields", None) is None or obj.value is None:
        return ""
    record, key = (obj.record, obj.key) if isinstance(obj, Part) else (obj, "")
    return build_page_url("figure", build_identifier(record.type_code, record.slug, key))
