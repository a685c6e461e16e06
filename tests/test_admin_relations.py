"""A key that no related row can have is refused beside its field, and what was typed stays."""

import pytest
from django.contrib.auth.models import User

from cities.models import City
from coalition.models import Exchange
from tests.admin_client import admin_url, form_data, submit_form
from tests.admin_forms import collect_errors
from tests.factories import make_city, make_city_figure, make_exchange, text
from tests.test_two_editors import Form, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

IMPOSSIBLE_KEYS = ["99999999999999999999", "abc", "-1", "0", "1\x00", " ", "1.5"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_an_impossible_key_in_a_form_is_told_beside_its_field(admin_client, key):
    city = make_city("linfen", **text("name", "Linfen", "临汾"))
    kept = city.sources.get().pk
    typed = {"name_en": "Pingyang", "region": key, "sources": [kept, key], "lede_sources": [key]}
    response = submit_form(admin_client, admin_url(City, "change", city.pk), typed)
    assert response.status_code == 200
    assert set(collect_errors(response)) == {"region", "sources", "lede_sources"}
    assert (form_data(response)["name_en"], str(kept) in form_data(response)["sources"]) == ("Pingyang", True)
    city.refresh_from_db()
    assert city.name_en == "Linfen"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_an_impossible_key_in_a_part_is_told_beside_its_field(admin_client, key):
    figure = make_city_figure(make_city("linfen"), "area", **text("label", "Area"), value=10)
    path = admin_url(City, "part", figure.city.pk, "key_facts", "area")
    typed = {"key_facts-0-sources": [key], "key_facts-0-indicator": key, "key_facts-0-value": "11"}
    response = submit_form(admin_client, path, typed)
    assert set(collect_errors(response)) == {"key_facts-0-sources", "key_facts-0-indicator"}
    assert form_data(response)["key_facts-0-value"] == "11"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_an_impossible_key_in_a_link_is_told_beside_its_field(admin_client, key):
    exchange = make_exchange("visit")
    typed = {
        "relations-TOTAL_FORMS": "1",
        "relations-0-city": key,
        "relations-0-other": key,
        "partners": [key],
    }
    response = submit_form(admin_client, admin_url(Exchange, "change", exchange.pk), typed)
    assert response.status_code == 200
    assert set(collect_errors(response)) >= {"relations-0-city", "relations-0-other", "partners"}


@pytest.mark.sampled(2)
@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_an_impossible_key_in_an_older_form_is_told_beside_its_field(key):
    city = make_city("linfen")
    first, second = Form(sign_in("anna"), city), Form(sign_in("bo"), city)
    first.save(name_en="Pingyang")
    response = second.save(region=key, sources=[key])
    assert response.status_code == 409
    assert set(collect_errors(response)) == {"region", "sources"}


@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_an_impossible_key_of_a_group_is_told_beside_its_field(admin_client, key):
    user = User.objects.create(username="anna")
    path = f"/admin/auth/user/{user.pk}/change/"
    response = admin_client.post(path, {"username": "anna", "groups": [key]})
    assert response.status_code == 200
    assert set(collect_errors(response)) == {"groups"}
