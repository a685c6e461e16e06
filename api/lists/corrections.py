"""The corrections of published records: what was wrong, what stands now, when and why."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from html import unescape
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import GenericViewSet

from api.addresses import RESOURCE_NAMES, build_api_path
from api.description.fields import TextField
from api.description.parameters import build_list_parameter, build_since_parameter
from api.pagination import KeysetPagination
from api.records.parameters import OutputParams
from api.records.renderers import (
    CsvRenderer,
    JsonLinesRenderer,
    JsonRenderer,
    Objects,
    XlsxRenderer,
    encode_json,
)
from api.records.selectors import CHUNK, Page, get_end_of_day
from api.records.serializers import SerializerContext
from api.records.viewsets import Chunk, ExportMixin, Names, PagingMixin, Versions
from api.views import ApiView
from records.corrections import build_corrections, get_public_corrections
from records.field_kinds.representation import ALL, API_LANGUAGES
from records.models import SlugAlias, get_record_types
from records.translation import COLUMNS


@extend_schema_field(TextField)
class PlainTextField(serializers.CharField):
    """A value of the history, which is HTML, as text; several lines are separated by a line break."""

    def to_representation(self, value: Any) -> str:
        return unescape(strip_tags(str(value).replace("<br>", "\n"))).strip()


class ChangedFieldSerializer(serializers.Serializer):
    """A changed field. `note` replaces values that would look the same; an empty value isn't recorded."""

    field = PlainTextField(source="label", help_text="The name of the field, in words.")
    before = PlainTextField(help_text="What it said; empty: nothing.")
    after = PlainTextField(help_text="What it says since.")
    note = PlainTextField(help_text="Replaces values that would look the same.")


class CorrectionSerializer(serializers.Serializer):
    """A version of a record that corrected an error.

    `number` is its row of the change log; `type`, `slug` and `title` are those of the record now. `changed`
    is null if the version before was removed for legal reasons.
    """

    number = serializers.IntegerField(help_text="The number of the change in the log of changes.")
    version = serializers.IntegerField(help_text="The version of the record since.")
    at = serializers.DateTimeField(default_timezone=UTC, help_text="When it was corrected.")
    type = serializers.CharField(source="record_type", help_text="The type of the record.")
    slug = serializers.CharField(help_text="The slug of the record now.")
    title = PlainTextField(help_text="The title of the record now.")
    url = serializers.SerializerMethodField(help_text="The record in the API.")
    page = serializers.SerializerMethodField(help_text="The public page that shows the record.")
    reason = serializers.CharField(help_text="Why it was corrected, as the editor wrote it.")
    changed = ChangedFieldSerializer(
        source="lines",
        many=True,
        allow_null=True,
        help_text="What was corrected; null if the version before was removed for legal reasons.",
    )

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, correction: Any) -> str:
        resource = RESOURCE_NAMES[get_record_types()[correction.record_type]]
        return self.context["output"].address(build_api_path(resource, correction.slug))

    @extend_schema_field(OpenApiTypes.URI)
    def get_page(self, correction: Any) -> str:
        return self.context["output"].page(correction.path)


