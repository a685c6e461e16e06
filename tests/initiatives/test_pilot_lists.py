"""Zero-waste cities of which only the selection is known are names under their round, not sentences."""

import pytest

from initiatives.models import PilotAction, PilotFigure, ZeroWastePilot
from tests.factories import make_city, make_pilot, make_region, save_part, text
from tests.html_text import find_section, strip_tags

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilots() -> list[ZeroWastePilot]:
    region = make_region("zhejiang")
    pilots = [
        make_pilot(city=make_city(slug, region=region), **text("summary", f"{slug} is on the list of 2019."))
        for slug in ("aa", "bb", "cc")
    ]
    action = {"area": "industrial", "kind": "infrastructure", "status": "done"}
    texts = {**text("title", "A plant"), **text("text", "It dries sludge.")}
    save_part(PilotAction(pilot=pilots[2], key="plant", **action, **texts))
    return pilots


def test_a_region_names_them_under_their_round(get, pilots):
    section = strip_tags(find_section(get("/en/regions/zhejiang/"), "pilots"))
    assert section.count("is on the list of 2019") == 1
    assert "cc is on the list of 2019" in section
    assert section.index("Aa") > section.index("cc is on")


def test_the_areas_without_an_action_are_named_as_such(get, pilots):
    page = strip_tags(get(pilots[2].get_absolute_url()))
    assert "No actions found for: Agricultural waste" in page


def test_the_facts_of_a_round_have_one_marker(get, pilots):
    section = find_section(get(pilots[0].get_absolute_url()), "round")
    assert section.count('class="chip"') == 1


def test_the_list_of_cities_has_no_sentence_about_a_city_without_a_profile(get, pilots):
    assert "basic data, each with its source" not in get("/en/cities/")


def test_a_target_is_not_counted_as_a_result(get, pilots):
    figure = {"unit": "percent", "year": 2025, "source_type": "official", **text("label", "Use of straw")}
    save_part(PilotFigure(pilot=pilots[2], key="aim", value=86, evidence="target", **figure))
    assert "1 result" not in strip_tags(find_section(get("/en/regions/zhejiang/"), "pilots"))
    save_part(PilotFigure(pilot=pilots[2], key="reached", value=80, evidence="stated", **figure))
    assert "1 result" in strip_tags(find_section(get("/en/regions/zhejiang/"), "pilots"))


def test_a_pilot_with_a_target_is_not_only_named(get, pilots):
    figure = {"value": 86, "unit": "percent", "year": 2025, "source_type": "official"}
    aim = PilotFigure(
        pilot=pilots[0], key="aim", evidence="target", **figure, **text("label", "Use of straw")
    )
    save_part(aim)
    assert "aa is on the list of 2019" in strip_tags(find_section(get("/en/regions/zhejiang/"), "pilots"))
