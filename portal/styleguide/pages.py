"""The view of the style guide."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from portal.styleguide.components import render_components
from records.pages.generic_views import PublicTemplateView


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
        return {**super().get_context_data(**kwargs), "components": render_components(self.request)}
