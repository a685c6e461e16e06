"""Content negotiation by `format` or `Accept`."""

from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation


class FormatNegotiation(DefaultContentNegotiation):
    """Chooses by `format`, else by `Accept`; an unknown `format` is reported with the other parameters."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        asked = request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        if asked is not None:
            chosen = next((one for one in renderers if one.format == asked), renderers[0])
            return chosen, chosen.media_type
        return super().select_renderer(request, renderers, format_suffix)

    def filter_renderers(self, renderers: Any, format: str) -> Any:
        return renderers


class AnyAcceptNegotiation(FormatNegotiation):
    """Accepts all media types, for URLs with a single format."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type
