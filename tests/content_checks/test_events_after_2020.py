"""What was found of the years after 2020: events, exchanges, members, results. Nothing of it is inferred."""

import pytest

from coalition.models import Event, Exchange, Membership, Programme
from initiatives.models import BusinessInitiative, ZeroWastePilot
from records.models import Source
from tests.html_text import strip_tags

pytestmark = pytest.mark.usefixtures("content")


def test_events_and_exchanges_reach_from_the_first_to_2026():
    events, exchanges = Event.objects.published(), Exchange.objects.published()
    assert (events.count(), exchanges.count()) == (37, 24)
    assert events.filter(date__gte="2021").count() == 19
    assert events.exclude(date="").order_by("-date").first().slug == "zero-waste-200-cities-2026"


@pytest.mark.parametrize(
    ("slug", "note"),
    [
        ("urbanbynature-china-webinar-barriers", "Wednesday 18 August; the page gives no year."),
        ("zero-waste-training", "13 May; the page gives no year."),
        ("beijing-tianjin-hebei-zero-waste", "The report gives no day."),
    ],
)
def test_a_day_or_year_that_no_page_gives_stays_open(slug, note):
    event = Event.objects.get(slug=slug)
    assert (event.date, event.date_note_en) == ("", note)
    assert not Exchange.objects.get(slug="urbanbynature-china-webinars").starts


def test_the_days_of_the_world_congress_are_of_its_own_page():
    summit = Event.objects.get(slug="iclei-malmo-summit-2022")
    assert (summit.date, summit.end) == ("2022-05-11", "2022-05-13")
    assert "iclei-world-congress-2022" in summit.sources.values_list("slug", flat=True)
    assert "13 to 15 April" in summit.date_note_en
    assert "11 to 13 April" in summit.date_note_en


def test_a_seat_of_a_mayor_makes_no_member():
    members = Membership.objects.published().filter(network__slug="iclei")
    assert set(members.values_list("city__slug", flat=True)) == {
        "bonn", "changchun", "hong-kong", "lishui", "nagano-prefecture", "shiyan", "turku",
    }  # fmt: skip


def test_hangzhou_has_six_results_and_ningbo_one():
    results = dict(ZeroWastePilot.objects.get(slug="hangzhou-14fyp").results.values_list("key", "value"))
    assert {key: float(value) for key, value in results.items()} == {
        "municipal-waste-per-person-2021": 1.06,
        "municipal-waste-per-person-2024": 0.99,
        "industrial-solid-waste-utilisation-rate": 98,
        "hazardous-waste-landfilled": 3.5,
        "municipal-waste-landfilled": 0,
        "zero-waste-cells": 3200,
    }
    (result,) = ZeroWastePilot.objects.get(slug="ningbo-14fyp").results.all()
    assert (result.value, result.precision, result.source_type) == (400_000, "at_least", "reported")


def test_results_of_the_programme_are_no_sizes(get):
    programme = Programme.objects.get(slug="zero-waste-2022")
    assert set(programme.official_sizes.values_list("key", flat=True)) == {"cities", "special-areas"}
    assert programme.results.count() == 5
    html = get("/en/programmes/zero-waste-2022/")
    results = html.split('id="results"')[1].split("</section>")[0]
    assert "2,030 kg per 10,000 yuan" in strip_tags(results)
    assert 'value="-6.8"' in results


def test_cases_say_what_came_of_them():
    gas = BusinessInitiative.objects.get(slug="suzhou-food-waste-gas")
    assert gas.results.get(key="gas-fed-into-the-grid-2024").value == 38_460_000
    tomra = BusinessInitiative.objects.get(slug="tomra-partner")
    assert "invited to give Chengdu suggestions" in tomra.summary_en


def test_copies_on_unrelated_sites_are_not_linked():
    copies = [
        "chengyu-meeting-2021", "mee-press-2024-10", "cns-zwc-2026", "jjj-zwc-meeting",
        "yangtze-zero-waste-2025", "hk-shenzhen-2025", "un20-hangzhou-chinadaily-2026",
    ]  # fmt: skip
    assert not Source.objects.filter(slug__in=copies, link_ok=True).exists()


@pytest.mark.parametrize(
    ("language", "name", "part"),
    [("en", "Chongqing", "Chongqing (main urban area)"), ("zh-hans", "重庆市", "重庆市主城区")],
)
def test_chongqing_is_the_municipality_and_its_pilots_the_main_urban_area(get, language, name, part):
    assert f"<h1>{name}<" in get(f"/{language}/cities/chongqing/").replace("\n", "")
    assert part in get(f"/{language}/zero-waste/chongqing/")
    pilot = ZeroWastePilot.objects.get(slug="chongqing-14fyp")
    assert part in get(f"/{language}{pilot.path}")
    assert part in get(f"/{language}/programmes/zero-waste-2022/")
    assert "zwc-sichuan-2022" in pilot.sources.values_list("slug", flat=True)
