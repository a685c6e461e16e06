"""No page grows with the data: with 400 related records it shows the first, and leads to all of them."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from cities.models import City, CityFigure, CityName, IndicatorValue
from coalition.models import (
    Aim,
    Event,
    Exchange,
    ExchangeCandidate,
    ExchangeCity,
    Membership,
    PartnerName,
    RelatedWork,
)
from initiatives.models import (
    BusinessFigure,
    BusinessInitiative,
    Criterion,
    Designation,
    Facility,
    IndustrialPark,
    MaterialFlow,
    MaterialName,
    ParkFigure,
    PilotAction,
    PilotAward,
    PilotFigure,
    ProcurementAward,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from initiatives.views.businesses import BusinessList
from portal.models import LeadingCity, Priority, PriorityTarget, SiteText
from records.models import SourceUse
from tests import factories
from tests.api.api_client import read_body
from tests.bulk_copies import create_copies
from tests.factories import save_part, text, writing
from tests.fetched_rows import count_fetched

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MANY = 400
MOST_BYTES, MOST_QUERIES, MOST_ROWS = 150_000, 20, 400
#: The page of a city has fifteen panels.
MOST_QUERIES_OF_CITY = 21


def copy_many(record: Any, **changes: Callable[[int], Any]) -> list[Any]:
    """Publish 400 records like this one, in one transaction."""
    model = type(record)
    with writing() as written:
        copies = create_copies(
            model, [record] * MANY, slug=lambda number: f"{record.slug}-{number:03}", **changes
        )
        written.touch(*copies)
    return copies


def copy_parts(part: Any, owner: Any) -> None:
    with writing() as written:
        create_copies(type(part), [part] * MANY, key=lambda number: f"{part.key}-{number:03}")
        written.touch(owner)


def copy_cities(city: City) -> list[Any]:
    return copy_many(city, name_en=lambda number: f"Town {number:03}")


def copy_pilots() -> list[Any]:
    """Publish 400 pilots of as many cities."""
    pilot = factories.make_pilot("pilot")
    cities = copy_cities(pilot.city)
    return copy_many(pilot, city_id=lambda number: cities[number].pk)


def assert_bounded(client: Any, path: str) -> str:
    """Ask for a page as it was never asked for, and hold what it takes. Returns the page."""
    client.get(path)
    with count_fetched() as fetched:
        response = client.get(path)
    assert response.status_code == 200, path
    taken = (len(response.content), fetched.queries, fetched.rows)
    assert taken <= (MOST_BYTES, taken[1], taken[2]), (path, taken)
    most_queries = MOST_QUERIES_OF_CITY if "/cities/" in path else MOST_QUERIES
    assert fetched.queries <= most_queries, (path, taken)
    assert fetched.rows <= MOST_ROWS, (path, taken)
    return response.content.decode()


def read_section(client: Any, page: str, path: str, key: str, most: int = MANY) -> list[str]:
    """Follow the link to all rows of a section, and its pages; return them."""
    assert f'href="?section={key}"' in page or f"section={key}" in page, key
    pages, number = [], 1
    while True:
        html = assert_bounded(client, f"{path}?section={key}&page={number}")
        pages.append(html)
        if 'rel="next"' not in html:
            return pages
        number += 1
        assert number <= most / 40


def test_an_indicator_with_many_values(client):
    indicator, city = factories.make_indicator("waste"), factories.make_city()
    value = factories.make_indicator_value(indicator, city)
    cities = copy_cities(city)
    copy_many(
        value,
        city_id=lambda number: cities[number].pk,
        value=lambda number: number % 7 + 1,
        year=lambda number: 2010 + number % 12,
    )
    path = indicator.get_absolute_url()
    page = assert_bounded(client, path)
    assert "401 values" in re.sub(r"\s+", " ", page)
    assert re.findall(r'<span class="num">(\d{4})</span>', page)[0] == "2021", "the newest come first"
    pages = read_section(client, page, path, "values")
    shown = [row for html in pages for row in re.findall(r'<tr id="(indicator-value-[^"]+)"', html)]
    assert len(shown) == len(set(shown)) == MANY + 1
    one = IndicatorValue.objects.last()
    address, _, anchor = one.get_absolute_url().partition("#")
    assert f'id="{anchor}"' in assert_bounded(client, address), "a value is on the page of its address"


def test_a_city_with_many_records_of_each_kind(client):
    city = factories.make_city("a-town")
    park, programme = factories.make_park(city=city), factories.make_programme()
    indicators = [factories.make_indicator() for _number in range(5)]
    copy_many(
        factories.make_indicator_value(indicators[4], city),
        indicator_id=lambda number: indicators[number // 100].pk,
        year=lambda number: 1950 + number % 100,
    )
    copy_many(factories.make_case(city=city))
    copy_many(factories.make_business(city=city))
    exchanges = copy_many(factories.make_exchange())
    events = copy_many(factories.make_event())
    with writing() as written:
        ExchangeCity.objects.bulk_create(
            ExchangeCity(exchange=exchange, city=city, role="peer") for exchange in exchanges
        )
        Event.cities.through.objects.bulk_create(
            Event.cities.through(event=event, city=city) for event in events
        )
        written.touch(*exchanges, *events)
    parks = copy_many(park)
    copy_many(factories.make_designation(programme, park=park), park_id=lambda number: parks[number].pk)
    flow = factories.make_flow(park)
    copy_parts(flow, park)
    path = city.get_absolute_url()
    page = assert_bounded(client, path)
    for key, model in {
        "parks": IndustrialPark,
        "flows": MaterialFlow,
        "designations": Designation,
        "procurement": ProcurementCase,
        "businesses": BusinessInitiative,
        "exchanges": Exchange,
        "events": Event,
        "indicators": IndicatorValue,
    }.items():
        assert model.objects.count() > MANY
        assert f'href="?section={key}"' in page, key
        assert_bounded(client, f"{path}?section={key}&page=2")


def test_a_material_and_a_park_with_many_flows_and_plants(client):
    park = factories.make_park()
    material = factories.make_material(treated_by="hazardous_waste")
    plant = save_part(
        Facility(
            park=park, key="a-plant", **text("name", "A plant"), kind="hazardous_waste", status="operating"
        )
    )
    copy_parts(factories.make_flow(park, material=material), park)
    copy_parts(plant, park)
    copy_many(park)
    for path, keys in [
        (material.get_absolute_url(), ("flows", "facilities")),
        (park.get_absolute_url(), ("flows", "facilities", "others")),
    ]:
        page = assert_bounded(client, path)
        for key in keys:
            read_section(client, page, path, key)


def test_a_source_of_many_records(client):
    source = factories.make_source()
    city = factories.make_city()
    copy_cities(city)
    copy_many(factories.make_park(city=city))
    assert SourceUse.objects.filter(source=source).count() > 2 * MANY
    path = source.get_absolute_url()
    page = assert_bounded(client, path)
    pages = read_section(client, page, path, "uses-park")
    assert sum(html.count("/en/parks/park-") for html in pages) == MANY + 1


def test_a_source_of_single_parts_of_records_with_many(client):
    source = factories.make_source("another-source")
    for _number in range(2):
        park = factories.make_park()
        copy_parts(factories.make_flow(park), park)
        with writing() as written:
            written.set_related(park.flows.order_by("pk").last(), "sources", [source])
    page = assert_bounded(client, source.get_absolute_url())

    assert len(set(re.findall(r'href="(/en/parks/[\w-]+/#[^"]+)"', page))) == 2


def test_a_region_with_many_cities(client):
    city = factories.make_city()
    profiled = factories.make_city(
        **text("summary", "A town."), lists={"summary_sources": [factories.make_source()]}
    )
    copy_cities(city)
    copy_many(profiled)
    factories.make_park(city=city)
    copy_many(IndustrialPark.objects.get())
    path = city.region.get_absolute_url()
    page = assert_bounded(client, path)
    assert "802 places" in page
    for key in ("cities", "others", "parks"):
        read_section(client, page, path, key)


def test_a_programme_a_pilot_and_the_coalition_with_many_members(client):
    city = factories.make_city()
    cities = copy_cities(city)
    pilot = factories.make_pilot(city=city)
    copy_many(pilot, city_id=lambda number: cities[number].pk)
    copy_many(
        factories.make_designation(pilot.programme, city=city), city_id=lambda number: cities[number].pk
    )
    copy_many(factories.make_membership(city), city_id=lambda number: cities[number].pk)
    copy_many(factories.make_partner())
    assert ZeroWastePilot.objects.count() == Membership.objects.count() == MANY + 1
    path = pilot.programme.get_absolute_url()
    page = assert_bounded(client, path)
    for key in ("pilots", "designations"):
        read_section(client, page, path, key)
    assert_bounded(client, pilot.get_absolute_url())
    coalition = assert_bounded(client, "/en/coalition/")
    asked = re.findall(r'<p class="ask">(.*?)</p>', coalition, re.DOTALL)[0]
    names = re.search(r"date of joining \((.*?)\)", asked)[1]
    assert names.count(", ") == 7
    assert names.endswith(" … +22"), "of the thirty members that are shown"
    for key in ("members", "partners"):
        read_section(client, coalition, "/en/coalition/", key)
    assert_bounded(client, city.get_absolute_url())
    assert_bounded(client, "/en/")


def test_a_theme_with_many_exchanges_and_sections(client):
    exchange, city = factories.make_exchange(), factories.make_city()
    copy_many(exchange)
    copy_parts(factories.make_section(city, theme=exchange.theme), city)
    path = exchange.theme.get_absolute_url()
    page = assert_bounded(client, path)
    for key in ("exchanges", "cities"):
        read_section(client, page, path, key)


def test_a_pilot_with_many_parts_of_each_kind(client):
    pilot = factories.make_pilot()
    action = PilotAction(
        pilot=pilot, key="action", **text("title", "Action"), **text("text", "It acts."),
        area="industrial", kind="regulation", status="done",
    )  # fmt: skip
    copy_parts(save_part(action), pilot)
    kinds: dict[str, dict[str, Any]] = {
        "result": {"evidence": "stated"}, "aim": {"evidence": "target"}, "plan": {"is_plan": True}
    }  # fmt: skip
    for key, values in kinds.items():
        figure = PilotFigure(
            pilot=pilot,
            key=key,
            **text("label", f"A {key}"),
            value=7,
            unit="t",
            source_type="official",
            **values,
        )
        copy_parts(save_part(figure), pilot)
    copy_parts(save_part(PilotAward(pilot=pilot, key="prize", **text("name", "A prize"))), pilot)
    path = pilot.get_absolute_url()
    page = assert_bounded(client, path)
    assert "401 actions" in re.sub(r"\s+", " ", page)
    for key in ("actions", "plan", "results", "aims"):
        read_section(client, page, path, key)


def test_a_pilot_with_many_awards(client):
    pilot = factories.make_pilot()
    copy_parts(save_part(PilotAward(pilot=pilot, key="prize", **text("name", "A prize"))), pilot)
    path = pilot.get_absolute_url()
    page = assert_bounded(client, path)
    assert page.count('id="prize') == 10
    pages = read_section(client, page, path, "awards")
    shown = [key for html in pages for key in re.findall(r'id="(prize[^"]*)"', html)]
    assert len(shown) == len(set(shown)) == MANY + 1


def test_an_exchange_and_an_event_with_many_cities(client):
    cities = copy_cities(factories.make_city())
    exchange, event = factories.make_exchange(), factories.make_event()
    # Without a version in the log, which would name each city.
    ExchangeCity.objects.bulk_create(
        ExchangeCity(exchange=exchange, city=city, role="peer") for city in cities
    )
    Event.cities.through.objects.bulk_create(Event.cities.through(event=event, city=city) for city in cities)
    for record in (exchange, event):
        page = assert_bounded(client, record.get_absolute_url())
        pages = read_section(client, page, record.get_absolute_url(), "cities")
        shown = [name for html in pages for name in re.findall(r">(Town \d+)<", html)]
        assert len(set(shown)) == MANY
    assert assert_bounded(client, "/en/coalition/exchanges/").count("Town ") == 2
    assert_bounded(client, "/en/coalition/events/")


def test_a_city_in_exchanges_with_many_cities(client):
    cities = copy_cities(factories.make_city())
    exchanges = [factories.make_exchange() for _number in range(12)]
    # Without a version in the log, which would name each city.
    ExchangeCity.objects.bulk_create(
        ExchangeCity(exchange=exchange, city=city, role="peer", position=number)
        for exchange in exchanges
        for number, city in enumerate(cities[:40])
    )
    for city in (cities[0], cities[39]):
        page = assert_bounded(client, city.get_absolute_url())
        with count_fetched() as fetched:
            client.get(city.get_absolute_url())
        assert fetched.rows < 300
        read_section(client, page, city.get_absolute_url(), "exchanges")


def test_a_city_a_park_and_a_region_of_many_programmes(client):
    city, programme = factories.make_city(), factories.make_programme("a-programme")
    park = factories.make_park(city=city)
    programmes = copy_many(programme, name_en=lambda number: f"Programme {number:03}")
    for place in ({"city": city}, {"park": park}):
        designation = factories.make_designation(programme, **place)
        copy_many(designation, programme_id=lambda number: programmes[number].pk)
    page = assert_bounded(client, city.region.get_absolute_url())
    read_section(client, page, city.region.get_absolute_url(), "designations")
    for path in (programme.get_absolute_url(), "/en/programmes/", city.get_absolute_url()):
        assert_bounded(client, path)
    page = assert_bounded(client, park.get_absolute_url())
    read_section(client, page, park.get_absolute_url(), "designations")


def test_a_programme_with_many_official_sizes(client):
    programme = factories.make_programme("a-round", zero_waste_round=1)
    city, theme = factories.make_city(), factories.make_theme("a-theme")
    copy_parts(factories.make_programme_figure(programme, "size"), programme)
    for key in ("cities", "special-areas"):
        factories.make_programme_figure(programme, key, position=8)
    factories.make_programme_figure(programme, "of-all", position=9, value=7, counts_all_named=True)
    pilot = factories.make_pilot(city=city, programme=programme)
    factories.make_designation(programme, city=city)
    factories.make_exchange(theme=theme, programme=programme)
    path = programme.get_absolute_url()
    page = assert_bounded(client, path)
    assert page.count('class="meter"') == 26
    pages = read_section(client, page, path, "sizes", most=MANY + 50)
    shown = [key for html in pages for key in re.findall(r'class="meter" id="([^"]+)"', html)]
    assert len(shown) == len(set(shown)) == MANY + 4
    assert "not compared with these totals" not in page
    assert "It is not known how many of these are listed here." in page, "the total that counts all follows"
    assert "1 listed here" in pages[-1]
    assert re.search(r"1 of .*\b3\b.* listed here", assert_bounded(client, f"{path}?section=pilots"))
    for place in (pilot, theme, city.region):
        assert_bounded(client, place.get_absolute_url())
    for listed in ("/en/zero-waste/", "/en/programmes/", "/en/"):
        assert_bounded(client, listed)
    region = client.get(city.region.get_absolute_url()).content.decode()
    assert re.search(rf'href="{path}\?section=sizes">\s*All 404\s*<', region)


def test_a_list_of_programmes_of_many_official_sizes(client):
    programmes = copy_many(factories.make_programme())
    size = factories.make_programme_figure(programmes[0], "size", **text("label", "Parks of the first round"))
    with writing() as written:
        for programme in programmes[1:]:
            for number in range(5):
                key = f"size-{number}"
                create_copies(
                    type(size), [size], key=lambda _number, key=key: key,
                    programme_id=lambda _number, pk=programme.pk: pk,
                )  # fmt: skip
        written.touch(*programmes)
    page = assert_bounded(client, "/en/programmes/")
    assert page.count('class="result__mark"') == 49, "one total each"


def test_a_finding_about_many_records_with_many_figures_and_targets(client):
    finding = factories.make_finding(drawing="bars")
    copy_parts(factories.make_finding_figure(finding, **text("row", "A row")), finding)
    pilots = copy_pilots()
    targets = copy_many(factories.make_target())
    drawn = factories.make_finding(drawing="targets", pilots=pilots, targets=targets)
    page = assert_bounded(client, finding.get_absolute_url())
    read_section(client, page, finding.get_absolute_url(), "figures")
    page = assert_bounded(client, drawn.get_absolute_url())
    pages = read_section(client, page, drawn.get_absolute_url(), "pilots")
    assert sum(html.count("/en/zero-waste/pilot-") for html in pages) == MANY
    assert 'href="?section=targets"' in page
    assert_bounded(client, "/en/findings/")


def test_an_exchange_with_many_candidates_and_partners(client):
    exchange, city = factories.make_exchange(), factories.make_city()
    candidate = ExchangeCandidate(exchange=exchange, city=city, key="candidate", **text("reason", "It does."))
    copy_parts(save_part(candidate), exchange)
    partners = copy_many(factories.make_partner())
    # Without a version in the log, which would name each partner.
    through = Exchange.partners.through
    through.objects.bulk_create(through(exchange=exchange, partner=partner) for partner in partners)
    path = exchange.get_absolute_url()
    page = assert_bounded(client, path)
    for key in ("candidates", "partners"):
        read_section(client, page, path, key)


def test_the_coalition_with_many_aims_themes_and_other_networks(client):
    coalition, city = factories.make_network(), factories.make_city()
    aim = save_part(Aim(network=coalition, key="aim", kind="own", **text("text", "An aim.")))
    copy_parts(aim, coalition)
    work = RelatedWork(network=coalition, key="work", **text("name", "A group"), **text("about", "It works."))
    copy_parts(save_part(work), coalition)
    networks = copy_many(factories.make_network("a-network", is_coalition=False))
    copy_many(factories.make_membership(city, coalition), network_id=lambda number: networks[number].pk)
    copy_many(factories.make_theme(working_area=True, current_topic=True))
    page = assert_bounded(client, "/en/coalition/")
    for key in ("aims", "related", "networks"):
        read_section(client, page, "/en/coalition/", key)


def test_cities_with_many_figures_indicators_and_measures_are_compared_in_short(client):
    cities = [factories.make_city(slug) for slug in ("a-town", "b-town")]
    indicator = factories.make_indicator()
    indicators = copy_many(indicator, name_en=lambda number: f"Indicator {number:03}")
    for city in cities:
        copy_parts(factories.make_section(city), city)
        copy_many(
            factories.make_indicator_value(indicator, city),
            indicator_id=lambda number: indicators[number].pk,
        )
    for number in range(50):
        factories.make_city_figure(cities[0], f"figure-{number}", **text("label", f"Figure {number}"))
    address = "/en/compare/?cities=a-town,b-town"
    client.get(address)
    page = client.get(address).content.decode()
    assert len(page) < MOST_BYTES
    assert 10 < page.count(">Indicator ") < 40
    assert re.search(r"Showing the first \d\d of 393 rows; the file has all\.", page)
    assert "+393" in page, "the entries of a cell that are not shown are counted"
    (file,) = re.findall(r'href="(/api/v1/comparison/[^"]*format=csv[^"]*)"', page)
    assert read_body(client.get(unescape(file))).count("Indicator ") > 400


def test_the_home_page_with_many_targets_priorities_and_leading_cities(client):
    key_figure = factories.make_target("a-key-figure", key_figure_order=1, deadline="2001")
    targets = copy_many(factories.make_target(), key_figure_order=lambda number: 0)
    priority = factories.save(
        Priority(
            slug="a-priority",
            order=1,
            list_page="zero_waste",
            **text("title", "A priority"),
            **text("context", "Waste grows."),
            **text("problem", "It is much."),
            **text("approach", "Less of it."),
        )
    )
    copy_many(priority)
    hub = factories.save(
        SiteText(
            slug="hub",
            **text("title", "A hub"),
            **text("tagline", "A line"),
            **text("about", "It is."),
            **text("city_work", "Work."),
        )
    )
    cities = copy_cities(factories.make_city())
    copy_many(factories.make_theme(current_topic=True))
    # Without a version in the log, which would name each of them.
    PriorityTarget.objects.bulk_create(PriorityTarget(priority=priority, target=one) for one in targets)
    LeadingCity.objects.bulk_create(LeadingCity(site_text=hub, city=city) for city in cities)
    page = assert_bounded(client, "/en/")
    assert f'id="table-{key_figure.anchor}"' in page


def test_a_city_a_park_and_a_business_with_many_figures(client):
    city, park, business = factories.make_city(), factories.make_park(), factories.make_business()
    values: dict[str, Any] = {"value": 7, "unit": "t", "source_type": "official", **text("label", "A figure")}
    for record, part in (
        (city, CityFigure(city=city, key="a-figure", **values)),
        (park, ParkFigure(park=park, key="a-figure", **values)),
        (business, BusinessFigure(business=business, key="a-figure", **values)),
    ):
        copy_parts(save_part(part), record)
        path = record.get_absolute_url()
        read_section(client, assert_bounded(client, path), path, "figures")


def test_a_case_with_many_criteria_outcomes_and_awards(client):
    case = factories.make_case()
    values: dict[str, Any] = {"case": case, "value": 7, "unit": "t", "source_type": "official"}
    for part in (
        Criterion(case=case, key="demand", kind="requirement", **text("name", "A demand")),
        Criterion(case=case, key="weight", kind="award", weight_percent=5, **text("name", "A weight")),
        ProcurementOutcome(key="aim", evidence="target", **text("label", "An outcome"), **values),
        ProcurementOutcome(key="done", evidence="measured", **text("label", "A saving"), **values),
        ProcurementOutcome(key="term", evidence="stated", **text("label", "A term"), **values),
        ProcurementAward(case=case, key="prize", **text("name", "A prize")),
    ):
        copy_parts(save_part(part), case)
    path = case.get_absolute_url()
    page = assert_bounded(client, path)
    words = re.sub(r"\s+", " ", page)
    for name in ("802 criteria", "401 mandatory requirements", "401 award criteria", "401 values"):
        assert name in words
    assert "Expected and measured" in words, "what is measured stands on a later page"
    assert "Not known: thresholds, programme, year, lessons." in words
    for key, parts in {
        "criteria": "demand|weight", "outcomes": "aim|done", "stated": "term", "awards": "prize"
    }.items():  # fmt: skip
        pages = read_section(client, page, path, key, most=2 * MANY)
        shown = [found for html in pages for found in re.findall(rf'id="((?:{parts})(?:-\d+)?)"', html)]
        assert len(shown) == len(set(shown)) == len(parts.split("|")) * (MANY + 1)


def test_a_list_of_a_case_with_many_outcomes_and_a_pilot_with_many_figures(client):
    case = factories.make_case(programme=factories.make_programme())
    pilot = factories.make_pilot(city=case.city)
    values: dict[str, Any] = {"value": 7, "unit": "t", "source_type": "official", **text("label", "A figure")}
    outcome = ProcurementOutcome(key="a-figure", evidence="measured", case=case, **values)
    copy_parts(save_part(outcome), case)
    copy_parts(save_part(PilotFigure(key="a-figure", is_plan=True, pilot=pilot, **values)), pilot)
    for path in ("/en/procurement/", "/en/zero-waste/", case.programme.get_absolute_url()):
        assert_bounded(client, path)
    page = assert_bounded(client, case.city.get_absolute_url())
    assert re.search(rf'href="{pilot.get_absolute_url()}\?section=plan">\s*All 401\s*<', page)
    assert page.count(">A figure:") == 8


def test_an_outcome_on_two_pages_does_not_read_as_not_measured(client):
    case = factories.make_case()
    values: dict[str, Any] = {"case": case, "value": 7, "unit": "t", "source_type": "official"}
    alone = ProcurementOutcome(key="alone", evidence="target", **text("label", "Alone"), **values)
    aims, results = (
        [
            ProcurementOutcome(
                key=f"{evidence}-{number}",
                evidence=evidence,
                position=start + number,
                **text("label", f"Outcome {number}"),
                **values,
            )
            for number in range(60)
        ]
        for start, evidence in ((1, "target"), (100, "measured"))
    )
    sources = [factories.make_source()]
    with writing() as written:
        for part in (alone, *aims, *results):
            written.save(part)
            written.set_related(part, "sources", sources)
    path = f"{case.get_absolute_url()}?section=outcomes&page="
    pages = [client.get(f"{path}{number}").content.decode() for number in (1, 2, 3)]
    rows = re.findall(r'<th scope="row">(.*?)</tr>', "".join(pages), re.DOTALL)
    names = [row.partition("<")[0] for row in rows]
    assert len(names) == 61 + 2, "each of two page ends parts an outcome"
    assert len(set(names)) == 61
    assert [name for name, row in zip(names, rows, strict=True) if "Not known" in row] == ["Alone"]
    assert sum("…" in row for row in rows) == 4


def test_a_city_with_many_profile_sections(client):
    city = factories.make_city()
    section = factories.make_section(city)
    copy_parts(section, city)
    path = city.get_absolute_url()
    page = assert_bounded(client, path)
    pages = read_section(client, page, path, "themes")
    shown = [key for html in pages for key in re.findall(rf'id="({section.key}[^"]*)"', html)]
    assert len(shown) == len(set(shown)) == MANY + 1


def test_a_city_a_partner_and_a_material_with_many_other_names(client):
    """No page lists other names, nor fetches their sources."""
    for record, model in (
        (factories.make_city(), CityName),
        (factories.make_partner(), PartnerName),
        (factories.make_material(), MaterialName),
    ):
        path = record.get_absolute_url()
        name = model(key="name", text="Old name", language="en", kind="former", **{model.owner: record})
        copy_parts(save_part(name), record)
        assert_bounded(client, path)
        with count_fetched() as fetched:
            client.get(path)
        assert fetched.rows < MANY / 2, path


def test_a_city_in_many_networks(client):
    city = factories.make_city()
    networks = copy_many(factories.make_network("a-network", is_coalition=False))
    copy_many(
        factories.make_membership(city, factories.make_network()),
        network_id=lambda number: networks[number].pk,
    )
    path = city.get_absolute_url()
    read_section(client, assert_bounded(client, path), path, "memberships")


def test_a_list_of_many_pages_links_to_some_of_them(client):
    copy_many(factories.make_business())
    page = assert_bounded(client, "/en/businesses/?page=4")
    last = -(-BusinessInitiative.objects.count() // BusinessList.paginate_by)
    assert last > 9
    assert f"?page={last}" in page
    assert page.count("?page=") < 15


def test_an_unknown_section_does_not_exist(client):
    path = factories.make_park().get_absolute_url()
    for query in ("section=no-such", "section=flows", "section=flows&page=0", "section=flows&page=x"):
        assert client.get(f"{path}?{query}").status_code == 404
