"""What was deleted is listed and comes back as a draft; the page before a deletion stays quick and short."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cities.models import City, Region
from records.choices import Status
from records.models import Revision, Source, get_record_types
from tests.admin_client import admin_url
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    make_region,
    make_source,
    text,
    writing,
)

pytestmark = pytest.mark.django_db


def delete(client: Client, record: Any):
    record.refresh_from_db()
    path = admin_url(type(record), "delete", record.pk)
    return client.post(path, {"post": "yes", "version": record.version}, follow=True)


def bring_back(client: Client, model: Any, pk: int, slug: str):
    return client.post(admin_url(model, "undelete", pk), {"slug": slug}, follow=True)


def test_a_deleted_city_comes_back_as_a_draft_with_its_parts_sources_and_history(admin_client, client):
    city = make_city("linfen", **text("name", "Linfen"))
    make_city_figure(city, "taxis", **text("label", "Electric taxis"))
    pk, sources = city.pk, list(city.sources.values_list("slug", flat=True))
    page = delete(admin_client, city).content.decode()
    back = admin_url(City, "undelete", pk)
    assert f'Deleted: Linfen. <a href="{back}">Bring it back</a>' in page

    shown = admin_client.get(back).content.decode()
    assert "Electric taxis" in shown
    assert not City.objects.exists()
    assert "“Linfen” is back, as a draft." in bring_back(admin_client, City, pk, "linfen").content.decode()
    city = City.objects.get()
    assert (city.pk, city.slug, city.status) == (pk, "linfen", Status.DRAFT)
    assert list(city.sources.values_list("slug", flat=True)) == sources
    figure = city.key_facts.get()
    assert (figure.key, str(figure.sources.get().slug)) == ("taxis", sources[0])
    versions = list(Revision.objects.of(city).values_list("version", flat=True))
    assert versions == sorted(set(versions), reverse=True)
    assert client.get("/en/cities/linfen/").status_code == 410

    with writing() as changes:
        changes.publish(city)
    assert client.get("/en/cities/linfen/").status_code == 200


def test_the_list_of_a_type_leads_to_its_deleted_records(admin_client):
    city, other = make_city("linfen", **text("name", "Linfen")), make_city("datong", **text("name", "Datong"))
    page = admin_url(City, "deleted")
    filters = admin_client.get(admin_url(City, "changelist")).context["quick_filters"]
    assert [one["url"] for one in filters if str(one["label"]) == "Deleted"] == [page]
    assert "Nothing is deleted." in admin_client.get(page).content.decode()
    for record in (city, other):
        delete(admin_client, record)
    response = admin_client.get(page)
    assert [title for _row, title in response.context["entries"]] == ["Datong", "Linfen"]
    bring_back(admin_client, City, response.context["entries"][0][0].object_id, "datong")
    response = admin_client.get(page)
    assert [title for _row, title in response.context["entries"]] == ["Linfen"]


def test_a_record_that_was_brought_back_twice_is_listed_by_its_last_deletion(admin_client):
    city = make_city("linfen")
    pk = city.pk
    for _time in range(2):
        delete(admin_client, City.objects.get())
        bring_back(admin_client, City, pk, "linfen")
    assert admin_client.get(admin_url(City, "deleted")).context["entries"] == []
    assert admin_client.get(admin_url(City, "undelete", pk)).status_code == 404


def test_another_slug_is_asked_for_if_the_own_one_is_taken(admin_client):
    city = make_city("linfen")
    pk = city.pk
    delete(admin_client, city)
    other = make_city("linfen", **text("name", "Another Linfen"))
    link = f'<a href="{admin_url(City, "change", other.pk)}">Another Linfen</a>'
    taken = f"“linfen” is the slug of {link}."
    assert taken in admin_client.get(admin_url(City, "undelete", pk)).content.decode()
    assert taken in bring_back(admin_client, City, pk, "linfen").content.decode()
    bring_back(admin_client, City, pk, "linfen-again")
    assert City.objects.get(pk=pk).slug == "linfen-again"


def test_a_record_is_not_brought_back_before_those_that_it_refers_to(admin_client):
    region = make_region("shanxi")
    city = make_city("linfen", region=region)
    pk, region_pk = city.pk, region.pk
    delete(admin_client, city)
    delete(admin_client, region)
    page = admin_url(Region, "undelete", region_pk)
    shown = admin_client.get(admin_url(City, "undelete", pk)).content.decode()
    assert f'Region “shanxi”: <a href="{page}">Bring it back first</a>' in shown
    assert "“shanxi” no longer exists." in bring_back(admin_client, City, pk, "linfen").content.decode()
    assert not City.objects.exists()
    bring_back(admin_client, Region, region_pk, "shanxi")
    bring_back(admin_client, City, pk, "linfen")
    assert City.objects.get().region.slug == "shanxi"


@pytest.mark.parametrize(
    ("role", "sees", "brings"),
    [("Contributor", True, True), ("Editor", True, True), ("Administrator", True, False), ("", False, False)],
)
def test_whoever_adds_drafts_brings_them_back_and_whoever_views_sees_the_list(
    role, sees, brings, admin_client
):
    city = make_city("linfen")
    pk = city.pk
    delete(admin_client, city)
    user = User.objects.create(username="somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client = Client()
    client.force_login(user)
    assert (client.get(admin_url(City, "deleted")).status_code == 200) is sees
    assert (client.get(admin_url(City, "undelete", pk)).status_code == 200) is brings
    bring_back(client, City, pk, "linfen")
    assert City.objects.exists() is brings


@pytest.mark.parametrize("code", sorted(get_record_types()))
def test_each_type_has_a_list_of_deleted_records(code, admin_client):
    assert admin_client.get(admin_url(get_record_types()[code], "deleted")).status_code == 200


# -- the page before a deletion -------------------------------------------------------------------------


def test_the_page_names_what_is_in_the_way_with_links_and_the_state_of_each(admin_client):
    city = make_city("linfen")
    park = make_park("a-park", city=city, **text("name", "A park"))
    response = admin_client.get(admin_url(City, "delete", city.pk))
    link = f'<a href="{admin_url(type(park), "change", park.pk)}">A park</a> (Published)'
    assert link in response.content.decode()
    assert "Industrial park: 1" in response.content.decode()
    delete(admin_client, city)
    assert City.objects.filter(pk=city.pk).exists()


def test_the_page_of_a_source_names_what_cites_it(admin_client):
    source = make_source("a-notice")
    city = make_city("linfen", **text("name", "Linfen"))
    with writing() as changes:
        changes.set_related(city, "sources", [source])
    shown = admin_client.get(admin_url(Source, "delete", source.pk)).content.decode()
    assert f'<a href="{admin_url(City, "change", city.pk)}">Linfen</a>' in shown


def count_queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_the_page_runs_as_many_queries_with_many_parts_and_dependents_as_with_few(admin_client):
    city = make_city("linfen")
    indicator = make_indicator("recycled")
    path = admin_url(City, "delete", city.pk)
    make_city_figure(city, "figure-first")
    few = count_queries(admin_client, path)
    with writing():
        for number in range(60):
            make_city_figure(city, f"figure-{number}")
    many = count_queries(admin_client, path)
    assert many <= few + 1 < 60
    with writing():
        for year in range(1950, 2011):
            make_indicator_value(indicator, city, year)
    shown = admin_client.get(path).content.decode()
    assert "Indicator values: 61" in shown
    assert "11 more" in shown
    assert count_queries(admin_client, path) <= many + 2
