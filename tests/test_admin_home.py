"""The first page of the admin: what waits, one's own drafts, what was published last, the lists."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from records.models import SavedFilter
from records.publishing import publication_transaction
from tests.admin_client import admin_url
from tests.factories import make_city, make_event, make_finding, make_park, text, writing

pytestmark = pytest.mark.django_db


def log_in(client, role) -> User:
    user = User.objects.create(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    return user


def submit(*records) -> None:
    for record in records:
        with writing() as changes:
            changes.submit(record)


def list_titles(found) -> list[str]:
    return [str(hit["title"]) for hit in found["hits"]]


def write_draft(user, slug="a-draft") -> City:
    city = make_city(slug, publish=False)
    with publication_transaction(user) as changes:
        city.name_en = f"{slug} of mine"
        changes.save(city)
    return city


def test_what_is_in_review_waits_for_a_publisher_the_oldest_first(client):
    log_in(client, "Publisher")
    first = make_city("a-city", publish=False, **text("name", "A city"))
    second = make_finding("a-finding", publish=False, **text("title", "A finding"))
    submit(first, second)
    response = client.get("/admin/")
    assert response.context["waiting"]["count"] == 2
    assert list_titles(response.context["waiting"]) == ["A city", "A finding"]
    assert admin_url(City, "change", first.pk) in response.content.decode()


def test_a_longer_queue_says_how_many_there_are(client):
    log_in(client, "Publisher")
    submit(*(make_city(f"city-{number}", publish=False) for number in range(9)))
    response = client.get("/admin/")
    assert response.context["waiting"]["count"] == 9
    assert "The first 6 of 9" in response.content.decode()


def test_nothing_that_waits_is_said_in_words(client):
    log_in(client, "Editor")
    page = client.get("/admin/").content.decode()
    assert "Nothing waits." in page
    assert "You have no draft." in page


def test_my_drafts_are_mine_and_drafts(client):
    user = log_in(client, "Editor")
    make_city("of-another", publish=False)
    write_draft(user)
    sent = write_draft(user, "sent")
    submit(sent)
    response = client.get("/admin/")
    assert list_titles(response.context["drafts"]) == ["a-draft of mine"]


def test_what_was_published_last_is_shown_to_whoever_may_see_the_log(client):
    make_event("an-event", **text("title", "An event"))
    log_in(client, "Publisher")
    assert "An event" in client.get("/admin/").content.decode()


def test_the_lists_stand_in_groups_and_not_by_app(client):
    log_in(client, "Editor")
    groups = client.get("/admin/").context["groups"]
    assert str(groups[0]["label"]) == "Cities and values"
    assert [entry["object_name"] for entry in groups[0]["entries"]][:2] == ["City", "IndicatorValue"]


def test_nobody_sees_what_the_account_may_not(client):
    submit(make_city("a-city", publish=False))
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert response.context["waiting"] == {"count": 0, "hits": []}
    assert list(response.context["published"]) == []


def test_the_number_of_queries_doesnt_grow_with_what_waits(client):
    user = log_in(client, "Publisher")

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/admin/")
        return len(queries)

    city = make_city("changchun")
    submit(make_city("city-0", publish=False), make_park("park-0", city=city))
    write_draft(user)
    count_queries()
    before = count_queries()
    submit(*(make_city(f"city-{number}", publish=False) for number in range(1, 9)))
    for number in range(6):
        write_draft(user, f"draft-{number}")
    assert count_queries() <= before + 2  # how many there are, where not all are shown
    assert before <= 25


@pytest.mark.parametrize("query", ["q=jilin", "%zz=&&&", "#<b>"])
def test_my_saved_filters_are_on_the_page(client, query):
    user = log_in(client, "Editor")
    SavedFilter.objects.create(account=user, list_name="cities.city", name="Of Jilin", query=query)
    response = client.get("/admin/")
    assert "Of Jilin" in response.content.decode()
    assert client.get(response.context["saved_filters"][0]["url"], follow=True).status_code == 200
