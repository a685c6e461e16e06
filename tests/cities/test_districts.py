"""The page of a city has the records of its districts and of their districts, however many there are."""

import pytest
from django.utils.translation import activate

from tests.factories import make_city, make_park, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    activate("en")
    return make_city("big-city")


def get_page(client, city) -> str:
    return client.get(city.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [2, 62])
def test_records_of_all_districts_are_on_the_page(client, city, count):
    with writing():
        districts = [make_city(f"district-{n:02}", parent=city, region=city.region) for n in range(count)]
    make_park("park-of-the-last", city=districts[-1])
    make_park("park-elsewhere", city=make_city("other-city"))
    page = get_page(client, city)
    assert "/en/parks/park-of-the-last/" in page
    assert "/en/parks/park-elsewhere/" not in page


def test_a_county_of_a_district_belongs_to_the_city_and_is_no_district(client, city):
    district = make_city("district", parent=city, region=city.region)
    county = make_city("county", parent=district, region=city.region)
    make_park("park-of-the-county", city=county)
    page = get_page(client, city)
    assert "/en/parks/park-of-the-county/" in page
    assert '/en/cities/district/"' in page
    assert '/en/cities/county/"' not in page
    assert "/en/parks/park-of-the-county/" in get_page(client, district)
