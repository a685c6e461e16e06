"""Viewsets of records and parts."""

from collections.abc import Collection, Iterator, Sequence, Set
from functools import cache
from itertools import islice
from typing import Any, ClassVar, NoReturn

from django.db.models import F
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import classproperty
from rest_framework.exceptions import NotFound

from api.addresses import RESOURCE_NAMES, build_api_path
from api.exceptions import Gone, MovedPermanently, RedactedVersion
from api.pagination import Page, hash_query
from api.records import bulk_export, selectors
from api.records.columns import KEYS
from api.records.features import build_feature
from api.records.filters import KeysetOrderingFilter, SnapshotFilterBackend, build_filterset_class
from api.records.grouped_lists import GroupByMixin
from api.records.groups import GroupKey, build_code_key, build_place_keys, build_reference_key, build_year_key
from api.records.ordering import ApiOrdering, order_by_name, order_by_owner, order_by_slug, order_by_update
from api.records.references import set_names
from api.records.relations import DERIVED
from api.records.renderers import GeoJsonRenderer, ListExport, Objects
from api.records.serializers import (
    get_owner_model,
    get_part_resource_serializer,
    get_record_serializer,
    get_record_version,
)
from api.serializers import OUTPUT_NAMES
from api.viewsets import ListViewSet, RetrieveMixin
from records.choices import ENDS, Status
from records.models import Publication, SlugAlias, Source, get_record_types
from records.models.base import Part
from records.publishing.past_versions import find_versions_at
from records.version_cache import RecentValues, cache_value, find_read_types
from web.versions import read_recent_versions

#: Numbers of rows that a process keeps for each list; clients choose the filters.
_MOST_COUNTS = 1_000
#: The largest number of rows of a workbook, which is written whole before the first byte is sent.
MOST_IN_WORKBOOK = 20_000


