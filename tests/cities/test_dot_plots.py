"""Dot plots of an indicator: one dot for each value, at its place on one scale."""

import pytest
from django.utils import timezone

from cities.values.dot_plots import MAX_CITY_ROWS, build_dot_plot
from tests.factories import make_city, make_indicator, make_indicator_value, text, writing

pytestmark = pytest.mark.django_db

THIS_YEAR = timezone.localdate().year


def test_one_or_two_values_are_no_drawing():
    indicator = make_indicator()
    values = [make_indicator_value(indicator, make_city(), 2020) for _number in range(2)]
    assert build_dot_plot(values) is None


def test_a_value_that_is_not_known_is_no_dot():
    indicator, city = make_indicator(), make_city()
    values = [make_indicator_value(indicator, city, 2017 + number, value=number + 1) for number in range(3)]
    values.append(make_indicator_value(indicator, city, 2021, value=None, reason="missing"))
    plot = build_dot_plot(values)
    assert [dot.value for dot in plot.dots] == values[:3]


def test_a_row_is_a_city_and_a_dot_has_its_year():
    indicator, one, other = make_indicator(), make_city("one"), make_city("other")
    for_years = [(one, THIS_YEAR - 11, 10), (other, THIS_YEAR - 1, 90), (one, THIS_YEAR - 2, 60)]
    values = [make_indicator_value(indicator, city, year, value=value) for city, year, value in for_years]
    plot = build_dot_plot(values)
    rows = [(str(row.label), [(dot.label, dot.is_old) for dot in row.dots]) for row in plot.rows]
    assert rows == [
        ("Other", [(str(THIS_YEAR - 1), False)]),
        ("One", [(str(THIS_YEAR - 11), True), (str(THIS_YEAR - 2), False)]),
    ]


def test_dots_are_as_far_apart_as_their_values():
    indicator, city = make_indicator(), make_city()
    values = [make_indicator_value(indicator, city, 2018 + number, value=10 * number) for number in range(3)]
    first, second, third = (dot.x for dot in build_dot_plot(values).dots)
    assert second - first == pytest.approx(third - second)


def test_a_part_of_a_year_is_told_apart():
    indicator, city = make_indicator(), make_city()
    values = [make_indicator_value(indicator, city, 2020 + number) for number in range(2)]
    values.append(make_indicator_value(indicator, city, 2023, **text("period", "January to May")))
    assert [dot.is_partial for dot in build_dot_plot(values).dots].count(True) == 1


def test_many_cities_are_no_rows():
    indicator = make_indicator()
    with writing():
        values = [make_indicator_value(indicator, make_city()) for _number in range(MAX_CITY_ROWS + 1)]
    assert build_dot_plot(values) is None


def test_dots_that_cover_each_other_share_a_label():
    indicator, city = make_indicator(), make_city()
    numbers = {2014: 17.3, 2015: 15.4, 2020: 17.4, 2021: 80}
    values = [make_indicator_value(indicator, city, year, value=number) for year, number in numbers.items()]
    labels = [(dot.label, dot.level) for dot in build_dot_plot(values).dots]
    assert labels == [("2015", 1), ("2014, 2020", -1), ("2020", 0), ("2021", 1)]
