"""The view of the style guide."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from portal.styleguide.catalogue import EMBEDS, FACTS, FRAME, LISTS, TEXTS
from portal.styleguide.components import render_states, replace_dead_links
from portal.styleguide.finding_catalogue import FINDINGS
from portal.styleguide.record_catalogue import DRAWINGS, RECORDS, TABLES
from portal.styleguide.samples import SampleCitations
from portal.styleguide.statistic_catalogue import STATISTICS
from records.generic_views import PublicTemplateView
from records.links import build_language_links

COMPONENT_GROUPS = [TEXTS, FACTS, LISTS, RECORDS, TABLES, DRAWINGS, FINDINGS, STATISTICS, EMBEDS, FRAME]


@method_decorator(never_cache, name="dispatch")
class StyleGuide(PublicTemplateView):
    """Every component in every state, for staff, and for everybody with DEBUG. Never cached."""

    template_name = "portal/styleguide/styleguide.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEBUG or request.user.is_staff):
            # Answered here and not raised, so that the refusal isn't cached either.
            return render(request, "404.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shared: dict[str, Any] = {
            "citations": SampleCitations(),
            "languages": lambda: build_language_links(self.request),
        }
        context["groups"] = [
            (group, [(part, render_states(part, self.request, shared)) for part in group.components])
            for group in COMPONENT_GROUPS
        ]
        cited = render_to_string("includes/sources.html", {"cited": list(shared["citations"])}, self.request)
        context["sources"] = mark_safe(replace_dead_links(cited, "sources"))
        return context
