"""Views of the OpenAPI description, the console and the root of the API."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from api.description.schema import render_json
from api.extensions import get_services
from api.negotiation import AnyAcceptNegotiation
from api.records.resources import list_resources
from api.views import ApiView, cache_response
from records.field_kinds.representation import ALL
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


class ApiListSerializer(serializers.Serializer):
    """A list."""

    name = serializers.CharField(help_text="The name of the list in URLs.")
    url = serializers.URLField(help_text="Its address in the API.")
    description = serializers.CharField(help_text="What it lists.")


class RootSerializer(serializers.Serializer):
    """The lists of the API, and its other addresses."""

    lists = ApiListSerializer(many=True, help_text="All lists of the API.")
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


@extend_schema(tags=["api"], summary="List the lists")
class ApiRootView(ApiView):
    """Every list with its URL."""

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
                "lists": listed,
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
