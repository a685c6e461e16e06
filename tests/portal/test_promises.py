"""The time line of targets: from the first source to the due year, open where no result is known."""

import pytest
from django.utils import timezone

from portal.choices import TargetKind
from portal.promises import FIRST_YEAR, build_promises
from portal.selectors import get_target_rows
from tests.factories import make_source, make_target

pytestmark = pytest.mark.django_db


def build():
    return build_promises(get_target_rows().values())


def test_a_target_runs_from_its_first_source_to_the_end_of_its_year():
    sources = [make_source("first", published="2021-07"), make_source("second", published="2023")]
    make_target(deadline="2025", sources=sources)
    timeline = build()
    (promise,) = timeline.goals
    years = dict(timeline.years)
    assert years[2021] < promise.start < years[2022]
    assert promise.due == pytest.approx(years[2025] + years[2016], abs=0.1)


def test_the_line_of_an_undated_target_has_no_start():
    make_target(deadline="2020", sources=[make_source(published="")])
    (promise,) = build().goals
    assert promise.start is None


def test_a_target_past_due_without_a_result_is_open():
    make_target("past", deadline="2020")
    make_target("ahead", deadline=str(timezone.localdate().year + 3))
    assert [promise.is_open for promise in build().goals] == [True, False]


def test_a_progress_figure_is_a_ring_in_its_year_and_no_line():
    make_target(kind=TargetKind.REACHED, deadline="", year=2019)
    timeline = build()
    (promise,) = timeline.reached
    years = dict(timeline.years)
    assert years[2019] < promise.result < years[2020]
    assert (promise.start, promise.due) == (None, None)


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
