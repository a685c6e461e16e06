"""The page of an indicator: a column that no value fills is left out."""

import pytest

from tests.factories import make_city, make_indicator, make_indicator_value, text

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
