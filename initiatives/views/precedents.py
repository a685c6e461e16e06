"""The page "I have / I need": precedents for a by-product."""

from typing import Any

from django.http import HttpResponse

from initiatives.choices import Sector
from initiatives.precedent_form import PrecedentForm
from initiatives.precedents import MAX_PRECEDENTS, Offer, find_precedents
from records.pages.generic_views import CODE_PATTERN, UNCACHED_PATTERN, PublicTemplateView


class PrecedentList(PublicTemplateView):
    """The precedents for what somebody has or needs. An invalid parameter is answered with 400."""

    template_name = "initiatives/precedent_list.html"
    # Free text: pages with it are never cached, and it is stored nowhere else.
    query_parameters = {
        "side": CODE_PATTERN,
        "material": UNCACHED_PATTERN,
        "place": UNCACHED_PATTERN,
        "tonnes": UNCACHED_PATTERN,
        "sector": CODE_PATTERN,
    }

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
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [one.flow for one in context["precedents"]]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context["form"]
        response = super().render_to_response(context, status=400 if form.errors else 200, **kwargs)
        if form.is_bound:
            # Neither a cache in front nor a log of what the page loads has what was entered.
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
        return response
