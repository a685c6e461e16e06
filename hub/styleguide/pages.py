"""The page of the style guide: who may see it, and what it holds."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from hub.styleguide import drawings, facts, frame, lists, records, statistics, tables, words
from hub.styleguide.parts import Group, drawn, without_dead_links
from hub.styleguide.samples import SampleCitations
from hub.views import handle_not_found
from records.generic_views import PublicTemplateView


def groups(request: HttpRequest) -> list[Group]:
    """All parts, made anew: a sample belongs to one answer."""
    return [
        words.group(), facts.group(), lists.group(request), records.group(), tables.group(),
        drawings.group(), statistics.group(), frame.group(request),
    ]  # fmt: skip


@method_decorator(never_cache, name="dispatch")
class StyleGuide(PublicTemplateView):
    """Every part in every state. For staff, and for everyone where DEBUG is on; no cache keeps the answer."""

    template_name = "hub/styleguide/styleguide.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEBUG or request.user.is_staff):
            # Answered here, and not raised: the refusal is no more to be kept than the page.
            return handle_not_found(request, Http404())
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shared = {"citations": SampleCitations()}
        context["groups"] = [
            (group, [(part, drawn(part, self.request, shared)) for part in group.parts])
            for group in groups(self.request)
        ]
        cited = render_to_string("includes/sources.html", {"cited": list(shared["citations"])}, self.request)
        context["sources"] = mark_safe(without_dead_links(cited, "sources"))
        return context
