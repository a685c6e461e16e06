"""What this app compares: themes, what marks a city, and its size.

Coal counts where coal was or is mined: a city of today is a peer of one that has left it. A transition or a
subsided mine is a reason between such cities only.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.choices import TRAIT_GROUPS, CityTrait, CoveredArea, PeerGroup, TraitGroup
from cities.models import City, CityAttribute, CitySimilarity, IndicatorValue, ProfileSection
from cities.peers.reasons import SHARED_TRAITS, register_reason
from cities.peers.similar_cities import CityFeature, CityPair, register_pairs, register_similarity
from records.choices import Status, Unit
from records.models import Theme
from records.texts.formats import format_number
from records.texts.translation import get_columns

_COAL = (CityTrait.COAL_BASED, CityTrait.FORMER_COAL)
_AFTER_COAL = (
    CityTrait.RESOURCE_CITY_IN_TRANSITION,
    CityTrait.OLD_INDUSTRIAL_BASE,
    CityTrait.SUBSIDED_LAND,
)
#: Peers have between three quarters and five quarters of the population.
_SMALLER, _LARGER = Decimal("0.75"), Decimal("1.25")


@register_similarity(order=40, group=PeerGroup.THEMES, reason="theme", depends_on=(ProfileSection, Theme))
def find_themes() -> Iterator[CityFeature]:
    sections = ProfileSection.objects.filter(city__status=Status.PUBLISHED).order_by("position", "pk")
    names = {theme.pk: get_columns(theme, "name") for theme in Theme.objects.all()}
    for city, theme in sections.values_list("city", "theme"):
        yield CityFeature(city, theme, {"theme": names[theme]})


@register_reason("theme")
def describe_theme(city: City, similarity: CitySimilarity) -> str:
    return str(similarity.get_name("theme"))


# -- attributes -------------------------------------------------------------------------------------------


def _find_traits() -> Iterator[CityFeature]:
    rows = CityAttribute.objects.filter(city__status=Status.PUBLISHED).select_related("city")
    for row in rows.order_by("position", "pk"):
        url = f"{row.city.get_absolute_url()}#{row.key}"
        yield CityFeature(row.city_id, row.code, {"trait": row.code}, url)


def _compare_coal(city: int, own: list[CityFeature], other: CityFeature) -> tuple[str, dict[str, Any]]:
    """One of the two cities may have left coal."""
    trait = own[0].params["trait"]
    if trait == other.params["trait"]:
        return "trait", other.params
    return "left-coal", {"is_other": trait != CityTrait.FORMER_COAL}


@register_similarity(order=50, group=PeerGroup.COAL, depends_on=(CityAttribute,), compare=_compare_coal)
def find_coal() -> Iterator[CityFeature]:
    """Yield what marks cities that live or lived on coal."""
    traits = list(_find_traits())
    coal_cities = {trait.city for trait in traits if trait.key in _COAL}
    for trait in traits:
        if trait.key in _COAL:
            yield trait._replace(key="coal")
        elif trait.key in _AFTER_COAL and trait.city in coal_cities:
            yield trait


@register_similarity(order=52, group=PeerGroup.MATERIALS, reason="trait", depends_on=(CityAttribute,))
def find_industries() -> Iterator[CityFeature]:
    """Yield all that marks cities but coal and their setting. Those related by coal say it there, once."""
    for trait in _find_traits():
        if trait.key not in _COAL and TRAIT_GROUPS[CityTrait(trait.key)] != TraitGroup.PLACE:
            yield trait


@register_similarity(order=54, group=PeerGroup.SIZE, reason="trait", depends_on=(CityAttribute,))
def find_settings() -> Iterator[CityFeature]:
    for trait in _find_traits():
        if TRAIT_GROUPS[CityTrait(trait.key)] == TraitGroup.PLACE:
            yield trait


@register_reason("trait")
def describe_trait(city: City, similarity: CitySimilarity) -> str:
    return str(SHARED_TRAITS[CityTrait(similarity.params["trait"])])


@register_reason("left-coal", strong=gettext_lazy("Coal cities, then or now"))
def describe_former_coal(city: City, similarity: CitySimilarity) -> str:
    former = similarity.other if similarity.params["is_other"] else city
    return _("Both are or were coal cities; %(city)s counts as a former one") % {"city": former.name}


# -- size -------------------------------------------------------------------------------------------------


class _Size(NamedTuple):
    """The residents of a city in a year."""

    number: Decimal
    year: int
    city: int
    url: str


@register_pairs(IndicatorValue)
def prepare_sizes() -> Callable[[int], Iterator[CityPair]]:
    """Find cities whose residents number within a quarter of those of a city.

    Residents of the whole city in the newest year that is known of it: numbers of an urban area or of another
    year aren't compared.
    """
    rows = (
        IndicatorValue.objects.published()
        .filter(indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY, value__isnull=False)
        .select_related("indicator", "city")
        .order_by("pk")
    )
    sizes: dict[Hashable, list[_Size]] = defaultdict(list)
    for row in rows:
        size = _Size(row.value, row.year, row.city_id, row.get_absolute_url())
        sizes[row.indicator_id, row.year, row.evidence].append(size)
    of_cities: dict[int, dict[Hashable, _Size]] = defaultdict(dict)
    for key, found in sizes.items():
        for size in found:
            of_cities[size.city].setdefault(key, size)
        found.sort()

    def find_similar_sizes(city: int) -> Iterator[CityPair]:
        own_sizes = of_cities.get(city, {})
        newest = max((size.year for size in own_sizes.values()), default=None)
        for key, own in own_sizes.items():
            if own.year == newest:
                yield from _compare_sizes(own, sizes[key])

    return find_similar_sizes


def _compare_sizes(own: _Size, sizes: list[_Size]) -> Iterator[CityPair]:
    """Yield the cities of like size; `sizes` ascend."""
    first = bisect_left(sizes, own.number * _SMALLER, key=lambda size: size.number)
    last = bisect_right(sizes, own.number * _LARGER, key=lambda size: size.number)
    for other in sizes[first:last]:
        numbers = {"year": own.year, "number": str(own.number), "other_number": str(other.number)}
        distance = float(abs(other.number - own.number) / max(own.number, Decimal(1)))
        yield CityPair(own.city, other.city, PeerGroup.SIZE, "size", numbers, other.url, distance)


@register_reason("size")
def describe_sizes(city: City, similarity: CitySimilarity) -> str:
    params = similarity.params
    return _("Similar population in %(year)s: %(other_number)s (%(city)s: %(number)s)") % {
        "year": params["year"],
        "other_number": format_number(Decimal(params["other_number"])),
        "city": city.name,
        "number": format_number(Decimal(params["number"])),
    }
