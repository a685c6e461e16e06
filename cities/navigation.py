"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.pages.navigation import LinkSlot, Menu, PageSection, register_link, register_page

register_page("cities", _("Cities"), PageSection.PLACES, order=10, menu=Menu.MAIN)
register_page("regions", _("Regions"), PageSection.PLACES, order=15)
register_page("indicators", _("Indicators"), PageSection.EVIDENCE, order=20)
register_link(LinkSlot.BROWSE, _("Browse the cities"), lambda: reverse("cities"))
