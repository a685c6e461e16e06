"""URLs of the pages of records."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

_PLACEHOLDER = "__slug__"


def build_page_url(name: str, slug: str) -> str:
    """Return the same as `reverse(name, args=[slug])`, for a URL whose argument is a slug.

    Each name is reversed once in each language: a page has hundreds of links to records.
    """
    if not slug:
        return reverse(name, args=[slug])  # which raises NoReverseMatch
    return _build_template(name, get_language(), get_script_prefix()).replace(_PLACEHOLDER, slug)


@lru_cache(maxsize=200)
def _build_template(name: str, _language: str | None, _prefix: str) -> str:
    return reverse(name, args=[_PLACEHOLDER])
