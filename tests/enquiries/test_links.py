"""With the form open, whatever invites readers to write leads to it, with record, part and type."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from enquiries.choices import EnquiryKind
from tests.conftest import LANGUAGES
from tests.factories import make_city, make_city_figure, make_material
from tests.html_text import read_text
from tests.portal.test_contact import PAGES, records  # noqa: F401

pytestmark = pytest.mark.django_db


def list_requests(client: Client, path: str) -> list[dict[str, str]]:
    """The parameters of all links of a page to the form."""
    page = client.get(path).content.decode()
    links = [unescape(link) for link in re.findall(r'href="(/[a-z-]+/requests/[^"]*)"', page)]
    return [{name: values[0] for name, values in parse_qs(urlsplit(link).query).items()} for link in links]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.sampled(4)
def test_each_link_leads_to_the_form_with_what_it_is_about(
    records,  # noqa: F811
    open_form,
    settings,
    client: Client,
    language: str,
    path: str,
):
    settings.CONTACT_EMAIL = "hub@example.org"
    found = list_requests(client, f"/{language}{path}")
    assert found
    for parameters in found:
        assert parameters["kind"] in EnquiryKind.values
        assert parameters.get("record") or parameters.get("page", "").startswith(f"/{language}/")
    page = client.get(f"/{language}{path}").content.decode()
    # Only where the text is that of the mailbox.
    assert {link.partition("?")[0] for link in re.findall(r'href="(mailto:[^"]*)"', page)} <= {
        "mailto:hub@example.org"
    }
    assert len(re.findall(r'href="mailto:', page)) == read_text(page).count("hub@example.org")


def test_each_place_names_its_own_type_and_record(records, open_form, client: Client):  # noqa: F811
    city = {"record": "city/aa"}
    found = list_requests(client, "/en/cities/aa/")
    assert {"kind": "correction", **city} in found
    assert {"kind": "missing", **city} in found
    assert {"kind": "exchange_wanted", **city} in found
    in_touch = {"kind": "contact", "record": "material/ash", "page": "/en/materials/match/"}
    assert in_touch in list_requests(client, "/en/materials/match/?material=ash")


def test_the_page_of_a_figure_names_the_part(open_form, client: Client):
    make_city_figure(make_city("changchun"), "area")
    found = list_requests(client, "/en/figures/city.changchun.area/")
    assert [one for one in found if one.get("part") == "area" and one.get("record") == "city/changchun"]


def test_a_page_that_is_not_there_is_named_by_its_path(open_form, client: Client):
    assert {"kind": "correction", "page": "/en/nowhere/"} in list_requests(client, "/en/nowhere/")


def test_pages_link_to_no_form_while_it_is_closed(records, client: Client):  # noqa: F811
    for path in PAGES:
        assert list_requests(client, f"/en{path}") == []
    assert "When you send a request" not in client.get("/en/privacy/").content.decode()


def test_the_page_privacy_says_how_requests_are_kept(open_form, get):
    page = read_text(get("/en/privacy/"))
    assert "All of it is deleted after 180 days" in page
    assert 'id="requests"' in get("/en/privacy/")


def test_a_link_asks_the_database_for_nothing(open_form, client: Client, django_assert_max_num_queries):
    make_material("ash")
    client.get("/en/legal/")
    with django_assert_max_num_queries(2):
        client.get("/en/legal/")
