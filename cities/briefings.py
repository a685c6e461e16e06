"""The briefing of a city: its waste portrait, and what is known of recycling and residents."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.choices import CoveredArea
from cities.models import City
from cities.statistics import get_comparable_values
from cities.waste.amounts import round_figures
from cities.waste.portrait_files import draw_city_waste
from cities.waste.residents import fetch_waste_per_resident
from cities.waste.treatment import fetch_all_waste
from records.choices import Evidence, MeasuredProperty, Unit, WasteArea
from records.drawings.files import PageDrawing
from records.pages.briefings import BriefingFact, RecordBriefing
from records.texts.formats import format_number

#: Waste of which a briefing says how much is recycled, in this order.
_RECYCLED = (WasteArea.DOMESTIC, WasteArea.INDUSTRIAL, WasteArea.CONSTRUCTION)
#: What is meant to be is no fact.
_INTENTIONS = (Evidence.TARGET, Evidence.REQUIRED, Evidence.PLANNED, Evidence.EXPECTED)


class CityBriefing(RecordBriefing):
    queryset = City.objects.with_place()
    template_name = "cities/briefing.html"

    def build_drawing(self) -> PageDrawing | None:
        everyone = fetch_all_waste()
        waste = everyone.get(self.object.pk)
        return draw_city_waste(waste, everyone, "page") if waste else None

    def list_facts(self) -> list[BriefingFact]:
        """Return the waste of a resident, what is recycled of each waste, and the residents."""
        city = self.object
        return [*_compute_waste(city), *_choose_rates(city), *_choose_residents(city)]


def _compute_waste(city: City) -> Iterator[BriefingFact]:
    """Work out the waste per resident, if tonnes and residents are of one area and year. One query."""
    waste = fetch_all_waste().get(city.pk)
    own = fetch_waste_per_resident({city.pk: waste}).get(city.pk) if waste else None
    if waste is not None and waste.scope is not None and own is not None:
        number = format_number(round_figures(own.kilograms))
        text = format_html(
            '<b class="num">{}</b> <span class="unit">{}</span>', number, pgettext("units", "kg")
        )
        label = _("%(area)s: municipal waste per resident") % {"area": waste.scope.label}
        yield BriefingFact(label, own.year, own.residents, text=text)


def _choose_rates(city: City) -> Iterator[BriefingFact]:
    """Choose the newest rate of each waste: values of the city and figures of its page. Two queries."""
    measured = Q(indicator__measured_property=MeasuredProperty.RECYCLING_RATE, indicator__unit=Unit.PERCENT)
    values = get_comparable_values().filter(measured, city=city).exclude(evidence__in=_INTENTIONS)
    whole_year = {"period_en": "", "period_zh_hans": "", "year__isnull": False}
    figures = city.key_facts.filter(measured, **whole_year).exclude(evidence__in=_INTENTIONS)
    found: list[Any] = [
        *figures.select_related("indicator").order_by("-year", "position"),
        *values.select_related("indicator").order_by("-year", "indicator__name_en", "pk"),
    ]
    for area in _RECYCLED:
        rates = [rate for rate in found if rate.indicator.waste_area == area]
        if rates:
            newest = max(rates, key=lambda rate: rate.year)  # the first of a year
            yield _build_fact(newest, newest.indicator.name)


def _choose_residents(city: City) -> Iterator[BriefingFact]:
    """Choose the newest number of residents of the whole city: a value, or the figure of its page."""
    values = get_comparable_values().filter(
        city=city, indicator__unit=Unit.PEOPLE, indicator__scope=CoveredArea.WHOLE_CITY
    )
    newest: Any = values.exclude(evidence__in=_INTENTIONS).order_by("-year", "pk").first()
    if newest is not None:
        yield _build_fact(newest, _("residents of the whole city"))
        return
    for figure in city.key_facts.filter(key="population")[:1]:
        yield _build_fact(figure, figure.label)


def _build_fact(figure: Any, label: Any) -> BriefingFact:
    return BriefingFact(label, figure.year, figure, figure)
