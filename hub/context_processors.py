"""Context processor for all pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from records.pages.navigation import Menu, get_footer_groups, get_navigation
from records.texts.links import get_site_url


def get_site_context(request: HttpRequest) -> dict[str, Any]:
    # Callables are evaluated only by templates that use them; the admin uses none.
    return {
        "LANGUAGE_CODE": get_language(),
        "site_url": get_site_url(request),
        "has_maps": settings.MAPS,
        "icp_number": settings.ICP_NUMBER,
        "navigation": lambda: get_navigation(request),
        "more_pages": lambda: get_navigation(request, Menu.MORE),
        "footer": lambda: get_footer_groups(request),
    }
