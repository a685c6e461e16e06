"""The rules of Coalition statistics, on a few records each."""

import pytest

from cities.models import City
from coalition.models import Exchange, ExchangeCity, ExchangeRelation
from tests.expected_counts import compute_hub_values, count_rows, make_key, render_headline
from tests.factories import make_city, make_exchange, make_membership, make_network, make_partner, save_part

pytestmark = pytest.mark.django_db


def take_part(exchange: Exchange, **roles: City) -> None:
    for role, city in roles.items():
        save_part(ExchangeCity(exchange=exchange, city=city, role=role.partition("_")[0]))


def test_a_membership_that_has_ended_is_no_member_and_has_joined() -> None:
    make_membership(make_city(), joined="2019-05", left="2021")
    assert compute_hub_values("members") == {}
    assert compute_hub_values("members-by-year") == {("gccc", "member", 2019): 1}


def test_a_membership_without_a_date_has_no_year() -> None:
    make_membership(make_city(), make_network("iclei"))
    assert compute_hub_values("members-by-year") == {("iclei", "member", None): 1}
    assert render_headline("members-by-year") == "Years of joining not known"


def test_partners_without_a_year_are_told() -> None:
    make_partner(since="2018-03-01")
    make_partner()
    assert render_headline("partners-by-year") == "2 partners; year not known for 1"


def relate(exchange: Exchange, city: City, other: City, kind: str = "learned_from") -> None:
    save_part(ExchangeRelation(exchange=exchange, city=city, other=other, kind=kind))


def test_cities_that_only_took_part_together_are_no_pair() -> None:
    foshan, changchun, london = make_city("foshan"), make_city("changchun"), make_city("london")
    exchange = make_exchange()
    relate(exchange, foshan, london)
    relate(exchange, changchun, london, "exchanged_with")
    relate(exchange, foshan, changchun, "took_part_together")
    assert compute_hub_values("city-exchange-pairs") == {("foshan", "london"): 1, ("changchun", "london"): 1}


def test_a_pair_counts_once_in_a_city_also_where_both_are_its_districts() -> None:
    city = make_city("shenzhen")
    districts = [make_city(slug, parent=city) for slug in ("guangming", "nanshan")]
    relate(make_exchange(), *districts)
    pair = {"city": "guangming", "other": "nanshan"}
    assert count_rows("city-exchange-pairs", "city") == {
        make_key("city", slug, pair): 1 for slug in ("guangming", "nanshan", "shenzhen")
    }


def test_an_exchange_counts_once_for_a_city_of_which_two_districts_took_part() -> None:
    city = make_city("shenzhen")
    take_part(make_exchange(), peer_1=make_city(parent=city), peer_2=make_city(parent=city))
    found = count_rows("city-exchanges-by-theme", "city")
    assert found[make_key("city", "shenzhen", {"theme": "industrial-symbiosis", "kind": "study_tour"})] == 1


def test_an_exchange_without_a_city_is_counted_at_the_hub() -> None:
    make_exchange()
    assert sum(compute_hub_values("city-exchanges-by-theme").values()) == 1


def test_a_second_exchange_of_a_pair_is_told() -> None:
    bonn, chengdu = make_city("bonn"), make_city("chengdu")
    for _time in range(2):
        relate(make_exchange(), bonn, chengdu, "exchanged_with")
    assert compute_hub_values("city-exchange-pairs") == {("bonn", "chengdu"): 2}
    assert render_headline("city-exchange-pairs") == (
        "1 pair of cities learned from each other or exchanged experience more than once"
    )
