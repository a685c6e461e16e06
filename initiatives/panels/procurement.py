"""Panels of procurement cases."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cities.compiled_rows import compile_first_rows
from cities.models import City
from coalition.models import Programme
from initiatives.models import ProcurementCase
from records.choices import ThemeRecords
from records.models import Theme
from records.panels import register_panel

_TITLE = _("Green procurement cases")
_TEMPLATE = "initiatives/panels/cases.html"


def _list_cases() -> QuerySet:
    return ProcurementCase.objects.published().for_list().newest_first()


def _mark_outcomes_cited(record: Any, cases: list[Any]) -> None:
    for case in cases:
        case.also_cited = case.main_outcomes


@register_panel(
    City,
    key="procurement",
    title=_TITLE,
    template=_TEMPLATE,
    order=50,
    folded=True,
    brief=True,
    complete=_mark_outcomes_cited,
)
@compile_first_rows()
def list_cases_of_city(city: City) -> QuerySet:
    """Return cases of the city and its districts."""
    return _list_cases().filter(city__in=city.family)


@register_panel(
    Theme, key="procurement", title=_TITLE, template=_TEMPLATE, order=50, complete=_mark_outcomes_cited
)
def list_cases_of_theme(theme: Theme) -> Iterable[ProcurementCase]:
    """Return all cases, on the page of their theme."""
    return _list_cases() if theme.records_shown == ThemeRecords.PROCUREMENT else []


@register_panel(
    Programme, key="procurement", title=_TITLE, template=_TEMPLATE, order=50, complete=_mark_outcomes_cited
)
def list_cases_of_programme(programme: Programme) -> Iterable[ProcurementCase]:
    return _list_cases().filter(programme=programme)
