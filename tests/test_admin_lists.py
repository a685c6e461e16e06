"""An address or a choice with an impossible value gets a page of the admin, and no error page."""

import pytest

from tests.admin_client import admin_url
from tests.factories import make_city, make_source

# PostgreSQL ends a transaction with the first error, but requests of the admin are not in one.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    "address",
    [
        "cities/city/?slug__regex=(",
        "records/publication/?at__year=9999",
        "records/revision/?at__year=99999999999",
        "cities/city/?region__exact=99999999999999999999999",
        "cities/city/?status__range=x",
        "cities/city/?status__range=draft",
        "records/publication/?at__range=2026-01-01",
        "accounts/accountevent/?account__range=x",
        "auth/user/?username__regex=(",
        "auth/group/?name__regex=(",
        "axes/accessattempt/?attempt_time__year=99999999999",
        "accounts/accountevent/?at__year=99999999999",
        "accounts/accountevent/?q=%00",
    ],
)
def test_an_impossible_value_is_refused(admin_client, address):
    make_city("changchun")
    assert admin_client.get(f"/admin/{address}", follow=True).status_code == 200


@pytest.mark.parametrize("page", ["change", "delete"])
def test_an_empty_name_of_the_field_of_the_key_is_ignored(admin_client, page):
    city = make_city("changchun")
    response = admin_client.get(admin_url(type(city), page, city.pk), {"_to_field": ""})
    assert response.status_code == 200


IMPOSSIBLE_KEYS = ["x", "99999999999999999999999", "1\x00"]


@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_a_form_is_shown_without_an_impossible_key(admin_client, key):
    city = make_city("changchun")
    given = {"name_en": "Jilin", "region": key, "parent": city.pk, "sources": f"{city.pk},{key}"}
    response = admin_client.get("/admin/cities/city/add/", given)
    assert response.status_code == 200
    initial = response.context["adminform"].form.initial
    filled = {name: value for name, value in initial.items() if value}
    assert filled == {"name_en": "Jilin", "parent": str(city.pk)}


@pytest.mark.parametrize("key", IMPOSSIBLE_KEYS)
def test_an_action_leaves_an_impossible_key_out(admin_client, key):
    city = make_city("changchun", publish=False)
    chosen = {"action": "publish_selected", "_selected_action": [key, city.pk]}
    response = admin_client.post("/admin/cities/city/", chosen, follow=True)
    assert response.status_code == 200
    city.refresh_from_db()
    assert city.is_published


TERMS = ["a " * 2000, "\x00", "linfen\x00", '"linfen', "x" * 5000]


@pytest.mark.parametrize("term", TERMS)
def test_a_search_for_anything_is_answered(admin_client, term):
    make_city("linfen")
    choice = {"app_label": "initiatives", "model_name": "industrialpark", "field_name": "city", "term": term}
    assert admin_client.get("/admin/autocomplete/", choice).status_code == 200
    assert admin_client.get("/admin/cities/city/", {"q": term}).status_code == 200


def test_a_title_of_many_words_is_found(admin_client):
    title = " ".join(f"word{number}" for number in range(40))
    source = make_source("long", title=title)
    choice = {"app_label": "cities", "model_name": "city", "field_name": "sources", "term": title}
    found = admin_client.get("/admin/autocomplete/", choice).json()["results"]
    assert [row["id"] for row in found] == [str(source.pk)]
