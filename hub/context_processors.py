"""Context processor for all pages."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from records.navigation import Menu, get_footer_groups, get_navigation


def get_report_url(request: HttpRequest) -> str:
    """Return the target of "Report an error": an e-mail with the path, or the contact section of "About"."""
    if settings.CONTACT_EMAIL:
        subject = quote(f"China Hub: {request.path}")
        return f"mailto:{settings.CONTACT_EMAIL}?subject={subject}"
    return f"{reverse('about')}#contact"


def get_site_context(request: HttpRequest) -> dict[str, Any]:
    # Callables are evaluated only by templates that use them; the admin uses none.
    return {
        "LANGUAGE_CODE": get_language(),
        "site_url": settings.SITE_URL or f"{request.scheme}://{request.get_host()}",
        "navigation": lambda: get_navigation(request),
        "more_pages": lambda: get_navigation(request, Menu.MORE),
        "footer": lambda: get_footer_groups(request),
        "report_url": lambda: get_report_url(request),
    }
