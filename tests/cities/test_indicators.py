"""What cities report for an indicator: the value with its year and source, or why there is none."""

import pytest

from cities.models import City, Indicator, IndicatorValue
from tests.cities.test_city_pages import words
from tests.factories import make_indicator_value

pytestmark = pytest.mark.usefixtures("content")


def test_an_indicator_shows_what_each_city_reports(get):
    page = words(get("/en/indicators/industrial-solid-waste-generated/"))
    assert "Hangzhou" in page
    assert "5,723,700 t" in page


def test_a_value_that_is_missing_says_why(get):
    indicator, city = Indicator.objects.published().first(), City.objects.get(slug="datong")
    make_indicator_value(indicator, city, 1999, value=None, reason="withheld")
    assert "1999 Withheld" in words(get(indicator.get_absolute_url()))


def test_every_value_has_its_place_on_the_page_of_its_indicator(get):
    indicator = Indicator.objects.published().filter(values__isnull=False).first()
    page = get(indicator.get_absolute_url())
    for value in indicator.values.all():
        assert f'id="{value.anchor}"' in page


def test_the_list_says_how_many_cities_report_an_indicator(client):
    for row in client.get("/en/indicators/").context["rows"]:
        cities = set(IndicatorValue.objects.published().filter(indicator=row).values_list("city", flat=True))
        assert row.cities_count == len(cities)


def test_an_unknown_waste_area_is_answered_with_400_and_what_is_allowed(get):
    page = get("/en/indicators/?waste_area=nuclear", status=400)
    assert "“nuclear” is not allowed here. Allowed: industrial, agricultural," in page