class FilteredListViewSet(GroupByMixin, RetrieveMixin, ListViewSet):
    """Base of the viewsets with a filter set and orderings, whose lists can be read as of a day.

    A subclass has `published()`, `get_orderings()`, and `walk_as_of()` for the lists of a day.
    """

    filter_backends = (SnapshotFilterBackend, KeysetOrderingFilter)
    filterset_class: Any
    output_names = OUTPUT_NAMES
    #: What a list of a day supports besides cursors, in words.
    more_paging_as_of: ClassVar[str] = ", page and count"

    @classmethod
    def published(cls) -> Any:
        """Return all rows of the list, without filters."""
        raise NotImplementedError

    @classmethod
    def get_orderings(cls) -> dict[str, ApiOrdering]:
        """Return the orderings by name; the first is the default."""
        raise NotImplementedError

    def get_queryset(self) -> Any:
        return self.published()

    @classmethod
    def list_filters(cls) -> frozenset[str]:
        return frozenset(cls.filterset_class.base_filters)

    def list_parameter_names(self) -> Set[str]:
        names = super().list_parameter_names()
        return names if self.is_single else names | self.list_filters() | {"sort"}

    def filter_queryset(self, queryset: Any) -> Any:
        if not self.output.as_of:
            return super().filter_queryset(queryset)
        for name in self.request.query_params:
            if name in self.list_filters() or name == "sort":
                self.parser.add_error(
                    name,
                    "This parameter can’t be combined with as_of, which supports lang, labels, fields, "
                    f"format, page_size, cursor{self.more_paging_as_of}.",
                )
        self.parser.raise_errors()
        return queryset

    # -- rows ---------------------------------------------------------------------------------------

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        number = self.get_number_as_of()
        if number is None or self.grouping:
            return super().get_page(rows, size, position, start)
        return selectors.get_page_of_walk(self.walk_as_of(number, position), size, start)

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
        if self.grouping:
            return super().count(rows)
        params = self.request.query_params.lists()
        chosen = [(name, values) for name, values in params if name in self.list_filters()]
        name, version = hash_query(self.list_name, chosen), read_recent_versions(self.list_read_types())
        counts: RecentValues = cache_value(
            ("counts", self.list_name), version, lambda: RecentValues(_MOST_COUNTS)
        )
        found = counts.get_many([name]) or {name: rows.order_by().count()}
        counts.set_many(found)
        return found[name]

    # -- whole lists --------------------------------------------------------------------------------

    def export(self, rows: Any) -> HttpResponse:
        is_workbook = self.request.accepted_renderer.format == "xlsx"
        if is_workbook and self.count(rows) > MOST_IN_WORKBOOK:
            message = f"A workbook has at most {MOST_IN_WORKBOOK:,} rows. Filter the list, or use format=csv."
            others = [one.format for one in self.get_renderers() if one.format != "xlsx"]
            self.parser.add_error("format", message, others)
            self.parser.raise_errors()
        return super().export(rows)

    def build_export(self, rows: Any) -> ListExport:
        export = super().build_export(rows)
        export.key = next((name for name in export.headings if name in KEYS), "")
        return export

    def iter_chunks(self, rows: Any) -> Iterator[Sequence[Any]]:
        number = self.get_number_as_of()
        if number is None:
            yield from super().iter_chunks(rows)
            return
        walk = self.walk_as_of(number)
        while chunk := list(islice(walk, selectors.CHUNK)):
            yield [version for version, _position in chunk]


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
    #: The lookup path of the record with coordinates of its own; "" for the row itself. Without, and where it
    #: has none, the point is that of the city.
    point_path: ClassVar[str | None] = None
    #: The lookup paths of the cities to which a row belongs.
    city_paths: ClassVar[tuple[str, ...]] = ()
    has_many_cities: ClassVar[bool] = False
    more_orderings: ClassVar[tuple[ApiOrdering, ...]] = ()

    lookup_field = "slug"
    about_lookup = "The slug of the record; for a part `<record>--<key>`."
    detail_output_names = OUTPUT_NAMES
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
    def has_points(cls) -> bool:
        """Whether each row has a place on the map."""
        return cls.point_path is not None or bool(cls.city_paths and not cls.has_many_cities)

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
            if cls.has_points:
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
    @cache
    def list_group_keys(cls) -> Sequence[GroupKey]:
        """Return the codes of the model, its year, and the region and city of its records."""
        keys = [
            build_code_key(name, field.column, field.choices, field.description.partition("\n\n")[0])
            for name, field in cls.fields.items()
            if getattr(field, "kind", "") == "code" and field.column and not name.endswith("_reason")
        ]
        if any(field.name == "year" for field in cls.model._meta.concrete_fields):
            keys.append(build_year_key())
        if cls.city_paths and not cls.has_many_cities:
            keys += build_place_keys(cls.city_paths)
        return keys

    @classmethod
    @cache
    def list_apart_keys(cls) -> Sequence[GroupKey]:
        if cls.measure is None:
            return ()
        keys = {key.name: key for key in cls.list_group_keys()}
        return [keys[name] if name in keys else cls._build_apart_key(name) for name in cls.measure.apart]

    @classmethod
    def _build_apart_key(cls, name: str) -> GroupKey:
        """Return the key of a reference of the model, or of a code of a related record."""
        field, about = cls.fields[name], cls.fields[name].description.partition("\n\n")[0]
        if field.kind == "reference":
            return build_reference_key(name, F(f"{name}__slug"), field.model.type_code, about)
        return build_code_key(name, DERIVED[cls.model.type_code][name][0], field.choices, about)

    @classmethod
    def published(cls) -> Any:
        return cls.model._default_manager.filter(**{f"{cls.prefix}status": Status.PUBLISHED})

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        page = cls.page_filters.list_read_types() if cls.page_filters else ()
        return find_read_types(cls.model, Source).union(page)

    # -- lists --------------------------------------------------------------------------------------

    @property
    def is_map(self) -> bool:
        """Whether the points are requested."""
        return self.has_points and getattr(self.request.accepted_renderer, "has_points", False)

    def load_instances(self, rows: Sequence[Any]) -> Sequence[Any]:
        if self.is_map:
            for version in rows:  # so that their titles are read with the names of other records
                self.output.refer(self.owner, get_record_version(version).slug)
        return rows

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        if self.output.as_of or self.grouping:
            return super().get_page(rows, size, position, start)
        ordered = selectors.select_rows(type(self), rows, self.ordering, with_point=self.is_map)
        fetched = self.ordering.fetch(ordered, position, start, size + 1)
        return selectors.build_page(type(self), fetched, self.ordering, size)

    def walk_as_of(self, number: int, position: Any = None) -> Iterator[selectors.Row]:
        return selectors.walk_as_of(type(self), number, position, with_point=self.is_map)

    def count(self, rows: Any) -> int:
        as_of = self.output.as_of
        return selectors.count_as_of(type(self), as_of) if as_of else super().count(rows)

    def set_references(self, objects: Objects) -> None:
        """Set the names of references, and expand those of `expand`."""
        if expand := self.output.expand:
            # Expanded records have the names of the references, also of types without a name.
            super().set_references(objects)
            selectors.expand_references(self.serializer_class, objects, expand, self.output)
        set_names(self.output, self.get_number_as_of())

    def build_export(self, rows: Any) -> ListExport:
        export = super().build_export(rows)
        export.build_feature = self.build_feature
        if self.grouping is None and bulk_export.can_write(self):
            export.csv_lines = bulk_export.iter_csv_lines(self, rows)
        return export

    def build_feature(self, version: Any, obj: dict[str, Any]) -> dict[str, Any]:
        title = self.output.refer(self.owner, get_record_version(version).slug)["name"]
        return build_feature(version, obj, title, self.fields, self.output)

    # -- single objects -----------------------------------------------------------------------------

    def get_object(self) -> Any:
        self.parser.raise_errors()
        slug = self.kwargs["slug"]
        if self.output.as_of:
            return self._get_version_as_of(slug)
        wanted = {"slug": slug}
        if self.is_part:
            owner, _dashes, key = slug.partition("--")
            wanted = {f"{self.prefix}slug": owner, "key": key}
        rows = list(selectors.select_rows(type(self), self.get_queryset().filter(**wanted)))
        if not rows:
            self._raise_missing(slug)
        return selectors.build_versions(type(self), rows)[0]

    def _get_version_as_of(self, slug: str) -> Any:
        number = self.get_number_as_of() or 0
        owner, _dashes, key = slug.partition("--")
        row = find_versions_at(self.owner.type_code, [owner], number).get(owner)
        if row is None:
            raise NotFound
        if row.is_redacted:
            raise RedactedVersion
        if row.action in ENDS:
            raise Gone
        (version,) = selectors.load_logged_versions(self.owner, [row], number)
        if not self.is_part:
            return version
        parts = [part for part in selectors.list_parts(type(self), version) if part.data["key"] == key]
        if not parts:
            raise NotFound
        return parts[0]

    def _raise_missing(self, slug: str) -> NoReturn:
        """Lead from a former slug to the present one; 410 for a withdrawn or deleted record, else 404."""
        owner, dashes, key = slug.partition("--")
        code = self.owner.type_code
        alias = SlugAlias.objects.filter(record_type=code, slug=owner).first()
        if alias and self.owner.objects.published().filter(slug=alias.target).exists():
            path = build_api_path(self.list_name, f"{alias.target}{dashes}{key}")
            raise MovedPermanently(f"{self.origin}{path}")
        rows = Publication.objects.versions().filter(record_type=code, slug=owner)
        last = rows.order_by("-number").first()
        if last is not None and last.is_redacted:
            raise RedactedVersion
        if last is not None and last.action in ENDS:
            raise Gone
        raise NotFound


@cache
def get_filterset_class(viewset: type[SnapshotViewSet]) -> Any:
    return build_filterset_class(viewset)
