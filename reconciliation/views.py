"""The service, its suggestions and proposals, and the pages of its entities."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import override
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.parsers import FormParser
from rest_framework.response import Response

from api.description.parameters import build_list_parameter, build_query_parameter
from api.negotiation import AnyAcceptNegotiation
from api.query_params import QueryParamParser
from api.records.renderers import Objects
from api.serializers import SerializerContext
from api.throttling import MinuteRateThrottle
from api.views import ApiView, cache_response
from reconciliation.answers import build_manifest, match_names
from reconciliation.entities import find_present_key
from reconciliation.extension import MAX_IDS, build_proposal, fetch_values, parse_extension
from reconciliation.parameters import (
    ENTITY_TYPES,
    MAX_QUERIES,
    NameQuery,
    parse_entity_types,
    parse_name_queries,
)
from reconciliation.properties import DECIDING, PROPERTIES
from reconciliation.serializers import (
    EntitySuggestionsSerializer,
    NameQueriesSerializer,
    PropertyProposalSerializer,
    ReconciliationSerializer,
    SuggestionsSerializer,
)
from reconciliation.suggestions import (
    build_flyout,
    list_properties,
    list_suggestions,
    list_types,
    suggest_entities,
)
from records.field_kinds.representation import API_LANGUAGES
from records.models import Publication
from search.queries import MAX_QUERY_LENGTH

_EXAMPLE_QUERIES = '{"q0": {"query": "长春市", "properties": [{"pid": "region", "v": "Jilin"}]}}'
#: Bytes of a form. One with the longest names for all queries is smaller.
_MAX_FORM = 200_000
_MAX_CURSOR = 1_000


class ReconciliationThrottle(MinuteRateThrottle):
    """Counts each name as a request."""

    def count_requests(self, view: Any) -> int:
        return max(1, len(view.queries or ()))


class EntityApiView(ApiView):
    """Base view: texts are in the language of `lang`, and any `Accept` gets JSON."""

    content_negotiation_class = AnyAcceptNegotiation

    def parse_output(self) -> str:
        lang = self.parser.parse_lang(API_LANGUAGES)
        self.output = SerializerContext(lang, self.origin)
        return lang


@extend_schema(
    summary="Match names with records, and fetch their properties",
    description=(
        "Reconciliation Service API of the W3C, version 0.2, for OpenRefine and others. Without parameters: "
        "the manifest. Names are found as the search finds them: in three scripts, in pinyin, by code, with "
        "or without the word for their kind. `match` is true if one record alone has this name, and no "
        "property another value; `features` says which have the values asked for. A `code` decides "
        "alone. Forms are sent without a key or cookie. Each name counts as a request."
    ),
)
class ReconciliationView(EntityApiView):
    """The service: its manifest; with `queries`, candidates for names; with `extend`, properties."""

    serializer_class = ReconciliationSerializer
    own_parameters = (
        build_query_parameter(
            "queries",
            f"A JSON object of at most {MAX_QUERIES} queries by name, each with `query` and, if you "
            f"like, `type` ({', '.join(ENTITY_TYPES)}), `limit`, `type_strict`, which has no effect, and "
            f"`properties`: a list of `pid` ({', '.join(DECIDING)}) and `v`, a value or a list of values.",
            {"type": "string", "contentMediaType": "application/json"},
            examples=[OpenApiExample("Example", _EXAMPLE_QUERIES)],
        ),
        build_query_parameter(
            "extend",
            f"A JSON object with `ids`, a list of at most {MAX_IDS} identifiers, and `properties`, a list of "
            f"`id` ({', '.join(PROPERTIES)}) and, if you like, `settings`: `codes` for codes, not names.",
            {"type": "string", "contentMediaType": "application/json"},
            examples=[
                OpenApiExample(
                    "Example", '{"ids": ["city.changchun"], "properties": [{"id": "region"}, {"id": "code"}]}'
                )
            ],
        ),
    )
    throttle_classes = (ReconciliationThrottle,)
    parser_classes = (FormParser,)
    http_method_names = [*ApiView.http_method_names, "post"]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        # Before the throttle, which counts the queries.
        self.form = _read_form(request)
        self.queries: dict[str, NameQuery] | None = None
        if "queries" in self.form.parameters:
            self.queries = parse_name_queries(self.form, DECIDING)
        super().initial(request, *args, **kwargs)
        self.parser = self.form

    @extend_schema(operation_id="reconcile")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_answer()

    @extend_schema(
        operation_id="reconcile_by_form",
        request=NameQueriesSerializer,
        examples=[
            OpenApiExample(
                "Example",
                {"queries": _EXAMPLE_QUERIES},
                request_only=True,
                media_type=FormParser.media_type,
            )
        ],
    )
    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not {"queries", "extend"} & self.parser.parameters.keys():
            self.parser.add_error("queries", "A form has the field “queries” or “extend”.")
        response = self.make_answer()
        response["Cache-Control"] = "no-store"
        return response

    def make_answer(self) -> Response:
        parser = self.parser
        parser.reject_unknown(self.list_parameter_names())
        lang = self.parse_output()
        extension = parse_extension(parser) if "extend" in parser.parameters else None
        if extension and self.queries is not None:
            parser.add_error("extend", "Send “queries” or “extend”, not both.")
        parser.raise_errors()
        with override(lang):
            if extension:
                return Response(fetch_values(extension))
            if self.queries is not None:
                return Response(match_names(self.queries))
            return Response(build_manifest(self.origin, lang))


class SuggestionView(EntityApiView):
    """Suggestions for what is being typed, as the Reconciliation Service API asks for them."""

    emptiable_names = frozenset({"prefix", "type"})
    own_parameters = (
        build_query_parameter("prefix", "What was typed.", {"type": "string", "maxLength": MAX_QUERY_LENGTH}),
        build_list_parameter(
            "type", "Only for records of these types.", {"type": "string", "enum": list(ENTITY_TYPES)}
        ),
        build_query_parameter(
            "cursor",
            "How many suggestions to leave out.",
            {"type": "integer", "minimum": 0, "maximum": _MAX_CURSOR},
        ),
        *(
            build_query_parameter(name, "Some clients send it. It has no effect.", {"type": "string"})
            for name in ("all_types", "type_strict")
        ),
    )

    def suggest(self, prefix: str, types: Sequence[str], start: int) -> Objects:
        raise NotImplementedError

    def make_answer(self) -> Response:
        self.parser.reject_unknown(self.list_parameter_names())
        lang = self.parse_output()
        types = parse_entity_types(self.parser, "type", self.parser.parse_words("type"))
        start = self.parser.parse_number("cursor", 0, 0, _MAX_CURSOR)
        self.parser.raise_errors()
        prefix = self.parser.parameters.get("prefix", "").strip()
        with override(lang):
            return Response({"result": self.suggest(prefix, types, start)})


@extend_schema(summary="Suggest records for a prefix")
class EntitySuggestionView(SuggestionView):
    """Records, best first."""

    serializer_class = EntitySuggestionsSerializer

    @extend_schema(operation_id="suggest_entities")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_answer()

    def suggest(self, prefix: str, types: Sequence[str], start: int) -> Objects:
        return suggest_entities(prefix, types, start)


@extend_schema(summary="Suggest types of records for a prefix")
class TypeSuggestionView(SuggestionView):
    """Types of records; all of them without a prefix."""

    serializer_class = SuggestionsSerializer

    @extend_schema(operation_id="suggest_types")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_answer()

    def suggest(self, prefix: str, types: Sequence[str], start: int) -> Objects:
        return list_suggestions([one for one in list_types() if one.id in types], prefix, start)


@extend_schema(summary="Suggest properties for a prefix")
class PropertySuggestionView(SuggestionView):
    """Properties of records; all of them without a prefix."""

    serializer_class = SuggestionsSerializer

    @extend_schema(operation_id="suggest_properties")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_answer()

    def suggest(self, prefix: str, types: Sequence[str], start: int) -> Objects:
        return list_suggestions(list_properties(types), prefix, start)


@extend_schema(summary="Propose properties of a type of records")
class PropertyProposalView(EntityApiView):
    """The properties that can be fetched of records of a type."""

    serializer_class = PropertyProposalSerializer
    own_parameters = (
        build_query_parameter(
            "type", "The type of records.", {"type": "string", "enum": list(ENTITY_TYPES)}, required=True
        ),
        build_query_parameter(
            "limit",
            "The largest number of properties.",
            {"type": "integer", "minimum": 1, "maximum": len(PROPERTIES)},
        ),
    )

    @extend_schema(operation_id="propose_properties")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.parser.reject_unknown(self.list_parameter_names())
        lang = self.parse_output()
        code = self.parser.parse_choice("type", list(ENTITY_TYPES), "")
        limit = self.parser.parse_number("limit", len(PROPERTIES), 1, len(PROPERTIES))
        self.parser.raise_errors()
        with override(lang):
            return Response(build_proposal(code, limit if "limit" in request.query_params else None))


class FlyoutView(EntityApiView):
    """A record, type or property in a few lines of HTML."""

    schema = None

    def get(self, request: Any, kind: str, identifier: str) -> HttpResponse:
        lang = self.parse_output()
        self.parser.reject_unknown(self.list_parameter_names())
        self.parser.raise_errors()
        with override(lang):
            flyout = build_flyout(kind, identifier)
        if flyout is None:
            raise Http404
        return Response(flyout)


class EntityView(EntityApiView):
    """Leads from the identifier of a record to its page; also from a former one."""

    schema = None

    def get(self, request: Any, record_type: str, slug: str) -> HttpResponse:
        lang = self.parse_output()
        self.parser.reject_unknown(self.list_parameter_names())
        self.parser.raise_errors()
        code, present = find_present_key(record_type, slug)
        row = Publication.objects.current().filter(record_type=code, slug=present).first()
        if row is None:
            raise Http404
        response = HttpResponseRedirect(f"/{lang}{row.path}")
        response["Content-Language"] = lang
        return response


def _read_form(request: Any) -> QueryParamParser:
    """Return the parameters of the address and of the form."""
    parser = QueryParamParser(request.query_params.copy())
    if request.method == "POST":
        if int(request.META.get("CONTENT_LENGTH") or 0) > _MAX_FORM:
            parser.add_error("queries", f"A form has at most {_MAX_FORM:,} bytes.")
        else:
            parser.parameters.update(request.data)
    return parser
