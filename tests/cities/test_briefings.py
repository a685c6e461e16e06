"""The briefing of a city: one sheet with its portrait and at most five facts, each with its publisher."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cities.choices import NeighbourGroup
from cities.models import City, CitySimilarity, Indicator
from coalition.models import ExchangeCity
from records.texts.formats import NOT_NAMED
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_indicator,
    make_indicator_value,
    make_pilot,
    make_section,
    make_source,
    make_waste_indicators,
    report_waste,
    save_part,
    text,
    writing,
)
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db
RATE = {"unit": "percent", "measured_property": "recycling_rate"}


def make_rate(city: City, slug: str, area: str, value: float, year: int = 2023, **kwargs: Any) -> Any:
    indicator = make_indicator(slug, waste_area=area, **text("name", f"Rate of {area} waste"), **RATE)
    return make_indicator_value(indicator, city, year, value=value, **kwargs)


@pytest.fixture(scope="module")
def ordos(module_rows: None) -> City:
    bureau = make_source("bureau", title="Report", publisher="Ordos Bureau of Ecology")
    texts = {**text("name", "Ordos", "鄂尔多斯市"), **text("lede", "Coal, and what comes after.")}
    city = make_city("ordos", lists={"lede_sources": [bureau]}, **texts)
    roles = make_waste_indicators()
    for year, burned in ((2015, 0), (2023, 60)):
        report_waste(roles, city, year, collected=100, treated=100, burned=burned, landfilled=100 - burned)
    make_rate(city, "construction-rate", "construction", 28, sources=[bureau])
    make_rate(city, "industrial-rate", "industrial", 92, 2022, sources=[bureau])
    make_rate(city, "domestic-rate", "domestic", 50, sources=[bureau])
    residents = make_indicator("residents", unit="people", scope="whole_city", measured_property="population")
    make_indicator_value(residents, city, 2023, value=2_200_000, sources=[bureau])
    return city


def list_facts(html: str) -> list[str]:
    facts = re.findall(r"<li>(.*?)</li>", html.partition("sheet__facts")[2], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", fact).split()).replace(" ,", ",") for fact in facts]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_briefing_has_name_line_portrait_facts_address_and_licence(
    client: Client, ordos: City, language: str
) -> None:
    html = client.get(f"/{language}/cities/ordos/briefing/").content.decode()
    assert "portrait--page" in html
    for words in (
        "Coal, and what comes after.",
        f"http://testserver/{language}/cities/ordos/",
        "CC BY 4.0",
        'class="qr"',
    ):
        assert words in html, words
    assert "Ordos" in html
    assert "鄂" in html
    assert html.count("<h1") == html.count("<h2") == 1


def test_facts_stand_in_their_order_with_year_and_publisher(client: Client, ordos: City) -> None:
    facts = list_facts(client.get("/en/cities/ordos/briefing/").content.decode())
    assert facts == [
        "50 % Rate of domestic waste 2023, Ordos Bureau of Ecology",
        "92 % Rate of industrial waste 2022, Ordos Bureau of Ecology",
        "28 % Rate of construction waste 2023, Ordos Bureau of Ecology",
        "2.2 million people residents of the whole city 2023, Ordos Bureau of Ecology",
    ]


def test_every_fact_names_its_source_and_what_is_unusual_of_it(client: Client) -> None:
    bole = make_city("bole")
    told = make_source("told", title="Press conference", publisher=NOT_NAMED)
    read = make_source("read", publisher="Bureau of Statistics", copies=[{"en": "CNKI", "zh_hans": "知网"}])
    make_rate(bole, "told-rate", "domestic", 86, sources=[told])
    make_rate(bole, "read-rate", "industrial", 76, sources=[told, read], evidence="estimated")
    make_rate(bole, "old-rate", "construction", 70, source_type="hub_page_only")
    assert list_facts(client.get("/en/cities/bole/briefing/").content.decode()) == [
        "86 % Rate of domestic waste 2023, Press conference",
        "76 % Rate of industrial waste 2023, Bureau of Statistics, read in a copy: CNKI, Estimated",
        "70 % Rate of construction waste 2023, A ministry, ICLEI’s page only",
    ]


def test_waste_per_resident_comes_first_if_both_are_of_one_area_and_year(client: Client, ordos: City) -> None:
    residents = make_indicator("urban", unit="people", scope="urban_area", measured_property="population")
    make_indicator_value(residents, ordos, 2023, value=250)
    [first, *others] = list_facts(client.get("/en/cities/ordos/briefing/").content.decode())
    assert first.startswith("400 kg Urban area: municipal waste per resident")
    assert "2023" in first
    assert first.endswith("calculated by China Hub.")
    assert len(others) == 4


def test_facts_are_the_numbers_of_the_page_with_the_days_for_which_they_are_stated(
    client: Client, ordos: City
) -> None:
    january = text("period", "as of January 2025", "截至2025年1月")
    make_rate(ordos, "dated-rate", "industrial", 93, 2020)
    make_indicator_value(Indicator.objects.get(slug="industrial-rate"), ordos, 2025, value=95, **january)
    facts = list_facts(client.get("/en/cities/ordos/briefing/").content.decode())
    assert facts[1] == "95 % Rate of industrial waste as of January 2025, A ministry"
    page = client.get("/en/cities/ordos/").content.decode().partition("number-rows")[2].partition("</ul>")[0]
    numbers = re.findall(r'<b class="num">([\d.]+)</b>', page)
    assert sorted(numbers) == sorted(fact.split()[0] for fact in facts[:3])


def test_a_population_without_a_year_says_so(client: Client) -> None:
    make_city_figure(make_city("bole"), "population", value=235_585, unit="people")
    [fact] = list_facts(client.get("/en/cities/bole/briefing/").content.decode())
    assert "235,585 people" in fact
    assert "year not stated" in fact


def test_what_is_meant_to_be_is_no_fact(client: Client, ordos: City) -> None:
    make_rate(ordos, "plan", "domestic", 80, 2035, evidence="target")
    assert "80" not in " ".join(list_facts(client.get("/en/cities/ordos/briefing/").content.decode()))


def test_what_is_not_known_is_left_out(client: Client) -> None:
    make_city("bole", **text("name", "Bole", "博乐市"))
    html = client.get("/en/cities/bole/briefing/").content.decode()
    assert "not known here" in html
    assert "portrait--page" not in html
    assert "waste-slide.png" not in html


def test_of_a_city_without_waste_data_the_sheet_says_what_is_known_and_asks_for_the_rest(
    client: Client, settings: Any
) -> None:
    settings.CONTACT_EMAIL = "hub@example.org"
    bole = make_city("bole", **text("name", "Bole", "博乐市"))
    make_city_figure(bole, "population", value=235_585, unit="people", **text("note", "The settlement."))
    output = make_indicator("output", unit="cny", **text("name", "Gross domestic product"))
    make_indicator_value(output, bole, 2023, value=23_260_000_000)
    make_pilot(city=bole, named="2022-04", kind="special_area", naming="national_list")
    html = client.get("/en/cities/bole/briefing/").content.decode()
    assert "Zero-waste area since 2022" in html
    assert html.count("portrait--unknown") == 2
    assert "Not known: what of its municipal waste is burned" in html
    assert '<a href="mailto:hub@example.org">hub@example.org</a>' in html
    settings.CONTACT_EMAIL = ""
    assert 'class="ask"' in client.get("/en/cities/bole/briefing/").content.decode()
    population, product = list_facts(html)
    assert population.endswith("year not stated, A ministry The settlement.")
    assert "Gross domestic product 2023" in product
    settings.CONTACT_EMAIL = "hub@example.org"
    assert "请将来源发送至" in client.get("/zh-hans/cities/bole/briefing/").content.decode()


def test_a_city_without_waste_data_shows_measures_exchanges_and_cities_with_reasons(client: Client) -> None:
    city, other = make_city("dortmund"), make_city("essen", **text("name", "Essen"))
    make_section(city, **text("heading", "The lake"), **text("text", "It dug a lake. It is deep."))
    exchange = make_exchange("visit", **text("title", "Visit of engineers"))
    save_part(ExchangeCity(exchange=exchange, city=city, role="host"))
    near = {"group": NeighbourGroup.BESIDE, "position": 0, "reason": "nearest", "params": {"km": 32}}
    CitySimilarity.objects.create(city=city, other=other, **near)
    page = strip_tags(client.get("/en/cities/dortmund/briefing/").content.decode())
    for words in ("The lake", "It dug a lake.", "Visit of engineers", "Essen", "32 km away"):
        assert words in page
    assert "It is deep" not in page


def test_search_engines_are_sent_to_the_page_of_the_city(client: Client, ordos: City) -> None:
    html = client.get("/en/cities/ordos/briefing/").content.decode()
    assert 'name="robots" content="noindex"' in html
    assert '<link rel="canonical" href="http://testserver/en/cities/ordos/">' in html


def test_a_briefing_needs_no_script(client: Client, ordos: City) -> None:
    html = client.get("/en/cities/ordos/briefing/").content.decode()
    assert "<script" not in html
    assert " style=" not in html


def test_a_former_address_leads_on_and_a_withdrawn_city_is_gone(client: Client, ordos: City) -> None:
    with writing() as changes:
        changes.rename(ordos, "erdos")
    assert client.get("/en/cities/ordos/briefing/").status_code == 301
    assert client.get("/en/cities/nowhere/briefing/").status_code == 404


def test_a_briefing_has_few_queries(client: Client, ordos: City, django_assert_max_num_queries: Any) -> None:
    client.get("/en/cities/ordos/briefing/")
    with django_assert_max_num_queries(14):
        client.get("/en/cities/ordos/briefing/")


def test_only_the_number_of_a_fact_is_large() -> None:
    css = (settings.BASE_DIR / "static/css/briefing-sheet.css").read_text(encoding="utf-8")
    # Years are numbers, too.
    assert ".sheet__facts b .num { font-size: 23px" in css
    assert ".sheet__facts .num" not in css


def test_the_population_of_a_town_stands_once_on_a_sheet(client):
    city = make_city("essen", country="DE")
    make_city_figure(
        city, "settlement-population", value=583_109, unit="people", measured_property="settlement_population"
    )
    page = client.get("/en/cities/essen/briefing/").content.decode()
    assert page.count("583,109") == 1
