"""The list, the table and the map show the same records and keep the filters."""

import re
from html import unescape

import pytest

from cities.models import City
from tests import factories as make
from tests.html_text import count_queries, strip_tags

pytestmark = pytest.mark.django_db

TABLES = (
    "cities", "parks", "materials", "zero-waste", "procurement", "businesses", "coalition/exchanges",
    "findings", "indicators", "sources",
)  # fmt: skip
MAPS = ("cities", "parks", "zero-waste", "procurement", "businesses")


def make_placed_city(slug: str = "", lon: float = 110.0) -> City:
    lists = {"coordinates_sources": [make.make_source()]}
    return make.make_city(slug, lat=35.0, lon=lon, lists=lists)


def add_records(number: int) -> None:
    for _ in range(number):
        city = make_placed_city()
        park = make.make_park(city=city, level="national")
        make.make_flow(park, material=make.make_material())
        make.make_pilot(city=city)
        make.make_case(city=city, programme=make.make_programme())
        make.make_business(city=city)
        make.make_exchange()
        make.make_finding()
        make.make_indicator_value(make.make_indicator(), city)
        make.make_source(city.slug)


def list_linked(html: str, paths: set[str]) -> set[str]:
    main = html[html.index('class="browse__main"') :]
    return paths & set(re.findall(r'href="([^"]+)"', main))


def test_table_and_map_show_the_records_of_the_list(db, client, get):
    add_records(2)
    for path in TABLES:
        rows = client.get(f"/en/{path}/").context["rows"]
        assert len(rows) >= 2, path
        expected = {row.get_absolute_url() for row in rows}
        for view in ("list", "table", *(["map"] if path in MAPS else [])):
            assert list_linked(get(f"/en/{path}/?view={view}"), expected) == expected, (path, view)


def test_every_view_takes_as_many_queries_with_many_rows_as_with_few(db, client):
    def count_all() -> dict[str, int]:
        views = [(path, view) for path in TABLES for view in ("table", *(["map"] if path in MAPS else []))]
        return {f"{path} {view}": count_queries(client, f"/en/{path}/?view={view}") for path, view in views}

    add_records(2)
    count_all()
    few = count_all()
    add_records(3)
    assert count_all() == few
    assert max(few.values()) <= 12


def test_the_views_keep_the_filters_and_the_filters_keep_the_view(db, get):
    add_records(2)
    html = get("/en/parks/?level=national&sort=name&view=table")
    views = re.search(r'<nav class="segmented"[^>]* aria-label="View">(.*?)</nav>', html, re.DOTALL)[1]
    links = {
        strip_tags(text): unescape(url) for url, text in re.findall(r'href="([^"]+)"[^>]*>(.*?)</a>', views)
    }
    assert links == {
        "List": "?level=national&sort=name",
        "Table": "?level=national&sort=name&view=table",
        "Map": "?level=national&sort=name&view=map",
    }
    assert '<input type="hidden" name="view" value="table">' in html
    assert 'href="/en/parks/?sort=name&amp;view=table">Remove all</a>' in html


def test_a_table_says_what_is_not_known_in_words(db, get):
    city = make.make_city(**make.text("name", "Some city"))
    make.make_park(city=city, **make.text("name", "Some park"))
    make.make_park(city=city, level="national")
    html = get("/en/parks/?view=table")
    row = next(row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if "Some park" in row)
    cells = [strip_tags(cell) for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL)]
    assert cells == ["Some park", "Some city", "Jilin", "– Not known", "Industrial park", "0", "0"]


def test_records_of_one_city_share_a_dot_that_leads_to_all_of_them(db, get):
    one, other = (make_placed_city(slug, lon) for slug, lon in (("one", 105.0), ("other", 115.0)))
    for city, slug in ((one, "a-park"), (one, "b-park"), (other, "c-park")):
        make.make_park(slug, city=city)
    html = get("/en/parks/?view=map")
    assert html.count('<circle class="map__dot') == 2
    dots = re.findall(r'<a href="([^"]+)"\s+tabindex="-1"', html)
    assert sorted(dots) == ["#place-one", "/en/parks/c-park/"]
    place = re.search(r'<li id="place-one">(.*?)</li>', html, re.DOTALL)[1]
    assert re.findall(r'href="([^"]+)"', place) == ["/en/parks/a-park/", "/en/parks/b-park/"]


def test_records_without_a_city_stand_below_the_maps(db, get):
    make.make_business("everywhere")
    make.make_business("somewhere", city=make_placed_city())
    html = get("/en/businesses/?view=map")
    assert html.index("/en/businesses/somewhere/") < html.index("No coordinates")
    assert html.index("No coordinates") < html.index('href="/en/businesses/everywhere/"')


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("parks/?view=globe", "list, table, map"), ("materials/?view=map", "list, table")],
)
def test_a_view_that_a_list_lacks_is_answered_with_400_and_what_is_allowed(db, get, path, allowed):
    assert f"is not allowed here. Allowed: {allowed}." in get(f"/en/{path}", status=400)


def test_without_maps_the_address_of_a_map_shows_the_list(db, client, settings):
    settings.MAPS = False
    add_records(2)
    response = client.get("/en/parks/?view=map")
    assert response.status_code == 200
    assert response.context["list_view"] == "list"
    assert response.context["list_views"] == ["list", "table"]


def test_a_request_by_a_script_is_answered_with_the_same_whole_page(db, client, settings):
    settings.PAGE_CACHE = True
    add_records(2)
    address = "/en/parks/?level=national"
    page = client.get(address)
    again = client.get(address, headers={"HX-Request": "true", "HX-Target": "browse", "HX-Boosted": "true"})
    assert again.content == page.content
    assert again["ETag"] == page["ETag"]
    assert again.get("Vary") == page.get("Vary")
    assert b"</html>" in again.content


def test_a_table_marks_titles_and_publishers_in_another_language(db, get):
    make.make_source("chinese", title="年鉴", publisher="某部", language="zh-Hans")
    make.make_source("english")
    html = get("/en/sources/?view=table")
    assert '<span lang="zh-Hans">年鉴</span>' in html
    assert '<span lang="zh-Hans">某部</span>' in html
    html = get("/zh-hans/sources/?view=table")
    assert '<span lang="en">A notice</span>' in html
    assert "年鉴" in html
    assert '<span lang="zh-Hans">' not in html
