"""Redacted versions in the API, the feed and the pages."""

import json
from datetime import datetime

import pytest
from django.contrib.auth.models import User

from records import redaction
from records.models import Publication
from tests.api.api_client import BASE, get_json, read_body, strip_host
from tests.factories import make_city, make_flow, make_indicator, make_indicator_value, make_park, writing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]

WORD = "zyxquintessa"
CHANGES = f"{BASE}/changes/?lang=all"


def edit(record, **values) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def redact(record, *versions) -> None:
    rows = Publication.objects.versions().filter(record_type=record.type_code, slug=record.slug)
    numbers = rows.filter(version__in=versions).values_list("number", flat=True)
    boss, _made = User.objects.get_or_create(username="boss", is_superuser=True)
    redaction.redact(record.type_code, record.slug, numbers, by=boss, reason="File 7")


def told_of(client, record) -> list[dict]:
    rows = get_json(client, CHANGES)["results"]
    return [row for row in rows if (row["type"], row["slug"]) == (record.type_code, record.slug)]


@pytest.fixture
def city():
    """Its second version is redacted, the third is public."""
    city = make_city("datong", name_en="Datong")
    edit(city, name_en=WORD)
    edit(city, name_en="Datong, corrected")
    redact(city, 2)
    return city


@pytest.fixture
def at(monkeypatch):
    """Do something on an earlier day."""

    def do(day, make, *args, **values):
        moment = datetime.fromisoformat(f"{day}T12:00:00+08:00")
        with monkeypatch.context() as patched:
            patched.setattr("django.utils.timezone.now", lambda: moment)
            return make(*args, **values)

    return do


@pytest.fixture
def withdrawn():
    city = make_city("datong", name_en=WORD)
    with writing() as changes:
        changes.withdraw(city)
    redact(city, 1)
    return city


@pytest.mark.sampled(4)
@pytest.mark.parametrize("record", ["city", "withdrawn"])
@pytest.mark.parametrize(
    "path",
    [
        "/en/", "/en/cities/", "/en/cities/datong/", "/feeds/changes.atom", f"{BASE}/changes/?page_size=500",
        f"{BASE}/cities/datong/", f"{BASE}/cities/", "/sitemap.xml",
    ],
)  # fmt: skip
def test_no_page_and_no_answer_says_it(client, request, record, path):
    request.getfixturevalue(record)
    assert WORD not in read_body(client.get(path))


def test_changes_names_what_was_redacted(client, city):
    first, second, third, last = told_of(client, city)
    assert (second["title"], second["before"]["name"]["en"], second["after"]) == (None, "Datong", None)
    assert (second["redacted"], second["changed"]) == (["title", "after"], [])
    assert (third["before"], third["redacted"], third["changed"]) == (None, ["before"], [])
    assert (last["action"], last["redacts"]) == ("redacted", [second["number"]])
    assert first["redacted"] == first["redacts"] == []


def test_the_row_of_a_redaction_gives_the_record_as_it_is(client, city):
    """A program that does not know the action replaces its copy by the same, and never drops it."""
    *_rows, third, last = told_of(client, city)
    assert last["after"] == third["after"] == get_json(client, f"{BASE}/cities/datong/?lang=all")
    assert (last["page"], last["version"], last["redacted"]) == (third["page"], 3, [])


def test_the_row_of_a_redaction_of_a_withdrawn_record_gives_nothing(client, withdrawn):
    *rows, last = told_of(client, withdrawn)
    assert [(row["title"], row["before"], row["after"]) for row in rows] == [(None, None, None)] * 2
    assert (last["after"], last["page"], last["redacts"]) == (None, None, [row["number"] for row in rows])


def test_a_redaction_that_followed_another_is_told_without_what_the_second_took(client, city):
    edit(city, name_en="Datong again")
    redact(city, 3)
    first_redaction = told_of(client, city)[3]
    assert (first_redaction["after"], first_redaction["redacted"]) == (None, ["after"])


def test_redactions_are_found_by_their_action(client, city):
    (row,) = get_json(client, f"{BASE}/changes/?action=redacted")["results"]
    assert row["slug"] == "datong"


