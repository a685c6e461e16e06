"""The list of cities: filters, sorting and error messages."""

import re

import pytest

from cities.models import City
from records import version_cache

pytestmark = pytest.mark.usefixtures("content")


def listed(html: str) -> list[str]:
    return re.findall(r'<li class="place-row" id="city-([a-z0-9-]+)"', html)


def count_marked(html: str) -> int:
    """The number of records at all marks of the maps."""
    clusters = re.findall(r'class="map__n"[^>]*>\s*(\d+)', html)
    return html.count('<circle class="map__dot') - len(clusters) + sum(map(int, clusters))


def slugs(**conditions) -> set[str]:
    return set(City.objects.published().filter(**conditions).values_list("slug", flat=True))


def test_the_list_starts_with_the_capital_and_ends_abroad(get):
    found = listed(get("/en/cities/"))
    assert found[0] == "beijing"
    assert set(found[-14:]) == slugs() - slugs(country="CN")


def test_the_list_holds_every_city_once(get):
    found = listed(get("/en/cities/"))
    assert len(found) == len(set(found))
    assert set(found) == slugs()


def test_a_facet_narrows_the_list(get):
    assert set(listed(get("/en/cities/?kind=district"))) == slugs(kind="district")


def test_two_values_of_a_facet_find_either(get):
    assert set(listed(get("/en/cities/?kind=sar,municipality"))) == slugs(kind__in=["sar", "municipality"])
    assert set(listed(get("/en/cities/?kind=sar&kind=municipality"))) == slugs(
        kind__in=["sar", "municipality"]
    )


def test_a_theme_finds_the_cities_with_a_section_under_it(get):
    assert set(listed(get("/en/cities/?theme=food-systems"))) == slugs(profile__theme__slug="food-systems")


def test_facets_of_different_kinds_must_all_hold(get):
    found = listed(get("/en/cities/?theme=food-systems&kind=sar"))
    assert found == ["hong-kong"]


@pytest.mark.parametrize(("choice", "country"), [("CN", {"country": "CN"}), ("abroad", {})])
def test_cities_are_found_by_country(get, choice, country):
    expected = slugs(**country) if country else slugs() - slugs(country="CN")
    assert set(listed(get(f"/en/cities/?country={choice}&sort=name"))) <= expected


def test_each_option_says_how_many_cities_it_would_give(client):
    (facet,) = [facet for facet in client.get("/en/cities/").context["facets"] if facet.name == "kind"]
    for option in facet.options:
        assert option.count == len(slugs(kind=option.code))


def test_cities_are_sorted_by_name(get):
    names = [City.objects.get(slug=slug).name_en for slug in listed(get("/en/cities/?sort=name"))]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=village", "“village” is not allowed here. Allowed: municipality, prefecture_level,"),
        ("theme=astrology", "“astrology” is not allowed here. Allowed: "),
        ("sort=mayor", "sort"),
        ("page=99", "Write a page number from 1 to 1."),
        ("page=x", "Write a page number from 1 to 1."),
    ],
)
def test_a_malformed_address_is_answered_with_400_and_what_is_allowed(get, query, said):
    page = get(f"/en/cities/?{query}", status=400)
    assert said in page
    assert len(listed(page)) == len(slugs())


def test_the_map_shows_every_city_of_the_choice_with_a_list_beside_it(get):
    page = get("/en/cities/?view=map")
    placed = City.objects.published().exclude(lat=None)
    assert count_marked(page) == placed.count()
    for slug in slugs():
        assert f'href="/en/cities/{slug}/"' in page
    assert "No coordinates" in page


def test_the_map_keeps_the_filters_and_the_filters_keep_the_map(get):
    page = get("/en/cities/?view=map&country=abroad")
    assert count_marked(page) == 14
    assert "build/land-europe.svg" in page
    assert 'href="?country=abroad"' in page  # back to the list
    assert '<input type="hidden" name="view" value="map">' in page


def test_an_unknown_view_is_answered_with_400_and_what_is_allowed(get):
    page = get("/en/cities/?view=globe", status=400)
    assert "“globe” is not allowed here. Allowed: list, table, map." in page
    assert len(listed(page)) == len(slugs())


def test_one_city_needs_no_sort_and_no_view(get):
    page = get("/en/cities/?kind=sar")
    assert "1 city" in page
    assert 'class="segmented"' not in page


def test_an_unknown_parameter_changes_nothing(get):
    assert listed(get("/en/cities/?utm_source=x")) == listed(get("/en/cities/"))


def test_a_summary_in_chinese_alone_is_a_profile_in_the_list_as_on_the_page(get):
    city = City.objects.published().filter(summary_en="", summary_zh_hans="").first()
    profiles = f"/en/cities/?has_profile=true&region={city.region.slug}"
    assert city.slug not in listed(get(profiles))
    City.objects.filter(pk=city.pk).update(summary_zh_hans="一座城市。")
    version_cache.clear_values()  # nothing was published
    assert city.slug in listed(get(profiles))
