"""“Edit” on public pages: for signed-in staff only, beside what each may change, and the way back."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cities.models import City, Framework
from records.models import Revision
from tests.admin_client import admin_url, submit_form
from tests.admin_forms import RECORDS, publish_filled_form
from tests.factories import (
    make_city,
    make_city_figure,
    make_flow,
    make_indicator,
    make_indicator_value,
    make_park,
    make_section,
    text,
    writing,
)
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db

#: Types without a page of their own that only a list shows.
EDITED_IN_LISTS = {Framework}


@pytest.fixture
def city() -> City:
    city = make_city("datong", **text("name", "Datong", "大同市"))
    make_city_figure(city, "water", **text("label", "Water", "用水"))
    make_section(city, "a-park", **text("heading", "A park", "园区"))
    return city


def sign_in(role: str) -> Client:
    user = User.objects.create(username=role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def publisher() -> Client:
    return sign_in("Publisher")


def ask(client: Client, path: str) -> dict:
    return client.get(reverse("admin-edit-links"), {"path": path}).json()


def find_links(answer: dict) -> dict[str, str]:
    """Where each element of a page is edited, and to what the form returns."""
    return {link["id"] or link["href"]: link["url"] for link in answer.get("links", [])}


# -- who gets which links -------------------------------------------------------------------------------


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_publisher_may_edit_the_record_and_each_part_of_its_page(publisher, city, language):
    path = f"/{language}/cities/datong/"
    answer = ask(publisher, path)
    links = find_links(answer)
    assert {"water", "a-park"} <= set(links)
    for element, url in links.items():
        assert url.startswith(f"/admin/cities/city/{city.pk}/")
        assert parse_qs(urlsplit(url).query) == {"next": [f"{path}#{element}"]}
        assert publisher.get(url).status_code == 200
    assert answer["record"]["url"].startswith(admin_url(City, "change", city.pk))
    names = {"en": "Water", "zh-hans": "用水", "zh-hant": "用水"}
    assert {link["name"] for link in answer["links"] if link["id"] == "water"} == {names[language]}


@pytest.mark.parametrize("role", ["Contributor", "Editor"])
def test_whoever_may_propose_gets_the_same_links(publisher, city, role):
    path = "/en/cities/datong/"
    assert find_links(ask(sign_in(role), path)) == find_links(ask(publisher, path)) != {}


@pytest.mark.parametrize("role", ["Reader", "Administrator"])
def test_whoever_may_not_change_what_is_public_gets_no_link(city, role):
    answer = ask(sign_in(role), "/en/cities/datong/")
    assert (answer["links"], answer["record"]) == ([], None)
    assert "Your role may not change what is public here." in answer["bar"]


def test_a_reader_gets_nothing_and_the_script_neither(client, city):
    for name, content in {"admin-edit-links": b"{}", "admin-edit-marks": b""}.items():
        response = client.get(reverse(name), {"path": "/en/cities/datong/"})
        assert (response.status_code, response.content) == (403, content)
        assert not response.cookies


def test_the_script_is_a_static_file(publisher):
    response = publisher.get(reverse("admin-edit-marks"))
    assert response.status_code == 302
    assert response["Location"].endswith("build/desk-marks.js")
    assert "no-cache" in response["Cache-Control"]


def test_records_and_parts_are_edited_where_other_pages_show_them(publisher, city):
    value = make_indicator_value(city=city, indicator=make_indicator("waste"))
    flow = make_flow(make_park("a-park-of-datong", city=city))
    links = find_links(ask(publisher, "/en/cities/datong/?section=indicators"))
    assert links[value.anchor].startswith(f"/admin/cities/indicatorvalue/{value.pk}/")
    links = find_links(ask(publisher, f"/en{flow.material.path}"))
    own = f"/en{flow.park.path}#{flow.key}"
    assert links[own].startswith(f"/admin/initiatives/industrialpark/{flow.park.pk}/")


@pytest.mark.sampled(3)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_record_of_each_type_is_edited_from_its_page(admin_client, model):
    record = publish_filled_form(admin_client, model)
    page = record.path.partition("#")[0]
    answer = ask(admin_client, f"/en{page}")
    urls = [url for place, url in find_links(answer).items() if place.endswith(record.anchor)]
    urls += [answer["record"]["url"]] if answer.get("record") else []
    form = admin_url(model, "change", record.pk)
    assert [url for url in urls if url.startswith(form)] or model in EDITED_IN_LISTS


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/admin/", "/api/v1/cities/", "/en/nowhere/", "/en/cities/nowhere/", "/en/cities/",
        "/en/legal/", "//example.org/en/", "https://example.org/en/cities/datong/",
        "/en/cities/datong/?section=nothing",
        "/en/cities/datong/?page=x&section=figures", "/\x00", "/en/cities/" + "x" * 5_000,
    ],
)  # fmt: skip
def test_other_paths_have_no_links(publisher, city, path):
    response = publisher.get(reverse("admin-edit-links"), {"path": path})
    assert response.status_code == 200
    assert not response.json().get("links")


def test_the_queries_do_not_grow_with_the_parts(publisher, city, django_assert_max_num_queries):
    path = "/en/cities/datong/"
    with writing():
        for number in range(10):
            make_city_figure(city, f"figure-{number}", **text("label", f"Figure {number}"))
    ask(publisher, path)
    with django_assert_max_num_queries(45):
        ask(publisher, path)
    with writing():
        for number in range(10, 40):
            make_city_figure(city, f"figure-{number}", **text("label", f"Figure {number}"))
    with django_assert_max_num_queries(45):
        assert len(ask(publisher, path)["links"]) > 40


# -- readers' pages -------------------------------------------------------------------------------------


def test_staff_and_readers_get_the_same_bytes(client, publisher, city):
    pages = [one.get("/en/cities/datong/").content for one in (client, publisher)]
    assert pages[0] == pages[1]
    assert b"/admin/" not in pages[0]


# -- the way back ---------------------------------------------------------------------------------------


def test_a_saved_form_returns_to_its_place_which_says_what_was_changed(publisher, city):
    path = "/en/cities/datong/"
    url = find_links(ask(publisher, path))["water"]
    response = submit_form(publisher, url, {"key_facts-0-value": "25"})
    assert (response.status_code, response["Location"]) == (302, f"{path}#water")
    saved = ask(publisher, path)["saved"]
    assert saved["id"] == Revision.objects.of(city).first().pk
    message = strip_tags(saved["message"])
    assert f"Published as version {City.objects.get().version}." in message
    assert "Water: 10 km² → 25 km²" in message
    assert "已发布" in ask(publisher, "/zh-hans/cities/datong/")["saved"]["message"]
    assert "was changed successfully" not in publisher.get("/admin/").content.decode()


def test_only_ones_own_change_of_the_last_minutes_is_told(publisher, city):
    path = "/en/cities/datong/"
    url = find_links(ask(publisher, path))["water"]
    submit_form(publisher, url, {"key_facts-0-value": "25"})
    other = User.objects.create(username="other", is_staff=True)
    other.groups.add(Group.objects.get(name="Publisher"))
    client = Client()
    client.force_login(other)
    assert ask(client, path)["saved"] is None
    assert ask(publisher, f"/en{make_city('taiyuan').path}")["saved"] is None
    Revision.objects.filter(by__isnull=False).update(at=timezone.now() - timedelta(minutes=6))
    assert ask(publisher, path)["saved"] is None


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_a_form_returns_to_no_other_site(publisher, city, target):
    url = f"{admin_url(City, 'change', city.pk)}?next={target}"
    response = submit_form(publisher, url, {"name_en": "Tatung"})
    assert response.status_code == 302
    assert "example" not in response["Location"]
    assert response["Location"].startswith("/admin/")


def test_a_form_that_is_saved_to_be_edited_further_does_not_return(publisher, city):
    url = f"{admin_url(City, 'change', city.pk)}?next=/en/cities/datong/"
    response = submit_form(publisher, url, {"name_en": "Tatung"}, button="_continue")
    assert response["Location"].startswith("/admin/")
