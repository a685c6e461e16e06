"""The briefing of a city: its waste portrait, and the numbers of its page."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import City
from cities.values.number_rows import choose_values
from cities.waste.amounts import round_figures
from cities.waste.portrait_files import draw_city_waste
from cities.waste.residents import fetch_waste_per_resident
from cities.waste.treatment import fetch_all_waste
from records.choices import Unit
from records.drawings.files import PageDrawing
from records.pages.briefings import BriefingFact, RecordBriefing
from records.texts.formats import format_number


class CityBriefing(RecordBriefing):
    queryset = City.objects.with_place()
    template_name = "cities/briefing.html"

    def build_drawing(self) -> PageDrawing | None:
        everyone = fetch_all_waste()
        waste = everyone.get(self.object.pk)
        return draw_city_waste(waste, everyone, "page") if waste else None

    def list_facts(self) -> list[BriefingFact]:
        """Return the waste of a resident, and the numbers that the page of the city has."""
        return [*_compute_waste(self.object), *_choose_city_facts(self.object)]


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


def _choose_city_facts(city: City) -> Iterator[BriefingFact]:
    """Choose the numbers of the page of the city, rates first; else its population. Two queries."""
    values = choose_values(city)
    residents = [value for value in values if value.indicator.unit == Unit.PEOPLE]
    rates = [value for value in values if value.indicator.unit == Unit.PERCENT]
    for value in rates:
        yield _build_fact(value, value.indicator.name)
    for value in residents:
        yield _build_fact(value, _("residents of the whole city"))
    for figure in [] if residents else city.key_facts.filter(key="population")[:1]:
        yield _build_fact(figure, figure.label)
    for value in values:
        if value not in rates and value not in residents:
            yield _build_fact(value, value.indicator.name)


def _build_fact(figure: Any, label: Any) -> BriefingFact:
    return BriefingFact(label, figure.year, figure, figure)
