"""Where a value stands among those of other cities, in words, without a rank: the site ranks no cities."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.rankings import Ranking
from records.texts.formats import format_number
from stats.aggregations import FEWEST_FOR_A_SENTENCE


def describe_standing(ranking: Ranking) -> str:
    """Return how many cities have a higher and a lower value for the same year, in the active language."""
    if ranking.higher and ranking.lower:
        text = _("Of %(cities)s cities with a value for this year: %(higher)s higher, %(lower)s lower")
    elif ranking.higher:
        text = _("Of %(cities)s cities with a value for this year: %(higher)s higher, none lower")
    elif ranking.lower:
        text = _("Of %(cities)s cities with a value for this year: none higher, %(lower)s lower")
    else:
        text = _("The same in all %(cities)s cities with a value for this year")
    numbers = {"cities": ranking.cities, "higher": ranking.higher, "lower": ranking.lower}
    return text % {name: format_number(number) for name, number in numbers.items()}


def describe_end(ranking: Ranking) -> str:
    """Return that a value is the lowest or highest of its year, with how many others; else nothing.

    An end that many cities share, as a yearbook's 0 or 100%, says nothing of one of them.
    """
    if ranking.cities < FEWEST_FOR_A_SENTENCE or ranking.equal >= FEWEST_FOR_A_SENTENCE:
        return ""
    if bool(ranking.higher) == bool(ranking.lower):
        return ""
    if not ranking.equal:
        text = _("highest of %(cities)s cities") if ranking.lower else _("lowest of %(cities)s cities")
    elif ranking.lower:
        text = ngettext(
            "highest of %(cities)s cities, with %(others)s other",
            "highest of %(cities)s cities, with %(others)s others",
            ranking.equal,
        )
    else:
        text = ngettext(
            "lowest of %(cities)s cities, with %(others)s other",
            "lowest of %(cities)s cities, with %(others)s others",
            ranking.equal,
        )
    return text % {"cities": format_number(ranking.cities), "others": format_number(ranking.equal)}
