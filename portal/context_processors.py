"""Context processor for all pages."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def _build_item(request: HttpRequest, name: str, label: str) -> dict[str, Any]:
    url = reverse(name)
    current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
    return {"url": url, "label": label, "current": current}


def get_navigation(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        _build_item(request, "cities", _("Cities")),
        _build_item(request, "parks", _("Industrial parks")),
        _build_item(request, "zero_waste", _("Zero-waste pilots")),
        _build_item(request, "procurement", _("Procurement")),
        _build_item(request, "businesses", _("Businesses")),
        _build_item(request, "coalition", _("Coalition")),
        _build_item(request, "indicators", _("Indicators")),
        _build_item(request, "statistics", _("Statistics")),
    ]


def get_footer_groups(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"label": _("Explore"), "items": get_navigation(request)},
        {
            "label": _("More records"),
            "items": [
                _build_item(request, "materials", _("Materials")),
                _build_item(request, "programmes", _("Programmes")),
                _build_item(request, "exchanges", _("Exchanges")),
                _build_item(request, "events", _("Events")),
                _build_item(request, "sources", _("Sources")),
            ],
        },
        {
            "label": _("Data"),
            "items": [
                _build_item(request, "developers", _("Data and API")),
                {
                    "url": f"{reverse('changes-feed')}?lang={get_language()}",
                    "label": _("Changes as an Atom feed"),
                    "current": "",
                },
            ],
        },
        {
            "label": _("About"),
            "items": [
                _build_item(request, "about", _("How we check facts")),
                _build_item(request, "legal", _("Legal notice")),
                _build_item(request, "privacy", _("Privacy")),
                _build_item(request, "accessibility", _("Accessibility")),
            ],
        },
    ]


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
        "footer": lambda: get_footer_groups(request),
        "report_url": lambda: get_report_url(request),
    }
