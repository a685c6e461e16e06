"""Views of the OpenAPI description and the documentation of the API."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from api.description import code_samples
from api.description.schema import render_json
from api.extensions import get_developers_sections, get_services
from api.negotiation import AnyAcceptNegotiation
from api.pagination import LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.query_params import get_origin
from api.records.resources import IndustrialParkViewSet, list_resources
from api.throttling import EXPORT_COST
from api.views import ApiView, cache_response
from initiatives.choices import ParkLevel
from records.field_kinds.representation import ALL
from records.pages.generic_views import PublicTemplateView
from records.publishing import get_content_version


class DescriptionView(ApiView):
    """A view of one of the two descriptions: of responses in one language, or in all with `lang=all`."""

    schema = None

    def parse_described_lang(self) -> str:
        """Return `all` or, for one language, an empty string."""
        self.parser.reject_unknown(("lang",))
        lang = self.parser.parse_lang()
        self.parser.raise_errors()
        return ALL if lang == ALL else ""


class OpenApiView(DescriptionView):
    """The description of the API (OpenAPI 3.1)."""

    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        content = render_json(self.parse_described_lang())
        response = HttpResponse(content, content_type="application/json")
        response["Content-Language"] = "en"
        return response


class ApiConsoleView(DescriptionView):
    """The interactive console."""

    content_negotiation_class = AnyAcceptNegotiation

    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context = {"described_lang": self.parse_described_lang()}
        response = render(self.request._request, "api/docs.html", context)
        response["Content-Language"] = "en"
        return response


class ListedResourceSerializer(serializers.Serializer):
    """A resource."""

    name = serializers.CharField(help_text="The name of the resource in URLs.")
    url = serializers.URLField(help_text="Its address in the API.")
    description = serializers.CharField(help_text="What it lists.")


class RootSerializer(serializers.Serializer):
    """The resources."""

    resources = ListedResourceSerializer(many=True, help_text="All lists of the API.")
    changes = serializers.URLField(help_text="The log of changes.")
    feed = serializers.URLField(help_text="The log of changes as an Atom feed.")
    catalog = serializers.URLField(help_text="The catalogue of the data sets (DCAT, Turtle).")
    schema = serializers.URLField(help_text="This description as JSON.")
    docs = serializers.URLField(help_text="The interactive documentation.")
    developers = serializers.URLField(help_text="The page for developers.")
    license = serializers.URLField(help_text="The licence of the content.")
    content_version = serializers.IntegerField(
        help_text="The number of the newest change; unchanged as long as no record changes."
    )

    def get_fields(self) -> dict[str, Any]:
        services = {
            service.name: serializers.URLField(help_text=service.link_description)
            for service in get_services()
        }
        return {**super().get_fields(), **services}


@extend_schema(tags=["api"], summary="List resources")
class ApiRootView(ApiView):
    """Every resource with its URL."""

    serializer_class = RootSerializer
    output_names = frozenset()

    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.reject_parameters()
        listed = [
            {
                "name": entry.name,
                "url": f"{self.origin}{entry.address}",
                "description": str(entry.about),
            }
            for entry in list_resources()
        ]
        return Response(
            {
                "resources": listed,
                "changes": f"{self.origin}/api/v1/changes/",
                "feed": f"{self.origin}/feeds/changes.atom",
                "catalog": f"{self.origin}{reverse('catalog-turtle')}",
                **{service.name: f"{self.origin}{service.address}" for service in get_services()},
                "schema": f"{self.origin}/api/v1/schema/",
                "docs": f"{self.origin}/api/v1/docs/",
                "developers": f"{self.origin}/en/developers/",
                "license": "https://creativecommons.org/licenses/by/4.0/",
                "content_version": get_content_version(),
            }
        )


class DevelopersView(PublicTemplateView):
    """The page for developers."""

    template_name = "api/developers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        origin = get_origin(self.request)
        return {
            **super().get_context_data(**kwargs),
            "api_root": f"{origin}/api/v1/",
            "first": {
                "address": f"{origin}{code_samples.FIRST}",
                "code": code_samples.CURL.at(origin),
                "path": code_samples.FIRST,
            },
            "answer": _render_example_response(self.request),
            "levels": ParkLevel.choices,
            "examples": [(example, example.at(origin)) for example in code_samples.CODE_SAMPLES],
            "sync": code_samples.SYNC.at(origin),
            "resources": list_resources(),
            "services": get_services(),
            "sections": get_developers_sections(),
            "oembed_example": f"{origin}{reverse('statistic', args=['parks-by-level'])}",
            "anonymous": settings.API_RATE_ANONYMOUS,
            "keyed": settings.API_RATE_KEYED,
            "export_cost": EXPORT_COST,
            "page_size": PAGE_SIZE,
            "most_per_page": MOST_PER_PAGE,
            "last_row": LAST_ROW_BY_PAGE,
        }


#: What a request needs to know its own address.
_ADDRESS_HEADERS = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "wsgi.url_scheme")


def _render_example_response(page_request: HttpRequest) -> str:
    """Return the current response to the first example request."""
    request = HttpRequest()
    path, _mark, query = code_samples.FIRST.partition("?")
    request.method, request.path, request.path_info, request.GET = "GET", path, path, QueryDict(query)
    request.META = {name: page_request.META[name] for name in _ADDRESS_HEADERS if name in page_request.META}
    response = IndustrialParkViewSet.as_view({"get": "list"}, throttle_classes=())(request)
    body = json.loads(response.content)
    return json.dumps({**body, "next": body["next"] and "…"}, ensure_ascii=False, indent=2)
