"""The corrections of published records: what was wrong, what stands now, when and why."""

from collections.abc import Mapping, Sequence
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
from api.lists.fields import PageField
from api.records.ordering import ApiOrdering
from api.records.selectors import get_end_of_day
from api.viewsets import ListViewSet
from records.corrections import build_corrections, get_public_corrections
from records.field_kinds.representation import ALL, API_LANGUAGES
from records.models import SlugAlias, get_record_types
from records.publishing import get_content_version
from records.texts.translation import COLUMNS


@extend_schema_field(TextField)
class PlainTextField(TextField):
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
    page = PageField(source="path", help_text="The public page that shows the record.")
    reason = serializers.CharField(help_text="Why it was corrected, as the editor wrote it.")
    changed = ChangedFieldSerializer(
        source="lines",
        many=True,
        allow_null=True,
        help_text="What was corrected; null if the version before was removed for legal reasons.",
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

    def load_instances(self, rows: Sequence[Any]) -> Sequence[dict[str, Any]]:
        """Return corrections in each language of the response, by its code."""
        lang, spoken = self.output.lang, {}
        for code in API_LANGUAGES if lang == ALL else (lang,):
            with override(code):
                spoken[code] = build_corrections(rows)
        return [dict(zip(spoken, one, strict=True)) for one in zip(*spoken.values(), strict=True)]


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
