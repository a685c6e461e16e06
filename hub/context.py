"""What every page needs and no view should have to pass."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def _item(request: HttpRequest, name: str, label: str) -> dict[str, Any]:
    url = reverse(name)
    current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
    return {"url": url, "label": label, "current": current}


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The main menu."""
    return [
        _item(request, "cities", _("Cities")),
        _item(request, "parks", _("Industrial parks")),
        _item(request, "zero_waste", _("Zero-waste pilots")),
        _item(request, "procurement", _("Procurement")),
        _item(request, "businesses", _("Businesses")),
        _item(request, "coalition", _("Coalition")),
        _item(request, "indicators", _("Indicators")),
        _item(request, "statistics", _("Statistics")),
    ]


def footer(request: HttpRequest) -> list[dict[str, Any]]:
    """The links at the foot of every page, in groups."""
    return [
        {"label": _("Explore"), "items": navigation(request)},
        {
            "label": _("More records"),
            "items": [
                _item(request, "materials", _("Materials")),
                _item(request, "programmes", _("Programmes")),
                _item(request, "exchanges", _("Exchanges")),
                _item(request, "events", _("Events")),
                _item(request, "sources", _("Sources")),
            ],
        },
        {
            "label": _("Data"),
            "items": [
                _item(request, "developers", _("Data and API")),
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
                _item(request, "about", _("How we check facts")),
                _item(request, "legal", _("Legal notice")),
                _item(request, "privacy", _("Privacy")),
                _item(request, "accessibility", _("Accessibility")),
            ],
        },
    ]


def report_url(request: HttpRequest) -> str:
    """Where "Report an error" leads: a letter that names the page, or how to reach the Coalition."""
    if settings.CONTACT_EMAIL:
        subject = quote(f"China Hub: {request.path}")
        return f"mailto:{settings.CONTACT_EMAIL}?subject={subject}"
    return f"{reverse('about')}#contact"


def site(request: HttpRequest) -> dict[str, Any]:
    """Evaluated by the pages that show them; the admin shows none of it."""
    return {
        "LANGUAGE_CODE": get_language(),
        "site_url": settings.SITE_URL or f"{request.scheme}://{request.get_host()}",
        "navigation": lambda: navigation(request),
        "footer": lambda: footer(request),
        "report_url": lambda: report_url(request),
    }
