"""Facets, search and items of lists."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cities.choices import CityTrait
from records import version_cache
from records.models import SourceUse
from records.pages import generic_views
from records.pages.citations import MissingCitation
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_list_is_searched_by_words_of_its_name_and_of_its_opening_line_in_either_script(db, client):
    lede = make.text("lede", "A place of aluminium.", "铝的地方。")
    source = make.make_source()
    make.make_park("other")
    park = make.make_park("a-park", **make.text("name", "Some park", "长春园区"))
    with make.writing() as changes:
        park.lede_en, park.lede_zh_hans = lede.values()
        changes.save(park)
        changes.set_related(park, "lede_sources", [source])
    for word in ("some park", "ALUMINIUM some", "长春", "長春", "铝"):
        found = client.get("/en/parks/", {"q": word}).context["rows"]
        assert found == [park], word
    assert client.get("/en/parks/", {"q": "some absent"}).context["rows"] == []


def test_of_a_long_facet_the_largest_options_are_in_view_and_the_others_folded(db, get):
    for number in range(12):
        region = make.make_region(f"region-{number}", **make.text("name", f"Region {number}"))
        for _ in range(1 if number < 6 else 2):
            make.make_park(city=make.make_city(region=region))
    html = get("/en/parks/?region=region-3")
    first, _, others = html[html.index("<summary>Region<") :].partition('class="facet__more"')
    assert re.findall(r'value="(region-\d+)"', first) == [f"region-{n}" for n in (10, 11, 3, 6, 7, 8, 9)]
    assert len(re.findall(r'value="(region-\d+)"', others.partition("</details>")[0])) == 5


def test_of_many_years_the_newest_are_in_view(db, get):
    for year in range(2016, 2027):
        for _ in range(1 if year > 2020 else 2):
            make.make_event(date=str(year))
    html = get("/en/coalition/events/")
    first, _, _others = html[html.index("<summary>Year<") :].partition('class="facet__more"')
    assert re.findall(r'value="(\d{4})"', first) == [str(year) for year in range(2026, 2020, -1)]


def test_a_facet_that_changes_nothing_is_left_out(db, client):
    for level in ("national", "provincial"):
        make.make_park(level=level, kind="industrial_park", source_type="official")
    names = [facet.name for facet in client.get("/en/parks/").context["facets"]]
    assert "level" in names
    assert not {"kind", "source_type", "region"} & set(names)
    assert "kind" in [facet.name for facet in client.get("/en/parks/?kind=industrial_park").context["facets"]]


def read_park_queries(client, **parameters) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("parks"), parameters)
    return [query["sql"] for query in queries if "industrialpark" in query["sql"].split("WHERE")[0]]


def test_a_page_of_a_long_list_is_read_by_its_keys(db, client):
    for number in range(3):
        make.make_park(f"park-{number}")
    client.get(reverse("parks"), {"view": "table"})
    [rows] = read_park_queries(client, kind="industrial_park", view="table")
    assert re.search(r'"id" IN \(\d+, \d+, \d+\)', rows)


def test_an_item_of_a_list_is_fetched_and_rendered_once_until_what_it_shows_changes(db, client):
    park, *_others = (make.make_park(f"park-{number}") for number in range(3))
    assert 'id="park-park-0"' in client.get(reverse("parks")).content.decode()
    assert read_park_queries(client, kind="industrial_park") == []
    with make.writing() as changes:
        park.city.name_en = "Newtown"
        changes.save(park.city)
    assert read_park_queries(client, kind="industrial_park")
    assert client.get(reverse("parks")).content.decode().count("Newtown") == 3
    with make.writing() as changes:
        changes.withdraw(park)
    html = client.get(reverse("parks")).content.decode()
    assert 'id="park-park-0"' not in html
    assert 'id="park-park-1"' in html


def read_queries(client, name: str) -> list[str]:
    """The queries of a list, except those that ask for the newest publications."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(name)).status_code == 200
    return [query["sql"] for query in queries if "records_publication" not in query["sql"]]


