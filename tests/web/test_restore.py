"""After the restore of a backup, no page from the lost versions is served."""

from copy import deepcopy

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from cities.models import City
from records.models import ContentVersion, Publication
from stats.models import RefreshState, StaleMark, StatisticsVersion
from tests.api.api_client import get_json, strip_host
from tests.factories import make_city, writing
from web import page_cache

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]
PAGE, ANSWER = "/en/cities/changchun/", "/api/v1/cities/changchun/"


@pytest.fixture(autouse=True)
def city(settings):
    settings.PAGE_CACHE = True
    return make_city("changchun", name_en="State A")


def edit(name):
    with writing() as changes:
        city = City.objects.get(slug="changchun")
        city.name_en = name
        changes.save(city)
    a_second_passes()


def a_second_passes():
    page_cache.versions._tried = float("-inf")


def refuse(*_args, **_kwargs):
    raise OperationalError("connection refused")


class Backup:
    """The record, the log and the number as they are now; put back as a restored dump puts them back."""

    def __init__(self):
        self.number = ContentVersion.objects.get().number
        self.city = City.objects.values("name_en", "version", "updated_at").get(slug="changchun")

    def restore(self):
        Publication.objects.filter(number__gt=self.number).delete()
        changchun = Publication.objects.filter(record_type="city", slug="changchun")
        changchun.filter(pk=changchun.order_by("-number").values("pk")[:1]).update(is_current=True)
        ContentVersion.objects.update(number=self.number)
        City.objects.filter(slug="changchun").update(**deepcopy(self.city))
        a_second_passes()


@pytest.mark.parametrize("path", [PAGE, ANSWER])
@pytest.mark.parametrize("reads_between", [False, True])
def test_no_page_of_the_lost_future_is_served(client, path, reads_between):
    backup = Backup()
    edit("State B")
    lost = client.get(path)
    backup.restore()
    if reads_between:
        assert "State A" in client.get(path).content.decode()
    edit("State C")
    assert Publication.objects.first().number == backup.number + 1  # the number of B, given again
    answer = client.get(path, headers={"If-None-Match": lost["ETag"]})
    assert answer.status_code == 200
    assert "State C" in answer.content.decode()
    assert "State B" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", [PAGE, ANSWER])
def test_nor_is_it_served_when_the_database_leaves_afterwards(client, path, monkeypatch):
    backup = Backup()
    edit("State B")
    client.get(path)
    backup.restore()
    client.get("/en/legal/")  # the hub has noticed; nobody has asked for the city again

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)
    a_second_passes()
    assert client.get(path).status_code == 503


def test_what_was_kept_after_the_restore_outlives_the_next_outage(client, monkeypatch):
    backup = Backup()
    edit("State B")
    backup.restore()
    edit("State C")
    client.get(PAGE)
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)
    a_second_passes()
    assert "State C" in client.get(PAGE).content.decode()


def test_statistics_with_the_same_number_are_told_apart(client):
    StatisticsVersion.objects.update(number=7)
    mark = StaleMark.objects.first()
    RefreshState.objects.update_or_create(mark=mark, defaults={"changed_at": "2036-11-26T06:00:00Z"})
    a_second_passes()
    lost = client.get(PAGE)
    RefreshState.objects.filter(mark=mark).update(changed_at="2036-11-26T07:00:00Z")
    a_second_passes()
    assert client.get(PAGE, headers={"If-None-Match": lost["ETag"]}).status_code == 200


def test_a_cursor_of_the_log_out_of_the_lost_future_is_refused_in_words(client):
    backup = Backup()
    known = strip_host(get_json(client, "/api/v1/changes/?from=now")["next"])
    edit("State B")
    lost = strip_host(get_json(client, known)["next"])
    backup.restore()
    a_second_passes()
    assert "restored from a backup" in get_json(client, lost, 410)["detail"]
    edit("State C")
    assert "Start again" in get_json(client, lost, 410)["detail"]
    (row,) = get_json(client, known)["results"]
    assert row["after"]["name"] == "State C"


def test_the_line_of_versions_is_lost_with_the_cache_and_found_anew(client):
    client.get(PAGE)
    caches["default"].clear()
    edit("State B")
    assert "State B" in client.get(PAGE).content.decode()
