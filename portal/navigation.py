"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.pages.navigation import LinkSlot, Menu, PageSection, register_link, register_page

register_page("home", _("Home"), PageSection.START, order=10, menu=Menu.NONE)
register_page("findings", _("Findings"), PageSection.EVIDENCE, order=10, menu=Menu.MAIN)
register_page("about", _("How we check facts"), PageSection.USE, order=20)
register_page("legal", _("Legal notice"), PageSection.USE, order=50, menu=Menu.NONE)
register_page("privacy", _("Privacy"), PageSection.USE, order=60, menu=Menu.NONE)
register_page("accessibility", _("Accessibility"), PageSection.USE, order=70, menu=Menu.NONE)
register_link(LinkSlot.HOME, _("Home"), lambda: reverse("home"))
register_link(LinkSlot.MANIFEST, _("China Hub"), lambda: reverse("manifest"))
register_link(LinkSlot.LICENCE, _("Licence and citation"), lambda: f"{reverse('about')}#licence")
