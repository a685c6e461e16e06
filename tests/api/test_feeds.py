"""Readers follow a list, a record or the corrections in a feed reader."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from api.records.resources import get_resource_by_type
from cities.models import City
from records import publishing
from records.choices import RevisionKind
from records.models import get_record_types
from records.permissions import SystemWriter
from tests.factories import make_city, make_city_figure, make_finding, make_park, text, writing
from tests.records.test_corrections import correct

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(feed: Any) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]


def edit(record: Any, kind: str = RevisionKind.UPDATE, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    reason = "It was wrong." if kind == RevisionKind.CORRECTION else ""
    with publishing.publication_transaction(SystemWriter("a test"), reason=reason, kind=kind) as changes:
        changes.save(record)


def test_the_feed_of_a_list_has_its_records_and_no_others(client: Client):
    make_park("a-park", city=make_city("a-city"))
    make_city("b-city")
    feed = read(client, "/feeds/cities.atom")
    assert titles(feed) == ["Published: B City", "Published: A City"]
    assert feed.findtext(f"{ATOM}title") == "China Hub: Cities"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("cities", "cities/"),
        ("indicator-values", ""),
        ("zero-waste-pilots", "zero-waste/"),
        ("findings", "findings/"),
    ],
)
def test_the_feed_of_a_list_leads_to_its_page(client: Client, name: str, path: str):
    make_city("a-city")
    link = read(client, f"/feeds/{name}.atom?lang=zh-hant").find(f"{ATOM}link[@rel='alternate']")
    assert link.get("href") == f"http://testserver/zh-hant/{path}"
    assert client.get(link.get("href")).status_code == 200


def test_an_empty_feed_is_as_old_as_the_newest_change(client: Client):
    make_city("a-city")
    newest = read(client, "/feeds/cities.atom").findtext(f"{ATOM}updated")
    assert read(client, "/feeds/corrections.atom").findtext(f"{ATOM}updated") == newest


def test_the_feed_of_a_record_has_its_changes_under_all_its_slugs(client: Client):
    city = make_city("old")
    make_city("other")
    with writing() as changes:
        changes.rename(City.objects.get(pk=city.pk), "new")
    edit(City.objects.get(pk=city.pk), **text("name", "Better"))
    assert len(titles(read(client, "/feeds/cities/new.atom"))) == 3
    moved = client.get("/feeds/cities/old.atom?lang=zh-hans")
    assert (moved.status_code, moved["Location"]) == (301, "/feeds/cities/new.atom?lang=zh-hans")


def test_a_withdrawn_record_says_so_in_its_feed(client: Client):
    city = make_city("leaving")
    with writing() as changes:
        changes.withdraw(city)
    assert titles(read(client, "/feeds/cities/leaving.atom"))[0].startswith("Withdrawn")


@pytest.mark.parametrize(
    "path", ["/feeds/planets.atom", "/feeds/cities/atlantis.atom", "/feeds/planets/a.atom"]
)
def test_what_is_not_a_list_or_a_record_has_no_feed(client: Client, path: str):
    assert client.get(path).status_code == 404


def test_the_feed_of_corrections_has_no_other_changes(client: Client):
    city = make_city("a-city")
    edit(city, **text("name", "B City"))
    edit(city, RevisionKind.CORRECTION, **text("name", "C City"))
    assert titles(read(client, "/feeds/corrections.atom")) == ["Changed: C City"]


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Reason: It was wrong."), ("zh-hans", "理由：It was wrong.")]
)
def test_the_feed_of_corrections_tells_their_reasons(client: Client, language: str, told: str):
    city = make_city("a-city")
    edit(city, RevisionKind.CORRECTION, **text("name", "B City"))
    feed = read(client, f"/feeds/corrections.atom?lang={language}")
    (summary,) = [entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")]
    assert summary.splitlines()[-1] == told


def test_the_feed_of_corrections_names_the_figures_with_their_numbers(client: Client):
    area = make_city_figure(make_city("a-city"), value=98, unit="km2")
    correct(area, "A slip", value=99)
    feed = read(client, "/feeds/corrections.atom")
    (summary,) = [entry.findtext(f"{ATOM}summary") for entry in feed.findall(f"{ATOM}entry")]
    assert summary.replace("\N{NO-BREAK SPACE}", " ").splitlines()[1:] == [
        "Reason: A slip",
        "Area: 98 km² → 99 km² (http://testserver/en/figures/city.a-city.area/)",
    ]


def test_drafts_have_no_feed(client: Client):
    make_city("draft", publish=False)
    assert client.get("/feeds/cities/draft.atom").status_code == 404


def test_a_feed_is_in_the_language_that_was_asked_for(client: Client):
    make_city("changchun", **text("name", "Changchun", "长春市"))
    assert "长春市" in titles(read(client, "/feeds/cities.atom?lang=zh-hans"))[0]


def test_filters_of_a_list_make_no_feed_of_their_own(client: Client, settings: Any):
    settings.PAGE_CACHE = True
    make_city()
    plain = client.get("/feeds/cities.atom")
    narrowed = client.get("/feeds/cities.atom?theme=food&page=7&q=x")
    assert narrowed["ETag"] == plain["ETag"]
    assert narrowed["Cache-Status"] == "hub; hit"


def test_lists_and_records_name_their_feed(client: Client):
    make_city("changchun", **text("name", "Changchun"))
    make_finding("a-finding")
    for path, feed in (
        ("/en/cities/?kind=district", "/feeds/cities.atom?lang=en"),
        ("/zh-hans/cities/changchun/", "/feeds/cities/changchun.atom?lang=zh-hans"),
        ("/en/findings/", "/feeds/findings.atom?lang=en"),
        ("/en/findings/a-finding/", "/feeds/findings/a-finding.atom?lang=en"),
        ("/en/corrections/", "/feeds/corrections.atom?lang=en"),
    ):
        assert f'href="{feed}"' in client.get(path).content.decode(), path
        read(client, feed)


def test_every_type_of_record_has_a_feed(client: Client):
    for code in get_record_types():
        read(client, f"/feeds/{get_resource_by_type(code).list_name}.atom")


def test_long_feeds_cost_as_many_queries_as_short_ones(client: Client, django_assert_max_num_queries: Any):
    for _number in range(10):
        edit(make_city(), **text("name", "Anew"))
    with django_assert_max_num_queries(6):
        read(client, "/feeds/cities.atom")
