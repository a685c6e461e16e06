"""The briefing of a city: its waste portrait, and the numbers of its page."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.models import City
from cities.panels import (
    POPULATIONS,
    list_figures_of_city,
    list_newest_values_of_city,
    list_sections_of_city,
    list_shown_figures,
)
from cities.peers.beside import fetch_neighbours
from cities.values.number_rows import choose_values
from cities.waste.amounts import round_figures
from cities.waste.portrait_files import draw_city_waste
from cities.waste.residents import fetch_waste_per_resident
from cities.waste.section import build_waste_section
from cities.waste.treatment import INTENTIONS, fetch_all_waste
from records.choices import Unit
from records.drawings.files import PageDrawing
from records.pages.briefings import MAX_FACTS, BriefingFact, RecordBriefing
from records.pages.panels import fill_panel, list_panels
from records.texts.formats import format_number

#: Measures, exchanges and cities on a sheet without a portrait.
_MOST_ENTRIES = 3


class CityBriefing(RecordBriefing):
    queryset = City.objects.with_place()
    template_name = "cities/briefing.html"

    def build_drawing(self) -> PageDrawing | None:
        everyone = fetch_all_waste()
        waste = everyone.get(self.object.pk)
        return draw_city_waste(waste, everyone, "page") if waste else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        panels = [panel for panel in list_panels(City) if panel.tags]
        filled = [fill_panel(panel, self.object, panel.limit) for panel in panels]
        if not context["drawing"]:
            context |= self._describe_work()
        return {
            **context,
            "tagged": [panel for panel in filled if panel],
            "mailbox": settings.CONTACT_EMAIL,
        }

    def _describe_work(self) -> dict[str, Any]:
        """Return what a sheet without a portrait has: measures, exchanges and events, cities with reasons."""
        waste = fetch_all_waste()
        panels = [panel for panel in list_panels(City) if panel.slot == "cooperation"]
        return {
            "waste": build_waste_section(self.object, waste),
            "measures": list_sections_of_city(self.object)[:_MOST_ENTRIES],
            "cooperation": [fill_panel(panel, self.object, _MOST_ENTRIES) for panel in panels],
            "peers": fetch_neighbours(self.object, waste).beside[:_MOST_ENTRIES],
        }

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
        note = _("Tonnes and residents are of the same area, calculated by China Hub.")
        yield BriefingFact(label, own.year, own.residents, text=text, note=note)


def _choose_city_facts(city: City) -> Iterator[BriefingFact]:
    """Choose the numbers of the page of the city, rates first; else its population. Two queries."""
    values = choose_values(city)
    residents = [value for value in values if value.indicator.unit == Unit.PEOPLE]
    rates = [value for value in values if value.indicator.unit == Unit.PERCENT]
    for value in rates:
        yield _build_fact(value, value.indicator.name)
    for value in residents:
        yield _build_fact(value, _("residents of the whole city"))
    for figure in [] if residents else list_shown_figures(city).filter(key__in=POPULATIONS)[:1]:
        yield BriefingFact(figure.label, figure.year, figure, figure, note=figure.note)
    for value in values:
        if value not in rates and value not in residents:
            yield _build_fact(value, value.indicator.name)
    if not values:
        yield from _list_first_facts(city)


def _list_first_facts(city: City) -> Iterator[BriefingFact]:
    """Return what is known of a city without such numbers: its figures, then its values. Two queries."""
    for figure in list_figures_of_city(city)[:MAX_FACTS]:
        yield _build_fact(figure, figure.label)
    newest = list_newest_values_of_city(city).filter(city=city, value__isnull=False)
    for value in newest.exclude(evidence__in=INTENTIONS)[:MAX_FACTS]:
        yield _build_fact(value, value.indicator.name)


def _build_fact(figure: Any, label: Any) -> BriefingFact:
    return BriefingFact(label, figure.year, figure, figure)
