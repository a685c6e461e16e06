"""What a city and its peer have in common, as sentences about both, in the active language."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy

from cities.choices import CityTrait
from cities.models import City, CitySimilarity

Sentence = Callable[[City, CitySimilarity], str]

_sentences: dict[str, Sentence] = {}
_strong: dict[str, Any] = {}


def register_reason(code: str, strong: Any = None) -> Callable[[Sentence], Sentence]:
    """Decorate a function that words the reason with this code.

    `strong`: a few words for it, if it is strong enough to stand below the name of a city.
    """

    def register(sentence: Sentence) -> Sentence:
        _sentences[code] = sentence
        if strong:
            _strong[code] = strong
        return sentence

    return register


def list_reason_codes() -> list[str]:
    return sorted(_sentences)


def list_strong_reasons() -> dict[str, Any]:
    """Return the words of strong reasons, by code."""
    return dict(_strong)


def describe_similarity(city: City, similarity: CitySimilarity) -> str:
    return _sentences[similarity.reason](city, similarity)


#: What two cities with the same attribute have in common.
SHARED_TRAITS: dict[CityTrait, Any] = {
    CityTrait.COAL_BASED: gettext_lazy("Both live on coal"),
    CityTrait.FORMER_COAL: gettext_lazy("Both are former coal cities"),
    CityTrait.RESOURCE_CITY: gettext_lazy("Both are resource cities"),
    CityTrait.RESOURCE_CITY_IN_TRANSITION: gettext_lazy("Both are resource cities in transition"),
    CityTrait.OLD_INDUSTRIAL_BASE: gettext_lazy("Both are old industrial bases"),
    CityTrait.STEEL: gettext_lazy("Both make steel"),
    CityTrait.NON_FERROUS_METALS: gettext_lazy("Both make non-ferrous metals"),
    CityTrait.OIL_AND_PETROCHEMICALS: gettext_lazy("Both have an oil and petrochemical industry"),
    CityTrait.CHEMICALS: gettext_lazy("Both have a chemical industry"),
    CityTrait.AUTOMOTIVE: gettext_lazy("Both make cars"),
    CityTrait.ELECTRONICS_AND_HIGH_TECH: gettext_lazy("Both make electronics and high tech"),
    CityTrait.TEXTILES: gettext_lazy("Both make textiles"),
    CityTrait.RECYCLING_INDUSTRY: gettext_lazy("Both have a recycling industry"),
    CityTrait.NEW_ENERGY: gettext_lazy("Both are building up new energy"),
    CityTrait.AGRICULTURAL: gettext_lazy("Both are agricultural"),
    CityTrait.MARINE: gettext_lazy("Both have a marine economy"),
    CityTrait.TOURISM: gettext_lazy("Both live on tourism"),
    CityTrait.PORT: gettext_lazy("Both have a port"),
    CityTrait.COASTAL: gettext_lazy("Both lie on the coast"),
    CityTrait.PLATEAU: gettext_lazy("Both lie on a high plateau"),
    CityTrait.MEGACITY: gettext_lazy("Both are megacities"),
    CityTrait.VERY_DENSE: gettext_lazy("Both are very densely populated"),
    CityTrait.PROVINCIAL_CAPITAL: gettext_lazy("Both are provincial capitals"),
    CityTrait.COUNTY_SCALE: gettext_lazy("Both are the size of a county"),
    CityTrait.NEW_TOWN: gettext_lazy("Both are new towns"),
    CityTrait.MANUFACTURING_ZONE: gettext_lazy("Both are manufacturing zones"),
    CityTrait.SUBSIDED_LAND: gettext_lazy("Both have land that subsided by mining"),
    CityTrait.BULK_INDUSTRIAL_WASTE: gettext_lazy("Both have bulk industrial waste"),
    CityTrait.FOOD_WASTE_PRESSURE: gettext_lazy("Both are under pressure from food waste"),
    CityTrait.WASTE_FEES: gettext_lazy("Both have fees or a law for sorting waste"),
    CityTrait.GREEN_BUYER: gettext_lazy("Both buy green for the public"),
    CityTrait.WATER_SCARCE: gettext_lazy("Both are short of water"),
}
