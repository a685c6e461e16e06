"""Recorded members of a programme compared with its official totals."""

import pytest
from django.db import IntegrityError

from coalition.models import Programme, ProgrammeFigure
from coalition.programme_coverage import SizeCoverage, list_coverage
from tests.factories import (
    make_city,
    make_designation,
    make_pilot,
    make_programme,
    save_part,
    text,
)

pytestmark = pytest.mark.django_db


def add_size(programme: Programme, key: str, value: int, **more: bool) -> None:
    figure = {**text("label", key), "value": value, "unit": "count", "source_type": "official", **more}
    save_part(ProgrammeFigure(programme=programme, key=key, **figure))


def sizes_of(programme: Programme) -> tuple[dict[str, int | None], int]:
    (coverage,) = list_coverage(Programme.objects.filter(pk=programme.pk))
    return {size.official.key: size.recorded for size in coverage.sizes}, coverage.unplaced


def test_what_a_programme_named_is_counted_against_its_only_size():
    programme = make_programme()
    add_size(programme, "cities", 35)
    make_designation(programme, city=make_city())
    assert sizes_of(programme) == ({"cities": 1}, 0)


def test_among_several_sizes_it_is_counted_against_none():
    programme = make_programme()
    add_size(programme, "named", 100)
    add_size(programme, "supported", 129)
    make_designation(programme, city=make_city())
    assert sizes_of(programme) == ({"named": None, "supported": None}, 1)


def test_among_several_sizes_it_is_counted_against_the_one_that_is_marked():
    programme = make_programme()
    add_size(programme, "named", 100)
    add_size(programme, "supported", 129, counts_all_named=True)
    make_designation(programme, city=make_city())
    assert sizes_of(programme) == ({"named": None, "supported": 1}, 0)


def test_one_size_can_have_the_mark():
    programme = make_programme()
    add_size(programme, "named", 100, counts_all_named=True)
    with pytest.raises(IntegrityError):
        add_size(programme, "supported", 129, counts_all_named=True)


def test_where_nothing_is_recorded_nothing_is_counted_and_it_is_not_zero():
    programme = make_programme()
    add_size(programme, "cities", 35)
    assert sizes_of(programme) == ({"cities": None}, 0)


def test_pilots_are_counted_by_their_kind_and_in_all():
    programme = make_programme("zero-waste-2019")
    for key, value in [("pilots-in-all", 16), ("cities", 11), ("special-areas", 5)]:
        add_size(programme, key, value)
    make_pilot(programme=programme)
    make_pilot(programme=programme, kind="special_area")
    assert sizes_of(programme) == ({"pilots-in-all": 2, "cities": 1, "special-areas": 1}, 0)


def test_drafts_are_not_counted():
    programme = make_programme()
    add_size(programme, "cities", 35)
    designation = make_designation(programme, city=make_city())
    type(designation).objects.update(status="draft")
    assert sizes_of(programme) == ({"cities": None}, 0)


def test_a_bar_never_reaches_beyond_its_end():
    programme = make_programme()
    add_size(programme, "cities", 1)
    for _number in range(2):
        make_designation(programme, city=make_city())
    (coverage,) = list_coverage(Programme.objects.filter(pk=programme.pk))
    assert coverage.sizes[0].percent == 100


def test_a_size_of_nothing_is_shown_without_a_division():
    assert SizeCoverage(ProgrammeFigure(value=0), recorded=3).percent == 100
    assert SizeCoverage(ProgrammeFigure(value=0), recorded=None).percent == 100
    assert SizeCoverage(ProgrammeFigure(value=4), recorded=3).percent == 75
