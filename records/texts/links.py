"""Links to other sites from addresses in records, to a page in its languages and a list in other states."""

import re
from typing import Any
from urllib.parse import quote, unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.texts.translation import PAGE_TAGS

_validate_web_url = URLValidator(schemes=["http", "https"])


def get_safe_link(address: str) -> str:
    """Return the address if it is a valid HTTP(S) URL, else an empty string (`javascript:`)."""
    try:
        _validate_web_url(address)
    except ValidationError:
        return ""
    return address


# The host without "www.", user and port.
_HOST = re.compile(r"\w+://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)")


def has_host_of(address: str, url: str) -> bool:
    """Return whether an address contains the host of a URL, as that of an archived copy of it does."""
    host = _HOST.match(url.casefold())
    return host is not None and host[1] in unquote(address).casefold()


# What the head of a page shows. The full name is the label of the link.
SHORT_LANGUAGE_NAMES = {"en": "EN", "zh-hans": "简", "zh-hant": "繁"}

# Open Graph requires a territory for each language.
_LOCALES = {"en": "en_GB", "zh-hans": "zh_CN", "zh-hant": "zh_HK"}


def build_language_links(request: Any) -> list[dict[str, Any]]:
    """Return the current page in each language.

    `url` has the whole query string, `path` only the parameters that identify the page.
    """
    # A preview at the desk has an address for each language.
    paths = getattr(request, "language_paths", {})
    path, identity = request.path, getattr(request, "identity_query", "")
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    current = get_language() or "en"
    segments = path.split("/", 2)
    known = {code for code, _name in settings.LANGUAGES}
    rest = segments[2] if len(segments) > 2 and segments[1] in known else ""
    return [
        {
            "code": code,
            "tag": PAGE_TAGS[code],
            "name": name,
            "short_name": SHORT_LANGUAGE_NAMES[code],
            "url": paths.get(code) or f"/{code}/{rest}{query}",
            "path": paths.get(code) or f"/{code}/{rest}{identity}",
            "locale": _LOCALES[code],
            "current": code == current,
        }
        for code, name in settings.LANGUAGES
    ]


def build_list_url(request: HttpRequest, name: str, values: list[str]) -> str:
    """Return the address of the first page of the list with other values of a parameter."""
    query = request.GET.copy()
    query.setlist(name, values)
    query.pop("page", None)
    return f"{request.path}?{query.urlencode()}".removesuffix("?")


def build_version_links(successor: str, latest: str) -> str:
    """Return a `Link` header (RFC 5829) to the state that followed and to the newest one, where there are."""
    links = {"successor-version": successor, "latest-version": latest}
    return ", ".join(f'<{address}>; rel="{relation}"' for relation, address in links.items() if address)


def get_site_url(request: HttpRequest) -> str:
    """Return the address of the site, without a slash at its end."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def build_mail_address(request: HttpRequest, subject: str = "", text: str = "") -> str:
    """Return the address of an e-mail to the editors about a page; empty without `CONTACT_EMAIL`.

    Pages invite readers to write only where this isn't empty.
    """
    if not settings.CONTACT_EMAIL:
        return ""
    # Not the query as sent: cached pages are the same for all parameters that they don't read.
    path = f"{request.path}?{request.GET.urlencode()}".removesuffix("?")
    subject = _("China Hub: %(title)s") % {"title": subject or path}
    body = "\n\n".join(part for part in (text, f"{get_site_url(request)}{path}") if part)
    return f"mailto:{settings.CONTACT_EMAIL}?subject={quote(subject)}&body={quote(body)}"
