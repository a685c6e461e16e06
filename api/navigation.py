"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from records.pages.navigation import LinkSlot, Menu, PageSection, register_link, register_page


def _get_feed_url(name: str = "changes-feed") -> str:
    return f"{reverse(name)}?lang={get_language()}"


register_page("developers", _("Data and API"), PageSection.USE, order=10)
register_page(
    "changes-feed",
    _("Atom feed of changes"),
    PageSection.USE,
    order=40,
    menu=Menu.NONE,
    get_url=_get_feed_url,
    in_sitemap=False,
)
register_link(LinkSlot.DATA, _("Data and API"), lambda: reverse("developers"))
register_link(LinkSlot.FEED, _("China Hub: latest changes"), _get_feed_url)
register_link(
    LinkSlot.CORRECTIONS_FEED, _("China Hub: corrections"), lambda: _get_feed_url("corrections-feed")
)
