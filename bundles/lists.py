"""The lists of a bundle: what the API exports of each resource, in all languages.

A bundle is of now, or of the end of a day. The rows of a list are those of the API with `lang=all`, and with
`as_of` if the bundle is of a day. Statistics are those in all scopes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import override

from api.lists.catalog import CatalogEntry, list_entries
from api.lists.corrections import CorrectionViewSet
from api.lists.figures import FigureViewSet
from api.lists.statistics.parameters import list_scope_kinds
from api.lists.statistics.views import StatisticViewSet
from api.lists.vocabularies import UnitViewSet, VocabularyViewSet
from api.records.columns import TableColumn
from api.records.renderers import ExportRenderer, ListExport, Objects
from api.records.resources import RESOURCES
from records.field_kinds.representation import ALL

#: Scheme and host of the addresses in bundles where `SITE_URL` is empty.
_LOCAL_HOST = "127.0.0.1:8000"


class ListChunk(NamedTuple):
    """Some entries of a list: versions with their points, objects of the API, and the rows of tables."""

    versions: Sequence[Any]
    objects: Objects
    rows: list[list[Any]]


@dataclass
class BundledList:
    """A list of the API, of which a bundle has all rows."""

    entry: CatalogEntry
    viewset: Any
    export: ListExport

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def has_points(self) -> bool:
        return getattr(self.viewset, "has_points", False)

    @property
    def columns(self) -> Sequence[TableColumn]:
        return self.export.columns

    def iter_chunks(self) -> Iterator[ListChunk]:
        """Yield all entries, some at a time; each chunk has queries of its own."""
        while True:
            with override("en"):  # labels are translated here
                chunk = next(self.export.chunks, None)
                if chunk is None:
                    return
                rows = [list(row) for row in self.export.build_rows(chunk[1])]
            yield ListChunk(*chunk, rows)


def open_lists(day: date | None) -> Iterator[BundledList]:
    """Yield the lists of the API as they are now, or as they were at the end of a day."""
    with override("en"):
        entries = {entry.name: entry for entry in list_entries()}
    for viewset in _VIEWSETS:
        with override("en"):
            export = _open_export(viewset, day)
            bundled = BundledList(entries[viewset.list_name], viewset, export)
        yield bundled


# -- views ------------------------------------------------------------------------------------------


class _ExportHolder(ExportRenderer):
    """Hands over the export instead of a file of it."""

    media_type, format = "application/zip", "zip"
    has_points = True
    # The bundle reads them, not the answer: so it takes no slot of readers, and isn't counted as an export.
    has_rows = False

    def build_response(self, export: ListExport) -> Any:
        response: Any = HttpResponse()
        response.export = export
        return response


class _ListRequest(HttpRequest):
    """The request of a list with all its languages, by nobody."""

    def __init__(self, viewset: Any, params: dict[str, str]) -> None:
        super().__init__()
        self.method, self.path = "GET", f"/api/v1/{viewset.list_name}/"
        self.GET = QueryDict(urlencode(params))
        self.META = {"SERVER_NAME": "", "SERVER_PORT": ""}

    def get_host(self) -> str:
        return _LOCAL_HOST


def get_bundle_origin() -> str:
    """Return scheme and host of the addresses in bundles."""
    return settings.SITE_URL or f"http://{_LOCAL_HOST}"


def _open_export(viewset: Any, day: date | None) -> ListExport:
    """Return the whole list."""
    params, more = {"lang": ALL}, {}
    if day and "as_of" in viewset.output_names:
        params["as_of"] = day.isoformat()
    if viewset is StatisticViewSet:
        params["scope"] = ",".join(list_scope_kinds())
    if hasattr(viewset, "day"):
        more["day"] = day
    # The page cache isn't asked: it would compare the state that a bundle reads with that of now.
    view = viewset.as_view(
        {"get": "list"},
        renderer_classes=(_ExportHolder,),
        throttle_classes=(),
        respond=lambda make: make(),
        **more,
    )
    response = view(_ListRequest(viewset, params))
    if response.status_code != 200:
        raise RuntimeError(f"The list of {viewset.list_name} can't be read: {response.content.decode()}")
    return response.export


_VIEWSETS: tuple[Any, ...] = (
    *RESOURCES,
    FigureViewSet,
    StatisticViewSet,
    CorrectionViewSet,
    VocabularyViewSet,
    UnitViewSet,
)
