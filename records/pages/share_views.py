"""The pictures of link previews."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe

from records.pages.share_cards import VERSION, read_card, render_card


def _build_etag(request: HttpRequest, size: str, token: str) -> str:
    return quote_etag(f"{VERSION}-{size}-{token.rpartition('.')[2]}")


@require_safe
@condition(etag_func=_build_etag)
def render_share_card(request: HttpRequest, size: str, token: str) -> HttpResponse:
    """Return a card as PNG; 404 for a token that the site didn't make. Without a query.

    A title that changes has another address, so that messengers may keep a card for a year.
    """
    card = read_card(token)
    if card is None:
        raise Http404
    response = HttpResponse(render_card(size, card), content_type="image/png")
    patch_cache_control(response, public=True, max_age=365 * 24 * 3600, immutable=True)
    return response
