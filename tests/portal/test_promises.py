"""The time line of targets: a line for each plan, with rings only where an outcome is known."""

from datetime import date

import pytest

from portal.choices import TargetKind
from portal.models import TargetState
from portal.promises import build_promises
from portal.selectors import get_target_rows
from tests.factories import make_programme, make_source, make_target, text, writing

pytestmark = pytest.mark.django_db

TODAY = date(2026, 7, 1)
PLAN = {**text("plan", "Leading Action"), "set_on": "2017-05", "deadline": "2020"}


def build():
    return build_promises(get_target_rows().values(), today=TODAY)


def place(timeline, year):
    """The place of the beginning of a year on the axis."""
    first, middle = timeline.years[0]
    return (year - first) * 2 * middle


def find_segments(timeline, kind):
    return [segment for line in timeline.lines for segment in line.segments if segment.kind == kind]


def make_outcome(**kwargs):
    values = {"kind": TargetKind.REACHED, "deadline": "", "year": 2022, **kwargs}
    return make_target("outcome", **values)


def test_the_targets_of_a_plan_are_numbers_of_one_line():
    for value in (75, 50, 73):
        make_target(**PLAN, value=value)
    make_target("alone", deadline="2025")
    plan, alone = (line.promise for line in build().lines)
    assert str(plan.title) == "Leading Action"
    assert sorted(target.value for target in plan.targets) == [50, 73, 75]
    assert plan.has_numbers
    assert str(alone.title) == str(alone.target.statement)
    assert not alone.has_numbers


def test_a_line_runs_from_the_day_of_the_plan_to_the_end_of_the_year_it_is_due():
    make_target(deadline="2025", set_on="2021-07", sources=[make_source(published="2015")])
    timeline = build()
    (line,) = find_segments(timeline, "done")
    assert line.x1 == pytest.approx((place(timeline, 2021) + place(timeline, 2022)) / 2, abs=0.1)
    assert [line.x2] == timeline.lines[0].dues == pytest.approx([place(timeline, 2026)], abs=0.1)


def test_a_plan_of_which_no_day_is_known_has_no_start():
    """The dates of its sources are not its own."""
    make_target(deadline="2020", sources=[make_source(published="2015")])
    timeline = build()
    assert find_segments(timeline, "done") == []
    (line,) = find_segments(timeline, "undated")
    assert line.x2 == pytest.approx(place(timeline, 2021), abs=0.1)


def test_from_the_due_date_to_today_nobody_has_said_what_came_of_it():
    make_target(deadline="2020", set_on="2017")
    timeline = build()
    (line,) = find_segments(timeline, "open")
    assert line.x1 == pytest.approx(place(timeline, 2021), abs=0.1)
    assert place(timeline, 2026) < line.x2 < 100


def test_what_is_not_yet_due_is_pale_from_today():
    make_target(deadline="2027", set_on="2025-06")
    timeline = build()
    (line,) = find_segments(timeline, "ahead")
    assert line.x1 == find_segments(timeline, "done")[0].x2
    assert line.x2 == 100
    assert find_segments(timeline, "open") == []


def test_only_an_outcome_is_a_ring():
    make_target("extended", deadline="2021", outcome=make_outcome())
    make_target("past", deadline="2020")
    make_target("began-with", kind=TargetKind.REACHED, deadline="", year=2018)
    rings = {line.promise.target.slug: len(line.results) for line in build().lines}
    assert rings == {"past": 0, "extended": 1}


def test_an_outcome_closes_its_line():
    make_target("extended", deadline="2021", outcome=make_outcome())
    timeline = build()
    (line,) = timeline.lines
    assert place(timeline, 2022) < line.results[0] < 100
    assert find_segments(timeline, "open") == []
    assert line.promise.targets[0].state() == TargetState.REPORTED


def test_a_number_that_something_began_with_has_the_line_of_its_programme_once_an_outcome_is_known():
    programme = make_programme("pilots", **text("name", "Pilots of 2018"), starts="2018-03", ends="2019-12")
    number = make_target("thirty-five", kind=TargetKind.REACHED, deadline="", year=2018, programme=programme)
    assert build().lines == []
    outcome = make_outcome()
    with writing() as changes:
        number.outcome = outcome
        changes.save(number)
    timeline = build()
    (line,) = timeline.lines
    assert str(line.promise.title) == "Pilots of 2018"
    assert place(timeline, 2018) < find_segments(timeline, "done")[0].x1 < place(timeline, 2019)
    assert line.dues == pytest.approx([place(timeline, 2020)], abs=0.1)
    assert len(line.results) == 1


def test_the_home_page_tells_a_plan_once_and_an_outcome_with_its_target(get):
    make_target("first", **PLAN, value=75, **text("label", "of national parks"))
    make_target("second", **PLAN, value=50, **text("label", "of provincial parks"))
    make_target(
        "extended", deadline="2021", outcome=make_outcome(**text("statement", "113 cities were named."))
    )
    page = get("/en/")
    drawing = page.split('<ul class="promises">')[1].split("<details")[0]
    assert drawing.count("Leading Action") == 1
    assert drawing.count('class="promise__open"') == 1, "one line for both of its targets"
    assert drawing.count("No published result found") == 1
    assert "113 cities were named." in drawing
    assert drawing.count('class="promise__ring"') == 1


def test_the_axis_begins_with_the_first_plan_and_ends_with_the_last_deadline():
    make_target(deadline="2028", set_on="2016-02")
    make_target(deadline="2020", set_on="2017")
    years = [year for year, _x in build().years]
    assert years == [2016, 2018, 2020, 2022, 2024, 2026, 2028]


def test_lines_stand_in_the_order_in_which_they_begin_key_figures_first_in_a_plan():
    make_target("later", deadline="2023")
    make_target("undated", deadline="2019")
    make_target("sooner-due", deadline="2019", set_on="2018-03")
    make_target("other", **PLAN)
    make_target("second", **PLAN, key_figure_order=2)
    make_target("first", **PLAN, key_figure_order=1)
    slugs = [[target.slug for target in line.promise.targets] for line in build().lines]
    assert slugs == [["first", "second", "other"], ["sooner-due"], ["undated"], ["later"]]
