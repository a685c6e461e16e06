"""Charts of statistics: every mark is a row of the table, and is as large as its value."""

import re

import pytest

from cities.models import City
from records.choices import WasteArea
from stats.charts import build_bars, build_chart_matrix, build_columns, build_dot_map, build_squares
from stats.choices import Chart
from stats.definitions import Dimension
from stats.scopes import Scope
from stats.tables import Table, build_table
from tests.stats.sample_statistics import make_drawn_statistic, make_result

pytestmark = pytest.mark.django_db


def make_table(chart: Chart, dimensions: dict[str, Dimension], *rows: tuple) -> Table:
    statistic = make_drawn_statistic(chart, dimensions)
    results = [
        make_result(statistic, dict(zip(dimensions, codes, strict=True)), *own) for *codes, own in rows
    ]
    return build_table(statistic, Scope(), results)


KIND, YEAR, AREA = (
    {"kind": Dimension("Kind")},
    {"kind": Dimension("Kind"), "year": Dimension("Year")},
    {"area": Dimension("Area", choices=WasteArea), "kind": Dimension("Kind")},
)


def test_a_bar_is_as_long_as_its_value():
    (group,) = build_bars(make_table(Chart.BAR, KIND, ("a", (4,)), ("b", (2,)), ("c", (1,))))
    assert [(bar.label, bar.length) for bar in group.bars] == [("a", 100), ("b", 50), ("c", 25)]


def test_a_row_without_a_value_has_no_bar():
    (group,) = build_bars(make_table(Chart.BAR, KIND, ("a", (4,)), ("b", (None, 3, "not_counted"))))
    assert [(bar.length, bar.whole) for bar in group.bars] == [(100, None), (None, 75)]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("not_counted", "No progress figure found; baseline 3"),
        ("not_comparable", "Total 3; not comparable with what is listed here"),
        ("not_recorded", "Total 3; none listed here"),
    ],
)
def test_a_row_without_a_value_says_why_beside_the_total(reason, text):
    (row,) = make_table(Chart.BAR, KIND, ("a", (None, 3, reason))).rows
    assert row.description == text


def test_a_year_with_none_is_a_nought_and_no_mark():
    (chart,) = build_columns(make_table(Chart.COLUMNS, YEAR, ("a", 2018, (1,)), ("a", 2020, (2,))))
    assert [(column.year, column.height, column.row is None) for column in chart.columns] == [
        (2018, 50, False),
        (2019, 0, True),
        (2020, 100, False),
    ]


def test_all_charts_by_year_have_the_same_years():
    rows = [("a", 2018, (1,)), ("b", 2020, (2,)), ("b", None, (7,))]
    charts = build_columns(make_table(Chart.COLUMNS, YEAR, *rows))
    assert [[column.year for column in chart.columns] for chart in charts] == [[2018, 2019, 2020]] * 2


def test_a_cell_of_a_matrix_without_a_row_is_empty():
    table = make_table(
        Chart.MATRIX, AREA, ("industrial", "a", (5,)), ("industrial", "b", (1,)), ("hazardous", "b", (2,))
    )
    matrix = build_chart_matrix(table)
    cells = [
        [(row.result.value if row else None, shade) for row, shade in line.cells] for line in matrix.rows
    ]
    assert matrix.headings == ["a", "b"]
    assert cells == [[(5, 5), (1, 1)], [(None, 0), (2, 2)]]


def test_a_dot_covers_as_much_as_its_value_and_a_place_off_the_map_is_counted():
    places = {"near": City(lon=116, lat=40), "small": City(lon=104, lat=30), "far": City(lon=7, lat=50)}
    table = make_table(
        Chart.MAP, {"place": Dimension("Place")}, ("near", (4,)), ("small", (1,)), ("far", (9,))
    )
    for number, row in enumerate(table.rows):
        (cell,) = row.cells
        table.rows[number] = type(row)(
            row.result, (type(cell)(cell.name, cell.heading, cell.code, cell.label, places[cell.code]),), ""
        )
    drawn = build_dot_map(table)
    by_name = {dot.row.name: dot.r**2 for dot in drawn.dots}
    assert by_name["near"] / by_name["small"] == pytest.approx(4, rel=0.01)
    assert drawn.off == 1


def test_squares_are_only_filled_for_what_is_recorded():
    table = make_table(Chart.SQUARES, KIND, ("a", (2, 5)), ("b", (None, 3, "not_counted")))
    assert [build_squares(row) for row in table.rows] == [[True, True, False, False, False], []]


@pytest.mark.parametrize(
    ("rows", "chart"),
    [
        ([("a", (4,)), ("b", (2,))], Chart.NONE),
        ([("a", (1,)), ("b", (1,)), ("c", (1,))], Chart.NONE),
        ([("a", (4,)), ("b", (2,)), ("c", (1,))], Chart.BAR),
    ],
)
def test_one_or_two_values_and_equal_ones_have_no_chart(rows, chart):
    assert make_table(Chart.BAR, KIND, *rows).chart == chart


@pytest.mark.content_check
@pytest.mark.parametrize("key", ["parks-by-kind", "members-by-year", "pilot-actions", "parks-by-city",
                                 "programme-coverage"])  # fmt: skip
@pytest.mark.usefixtures("content", "counted")
def test_every_mark_of_a_page_is_a_row_of_its_table(get, key):
    page = get(f"/en/statistics/{key}/")
    marks = re.findall(r'data-row="([^"]+)"', page)
    assert marks
    assert set(marks) <= set(re.findall(r'<tr id="([^"]+)"', page))
