"""The corrections of published records: what was wrong, what stands now, when and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date
from html import unescape
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.html import strip_tags
from django.utils.translation import override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.addresses import RESOURCE_NAMES, build_api_path
from api.description.fields import TextField
from api.description.parameters import build_list_parameter, build_query_parameter, build_since_parameter
from api.lists.fields import CodeField, NumberField, PageField
from api.records.ordering import ApiOrdering
from api.records.renderers import Objects
from api.records.selectors import get_end_of_day
from api.viewsets import ListViewSet
from records.choices import Unit
from records.field_kinds.representation import ALL, API_LANGUAGES
from records.history.corrections import CorrectedFigure, build_corrections, get_public_corrections
from records.models import SlugAlias, get_record_types
from records.publishing import get_content_version
from records.texts.translation import COLUMNS


def convert_to_plain_text(value: Any) -> str:
    """Return a value of the history, which is HTML, as text; several lines are separated by a line break."""
    return unescape(strip_tags(str(value).replace("<br>", "\n"))).strip()


@extend_schema_field(TextField)
class PlainTextField(TextField):
    """A value of the history as text."""

    def to_representation(self, value: Any) -> str:
        return convert_to_plain_text(value)


class CorrectedFigureSerializer(serializers.Serializer):
    """The figure whose quantity was corrected."""

    identifier = serializers.CharField(help_text="The identifier of the figure now.")
    url = serializers.SerializerMethodField(help_text="The figure in the API.")

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, figure: CorrectedFigure) -> str:
        return self.context["output"].address(build_api_path("figures", figure.identifier))


class ChangedFieldSerializer(serializers.Serializer):
    """A changed field. `note` replaces values that would look the same; an empty value isn't recorded.

    If the number, unit, year or evidence of a figure was corrected, the figure is named, with what it was and
    is; all of that is null for other fields, and one side for a figure that was added or removed.
    """

    field = PlainTextField(source="line.label", help_text="The name of the field, in words.")
    before = PlainTextField(source="line.before", help_text="What it said; empty: nothing.")
    after = PlainTextField(source="line.after", help_text="What it says since.")
    note = PlainTextField(source="line.note", help_text="Replaces values that would look the same.")
    figure = CorrectedFigureSerializer(allow_null=True, help_text="The figure; null for any other field.")
    value_before = NumberField(
        source="figure.before.value", allow_null=True, default=None, help_text="Its number before."
    )
    value_after = NumberField(
        source="figure.after.value", allow_null=True, default=None, help_text="Its number since."
    )
    unit_before = CodeField(
        Unit.choices, source="figure.before.unit", allow_null=True, default=None, help_text="Its unit before."
    )
    unit_after = CodeField(
        Unit.choices, source="figure.after.unit", allow_null=True, default=None, help_text="Its unit since."
    )
    year_before = serializers.IntegerField(
        source="figure.before.year", allow_null=True, default=None, help_text="Its year before."
    )
    year_after = serializers.IntegerField(
        source="figure.after.year", allow_null=True, default=None, help_text="Its year since."
    )


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
    page = PageField(source="path", help_text="The public page that shows the record.")
    reason = serializers.CharField(help_text="Why it was corrected, as the editor wrote it.")
    changed = ChangedFieldSerializer(
        source="changed_fields",
        many=True,
        allow_null=True,
        help_text="What was corrected; null if the version before was removed for legal reasons. CSV and "
        "XLSX have a row for each changed field, with its keys as columns (`figure` and `figure_url`).",
    )

    def to_representation(self, instance: Mapping[str, Any]) -> dict[str, Any]:
        """Return a correction, given by language; in several languages, each text by language."""
        spoken = {}
        for code, correction in instance.items():
            with override(code):
                spoken[COLUMNS[code.replace("-", "_")]] = super().to_representation(correction)
        return _join_languages(spoken) if len(spoken) > 1 else spoken.popitem()[1]

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, correction: Any) -> str:
        resource = RESOURCE_NAMES[get_record_types()[correction.record_type]]
        return self.context["output"].address(build_api_path(resource, correction.slug))


class CorrectionViewSet(ListViewSet):
    """The corrections of records that are published, newest first. Reasons are as the editor wrote them."""

    list_name = "corrections"
    serializer_class = CorrectionSerializer
    own_parameters = (
        build_list_parameter(
            "type",
            "Only corrections of records of these types.",
            {"type": "string", "enum": list(get_record_types())},
        ),
        build_list_parameter(
            "slug", "Only corrections of records with these slugs, also former ones.", {"type": "string"}
        ),
        build_query_parameter(
            "number",
            "Only the correction with this number in the log of changes.",
            {"type": "integer", "minimum": 1},
        ),
        build_since_parameter("Only corrections made on this date or since this time."),
    )
    ordering = ApiOrdering("-publication", "Newest first", (F("publication"),))
    #: The last day, of the corrections in a bundle.
    day: date | None = None

    def get_queryset(self) -> Any:
        rows = get_public_corrections()
        return rows.filter(at__lt=get_end_of_day(self.day)) if self.day else rows

    def filter_queryset(self, queryset: Any) -> Any:
        rows = queryset
        if types := self.parser.parse_list("type", get_record_types()):
            rows = rows.filter(record_type__in=types)
        if slugs := self.parser.parse_words("slug"):
            # Slugs are those of records now; former ones lead to them.
            targets = SlugAlias.objects.filter(slug__in=slugs, record_type=OuterRef("record_type"))
            renamed = Exists(targets.filter(target=OuterRef("present_slug")))
            rows = rows.filter(Q(present_slug__in=slugs) | renamed)
        if "number" in self.request.query_params:
            newest = get_content_version()
            rows = rows.filter(publication=self.parser.parse_number("number", 1, 1, newest))
        if since := self.parser.parse_moment("updated_since"):
            rows = rows.filter(at__gte=since)
        return super().filter_queryset(rows)

    # -- tables: a row for each changed field ---------------------------------------------------------

    def list_fields(self) -> Sequence[tuple[str, Any]]:
        fields = dict(super().list_fields())
        del fields["changed"]
        changed = dict(ChangedFieldSerializer._declared_fields)
        del changed["figure"]
        return [*fields.items(), *_FIGURE_COLUMNS.items(), *changed.items()]

    def build_rows(self, objects: Objects) -> Iterator[Sequence[Any]]:
        nothing = dict.fromkeys(ChangedFieldSerializer._declared_fields)
        for obj in objects:
            for changed in obj["changed"] or [nothing]:
                figure = changed["figure"] or {"identifier": None, "url": None}
                named = {"figure": figure["identifier"], "figure_url": figure["url"]}
                yield from super().build_rows([{**obj, **changed, **named}])

    def load_instances(self, rows: Sequence[Any]) -> Sequence[dict[str, Any]]:
        """Return corrections in each language of the response, by its code."""
        lang, spoken = self.output.lang, {}
        for code in API_LANGUAGES if lang == ALL else (lang,):
            with override(code):
                spoken[code] = build_corrections(rows)
        return [dict(zip(spoken, one, strict=True)) for one in zip(*spoken.values(), strict=True)]


#: The columns of the figure in tables.
_FIGURE_COLUMNS = {
    "figure": serializers.ReadOnlyField(
        help_text="The identifier of the figure now; empty for other fields."
    ),
    "figure_url": serializers.ReadOnlyField(help_text="The figure in the API."),
}
#: The keys of a changed field that are texts.
_TEXTS = ("field", "before", "after", "note")


def _join_languages(spoken: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a correction with its texts in all languages, given by language."""
    first = next(iter(spoken.values()))
    title = {tag: one["title"] for tag, one in spoken.items()}
    if first["changed"] is None:
        return {**first, "title": title}
    lines = zip(*(one["changed"] for one in spoken.values()), strict=True)
    changed = [
        {
            name: dict(zip(spoken, (one[name] for one in line), strict=True)) if name in _TEXTS else value
            for name, value in line[0].items()
        }
        for line in lines
    ]
    return {**first, "title": title, "changed": changed}
