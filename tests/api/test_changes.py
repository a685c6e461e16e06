"""The publication log in the API: commit order, states before and after, tombstones."""

import json
from xml.etree import ElementTree

import pytest

from cities.models import City
from records.models import Publication
from tests.api.api_client import BASE, get_errors, get_json, strip_host
from tests.factories import make_city, make_indicator, make_indicator_value, make_park, writing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CHANGES = f"{BASE}/changes/"


def latest(client, address=f"{CHANGES}?from=now") -> str:
    return strip_host(get_json(client, address)["next"])


def rename(record, slug) -> None:
    with writing() as changes:
        changes.rename(record, slug)


def withdraw(record) -> None:
    with writing() as changes:
        changes.withdraw(record)


def edit(city, **values) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(city, name, value)
        changes.save(city)


def test_each_kind_of_change_is_told(client):
    make_city("stays")
    following = latest(client)
    city = make_city("a-city")
    edit(city, name_en="Another name", name_zh_hans="别名")
    withdraw(city)
    with writing() as changes:
        changes.delete(City.objects.get(slug="stays"))
    body = get_json(client, following)
    assert [(row["action"], row["slug"]) for row in body["results"]] == [
        ("published", "a-city"), ("changed", "a-city"), ("withdrawn", "a-city"), ("deleted", "stays"),
    ]  # fmt: skip
    published, changed, withdrawn, deleted = body["results"]
    assert (published["before"], published["after"]["name"], published["changed"]) == (None, "A City", [])
    assert (changed["before"]["name"], changed["after"]["name"]) == ("A City", "Another name")
    assert changed["changed"] == ["name"]
    assert changed["before"] == published["after"]
    for end in (withdrawn, deleted):
        assert (end["before"], end["after"], end["page"]) == (None, None, None)
    assert body["has_more"] is False
    assert [row["number"] for row in body["results"]] == sorted({row["number"] for row in body["results"]})


def test_what_is_told_is_what_the_record_says_now(client):
    park, value = make_park("a-park"), make_indicator_value(make_indicator(), make_city())
    told = {
        row["slug"]: row["after"] for row in get_json(client, f"{CHANGES}?page_size=500&lang=all")["results"]
    }
    assert told["a-park"] == get_json(client, f"{BASE}/parks/{park.slug}/?lang=all")
    assert told[value.slug] == get_json(client, f"{BASE}/indicator-values/{value.slug}/?lang=all")


def test_a_rename_is_one_entry_that_names_both_slugs(client):
    city = make_city("old")
    following = latest(client)
    rename(city, "new")
    (row,) = get_json(client, following)["results"]
    assert (row["action"], row["former_slug"], row["slug"]) == ("renamed", "old", "new")
    assert (row["before"]["slug"], row["after"]["slug"]) == ("old", "new")
    assert row["changed"] == ["slug"]


def test_a_change_of_one_language_is_a_change_in_every_language(client):
    city = make_city("a-city")
    following = latest(client, f"{CHANGES}?from=now&lang=en")
    edit(city, name_zh_hans="新名")
    (row,) = get_json(client, following)["results"]
    assert row["changed"] == ["name"]


def test_the_log_is_read_in_pages_to_its_end_and_on(client):
    with writing():
        for number in range(7):
            make_city(f"city-{number}")
    address, numbers, more = f"{CHANGES}?page_size=3", [], True
    while more:
        body = get_json(client, address)
        numbers += [row["number"] for row in body["results"]]
        address, more = strip_host(body["next"]), body["has_more"]
    assert numbers == sorted(Publication.objects.values_list("number", flat=True))
    assert get_json(client, address)["results"] == []
    make_city("later")
    assert [row["slug"] for row in get_json(client, address)["results"]] == ["later"]


def test_types_actions_and_a_beginning_narrow_it(client):
    make_park("a-park")
    assert {row["type"] for row in get_json(client, f"{CHANGES}?type=park,city")["results"]} == {
        "park",
        "city",
    }
    assert get_json(client, f"{CHANGES}?action=deleted")["results"] == []
    assert get_json(client, f"{CHANGES}?from=now")["results"] == []
    assert (
        get_json(client, f"{CHANGES}?from=2020-01-01")["results"]
        == get_json(client, CHANGES)["results"]
        != []
    )


@pytest.mark.parametrize(
    "asked", ["type=planet", "action=burnt", "from=tomorrow", "cursor=x", "page_size=0", "q=a"]
)
def test_what_is_not_understood_is_named(client, asked):
    assert get_errors(client, f"{CHANGES}?{asked}")[0]["parameter"] == asked.partition("=")[0]


def test_a_cursor_is_good_for_its_own_types_only(client):
    following = latest(client, f"{CHANGES}?from=now&type=city")
    assert get_errors(client, following.replace("type=city", "type=park"))[0]["parameter"] == "cursor"
    assert get_json(client, f"{following}&lang=zh-hans")["results"] == []


def test_it_costs_the_same_however_many_changes_there_are(client, django_assert_max_num_queries):
    cities = [make_city() for _ in range(12)]
    for city in cities:
        edit(city, name_en=f"{city.name_en} anew")
    with django_assert_max_num_queries(6):
        assert len(get_json(client, f"{CHANGES}?page_size=500")["results"]) > 24


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(("lang", "words"), [("en", "Changed: "), ("zh-hans", "修改"), ("zh-hant", "修改")])
def test_the_feed_tells_people_the_same(client, lang, words):
    city = make_city("a-city")
    edit(city, name_en="New name", name_zh_hans="新名")
    response = client.get(f"/feeds/changes.atom?lang={lang}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == Publication.objects.count()
    newest = entries[0]
    assert words in newest.findtext(f"{ATOM}title") or lang != "en"
    assert newest.find(f"{ATOM}link").get("href") == f"http://testserver/{lang}/cities/a-city/"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert newest.findtext(f"{ATOM}summary")


def test_a_withdrawn_record_is_told_in_the_feed_without_a_link_to_it(client):
    withdraw(make_city("a-city"))
    newest = ElementTree.fromstring(client.get("/feeds/changes.atom").content).find(f"{ATOM}entry")
    assert newest.find(f"{ATOM}link").get("href") == "http://testserver/en/"


def test_a_record_that_leaves_is_told_without_what_it_said(client):
    park = make_park("leaving", summary_en="Something to forget")
    following = latest(client)
    with writing() as changes:
        changes.withdraw(park)
    body = get_json(client, following)
    assert "forget" not in json.dumps(body)
    assert "forget" not in json.dumps(get_json(client, f"{BASE}/parks/leaving/", 410))
    assert get_json(client, f"{BASE}/parks/")["results"] == []


def test_an_edit_of_a_draft_is_no_change(client):
    draft = make_city("draft", publish=False)
    following = latest(client)
    with writing() as changes:
        draft.name_en = "Draft, edited"
        changes.save(draft)
    assert get_json(client, following)["results"] == []
