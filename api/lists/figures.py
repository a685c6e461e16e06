"""Figures: one flat list of all figures of published records, with permanent addresses and citations."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from api.addresses import build_api_path
from api.description.components import CitationSerializer
from api.description.parameters import build_query_parameter
from api.exceptions import Gone, MovedPermanently, RedactedVersion
from api.lists.past_figures import walk_figures
from api.records.filters import DistrictsFilter, SnapshotFilterSet, UpdatedSince
from api.records.ordering import ApiOrdering
from api.records.references import set_names
from api.records.renderers import Objects
from api.records.rights import RightsField
from api.records.selectors import Row
from api.records.serializers import (
    EntrySerializer,
    build_serializer_class,
    build_uri_field,
)
from api.records.viewsets import FilteredListViewSet
from api.serializers import SerializerContext
from api.views import cache_response
from cities.models import City, Region
from records.choices import Attestation, Basis, Evidence, Precision, Unit
from records.field_kinds.base import serialize_value
from records.field_kinds.filters import ChosenRecords, SlugsFilter
from records.field_kinds.representation import (
    ALL,
    API_LANGUAGES,
    SerializerField,
    describe_codes,
    translate_columns,
)
from records.figures.citations import build_figure_citation, get_version_day
from records.figures.details import (
    FigureAbsence,
    FigureDetails,
    FigureUnavailable,
    get_figure_at,
    load_figure_details,
)
from records.figures.filters import FigureFilter
from records.figures.units import get_unit
from records.models import FigureEntry, Publication, Source
from records.models.base import get_record_types
from records.models.figure_index import IDENTIFIER_PATTERN
from records.ordering import BytewiseCollation
from records.publishing import get_content_version
from records.texts.citation_formats import serialize_citation
from records.texts.translation import COLUMNS

# -- filters ----------------------------------------------------------------------------------------


class PlaceFilter(SlugsFilter):
    """Matches figures of records in cities, or in the cities of regions. `paths` are those of a city."""

    def filter(self, qs: Any, value: ChosenRecords | None) -> Any:
        if value is None:
            return qs
        is_alone = self.parent.data.get("districts") == "0"
        keys = value.own if is_alone else value.contained
        cities = City.objects.filter(**{f"{self.paths[0]}__in": keys})
        return qs.filter(place__in=cities.values("slug"))


class FiguresUpdatedSince(UpdatedSince):
    """Matches figures of records whose present version was published since a time."""

    def filter(self, qs: Any, value: datetime | None) -> Any:
        if value is None:
            return qs
        first = Publication.objects.filter(at__gte=value).order_by("at", "number").first()
        return qs.filter(number__gte=first.number) if first else qs.none()


class FigureApiFilter(SnapshotFilterSet, FigureFilter):
    city = PlaceFilter("pk", model=City, may_lack=False, label="The city of the record.")
    region = PlaceFilter("region", model=Region, may_lack=False, label="The region of the city.")
    districts = DistrictsFilter(
        choices=[("0", "without"), ("1", "with")],
        label="`0`: without the districts of the cities in `city`. They are included by default.",
    )

    updated_since = FiguresUpdatedSince(
        label="Figures of records changed on this date or since this time. "
        "A date begins at midnight in Shanghai."
    )

    class Meta(FigureFilter.Meta):
        pass


# -- serializer -------------------------------------------------------------------------------------


class FigureRow(NamedTuple):
    """A figure with its label, and the content version of its permanent address."""

    entry: FigureEntry
    label: Any
    number: int


def _build_code_field(name: str, description: str, choices: Any, *, nullable: bool = False) -> Any:
    pairs = tuple(choices.choices)
    return SerializerField(
        name,
        "code",
        f"{description}\n\n{describe_codes(pairs)}",
        lambda figure, _version, _context: getattr(figure.entry, name) or None,
        choices=pairs,
        allow_null=nullable,
    )


def _build_reference_field(name: str, description: str, *, nullable: bool = False) -> Any:
    return SerializerField(
        name,
        "reference",
        description,
        lambda figure, _version, context: _get_figure_reference(figure.entry, name, context),
        allow_null=nullable,
    )


def _get_figure_reference(entry: FigureEntry, name: str, context: SerializerContext) -> dict[str, Any] | None:
    code = getattr(entry, f"{name}_type")
    slug = entry.slug if name == "record" else getattr(entry, f"{name}_slug")
    return context.refer(get_record_types()[code], slug) if code else None


def build_figure_path(identifier: str) -> str:
    return build_api_path("figures", identifier)


def build_permanent_address(figure: FigureRow, context: SerializerContext) -> str:
    return context.address(f"{build_figure_path(figure.entry.identifier)}?version={figure.number}")


def _translate(entry: Any, name: str, lang: str) -> Any:
    columns = {column: getattr(entry, f"{name}_{column}") for column in ("en", "zh_hans")}
    return translate_columns({**columns, "zh_hant": entry.zh_hant.get(name, "")}, lang)


_FIELDS = (
    SerializerField(
        "identifier",
        "string",
        "Type and slug of the record, and the key of the part: `city.shenzhen.area`. A rename of the record "
        "changes it; the former URL then redirects here (301).",
        lambda figure, _version, _context: figure.entry.identifier,
    ),
    build_uri_field(
        "url",
        "The figure in the API, as it is now.",
        lambda figure, _version, context: context.address(build_figure_path(figure.entry.identifier)),
    ),
    build_uri_field(
        "permanent_url",
        "The figure as it is in this content version, whatever changes later.",
        lambda figure, _version, context: build_permanent_address(figure, context),
    ),
    build_uri_field(
        "page",
        "The public page that shows it.",
        lambda figure, _version, context: context.page(figure.entry.path),
    ),
    SerializerField(
        "record",
        "reference",
        "The record that has the figure.",
        lambda figure, _version, context: context.refer(
            get_record_types()[figure.entry.record_type], figure.entry.slug
        ),
    ),
    SerializerField(
        "key",
        "string",
        "The key of the part of the record; null if the record itself is the figure.",
        lambda figure, _version, _context: figure.entry.key or None,
        allow_null=True,
    ),
    _build_reference_field("subject", "The record that the figure is about: a city, a park, a pilot."),
    _build_reference_field("variable", "What is measured: the indicator or the material.", nullable=True),
    SerializerField(
        "label",
        "text",
        "What the figure says.",
        lambda figure, _version, _context: figure.label,
        allow_null=True,
    ),
    SerializerField(
        "value",
        "number",
        "The number, in the unit `unit`.",
        lambda figure, _version, _context: serialize_value(figure.entry.value),
    ),
    _build_code_field("unit", "The unit; `/units/` defines it.", Unit),
    SerializerField(
        "ucum",
        "string",
        "The unit in UCUM; null for money, calendar years and milestones.",
        lambda figure, _version, _context: get_unit(figure.entry.unit).ucum,
        allow_null=True,
    ),
    SerializerField(
        "year",
        "integer",
        "The year that the number is of; null if the source states none.",
        lambda figure, _version, _context: figure.entry.year,
        allow_null=True,
    ),
    SerializerField(
        "period",
        "text",
        "The period, if it is not a year.",
        lambda figure, _version, context: _translate(figure.entry, "period", context.lang),
        allow_null=True,
    ),
    _build_code_field("basis", "The type of amount; null if it is not recorded.", Basis, nullable=True),
    _build_code_field("precision", "The precision; null: as given.", Precision, nullable=True),
    _build_code_field("evidence", "How firm the number is.", Evidence),
    _build_code_field("attested_by", "The type of source that attests it.", Attestation),
    SerializerField(
        "sources",
        "references",
        "The sources that state it.",
        lambda figure, _version, context: [context.refer(Source, slug) for slug in figure.entry.sources],
    ),
    RightsField(lambda figure: figure.entry.sources),
)

FigureSerializer = build_serializer_class(
    "Figure",
    None,
    [(field.name, field) for field in _FIELDS],
    "A figure of a published record: what is counted, of what, when, how firm it is, and who states it.",
    EntrySerializer,
)


FigureWithCitationSerializer = build_serializer_class(
    "FigureWithCitation",
    None,
    [("citation", CitationSerializer(help_text="The citation of the figure."))],
    "A figure with its citation.",
    FigureSerializer,
)


def _build_label(entry: Any, name: Any, lang: str) -> Any:
    label = _translate(entry, "label", lang)
    if not name or not label:
        return name or label
    if isinstance(label, dict):
        return {tag: _join_label(name.get(tag), label[tag], tag) for tag in label}
    return _join_label(name, label, COLUMNS.get(lang.replace("-", "_"), "en"))


def _join_label(name: str | None, label: str | None, tag: str) -> str | None:
    if not name or not label:
        return name or label
    return f"{name} ({label})" if tag == "en" else f"{name}（{label}）"


# -- views ------------------------------------------------------------------------------------------

_BY_IDENTIFIER = BytewiseCollation(F("identifier"))


@extend_schema_view(
    retrieve=extend_schema(
        description="A figure with its citation, as it is now or as it was in a content version.",
        parameters=[
            build_query_parameter(
                "version",
                "The content version in which the figure is read: the number of a change. Default: the "
                "newest. `permanent_url` has it.",
                {"type": "integer", "minimum": 0},
            )
        ],
    )
)
class FigureViewSet(FilteredListViewSet):
    """Every figure of a published record, one in each row.

    They are those of cities, parks, pilots, cases, businesses and programmes, the values of indicators, and
    the material flows. A flow or an indicator value without an amount is no figure.
    """

    about_lookup = "The identifier of the figure."
    example = "city.changchun.area"
    detail_output_names = frozenset({"lang", "labels"})
    detail_own_names = frozenset({"version"})
    detail_errors = (301, 404, 410)
    list_name = "figures"
    serializer_class = FigureSerializer
    detail_serializer_class = FigureWithCitationSerializer
    filterset_class = FigureApiFilter
    output_names = frozenset({"lang", "labels", "fields", "as_of"})
    more_paging_as_of = " and page"
    lookup_field = "identifier"
    lookup_value_regex = IDENTIFIER_PATTERN

    @classmethod
    def get_orderings(cls) -> dict[str, ApiOrdering]:
        keys, by_value = (_BY_IDENTIFIER, F("pk")), "By `value`; compare numbers with the same unit only"
        orderings = (
            ApiOrdering("identifier", "By identifier", keys),
            ApiOrdering("-identifier", "By identifier, descending", keys),
            ApiOrdering("value", by_value, (F("value"), F("pk"))),
            ApiOrdering("-value", f"{by_value}, largest first", (F("value"), F("pk"))),
        )
        return {ordering.name: ordering for ordering in orderings}

    @classmethod
    def published(cls) -> Any:
        return FigureEntry.objects.all()

    def filter_queryset(self, queryset: Any) -> Any:
        if self.output.as_of and self.paginator.has_count:
            self.parser.add_error("count", "“count” can’t be combined with as_of in the list of figures.")
        return super().filter_queryset(queryset)

    def walk_as_of(self, number: int, position: Any = None) -> Iterator[Row]:
        return walk_figures(number, position)

    def load_instances(self, rows: Sequence[FigureEntry]) -> Sequence[FigureRow]:
        """Return figures with their labels. That of a flow begins with the name of its material."""
        past = self.get_number_as_of()
        number, context = get_content_version() if past is None else past, self.output
        variables = [_get_figure_reference(entry, "variable", context) for entry in rows]
        for entry in rows:  # so that the names of all records are read together
            for name in ("record", "subject", "variable"):
                _get_figure_reference(entry, name, context)
            for slug in entry.sources:
                context.refer(Source, slug)
        set_names(context, past)
        labels = [
            _build_label(entry, variable and variable["name"], context.lang)
            for entry, variable in zip(rows, variables, strict=True)
        ]
        return [FigureRow(entry, label, number) for entry, label in zip(rows, labels, strict=True)]

    def set_references(self, objects: Objects) -> None:
        """The references have their names already."""

    # -- one figure ---------------------------------------------------------------------------------

    @cache_response
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = FigureSerializer(self.get_object(), context=self.get_serializer_context()).data
        set_names(self.output, self.number if "version" in request.query_params else None)
        day = get_version_day(self.number)
        assert day is not None  # there is a figure, so there is a publication
        citation = build_figure_citation(self.details, origin=self.origin, number=self.number, day=day)
        return Response({**obj, "citation": serialize_citation(citation, self.output.page_lang)})

    def get_object(self) -> FigureRow:
        identifier, newest = self.kwargs["identifier"], get_content_version()
        self.number = self.parser.parse_number("version", newest, 0, newest)
        self.parser.raise_errors()
        if "version" in self.request.query_params:
            self.details = _get_figure_at(identifier, self.number)
        else:
            entry = FigureEntry.objects.with_identifier(identifier).first()
            if entry is None:
                present = _get_figure_at(identifier, newest).entry.identifier
                raise MovedPermanently(f"{self.origin}{build_figure_path(present)}")
            (self.details,) = load_figure_details([entry])
        label = _get_label(self.details, self.output.lang)
        return FigureRow(self.details.entry, label, self.number)


def _get_figure_at(identifier: str, number: int) -> FigureDetails:
    try:
        return get_figure_at(identifier, number)
    except FigureUnavailable as error:
        if error.reason is FigureAbsence.REDACTED:
            raise RedactedVersion from error
        raise (Gone if error.reason is FigureAbsence.REMOVED else NotFound) from error


def _get_label(details: FigureDetails, lang: str) -> Any:
    if lang != ALL:
        return str(details.label_in(lang)) or None
    return {COLUMNS[code.replace("-", "_")]: str(details.label_in(code)) or None for code in API_LANGUAGES}
