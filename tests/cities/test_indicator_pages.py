"""Tables of indicator values: a column that no value fills is left out, a shared note is said once."""

import re

import pytest

from cities.models import City
from tests.factories import make_city, make_indicator, make_indicator_value, text
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("stated", "has_notes"),
    [
        ({}, False),
        ({"evidence": "target"}, True),
        ({"attested_by": "hub_page_only"}, True),
        (text("note", "Without the county."), True),
    ],
    ids=["usual", "evidence", "source type", "note"],
)
def test_notes_are_a_column_where_a_value_has_one(client, stated, has_notes):
    indicator = make_indicator("recycling-rate")
    make_indicator_value(indicator, make_city("datong"), year=2020)
    make_indicator_value(indicator, make_city("taiyuan"), year=2021, **stated)
    page = client.get(f"/en{indicator.path}").content.decode()
    table = page[page.index('id="table-of-values"') :]
    assert ('<th scope="col">Note</th>' in table) == has_notes
    assert table.count("<tr id=") == 2


def make_noted_values(*notes: str) -> City:
    city, indicator = make_city("a-city"), make_indicator("an-indicator")
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
        (["Urban area.", "Urban area.", ""], ["Urban area.", "Urban area."]),
        (["Urban area.", "No rural area."], ["No rural area.", "Urban area."]),
        (["Urban area."], ["Urban area."]),
    ],
)
def test_a_note_of_most_values_is_said_once(client, notes, shown):
    city = make_noted_values(*notes)
    for address in (city.get_absolute_url(), "/en/indicators/an-indicator/"):
        page = client.get(address).content.decode()
        found = [strip_tags(note) for note in re.findall(r'<span class="note">.*?</span>', page, re.DOTALL)]
        assert [note for note in found if "area" in note] == shown, address
