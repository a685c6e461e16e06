"""The order of many matches: the best are put in order by their words, the others by type and title."""

from collections import Counter

import pytest

from search import selectors
from search.queries import SearchQuery
from search.rank import Match, sort_matches
from search.selectors import find_results
from tests.factories import make_city, make_material, make_park, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_follows"), pytest.mark.both_databases]


@pytest.fixture
def _many(search_follows: None) -> None:
    for number in range(4):
        make_park(f"steel-{number}", **text("name", f"Steel park number {number}", f"钢铁园{number}"))
        make_material(
            f"slag-{number}",
            **text("name", f"Slag {number}", f"渣{number}"),
            **text("description", "Of steel"),
        )
    make_material("steel", **text("name", "Steel", "钢"))


def found(query: str) -> list[str]:
    return [match.slug for match in find_results(query).matches]


@pytest.mark.parametrize("ranked", [3, 300])
@pytest.mark.usefixtures("_many")
def test_all_matches_are_listed_however_many_are_ranked(monkeypatch: pytest.MonkeyPatch, ranked: int):
    monkeypatch.setattr(selectors, "_MOST_RANKED", ranked)
    results = find_results("steel")
    slugs = [match.slug for match in results.matches]
    assert slugs[0] == "steel"
    assert len(slugs) == len(set(slugs)) == sum(results.counts.values())
    assert Counter(match.record_type for match in results.matches) == results.counts
    # Those with the word in their names stand before those with the word elsewhere.
    assert {slug[:5] for slug in slugs[:5]} == {"steel"}


def test_the_matches_that_are_ranked_are_chosen_by_whole_names_and_by_weight():
    def make_match(slug: str, weight: int, title: str, name: str = "") -> Match:
        return Match(0, "city", slug, weight, title, name)

    short, heavy = make_match("short", 3, "steeltown"), make_match("heavy", 9, "steelindustryprogramme")
    code, source = make_match("code", 1, "worksofashen", "steel"), make_match("source", 0, "steel")
    ordered = sort_matches([short, heavy, code, source], [], SearchQuery("steel"))
    assert [match.slug for match in ordered] == ["code", "heavy", "short", "source"]


@pytest.mark.usefixtures("_many")
def test_of_more_matches_than_are_listed_those_by_name_are_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selectors, "MAX_MATCHES", 6)
    results = find_results("steel")
    assert results.is_capped
    assert len(results.matches) == 6
    assert {match.slug for match in results.matches} >= {"steel", *(f"steel-{number}" for number in range(4))}


@pytest.mark.usefixtures("_many")
def test_of_a_type_all_matches_are_listed_although_others_fill_the_list(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selectors, "MAX_MATCHES", 4)
    make_city("steel-town", **text("name", "Town of steel", "钢城"))
    assert [match.slug for match in find_results("steel", "city").matches] == ["steel-town"]
