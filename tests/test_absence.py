"""What is not known of a record is one line on its page, which asks for it."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from records.models import Record
from tests.factories import (
    make_business,
    make_case,
    make_city,
    make_event,
    make_exchange,
    make_indicator,
    make_material,
    make_park,
    make_partner,
    make_pilot,
    make_programme,
)
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

ASKED: dict[str, tuple[Callable[[], Record], str]] = {
    "city": (make_city, "population, area, main industries, location, administrative code"),
    "park": (make_park, "level, year of founding, area, location, who passes what on to whom"),
    "material": (make_material, "who supplies and who receives it, national waste code"),
    "pilot": (lambda: make_pilot(waste_areas=[]), "plan, waste areas, actions, results"),
    "case": (make_case, "criteria, contract, measured results, programme, year, awards, lessons"),
    "business": (make_business, "results, partners, year"),
    "programme": (lambda: make_programme(operator_en="", starts=""), "operator, date of the start"),
    "exchange": (make_exchange, "outcome, date, partners"),
    "event": (lambda: make_event(date="", place_en=""), "date, place"),
    "partner": (make_partner, "since when it has been a partner, website"),
    "indicator": (make_indicator, "values, area covered"),
}


@pytest.mark.parametrize("kind", ASKED)
def test_what_is_not_known_is_one_line_that_asks(kind: str, get: Any, settings: Any) -> None:
    settings.CONTACT_EMAIL = "hub@example.org"
    make, words = ASKED[kind]
    record = make()
    page = get(f"/en{record.path}")
    lines = re.findall(r'<p class="ask">.*?</p>', page, re.DOTALL)
    [line] = [line for line in lines if words in line]
    assert f"Not known: {words}." in line
    address = re.search(r'href="mailto:hub@example.org\?subject=([^&]*)&amp;body=([^"]*)"', line)
    assert address is not None
    assert unquote(address[1]) == f"China Hub: {record.title_in('en')}"
    assert words in unquote(address[2])
    # The drawing of a city's waste has a line of its own.
    assert read_text(page).count("Not known") == len(lines) == 1 + (kind == "city")


def test_a_record_of_which_all_is_known_asks_nothing(get: Any) -> None:
    event = make_event(date="2020-05-01", place_en="Bonn")
    assert 'class="ask"' not in get(f"/en{event.path}")


def test_an_open_request_is_not_asked_for_its_outcome(get: Any) -> None:
    exchange = make_exchange(is_open_request=True)
    assert "outcome" not in read_text(get(f"/en{exchange.path}")).split("Not known:")[1]
