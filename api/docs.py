"""The API told to its readers: the description as a file, the page that tries it, the page for developers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from api import schema
from api.views import ApiView


class SchemaView(ApiView):
    """The description of the API (OpenAPI 3.1)."""

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(schema.json_text(), content_type="application/json")


@require_safe
def try_out(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html")