@extend_schema_view(
    list=extend_schema(
        parameters=[
            build_list_parameter(
                "type",
                "Only corrections of records of these types.",
                {"type": "string", "enum": list(get_record_types())},
            ),
            build_list_parameter(
                "slug", "Only corrections of records with these slugs, also former ones.", {"type": "string"}
            ),
            build_since_parameter("Only corrections made on this date or since this time."),
        ]
    )
)
class CorrectionViewSet(ExportMixin, PagingMixin, ApiView, GenericViewSet):
    """The corrections of records that are published, newest first. Reasons are as the editor wrote them."""

    list_name = "corrections"
    serializer_class = CorrectionSerializer
    pagination_class = KeysetPagination
    renderer_classes = (JsonRenderer, CsvRenderer, JsonLinesRenderer, XlsxRenderer)
    #: The last day, of the corrections in a bundle.
    day: date | None = None

    def list(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(self.make_list)

    def make_list(self) -> HttpResponse:
        names = {"lang", "type", "slug", "updated_since"}
        self.parser.reject_unknown(KeysetPagination.names | self.format_names | names)
        self.output = OutputParams(SerializerContext(self.parser.parse_lang(), self.origin), None, (), None)
        self.parse_format(KeysetPagination.names)
        self.paging.parse(self.parser)
        self.rows = self._filter_rows()
        self.parser.raise_errors()
        if self.is_export:
            return self.export()
        return self.paging.get_paginated_response(
            self._serialize(self.paging.paginate_queryset(self.rows, self.request, self))
        )

    def _filter_rows(self) -> Any:
        rows = get_public_corrections()
        if types := self.parser.parse_list("type", get_record_types()):
            rows = rows.filter(record_type__in=types)
        if slugs := self.parser.parse_words("slug"):
            # Slugs are those of records now; former ones lead to them.
            targets = SlugAlias.objects.filter(slug__in=slugs, record_type=OuterRef("record_type"))
            renamed = Exists(targets.filter(target=OuterRef("present_slug")))
            rows = rows.filter(Q(present_slug__in=slugs) | renamed)
        if since := self.parser.parse_moment("updated_since"):
            rows = rows.filter(at__gte=since)
        return rows.filter(at__lt=get_end_of_day(self.day)) if self.day else rows

    def _serialize(self, revisions: Sequence[Any]) -> Objects:
        context = self.output.context
        spoken: dict[str, Objects] = {}
        for lang in API_LANGUAGES if context.lang == ALL else (context.lang,):
            with override(lang):
                corrections = build_corrections(revisions)
                serializer = self.serializer_class(corrections, many=True, context={"output": context})
                spoken[COLUMNS[lang.replace("-", "_")]] = list(serializer.data)
        if context.lang != ALL:
            return spoken.popitem()[1]
        return [
            _join_languages(dict(zip(spoken, objects, strict=True)))
            for objects in zip(*spoken.values(), strict=True)
        ]

    def get_page(self, rows: Any, size: int, position: Any, start: int) -> Page:
        rows = rows.order_by("-publication")
        if position is not None:
            rows = rows.filter(publication__lt=position[0])
        fetched = [*rows[start : start + size + 1]]
        shown = fetched[:size]
        return Page(shown, len(fetched) > size, [shown[-1].publication] if shown else [])

    def count(self, rows: Any) -> int:
        return rows.count()

    # -- whole lists --------------------------------------------------------------------------------

    def iter_objects(self) -> Iterator[Chunk]:
        position, has_more = None, True
        while has_more:
            page = self.get_page(self.rows, CHUNK, position, 0)
            position, has_more = page.last, page.has_more
            yield page.versions, self._serialize(page.versions)

    def get_table_heading(self) -> Names:
        names = self.serializer_class().get_fields()
        return [column for name in names for column in self._list_columns(name)]

    def _list_columns(self, name: str) -> Names:
        is_split = name == "title" and self.output.context.lang == ALL
        return [f"{name}_{column}" for column in COLUMNS] if is_split else [name]

    def get_table_rows(self, objects: Objects) -> Iterator[Versions]:
        for obj in objects:
            title = obj["title"]
            cells = {**obj, "changed": encode_json(obj["changed"])}
            if isinstance(title, dict):
                cells |= {f"title_{column}": title[tag] for column, tag in COLUMNS.items()}
            yield [cells[column] for column in self.get_table_heading()]


def _join_languages(spoken: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a correction with its texts in all languages, given by language."""
    first = next(iter(spoken.values()))
    title = {tag: one["title"] for tag, one in spoken.items()}
    if first["changed"] is None:
        return {**first, "title": title}
    lines = zip(*(one["changed"] for one in spoken.values()), strict=True)
    changed = [
        {name: dict(zip(spoken, (one[name] for one in line), strict=True)) for name in line[0]}
        for line in lines
    ]
    return {**first, "title": title, "changed": changed}