def test_changes_cost_the_same_with_redactions(client, city, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        get_json(client, CHANGES)


def test_a_day_on_which_a_redacted_version_was_public_leaves_the_record_out(client, at):
    city = at("2025-01-01", make_city, "datong", name_en=WORD)
    at("2025-02-01", edit, city, name_en="Corrected")
    redact(city, 1)
    day = "as_of=2025-01-15"
    assert get_json(client, f"{BASE}/cities/?{day}&count=1") == {"count": 0, "next": None, "results": []}
    assert "legal reasons" in get_json(client, f"{BASE}/cities/datong/?{day}", 410)["detail"]
    for name in ("csv", "jsonl", "geojson"):
        assert "datong" not in read_body(client.get(f"{BASE}/cities/?{day}&format={name}"))
    assert get_json(client, f"{BASE}/cities/?as_of=2025-02-02")["results"][0]["slug"] == "datong"


def test_what_points_to_a_redacted_version_is_read_on_a_former_day(client, at):
    city = at("2025-01-01", make_city, "datong", name_en=WORD)
    indicator = at("2025-01-01", make_indicator, "an-indicator")
    value = at("2025-01-02", make_indicator_value, indicator, city)
    at("2025-02-01", edit, city, name_en="Corrected")
    at("2025-02-01", edit, indicator, unit="kt")
    redact(city, 1)
    redact(indicator, 1)
    answer = get_json(client, f"{BASE}/indicator-values/{value.slug}/?as_of=2025-01-15")
    assert (answer["unit"], answer["city"]["slug"]) == (None, "datong")
    for name in ("csv", "geojson"):
        text = read_body(client.get(f"{BASE}/indicator-values/?as_of=2025-01-15&format={name}"))
        assert value.slug in text
        assert WORD not in text


def test_parts_of_a_redacted_version_are_left_out_on_a_former_day(client, at):
    park = at("2025-01-01", make_park, "a-park")
    flow = at("2025-01-02", make_flow, park)
    at("2025-02-01", edit, park, name_en="Corrected")
    redact(park, 2)
    day = "as_of=2025-01-15"
    assert get_json(client, f"{BASE}/flows/?{day}")["results"] == []
    get_json(client, f"{BASE}/flows/{flow.public_slug}/?{day}", 410)


def test_the_address_of_a_redacted_record_answers_410_without_its_title(client, withdrawn):
    response = client.get("/en/cities/datong/")
    assert response.status_code == 410
    assert response["Cache-Control"] == "no-store"
    assert "for legal reasons" in response.content.decode()
    assert "legal reasons" in get_json(client, f"{BASE}/cities/datong/", 410)["detail"]


def test_the_address_of_a_withdrawn_record_that_was_not_redacted_says_its_title(client):
    city = make_city("datong", name_en="Datong")
    with writing() as changes:
        changes.withdraw(city)
    response = client.get("/en/cities/datong/")
    assert "Datong" in response.content.decode()
    assert "no-store" not in response.headers.get("Cache-Control", "")


def test_the_history_shows_the_version_and_no_difference_on_either_side(client, city):
    page = client.get("/en/cities/datong/").content.decode()
    history = page[page.index('id="history"') :]
    assert history.count("Removed for legal reasons.") == 1
    assert "the version before was removed for legal reasons" in history
    assert all(f'id="v{version}"' in history for version in (1, 2, 3))
    assert 'class="diff"' not in history


def test_the_feed_tells_the_versions_without_title(client, city):
    feed = client.get("/feeds/changes.atom").content.decode()
    assert "Changed: Removed for legal reasons." in feed
    assert feed.count("<entry>") == Publication.objects.versions().count()


def test_the_home_page_tells_them_without_title_and_no_redaction(client, city):
    edit(make_park("a-park", city=city), name_en="Park")
    assert client.get("/en/").status_code == 200
    assert "Redacted" not in client.get("/en/").content.decode()


class Archive:
    """A partner who keeps every version that was told, and drops those that are redacted."""

    def __init__(self, client) -> None:
        self.client, self.versions, self.next = client, {}, f"{CHANGES}&from=beginning"

    def catch_up(self) -> None:
        body = get_json(self.client, self.next)
        for change in body["results"]:
            self.versions[change["number"]] = change
            for number in change["redacts"]:
                self.versions.pop(number, None)
            following = self.versions.get(change["number"])
            if "before" in following["redacted"]:
                following["before"] = None
        self.next = strip_host(body["next"])


def test_a_partner_who_keeps_versions_learns_which_to_drop(client):
    city = make_city("datong")
    edit(city, name_en=WORD)
    archive = Archive(client)
    archive.catch_up()
    assert WORD in json.dumps(archive.versions)
    edit(city, name_en="Datong")
    redact(city, 2)
    archive.catch_up()
    assert WORD not in json.dumps(archive.versions)


def test_the_content_version_rises(client, city):
    assert get_json(client, f"{BASE}/")["content_version"] == Publication.objects.latest("number").number
    assert Publication.objects.latest("number").action == "redacted"
