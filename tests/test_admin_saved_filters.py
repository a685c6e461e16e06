"""Filters of lists that an account keeps under a name."""

import pytest
from django.contrib.auth.models import User

from records.models import SavedFilter
from tests.factories import make_city

pytestmark = pytest.mark.django_db


def keep(client, name="Drafts of Jilin", query="status__exact=draft&q=jilin"):
    return client.post("/admin/cities/city/filters/", {"name": name, "query": query}, follow=True)


def test_a_filtered_list_is_kept_under_a_name(admin_client):
    make_city("jilin-city", publish=False)
    assert "Keep as a filter" in admin_client.get("/admin/cities/city/?q=jilin").content.decode()
    assert "Keep as a filter" not in admin_client.get("/admin/cities/city/").content.decode()
    response = keep(admin_client)
    assert "The filter “Drafts of Jilin” is kept." in response.content.decode()
    assert [row.slug for row in response.context["cl"].result_list] == ["jilin-city"]
    saved = response.context["saved_filters"]
    assert [(one["filter"].query, one["current"]) for one in saved] == [("status__exact=draft&q=jilin", True)]
    assert "Drafts of Jilin" not in admin_client.get("/admin/cities/region/").content.decode()


def test_a_filter_is_of_one_account(admin_client, client):
    keep(admin_client)
    client.force_login(User.objects.create_superuser("another"))
    kept = SavedFilter.objects.get()
    assert "Drafts of Jilin" not in client.get("/admin/cities/city/").content.decode()
    client.post(f"/admin/cities/city/filters/{kept.pk}/forget/")
    assert SavedFilter.objects.exists()


def test_a_filter_is_removed(admin_client):
    keep(admin_client)
    admin_client.post(f"/admin/cities/city/filters/{SavedFilter.objects.get().pk}/forget/")
    assert not SavedFilter.objects.exists()
    assert admin_client.post("/admin/cities/city/filters/999/forget/").status_code == 302


@pytest.mark.parametrize(
    ("name", "query", "reason"),
    [
        ("", "q=a", "This field is required."),
        ("a", "", "This field is required."),
        ("a" * 61, "q=a", "at most 60 characters"),
        ("a", "q=" + "a" * 1000, "at most 1000 characters"),
        ("Drafts of Jilin", "q=b", "You have a filter of this name already."),
        ("a\0", "q=a", "Null characters are not allowed."),
    ],
)
def test_a_filter_that_cant_be_kept_says_why(admin_client, name, query, reason):
    keep(admin_client)
    assert reason in keep(admin_client, name, query).content.decode()
    assert SavedFilter.objects.count() == 1


def test_an_account_keeps_twenty_filters(admin_client):
    for number in range(20):
        keep(admin_client, f"Filter {number}")
    assert "You keep 20 filters" in keep(admin_client, "One more").content.decode()
    assert SavedFilter.objects.count() == 20


@pytest.mark.django_db(transaction=True)  # PostgreSQL ends a transaction with the first error
@pytest.mark.parametrize("query", ["_popup=1", "status__range=x", "slug__regex=(", "%zz=&&&", "#<b>"])
def test_a_filter_of_anything_opens_its_list(admin_client, query):
    keep(admin_client, "Anything", query)
    assert admin_client.get("/admin/cities/city/").status_code == 200
    assert admin_client.get(f"/admin/cities/city/?{query}", follow=True).status_code == 200


def test_filters_are_kept_by_whoever_may_see_the_list(client):
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    assert keep(client).status_code == 403
    assert client.get("/admin/cities/city/filters/").status_code in (403, 405)
