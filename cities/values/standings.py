"""Where a value stands among those of other cities, in words, without a rank: the site ranks no cities."""

from django.utils.translation import gettext as _

from cities.rankings import Ranking
from records.texts.formats import format_number


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
