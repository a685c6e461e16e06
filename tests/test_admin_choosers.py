"""Related records are found and chosen in the forms of the admin, without scripts too."""

import json
import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from coalition.models import Exchange
from records.models import Record, Source
from tests.admin_client import admin_url, form_data
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_region,
    make_source,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


def find(client, model, field, term, owner=City):
    """What a chooser of a field finds."""
    names = {
        "app_label": owner._meta.app_label,
        "model_name": owner._meta.model_name,
        "field_name": field,
        "term": term,
    }
    return client.get(admin_url(model, "choices"), names)


def press_find(client, path, typed, name):
    """What comes back when a text is looked for without scripts."""
    return client.post(path, {**form_data(client.get(path)), **typed, "_find": name})


def list_boxes(page, name, *, checked):
    """The values of the boxes of a chooser."""
    boxes = re.findall(
        rf'<input type="(?:checkbox|radio)"\s+name="{name}"\s+value="(\d+)"\s*(checked)?>', page
    )
    return [value for value, mark in boxes if bool(mark) == checked]


@pytest.mark.parametrize(
    "model",
    [model for model in site._registry if issubclass(model, Record)],
    ids=lambda model: model.__name__,
)
def test_no_form_loads_a_widget_of_another_library(admin_client, model):
    page = admin_client.get(admin_url(model, "add")).content.decode()
    assert "select2" not in page
    assert "autocomplete.js" not in page


def test_records_of_one_name_are_told_apart_by_place_kind_and_state(admin_client):
    for slug in ("jiangsu", "anhui"):
        region = make_region(slug, **text("name", slug.title()))
        make_city(f"test-{slug}", region=region, **text("name", "Testcity"))
    found = json.loads(find(admin_client, City, "parent", "Testcity").content)
    assert {choice["name"] for choice in found["choices"]} == {"Testcity"}
    details = sorted(choice["details"] for choice in found["choices"])
    assert [detail.split(" · ")[0] for detail in details] == ["Anhui", "Jiangsu"]
    assert all(detail.endswith("Published") for detail in details)
    assert found["status"] == "2 found."


def test_records_with_the_same_details_are_told_apart_by_their_slugs(admin_client):
    region = make_region("jiangsu")
    for slug in ("test-one", "test-two"):
        make_city(slug, region=region, **text("name", "Testcity"))
    found = json.loads(find(admin_client, City, "parent", "Testcity").content)
    assert sorted(choice["details"].split(" · ")[-1] for choice in found["choices"]) == [
        "test-one",
        "test-two",
    ]


def test_a_source_is_found_by_title_publisher_and_address_and_described(admin_client):
    make_source("a", title="On slag", publisher="Ministry of Slag", url="https://slag.example.org/2020")
    for term in ("on slag", "ministry of", "slag.example"):
        found = json.loads(find(admin_client, Source, "sources", term).content)
        assert found["choices"][0]["name"] == "On slag"
        assert found["choices"][0]["details"] == "Ministry of Slag · 2020 · Published"


@pytest.mark.parametrize("term", ["", "x" * 3000, "\0", "'", "% _", "长春", "javascript:alert(1)"])
def test_any_text_can_be_looked_for(admin_client, term):
    assert find(admin_client, Source, "sources", term).status_code == 200


def test_as_many_queries_find_something_among_many_records_as_among_few(admin_client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            found = json.loads(find(admin_client, Source, "sources", "slag").content)
        return len(queries), len(found["choices"])

    make_source("slag-0", title="Slag 0")
    count()  # what a process keeps
    few, _found = count()
    with writing():
        for number in range(1, 30):
            make_source(f"slag-{number}", title=f"Slag {number}")
    assert count() == (few, 12)


def test_who_may_not_see_a_record_finds_none(client):
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    assert find(client, Source, "sources", "a").status_code == 403


def test_what_is_looked_for_without_scripts_comes_back_with_boxes_and_nothing_typed_is_lost(admin_client):
    city = make_city("linfen", **text("name", "Linfen", "临汾"))
    kept = city.sources.get()
    other = make_source("slag", title="On slag")
    path = admin_url(City, "change", city.pk)
    response = press_find(admin_client, path, {"name_en": "", "sources__find": "on slag"}, "sources")
    page = response.content.decode()
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {}
    assert 'value="on slag"' in page
    assert list_boxes(page, "sources", checked=True) == [str(kept.pk)]
    assert list_boxes(page, "sources", checked=False) == [str(other.pk)]
    assert City.objects.get(pk=city.pk).name_en == "Linfen"
    sent = {**form_data(response), "name_en": "Linfen", "sources": [kept.pk, other.pk], "_save": "1"}
    assert admin_client.post(path, sent).status_code == 302
    assert list(city.sources.all()) == [kept, other]


def test_the_rows_of_a_form_have_choosers_of_their_own(admin_client):
    exchange = make_exchange("visit")
    city = make_city("linfen", **text("name", "Linfen", "临汾"))
    path = admin_url(Exchange, "change", exchange.pk)
    typed = {"relations-TOTAL_FORMS": "1", "relations-0-city": "", "relations-0-city__find": "linfen"}
    page = press_find(admin_client, path, typed, "relations-0-city").content.decode()
    assert list_boxes(page, "relations-0-city", checked=False) == [str(city.pk)]
    assert list_boxes(page, "relations-0-other", checked=False) == []


def test_the_chosen_sources_of_a_figure_are_in_their_order(admin_client):
    city = make_city("linfen")
    sources = [make_source(slug) for slug in ("c", "a", "b")]
    figure = make_city_figure(city, "area")
    with writing() as changes:
        changes.set_related(figure, "sources", sources)
    page = admin_client.get(admin_url(City, "part", city.pk, "key_facts", "area")).content.decode()
    assert list_boxes(page, "key_facts-0-sources", checked=True) == [str(source.pk) for source in sources]
