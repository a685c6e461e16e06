"""Which panels a record's page has, in which order, and which module adds each."""

from importlib import import_module
from typing import Any

import pytest

from cities.choices import PeerGroup
from cities.models import City, Indicator, Region
from cities.peers.similar_cities import register_similarity
from coalition.models import Event, Exchange, Network, Partner, Programme
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from portal.models import Finding
from records.models import Record, Theme, get_record_types
from records.pages.generic_views import RecordDetail
from records.pages.panels import get_section, list_panels, register_panel
from tests.factories import make_city, make_flow, make_indicator, make_indicator_value, make_park, writing
from tests.fetched_rows import count_fetched

PANELS: dict[type[Record], list[tuple[str, str]]] = {
    City: [
        ("figures", "cities.panels"),
        ("themes", "cities.panels"),
        ("memberships", "coalition.panels"),
        ("parks", "initiatives.panels.parks"),
        ("flows", "initiatives.panels.materials"),
        ("designations", "initiatives.panels.parks"),
        ("pilots", "initiatives.panels.pilots"),
        ("procurement", "initiatives.panels.procurement"),
        ("businesses", "initiatives.panels.businesses"),
        ("exchanges", "coalition.panels"),
        ("indicators", "cities.panels"),
        ("attributes", "cities.panels"),
        ("events", "coalition.panels"),
        ("findings", "portal.panels"),
    ],
    Region: [
        ("cities", "cities.panels"),
        ("others", "cities.panels"),
        ("parks", "initiatives.panels.parks"),
        ("designations", "initiatives.panels.programmes"),
        ("pilots", "initiatives.panels.pilots"),
        ("statistics", "stats.panels"),
    ],
    Theme: [
        ("cities", "cities.panels"),
        ("parks", "initiatives.panels.parks"),
        ("pilots", "initiatives.panels.pilots"),
        ("procurement", "initiatives.panels.procurement"),
        ("businesses", "initiatives.panels.businesses"),
        ("exchanges", "coalition.panels"),
        ("programmes", "initiatives.panels.programmes"),
        ("statistics", "stats.panels"),
    ],
    Partner: [("exchanges", "coalition.panels"), ("statistics", "stats.panels")],
    Programme: [
        ("sizes", "coalition.panels"),
        ("results", "coalition.panels"),
        ("designations", "initiatives.panels.parks"),
        ("pilots", "initiatives.panels.pilots"),
        ("procurement", "initiatives.panels.procurement"),
        ("exchanges", "coalition.panels"),
        ("findings", "portal.panels"),
        ("statistics", "stats.panels"),
    ],
    IndustrialPark: [
        ("figures", "initiatives.panels.parks"),
        ("flows", "initiatives.panels.materials"),
        ("facilities", "initiatives.panels.materials"),
        ("designations", "initiatives.panels.parks"),
        ("others", "initiatives.panels.parks"),
        ("findings", "portal.panels"),
    ],
    Material: [
        ("flows", "initiatives.panels.materials"),
        ("facilities", "initiatives.panels.materials"),
        ("findings", "portal.panels"),
    ],
    Indicator: [
        ("values", "cities.panels"),
        ("findings", "portal.panels"),
        ("statistics", "stats.panels"),
    ],
    Network: [
        ("members", "coalition.panels"),
        ("partners", "coalition.panels"),
        ("resources", "coalition.panels"),
        ("networks", "coalition.panels"),
        ("aims", "coalition.panels"),
        ("related", "coalition.panels"),
        ("statistics", "stats.panels"),
    ],
    Exchange: [
        ("cities", "coalition.panels"),
        ("candidates", "coalition.panels"),
        ("partners", "coalition.panels"),
        ("findings", "portal.panels"),
        ("statistics", "stats.panels"),
    ],
    Event: [("cities", "coalition.panels"), ("statistics", "stats.panels")],
    Finding: [
        *(
            (key, "portal.panels")
            for key in (
                "figures",
                "cities",
                "parks",
                "materials",
                "pilots",
                "programmes",
                "targets",
                "indicators",
                "exchanges",
                "procurement-cases",
                "businesses",
            )
        ),
        ("statistics", "stats.panels"),
    ],
    ZeroWastePilot: [
        ("actions", "initiatives.panels.pilot_parts"),
        ("plan", "initiatives.panels.pilot_parts"),
        ("results", "initiatives.panels.pilot_parts"),
        ("aims", "initiatives.panels.pilot_parts"),
        ("awards", "initiatives.panels.pilot_parts"),
        ("findings", "portal.panels"),
        ("statistics", "stats.panels"),
    ],
    ProcurementCase: [
        ("criteria", "initiatives.panels.case_parts"),
        ("outcomes", "initiatives.panels.case_parts"),
        ("stated", "initiatives.panels.case_parts"),
        ("awards", "initiatives.panels.case_parts"),
        ("findings", "portal.panels"),
        ("statistics", "stats.panels"),
    ],
    BusinessInitiative: [
        ("figures", "initiatives.panels.businesses"),
        ("findings", "portal.panels"),
        ("statistics", "stats.panels"),
    ],
}


@pytest.mark.parametrize("model", get_record_types().values(), ids=lambda model: model.__name__)
def test_the_panels_of_a_page_are_in_the_order_that_they_state(model: type[Record]) -> None:
    shown = [(panel.key, panel.rows.__module__) for panel in list_panels(model)]
    assert shown == PANELS.get(model, [("statistics", "stats.panels")])


def test_two_panels_of_a_page_never_have_one_order_or_one_key() -> None:
    used = list_panels(City)[0]
    for key, order in (("another", used.order), (used.key, 1_000)):
        with pytest.raises(ValueError, match=f"City has a panel “{used.key}”"):
            register_panel(City, key=key, title="", template="", order=order)(lambda city: [])


def test_two_similarities_never_have_one_order() -> None:
    with pytest.raises(ValueError, match="find_networks"):
        register_similarity(order=10, group=PeerGroup.COALITION, depends_on=())(lambda: [])


def make_flows(city: City) -> None:
    park = make_park(city=city)
    with writing():
        for number in range(20):
            make_flow(park, f"flow-{number}")


def make_values(city: City) -> None:
    with writing():
        for number in range(10):
            indicator = make_indicator(f"indicator-{number}")
            for year in (2020, 2021):
                make_indicator_value(indicator, city, year=year)


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "make"), [("flows", make_flows), ("indicators", make_values)])
def test_a_page_of_all_rows_fetches_them_alone(monkeypatch, key: str, make: Any) -> None:
    monkeypatch.setattr("records.pages.panels.ROWS_PER_PAGE", 15)
    make(make_city("a-city"))
    city, *_districts = City.objects.fetch_family("a-city")
    with count_fetched() as fetched:
        section = get_section(city, key, 2)
    assert section is not None
    assert len(section.rows) == 5
    assert (fetched.queries, fetched.rows) == (1, 5)


def list_detail_views() -> list[type[RecordDetail]]:
    import_module("hub.urls")
    # A base class without a model of its own has none.
    return [view for view in RecordDetail.__subclasses__() if view.model or view.queryset is not None]


@pytest.mark.parametrize("view", list_detail_views(), ids=lambda view: view.__name__)
def test_the_class_of_a_page_says_how_panels_are_added_to_it(view: Any) -> None:
    model = view.model or view.queryset.model
    assert f"@register_panel({model.__name__}, order=…)" in (view.__doc__ or "")
