"""The list of cities: dense rows by region, each with its rounds and one figure."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from records import version_cache
from tests.factories import (
    make_city,
    make_indicator,
    make_indicator_value,
    make_pilot,
    make_programme,
    make_region,
    make_source,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db

LIST = "/en/cities/"


def read_row(page: str, slug: str) -> str:
    return page.split(f'id="city-{slug}"')[1].split("</li>")[0]


def read_figure(page: str, slug: str) -> str:
    figure = read_row(page, slug).split('class="place-row__figure">')[1].split("<a ")[0]
    return " ".join(strip_tags(figure).split())


def list_names(page: str) -> list[str]:
    """The regions and the slugs of cities, in their order."""
    return re.findall(
        r'<h3>\s*(?:<a href="/en/regions/)?([\w-]+)|<li class="place-row" id="city-([\w-]+)"', page
    )


@pytest.fixture
def residents():
    return make_indicator("residents", unit="people", scope="whole_city")


def test_a_row_has_the_bar_of_its_waste_or_residents_or_nothing(get, residents):
    roles = make_waste_indicators()
    aa, bb, _cc = (make_city(slug) for slug in ("aa", "bb", "cc"))
    report_waste(roles, aa, collected=100, treated=100, burned=88, landfilled=12)
    for city in (aa, bb):
        make_indicator_value(residents, city, 2020, value=3_100_000)
        make_indicator_value(residents, city, 2023, value=4_160_000)
    page = get(LIST)
    assert read_figure(page, "aa") == "in sanitary landfill 12%"
    assert 'd="M0 4h10.5v8H0z"' in read_row(page, "aa")
    assert read_figure(page, "bb") == "4.2 million people"
    assert read_figure(page, "cc") == ""


def test_filter_and_map_call_cities_without_a_profile_the_same(get):
    sourced = [make_source()]
    lists = {"coordinates_sources": sourced, "summary_sources": sourced}
    make_city("aa", lists=lists, lat=30, lon=110)
    make_city("bb", lists=lists, lat=30, lon=111, **text("summary", "A city."))
    pages = [get(f"/en/cities/{address}") for address in ("", "?view=map", "aa/")]
    assert ["Without a full profile" in page for page in pages[:2]] == [True, True]
    assert not any("Basic data" in page for page in pages)


def test_marks_say_in_which_rounds_a_city_was_named(get):
    first, second = (make_programme(f"round-{number}", zero_waste_round=number) for number in (1, 2))
    both, planned = make_city("both"), make_city("planned")
    for programme in (first, second):
        make_pilot(f"both-{programme.slug}", city=both, programme=programme)
    make_pilot("planned", city=planned, programme=second, naming="plan")
    page = get(LIST)
    assert re.findall(r'data-mark="([\w-]+)"', read_row(page, "both")) == ["round-1", "round-2"]
    assert "zero-waste city, first round" in strip_tags(read_row(page, "both"))
    assert "data-mark" not in read_row(page, "planned")


def test_cities_stand_by_region_those_with_figures_of_waste_first(get):
    roles = make_waste_indicators()
    abroad = make_region("ruhr", country="DE", admin_code="")
    hebei, shanxi = make_region("hebei", admin_code="130000"), make_region("shanxi", admin_code="140000")
    make_city("essen", region=abroad, country="DE")
    make_city("datong", region=shanxi)
    make_city("handan", region=hebei)
    tangshan = make_city("tangshan", region=hebei)
    report_waste(roles, tangshan, collected=100, treated=100, burned=100, landfilled=0)
    names = [region or slug for region, slug in list_names(get(LIST))]
    assert names == ["hebei", "tangshan", "handan", "shanxi", "datong", "Abroad", "essen"]
    names = [region or slug for region, slug in list_names(get(f"{LIST}?sort=name"))]
    assert names == ["datong", "essen", "handan", "tangshan"]


def test_a_row_has_a_link_to_the_comparison(get):
    make_city("aa"), make_city("bb")
    row = read_row(get(LIST), "aa")
    assert 'href="/en/compare/?cities=aa"' in row
    assert 'aria-label="Compare Aa"' in row


def test_a_row_follows_its_figures_and_rounds(get, residents):
    city = make_city("aa")
    assert read_figure(get(LIST), "aa") == ""
    make_indicator_value(residents, city, 2023, value=250_000)
    assert read_figure(get(LIST), "aa") == "250,000 people"
    make_pilot("aa-1", city=city, programme=make_programme("round-1", zero_waste_round=1))
    assert 'data-mark="round-1"' in read_row(get(LIST), "aa")


def count_queries(get) -> int:
    version_cache.clear_values()
    with CaptureQueriesContext(connection) as queries:
        get(LIST)
    return len(queries)


def test_the_list_says_what_shares_of_waste_count_and_how_they_were_checked(get):
    make_city("bb")
    assert "ash from burning" not in get(LIST)
    report_waste(
        make_waste_indicators(), make_city("aa"), collected=100, treated=100, burned=88, landfilled=12
    )
    page = get(LIST)
    assert "urban area; ash from burning isn’t counted." in page
    assert "not checked against print." in page


def test_many_rows_take_as_many_queries_as_few(get):
    make_city("one"), make_city("two")
    few = count_queries(get)
    with writing():
        for number in range(8):
            make_city(f"city-{number}", region=make_region(f"region-{number}"))
    assert City.objects.count() == 10
    assert count_queries(get) == few
