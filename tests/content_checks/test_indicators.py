"""Values that cities report for an indicator, with year and source, or the reason why there is none."""

import re

import pytest

from cities.models import City, Indicator, IndicatorValue
from tests.content_checks.test_city_pages import words
from tests.factories import make_indicator_value

pytestmark = pytest.mark.usefixtures("content")


def test_an_indicator_shows_what_each_city_reports(get):
    page = words(get("/en/indicators/industrial-solid-waste-generated/"))
    assert "Hangzhou" in page
    assert "5.72 million t" in page


def test_a_value_that_is_missing_says_why(get):
    indicator, city = Indicator.objects.published().first(), City.objects.get(slug="datong")
    value = make_indicator_value(indicator, city, 1999, value=None, reason="withheld")
    assert "1999 Not disclosed" in words(get(value.get_absolute_url()))


def test_every_value_has_its_place_on_the_page_of_its_address(get):
    indicator = Indicator.objects.published().filter(values__isnull=False).first()
    for value in indicator.values.all()[::5]:
        assert f'id="{value.anchor}"' in get(value.get_absolute_url())


def test_the_list_says_how_many_cities_report_an_indicator(client):
    for row in client.get("/en/indicators/").context["rows"]:
        cities = set(IndicatorValue.objects.published().filter(indicator=row).values_list("city", flat=True))
        assert row.coverage.cities_count == len(cities)


def test_indicators_without_a_waste_area_are_found_by_topic(client):
    rows = client.get("/en/indicators/?topic=water").context["rows"]
    assert rows
    assert {row.topic for row in rows} == {"water"}


def test_an_unknown_waste_area_is_answered_with_400_and_what_is_allowed(get):
    page = get("/en/indicators/?waste_area=nuclear", status=400)
    assert "“nuclear” is not allowed here. Allowed: industrial, agricultural," in page


MEDICAL = "/en/indicators/medical-waste-generated/"


def test_a_chart_stands_only_where_there_are_three_values(get):
    for indicator in Indicator.objects.published():
        known = IndicatorValue.objects.published().filter(indicator=indicator, value__isnull=False).count()
        page = get(indicator.get_absolute_url())
        assert bool(re.search('class="(dots|year-strips?|waste-columns)[" ]', page)) == (known > 2), indicator


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (MEDICAL, "2015, 6 cities: from 10,950 t (Tianjin) to 41,000 t (Shanghai)"),
    ],
)
def test_the_title_of_a_chart_says_what_its_values_show(get, path, said):
    title = words(get(path).split('id="chart-title">')[1].split("</h3>")[0]).replace(" %", "%")
    assert title.strip() == said


def test_every_city_of_the_newest_year_is_a_column_with_a_link(get):
    page = get("/en/indicators/domestic-waste-landfilled/")
    drawing = page[page.index('<figure class="waste-columns"') :].partition("</svg>")[0]
    assert len(set(re.findall(r'<a href="(/en/cities/[^"]+)"', drawing))) == 78


def test_each_dot_is_a_row_of_the_table(get):
    page = get("/en/indicators/domestic-waste-recycling-rate/")
    rows = re.findall(r'<tr id="(indicator-value-[^"]+)"', page)
    assert len(rows) == 6
    assert sorted(re.findall(r'data-row="([^"]+)"', page)) == sorted(rows)


def test_the_list_stands_by_framework_and_waste_area(client, get):
    page = words(get("/en/indicators/"))
    values, cities = IndicatorValue.objects.published(), City.objects.filter(indicator_values__isnull=False)
    of_core_facts = values.filter(indicator__framework__slug="core-facts")
    cities = cities.filter(indicator_values__in=of_core_facts).distinct().count()
    assert f"values of {cities} cities {of_core_facts.count():,} values" in page
    frameworks = {
        str(one.slug): rows for one, _coverage, rows in client.get("/en/indicators/").context["frameworks"]
    }
    subjects = frameworks["hub-recorded"]
    assert [str(subject.value) for subject, _rows in subjects] == [
        "industrial", "agricultural", "domestic", "construction", "hazardous", "governance", "water",
    ]  # fmt: skip
