"""What the home page shows, and who chooses it."""

import re

import pytest
from django.core.exceptions import ValidationError

from initiatives.choices import Naming
from portal.meander import HEIGHT, STRAND_START, WIDTH, build_meander, build_strands
from portal.models import Finding, LeadingCity, SiteText, Target
from records.choices import WasteArea
from tests.factories import (
    make_city,
    make_event,
    make_finding,
    make_finding_figure,
    make_pilot,
    make_programme,
    make_waste_indicators,
    report_waste,
    save,
    save_part,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


def make_number(order, unit, value=7, **kwargs):
    finding = make_finding(home_order=order, **text("home_text", f"of things counted in {unit}."), **kwargs)
    make_finding_figure(finding, unit=unit, value=value)
    return finding


def read_numbers(get):
    page = get("/en/")
    return re.findall(
        r"of things counted in (\w+)\.", page.split('class="leading-numbers"')[1].split("</ul>")[0]
    )


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
    assert 'class="leading-numbers"' not in get("/en/")


def test_a_finding_of_the_home_page_needs_its_words(db):
    with pytest.raises(ValidationError, match="needs the words after its number"):
        Finding(order=1, home_order=1).validate_constraints()


def test_an_empty_hub_has_a_home_page_too(get):
    page = get("/en/")
    assert "<h1>" in page
    assert 'class="meander"' not in page


@pytest.fixture
def first_round():
    return make_programme("first-round", zero_waste_round=1)


def test_a_strand_is_as_wide_as_the_number_of_pilots_that_work_on_it(first_round, get):
    for areas in (["industrial", "domestic"], ["industrial"], ["industrial", "hazardous"]):
        make_pilot(programme=first_round, waste_areas=areas)
    make_pilot(programme=first_round, waste_areas=["hazardous"], naming=Naming.PLAN)
    meander = build_meander()
    assert meander.pilots == 3
    counts = {strand.area: strand.count for strand in meander.strands}
    assert counts == {"industrial": 3, "agricultural": 0, "domestic": 1, "construction": 0, "hazardous": 1}
    widths = {strand.area: strand.width for strand in meander.strands}
    assert widths["industrial"] == pytest.approx(3 * widths["domestic"], abs=0.2)
    assert widths["agricultural"] == 0
    page = get("/en/")
    drawn = re.findall(r'class="strand strand--(\w+)" stroke-width="([\d.]+)"', page)
    assert len(drawn) == 2 * 3, "wound, and as streams for phones"
    assert {(area, float(width)) for area, width in drawn} == {item for item in widths.items() if item[1]}
    assert "3 zero-waste pilots of the first round" in page


def test_strands_start_at_their_names_and_stay_within_the_drawing():
    for counts in ({"hazardous": 1}, dict.fromkeys(WasteArea.values, 16), {"industrial": 90, "domestic": 1}):
        for strand in build_strands(counts):
            places = re.findall(r"(?:[MVH]|A\S+ 0 0 0 )(\d[\d.]*),?", strand.path)
            assert not strand.path or strand.path.startswith(f"M{STRAND_START},{strand.y:g}C")
            assert all(-0.1 <= float(place) <= max(WIDTH, HEIGHT) for place in places)


def test_a_leading_city_shows_where_its_waste_went_if_it_is_known(get):
    city, other = make_city("a-city"), make_city("other-city")
    indicators = make_waste_indicators()
    report_waste(indicators, city, 2015, collected=100, treated=100, burned=40, landfilled=60)
    report_waste(indicators, city, 2023, collected=100, treated=100, burned=100, landfilled=0)
    names = ("title", "tagline", "about", "city_work")
    hub = save(
        SiteText(slug="hub", **{key: value for name in names for key, value in text(name, "Hub").items()})
    )
    for leading in (city, other):
        save_part(LeadingCity(site_text=hub, city=leading))
    page = get("/en/").split('class="leads"')[1].split("</section>")[0]
    shown, hidden = page.split("other-city")
    assert shown.count("portrait--small") == 2
    assert "portrait--small" not in hidden
    assert "ash from burning isn’t counted" in page


def test_what_is_withdrawn_or_a_draft_is_not_shown(get):
    event = make_event("a-forum", **text("title", "A forum"))
    make_city("secret-city", publish=False)
    values = {**text("statement", "A secret goal"), **text("scope", "China"), "kind": "goal", "value": 7}
    target = Target(slug="a-goal", deadline="2020", unit="percent", source_type="official", **values)
    save(target, publish=False)
    with writing() as changes:
        changes.withdraw(event)
    page = get("/en/")
    assert "secret" not in page.lower()
    assert "A forum" not in page
