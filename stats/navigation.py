"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.utils.translation import gettext_lazy as _

from records.navigation import PageSection, register_page

register_page("statistics", _("Statistics"), PageSection.EVIDENCE, order=25)
