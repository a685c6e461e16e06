"""A point in the sea, or far from every other place of its region, is a question."""

import pytest

from cities.models import City
from initiatives.models import IndustrialPark
from records.distances import measure_distance
from records.questions.points import GeoPoint, is_on_land
from tests.admin_client import admin_url, answer_questions, list_questions, submit_form
from tests.factories import make_city, make_park, make_region, make_source

CHANGCHUN, BAICHENG, KUNMING = GeoPoint(43.88, 125.32), GeoPoint(45.62, 122.84), GeoPoint(25.04, 102.71)


@pytest.fixture
def city(db):
    """A city of Jilin without a point; two others have one."""
    for slug, (lat, lon) in {"baicheng": BAICHENG, "jilin-city": (43.84, 126.55)}.items():
        make_city(slug, lat=lat, lon=lon, lists={"coordinates_sources": [make_source()]})
    return make_city("changchun")


def move(editor, record, lat, lon):
    changes = {"lat": lat, "lon": lon, "coordinates_sources": [make_source().pk]}
    return submit_form(editor, admin_url(type(record), "change", record.pk), changes)


def read_questions(response):
    return [(one.question.title, *one.question.hints) for one in list_questions(response)]


def test_a_southern_latitude_for_a_city_in_jilin_is_a_question_and_the_northern_one_is_offered(
    admin_client, city
):
    response = move(admin_client, city, "-43.5", "125.3")
    ((title, hint),) = read_questions(response)
    assert title == "The point lies in the sea"
    assert hint.endswith(" km from every other place of Jilin")
    assert list(response.context["questions"].by_field) == ["lat"]
    path = admin_url(City, "change", city.pk)
    assert answer_questions(admin_client, path, response, "change-0").status_code == 302
    city.refresh_from_db()
    assert (city.lat, city.lon) == (43.5, 125.3)


def test_a_point_far_from_every_other_place_of_the_region_is_a_question(admin_client, city):
    response = move(admin_client, city, *map(str, KUNMING))
    distance = min(measure_distance(KUNMING, other) for other in (BAICHENG, GeoPoint(43.84, 126.55)))
    title = f"The point lies {distance // 10 * 10:,.0f} km from every other place of Jilin"
    assert read_questions(response) == [(title,)]
    path = admin_url(City, "change", city.pk)
    assert answer_questions(admin_client, path, response).status_code == 302
    city.refresh_from_db()
    assert (city.lat, city.lon) == KUNMING


def test_latitude_and_longitude_the_other_way_round_are_offered_in_their_order(admin_client, db):
    region = make_region("north-rhine-westphalia", country="DE")
    sources = {"coordinates_sources": [make_source()]}
    make_city("bonn", region=region, country="DE", lat=50.73, lon=7.1, lists=sources)
    city = make_city("dortmund", region=region, country="DE")
    response = move(admin_client, city, "7.46", "51.51")
    (asked,) = list_questions(response)
    assert asked.question.answers[0].values == {"lat": "51.51", "lon": "7.46"}


def test_a_point_beside_other_places_is_no_question(admin_client, city):
    assert move(admin_client, city, *map(str, CHANGCHUN)).status_code == 302


def test_the_first_place_of_a_region_is_only_compared_with_the_land(admin_client, db):
    assert move(admin_client, make_city("changchun"), *map(str, KUNMING)).status_code == 302


def test_a_park_is_compared_with_the_cities_of_its_region(admin_client, city):
    park = make_park("a-park", city=city)
    assert move(admin_client, park, *map(str, CHANGCHUN)).status_code == 302
    response = move(admin_client, park, *map(str, KUNMING))
    assert "from every other place of Jilin" in read_questions(response)[0][0]
    assert IndustrialPark.objects.get(pk=park.pk).lat == CHANGCHUN[0]


@pytest.mark.parametrize(
    ("point", "is_land"),
    [
        (CHANGCHUN, True),
        ((22.3, 114.17), True),  # Hong Kong, between islands
        ((1.29, 103.85), True),  # Singapore
        ((-43.5, 125.3), False),
        ((30.0, 124.5), False),
        ((0.0, 0.0), False),
        ((90.0, 180.0), False),
        ((-90.0, -180.0), True),  # Antarctica
    ],
)
def test_coasts_and_harbours_are_land_and_the_sea_is_not(point, is_land):
    assert is_on_land(*point) == is_land
