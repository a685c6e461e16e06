"""The position of a city on the map matches the outlines of the land."""

import json

import pytest
from django.conf import settings

from cities.maps.projection import build_close_up, fit_window
from records.pages.map_views import choose_map_view, load_map_views

REFERENCE = json.loads((settings.BASE_DIR / "static/build/land-reference.json").read_text(encoding="utf-8"))
PLACES = [(view, place) for view, places in REFERENCE.items() for place in places]


@pytest.mark.parametrize(("view", "place"), PLACES, ids=[place["place"] for _view, place in PLACES])
def test_a_place_is_projected_as_the_outlines_are(view, place):
    assert load_map_views()[view].project(*place["lonlat"]) == pytest.approx(place["xy"], abs=0.05)


#: Longitude and latitude of places at the edges of the map on which the cities of China are.
CHINA = {
    "Kashgar": (75.99, 39.47),
    "Harbin": (126.64, 45.76),
    "Sanya": (109.51, 18.25),
    "Taipei": (121.56, 25.04),
    "Hong Kong": (114.17, 22.3),
}


@pytest.mark.parametrize("place", CHINA)
def test_every_part_of_china_lies_well_inside_the_frame(place):
    view = choose_map_view(*CHINA[place])
    x, y = view.project(*CHINA[place])
    assert view.name == "east-asia"
    assert 0.05 <= x / view.width <= 0.95
    assert 0.05 <= y / view.height <= 0.95


def test_every_view_has_places_to_compare_with():
    assert REFERENCE.keys() == load_map_views().keys()


@pytest.mark.parametrize(
    ("lon", "lat", "view"),
    [(125.3, 43.9, "east-asia"), (7.1, 50.7, "europe"), (-58.4, -34.6, "world"), (103.9, 1.3, "world")],
)
def test_a_place_is_shown_on_the_map_of_its_part_of_the_world(lon, lat, view):
    assert choose_map_view(lon, lat).name == view


def test_a_place_without_coordinates_has_no_map():
    assert choose_map_view(None, None) is None


@pytest.mark.parametrize("lon", range(-180, 181, 20))
@pytest.mark.parametrize("lat", [-90, -60, -10, 0, 45, 90])
def test_every_place_on_earth_can_be_asked_for(lon, lat):
    choose_map_view(lon, lat)


@pytest.mark.parametrize(
    ("view", "lon", "lat"), [("east-asia", 75.99, 39.47), ("europe", 22.3, 60.5), ("world", 151.2, -33.9)]
)
def test_the_close_up_holds_the_place_and_stays_within_the_view(view, lon, lat):
    window = build_close_up(load_map_views()[view], [(lon, lat)])
    ((x, y),) = window.dots
    assert 0 <= x <= window.width
    assert 0 <= y <= window.height
    assert 0 <= window.left <= window.view.width - window.width / window.scale + 0.01
    assert 0 <= window.top <= window.view.height - window.height / window.scale + 0.01


def test_a_close_up_shows_as_much_land_in_europe_as_in_china():
    china, europe = (
        build_close_up(load_map_views()["east-asia"], [(116, 40)]),
        build_close_up(load_map_views()["europe"], [(7, 51)]),
    )
    assert china.view.scale * china.scale == pytest.approx(europe.view.scale * europe.scale, rel=0.06)


@pytest.mark.parametrize("places", [["Hong Kong"], ["Taipei", "Sanya"], ["Kashgar", "Harbin", "Sanya"]])
def test_a_fitted_window_keeps_places_off_its_edges_and_stays_within_the_view(places):
    view = load_map_views()["east-asia"]
    window = fit_window(view, [view.project(*CHINA[place]) for place in places])
    assert 1 <= window.scale <= 8
    for x, y in window.dots:
        assert 0.05 <= x / window.width <= 0.95
        assert 0.05 <= y / window.height <= 0.95
    assert 0 <= window.left <= view.width - window.width / window.scale + 0.01
    assert 0 <= window.top <= view.height - window.height / window.scale + 0.01


def test_a_window_of_one_region_is_larger_than_one_of_two():
    view = load_map_views()["east-asia"]
    harbin, sanya = (view.project(*CHINA[place]) for place in ("Harbin", "Sanya"))
    assert fit_window(view, [harbin]).scale > fit_window(view, [harbin, sanya]).scale
