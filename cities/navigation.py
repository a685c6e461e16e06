"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.navigation import LinkSlot, PageSection, register_link, register_page

register_page("cities", _("Cities"), PageSection.MENU, order=10)
register_page("indicators", _("Indicators"), PageSection.MENU, order=70)
register_link(LinkSlot.BROWSE, _("Browse the cities"), lambda: reverse("cities"))
