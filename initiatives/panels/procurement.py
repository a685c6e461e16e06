"""Panels of procurement cases."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.models import Programme
from initiatives.models import ProcurementCase
from records.choices import ThemeRecords
from records.models import Theme
from records.panels import register_panel

_TITLE = _("Procurement cases")
_TEMPLATE = "initiatives/panels/cases.html"


def _order_newest_first(cases: Any) -> QuerySet:
    return cases.for_list().order_by(F("year").desc(nulls_last=True), "title_en", "pk")


@register_panel(City, key="procurement", title=_TITLE, template=_TEMPLATE, order=50)
def list_cases_of_city(city: City) -> Iterable[ProcurementCase]:
    """Return cases of the city and its districts."""
    within = City.objects.published().within(city)
    return _order_newest_first(ProcurementCase.objects.published().filter(city__in=within))


@register_panel(Theme, key="procurement", title=_TITLE, template=_TEMPLATE, order=50)
def list_cases_of_theme(theme: Theme) -> Iterable[ProcurementCase]:
    """Return all cases, on the page of their theme."""
    if theme.records_shown != ThemeRecords.PROCUREMENT:
        return []
    return _order_newest_first(ProcurementCase.objects.published())


@register_panel(Programme, key="procurement", title=_TITLE, template=_TEMPLATE, order=50)
def list_cases_of_programme(programme: Programme) -> Iterable[ProcurementCase]:
    return _order_newest_first(ProcurementCase.objects.published().filter(programme=programme))
