"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.utils.translation import gettext_lazy as _

from records.pages.navigation import Menu, PageSection, register_page

register_page("statistics", _("About this data"), PageSection.EVIDENCE, order=60, menu=Menu.NONE)
