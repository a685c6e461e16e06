"""One number of selections and places, wherever zero-waste places are counted."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from initiatives.choices import Naming, PilotKind
from initiatives.models import ZeroWastePilot
from initiatives.pilot_counts import SelectionCount, count_selections
from tests.conftest import LANGUAGES
from tests.factories import make_city, make_pilot, make_programme, make_programme_figure, writing
from tests.html_text import read_text
from tests.projections import run_worker

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


@pytest.fixture
def pilots():
    """Six selections of five places, one of them a special area, and a place that only a plan names."""
    rounds = [make_programme(f"round-{number}", zero_waste_round=number) for number in (1, 2)]
    with writing():
        for programme in rounds:
            make_programme_figure(programme, key="cities", value=3)
            make_programme_figure(programme, key="special-areas", value=1)
    twice = make_city()
    with writing():
        for programme in rounds:
            make_pilot(city=twice, programme=programme)
    make_pilot(programme=rounds[0], kind=PilotKind.SPECIAL_AREA)
    for _place in range(3):
        make_pilot(programme=rounds[1])
    make_pilot(programme=rounds[1], naming=Naming.PLAN)


def test_a_place_of_both_rounds_is_selected_twice(pilots):
    assert count_selections(ZeroWastePilot.objects.in_round()) == SelectionCount(6, 5)


def test_places_are_counted_where_each_was_selected_once(pilots):
    first = ZeroWastePilot.objects.in_round().filter(programme__slug="round-1")
    assert str(count_selections(first)) == "2 cities and areas"


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pages_give_the_same_number(pilots, client, get, language):
    run_worker()
    with translation.override(language):
        count = count_selections(ZeroWastePilot.objects.in_round())
        sentence, paths = str(count), [reverse("home"), reverse("zero_waste")]
        statistic, search = reverse("statistic", args=["pilots"]), reverse("search")
    assert all(sentence in read_text(get(path)) for path in paths)
    headline = re.search(r"<h1>(.*?)</h1>", get(statistic), re.DOTALL)
    assert re.findall(r"\d+", headline[1]) == [str(count.selections), "1"]
    types = client.get(search, {"q": "zero-waste city or area"}).context["types"]
    assert [entry["count"] for entry in types if entry["code"] == "zero-waste-pilot"] == [count.selections]


def test_a_filter_counts_its_own_selections(pilots, get):
    assert "4 places, selected 5 times in two rounds" in read_text(get("/en/zero-waste/?kind=city"))
    assert "1 city or area" in read_text(get("/en/zero-waste/?kind=special_area"))


def test_the_page_of_a_city_says_that_only_a_plan_names_it(get):
    named, listed = make_pilot(naming=Naming.PLAN), make_pilot()
    sentence = "Named in a provincial or municipal plan; national list not seen"
    assert sentence in read_text(get(named.city.get_absolute_url()))
    assert sentence not in read_text(get(listed.city.get_absolute_url()))
