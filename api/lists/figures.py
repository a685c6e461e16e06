"""Figures: one flat list of all figures of published records, with permanent addresses and citations."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from api.description.components import CitationSerializer
from api.description.fields import TextField
from api.description.parameters import build_query_parameter
from api.exceptions import Gone, MovedPermanently, RedactedVersion
from api.lists.fields import (
    CodeField,
    LinkField,
    NumberField,
    PageField,
    SourceReferencesField,
)
from api.lists.figure_fields import (
    CityReferenceField,
    FigureReferenceField,
    FigureRow,
    FigureTextField,
    FigureVariableField,
    RegionReferenceField,
    build_figure_path,
    get_record_key,
    translate_text,
)
from api.lists.figure_filters import FigureApiFilter
from api.lists.figure_groups import FIGURE_MEASURE, build_figure_group_keys, build_variable_key
from api.lists.past_figures import walk_figures
from api.lists.supersession import SupersessionSerializer, link_versions
from api.records.groups import (
    GroupKey,
)
from api.records.ordering import ApiOrdering
from api.records.references import set_names
from api.records.renderers import Objects
from api.records.rights import RightsField
from api.records.selectors import Row
from api.records.viewsets import FilteredListViewSet
from api.serializers import OutputSerializer
from api.views import cache_response
from cities.choices import CoveredArea
from cities.models import City, Indicator, Region
from records.choices import YEAR_REASONS, AmountType, Evidence, Precision, SourceType, Unit
from records.field_kinds.representation import (
    ALL,
    API_LANGUAGES,
)
from records.figures.citations import build_figure_citation, get_version_day
from records.figures.details import (
    FigureAbsence,
    FigureDetails,
    FigureUnavailable,
    get_figure_at,
    load_figure_details,
)
from records.figures.supersession import find_supersession
from records.figures.units import get_unit
from records.models import FigureEntry, Source
from records.models.figure_index import IDENTIFIER_PATTERN
from records.ordering import BytewiseCollation
from records.projections.figure_models import PROPERTY_TYPE, is_named_by_variable
from records.publishing import get_content_version
from records.publishing.past_versions import find_versions_at
from records.texts.citation_formats import serialize_citation
from records.texts.translation import COLUMNS

# -- serializer -------------------------------------------------------------------------------------


class FigureSerializer(OutputSerializer):
    """A figure of a published record: what is counted, of what, when, how firm it is, and who states it."""

    identifier = serializers.CharField(
        source="entry.identifier",
        help_text="Type and slug of the record, and the key of the part: `city.shenzhen.area`. A rename of "
        "the record changes it; the former URL then redirects here (301).",
    )
    url = LinkField(source="api_path", help_text="The figure in the API, as it is now.")
    permanent_url = LinkField(
        source="permanent_path",
        help_text="The figure as it is in this content version, whatever changes later.",
    )
    page = PageField(source="entry.path", help_text="The public page that shows it.")
    record = FigureReferenceField(help_text="The record that has the figure.")
    key = serializers.SerializerMethodField(
        help_text="The key of the part of the record; of an indicator value, which is a record itself, "
        "the slug of the indicator."
    )
    subject = FigureReferenceField(help_text="The record that the figure is about: a city, a park, a pilot.")
    variable = FigureVariableField(
        help_text="What is measured: of a value its indicator, of a flow its material, of a key fact of a "
        "city the indicator that measures exactly the same. Of other figures a code."
    )
    same_as = serializers.SerializerMethodField(
        help_text="The identifier of the figure that counts instead: an indicator value of the same "
        "subject and variable, with the same value, unit, year and evidence level. Null for a figure that "
        "repeats no other. `?repeated=0` returns these only: each fact once."
    )
    city = CityReferenceField(
        allow_null=True, help_text="The city of the record; null if the record belongs to no city."
    )
    region = RegionReferenceField(allow_null=True, help_text="The region of the city; null without a city.")
    label: Any = TextField(allow_null=True, help_text="What the figure says.")
    value = NumberField(source="entry.value", help_text="The number, in the unit `unit`.")
    unit = CodeField(Unit.choices, source="entry.unit", help_text="The unit; `/units/` defines it.")
    ucum = serializers.SerializerMethodField(
        help_text="The unit in UCUM; null for money, calendar years and milestones."
    )
    year = serializers.IntegerField(
        source="entry.year",
        allow_null=True,
        help_text="The year that the number is of; null if the source states none.",
    )
    year_reason = CodeField(
        [(reason.value, reason.label) for reason in YEAR_REASONS],
        source="entry.year_reason",
        allow_null=True,
        help_text="The reason if `year` is null; otherwise null.",
    )
    period = FigureTextField(allow_null=True, help_text="The period, if it is not a year.")
    scope = CodeField(
        CoveredArea.choices,
        allow_null=True,
        help_text="The area that the indicator of the figure covers; null if it doesn’t say, or without one.",
    )
    amount_type = CodeField(
        AmountType.choices,
        source="entry.amount_type",
        allow_null=True,
        help_text="The type of amount; null if it is not recorded.",
    )
    precision = CodeField(
        Precision.choices,
        source="entry.precision",
        allow_null=True,
        help_text="The precision; null: as given.",
    )
    evidence = CodeField(Evidence.choices, source="entry.evidence", help_text="How firm the number is.")
    source_type = CodeField(
        SourceType.choices, source="entry.source_type", help_text="The type of source that attests it."
    )
    note = FigureTextField(allow_null=True, help_text="What the number counts, and its limits.")
    sources = SourceReferencesField(source="entry.sources", help_text="The sources that state it.")
    rights = RightsField(lambda figure: figure.entry.sources)

    def get_key(self, figure: FigureRow) -> str:
        return figure.entry.key or figure.entry.variable_slug

    def get_same_as(self, figure: FigureRow) -> str | None:
        return figure.entry.same_as or None

    def get_ucum(self, figure: FigureRow) -> str | None:
        return get_unit(figure.entry.unit).ucum


class FigureWithCitationSerializer(FigureSerializer):
    """A figure with its citation."""

    citation = CitationSerializer(help_text="The citation of the figure.")
    superseded_by = SupersessionSerializer(
        allow_null=True,
        help_text="With `version`: what superseded the figure since, as the header `Link` says, too "
        "(`successor-version`, `latest-version`, RFC 5829). Null if it is now as it was then, whatever else "
        "of its record has changed.",
    )


def _build_label(entry: Any, name: Any, lang: str) -> Any:
    label = translate_text(entry, "label", lang)
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
        description="A figure with its citation, as it is now or as it was in a content version."
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
    detail_own_parameters = (
        build_query_parameter(
            "version",
            "The content version in which the figure is read: the number of a change. Default: the "
            "newest. `permanent_url` has it.",
            {"type": "integer", "minimum": 0},
        ),
    )
    detail_errors = (301, 404, 410)
    list_name = "figures"
    serializer_class = FigureSerializer
    detail_serializer_class = FigureWithCitationSerializer
    filterset_class = FigureApiFilter
    output_names = frozenset({"lang", "labels", "fields", "as_of"})
    more_paging_as_of = " and page"
    measure = FIGURE_MEASURE
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
    @cache
    def list_group_keys(cls) -> Sequence[GroupKey]:
        return build_figure_group_keys(cls.fields)

    @classmethod
    def list_apart_keys(cls) -> Sequence[GroupKey]:
        keys = {key.name: key for key in (build_variable_key(), *cls.list_group_keys())}
        return [keys[name] for name in cls.measure.apart]

    @classmethod
    def published(cls) -> Any:
        return FigureEntry.objects.all()

    def filter_queryset(self, queryset: Any) -> Any:
        if self.output.as_of and self.paginator.has_count:
            self.parser.add_error("count", "“count” can’t be combined with as_of in the list of figures.")
        return super().filter_queryset(queryset)

    def walk_as_of(self, number: int, position: Any = None) -> Iterator[Row]:
        return walk_figures(number, position)

    def load_instances(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return figures with their labels. That of a flow begins with the name of its material."""
        if self.grouping:
            return rows
        past = self.get_number_as_of()
        number, context = get_content_version() if past is None else past, self.output
        regions = _load_regions({entry.place for entry in rows if entry.place}, past)
        scopes = _load_scopes(rows, past)
        for entry in rows:  # so that the names of all records are read together
            for name in ("record", "subject", "variable"):
                if (key := get_record_key(entry, name))[0] != PROPERTY_TYPE:
                    _ = context.references[key]
            for slug in entry.sources:
                context.refer(Source, slug)
            if entry.place:
                context.refer(City, entry.place)
            if region := regions.get(entry.place):
                context.refer(Region, region)
        set_names(context, past)
        names = (
            context.references[get_record_key(entry, "variable")]["name"]
            if is_named_by_variable(entry)
            else None
            for entry in rows
        )
        return [
            FigureRow(
                entry,
                _build_label(entry, name, context.lang),
                number,
                regions.get(entry.place),
                scopes.get(entry.variable_slug, ""),
            )
            for entry, name in zip(rows, names, strict=True)
        ]

    def set_references(self, objects: Objects) -> None:
        """The references of figures have their names already."""
        if self.grouping:
            super().set_references(objects)

    # -- one figure ---------------------------------------------------------------------------------

    @cache_response
    def retrieve(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        obj = FigureSerializer(self.get_object(), context=self.get_serializer_context()).data
        set_names(self.output, self.number if "version" in request.query_params else None)
        day = get_version_day(self.number)
        assert day is not None  # there is a figure, so there is a publication
        citation = build_figure_citation(self.details, origin=self.origin, number=self.number, day=day)
        cited = {"citation": serialize_citation(citation, self.output.page_lang)}
        return self._add_supersession({**obj, **cited})

    def _add_supersession(self, obj: dict[str, Any]) -> Response:
        """Respond with a figure and what superseded it since the version that was asked for."""
        is_past = "version" in self.request.query_params
        found = find_supersession(self.details.entry, self.number) if is_past else None
        superseded = (
            SupersessionSerializer(found, context=self.get_serializer_context()).data if found else None
        )
        response = Response({**obj, "superseded_by": superseded})
        if found and (link := link_versions(self.output, found)):
            response["Link"] = link
        return response

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
        place = self.details.entry.place
        past = self.number if "version" in self.request.query_params else None
        region = _load_regions({place}, past).get(place) if place else None
        scope = _load_scopes([self.details.entry], past).get(self.details.entry.variable_slug, "")
        return FigureRow(self.details.entry, label, self.number, region, scope)


def _load_regions(cities: Collection[str], number: int | None) -> dict[str, str]:
    """Return the slug of the region of each city, now or at a content version."""
    if number is None:
        return dict(City.objects.filter(slug__in=cities).values_list("slug", "region__slug"))
    versions = find_versions_at(City.type_code, cities, number)
    return {slug: row.data["region"] for slug, row in versions.items() if row.data}


def _load_scopes(entries: Collection[FigureEntry], number: int | None) -> dict[str, str]:
    """Return the area that each indicator of figures covers, now or at a content version."""
    slugs = {one.variable_slug for one in entries if one.variable_type == Indicator.type_code}
    if number is None:
        return dict(Indicator.objects.filter(slug__in=slugs).values_list("slug", "scope"))
    versions = find_versions_at(Indicator.type_code, slugs, number) if slugs else {}
    return {slug: row.data["scope"] for slug, row in versions.items() if row.data}


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
