"""The map of zero-waste cities on the home page: who is on it, who is counted, and maps turned off."""

import pytest

from initiatives.choices import Naming, PilotKind
from portal.atlas import HEIGHT, LEFT, TOP, WIDTH, build_atlas
from records.pages.map_views import get_china_view
from tests.cities.test_map_projection import CHINA
from tests.factories import (
    make_city,
    make_pilot,
    make_programme,
    make_programme_figure,
    make_source,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds():
    programmes = [make_programme(f"round-{number}", zero_waste_round=number) for number in (1, 2)]
    with writing():
        for programme in programmes:
            make_programme_figure(programme, key="cities", value=3)
            make_programme_figure(programme, key="special-areas", value=1)
    return programmes


def place_city(slug, lon, lat):
    return make_city(slug, lon=lon, lat=lat, lists={"coordinates_sources": [make_source()]})


@pytest.fixture
def city():
    return place_city("sanya", 109.51, 18.25)


def test_a_city_of_both_rounds_is_one_mark(rounds, city):
    with writing():
        for programme in rounds:
            make_pilot(city=city, programme=programme)
    assert [place.rounds for place in build_atlas().places] == ["both"]


def test_squares_are_the_first_round_and_rings_the_second(rounds, city, get):
    make_pilot(city=city, programme=rounds[0], kind=PilotKind.SPECIAL_AREA)
    for number in range(3):
        make_pilot(city=place_city(f"later-{number}", 110 + number, 30), programme=rounds[1])
    drawing = get("/en/").split('class="atlas__drawing"')[1].split("</svg>")[0]
    assert drawing.count("<rect") == 1
    assert drawing.count("<circle") == 3
    assert "<a " not in drawing, "marks are too small to hit: the list has the links"


def test_a_place_that_only_a_plan_names_is_in_no_count_square_or_mark(rounds, city):
    make_pilot(city=city, programme=rounds[1], naming=Naming.PLAN)
    atlas = build_atlas()
    assert atlas.places == []
    assert atlas.squares == [False, False, False]
    assert [pilot.city for pilot in atlas.planned] == [city]


def test_a_square_is_filled_for_each_listed_city(rounds, city):
    for place in (city, make_city()):
        make_pilot(city=place, programme=rounds[1])
    atlas = build_atlas()
    assert atlas.squares == [True, True, False]
    assert len(atlas.places) == len(atlas.unplaced) == 1


@pytest.mark.parametrize("place", CHINA)
def test_all_of_china_lies_well_inside_the_section_of_the_map(place):
    x, y = get_china_view().project(*CHINA[place])
    assert 0.05 <= (x - LEFT) / WIDTH <= 0.95
    assert 0.05 <= (y - TOP) / HEIGHT <= 0.95


def test_names_without_space_are_left_out(rounds):
    for number in range(30):
        place = place_city(f"place-{number}", 110 + number % 6, 30 + number // 6)
        make_pilot(city=place, programme=rounds[1])
    atlas = build_atlas()
    assert len(atlas.places) == 30
    assert 0 < len(atlas.narrow_labels) < len(atlas.labels) < 30


def test_the_first_round_is_named_first_and_a_long_name_never(rounds):
    names = {"early": "Sanya", "late": "Haikou", "long": "Beijing Economic-Technological Area"}
    with writing():
        for number, (slug, name) in enumerate(names.items()):
            place = make_city(
                slug, **text("name", name), lon=110 + number * 0.1, lat=30,
                lists={"coordinates_sources": [make_source()]},
            )  # fmt: skip
            make_pilot(city=place, programme=rounds[slug != "early"])
    assert "Sanya" in [label.text for label in build_atlas().labels]
    assert not {label.text for label in build_atlas().labels} & {names["long"]}


def test_without_maps_the_lists_stay(rounds, city, get, settings):
    settings.MAPS = False
    make_pilot(city=city, programme=rounds[1])
    for path in ("", "cities/", "cities/?view=map", "cities/sanya/", f"regions/{city.region.slug}/"):
        page = get(f"/en/{path}")
        assert "#land" not in page
        assert "Sanya" in page or path == ""
