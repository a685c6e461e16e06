"""Content negotiation by `format` or `Accept`."""

import re
from typing import Any

from django.http import HttpRequest
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation

# A charset or an indent, which choose no format; the quality of a type does.
_MEDIA_TYPE_PARAMETER = re.compile(r";\s*(?!q\s*=)[^;,]*", re.IGNORECASE)


class FormatNegotiation(DefaultContentNegotiation):
    """Chooses by `format`, else by `Accept`; an unknown `format` is reported with the other parameters."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        asked = request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        if asked is not None:
            chosen = next((one for one in renderers if one.format == asked), renderers[0])
            return chosen, chosen.media_type
        types = [renderer.media_type for renderer in renderers]
        accept = request.headers.get("Accept", "").strip() or "*/*"
        preferred = types[0] if accept == "*/*" else _choose_media_type(accept, types)
        if preferred is None:
            raise NotAcceptable(available_renderers=renderers)
        chosen = renderers[types.index(preferred)]
        return chosen, chosen.media_type


def _choose_media_type(accept: str, media_types: list[str]) -> str | None:
    # Django reads the quality of each type, which DRF ignores.
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = _MEDIA_TYPE_PARAMETER.sub("", accept)
    return request.get_preferred_type(media_types)


class AnyAcceptNegotiation(FormatNegotiation):
    """Accepts all media types, for URLs with a single format."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type
