"""What the search finds of this app."""

from django.utils.translation import gettext_lazy as _

from portal.models import Priority, Target
from records.search_index import SearchIndex, register, register_page_text

register(
    SearchIndex(
        model=Priority,
        ledes=("problem",),
        body=("context", "problem", "approach", "expected_effect"),
        weight=5,
    )
)
register(SearchIndex(model=Target, ledes=("note",), body=("promised_by", "scope", "note"), weight=3))

register_page_text(
    "about",
    _(
        "An open record of circular cities in China. Each fact names its source; what is not known is left "
        "open and said so."
    ),
    _("What the hub is"),
    _("How facts are checked"),
    _("Gaps and contradictions"),
    _("Five questions of a figure"),
    _("Evidence levels"),
    _("Who says so"),
    _("How exact"),
    _("What the sources disagree on"),
    _("Names, places and maps"),
    _("Languages"),
    _("Licences and citation"),
    _("Contact and errors"),
)
register_page_text(
    "legal",
    _("Who publishes the hub, how its content may be used, and what it does not claim."),
    _("Publisher"),
    _("Content"),
    _("Code"),
    _("Works of others"),
    _("Names, maps and accuracy"),
)
register_page_text(
    "privacy",
    _("The public pages set no cookie and ask nothing of any third party."),
    _("Server logs"),
    _("When you write to us"),
    _("People in the record"),
    _("What you can ask for"),
)
register_page_text(
    "accessibility",
    _(
        "The hub aims at the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, in all three "
        "languages."
    ),
    _("How it is built"),
    _("How it is tested"),
    _("Known limits"),
)
