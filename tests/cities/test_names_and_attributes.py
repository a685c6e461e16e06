"""Other names of places, and what marks a city."""

import pytest
from django.core.exceptions import ValidationError

from cities.models import CityName
from tests.factories import make_city, make_city_attribute, make_city_name, text

pytestmark = pytest.mark.django_db


def test_other_names_are_in_the_api_with_their_sources(client) -> None:
    city = make_city("a-city")
    make_city_name(city, "Old Name")
    make_city_name(city, "000000", kind="code")
    names = client.get("/api/v1/cities/a-city/").json()["other_names"]
    assert [(name["text"], name["kind"], name["language"]) for name in names] == [
        ("Old Name", "former", "en"),
        ("000000", "code", None),
    ]
    assert all(name["sources"] for name in names)


def test_a_name_has_a_language_and_a_code_needs_none() -> None:
    city = make_city()
    CityName(city=city, key="code", text="000000", kind="code").full_clean()
    with pytest.raises(ValidationError, match="A name has a language"):
        CityName(city=city, key="name", text="Old Name", kind="former").full_clean()


def test_a_city_shows_what_marks_it_by_group(get) -> None:
    city = make_city("a-city")
    make_city_attribute(city, "port", **text("note", "Its port is large."))
    make_city_attribute(city, "steel", **text("note", "Steel is made here."))
    panel = get("/en/cities/a-city/").split('id="attributes"')[1].split("</section>")[0]
    assert panel.index("Steel is made here.") < panel.index("Its port is large.")  # economy before place


def test_a_city_without_attributes_has_no_such_panel(get) -> None:
    make_city("a-city")
    assert 'id="attributes"' not in get("/en/cities/a-city/")
