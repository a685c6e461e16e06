"""A city stands on the map where the outlines of the land say it is."""

import json

import pytest
from django.conf import settings

from cities.models import City
from cities.places import close_up, points, view_for, views

REFERENCE = json.loads((settings.BASE_DIR / "static/build/land-reference.json").read_text(encoding="utf-8"))
PLACES = [(view, place) for view, places in REFERENCE.items() for place in places]


@pytest.mark.parametrize(("view", "place"), PLACES, ids=[place["place"] for _view, place in PLACES])
def test_a_place_is_projected_as_the_outlines_are(view, place):
    assert views()[view].project(*place["lonlat"]) == pytest.approx(place["xy"], abs=0.05)


def test_every_view_has_places_to_compare_with():
    assert REFERENCE.keys() == views().keys()


@pytest.mark.parametrize(("lon", "lat", "view"), [(125.3, 43.9, "east-asia"), (7.1, 50.7, "europe")])
def test_a_place_is_shown_on_the_map_of_its_part_of_the_world(lon, lat, view):
    assert view_for(lon, lat).name == view


@pytest.mark.parametrize(("lon", "lat"), [(None, None), (-58.4, -34.6)])
def test_a_place_without_coordinates_or_far_away_has_no_map(lon, lat):
    assert view_for(lon, lat) is None


def test_the_close_up_holds_the_place_and_stays_within_the_view():
    view = views()["east-asia"]
    x, y = view.project(75.99, 39.47)
    left, top, width, height = (float(value) for value in close_up(view, 75.99, 39.47).split())
    assert left <= x <= left + width <= view.width
    assert top <= y <= top + height <= view.height
    assert left >= 0


def test_a_city_without_coordinates_is_left_off_the_map():
    here, nowhere = City(lat=43.9, lon=125.3), City()
    assert [point.city for point in points(views()["east-asia"], [here, nowhere])] == [here]
