"""Panels of circular businesses."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City
from initiatives.choices import Sector
from initiatives.models import BusinessInitiative
from records.choices import ThemeRecords
from records.models import Theme
from records.pages.panels import register_panel

_TITLE = _("Circular businesses")
_TEMPLATE = "initiatives/panels/businesses.html"
_SHOWN_ON_CITY = 6
#: Results and aims together.
_FIGURES_SHOWN = 40


def _list_businesses() -> QuerySet:
    return BusinessInitiative.objects.published().select_related("city__parent").newest_first()


@register_panel(
    City,
    key="businesses",
    title=_TITLE,
    template=_TEMPLATE,
    order=60,
    slot="programmes",
    limit=_SHOWN_ON_CITY,
)
def list_businesses_of_city(city: City) -> QuerySet:
    """Initiatives in the city and its districts."""
    return _list_businesses().filter(city__in=city.family)


@register_panel(Theme, key="businesses", title=_TITLE, template=_TEMPLATE, order=60)
def list_businesses_of_theme(theme: Theme) -> Iterable[BusinessInitiative]:
    """Initiatives of the construction sector, on the page of their theme."""
    if theme.records_shown != ThemeRecords.CONSTRUCTION:
        return []
    return _list_businesses().filter(sector=Sector.CONSTRUCTION)


@register_panel(
    BusinessInitiative,
    key="figures",
    title=_("Results"),
    template="initiatives/panels/figures.html",
    order=10,
    slot="figures",
    limit=_FIGURES_SHOWN,
)
def list_figures_of_business(business: BusinessInitiative) -> QuerySet:
    return business.results.order_by("position", "pk")
