"""Peers of a city by what marks it and by its size, and the choice of the groups that count.

Coal counts where coal was or is mined: a city of today is a peer of one that has left it. A transition or a
subsided mine is a reason between such cities only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.lookups import IsNull
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.choices import TRAIT_GROUPS, CityTrait, CoveredArea, Topic, TraitGroup
from cities.models import City, CityAttribute, IndicatorValue
from cities.peer_reasons import describe_coal, describe_sizes, describe_trait
from cities.similar_cities import (
    ComparedRows,
    PeerGroup,
    SharedFeature,
    compare_rows,
    fetch_shared_features,
    find_similar_cities,
    register_similarity,
)
from records.choices import Status, Unit, WasteArea

_COAL = {CityTrait.COAL_BASED, CityTrait.FORMER_COAL}
_AFTER_COAL = {
    CityTrait.RESOURCE_CITY_IN_TRANSITION,
    CityTrait.OLD_INDUSTRIAL_BASE,
    CityTrait.SUBSIDED_LAND,
}
#: Peers have between three quarters and five quarters of the population.
_SMALLER, _LARGER = Decimal("0.75"), Decimal("1.25")
#: Attributes of other cities that are read; a city has several of them.
_MAX_SHARED_ATTRIBUTES = 100
#: Reasons that a request for an exchange names: longer addresses of an e-mail aren't opened everywhere.
_REASONS_IN_MAIL = 6
#: Indicator values on the page of a city.
VALUES_SHOWN = 20
#: A query string of known groups with commas.
PEERS_PATTERN = "(?:{0})(?:,(?:{0})){{0,{1}}}".format("|".join(PeerGroup.values), len(PeerGroup) - 1)


@compare_rows
def fetch_attributes(city: City) -> ComparedRows:
    """Fetch the attributes of a city, and those of other cities that are the same or about coal."""
    rows = CityAttribute.objects.select_related("city__parent", "city__region").order_by("position", "pk")
    same = Q(code__in=CityAttribute.objects.filter(city=city).values("code"))
    others = Q(city__status=Status.PUBLISHED) & ~Q(city__in=city.family)
    return ComparedRows(
        rows,
        own=Q(city=city),
        shared=(same | (Q(code__in=_COAL) & Exists(rows.filter(city=city, code__in=_COAL)))) & others,
        near=Q(city__region=city.region_id),
        order=["city__name_en", "city", "pk"],
        limit=len(CityTrait),
        most_shared=_MAX_SHARED_ATTRIBUTES,
    )


@register_similarity(order=50)
def find_shared_attributes(city: City) -> Iterator[SharedFeature]:
    """Find cities with the same attributes; of a coal city also those that were one, and the reverse."""
    attributes = fetch_attributes(city)
    own: dict[str, CityAttribute] = {row.code: row for row in attributes.own}
    coal = next((row for code, row in own.items() if code in _COAL), None)
    coal_cities = {row.city_id for row in attributes.shared if row.code in _COAL} if coal else set()
    for row in attributes.shared:
        if row.code in _COAL:
            if coal:
                yield SharedFeature(row.city, describe_coal(coal, row, city), row, PeerGroup.COAL)
        elif row.code in own:
            group = _get_peer_group(CityTrait(row.code), row.city_id in coal_cities)
            yield SharedFeature(row.city, describe_trait(row.code), row, group)


def _get_peer_group(trait: CityTrait, are_coal_cities: bool) -> PeerGroup:
    if trait in _AFTER_COAL and are_coal_cities:
        return PeerGroup.COAL
    return PeerGroup.SIZE if TRAIT_GROUPS[trait] == TraitGroup.PLACE else PeerGroup.MATERIALS


@compare_rows
def fetch_values(city: City) -> ComparedRows:
    """Fetch the newest values of a city and its districts, and the residents of cities of its size.

    The newest of each indicator; a year without a value doesn't count if there is one with a value.
    `has_others`: there are values of other years.

    Residents of the whole city in the newest year that is known of the city: numbers of an urban area or of
    another year aren't compared. `of_city` is the number of the city to which a number is compared.
    """
    values = IndicatorValue.objects.published()
    residents = values.filter(
        indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY, value__isnull=False, city=city
    )
    same = residents.filter(
        indicator=OuterRef("indicator"), year=OuterRef("year"), evidence=OuterRef("evidence")
    )
    similar = same.filter(value__range=(OuterRef("value") / _LARGER, OuterRef("value") / _SMALLER))
    newest = residents.order_by("-year").values("year")[:1]
    of_both = {"indicator": OuterRef("indicator"), "city": OuterRef("city")}
    others = values.filter(**of_both).exclude(year=OuterRef("year"))
    is_later, is_known = Q(year__gt=OuterRef("year")), Q(value__isnull=False)
    is_unknown = Q(IsNull(OuterRef("value"), True))
    newer = others.filter((is_later & is_known) | (is_unknown & (is_later | is_known)))
    return ComparedRows(
        values.select_related("indicator__framework", "city__parent", "city__region", "ranking")
        .annotate(of_city=Subquery(similar.order_by("pk").values("value")[:1]), has_others=Exists(others))
        .order_by(
            "indicator__framework",
            _get_subject_order(),
            "indicator__name_en",
            "indicator",
            "-year",
            "city__name_en",
            "pk",
        ),
        own=Q(city__in=city.family),
        # The indicators, by which an index finds the values, follow from `similar`, too.
        shared=Q(indicator__in=residents.values("indicator"), year=Subquery(newest))
        & Q(Exists(similar), city__status=Status.PUBLISHED),
        near=Q(city__region=city.region_id),
        order=["city__name_en", "pk"],
        limit=VALUES_SHOWN,
        first=Q(~Exists(newer)),
    )


def _get_subject_order() -> Case:
    """Waste areas come first, then topics."""
    areas = [When(indicator__waste_area=area, then=place) for place, area in enumerate(WasteArea)]
    topics = [
        When(indicator__topic=topic, then=place) for place, topic in enumerate(Topic, start=len(WasteArea))
    ]
    return Case(*areas, *topics, output_field=IntegerField())


@register_similarity(order=60, group=PeerGroup.SIZE)
def find_similar_sizes(city: City) -> Iterator[SharedFeature]:
    """Find cities whose residents number within a quarter of those of the city, in the same year."""
    for row in fetch_values(city).shared:
        distance = float(abs(row.value - row.of_city) / max(row.of_city, 1))
        yield SharedFeature(row.city, describe_sizes(city, row), row, distance=distance)


# -- the panel --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GroupSwitch:
    """A group with the query that switches it on or off; an empty one stands for all groups.

    Of all groups the first switch is on, not each of them.
    """

    label: Any
    is_on: bool
    query: str


class ExchangeRequest(NamedTuple):
    """A letter that asks for an exchange with a peer, with the reasons."""

    subject: str
    text: str


@dataclass
class Peers:
    """The peers of a city in the chosen groups. `without` are labels of groups without any peer."""

    cities: list[City]
    switches: list[GroupSwitch]
    without: list[Any]

    @property
    def compare_query(self) -> str:
        """The slugs of the first three."""
        return ",".join(city.slug for city in self.cities[:3])


def read_peer_groups(text: str) -> list[PeerGroup]:
    """Return the groups that a query parameter names; all, if it names none."""
    named = text.split(",")
    return [group for group in PeerGroup if group in named] or list(PeerGroup)


def build_peers(city: City, chosen: Iterable[PeerGroup]) -> Peers | None:
    """Return the peers in the chosen groups, or None if the city has none in any group.

    `request` is set on each peer: a letter that asks for an exchange.
    """
    found = fetch_shared_features(city)
    groups = [group for group in PeerGroup if found.get(group)]
    if not groups:
        return None
    # A chosen group without peers doesn't hide the others.
    on = [group for group in groups if group in set(chosen)]
    cities: list[Any] = find_similar_cities(city, on)
    for peer in cities:
        peer.request = _build_exchange_request(city, peer)
    is_whole = len(on) == len(groups)
    switches = [GroupSwitch(pgettext("peers", "All"), is_whole, "")]
    switches += [_build_switch(group, [] if is_whole else on, groups) for group in groups]
    return Peers(cities, switches, [group.label for group in PeerGroup if group not in groups])


def _build_switch(group: PeerGroup, on: list[PeerGroup], groups: list[PeerGroup]) -> GroupSwitch:
    """Return the switch that adds a group to those that are on, or removes it."""
    after = [other for other in groups if (other in on) != (other == group)]
    query = "" if len(after) in (0, len(groups)) else ",".join(after)
    return GroupSwitch(group.label, group in on, query)


def _build_exchange_request(city: City, peer: Any) -> ExchangeRequest:
    names = {"city": city.name, "other_city": peer.name}
    reasons = "\n".join(f"- {shared.text}" for shared in peer.shared[:_REASONS_IN_MAIL])
    text = _("%(city)s would like an exchange with %(other_city)s. What they have in common:") % names
    return ExchangeRequest(_("Exchange between %(city)s and %(other_city)s") % names, f"{text}\n{reasons}")
