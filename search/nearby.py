"""Examples of a material near a place, where a query names both: "fly ash zibo", 淄博粉煤灰."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from cities.models import City
from cities.place_names import find_cities_by_name
from initiatives.material_names import find_materials
from initiatives.precedents import Offer, Precedent, Side, rank_precedents
from search.queries import SearchQuery
from search.words import is_han

#: Longer queries and names aren't looked at.
_MOST_WORDS, _MOST_OF_A_NAME = 6, 2
#: A word in the names of more materials, such as "waste", means none of them.
_MOST_MATERIALS = 5


@dataclass(frozen=True)
class NearbyExamples:
    """Examples of what was done with a material, seen from a city. `distance`: of the nearest one, in km."""

    words: str
    city: City
    precedents: list[Precedent]

    @property
    def count(self) -> int:
        return len(self.precedents)

    @property
    def material(self) -> str:
        """The name of the material; of several, the words of the query."""
        names = {str(one.flow.material.name) for one in self.precedents}
        return names.pop() if len(names) == 1 else self.words

    @property
    def distance(self) -> int | None:
        known = [one.distance for one in self.precedents if one.distance is not None]
        return round(min(known)) if known else None

    @property
    def url(self) -> str:
        query = urlencode({"material": self.words, "place": self.city.slug})
        return f"{reverse('precedents')}?{query}"


def find_nearby_examples(query: SearchQuery) -> NearbyExamples | None:
    """Return the examples of the material near the place that the query names, if it names both."""
    for place, words in _list_parts(query.runs):
        cities = list(find_cities_by_name(place)[:2])
        materials = find_materials(words) if len(cities) == 1 else {}
        if 0 < len(materials) <= _MOST_MATERIALS:
            examples = NearbyExamples(
                words, cities[0], rank_precedents(Offer(Side.HAVE, materials, cities[0]))
            )
            return examples if examples.count else None
    return None


def _list_parts(runs: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a name of one or two words at the end or at the start, and the words beside it."""
    for size in range(1, min(len(runs) - 1, _MOST_OF_A_NAME) + 1 if len(runs) <= _MOST_WORDS else 1):
        yield _join_runs(runs[-size:]), _join_runs(runs[:-size])
        yield _join_runs(runs[:size]), _join_runs(runs[size:])


def _join_runs(runs: list[str]) -> str:
    return ("" if all(map(is_han, runs)) else " ").join(runs)
