"""Views of the OpenAPI description and the documentation of the API."""

import json
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from api import examples, reading, schema
from api.asking import LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE, asked_of_list, origin_of
from api.fields import Context
from api.resources import RESOURCES, listed
from api.views import AnythingAccepted, ApiView, only_without_parameters
from initiatives.choices import ParkLevel
from records.generic_views import PublicTemplateView


class SchemaView(ApiView):
    """The description of the API (OpenAPI 3.1)."""

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        only_without_parameters(request)
        response = HttpResponse(schema.json_text(), content_type="application/json")
        response["Content-Language"] = "en"
        return response


class TryOutView(ApiView):
    """The interactive console."""

    content_negotiation_class = AnythingAccepted

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        only_without_parameters(request)
        response = render(request._request, "api/docs.html")
        response["Content-Language"] = "en"
        return response


class Developers(PublicTemplateView):
    """The page for developers."""

    template_name = "api/developers.html"

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        origin = origin_of(self.request)
        return {
            "api_root": f"{origin}/api/v1/",
            "first": {
                "address": f"{origin}{examples.FIRST}",
                "code": examples.CURL.at(origin),
                "path": examples.FIRST,
            },
            "answer": _render_example_response(origin),
            "levels": ParkLevel.choices,
            "examples": [(example, example.at(origin)) for example in examples.EXAMPLES],
            "sync": examples.SYNC.at(origin),
            "resources": listed(),
            "anonymous": settings.API_RATE_ANONYMOUS,
            "keyed": settings.API_RATE_KEYED,
            "page_size": PAGE_SIZE,
            "most_per_page": MOST_PER_PAGE,
            "last_row": LAST_ROW_BY_PAGE,
            "contact_email": settings.CONTACT_EMAIL,
        }


def _render_example_response(origin: str) -> str:
    """The current response to the first example request."""
    query = QueryDict(urlsplit(examples.FIRST).query)
    resource = next(entry for entry in RESOURCES if entry.name == "parks")
    request = SimpleNamespace(GET=query)
    asked = asked_of_list(request, resource, Context("en", origin))
    page = reading.page(resource, asked, None)
    objects = [resource.shape.to_representation(entry, asked.context, asked.only) for entry in page.entries]
    return json.dumps(
        {"next": "…" if page.has_more else None, "results": objects}, ensure_ascii=False, indent=2
    )
