"""Tables of indicator values: a column that no value fills is left out, a shared note is said once."""

import re

import pytest
from django.utils.translation import override

from cities.models import City, Framework
from tests.factories import make_city, make_indicator, make_indicator_value, text, writing
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stated", "has_notes"),
    [
        ({}, False),
        ({"evidence": "target"}, True),
        ({"source_type": "hub_page_only"}, True),
        ({"copy_check": "copies_differ"}, True),
        ({"copy_check": "one_copy"}, False),
        (text("note", "Without the county."), True),
    ],
    ids=["usual", "evidence", "source type", "copies differ", "one copy", "note"],
)
def test_notes_are_a_column_where_a_value_has_one(client, stated, has_notes):
    indicator = make_indicator("recycling-rate")
    make_indicator_value(indicator, make_city("datong"), year=2020)
    make_indicator_value(indicator, make_city("taiyuan"), year=2021, **stated)
    page = client.get(f"/en{indicator.path}").content.decode()
    table = page[page.index('id="table-of-values"') :]
    assert ('<th scope="col">Note</th>' in table) == has_notes
    assert table.count("<tr id=") == 2


def test_a_sentence_counts_what_the_copies_showed(client):
    indicator = make_indicator("recycling-rate")
    checks = ["same_in_two_copies", "one_copy", "one_copy", "copies_differ", ""]
    with writing():
        for number, check in enumerate(checks):
            make_indicator_value(indicator, make_city(f"city-no-{number}"), copy_check=check)
    page = strip_tags(client.get(f"/en{indicator.path}").content.decode())
    assert (
        "4 values were read in copies of yearbooks: "
        "1 the same in two copies, 2 in one copy, 1 where copies differ."
    ) in page
    page = strip_tags(client.get(f"/zh-hans{indicator.path}").content.decode())
    assert "4个数值读自年鉴副本：1个两份副本一致，2个仅见一份副本，1个副本不一致。" in page


def test_a_sentence_says_it_once_where_all_values_are_alike(client):
    indicator = make_indicator("recycling-rate")
    for number in range(3):
        make_indicator_value(indicator, make_city(f"city-no-{number}"), copy_check="one_copy")
    page = strip_tags(client.get(f"/en{indicator.path}").content.decode())
    assert "3 values were read in copies of yearbooks, each in one copy only." in page
    page = strip_tags(client.get(f"/zh-hans{indicator.path}").content.decode())
    assert "3个数值读自年鉴副本，均仅见一份副本。" in page


def test_an_indicator_whose_values_were_read_in_no_copy_does_not_speak_of_copies(client):
    indicator = make_indicator("recycling-rate")
    make_indicator_value(indicator, make_city("datong"))
    assert "copies" not in strip_tags(client.get(f"/en{indicator.path}").content.decode())


def make_noted_values(*notes: str) -> City:
    city, indicator = make_city("a-city"), make_indicator("an-indicator")
    with writing():
        for year, note in enumerate(notes, 2015):
            make_indicator_value(indicator, city, year=year, **(text("note", note) if note else {}))
    return city


@pytest.mark.parametrize(
    ("notes", "shown"),
    [
        (["Urban area."] * 3, ["Urban area."]),
        (
            ["Urban area.", "Urban area.", "No rural area."],
            ["Unless noted otherwise: Urban area.", "No rural area."],
        ),
        (["Urban area.", "Urban area.", ""], ["Note a: Urban area."]),
        (
            ["Urban area. Rounded.", "Urban area.", "No rural area.", ""],
            ["Note a: Urban area.", "No rural area.", "Rounded."],
        ),
        (["Urban area.", "No rural area."], ["No rural area.", "Urban area."]),
        (["Urban area."], ["Urban area."]),
    ],
)
def test_a_note_of_most_values_is_said_once(client, notes, shown):
    city = make_noted_values(*notes)
    for address in (f"{city.get_absolute_url()}?section=indicators", "/en/indicators/an-indicator/"):
        page = client.get(address).content.decode()
        found = [strip_tags(note) for note in re.findall(r'<span class="note">.*?</span>', page, re.DOTALL)]
        assert sorted(note for note in found if "area" in note or "Rounded" in note) == sorted(shown), address


def test_a_shared_note_says_which_values_it_is_about(client):
    city = make_noted_values("Urban area. Rounded.", "Urban area.", "")
    for address in (f"{city.get_absolute_url()}?section=indicators", "/en/indicators/an-indicator/"):
        page = client.get(address).content.decode()
        rows = {
            year: re.search(rf"<tr[^>]*>(?:(?!</tr>).)*>{year}<.*?</tr>", page, re.DOTALL)
            for year in (2015, 2016, 2017)
        }
        marked = {year: "Note a" in strip_tags(row.group()) for year, row in rows.items() if row}
        assert marked == {2015: True, 2016: True, 2017: False}, address


@pytest.mark.parametrize(
    ("edition", "english", "chinese"),
    [("2026", "2026 edition", "2026年版"), ("1.2", "1.2 edition", "1.2版")],
)
def test_an_edition_that_is_a_year_is_no_year_of_the_values(edition: str, english: str, chinese: str):
    framework = Framework(edition=edition)
    assert framework.edition_label == english
    with override("zh-hans"):
        assert framework.edition_label == chinese


def test_a_page_doesnt_ask_whether_an_indicator_is_mandatory(get):
    make_indicator("residents", obligation="not_stated")
    assert "mandatory" not in get("/en/indicators/residents/")


@pytest.fixture
def landfilled():
    """Values of five cities for 2021, three of them 0, and of one for 2020."""
    indicator = make_indicator("landfilled", unit="t")
    with writing():
        for slug, value in (("aa", 0), ("bb", 70), ("cc", 0), ("dd", 90), ("ee", 0)):
            make_indicator_value(indicator, make_city(slug), value=value, year=2021)
    make_indicator_value(indicator, make_city("ff"), value=500, year=2020)
    return indicator


def test_a_zero_is_said_as_what_the_table_has(get, landfilled):
    title = strip_tags(get("/en/indicators/landfilled/").split('id="chart-title">')[1].split("</h3>")[0])
    assert "3 of 5 cities: 0 in the table for 2021" in title
    assert "highest 90 t (Dd)" in title


def test_the_table_has_the_newest_year_first_and_its_largest_value(get, landfilled):
    table = get("/en/indicators/landfilled/").split('id="table-of-values"')[1].split("</table>")[0]
    assert re.findall(r'href="/en/cities/(\w+)/"', table) == ["dd", "bb", "aa", "cc", "ee", "ff"]


def test_of_fewer_than_five_cities_no_lowest_and_highest_is_said(get):
    indicator = make_indicator("landfilled")
    for slug in ("aa", "bb", "cc"):
        make_indicator_value(indicator, make_city(slug), value=len(slug), year=2021)
    title = strip_tags(get("/en/indicators/landfilled/").split('id="chart-title">')[1].split("</h3>")[0])
    assert title.strip() == str(indicator.name)
