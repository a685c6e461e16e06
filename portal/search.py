"""What the search finds of this app."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.models import Finding, Priority, Target
from records.search_index import SearchIndex, register, register_page_text

register(
    SearchIndex(
        model=Priority,
        ledes=("problem",),
        body=("context", "problem", "approach", "expected_effect"),
        weight=5,
    )
)
register(SearchIndex(model=Finding, ledes=("text",), body=("text", "limits"), weight=6))
register(SearchIndex(model=Target, ledes=("note",), body=("promised_by", "scope", "note"), weight=3))

register_page_text(
    "about",
    _(
        "Open data on circular cities in China. Every fact has its source; where something is "
        "not known, we say so."
    ),
    _("What China Hub is"),
    _("How facts are checked"),
    _("Gaps and contradictions"),
    _("How to read a figure"),
    _("Evidence levels"),
    _("Source type"),
    _("Precision"),
    _("Where sources disagree"),
    _("Names, places and maps"),
    _("Languages"),
    _("Licences and citation"),
    *([_("Contact and errors")] if settings.CONTACT_EMAIL else []),
)
register_page_text(
    "legal",
    _("Who publishes China Hub, how its content may be used, and disclaimers."),
    _("Publisher"),
    _("Content"),
    _("Code"),
    _("Third-party works"),
    _("Names, maps and accuracy"),
)
register_page_text(
    "privacy",
    _("The public pages set no cookies and send nothing to third parties."),
    _("Server logs"),
    *([_("When you write to us")] if settings.CONTACT_EMAIL else []),
    _("People named here"),
    _("What you can ask for"),
)
register_page_text(
    "accessibility",
    _(
        "China Hub aims to meet the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, "
        "in all three languages."
    ),
    _("How it is built"),
    _("How it is tested"),
    _("Known limits"),
)
