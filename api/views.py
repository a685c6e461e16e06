"""The views of the API: lists, single records, the root."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from rest_framework.exceptions import AuthenticationFailed, NotAcceptable, NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from api import exports, pagination, selectors
from api.authentication import ApiKeyAuthentication
from api.exceptions import Gone, RedactedVersion, respond_not_found
from api.query_params import (
    LAST_ROW_BY_PAGE,
    ListParams,
    QueryParamParser,
    get_origin,
    parse_detail_params,
    parse_list_params,
)
from api.resources import list_resources
from api.serializers import RecordVersion
from api.throttling import MinuteRateThrottle
from records.choices import Action
from records.field_kinds.representation import ALL, build_api_path
from records.models import Publication, SlugAlias
from records.publishing import get_content_version
from records.translation import COLUMNS
from web import page_cache

_ENDS = (Action.WITHDRAWN, Action.DELETED)


class JsonNegotiation(BaseContentNegotiation):
    """Responses are JSON unless `format` is given, so that they depend only on the URL."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        accepted = request.headers.get("Accept", "*/*")
        kinds = {kind.partition(";")[0].strip().lower() for kind in accepted.split(",")}
        if "format" not in request.GET and not kinds & {"*/*", "application/*", "application/json", ""}:
            raise NotAcceptable
        return renderers[0], renderers[0].media_type


class AnyAcceptNegotiation(JsonNegotiation):
    """Accepts all media types, for URLs with a single format."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """Base view: API keys, throttling, English messages, conditional requests."""

    authentication_classes = (ApiKeyAuthentication,)
    throttle_classes = (MinuteRateThrottle,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JsonNegotiation
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with override("en"):
            return super().dispatch(request, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return respond_conditionally(request, lambda: self.answer(request, *args, **kwargs))

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError

    def perform_authentication(self, request: Any) -> None:
        """Requests with an invalid key count towards the limit of the client address."""
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        standing = getattr(request, "standing", None)
        if standing and (getattr(request, "auth", None) is not None or response.status_code == 429):
            for name, value in standing.headers.items():
                response[name] = value
        return response


#: Parameters of cached responses, with patterns of their values. Others have too many values to be cached.
_KEPT = {"lang": r"[a-z-]{2,7}", "sort": r"[a-z_-]{1,40}", "page": r"[1-9]\d?", "count": r"[01]"}


def respond_conditionally(request: Any, answer: Callable[[], Any]) -> Any:
    """Return 304, the cached response, or a new one."""
    response = page_cache.respond_from_cache(request, answer, keeps=page_cache.is_cacheable(request, _KEPT))
    if response.has_header("ETag"):
        _cache_control(response, request)
    return response


def _cache_control(response: HttpResponse, request: Any) -> None:
    """Shared caches may store responses for a second, so that edits show within two seconds."""
    if getattr(request, "auth", None) is not None:  # contains the rate limit of the key
        patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=1, stale_if_error=86400)


def reject_parameters(request: Any) -> None:
    """400 if the request has any parameter."""
    reader = QueryParamParser(request.GET)
    reader.reject_unknown(())
    reader.raise_errors()


def build_json_response(body: Any, lang: str = "en") -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, content_type="application/json")
    response["Content-Language"] = get_content_language(lang)
    return response


def get_content_language(lang: str) -> str:
    return ", ".join(COLUMNS.values()) if lang == ALL else COLUMNS[lang.replace("-", "_")]


class ApiListView(ApiView):
    """A list: paginated JSON, or an export as CSV, JSON lines or GeoJSON."""

    described_as = "list"
    resource: Any = None

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        params = parse_list_params(request, self.resource)
        if params.format != "json":
            return exports.build_export_response(self.resource, params)
        parameters = list(request.GET.lists())
        fingerprint = pagination.hash_query(self.resource.name, parameters)
        place = pagination.decode_cursor(params.cursor, fingerprint) if params.cursor is not None else None
        page = (
            selectors.get_page_as_of(self.resource, params, place)
            if params.as_of
            else selectors.get_page(self.resource, params, place)
        )
        objects = [
            self.resource.shape.to_representation(entry, params.context, params.only)
            for entry in page.entries
        ]
        if params.expand:
            selectors.expand_references(self.resource, objects, params)
        body: dict[str, Any] = {}
        if params.count:
            body["count"] = page.count()
        body["next"] = build_next_url(request, params, fingerprint, page.last) if page.has_more else None
        body["results"] = objects
        return build_json_response(body, params.context.lang)


def build_next_url(request: Any, params: ListParams, fingerprint: str, last: Any) -> str | None:
    """Return the URL of the next page, with a page number if the request has one, else with a cursor."""
    parameters = request.GET.copy()
    if params.page is not None:
        if (params.page + 1) * params.page_size <= LAST_ROW_BY_PAGE:
            parameters["page"] = str(params.page + 1)
            return f"{get_origin(request)}{request.path}?{parameters.urlencode()}"
        del parameters["page"]
        fingerprint = pagination.hash_query(request.path.rstrip("/").rpartition("/")[2], parameters.lists())
    parameters["cursor"] = pagination.encode_cursor(fingerprint, last)
    return f"{get_origin(request)}{request.path}?{parameters.urlencode()}"


class ApiDetailView(ApiView):
    """A record or a part; 301 for a former slug, 410 for a withdrawn or deleted record."""

    described_as = "one"
    resource: Any = None

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        params = parse_detail_params(request, self.resource)
        slug = kwargs["slug"]
        entry = self.get_as_of(slug, params) if params.as_of else self.get_current(slug, params)
        if entry is None:
            return self.respond_missing(request, slug)
        obj = self.resource.shape.to_representation(entry, params.context, params.only)
        if params.expand:
            selectors.expand_references(self.resource, [obj], params)
        return build_json_response(obj, params.context.lang)

    def get_current(self, slug: str, params: ListParams) -> RecordVersion | None:
        wanted = {"slug": slug}
        if self.resource.is_part:
            owner, _, key = slug.partition("--")
            wanted = {f"{self.resource.prefix}slug": owner, "key": key}
        rows = list(selectors.annotate_rows(self.resource, self.resource.published().filter(**wanted), None))
        versions = selectors.load_versions(self.resource, rows, params.only)
        return versions[0] if versions else None

    def get_as_of(self, slug: str, params: ListParams) -> RecordVersion | None:
        assert params.as_of is not None
        number = selectors.get_publication_number_at(params.as_of)
        owner, _, key = slug.partition("--")
        row = selectors.find_version_as_of(self.resource, owner, number)
        if row is None:
            raise NotFound
        if row.is_redacted:
            raise RedactedVersion
        if row.action in _ENDS:
            raise Gone
        entry = selectors.load_versions_from_log(self.resource, [row], number)[0]
        if not self.resource.is_part:
            return entry
        parts = [
            part for part in selectors.load_part_versions(self.resource, entry) if part.data["key"] == key
        ]
        if not parts:
            raise NotFound
        return parts[0]

    def respond_missing(self, request: Any, slug: str) -> HttpResponse:
        owner, dashes, key = slug.partition("--")
        code, model = self.resource.owner.type_code, self.resource.owner
        alias = SlugAlias.objects.filter(record_type=code, slug=owner).first()
        if alias and model.objects.published().filter(slug=alias.target).exists():
            address = (
                f"{get_origin(request)}{build_api_path(self.resource.name, f'{alias.target}{dashes}{key}')}"
            )
            query = request.META.get("QUERY_STRING", "")
            response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
            response["Cache-Control"] = "no-store"
            return response
        rows = Publication.objects.versions().filter(record_type=code, slug=owner)
        last = rows.order_by("-number").first()
        if last is not None and last.is_redacted:
            raise RedactedVersion
        if last is not None and last.action in _ENDS:
            raise Gone
        raise NotFound


class ApiRootView(ApiView):
    """All resources, the log of changes and the documentation."""

    described_as = "root"

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        reject_parameters(request)
        origin = get_origin(request)
        return build_json_response(
            {
                "resources": [
                    {
                        "name": entry.name,
                        "url": f"{origin}/api/v1/{entry.name}/",
                        "description": str(entry.about),
                    }
                    for entry in list_resources()
                ],
                "changes": f"{origin}/api/v1/changes/",
                "feed": f"{origin}/feeds/changes.atom",
                "schema": f"{origin}/api/v1/schema/",
                "docs": f"{origin}/api/v1/docs/",
                "developers": f"{origin}/en/developers/",
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "content_version": get_content_version(),
            }
        )


def handle_unrouted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """404, or a redirect if only the trailing slash is missing."""
    if request.method in ("GET", "HEAD") and not request.path_info.endswith("/"):
        try:
            view = resolve(f"{request.path_info}/").func
        except Resolver404:
            view = handle_unrouted
        if view is not handle_unrouted:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
    return respond_not_found(request)
