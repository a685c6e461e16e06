"""Facets: each option is counted under all other filters; invalid values are named."""

import pytest
from django.http import QueryDict

from cities.filters import CityFilter
from cities.models import City
from tests.factories import make_city, make_section, make_theme, text, writing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cities():
    food = make_theme("food-systems", position=1)
    make_city("hong-kong", kind="sar", **text("summary", "A port."), publish=False)
    make_section(make_city("chengdu"), theme=food)
    make_section(make_city("tongling"), theme=make_theme("industrial-symbiosis"))
    make_city("guangming", kind="district")
    make_city("bonn", kind="city", country="DE")


def filtered(query) -> CityFilter:
    return CityFilter(QueryDict(query), queryset=City.objects.published().order_by("name_en", "pk"))


def found(query) -> list[str]:
    filterset = filtered(query)
    assert filterset.is_valid(), filterset.problems
    return [city.slug for city in filterset.qs]


def counts(query, facet) -> dict[str, int]:
    filterset = filtered(query)
    assert filterset.is_valid()
    options = next(entry for entry in filterset.facets() if entry.name == facet).options
    return {option.code: option.count for option in options if option.count or option.selected}


@pytest.mark.parametrize(
    "query", ["kind=district,city", "kind=district&kind=city", "kind=district,&kind=city"]
)
def test_values_may_be_joined_by_commas_or_repeated(query):
    assert found(query) == ["bonn", "guangming"]


def test_an_empty_filter_finds_all():
    assert found("kind=") == found("") == ["bonn", "chengdu", "guangming", "tongling"]


def test_a_city_with_two_sections_under_the_themes_asked_for_is_found_once():
    make_section(City.objects.get(slug="chengdu"), "another", theme=make_theme("industrial-symbiosis"))
    assert found("theme=food-systems,industrial-symbiosis") == ["chengdu", "tongling"]


def test_an_option_is_counted_under_the_other_filters_and_not_under_its_own():
    assert counts("kind=district", "kind") == {"prefecture_level": 2, "district": 1, "city": 1}
    assert counts("country=abroad", "kind") == {"city": 1}
    assert counts("kind=district&country=abroad", "kind") == {"city": 1, "district": 0}


@pytest.mark.parametrize("query", ["theme=food-systems", "kind=city", "country=abroad", "has_profile=false"])
def test_an_option_says_how_many_results_it_gives(query):
    facet, code = query.split("=")
    assert counts("", facet)[code] == len(found(query))


def test_drafts_are_neither_found_nor_counted():
    assert found("has_profile=true") == []
    assert "sar" not in counts("", "kind")


def test_everything_malformed_is_named_with_what_is_allowed():
    problems = dict(filtered("kind=village&country=moon&sort=mayor").problems)
    assert problems["kind"].startswith(
        "“village” is not allowed here. Allowed: municipality, prefecture_level,"
    )
    assert problems["country"] == "“moon” is not allowed here. Allowed: CN, abroad."
    assert "sort" in problems


def test_equal_names_keep_one_order():
    with writing():
        for number in range(5):
            make_city(f"same-{number}", **text("name", "Same"))
    same = [slug for slug in found("sort=name") if slug.startswith("same")]
    assert same == [f"same-{number}" for number in range(5)]
