"""Viewsets of records and parts."""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any, ClassVar

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.functional import classproperty
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api.addresses import RESOURCE_NAMES, build_api_path
from api.exceptions import Gone, RedactedVersion
from api.pagination import KeysetPagination, hash_query
from api.records import bulk_export, selectors
from api.records.filters import KeysetOrderingFilter, SnapshotFilterBackend, build_filterset_class
from api.records.ordering import ApiOrdering, order_by_name, order_by_owner, order_by_slug, order_by_update
from api.records.parameters import OutputParams, parse_output_params
from api.records.references import set_names
from api.records.renderers import (
    CsvRenderer,
    ExportRenderer,
    GeoJsonRenderer,
    JsonLinesRenderer,
    JsonRenderer,
    Objects,
    XlsxRenderer,
    build_cells,
    list_columns,
)
from api.records.rights import RightsField
from api.records.serializers import (
    get_owner_model,
    get_part_resource_serializer,
    get_record_serializer,
)
from api.throttling import ExportThrottle
from api.views import ApiView
from records.choices import Status
from records.exports import limit_exports
from records.models import Publication, SlugAlias, Source, get_record_types
from records.models.base import Part
from records.past_versions import find_versions_at
from records.publishing import get_content_version
from records.version_cache import RecentValues, cache_value, find_read_types
from web.versions import read_recent_versions

#: Numbers of rows that a process keeps for each list; clients choose the filters.
_MOST_COUNTS = 1_000
#: The largest number of rows of a workbook, which is written whole before the first byte is sent.
MOST_IN_WORKBOOK = 20_000


# Names for types that the method `list` of viewsets hides.
Versions = list[Any]
Names = list[str]
Fields = list[tuple[str, Any]]
Chunk = tuple[Versions, Objects]


class PagingMixin:
    """The pagination of a viewset, with the methods of `KeysetPagination`."""

    paginator: Any

    @property
    def paging(self) -> KeysetPagination:
        assert isinstance(self.paginator, KeysetPagination)
        return self.paginator


class ExportMixin:
    """Whole lists in other formats. The view has `iter_objects()`, a table of them, and `count_objects()`."""

    list_name: ClassVar[str]
    #: What the formats of a single object besides JSON contain; empty if there is only JSON.
    about_detail_exports: ClassVar[str] = ""
    output: OutputParams
    request: Any
    parser: Any
    throttled: Callable[..., Any]

    @property
    def is_export(self) -> bool:
        return isinstance(self.request.accepted_renderer, ExportRenderer)

    @classproperty
    def has_detail_exports(cls) -> bool:
        return bool(cls.about_detail_exports)

    @property
    def is_single(self) -> bool:
        return getattr(self, "action", None) == "retrieve"

    @property
    def format_names(self) -> frozenset[str]:
        """The parameters of the format."""
        is_choice = not self.is_single or self.has_detail_exports
        return frozenset({"format", "excel"} if is_choice else {"format"})

    @property
    def file_name(self) -> str:
        """The name of downloads, without day and suffix."""
        return self.list_name

    @property
    def has_byte_order_mark(self) -> bool:
        return self.request.query_params.get("excel") == "1"

    def get_renderers(self) -> Any:
        renderers: Any = super().get_renderers()  # type: ignore[misc]
        return renderers[:1] if self.is_single and not self.has_detail_exports else renderers

    def list_formats(self) -> Names:
        return [renderer.format for renderer in self.get_renderers()]

    def parse_format(self, paging: frozenset[str] = frozenset()) -> None:
        """Check `format` and the parameters that depend on it."""
        asked, formats = self.request.query_params.get("format"), self.list_formats()
        if asked is not None and asked not in formats:
            which = f"a single object of {self.list_name}" if self.is_single else self.list_name
            self.parser.add_error("format", f"“{asked}” is not available for {which}.", formats)
        chosen = self.request.accepted_renderer.format
        for name in (paging | {"expand"}) & self.request.query_params.keys() if self.is_export else ():
            reason = (
                "which returns the whole filtered list" if name in paging else "which has no nested records"
            )
            self.parser.add_error(name, f"Not available with format={chosen}, {reason}.")
        if "excel" in self.format_names and self.parser.parse_flag("excel") and chosen != "csv":
            self.parser.add_error("excel", "This parameter needs format=csv.")

    def iter_csv_lines(self) -> Iterator[bytes] | None:
        """Yield the lines of CSV if the database can write them; else return None."""
        return None

    def export(self) -> HttpResponse:
        return limit_exports(self._make_export)()

    def _make_export(self) -> HttpResponse:
        throttle = ExportThrottle()
        if not throttle.allow_request(self.request, self):
            self.throttled(self.request, throttle.wait())
        return self.request.accepted_renderer.build_response(self)

    def describe_export(self) -> list[tuple[str, str]]:
        """Return what a workbook says of itself."""
        return [
            (_("List"), self.list_name),
            (_("As of"), (self.output.as_of or localdate()).isoformat()),
            (_("Content version"), str(get_content_version())),
            (_("Address"), self.output.context.address(self.request.get_full_path())),
            (_("Licence"), self.describe_licence()),
        ]

    def describe_licence(self) -> str:
        return "CC BY 4.0, ICLEI East Asia, China Hub"


