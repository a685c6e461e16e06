"""The strips that compare the figures with which the page of a city opens."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, IndicatorValue
from cities.peers.strips import ValueStrip, add_strips, choose_comparable_values
from stats import invalidation, refresh
from tests.factories import make_city, make_city_figure, make_indicator, make_indicator_value, text

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


@pytest.fixture(autouse=True)
def _marks() -> None:
    invalidation.ensure_marks(["indicator-rankings"])


def draw_strips(figures: list[Any], peers: list[City]) -> list[ValueStrip]:
    return [entry.strip for entry in add_strips(figures, peers) if entry.strip]


def get_city(name: str) -> City:
    slug = f"city-{name.lower()}"
    return City.objects.filter(slug=slug).first() or make_city(slug, **text("name", name))


def report(*amounts: Any, unit: str = "percent", scope: str = "whole_city", **kwargs: Any) -> list[Any]:
    """Return one value each of cities A, B, C, with their stored rankings."""
    indicator = make_indicator(unit=unit, scope=scope)
    rows = [
        make_indicator_value(indicator, get_city("ABCDE"[place]), value=amount, **kwargs)
        for place, amount in enumerate(amounts)
    ]
    refresh.refresh_stale(["indicator-rankings"], due_only=False)
    return read(rows)


def read(rows: list[Any]) -> list[Any]:
    found = IndicatorValue.objects.filter(pk__in=[row.pk for row in rows])
    return list(found.select_related("ranking", "indicator", "city").order_by("pk"))


def test_a_strip_runs_from_the_lowest_to_the_highest_and_shows_the_peers() -> None:
    own, lowest, peer, _other, highest = report(30, 10, 40, 45, 50)
    [strip] = draw_strips([own], [peer.city])
    assert [(dot.value.pk, dot.x, dot.is_own) for dot in strip.dots] == [
        (lowest.pk, 0, False),
        (own.pk, 50, True),
        (peer.pk, 75, False),
        (highest.pk, 100, False),
    ]
    assert (strip.lowest.label, strip.highest.label, strip.cities) == ("B", "E", 5)


def test_the_text_alternative_names_the_year_and_each_dot() -> None:
    own, _low, peer, *_others = report(30, 10, 40, 45, 50)
    [strip] = draw_strips([own], [peer.city])
    assert strip.text == "2020: B 10%, A 30%, C 40%, E 50%"


def test_cities_with_the_same_lowest_value_are_counted() -> None:
    own, *_others = report(30, 10, 10, 10, 50)
    [strip] = draw_strips([own], [])
    assert (strip.lowest.label, len(strip.dots)) == ("3 cities", 3)


@pytest.mark.parametrize(
    ("amounts", "values"),
    [
        ((1, 2, 3, 4), {}),
        ((5, 5, 5, 5, 5), {}),
        ((1, 2, 3, 4, 5), {"scope": ""}),
        ((1, 2, 3, 4, 5), {"unit": "t"}),
        ((1, 2, 3, 4, 5), {"precision": "at_least"}),
    ],
    ids=["four cities", "all the same", "area not known", "depends on the size", "a bound"],
)
def test_what_cannot_be_compared_is_not_chosen(amounts: Any, values: Any) -> None:
    own = report(*amounts, **values)[0]
    assert choose_comparable_values(own.city, [own], 4) == []


def test_the_newest_year_and_residents_come_first() -> None:
    rates = [report(1, 2, 3, 4, 5, year=year)[0] for year in (2023, 2022)]
    residents = report(1, 2, 3, 4, 5, unit="people")[0]
    values = [*rates, residents]
    rates[1].indicator_id = rates[0].indicator_id
    assert choose_comparable_values(residents.city, values, 4) == [rates[0], residents]
    assert choose_comparable_values(residents.city, values, 1) == [residents]


def test_values_of_other_years_and_evidence_are_not_on_the_strip() -> None:
    own, *others = report(30, 10, 40, 45, 50)
    make_indicator_value(own.indicator, others[0].city, value=1, year=2021)
    make_indicator_value(own.indicator, get_city("F"), value=99, evidence="target")
    [strip] = draw_strips([own], [row.city for row in others])
    assert {dot.value.year for dot in strip.dots} == {2020}
    assert (strip.lowest.value.value, strip.highest.value.value) == (10, 50)


def test_a_value_newer_than_the_rankings_has_no_strip() -> None:
    own, *_others = report(30, 10, 40, 45, 50)
    own.value = 60
    assert draw_strips([own], []) == []


def test_all_strips_of_a_page_cost_one_query() -> None:
    first, second = (report(*amounts)[1] for amounts in ((1, 2, 3, 4, 5), (5, 4, 3, 2, 1)))
    with CaptureQueriesContext(connection) as queries:
        assert len(draw_strips([first, second], [])) == 2
    assert len(queries) == 1


def test_the_page_opens_with_own_figures_and_compared_ones(get: Any) -> None:
    own = report(300, 100, 400, 450, 500, unit="people")[0]
    make_city_figure(own.city, "coal-output", **text("label", "Coal output"))
    make_city_figure(own.city, "population", **text("label", "Population in the census"))
    figures = re.search(r'<dl class="figs">.*?</dl>', get(own.city.get_absolute_url()), re.DOTALL)
    assert figures is not None
    html = " ".join(figures[0].split())
    assert html.index("Coal output") < html.index(str(own.indicator.name))
    assert "Population in the census" not in html
    assert re.search(r'<svg class="strip__line" role="img" aria-label="2020: B 100', html)
    words = re.sub(r"<[^>]+>", "", html).replace("\N{NO-BREAK SPACE}", " ")
    assert "5 cities, from 100 people in B to 500 people in E" in words
