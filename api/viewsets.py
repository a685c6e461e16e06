"""The base of the viewsets of lists."""

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import date
from typing import Any, ClassVar

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import classproperty
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.pagination import KeysetPagination, Page
from api.records import selectors
from api.records.columns import describe_columns
from api.records.csv_metadata import CsvMetadataRenderer, TableSource
from api.records.ordering import ApiOrdering
from api.records.references import set_names
from api.records.renderers import (
    Chunk,
    CsvRenderer,
    ExportRenderer,
    JsonLinesRenderer,
    JsonRenderer,
    ListExport,
    Objects,
    XlsxRenderer,
    get_cell_builder,
)
from api.records.rights import RightsField
from api.serializers import SerializerContext, parse_context
from api.throttling import ExportThrottle
from api.views import ApiView, cache_response
from records.exports import limit_exports
from records.publishing import get_content_version


class ListViewSet(ListModelMixin, ApiView, GenericViewSet):
    """Base of the viewsets of lists, which can be read by page or, in other formats, whole.

    `initial()` and the filter backends read the parameters; `filter_queryset()` raises all errors together.
    """

    pagination_class = KeysetPagination
    renderer_classes: Any = (
        JsonRenderer,
        CsvRenderer,
        JsonLinesRenderer,
        XlsxRenderer,
        CsvMetadataRenderer,
    )
    list_name: ClassVar[str]
    #: The parameters by which a single object is read in portions.
    detail_paging_names: ClassVar[Set[str]] = frozenset()
    #: What the formats of a single object besides JSON contain; empty if there is only JSON.
    about_detail_exports: ClassVar[str] = ""
    serializer_class: Any
    ordering: ApiOrdering
    output: SerializerContext
    paginator: Any
    throttled: Callable[..., Any]

    @property
    def is_export(self) -> bool:
        return isinstance(self.request.accepted_renderer, ExportRenderer)

    @classproperty
    def has_detail_exports(cls) -> bool:
        return bool(cls.about_detail_exports)

    def get_renderers(self) -> Any:
        renderers = super().get_renderers()
        return renderers[:1] if self.is_single and not self.has_detail_exports else renderers

    # -- parameters ---------------------------------------------------------------------------------

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.parse_parameters()

    def parse_parameters(self) -> None:
        """Read the parameters that all lists have; errors are raised when the others are read, too."""
        paging = self.detail_paging_names if self.is_single else self.paginator.names
        self.parser.reject_unknown(self.list_parameter_names())
        self.output = self.parse_output()
        self._parse_format(paging)
        if not self.is_single:
            self.paginator.parse(self.parser)

    @property
    def shared_names(self) -> Set[str]:
        names = super().shared_names if self.is_single else super().shared_names | self.paginator.names
        if len(self.renderer_classes) == 1:
            return names
        return names | ({"format", "excel"} if len(self.get_renderers()) > 1 else {"format"})

    def parse_output(self) -> SerializerContext:
        if "fields" in self.output_names:
            return parse_context(self.parser, self.origin, self.serializer_class)
        return SerializerContext(self.parser.parse_lang(), self.origin)

    def _parse_format(self, paging: Set[str]) -> None:
        """Check `format` and the parameters that depend on it."""
        params, formats = self.request.query_params, [one.format for one in self.get_renderers()]
        if len(self.renderer_classes) == 1:
            return
        asked, chosen = params.get("format"), self.request.accepted_renderer.format
        if asked is not None and asked not in formats:
            which = f"a single object of {self.list_name}" if self.is_single else self.list_name
            self.parser.add_error("format", f"“{asked}” is not available for {which}.", formats)
        for name in sorted((paging | {"expand"}) & params.keys()) if self.is_export else ():
            reason = (
                "which returns the whole filtered list" if name in paging else "which has no nested records"
            )
            self.parser.add_error(name, f"Not available with format={chosen}, {reason}.")
        # The metadata of a CSV file have its address, which may ask for the mark.
        has_mark = chosen in ("csv", CsvMetadataRenderer.format)
        if len(formats) > 1 and self.parser.parse_flag("excel") and not has_mark:
            self.parser.add_error("excel", "This parameter needs format=csv.")

    def filter_queryset(self, queryset: Any) -> Any:
        """Apply the filters, and raise the errors of all parameters together."""
        filtered = super().filter_queryset(queryset)
        self.parser.raise_errors()
        return filtered

    # -- pages --------------------------------------------------------------------------------------

    @cache_response
    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_export:
            return self.export(self.filter_queryset(self.get_queryset()))
        return super().list(request, *args, **kwargs)

    def get_serializer_context(self) -> dict[str, Any]:
        return {"output": self.output}

    def load_instances(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the instances of the serializer, which queries nothing, for rows of the list."""
        return rows

    def paginate_queryset(self, queryset: Any) -> Any:
        return self.load_instances(super().paginate_queryset(queryset) or ())

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        """Return the rows after a position and after `start` rows more."""
        fetched = self.ordering.fetch(self.ordering.order(rows), position, start, size + 1)
        shown = fetched[:size]
        last = [getattr(shown[-1], name) for name in self.ordering.names()] if shown else []
        return Page(shown, len(fetched) > size, last)

    def count(self, rows: Any) -> int:
        return rows.order_by().count()

    def get_paginated_response(self, data: Any) -> Response:
        self.set_references(data)
        response: Response = super().get_paginated_response(data)
        results = response.data.pop("results")
        response.data |= {**self.list_chosen_fields(), "results": results}
        return response

    def list_chosen_fields(self) -> dict[str, Any]:
        """Return what an answer to `fields` has beside them."""
        only = self.output.only
        return {} if only is None else {"fields": [name for name in self.fields if name in only]}

    def set_references(self, objects: Objects) -> None:
        """Set what serializers leave open: the names of the records to which the objects refer."""
        set_names(self.output)

    # -- whole lists --------------------------------------------------------------------------------

    def export(self, rows: Any) -> HttpResponse:
        renderer: Any = self.request.accepted_renderer
        if not renderer.has_rows:
            return self._build_response(rows)
        return limit_exports(self._make_export)(rows)

    def _make_export(self, rows: Any) -> HttpResponse:
        throttle = ExportThrottle()
        if not throttle.allow_request(self.request, self):
            self.throttled(self.request, throttle.wait())
        return self._build_response(rows)

    def _build_response(self, rows: Any) -> HttpResponse:
        renderer: Any = self.request.accepted_renderer
        return renderer.build_response(self.build_export(rows))

    def build_export(self, rows: Any) -> ListExport:
        return ListExport(
            file_name=f"{self.get_file_name()}-{self.get_day()}",
            lang=self.output.lang,
            chunks=self.iter_objects(rows),
            columns=describe_columns(self.list_fields(), self.output.lang),
            build_rows=self.build_rows,
            describe=self.describe_export,
            has_byte_order_mark=self.request.query_params.get("excel") == "1",
            csv_url=self._build_csv_url(self.request.path, self.request.query_params),
            get_table_url=self._get_table_url,
            describe_source=self.describe_source,
        )

    def describe_source(self) -> TableSource:
        """Return what the metadata of the CSV file say of the data, in English."""
        with override("en"):
            rights = self.describe_licence()
        return TableSource(
            title=f"China Hub: {self.get_file_name()}",
            description=self.describe_list(),
            origin=self.output.address(self.request.path),
            day=self.output.as_of or localdate(),
            version=get_content_version(),
            rights=rights,
        )

    def _build_csv_url(self, path: str, params: QueryDict) -> str:
        """Return the address of a list as CSV; the format comes last, so that the metadata follow it."""
        params = params.copy()
        params.pop("format", None)
        params["format"] = "csv"
        return self.output.address(f"{path}?{params.urlencode()}")

    def _get_table_url(self, list_name: str) -> str:
        """Return the address of a whole list in the same language, and of the same day."""
        params = QueryDict(mutable=True)
        for name in ("lang", "as_of"):
            if name in self.request.query_params:
                params[name] = self.request.query_params[name]
        return self._build_csv_url(reverse(f"api-{list_name}-list"), params)

    def describe_list(self) -> str:
        """Return what the rows are, in English."""
        with override("en"):
            return str(getattr(self, "about", "") or (type(self).__doc__ or "").strip().partition("\n\n")[0])

    def get_file_name(self) -> str:
        """Return the name of downloads, without day and suffix."""
        return self.list_name

    def iter_objects(self, rows: Any) -> Iterator[Chunk]:
        """Yield the rows of the whole list with their objects, in chunks."""
        for versions in self.iter_chunks(rows):
            yield versions, self.serialize(versions)
            self.output.references.clear()

    def iter_chunks(self, rows: Any) -> Iterator[Sequence[Any]]:
        """Yield the rows in chunks, each with a query of its own: an export holds no transaction open."""
        position: Any = None
        while True:
            page = self.get_page(rows, selectors.CHUNK, position, 0)
            if page.versions:
                yield page.versions
            if not page.has_more:
                return
            position = page.last

    def serialize(self, versions: Sequence[Any]) -> Objects:
        """Return the objects of a chunk. A serializer of many would keep them until a garbage collection."""
        serializer = self.get_serializer()
        objects = [serializer.to_representation(one) for one in self.load_instances(versions)]
        self.set_references(objects)
        return objects

    @classproperty
    def fields(cls) -> dict[str, Any]:
        return cls.serializer_class._declared_fields

    def list_fields(self) -> Sequence[tuple[str, Any]]:
        """Return the requested fields."""
        only = self.output.only
        return [(name, field) for name, field in self.fields.items() if only is None or name in only]

    def build_rows(self, objects: Objects) -> Iterator[Sequence[Any]]:
        """Yield the rows of the table, for objects of the list."""
        context = self.output
        columns = [(name, field, get_cell_builder(field)) for name, field in self.list_fields()]
        for obj in objects:
            yield [cell for name, field, build in columns for cell in build(field, obj[name], context)]

    def describe_export(self) -> Sequence[tuple[str, str]]:
        """Return what a workbook says of itself."""
        return [
            (_("List"), self.list_name),
            (_("As of"), self.get_day().isoformat()),
            (_("Content version"), str(self.get_version())),
            (_("Address"), self.output.address(self.request.get_full_path())),
            (_("Licence"), self.describe_licence()),
        ]

    def get_day(self) -> date:
        """Return the day of which the list is."""
        return self.output.as_of or localdate()

    def get_version(self) -> int:
        """Return the content version of the list."""
        return get_content_version()

    def describe_licence(self) -> str:
        licence = "CC BY 4.0, ICLEI East Asia, China Hub"
        if any(isinstance(field, RightsField) for _name, field in self.list_fields()):
            return f"{licence}; {_('not all values, see the column “rights”')}"
        return licence


class RetrieveMixin(RetrieveModelMixin):
    """Single objects of a list. `get_object()` raises the errors of the parameters."""

    @cache_response
    def retrieve(self: Any, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().retrieve(request, *args, **kwargs)
        self.set_references([response.data])
        response.data = {**self.list_chosen_fields(), **response.data}
        return response


class SequencePageMixin:
    """Pages of a list that isn't a query: its rows are a sequence."""

    def get_page(self, rows: Sequence[Any], size: int, position: Any, start: int) -> Page:
        first = position[0] if position else start
        return Page(list(rows[first : first + size]), first + size < len(rows), [first + size])

    def count(self, rows: Sequence[Any]) -> int:
        return len(rows)
