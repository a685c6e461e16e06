"""Panels of procurement cases."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.models import City
from coalition.models import Programme
from initiatives.models import ProcurementCase, ProcurementOutcome
from records.choices import ThemeRecords
from records.models import Theme
from records.pages.panels import register_panel

_TITLE = _("Green procurement cases")
_TEMPLATE = "initiatives/panels/cases.html"


def _list_cases() -> QuerySet:
    return ProcurementCase.objects.published().for_list().newest_first()


def _list_cited(case: Any) -> list[ProcurementCase | ProcurementOutcome]:
    return [case, *case.main_outcomes]


@register_panel(
    City,
    key="procurement",
    title=_TITLE,
    template=_TEMPLATE,
    order=50,
    slot="programmes",
    cited=_list_cited,
)
def list_cases_of_city(city: City) -> QuerySet:
    """Return cases of the city and its districts."""
    return _list_cases().filter(city__in=city.family)


@register_panel(Theme, key="procurement", title=_TITLE, template=_TEMPLATE, order=50, cited=_list_cited)
def list_cases_of_theme(theme: Theme) -> Iterable[ProcurementCase]:
    """Return all cases, on the page of their theme."""
    return _list_cases() if theme.records_shown == ThemeRecords.PROCUREMENT else []


@register_panel(Programme, key="procurement", title=_TITLE, template=_TEMPLATE, order=50, cited=_list_cited)
def list_cases_of_programme(programme: Programme) -> Iterable[ProcurementCase]:
    return _list_cases().filter(programme=programme)
