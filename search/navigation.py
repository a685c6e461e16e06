"""Pages of this app, to which templates of lower apps link."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.pages.navigation import LinkSlot, register_link

register_link(LinkSlot.SEARCH, _("Search"), lambda: reverse("search"))
register_link(LinkSlot.SUGGESTIONS, _("Suggestions"), lambda: reverse("suggestions"))