def test_a_publication_of_another_type_leaves_what_is_kept_of_a_list(db, client):
    for number in range(3):
        make.make_park(f"park-{number}")
    assert read_queries(client, "parks")
    make.make_event("an-event")
    assert read_queries(client, "parks") == []
    assert read_queries(client, "events")
    make.make_park("another")
    assert read_queries(client, "parks")
    assert 'id="park-another"' in client.get(reverse("parks")).content.decode()


def rename(record, name: str) -> None:
    with make.writing() as changes:
        record.name_en = name
        changes.save(record)


def test_a_list_names_the_records_to_which_its_own_refer_as_they_are_now(db, get):
    theme, region = make.make_theme("a-theme"), make.make_region("a-region")
    cities = [make.make_city(f"city-{number}", region=region) for number in range(2)]
    make.make_section(cities[0], theme=theme)
    programme = make.make_programme("a-programme")
    make.make_designation(programme, park=make.make_park(city=cities[0]))
    make.make_park(city=cities[1])
    assert "Industrial symbiosis" in get("/en/cities/")
    assert "A-Programme" in get("/en/parks/")
    for record, path in ((theme, "cities"), (region, "cities"), (cities[0], "parks"), (programme, "parks")):
        get(f"/en/{path}/")
        rename(record, f"Renamed {record.slug}")
        assert f"Renamed {record.slug}" in get(f"/en/{path}/"), record


def test_the_list_of_sources_follows_what_cites_them_and_what_is_withdrawn(db, get):
    make.make_region()  # cites the usual source
    other = make.make_source("other")

    def count_statements() -> list[str]:
        return re.findall(r"used for (\d+) statement", get("/en/sources/"))

    assert count_statements() == ["1", "0"]
    make.make_city()
    assert count_statements() == ["2", "0"]
    with make.writing() as changes:
        changes.withdraw(other)
    assert count_statements() == ["2"]


def test_items_of_a_list_are_kept_by_language_and_bounded(db, client, monkeypatch):
    monkeypatch.setattr(generic_views, "_MOST_RESULTS", 2)
    for number in range(3):
        make.make_park(f"park-{number}", **make.text("name", f"Park {number}", f"园区{number}"))
    for _time in range(2):
        assert "Park 2" in client.get("/en/parks/").content.decode()
        assert "园区2" in client.get("/zh-hans/parks/").content.decode()
        assert "園區2" in client.get("/zh-hant/parks/").content.decode()
    results = [value for _version, value in version_cache._values._values.values() if hasattr(value, "most")]
    assert [len(kept._values) for kept in results] == [2, 2, 2]


def test_an_item_of_a_list_without_a_source_is_not_shown(db, client):
    business = make.make_business()
    SourceUse.objects.filter(record_type="business", slug=business.slug).delete()
    with pytest.raises(MissingCitation):
        client.get(reverse("businesses"))


def test_what_leads_a_long_facet_is_in_view_however_rare(db, get):
    with make.writing():
        for number, trait in enumerate(CityTrait.values):
            for copy in range(1 if trait in ("coal_based", "former_coal") else 2):
                make.make_city_attribute(make.make_city(f"city-{number}-{copy}"), code=trait)
    html = get("/en/cities/")
    facet = html[html.index("<summary>Attribute (cities with a full profile)<") :]
    in_view = facet.partition('class="facet__more"')[0]
    assert 'value="coal_based"' in in_view
    assert 'value="former_coal"' in in_view


def test_the_filters_say_how_many_are_in_use_and_how_many_results_they_have(db, get):
    for slug, kind in (("aa", "county"), ("bb", "county"), ("cc", "municipality")):
        make.make_city(slug, kind=kind)
    assert "Apply filters" in get("/en/cities/")
    html = get("/en/cities/?kind=county&q=aa")
    assert re.search(r"Show\s+1\b", html)
    assert '<span class="count">2</span>' in html


def test_a_misspelt_value_is_named(db, client):
    page = client.get("/en/cities/?kind=conty")
    assert page.status_code == 400
    assert "“conty” is not allowed here" in page.text
