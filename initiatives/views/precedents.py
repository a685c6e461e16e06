"""The page "I have / I need": precedents for a by-product."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import View

from initiatives.choices import Sector
from initiatives.precedent_files import build_precedent_file
from initiatives.precedent_form import PrecedentForm
from initiatives.precedents import (
    MAX_PRECEDENTS,
    Offer,
    add_programmes,
    find_precedents,
    rank_precedents,
)
from records.exports import EXPORT_RETRY_AFTER, TooManyExports
from records.pages.generic_views import CODE_PATTERN, UNCACHED_PATTERN, PublicPageMixin, PublicTemplateView
from records.texts.links import get_site_url

# Free text: pages with it are never cached, and it is stored nowhere else.
_PARAMETERS = {
    "side": CODE_PATTERN,
    "material": UNCACHED_PATTERN,
    "place": UNCACHED_PATTERN,
    "tonnes": UNCACHED_PATTERN,
    "sector": CODE_PATTERN,
}


class PrecedentList(PublicTemplateView):
    """The precedents for what somebody has or needs. An invalid parameter is answered with 400."""

    template_name = "initiatives/precedent_list.html"
    query_parameters = _PARAMETERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PrecedentForm(self.request.GET or None)
        offer: Offer | None = form.offer if form.is_valid() else None
        precedents, count = find_precedents(offer) if offer and offer.materials else ([], 0)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "offer": offer,
            "precedents": precedents,
            "count": count,
            "is_capped": count >= MAX_PRECEDENTS,
            "has_hazardous": any(one.flow.material.is_hazardous for one in precedents),
            # Nobody is put in touch about hazardous waste.
            "contact_material": next(
                (one.flow.material for one in precedents if not one.flow.material.is_hazardous), None
            ),
            "sectors": Sector.choices,
            "file_query": self.request.GET.urlencode(),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [one.flow for one in context["precedents"]]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context["form"]
        response = super().render_to_response(context, status=400 if form.errors else 200, **kwargs)
        return _set_private(response) if form.is_bound else response


class PrecedentTable(PublicPageMixin, View):
    """All precedents for what somebody has or needs as a file, of very many as many as are compared."""

    query_parameters = _PARAMETERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PrecedentForm(request.GET)
        if not form.is_valid():
            lines = [f"{name}: {message}" for name, messages in form.errors.items() for message in messages]
            text = "\n".join(lines)
            return _set_private(HttpResponse(text, status=400, content_type="text/plain; charset=utf-8"))
        precedents = rank_precedents(form.offer)
        add_programmes(precedents)
        try:
            response = build_precedent_file(self.kwargs["form"], precedents, get_site_url(request))
        except TooManyExports:
            return HttpResponse(status=503, headers={"Retry-After": str(EXPORT_RETRY_AFTER)})
        return _set_private(response)


def _set_private(response: HttpResponse) -> HttpResponse:
    """Keep what was entered from caches in front and from logs of what a page loads."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
