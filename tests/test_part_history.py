"""Beside the form of a figure stands what it said in the last versions, by whom and why."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cities.models import City
from records import publishing
from records.admin.parts import part_history
from records.admin.parts.part_history import list_earlier_values
from records.permissions import SystemWriter
from tests.admin_client import admin_url
from tests.factories import make_city, make_city_figure, make_section, text, writing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def city() -> City:
    city = make_city("datong", **text("name", "Datong", "大同"))
    make_city_figure(city, "area", **text("label", "Area", "面积"), value=10, unit="km2", year=2020)
    return city


def change(city, value, reason="", key="area", writer=None) -> None:
    with publishing.publication_transaction(writer or SystemWriter("a test"), reason=reason) as changes:
        figure = city.key_facts.get(key=key)
        figure.value = value
        changes.save(figure)


def facts(city, key="area") -> list[str]:
    return [
        value.facts.replace("\xa0", " ") for value in list_earlier_values(city, city.key_facts.get(key=key))
    ]


def test_each_value_stands_once_with_who_wrote_it_and_why(city, admin_client):
    anna = User.objects.create(username="anna", is_superuser=True)
    change(city, 12, "The yearbook says so.", writer=anna)
    with writing() as changes:
        city.name_en = "Tatung"
        changes.save(city)
    change(city, 13)
    assert facts(city) == ["13 km², 2020", "12 km², 2020", "10 km², 2020"]
    page = (
        admin_client.get(admin_url(City, "part", city.pk, "key_facts", "area"))
        .content.decode()
        .replace("\xa0", " ")
    )
    shown = page.partition('class="earlier-values"')[2].partition("</details>")[0]
    assert shown.startswith(">")  # folded
    assert "3 values in the last versions" in shown
    assert "by anna" in shown
    assert "The yearbook says so." in shown
    assert shown.index("13 km²") < shown.index("12 km²") < shown.index("10 km²")


def test_it_is_written_in_the_language_of_the_desk(city):
    with translation.override("zh-hans"):
        assert facts(city) == ["10平方公里，2020年"]


def test_a_figure_that_was_away_for_a_while_says_so(city):
    figure = city.key_facts.get()
    with writing() as changes:
        changes.delete(figure)
    make_city_figure(city, "area", **text("label", "Area", "面积"), value=10, unit="km2", year=2020)
    assert facts(city) == ["10 km², 2020", "", "10 km², 2020"]


def test_only_the_last_versions_are_read_with_one_query(city, monkeypatch):
    monkeypatch.setattr(part_history, "MOST_READ", 3)
    for value in range(11, 19):
        change(city, value)
    part = city.key_facts.get()
    with CaptureQueriesContext(connection) as queries:
        found = list_earlier_values(city, part)
    assert len(queries) == 1
    assert [value.facts.replace("\xa0", " ") for value in found] == [
        "18 km², 2020",
        "17 km², 2020",
        "16 km², 2020",
    ]


def test_a_part_without_a_value_has_none(city, admin_client):
    section = make_section(city)
    assert list_earlier_values(city, section) == []
    page = admin_client.get(admin_url(City, "part", city.pk, "profile", section.key)).content.decode()
    assert "earlier-values" not in page
