"""The service, its suggestions, and the pages of its entities."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import override
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.parsers import FormParser
from rest_framework.response import Response

from api.description.parameters import build_list_parameter, build_query_parameter
from api.negotiation import AnyAcceptNegotiation
from api.query_params import QueryParamParser
from api.serializers import SerializerContext
from api.throttling import MinuteRateThrottle
from api.views import ApiView, cache_response
from reconciliation.answers import build_manifest, match_names, suggest_entities
from reconciliation.parameters import (
    ENTITY_TYPES,
    MAX_QUERIES,
    NameQuery,
    parse_entity_types,
    parse_name_queries,
)
from reconciliation.serializers import (
    EntitySuggestionsSerializer,
    NameQueriesSerializer,
    ReconciliationSerializer,
)
from records.field_kinds.representation import API_LANGUAGES
from records.models import Publication, SlugAlias
from search.queries import MAX_QUERY_LENGTH

#: Bytes of a form. One with the longest names for all queries is smaller.
_MAX_FORM = 200_000
_MAX_CURSOR = 1_000


class ReconciliationThrottle(MinuteRateThrottle):
    """Counts each name as a request."""

    def count_requests(self, view: Any) -> int:
        return max(1, len(view.queries or ()))


class EntityApiView(ApiView):
    """Texts are in the language of `lang`; any `Accept` gets JSON."""

    content_negotiation_class = AnyAcceptNegotiation

    def parse_output(self) -> str:
        lang = self.parser.parse_lang(API_LANGUAGES)
        self.output = SerializerContext(lang, self.origin)
        return lang


@extend_schema(
    summary="Match names with records",
    description=(
        "Reconciliation Service API of the W3C, version 0.2, for OpenRefine and others. Without `queries`: "
        "the manifest. Names are found as the search finds them: in three scripts, in pinyin, by code. "
        "`match` is true if exactly one record has this name. Forms are sent without a key or cookie. Each "
        "name counts as a request."
    ),
)
class ReconciliationView(EntityApiView):
    """The service: its manifest or, with `queries`, the candidates for names."""

    serializer_class = ReconciliationSerializer
    own_parameters = (
        build_query_parameter(
            "queries",
            f"A JSON object of at most {MAX_QUERIES} queries by name, each with `query` and, if you "
            f"like, `type` ({', '.join(ENTITY_TYPES)}) and `limit`; other keys are ignored.",
            {"type": "string", "contentMediaType": "application/json"},
            examples=[OpenApiExample("Example", '{"q0": {"query": "长春市", "type": "city"}}')],
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
            self.queries = parse_name_queries(self.form)
        super().initial(request, *args, **kwargs)
        self.parser = self.form

    @extend_schema(operation_id="reconcile")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_answer()

    @extend_schema(operation_id="reconcile_by_form", request=NameQueriesSerializer)
    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.queries is None:
            self.parser.add_error("queries", "A form has the field “queries”.")
        response = self.make_answer()
        response["Cache-Control"] = "no-store"
        return response

    def make_answer(self) -> Response:
        self.parser.reject_unknown(self.list_parameter_names())
        lang = self.parse_output()
        self.parser.raise_errors()
        with override(lang):
            if self.queries is None:
                return Response(build_manifest(self.origin, lang))
            return Response(match_names(self.queries))


@extend_schema(summary="Suggest records for a prefix")
class EntitySuggestionView(EntityApiView):
    """Suggestions for what is being typed, as the Reconciliation Service API asks for them.

    Parameters that it doesn't know are ignored.
    """

    serializer_class = EntitySuggestionsSerializer
    emptiable_names = frozenset({"prefix", "type"})
    own_parameters = (
        build_query_parameter("prefix", "What was typed.", {"type": "string", "maxLength": MAX_QUERY_LENGTH}),
        build_list_parameter(
            "type", "Only records of these types.", {"type": "string", "enum": list(ENTITY_TYPES)}
        ),
        build_query_parameter(
            "cursor",
            "How many suggestions to leave out.",
            {"type": "integer", "minimum": 0, "maximum": _MAX_CURSOR},
        ),
    )

    @extend_schema(operation_id="suggest_entities")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        lang = self.parse_output()
        types = parse_entity_types(self.parser, "type", self.parser.parse_words("type"))
        start = self.parser.parse_number("cursor", 0, 0, _MAX_CURSOR)
        self.parser.raise_errors()
        with override(lang):
            return Response(
                {"result": suggest_entities(self.parser.parameters.get("prefix", "").strip(), types, start)}
            )


class EntityView(EntityApiView):
    """Leads from the identifier of a record to its page; also from a former one."""

    schema = None

    def get(self, request: Any, record_type: str, slug: str) -> HttpResponse:
        lang = self.parse_output()
        self.parser.reject_unknown(self.list_parameter_names())
        self.parser.raise_errors()
        alias = SlugAlias.objects.filter(record_type=record_type, slug=slug).first()
        slugs = [slug, alias.target] if alias else [slug]
        row = Publication.objects.current().filter(record_type=record_type, slug__in=slugs).first()
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