class FilteredListViewSet(ExportMixin, PagingMixin, ApiView, GenericViewSet):
    """Base of the viewsets with a filter set, orderings and exports.

    A subclass has `published()`, `get_orderings()`, `order_rows()`, `get_current_page()`,
    `iter_current_chunks()` and `serialize()`, and `walk_as_of()` for the lists of a day.
    """

    pagination_class = KeysetPagination
    filter_backends = (SnapshotFilterBackend, KeysetOrderingFilter)
    renderer_classes: Any = (JsonRenderer, CsvRenderer, JsonLinesRenderer, XlsxRenderer)
    serializer_class: Any
    filterset_class: Any
    #: The parameters of what is returned.
    output_names = OutputParams.names
    #: The order that `KeysetOrderingFilter` chose.
    ordering: ApiOrdering
    #: What a list of a day supports besides cursors, in words.
    more_paging_as_of: ClassVar[str] = ", page and count"

    @classproperty
    def fields(cls) -> dict[str, Any]:
        return cls.serializer_class.get_declared_fields()

    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(self.make_list)

    def make_list(self) -> HttpResponse:
        self.parse_list_parameters()
        if self.is_export:
            return self.export_list()
        versions = self.paging.paginate_queryset(self.rows, self.request, self)
        return self.paging.get_paginated_response(self.serialize(versions))

    def parse_list_parameters(self) -> None:
        filters, paging = self.filterset_class.base_filters.keys(), self.paging.names
        self.parser.reject_unknown(filters | paging | self.output_names | self.format_names | {"sort"})
        self.output = parse_output_params(self.parser, self.origin, self.serializer_class)
        self.parse_format(paging)
        self.paging.parse(self.parser)
        self.rows = self.select_rows()
        self.parser.raise_errors()

    def select_rows(self) -> Any:
        if not self.output.as_of:
            return self.filter_queryset(self.get_queryset())
        for name in self.request.query_params:
            if name in self.filterset_class.base_filters or name == "sort":
                self.parser.add_error(
                    name,
                    "This parameter can’t be combined with as_of, which supports lang, labels, fields, "
                    f"format, page_size, cursor{self.more_paging_as_of}.",
                )
        return self.get_queryset().none()

    def get_serializer_context(self) -> dict[str, Any]:
        return {"output": self.output.context, "only": self.output.only}

    # -- exports ------------------------------------------------------------------------------------

    def export_list(self) -> HttpResponse:
        if self.request.accepted_renderer.format == "xlsx":
            self._check_size_of_workbook()
        return self.export()

    def _check_size_of_workbook(self) -> None:
        if self.count(self.rows) > MOST_IN_WORKBOOK:
            message = f"A workbook has at most {MOST_IN_WORKBOOK:,} rows. Filter the list, or use format=csv."
            self.parser.add_error("format", message, [name for name in self.list_formats() if name != "xlsx"])
            self.parser.raise_errors()

    def iter_objects(self) -> Iterator[Chunk]:
        """Yield the versions of the whole list with their objects, in chunks."""
        for versions in self.iter_chunks():
            yield versions, self.serialize(versions)
            self.output.context.references.clear()

    def list_fields(self) -> Fields:
        only = self.output.only
        return [(name, field) for name, field in self.fields.items() if only is None or name in only]

    def describe_licence(self) -> str:
        licence = super().describe_licence()
        if any(isinstance(field, RightsField) for _name, field in self.list_fields()):
            return f"{licence}; {_('not all values, see the column “rights”')}"
        return licence

    def get_table_heading(self) -> Names:
        lang = self.output.context.lang
        return [column for name, field in self.list_fields() for column in list_columns(name, field, lang)]

    def get_table_rows(self, objects: Objects) -> Iterator[Versions]:
        fields, context = self.list_fields(), self.output.context
        for obj in objects:
            yield [cell for name, field in fields for cell in build_cells(field, obj[name], context)]

    # -- the rows -----------------------------------------------------------------------------------

    @classmethod
    def published(cls) -> Any:
        """Return all rows of the list, without filters."""
        raise NotImplementedError

    def get_queryset(self) -> Any:
        return self.published()

    @property
    def has_filters(self) -> bool:
        return bool(self.filterset_class.base_filters.keys() & self.request.query_params.keys())

    @classmethod
    def get_orderings(cls) -> dict[str, ApiOrdering]:
        """Return the orderings by name; the first is the default."""
        raise NotImplementedError

    @classmethod
    def order_rows(cls, rows: Any, sort: ApiOrdering) -> Any:
        """Return the query of a page: rows in order, with their position and what else is read."""
        raise NotImplementedError

    def fetch_page(self, rows: Any, size: int, position: Any, start: int) -> Versions:
        """Fetch rows after a position and after `start` rows more, in the order that was asked for."""
        return self.ordering.fetch(self.order_rows(rows, self.ordering), position, start, size)

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> selectors.Page:
        number = self.get_number_as_of()
        if number is None:
            return self.get_current_page(rows, size, position, start)
        return selectors.get_page_of_walk(self.walk_as_of(number, position), size, start)

    def get_current_page(self, rows: Any, size: int, position: Any, start: int) -> selectors.Page:
        raise NotImplementedError

    def walk_as_of(self, number: int, position: Any = None) -> Iterator[selectors.Row]:
        """Yield the versions of a publication number after a position, each with its own."""
        raise NotImplementedError

    def get_number_as_of(self) -> int | None:
        """Return the publication number at the end of the day `as_of`; None without this parameter."""
        day = self.output.as_of
        return selectors.get_publication_number_at(day) if day else None

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        """Return the types of the records that the list and its filters read."""
        return get_record_types()

    def count(self, rows: Any) -> int:
        """Return the number of rows, which a process keeps until a record of these types changes."""
        filters = self.filterset_class.base_filters
        chosen = [(name, values) for name, values in self.request.query_params.lists() if name in filters]
        name, version = hash_query(self.list_name, chosen), read_recent_versions(self.list_read_types())
        counts: RecentValues = cache_value(
            ("counts", self.list_name), version, lambda: RecentValues(_MOST_COUNTS)
        )
        found = counts.get_many([name]) or {name: rows.order_by().count()}
        counts.set_many(found)
        return found[name]

    def iter_chunks(self) -> Iterator[Versions]:
        number = self.get_number_as_of()
        if number is None:
            yield from self.iter_current_chunks()
            return
        rows = self.walk_as_of(number)
        while chunk := list(islice(rows, selectors.CHUNK)):
            yield [version for version, _position in chunk]

    def iter_current_chunks(self) -> Iterator[Versions]:
        raise NotImplementedError

    def serialize(self, versions: Versions) -> Objects:
        raise NotImplementedError


