"""How often places were selected for the rounds of the zero-waste programme, and how many places these are.

Some places are in both rounds, so there are more selections than places. Places that only a plan names are in
no round: callers leave them out (`in_round()`).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext, ngettext

from records.texts.formats import format_number


@dataclass(frozen=True)
class SelectionCount:
    selections: int
    places: int

    def __str__(self) -> str:
        """The sentence that all pages have, in the active language."""
        if self.selections == self.places:
            number = {"number": format_number(self.places)}
            return ngettext("%(number)s city or area", "%(number)s cities and areas", self.places) % number
        return gettext("%(places)s places, selected %(n)s times in two rounds") % {
            "n": format_number(self.selections),
            "places": format_number(self.places),
        }


def count_selections(pilots: "QuerySet[Any]") -> SelectionCount:
    """Count pilots and their cities. One query."""
    counts = pilots.order_by().aggregate(selections=Count("pk"), places=Count("city", distinct=True))
    return SelectionCount(**counts)
