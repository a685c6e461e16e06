"""What this app shows on the pages of other records, and of a city's own joined records."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cities.models import City, IndicatorValue, ProfileSection
from records.choices import Status
from records.models import Theme
from records.panels import panel


@panel(City, key="indicators", title=_("Indicators"), template="cities/panels/indicators.html", order=80)
def indicator_values(city: City) -> Any:
    """What the city and its districts report, newest first within each indicator."""
    return (
        IndicatorValue.objects.published()
        .filter(city__in=City.objects.published().within(city))
        .select_related("indicator__framework", "city")
        .order_by("indicator__framework", "indicator__waste_area", "indicator__name_en", "-year", "pk")
    )


@panel(Theme, key="cities", title=_("Cities"), template="cities/panels/sections.html", order=10)
def sections(theme: Theme) -> Any:
    """The paragraphs of city profiles under this theme."""
    return (
        ProfileSection.objects.filter(theme=theme, city__status=Status.PUBLISHED)
        .select_related("city__parent")
        .order_by("city__name_en", "position", "pk")
    )
