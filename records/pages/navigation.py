"""The menu, the footer, and links from pages of lower apps to pages of apps above them.

An app registers its pages in its module `navigation`, which is discovered on start:

    register_page("parks", _("Industrial parks"), PageSection.PLACES, order=20)

and the pages to which templates of lower apps link:

    register_link(LinkSlot.HOME, _("Home"), lambda: reverse("home"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

GetUrl = Callable[[], str]


class PageSection(StrEnum):
    """The column of the footer that lists a page, in this order."""

    START = "start"
    PLACES = "places"
    PRACTICE = "practice"
    EVIDENCE = "evidence"
    USE = "use"


#: Headings of the footer. The start page is in neither menu nor footer.
FOOTER_LABELS = {
    PageSection.PLACES: _("Places"),
    PageSection.PRACTICE: _("Practice"),
    PageSection.EVIDENCE: pgettext_lazy("footer", "Evidence"),
    PageSection.USE: pgettext_lazy("footer", "Use"),
}


class Menu(StrEnum):
    """Where the menu lists a page. The footer lists all pages."""

    MAIN = "main"
    MORE = "more"
    NONE = "none"


class LinkSlot(StrEnum):
    """What the templates of this app link to without knowing which app has the page."""

    HOME = "home"
    #: The web app manifest.
    MANIFEST = "manifest"
    #: The feed of changes.
    FEED = "feed"
    #: The feed of corrections.
    CORRECTIONS_FEED = "corrections_feed"
    #: How data can be reused.
    DATA = "data"
    #: Licence and citation.
    LICENCE = "licence"
    #: Where readers report an error.
    REPORT = "report"
    #: The list that the pages for missing and withdrawn records suggest.
    BROWSE = "browse"
    #: The search, and the suggestions for what is being typed.
    SEARCH = "search"
    SUGGESTIONS = "suggestions"


@dataclass(frozen=True)
class PublicPage:
    """A page of the site. `url_name` is its key; the sitemap lists it unless `in_sitemap` is false."""

    url_name: str
    label: Any
    section: PageSection
    order: int
    menu: Menu
    menu_label: Any
    get_url: GetUrl
    in_sitemap: bool

    def build_item(self, request: HttpRequest) -> dict[str, Any]:
        """Return the entry in the menu or the footer; `current` is the value of `aria-current`."""
        url = self.get_url()
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        return {"url": url, "label": self.label, "menu_label": self.menu_label, "current": current}


@dataclass(frozen=True)
class SiteLink:
    label: Any
    get_url: GetUrl

    @property
    def url(self) -> str:
        return self.get_url()


def _cache_url(get_url: GetUrl) -> GetUrl:
    """Return a function that resolves the URL once per language: a page has eighty of menu and footer."""
    resolve = cache(lambda _language, _prefix: get_url())
    return lambda: resolve(get_language(), get_script_prefix())


_pages: dict[str, PublicPage] = {}
_links: dict[LinkSlot, SiteLink] = {}


def register_page(
    url_name: str,
    label: Any,
    section: PageSection,
    *,
    order: int,
    menu: Menu = Menu.MORE,
    menu_label: Any = "",
    get_url: GetUrl | None = None,
    in_sitemap: bool = True,
) -> None:
    """Add a page to the menu, the footer and the sitemap. `get_url` is needed for a query string.

    The menu shows `menu_label` where the label is long.
    """
    get_url = _cache_url(get_url or (lambda: reverse(url_name)))
    _pages[url_name] = PublicPage(
        url_name, label, section, order, menu, menu_label or label, get_url, in_sitemap
    )


def register_link(slot: LinkSlot, label: Any, get_url: GetUrl) -> None:
    """Set the page to which the templates of this app link in a slot."""
    _links[slot] = SiteLink(label, _cache_url(get_url))


def get_link(slot: str) -> SiteLink | None:
    """Return the link in a slot; None if no app fills it."""
    return _links.get(LinkSlot(slot))


def get_page_url(url_name: str) -> str:
    """Return the URL of a registered page."""
    return _pages[url_name].get_url()


def get_pages() -> list[PublicPage]:
    """Return the pages in the order of the menu and the footer."""
    sections = list(PageSection)
    return sorted(_pages.values(), key=lambda page: (sections.index(page.section), page.order))


def get_navigation(request: HttpRequest, menu: Menu = Menu.MAIN) -> list[dict[str, Any]]:
    return [page.build_item(request) for page in get_pages() if page.menu == menu]


def get_footer_groups(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "items": [page.build_item(request) for page in get_pages() if page.section == section],
        }
        for section, label in FOOTER_LABELS.items()
    ]


register_page("compare", pgettext_lazy("page", "Compare"), PageSection.EVIDENCE, order=15)
register_page("themes", _("Themes"), PageSection.PRACTICE, order=55)
register_page("sources", _("Sources"), PageSection.EVIDENCE, order=40)
register_page("corrections", _("Corrections"), PageSection.EVIDENCE, order=50, menu=Menu.NONE)
