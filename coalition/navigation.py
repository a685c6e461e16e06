"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.utils.translation import gettext_lazy as _

from records.pages.navigation import PageSection, register_page

register_page("coalition", _("Coalition"), PageSection.PRACTICE, order=60)
register_page("programmes", _("Programmes"), PageSection.EVIDENCE, order=30)
register_page("exchanges", _("Exchanges"), PageSection.PRACTICE, order=40)
register_page("events", _("Events"), PageSection.PRACTICE, order=50)
