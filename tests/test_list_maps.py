"""Maps of lists: clusters instead of dots that cover each other, maps of regions, few rows for many."""

import re
from html import unescape
from math import hypot

import pytest

from cities.maps.marks import MapItem, MapMark, merge_points
from records.pages import generic_views
from tests import factories as make
from tests.fetched_rows import count_fetched
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


def make_places(*places: tuple[str, float, float]) -> None:
    """A park at each: slug of its region, longitude, latitude."""
    regions: dict[str, object] = {}
    for slug, lon, lat in places:
        name = make.text("name", slug.capitalize())
        region = regions.setdefault(slug, None) or make.make_region(slug, **name)
        regions[slug] = region
        lists = {"coordinates_sources": [make.make_source()]}
        make.make_park(city=make.make_city(region=region, lat=lat, lon=lon, lists=lists))


def list_marks(html: str) -> dict[str, str]:
    """The address of each mark by its label."""
    links = re.findall(r'<a href="([^"]*)"\s+tabindex="-1"\s+aria-label="([^"]*)"', html)
    return {unescape(label): unescape(url) for url, label in links}


def test_places_that_would_cover_each_other_are_one_cluster_that_leads_to_their_regions(db, get):
    make_places(
        ("hebei", 114.0, 38.0), ("hebei", 114.2, 38.0), ("shanxi", 113.8, 38.0), ("sichuan", 104.0, 30.7)
    )
    marks = list_marks(get("/en/parks/?view=map&sort=name"))
    assert marks["3 in Hebei, Shanxi"] == "/en/parks/?sort=name&view=map&region=hebei%2Cshanxi"
    assert len(marks) == 2


def test_the_map_of_a_region_is_enlarged_so_that_its_places_come_apart(db, get):
    make_places(("hebei", 114.0, 38.0), ("hebei", 115.0, 38.0), ("sichuan", 104.0, 30.7))
    assert "2 in Hebei" in list_marks(get("/en/parks/?view=map"))
    html = get("/en/parks/?view=map&region=hebei")
    assert len(list_marks(html)) == 2
    assert re.search(r'<h3 id="map-east-asia">\s*Hebei\s*</h3>', html)
    assert '<a href="/en/parks/?view=map">Show the whole map</a>' in html


def test_a_cluster_on_the_map_of_its_own_region_leads_to_its_places_in_the_list(db, get):
    make_places(("hebei", 114.0, 38.0), ("hebei", 114.0, 38.0), ("hebei", 119.0, 40.0))
    html = get("/en/parks/?view=map&region=hebei")
    url = list_marks(html)["2 in Hebei"]
    assert f'<li id="{url[1:]}">' in html


def test_a_cluster_of_many_regions_has_the_name_of_the_first():
    regions = [
        make.make_region(slug, **make.text("name", slug.title())) for slug in ("anhui", "hebei", "jilin")
    ]
    items = [MapItem(120.0, 30.0, 1, region, None) for region in [*regions, regions[1]]]
    assert MapMark(0, 0, items, "").name == "Hebei and 2 more"


def test_no_two_marks_cover_each_other_however_close_the_places_are():
    items = [MapItem(0, 0, 1, None, "place")] * 300
    points = [((number * 37 % 780, number * 91 % 620), item) for number, item in enumerate(items)]
    marks = merge_points(points)
    assert sum(len(group) for _x, _y, group in marks) == 300
    for at, (x, y, group) in enumerate(marks):
        for other_x, other_y, other in marks[at + 1 :]:
            sizes = sum(11 if len(one) == 1 else 23 for one in (group, other))
            assert hypot(x - other_x, y - other_y) >= sizes


def test_more_records_than_a_map_lists_are_counted_by_region_and_all_can_be_reached(db, get, monkeypatch):
    monkeypatch.setattr(generic_views, "_MOST_ON_MAP", 3)
    make_places(
        ("hebei", 114.0, 38.0), ("hebei", 115.0, 39.5), ("sichuan", 104.0, 30.7), ("sichuan", 104.1, 30.8)
    )
    make.make_park(city=make.make_city(region=make.make_region("jilin", **make.text("name", "Jilin"))))
    html = get("/en/parks/?view=map")
    assert list_marks(html) == {
        "2 in Hebei": "/en/parks/?view=map&region=hebei",
        "2 in Sichuan": "/en/parks/?view=map&region=sichuan",
    }
    rows = [
        strip_tags(row)
        for row in re.findall(r"<li>(.*?)</li>", html[html.index('id="map-east-asia"') :], re.DOTALL)
    ]
    assert rows[:3] == ["Hebei 2", "Sichuan 2", "Jilin 1"]
    assert 'id="place-' in get("/en/parks/?view=map&region=sichuan")


def test_a_region_with_more_records_than_a_map_lists_leads_to_the_list(db, get, monkeypatch):
    monkeypatch.setattr(generic_views, "_MOST_ON_MAP", 1)
    make_places(("hebei", 114.0, 38.0), ("hebei", 114.0, 38.0))
    marks = list_marks(get("/en/parks/?view=map&region=hebei"))
    assert marks == {"2 in Hebei": "/en/parks/?region=hebei&view=list"}


def test_a_map_of_many_records_fetches_no_more_rows_than_one_of_few(db, client, monkeypatch):
    monkeypatch.setattr(generic_views, "_MOST_ON_MAP", 2)

    def count() -> tuple[int, int]:
        with count_fetched() as fetched:
            client.get("/en/parks/?view=map")
        return fetched.queries, fetched.rows

    make_places(("hebei", 114.0, 38.0), ("hebei", 114.1, 38.0), ("hebei", 114.2, 38.0))
    count()
    few = count()
    region = make.make_region("shanxi")
    lists = {"coordinates_sources": [make.make_source()]}
    for number in range(20):
        make.make_park(city=make.make_city(region=region, lat=37.5 + number / 100, lon=112.5, lists=lists))
    count()  # the first list after a publication reads the rows of all facets
    queries, rows = count()
    assert queries == few[0] <= 12
    assert rows <= few[1] + 4  # a cell and a region, which is also an option of the facet
