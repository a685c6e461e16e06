"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.utils.translation import gettext_lazy as _

from records.navigation import PageSection, register_page

register_page("parks", _("Industrial parks"), PageSection.MENU, order=20)
register_page("zero_waste", _("Zero-waste pilots"), PageSection.MENU, order=30)
register_page("procurement", _("Procurement"), PageSection.MENU, order=40)
register_page("businesses", _("Businesses"), PageSection.MENU, order=50)
register_page("materials", _("Materials"), PageSection.RECORDS, order=10)
