"""What the home page shows, and who chooses it."""

import re

import pytest
from django.core.exceptions import ValidationError

from portal.models import Finding
from tests.factories import make_finding, make_finding_figure, text

pytestmark = pytest.mark.django_db


def make_number(order, unit, value=7, **kwargs):
    finding = make_finding(home_order=order, **text("home_text", f"of things counted in {unit}."), **kwargs)
    make_finding_figure(finding, unit=unit, value=value)
    return finding


def read_numbers(get):
    page = get("/en/")
    return re.findall(r"of things counted in (\w+)\.", page.split('class="numbers"')[1].split("</ul>")[0])


def test_editors_choose_the_findings_of_the_home_page_and_their_order(get):
    make_number(2, "percent")
    make_number(1, "t_per_day")
    make_finding("not-chosen")
    assert read_numbers(get) == ["t_per_day", "percent"]
    assert "Finding not-chosen" not in get("/en/")


def test_no_unit_stands_there_twice_and_four_are_enough(get):
    for order, unit in enumerate(("percent", "percent", "cny", "t_per_day", "boxes", "km2"), start=1):
        make_number(order, unit, value=order)
    assert read_numbers(get) == ["percent", "cny", "t_per_day", "boxes"]


def test_a_finding_without_a_figure_is_no_number(get):
    make_finding(home_order=1, **text("home_text", "of nothing."))
    assert 'class="numbers"' not in get("/en/")


def test_a_finding_of_the_home_page_needs_its_words(db):
    with pytest.raises(ValidationError, match="needs the words after its number"):
        Finding(order=1, home_order=1).validate_constraints()
