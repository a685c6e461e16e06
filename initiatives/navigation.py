"""Pages of this app in the menu, the footer and the sitemap, and links to them from lower apps."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.pages.navigation import Menu, PageSection, register_page

register_page(
    "parks",
    _("Industrial parks"),
    PageSection.PLACES,
    order=20,
    menu=Menu.MAIN,
    menu_label=pgettext_lazy("menu", "Parks"),
)
register_page(
    "zero_waste",
    _("Zero-waste cities"),
    PageSection.PLACES,
    order=40,
    menu=Menu.MAIN,
    menu_label=pgettext_lazy("menu", "Zero-waste"),
)
register_page("materials", _("Materials"), PageSection.PRACTICE, order=10, menu=Menu.MAIN)
register_page("procurement", _("Green procurement"), PageSection.PRACTICE, order=20)
register_page("businesses", _("Businesses"), PageSection.PRACTICE, order=30)
