"""Pages invite readers to write only if there is a mailbox: then with subject and address of the page."""

import re
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client

from cities.peers.similar_cities import update_similarities
from tests.conftest import LANGUAGES
from tests.factories import (
    make_case,
    make_city,
    make_city_attribute,
    make_flow,
    make_material,
    make_park,
    make_pilot,
    writing,
)
from tests.html_text import read_text

pytestmark = pytest.mark.django_db

#: What invites readers to write, or says that they can't.
INVITATIONS = re.compile(
    r"mailbox|\bcontact us|[Ww]rite to (?:us|:)|\b[Tt]ell us|\b[Rr]eport an? |Do you know\?|put in touch"
    r"|Ask (?:for a(?:n exchange| key)|why)|[Rr]each (?:us|the publisher)|[Cc]ontact and errors"
    r"|专用邮箱|專用郵箱|联系我们|聯絡我們|写信|寫信|告诉我们|告訴我們|请告知|請告知|纠错|糾錯|报告错误"
)
PAGES = [
    "/", "/cities/", "/cities/aa/", "/parks/", "/parks/one/", "/zero-waste/", "/zero-waste/pilot/",
    "/procurement/case/", "/materials/", "/materials/ash/", "/materials/match/?material=ash", "/sources/",
    "/corrections/", "/about/", "/legal/", "/privacy/", "/accessibility/", "/developers/limits/",
    "/statistics/", "/statistics/parks-by-level/", "/search/?q=qqqq", "/compare/",
    "/nowhere/", "/cities/gone/",
]  # fmt: skip
FILES = [
    "/api/v1/schema/", "/api/v1/", "/api/v1/nowhere/", "/catalog.ttl", "/catalog.jsonld",
    "/feeds/changes.atom?lang=en", "/robots.txt", "/api/v1/parks/?level=nonsense",
]  # fmt: skip


@pytest.fixture
def records() -> None:
    for slug in ("aa", "bb"):
        make_city_attribute(make_city(slug), code="coal_based")
    ash = make_material("ash")
    make_flow(make_park("one"), "flow", material=ash)
    make_flow(make_park("two"), "flow", material=ash)
    make_pilot("pilot")
    make_case("case")
    gone = make_city("gone")
    with writing() as changes:
        changes.withdraw(gone)
    update_similarities()


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_mailbox_no_page_invites_to_write(records: None, client: Client, language: str):
    for path in PAGES:
        page = client.get(f"/{language}{path}").content.decode()
        assert INVITATIONS.findall(read_text(page)) == [], path
        assert "mailto:" not in page, path
        assert "#contact" not in page, path


def test_without_a_mailbox_no_file_of_the_api_invites_to_write(records: None, client: Client):
    for path in FILES:
        response = client.get(path)
        text = b"".join(response) if response.streaming else response.content
        assert INVITATIONS.findall(text.decode()) == [], path
        assert "mailto:" not in text.decode(), path


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_mailbox_each_letter_has_subject_and_page(
    records: None, client: Client, settings: Any, language: str
):
    settings.CONTACT_EMAIL = "hub@example.org"
    for path in PAGES:
        address = f"/{language}{path}"
        page = client.get(address).content.decode()
        letters = re.findall(r'href="(mailto:[^"]+)"', page)
        assert letters, path
        for letter in letters:
            parts = urlsplit(letter.replace("&amp;", "&"))
            fields = parse_qs(parts.query)
            assert parts.path == "hub@example.org"
            assert len(fields["subject"][0]) > len("China Hub: "), path
            assert unquote(fields["body"][0]).endswith(f"http://testserver{address}".replace("&amp;", "&"))


def test_a_request_names_what_it_asks_for(records: None, client: Client, settings: Any):
    settings.CONTACT_EMAIL = "hub@example.org"
    requests = {
        "/en/materials/match/?material=ash": "China Hub: Ask ICLEI to be put in touch",
        "/en/cities/aa/": "China Hub: Exchange with",
        "/en/developers/limits/": "China Hub: Ask for a key",
        "/en/search/?q=qqqq": "China Hub: qqqq",
    }
    for path, subject in requests.items():
        page = client.get(path).content.decode()
        subjects = [unquote(found) for found in re.findall(r"\?subject=([^&\"]+)", page)]
        assert [found for found in subjects if found.startswith(subject)], path


def test_a_letter_has_nothing_that_only_one_reader_sent(records: None, client: Client, settings: Any):
    settings.CONTACT_EMAIL = "hub@example.org"
    page = client.get("/en/search/?q=qqqq&utm_source=a-letter&fbclid=one-reader").content.decode()
    assert "qqqq" in page
    assert not re.search(r'href="mailto:[^"]*(?:utm_source|fbclid)', page)