class SnapshotViewSet(FilteredListViewSet):
    """Base of the viewsets of a record type, or of a part with its own list.

    A subclass has `list_name` (its path), `model`, `about` and `example`, the slug of an entry of the
    starting content. Serializer, filters and orderings are derived from the model.
    """

    list_name: ClassVar[str]
    model: ClassVar[Any]
    about: ClassVar[Any]
    example: ClassVar[str]
    #: The FilterSet of the page that lists the same records.
    page_filters: ClassVar[Any] = None
    #: The lookup paths of `q`, unless the FilterSet of the page has its own.
    search_fields: ClassVar[tuple[str, ...]] = ()
    #: The lookup path of the coordinates; "" for the row itself, None without coordinates.
    point_path: ClassVar[str | None] = None
    #: The lookup paths of the cities to which a row belongs.
    city_paths: ClassVar[tuple[str, ...]] = ()
    has_many_cities: ClassVar[bool] = False
    more_orderings: ClassVar[tuple[ApiOrdering, ...]] = ()

    lookup_field = "slug"
    about_lookup = "The slug of the record; for a part `<record>--<key>`."
    detail_output_names = OutputParams.names
    detail_errors = (301, 404, 410)

    # -- the class ----------------------------------------------------------------------------------

    @classproperty
    def is_part(cls) -> bool:
        return issubclass(cls.model, Part)

    @classproperty
    def owner(cls) -> Any:
        """The record type."""
        return get_owner_model(cls.model) if cls.is_part else cls.model

    @classproperty
    def prefix(cls) -> str:
        """The lookup prefix from a row to its record."""
        return f"{cls.model.owner}__" if cls.is_part else ""

    @classproperty
    def owner_point_path(cls) -> str | None:
        """The lookup path of the coordinates from the record."""
        if cls.point_path is None or not cls.is_part:
            return cls.point_path
        return cls.point_path.removeprefix(cls.model.owner).removeprefix("__")

    @classproperty
    def serializer_class(cls) -> Any:
        build = get_part_resource_serializer if cls.is_part else get_record_serializer
        return build(cls.model)

    @classmethod
    def get_address(cls) -> str:
        return reverse(f"api-{cls.list_name}-list")

    @classproperty
    def filterset_class(cls) -> Any:
        return get_filterset_class(cls)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if hasattr(cls, "model"):
            if cls.point_path is not None:
                cls.renderer_classes = (*cls.renderer_classes, GeoJsonRenderer)
            RESOURCE_NAMES[cls.model] = cls.list_name

    @classmethod
    @cache
    def get_orderings(cls) -> dict[str, ApiOrdering]:
        """Return the orderings by name; the first is the default."""
        if cls.is_part:
            orderings = order_by_owner(cls.model.owner)
        else:
            orderings = [*order_by_slug(), *order_by_update()]
            fields = {field.name for field in cls.model._meta.concrete_fields}
            named = [name for name in ("name_en", "title_en", "title") if name in fields]
            orderings += [
                ordering for name in named[:1] for ordering in order_by_name(name, name.partition("_")[0])
            ]
        return {ordering.name: ordering for ordering in (*orderings, *cls.more_orderings)}

    @classmethod
    def published(cls) -> Any:
        return cls.model._default_manager.filter(**{f"{cls.prefix}status": Status.PUBLISHED})

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        page = cls.page_filters.list_read_types() if cls.page_filters else ()
        return find_read_types(cls.model, Source).union(page)

    @classmethod
    def order_rows(cls, rows: Any, sort: ApiOrdering) -> Any:
        return selectors.select_rows(cls, rows, sort)

    # -- lists --------------------------------------------------------------------------------------

    def get_current_page(self, rows: Any, size: int, position: Any, start: int) -> selectors.Page:
        fetched = self.fetch_page(rows, size + 1, position, start)
        return selectors.build_page(type(self), fetched, self.ordering, size)

    def walk_as_of(self, number: int, position: Any = None) -> Iterator[selectors.Row]:
        return selectors.walk_as_of(type(self), number, position)

    def count(self, rows: Any) -> int:
        as_of = self.output.as_of
        return selectors.count_as_of(type(self), as_of) if as_of else super().count(rows)

    def iter_current_chunks(self) -> Iterator[Versions]:
        with_point = self.point_path is not None and self.request.accepted_renderer.has_points
        return selectors.iter_chunks(type(self), self.rows, self.ordering, with_point=with_point)

    def iter_csv_lines(self) -> Iterator[bytes] | None:
        return bulk_export.iter_csv_lines(self) if bulk_export.can_write(self) else None

    def serialize(self, versions: Versions) -> Objects:
        """Return the objects of versions, with names of references and expanded references."""
        output = self.output
        # The serializer of a list would keep versions and objects until a garbage collection.
        serializer = self.get_serializer()
        objects = [serializer.to_representation(version) for version in versions]
        if output.expand:
            # Expanded records have the names of the references, also of types without a name.
            set_names(output.context)
            selectors.expand_references(self.serializer_class, objects, output.expand, output.context)
        set_names(output.context, self.get_number_as_of())
        return objects

    # -- single objects -----------------------------------------------------------------------------

    def retrieve(self, request: Any, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(lambda: self.make_object(slug))

    def make_object(self, slug: str) -> HttpResponse:
        self.parser.reject_unknown(OutputParams.names | self.format_names)
        self.output = parse_output_params(self.parser, self.origin, self.serializer_class)
        self.parse_format()
        self.parser.raise_errors()
        version = self._get_version_as_of(slug) if self.output.as_of else self._get_current_version(slug)
        if version is None:
            return self._respond_missing(slug)
        return Response(self.serialize([version])[0])

    def _get_current_version(self, slug: str) -> Any:
        wanted = {"slug": slug}
        if self.is_part:
            owner, _dashes, key = slug.partition("--")
            wanted = {f"{self.prefix}slug": owner, "key": key}
        rows = list(selectors.select_rows(type(self), self.get_queryset().filter(**wanted)))
        return next(iter(selectors.build_versions(type(self), rows)), None)

    def _get_version_as_of(self, slug: str) -> Any:
        number = self.get_number_as_of() or 0
        owner, _dashes, key = slug.partition("--")
        row = find_versions_at(self.owner.type_code, [owner], number).get(owner)
        if row is None:
            raise NotFound
        if row.is_redacted:
            raise RedactedVersion
        if row.action in selectors.ENDS:
            raise Gone
        (version,) = selectors.load_logged_versions(self.owner, [row], number)
        if not self.is_part:
            return version
        parts = [part for part in selectors.list_parts(type(self), version) if part.data["key"] == key]
        if not parts:
            raise NotFound
        return parts[0]

    def _respond_missing(self, slug: str) -> HttpResponse:
        """Redirect from a former slug; 410 for a withdrawn or deleted record, else 404."""
        owner, dashes, key = slug.partition("--")
        code = self.owner.type_code
        alias = SlugAlias.objects.filter(record_type=code, slug=owner).first()
        if alias and self.owner.objects.published().filter(slug=alias.target).exists():
            path = build_api_path(self.list_name, f"{alias.target}{dashes}{key}")
            query = self.request.META.get("QUERY_STRING", "")
            response = HttpResponsePermanentRedirect(f"{self.origin}{path}{'?' if query else ''}{query}")
            response["Cache-Control"] = "no-store"
            return response
        rows = Publication.objects.versions().filter(record_type=code, slug=owner)
        last = rows.order_by("-number").first()
        if last is not None and last.is_redacted:
            raise RedactedVersion
        if last is not None and last.action in selectors.ENDS:
            raise Gone
        raise NotFound


@cache
def get_filterset_class(viewset: type[SnapshotViewSet]) -> Any:
    return build_filterset_class(viewset)
