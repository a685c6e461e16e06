"""Content negotiation by `format` or `Accept`."""

from typing import Any

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation


class FormatNegotiation(DefaultContentNegotiation):
    """Chooses by `format`, else by `Accept`; an unknown `format` is reported with the other parameters."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        asked = request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        if asked is not None:
            chosen = next((one for one in renderers if one.format == asked), renderers[0])
            return chosen, chosen.media_type
        # Django reads the quality of each type, which DRF ignores.
        asked_types = request.headers.get("Accept", "").strip() or "*/*"
        types = [renderer.media_type for renderer in renderers]
        preferred = request._request.get_preferred_type(types) if asked_types != "*/*" else types[0]
        if preferred is None:
            raise NotAcceptable
        chosen = renderers[types.index(preferred)]
        return chosen, chosen.media_type


class AnyAcceptNegotiation(FormatNegotiation):
    """Accepts all media types, for URLs with a single format."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type
