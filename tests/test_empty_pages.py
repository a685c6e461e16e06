"""Pages of a hub without records, or with few: nothing is announced that isn't there."""

import pytest

from tests.factories import make_city, make_event, make_flow, make_network, make_park, text
from tests.html_text import read_text

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]

LISTS = [
    "cities",
    "parks",
    "materials",
    "zero-waste",
    "procurement",
    "businesses",
    "coalition/exchanges",
    "sources",
]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_without_rows_offers_no_file_and_no_way_out_of_filters(path: str, get) -> None:
    shown = read_text(get(f"/en/{path}/"))
    assert "Nothing listed yet." in shown
    assert "Download this list" not in shown
    assert "Show all" not in shown


def test_a_filter_without_results_can_be_left(get) -> None:
    make_city("baicheng")
    shown = read_text(get("/en/cities/?q=nowhere"))
    assert "No results for this selection." in shown
    assert "Show all" in shown


def test_the_page_of_networks_says_once_that_there_are_none(get) -> None:
    html = get("/en/coalition/")
    assert "Nothing listed yet." in read_text(html)
    assert 'class="toc"' not in html


def test_a_network_without_details_has_no_empty_sections(get) -> None:
    make_network(**text("summary", "Cities that learn from each other."))
    html = get("/en/coalition/")
    assert 'id="about"' not in html
    assert 'id="aims"' not in html


def test_the_home_page_suggests_no_searches_without_records(get) -> None:
    assert 'class="find-examples"' not in get("/en/")


def test_the_fold_of_facts_names_what_is_inside(get) -> None:
    make_city("baicheng")
    assert "Place type, region Type of place" in read_text(get("/en/cities/baicheng/"))


def test_an_event_of_which_only_the_title_is_known_has_no_facts(get) -> None:
    make_event("launch", date="")
    html = get("/en/coalition/events/launch/")
    assert 'id="facts"' not in html
    assert 'href="#facts"' not in html


def test_a_flow_without_an_amount_is_not_offered_as_a_figure(get) -> None:
    park = make_park("a-park")
    make_flow(park, "unknown")
    make_flow(park, "known", value=5, unit="t_per_year", quantity_of="material")
    html = get("/en/parks/a-park/")
    assert "/en/figures/park.a-park.known/" in html
    assert "park.a-park.unknown/" not in html
