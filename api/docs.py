"""Views of the OpenAPI description and the documentation of the API."""

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from api import selectors
from api.openapi import code_samples, generator
from api.query_params import LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE, get_origin, parse_list_params
from api.resources import RESOURCES, list_resources
from api.serializers import SerializerContext
from api.views import AnyAcceptNegotiation, ApiView, reject_parameters
from initiatives.choices import ParkLevel
from records.generic_views import PublicTemplateView


class OpenApiView(ApiView):
    """The description of the API (OpenAPI 3.1)."""

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        reject_parameters(request)
        response = HttpResponse(generator.render_json(), content_type="application/json")
        response["Content-Language"] = "en"
        return response


class ApiConsoleView(ApiView):
    """The interactive console."""

    content_negotiation_class = AnyAcceptNegotiation

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        reject_parameters(request)
        response = render(request._request, "api/docs.html")
        response["Content-Language"] = "en"
        return response


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
            "answer": _render_example_response(origin),
            "levels": ParkLevel.choices,
            "examples": [(example, example.at(origin)) for example in code_samples.CODE_SAMPLES],
            "sync": code_samples.SYNC.at(origin),
            "resources": list_resources(),
            "anonymous": settings.API_RATE_ANONYMOUS,
            "keyed": settings.API_RATE_KEYED,
            "page_size": PAGE_SIZE,
            "most_per_page": MOST_PER_PAGE,
            "last_row": LAST_ROW_BY_PAGE,
            "contact_email": settings.CONTACT_EMAIL,
        }


def _render_example_response(origin: str) -> str:
    """Return the current response to the first example request."""
    query = QueryDict(urlsplit(code_samples.FIRST).query)
    resource = next(entry for entry in RESOURCES if entry.name == "parks")
    request = SimpleNamespace(GET=query)
    params = parse_list_params(request, resource, SerializerContext("en", origin))
    page = selectors.get_page(resource, params, None)
    objects = [resource.shape.to_representation(entry, params.context, params.only) for entry in page.entries]
    return json.dumps(
        {"next": "…" if page.has_more else None, "results": objects}, ensure_ascii=False, indent=2
    )
