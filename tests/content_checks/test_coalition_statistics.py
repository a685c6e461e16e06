"""Coalition statistics equal a plain Python count."""

from typing import Any

import pytest

from coalition.models import Exchange, Membership, Partner
from stats.definitions import HUB
from tests.expected_counts import count_expected, count_rows, in_city, in_region

pytestmark = pytest.mark.usefixtures("content")


def exchanges() -> list[Exchange]:
    return list(Exchange.objects.published().prefetch_related("cities__city__region", "cities__city__parent"))


def test_members() -> None:
    present = Membership.objects.published().filter(left="")
    assert count_rows("members") == count_expected(
        present,
        lambda membership: in_region(membership.city),
        lambda membership: {"network": membership.network.slug, "role": membership.role},
    )


def read_year(date: str) -> int | None:
    return int(date[:4]) if date else None


def test_members_and_partners_by_year() -> None:
    assert count_rows("members-by-year") == count_expected(
        Membership.objects.published(),
        lambda membership: [(HUB, "")],
        lambda membership: {
            "network": membership.network.slug, "role": membership.role, "year": read_year(membership.joined)
        },
    )  # fmt: skip
    assert count_rows("partners-by-year") == count_expected(
        Partner.objects.published(),
        lambda partner: [(HUB, "")],
        lambda partner: {"kind": partner.kind, "year": read_year(partner.since)},
    )


def test_exchanges_by_theme() -> None:
    def scopes(exchange: Exchange) -> Any:
        cities = [scope for link in exchange.cities.all() for scope in in_city(link.city)]
        return [(HUB, ""), ("theme", exchange.theme.slug), *cities]

    assert count_rows("city-exchanges-by-theme") == count_expected(
        exchanges(), scopes, lambda exchange: {"theme": exchange.theme.slug, "kind": exchange.kind}
    )


def test_exchanges_by_pair() -> None:
    pairs = [
        (exchange, relation.city, relation.other)
        for exchange in exchanges()
        for relation in exchange.relations.all()
        if relation.kind != "took_part_together"
    ]

    def scopes(pair: Any) -> Any:
        exchange, *cities = pair
        of_cities = [scope for city in cities for scope in in_city(city) if scope[0] == "city"]
        return [(HUB, ""), ("theme", exchange.theme.slug), *of_cities]

    assert count_rows("city-exchange-pairs") == count_expected(
        pairs, scopes, lambda pair: {"city": pair[1].slug, "other": pair[2].slug}
    )
