"""The time line of targets: from the day they were set to the due year, open where no result is known."""

import pytest
from django.utils import timezone

from portal.choices import TargetKind
from portal.models import TargetState
from portal.promises import FIRST_YEAR, build_promises
from portal.selectors import get_target_rows
from tests.factories import make_source, make_target, text

pytestmark = pytest.mark.django_db


def build():
    return build_promises(get_target_rows().values())


def test_a_target_runs_from_the_day_it_was_set_to_the_end_of_its_year():
    make_target(deadline="2025", set_on="2021-07", sources=[make_source(published="2015")])
    timeline = build()
    (promise,) = timeline.goals
    years = dict(timeline.years)
    assert years[2021] < promise.start < years[2022]
    assert promise.due == pytest.approx(years[2025] + years[2016], abs=0.1)


def test_dates_of_sources_give_a_target_no_start():
    """Else targets of one plan would start on different days."""
    make_target(deadline="2020", sources=[make_source(published="2015")])
    (promise,) = build().goals
    assert promise.start is None


def test_a_target_past_due_without_a_result_is_open():
    make_target("past", deadline="2020")
    make_target("ahead", deadline=str(timezone.localdate().year + 3))
    assert [promise.is_open for promise in build().goals] == [True, False]


def test_a_number_of_a_year_is_no_result():
    make_target(kind=TargetKind.REACHED, deadline="", year=2019)
    timeline = build()
    (promise,) = timeline.numbers
    years = dict(timeline.years)
    assert years[2019] < promise.year < years[2020]
    assert (promise.start, promise.due, promise.result) == (None, None, None)


def make_outcome(**kwargs):
    return make_target("outcome", kind=TargetKind.REACHED, deadline="", year=2022, **kwargs)


def test_an_outcome_is_a_ring_on_the_line_of_its_target_and_no_line_of_its_own():
    make_target("extended", deadline="2021", outcome=make_outcome())
    timeline = build()
    (promise,) = timeline.goals
    years = dict(timeline.years)
    assert years[2022] < promise.result < years[2023]
    assert not promise.is_open
    assert promise.row.state == TargetState.REPORTED
    assert timeline.numbers == []


def test_a_number_may_have_an_outcome_too():
    make_target("begun", kind=TargetKind.REACHED, deadline="", year=2018, outcome=make_outcome())
    (promise,) = build().numbers
    assert promise.row.target.slug == "begun"
    assert promise.result > promise.year


def test_the_home_page_tells_an_outcome_with_its_target(get):
    make_target(
        "extended", deadline="2021", outcome=make_outcome(**text("statement", "113 cities were named."))
    )
    row = get("/en/").split('<li class="promise" id="target-extended">')[1].split("</li>")[0]
    assert "113 cities were named." in row
    assert "No result known here" not in row


def test_the_axis_ends_with_the_last_deadline():
    last = timezone.localdate().year + 4
    make_target(deadline=str(last))
    years = [year for year, _x in build().years]
    assert (years[0], years[-1]) == (FIRST_YEAR, last)


def test_key_figures_come_first_among_targets_of_the_same_date():
    make_target("other", deadline="2020")
    make_target("second", deadline="2020", key_figure_order=2)
    make_target("first", deadline="2020", key_figure_order=1)
    make_target("earlier", deadline="2019")
    slugs = [promise.row.target.slug for promise in build().goals]
    assert slugs == ["earlier", "first", "second", "other"]
