"""The indicator values of a city on its form: each opens its own form, which returns there."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities import admin_values
from cities.models import City, IndicatorValue
from tests.admin_client import admin_url, form_data, submit_form
from tests.factories import make_city, make_indicator, make_indicator_value, text, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return make_city("datong", **text("name", "Datong"))


def read_table(client, city):
    (table,) = client.get(admin_url(City, "change", city.pk)).context["sections"]
    return table


def test_the_values_of_a_city_are_a_table_of_indicators_by_years(admin_client, city):
    residents = make_indicator("residents", **text("name", "Residents"), unit="people")
    waste = make_indicator("waste", **text("name", "Waste"), unit="t")
    make_indicator_value(residents, city, 2020, value=9_066_906)
    make_indicator_value(waste, city, 2022, value=None, reason="not_reported")
    make_indicator_value(waste, make_city("linfen"), 2023, value=5)
    table = read_table(admin_client, city)
    assert (table.count, table.years) == (2, [2020, 2022])
    shown = {
        str(row.indicator): [[value.text for value in cell.values] for cell in row.cells]
        for row in table.rows
    }
    assert shown["Residents"] == [["9,066,906"], []]
    assert shown["Waste"][0] == []
    label = table.rows[0].cells[0].values[0].label
    assert label == "Residents, 2020: 9,066,906"


def test_a_value_opens_its_form_which_returns_to_the_city(admin_client, city):
    value = make_indicator_value(make_indicator("waste"), city, 2020, value=10)
    link = read_table(admin_client, city).rows[0].cells[0].values[0].url
    assert urlsplit(link).path == admin_url(IndicatorValue, "change", value.pk)
    back = f"{admin_url(City, 'change', city.pk)}#indicator-values"
    assert parse_qs(urlsplit(link).query) == {"next": [back]}
    response = submit_form(admin_client, link, {"value": "12"})
    assert response["Location"] == back
    page = admin_client.get(admin_url(City, "change", city.pk))
    assert [message.level_tag for message in page.context["messages"]] == ["success"]


def test_a_missing_value_is_added_where_it_is_missing(admin_client, city):
    waste, residents = make_indicator("waste", **text("name", "Waste")), make_indicator("residents")
    make_indicator_value(waste, city, 2020, value=10)
    make_indicator_value(residents, city, 2022, value=20)
    row = next(row for row in read_table(admin_client, city).rows if row.indicator == waste)
    link = row.cells[1].add_url
    filled = form_data(admin_client.get(link))
    assert (filled["city"], filled["indicator"], filled["year"]) == (str(city.pk), str(waste.pk), "2022")
    source = city.sources.get().pk
    response = submit_form(
        admin_client, link, {"value": "11", "source_type": "official", "sources": [source]}
    )
    assert response["Location"] == f"{admin_url(City, 'change', city.pk)}#indicator-values"
    added = IndicatorValue.objects.get(indicator=waste, year=2022)
    assert (added.slug, added.value, added.is_published) == ("waste-datong-2022", 11, False)
    assert read_table(admin_client, city).rows[1].cells[1].values[0].text == "11 (Draft)"


def test_a_city_without_values_has_one_line(admin_client, city):
    table = read_table(admin_client, city)
    assert (table.count, table.rows) == (0, [])
    page = admin_client.get(admin_url(City, "change", city.pk)).content.decode()
    assert 'class="value-table"' not in page
    assert "Add a value" in page


def test_who_may_add_nothing_is_offered_nothing(city):
    make_indicator_value(make_indicator("waste"), city, 2020, value=10)
    user = User.objects.create(username="reader", is_staff=True)
    user.groups.add(Group.objects.get(name="Reader"))
    client = Client()
    client.force_login(user)
    table = read_table(client, city)
    assert table.add_url == ""
    assert {cell.add_url for row in table.rows for cell in row.cells} == {""}


def test_very_many_values_are_a_link_to_their_list(admin_client, city, monkeypatch):
    monkeypatch.setattr(admin_values, "MOST_VALUES", 1)
    waste = make_indicator("waste")
    for year in (2020, 2021, 2022):
        make_indicator_value(waste, city, year, value=10)
    table = read_table(admin_client, city)
    assert (table.count, table.rows) == (3, [])
    assert admin_client.get(table.list_url).context["cl"].result_count == 3


def test_a_form_asks_as_often_for_many_values_as_for_few(admin_client, city):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(admin_url(City, "change", city.pk))
        return len(queries)

    make_indicator_value(make_indicator("waste"), city, 2020, value=10)
    count()
    few = count()
    with writing():
        for number in range(20):
            make_indicator_value(make_indicator(f"indicator-{number}"), city, 2000 + number, value=10)
    assert count() == few
