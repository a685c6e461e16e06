"""What this app shows on the pages of other records, and of a city's own joined records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.choices import Topic
from cities.models import City, IndicatorValue, ProfileSection
from cities.peers import peers_of
from cities.standing import standings
from records.choices import Status, WasteArea
from records.models import Theme
from records.panels import panel


@panel(City, key="indicators", title=_("Indicators"), template="cities/panels/indicators.html", order=80)
def indicator_values(city: City) -> list[IndicatorValue]:
    """What the city and its districts report, by framework and subject, newest first.

    Each value has its `standing` among those of other cities, if it has one.
    """
    values = list(
        IndicatorValue.objects.published()
        .filter(city__in=City.objects.published().within(city))
        .select_related("indicator__framework", "city")
        .order_by("indicator__framework", "indicator__name_en", "indicator", "-year", "city__name_en", "pk")
    )
    standing = standings(values)
    for value in values:
        value.standing = standing.get(value.pk)
    # The waste areas in their own order, then the topics; the sort keeps the order within each.
    subjects = [*WasteArea, *Topic]
    return sorted(
        values, key=lambda value: (value.indicator.framework_id, subjects.index(value.indicator.subject))
    )


@panel(City, key="peers", title=_("Cities like this"), template="cities/panels/peers.html", order=90)
def peers(city: City) -> list[City]:
    """At most six other cities, those with most in common first; each says what is shared."""
    return peers_of(city)


@panel(Theme, key="cities", title=_("Cities"), template="cities/panels/sections.html", order=10)
def sections(theme: Theme) -> Any:
    """The paragraphs of city profiles under this theme."""
    return (
        ProfileSection.objects.filter(theme=theme, city__status=Status.PUBLISHED)
        .select_related("city__parent")
        .order_by("city__name_en", "position", "pk")
    )
